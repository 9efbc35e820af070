"""The facts that a prompt leaves out, chosen to fit those it names. Always the same for the same facts."""

from __future__ import annotations

from video01.vocabulary import SUBJECTS, Subject, find

NO_LIGHT = frozenset({"space"})  # places where no light can be told
NO_WEATHER = frozenset({"space", "underwater"})
SUBJECT_OF = {
    "mountains": "eagle", "ocean": "whale", "beach": "crab", "desert": "camel", "forest": "deer", "jungle": "monkey",
    "meadow": "horse", "snowfield": "penguin", "city": "car", "village": "dog", "space": "rocket", "underwater": "fish",
    "sky": "bird", "volcano": "dragon",
}  # fmt: skip
ANYBODY = "bird"
_PLACES = {
    "desert": "camel, cactus, scorpion, lizard, snake",
    "snowfield": "penguin, snowman, skier, santa, snowflake, christmas tree, seal",
    "jungle": "monkey, gorilla, tiger, leopard, parrot, crocodile, frog, t-rex, dinosaur, peacock, koala, panda, "
              "pineapple, banana",
    "meadow": "lion, zebra, giraffe, elephant, rhino, hippo, kangaroo",
    "forest": "bear, wolf, fox, deer, owl, squirrel, hedgehog, raccoon, mushroom, troll, fairy, unicorn, wizard, "
              "spider, bat, pine tree, "
    "tent, maple leaf",
    "mountains": "goat, dragon, eagle, ox, castle, pagoda, princess, prince",
    "beach": "crab, palm tree, flamingo, turtle, surfer, moai, watermelon, ice cream",
    "village": "pig, cow, sheep, rooster, chick, turkey, farmer, tractor, dog, cat, house, ghost, vampire, "
               "zombie, skull, jack-o-lantern, "
    "train, boy, girl, baby, broom",
    "space": "rocket, satellite, alien, astronaut, planet, star, space invader, ufo",
    "ocean": "whale, dolphin",
}  # fmt: skip
_PLACE_OF = {name: place for place, names in _PLACES.items() for name in names.split(", ")}


def place_for(subject: str) -> str:
    """Where a subject is at home."""
    found = find(SUBJECTS, subject)
    if subject in _PLACE_OF:
        return _PLACE_OF[subject]
    if found.home == "water":
        return "underwater" if found.gait == "swim" else "ocean"
    if found.home == "air":
        return "sky"
    return "city" if found.kind in ("person", "vehicle") or found.name in ("robot", "tower") else "meadow"


def action_for(subject: Subject, *, alone: bool) -> str:
    """What a subject does if nothing is said; two of them cannot rise."""
    if subject.gait == "still":
        return "stays still"
    return "rises" if alone and subject.gait == "float" and subject.home == "air" else "moves right"
