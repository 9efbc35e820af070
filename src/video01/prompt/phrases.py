"""Noun phrases that belong together: lists, and the two sides of "of"."""

from __future__ import annotations

from video01.prompt import tags
from video01.prompt.function_words import BODY, MEASURES, META, word_set
from video01.prompt.reading import Adjunct, NounPhrase, Reading

_SIDES = {"front": "before", "top": "atop", "back": "behind", "left": "beside", "right": "beside", "side": "beside"}
_SIDES |= {"foot": "under", "bottom": "under"} | dict.fromkeys(
    ("bow", "stern", "deck", "helm", "seat", "hood", "bonnet"), "on"
)
_SHAPES = word_set("wheel wedge block bar cube slab chunk mound sheet")  # "of cheese", but not "of the car"
_NEAR = 6  # words in which a list goes on
_NOBODY = word_set("nothing nobody none")
_JOINTS = word_set("and & or nor vs versus plus")


def is_listed(reading: Reading, last: NounPhrase, noun: NounPhrase, link: str) -> bool:
    """Whether a phrase goes on a list: "a dog and a cat", "a parrot, a monkey and a tiger"."""
    between = [
        token.word
        for i, token in enumerate(reading.tokens[last.end : noun.start], last.end)
        if reading.tags[i] not in (tags.DETERMINER, tags.ADVERB)
    ]
    if noun.pronoun or last.pronoun or not link or reading.tokens[noun.start].word in _NOBODY:
        return False
    joint = bool(set(between) & _JOINTS) and set(between) <= _JOINTS | {","}
    verbal = noun.end < len(reading.tags) and reading.tags[noun.end] in tags.VERBS | tags.AUXILIARY
    apart = last.simile or _is_aside(last, noun)
    if joint and not (apart and ("," in between or verbal or not last.meanings)):
        return True
    is_list = last.of("subject") is not None if last.role in ("subject", "object") else not noun.of("subject")
    goes_on = last.role != "object" or bool(_JOINTS & set(reading.words(noun.end, noun.end + _NEAR)))
    return between == [","] and is_list and not verbal and goes_on


def is_apposition(reading: Reading, last: NounPhrase, noun: NounPhrase) -> bool:
    """Whether a second noun says who the first one is: "its driver, a pig, runs"."""
    row = reading.words(last.end, noun.start)
    ends = reading.words(noun.end, noun.end + 1) == [","]
    single = reading.tags[noun.end + 1 : noun.end + 2] in ([tags.FINITE], [tags.PAST])
    return row in ([",", "a"], [",", "an"]) and ends and single


def _is_aside(last: NounPhrase, noun: NounPhrase) -> bool:
    """Whether the first is only where or how something is, and the second may be who does the next thing."""
    return last.role not in ("subject", "object") and noun.of("subject") is not None and last.of("subject") is None


def settle_of(reading: Reading, part: NounPhrase, adjunct: Adjunct) -> None:
    """In "a herd of elephants" the elephants are meant, in "a statue of a lion" the statue."""
    whole = next((noun for noun in reversed(reading.nouns) if noun.end <= adjunct.start), None)
    if whole is None or whole.end != adjunct.start:
        before = adjunct.start - 1
        if before < 0 or before in reading.taken or reading.tokens[before].is_mark:
            part.role = "subject"  # of a shot, which the camera reader took
            if (
                adjunct.clause.subject is None
                or not adjunct.clause.subject.meanings
                or adjunct.clause.subject.of("look")
            ):
                adjunct.clause.subject = part
        return
    head = reading.tokens[whole.head[0]].word if whole.head[1] > whole.head[0] else ""
    measures = {head, head.removesuffix("s")} & (MEASURES | META | BODY)
    shaped = head in _SHAPES and part.start == adjunct.end
    if measures or shaped or whole.of("look") or not whole.meanings:
        part.role, part.measure, part.joined = whole.role, (whole.start, whole.head[1]), whole.joined
        if part.role not in ("subject", "object"):
            part.role = _SIDES.get(head, part.role)
        if whole.of("subject"):
            whole.meanings = tuple(meaning for meaning in whole.meanings if meaning.section != "subject")
        for other in reading.adjuncts if head not in _SIDES else ():
            other.noun = part if other.noun is whole else other.noun
        if adjunct.clause.subject is whole:
            adjunct.clause.subject = part
        for verb in adjunct.clause.verbs:
            verb.objects = [part if noun is whole else noun for noun in verb.objects]
