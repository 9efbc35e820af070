"""The facts that a prompt leaves out, chosen to fit those it names. Always the same for the same facts."""

from __future__ import annotations

from video01.prompt.lexicon import subject
from video01.vocabulary import Subject

NO_LIGHT = frozenset({"space", "cave"})  # places where no light can be told
NO_WEATHER = frozenset({"space", "underwater", "cave", "room"})
NO_SNOW = frozenset({"jungle", "desert", "beach"})
ANYBODY = "bird"
ANYWHERE = "meadow"
PLACE_OF_WEATHER = {"snow": "snowfield", "sandstorm": "desert", "falling leaves": "forest", "storm": "ocean"}
_PLACES = {
    "desert": "camel, cactus, scorpion, lizard, snake",
    "snowfield": "penguin, snowman, skier, santa, snowflake, christmas tree, seal, polar bear",
    "jungle": "monkey, gorilla, tiger, leopard, parrot, crocodile, frog, t-rex, dinosaur, peacock, koala, panda, "
              "pineapple, banana, orangutan, sloth",
    "city": "fountain, statue of liberty, mosque, hindu temple, temple, church, shrine gate, stadium, factory, school, "
            "hospital, hotel, shop, traffic light, road barrier, gas pump, mailbox, tower, robot, brick wall, "
            "basketball",
    "meadow": "ferris wheel, circus tent, roller coaster, playground slide, gravestone, kite, frisbee, boomerang, "
              "american football, baseball, volleyball, bow and arrow, lion, zebra, giraffe, elephant, rhino, hippo, "
              "kangaroo, soccer ball, bat",
    "forest": "bear, wolf, fox, deer, owl, squirrel, hedgehog, raccoon, mushroom, troll, fairy, unicorn, wizard, "
              "spider, pine tree, tent, maple leaf, badger, fire",
    "mountains": "mount fuji, goat, dragon, eagle, ox, pagoda",
    "castle": "princess, prince, king, crown, ghost, vampire",
    "beach": "crab, palm tree, flamingo, turtle, surfer, moai, watermelon, ice cream, umbrella",
    "village": "pig, cow, sheep, rooster, chick, turkey, farmer, tractor, dog, cat, house, hut, house with a garden, "
               "ruined house, ladder, bucket, zombie, skull, "
               "jack-o-lantern, train, boy, girl, baby, broom",
    "lake": "duck, swan, otter, beaver, rowboat, canoe",
    "space": "rocket, satellite, alien, astronaut, planet, star, space invader, ufo",
    "ocean": "whale, dolphin",
    "room": "teddy bear, chair, television, alarm clock, teapot, candle, cake, guitar, violin, mouse",
}  # fmt: skip
INDOORS = ("bed", "sofa", "bathtub", "toilet", "television", "piano")  # who is named with them is in a room
_RISING = ("balloon", "bubbles")
_PLACE_OF = {name: place for place, names in _PLACES.items() for name in names.split(", ")}


def place_for(name: str) -> str:
    """Where a subject is at home."""
    found = subject(name)
    if name in _PLACE_OF:
        return _PLACE_OF[name]
    if found.home == "water":
        return "underwater" if found.gait == "swim" else "ocean"
    if found.home == "air" and found.kind != "object":
        return "sky"
    if found.kind == "food" or (found.kind == "object" and found.home == "land"):
        return "room"
    return "city" if found.kind in ("person", "vehicle") else ANYWHERE


def action_for(found: Subject) -> str:
    """What a subject does if nothing is said."""
    if found.kind in ("food", "object", "plant") and found.gait != "fly":
        return "rises" if found.name in _RISING else "stays still"
    if found.gait == "still":
        return "stays still"
    return "moves right"
