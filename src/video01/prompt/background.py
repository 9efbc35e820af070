"""Which of the things that a prompt names are not to be seen, and which only if nothing else is."""

from __future__ import annotations

from collections.abc import Sequence

from video01.prompt.function_words import BODY, CONJUNCTIONS, DETERMINERS, MARKS, PREPOSITIONS, SENTENCE_ENDS, word_set
from video01.prompt.lexicon import Meaning, lexicon
from video01.prompt.reading import NounPhrase, Reading


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split(", "))


# Scenery, unless a sentence is about it: "the sun rises", but not "in the sun".
_SCENERY = _names(
    "sun, sun behind a cloud, crescent moon, full moon, cloud, thundercloud, rain cloud, wave, window, door, "
    "lightning bolt, drop of water, snowy mountain, rock, rainbow, person, family, globe, glowing star, comet, "
    "star, snowflake, tornado, fallen leaf, green leaf, picture frame, sparkle, brick wall"
)
# Beside or behind what a prompt is about they are scenery, too.
_TREES = _names("tree, pine tree, log")
# Worn by somebody after "in" or "with".
_CLOTHES = _names(
    "t-shirt, dress, pair of jeans, coat, scarf, shirt and tie, cap, straw hat, graduation cap, sneaker, "
    "high heel, boot, pair of socks, top hat, pair of sunglasses, pair of glasses, lipstick, crown, shield"
)
# Parts of what is shown: "eyes closed", "from its wheels".
_PARTS = _names("eye, brain, tooth, bone, heart, feather, wheel, seashell, drop of water, smiley")
# Within them it is a room.
_BUILDINGS = _names(
    "house, house with a garden, hut, church, temple, mosque, school, hospital, hotel, shop, factory, tent, circus tent"
)
_WITHIN = word_set("in inside within into through")
# Before what is only where something happens; after the nearer ones stands who is counted: "past a boat".
_BEHIND = word_set(
    "in on at into onto through across from by along against within inside among around amid toward towards to for "
    "past down up near of between over under before after behind without as off out about during"
)
_NEAR = word_set("to near behind over under by past at toward towards around above below beside")
_FILMED_BY = word_set("camera cameras lens film footage")  # things only with "a" before them
_WEARING = word_set("wearing wears wear wore dressed dons donning clad")
# Of what is thought or told, nothing is seen: "dreams of a fish".
_THOUGHT = word_set(
    "dream dreams dreaming dreamt think thinks thinking tell tells story stories tale talk talks talking afraid scared "
    "search searching searches look looks looking long longs longing wish wishes wishing wait waits waiting sing sings "
    "singing hear hears heard listen listens listening remind reminds reminiscent instead sound sounds smell scent"
)
_ABOUT = word_set("of about for")
# What somebody does to a thing that is then seen with them.
_HANDLING = word_set(
    "holding holds hold held carrying carries carry eating eats eat riding rides ride rode driving drives drive flying "
    "flies fly playing plays play reading reads read pushing pushes throwing throws catching catches kicking kicks "
    "lifting lifts building builds build painting paints blowing blows with and"
)
_EMITTING = word_set("breathe spit spew exhale belch vomit emit")  # of what comes out of somebody, nobody is shown
_OWN = word_set("its their his her our my your")
_LATER = word_set("before until because if")
_ONE = (["a"], ["an"])
_COUNTING = word_set("a an another one two three several many")


def is_out(reading: Reading, noun: NounPhrase, meaning: Meaning) -> bool:
    """Whether a prompt names a thing without showing it."""
    unseen = noun.negated or noun.simile or noun.of("place") is not None or is_within(noun)
    told = (_is_thought, _is_material, _is_of_camera, _is_backdrop, _is_part)
    return unseen or _is_worn(reading, noun, meaning) or any(rule(reading, noun, meaning) for rule in told)


def is_by_the_way(reading: Reading, noun: NounPhrase, meaning: Meaning, others: Sequence[Meaning]) -> bool:
    """Whether a thing is seen only if nothing else is; `others` came before it."""
    if (noun.of("light") or noun.of("weather")) and not any(verb.actor is noun for verb in reading.verbs):
        return True
    if not others:
        return False
    row = reading.words(noun.start - 4, noun.start)
    counted = bool(_COUNTING & set(row[-1:]))
    part = meaning.target in _PARTS | _CLOTHES and not (counted and noun.role != "with")
    known = any(other.alive for other in others)
    if part or (_is_filmed(reading, noun) and (known or not meaning.alive)):
        return True
    joins = _opens_clause(reading, noun)
    if meaning.alive:
        later = any(word in _LATER for word in row[-2:])
        return meaning.rank == 2 and (later or (joins and not reading.acts(noun)))
    handled = bool(_HANDLING & set(row[_last_stop(row) + 1 :]))
    own = bool(_OWN & set(row[-1:]))
    aside = meaning.target in _TREES and noun.role in _BEHIND
    return aside or (not handled and (own or meaning.rank == 2 or (joins and not counted)))


def _is_of_camera(reading: Reading, noun: NounPhrase, _meaning: Meaning) -> bool:
    """Whether it is the camera that films, and no camera to be seen. "Die" and "light" are seldom things, too."""
    word, before = reading.tokens[noun.head[1] - 1].word, reading.words(noun.start - 1, noun.start)
    rare = (word in ("die", "light") and before not in (["a"], ["the"])) or reading.words(*noun.head) == ["lights"]
    return (word in _FILMED_BY and before not in _ONE) or rare


def _is_backdrop(reading: Reading, noun: NounPhrase, meaning: Meaning) -> bool:
    """Whether it only tells where something is: "in the sun", "at a table"."""
    if noun.owner or noun.role in ("subject", "object") or _is_filmed(reading, noun):
        return False
    near = meaning.alive and noun.role in _NEAR and bool(_COUNTING & set(reading.words(noun.start - 1, noun.start)))
    scenery = meaning.target in _SCENERY and noun.role != "with"
    return scenery or (noun.role in _BEHIND and meaning.rank == 2 and not near)


def is_within(noun: NounPhrase) -> bool:
    """Whether it is a building that something happens inside."""
    building = noun.of("subject")
    return building is not None and building.target in _BUILDINGS and noun.role in _WITHIN


def is_whole(reading: Reading, noun: NounPhrase) -> bool:
    """Whether it owns a part of its body: "an old man" in "an old man's face"."""
    owned = next((other for other in reading.nouns if other.start == noun.end + 1), None)
    return noun.owner and owned is not None and reading.tokens[owned.end - 1].word.removesuffix("s") in BODY


def _is_part(reading: Reading, noun: NounPhrase, meaning: Meaning) -> bool:
    """Whether it is a part of somebody who is named: "a tiger's eyes"."""
    owners = [other for other in reading.nouns if other.owner and other.end + 1 == noun.start and other.of("subject")]
    return bool(owners) and meaning.target in _PARTS


def _is_filmed(reading: Reading, noun: NounPhrase) -> bool:
    """Whether the camera looks at it: "zoom in on a cat"."""
    i = (noun.measure[0] or noun.start) - 1
    while i >= 0 and i not in reading.taken and reading.tokens[i].word in DETERMINERS | PREPOSITIONS:
        i -= 1
    return i in reading.taken


def _opens_clause(reading: Reading, noun: NounPhrase) -> bool:
    """Whether a noun begins another clause of a sentence that has its verb: ", headlights cutting through the fog"."""
    before = [verb.start for verb in reading.all_verbs() if verb.start < noun.start]
    start = max((i for i in range(noun.start) if reading.tokens[i].word in SENTENCE_ENDS), default=-1)
    return noun.role == "subject" and any(verb > start for verb in before)


def _is_thought(reading: Reading, noun: NounPhrase, _meaning: Meaning) -> bool:
    """Whether somebody only dreams of it, waits for it or tells about it."""
    row = [word for word in reading.words(noun.start - 5, noun.start) if word not in DETERMINERS]
    return len(row) > 1 and row[-1] in _ABOUT and row[-2] in _THOUGHT


def _is_material(reading: Reading, noun: NounPhrase, meaning: Meaning) -> bool:
    """Whether it only tells what another thing is of ("a ring of fire") or what comes out of it ("breathing fire")."""
    order = reading.nouns.index(noun)
    before = reading.words(noun.start - 1, noun.start)
    if not meaning.alive and any(_EMITTING & set(lexicon().all_verb_forms(word)) for word in before):
        return order > 0
    if not order or noun.role != "of" or reading.nouns[order - 1].of("subject") is None:
        return False
    between = reading.words(reading.nouns[order - 1].end, noun.start)
    return [word for word in between if word not in DETERMINERS] == ["of"]


def _is_worn(reading: Reading, noun: NounPhrase, meaning: Meaning) -> bool:
    """Whether it is clothing of somebody; the world's figures wear what they wear."""
    if meaning.alive:
        return False
    if noun.role in ("in", "with") and meaning.target in _CLOTHES:
        return True
    verbs = {verb.start for verb in reading.all_verbs()}
    for i in range(noun.start - 1, -1, -1):
        word = reading.tokens[i].word
        stops = word in SENTENCE_ENDS or word in PREPOSITIONS or (i in verbs and not word.endswith("ed"))
        if stops or word in _WEARING:
            return word in _WEARING
    return False


def _last_stop(row: Sequence[str]) -> int:
    stops = [i for i, word in enumerate(row) if word in MARKS or (word in CONJUNCTIONS and word != "and")]
    return stops[-1] if stops else -1
