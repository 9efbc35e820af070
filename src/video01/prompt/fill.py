"""The facts that a prompt leaves out, chosen to fit those it names. Always the same for the same facts."""

from __future__ import annotations

from video01.vocabulary import SUBJECTS, Subject, find

NO_LIGHT = frozenset({"space", "cave"})  # places where no light can be told
NO_WEATHER = frozenset({"space", "underwater", "cave", "room"})
ANYBODY = "bird"
ANYWHERE = "meadow"
PLACE_OF_WEATHER = {"snow": "snowfield", "sandstorm": "desert", "falling leaves": "forest", "storm": "ocean"}
_PLACES = {
    "desert": "camel, cactus, scorpion, lizard, snake",
    "snowfield": "penguin, snowman, skier, santa, snowflake, christmas tree, seal, polar bear",
    "jungle": "monkey, gorilla, tiger, leopard, parrot, crocodile, frog, t-rex, dinosaur, peacock, koala, panda, "
              "pineapple, banana, orangutan, sloth",
    "meadow": "lion, zebra, giraffe, elephant, rhino, hippo, kangaroo, soccer ball, bat",
    "forest": "bear, wolf, fox, deer, owl, squirrel, hedgehog, raccoon, mushroom, troll, fairy, unicorn, wizard, "
              "spider, pine tree, tent, maple leaf, badger, fire",
    "mountains": "goat, dragon, eagle, ox, pagoda",
    "castle": "princess, prince, king, crown, ghost, vampire",
    "beach": "crab, palm tree, flamingo, turtle, surfer, moai, watermelon, ice cream, umbrella",
    "village": "pig, cow, sheep, rooster, chick, turkey, farmer, tractor, dog, cat, house, zombie, skull, "
               "jack-o-lantern, train, boy, girl, baby, broom",
    "lake": "duck, swan, otter, beaver, rowboat, canoe",
    "space": "rocket, satellite, alien, astronaut, planet, star, space invader, ufo",
    "ocean": "whale, dolphin",
    "room": "teddy bear, chair, television, alarm clock, teapot, candle, cake, guitar, violin, mouse",
}  # fmt: skip
_RISING = ("balloon", "bubbles")
_PLACE_OF = {name: place for place, names in _PLACES.items() for name in names.split(", ")}

# What a verb of no motion looks like: the motion nearest to it.
DEEDS = {
    "jumps": "play kick throw catch cheer fight wrestle attack bark frolic",
    "dances": "celebrate sing party perform",
    "shakes": "laugh cry shiver growl roar howl tremble sneeze",
    "stays still": "watch look stare gaze glance read write eat drink cook paint think listen wait pose guard smile "
    "sleep dream study sew fish wear hold hide admire observe munch nibble graze sniff balance",
}
DEED_OF = {verb: action for action, verbs in DEEDS.items() for verb in verbs.split()}


def place_for(subject: str) -> str:
    """Where a subject is at home."""
    found = find(SUBJECTS, subject)
    if subject in _PLACE_OF:
        return _PLACE_OF[subject]
    if found.home == "water":
        return "underwater" if found.gait == "swim" else "ocean"
    if found.home == "air" and found.kind != "object":
        return "sky"
    if found.kind == "food":
        return "room"
    return "city" if found.kind in ("person", "vehicle") or found.name in ("robot", "tower") else ANYWHERE


def action_for(subject: Subject) -> str:
    """What a subject does if nothing is said."""
    if subject.kind in ("food", "object", "plant") and subject.gait != "fly":
        return "rises" if subject.name in _RISING else "stays still"
    if subject.gait == "still":
        return "stays still"
    return "moves right"


def action_of_deed(word: str) -> str | None:
    """The motion that stands for a verb of none ("plays"), None for the rest."""
    forms = (word, word.removesuffix("s"), word.removesuffix("es"), word.removesuffix("ing"), word.removesuffix("ed"))
    stems = (*forms, word.removesuffix("ing") + "e", word.removesuffix("ed") + "e", word.removesuffix("d"))
    return next((DEED_OF[stem] for stem in stems if stem in DEED_OF), None)
