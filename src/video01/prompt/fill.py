"""The facts that a prompt leaves out, chosen to fit those it names. Always the same for the same facts."""

from __future__ import annotations

from collections.abc import Sequence

from video01.prompt.function_words import word_set
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
_RISING = ("balloon", "bubbles")
_PLACE_OF = {name: place for place, names in _PLACES.items() for name in names.split(", ")}

# What a verb of no motion looks like, where it is not stillness.
DEEDS = {
    "jumps": "play kick throw catch cheer fight wrestle attack bark frolic celebrate battle duel spar",
    "dances": "sing party perform disco",
    "shakes": "laugh cry shiver growl roar howl tremble sneeze croak chirp meow giggle sob",
}
_MOVED_BY = word_set(  # verbs that tell of motion together with others, or nothing
    "chase hunt pursue follow stalk ride drive carry pull push drag lead deliver bring surf steer tow hurry march "
    "begin start continue try go get make take do have come become keep show feature reveal let name call surround "
    "cover fill see film pass"
)
_BUSY = word_set("take do")
DEED_OF = {verb: action for action, verbs in DEEDS.items() for verb in verbs.split()} | dict.fromkeys(_MOVED_BY)


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


def action_of_deed(bases: Sequence[str], *, played: bool, done: bool, thing: bool) -> str | None:
    """How a figure looks that does what a verb of no motion says, by the base forms that it may have.

    Who plays ("played": something, not "with" something) sways to it; a thing that turns spins. Who takes a nap or
    does yoga ("done": there is something that is done) stays where it is.
    """
    if "turn" in bases and thing:
        return "spins"
    if "play" in bases and played:
        return "swings"
    if done and _BUSY & set(bases):
        return "stays still"
    return next((DEED_OF[base] for base in bases if base in DEED_OF), "stays still")
