"""What of the things that a prompt names only furnishes the place: "in the sun", "at a table", "under a lamp"."""

from __future__ import annotations

from video01.prompt.function_words import DETERMINERS, PREPOSITIONS, word_set
from video01.prompt.lexicon import Meaning
from video01.prompt.reading import NounPhrase, Reading


def names(text: str) -> frozenset[str]:
    """The names of a text."""
    return frozenset(text.split(", "))


# Scenery, unless a sentence is about it: "the sun rises", but not "in the sun".
_SCENERY = names(
    "sun, sun behind a cloud, cloud, thundercloud, rain cloud, wave, lightning bolt, drop of water, snowy mountain, "
    "person, family, globe, glowing star, star, snowflake, tornado, fallen leaf, picture frame, sparkle, window, "
    "brick wall"
)
# Scenery, too, unless somebody is on, over or behind it: "in the moonlight", but "on a rock".
_GROUND = names("crescent moon, full moon, rock, rainbow, comet, green leaf, door, log")
_FURNITURE = names("chair, box, light bulb")  # words of the table that are mostly tables, shelves and the like
# Within them it is a room.
_BUILDINGS = names(
    "house, house with a garden, hut, church, temple, mosque, school, hospital, hotel, shop, factory, tent, circus tent"
)
_WITHIN = word_set("in inside within into through")
# Before what is only where something happens; after the nearer ones stands who is counted: "past a boat".
AT = word_set("on upon onto over above behind beneath under below underneath beside before atop near")
BEHIND = word_set(
    "in on at into onto through across from by along against within inside among around amid toward towards to for "
    "past down up near of between over under before after behind without as off out about during"
)
_NEAR = word_set("to near behind over under by past at toward towards around above below beside")
_BENEATH = word_set("beneath below under underneath")
_LIT_BY = word_set("by under below beneath")
OWN = word_set("its their his her our my your")
COUNTING = word_set("a an another one two three four five six several many")


def is_backdrop(reading: Reading, noun: NounPhrase, meaning: Meaning) -> bool:
    """Whether it only tells where something is: "in the sun", "at a table"."""
    if noun.owner or noun.role in ("subject", "object") or is_filmed(reading, noun):
        return False
    if meaning.alive and reading.acts(noun):
        return False  # "at a guard who sleeps"
    counted = bool((COUNTING | OWN) & set(reading.words(noun.start - 1, noun.start)))
    near = meaning.alive and noun.role in _NEAR and counted
    scenery = meaning.target in _SCENERY and noun.role != "with" and not near
    upon = AT if noun.start < noun.head[0] else AT - {"atop"}  # "on top of a grey rock"
    ground = meaning.target in _GROUND and noun.role not in upon | {"with"}
    own = OWN & set(reading.words(noun.start - 1, noun.start))  # "with its headlights off"
    lamp = meaning.target == "light bulb" and (noun.role in _LIT_BY or own)
    boarded = meaning.kind == "vehicle" and noun.role in ("in", "inside", "aboard")
    shown = near or (counted and (noun.role in AT or boarded) and meaning.target not in _FURNITURE)
    shown = shown or (counted and noun.role == "into" and meaning.kind in ("object", "food"))
    return (
        scenery
        or ground
        or bool(lamp)
        or _is_of_place(reading, noun, meaning)
        or (noun.role in BEHIND and meaning.rank == 2 and not shown)
    )


def _is_of_place(reading: Reading, noun: NounPhrase, meaning: Meaning) -> bool:
    """Whether it is a thing of a place, beside or on which something happens: "on the table of a room"."""
    place = next((n for n in reading.nouns if n.role == "of" and n.start - noun.end in (1, 2)), None)
    return not meaning.alive and noun.role in BEHIND | AT and place is not None and bool(place.of("place"))


def is_within(noun: NounPhrase) -> bool:
    """Whether it is a building that something happens inside."""
    building = noun.of("subject")
    return building is not None and building.target in _BUILDINGS and noun.role in _WITHIN


def fills_place(reading: Reading, noun: NounPhrase) -> bool:
    """Whether many of it are only what a place is full of: "a field with many flowers"."""
    place = next((adjunct.near for adjunct in reading.adjuncts if adjunct.noun is noun), None)
    many = reading.words(noun.start - 1, noun.start) in (["with"], ["many"])
    return many and noun.role == "with" and place is not None and bool(place.of("place")) and not place.of("subject")


def is_above(reading: Reading, noun: NounPhrase) -> bool:
    """Whether a later sentence says who is below it: "The moon hangs there. Beneath it a wolf"."""
    for adjunct in reading.adjuncts:
        it = adjunct.noun is not None and adjunct.noun.pronoun == "it" and adjunct.near is None
        if it and reading.tokens[adjunct.start].word in _BENEATH:
            named = [n for n in reading.nouns if n.end <= adjunct.start and n.role == "subject"]
            return bool(named) and named[-1] is noun
    return False


def is_filmed(reading: Reading, noun: NounPhrase) -> bool:
    """Whether the camera looks at it: "zoom in on a cat"."""
    i = (noun.measure[0] or noun.start) - 1
    while i >= 0 and i not in reading.camera and reading.tokens[i].word in DETERMINERS | PREPOSITIONS:
        i -= 1
    return i in reading.camera
