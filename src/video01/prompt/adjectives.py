"""The size and the colour of a figure: before its noun ("a tiny red bird") or after it ("a car that is red")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from video01.prompt.function_words import word_set
from video01.prompt.lexicon import subject
from video01.prompt.reading import NounPhrase, Reading
from video01.prompt.text import words
from video01.vocabulary import COLOURS, SIZES, Word

_LONGEST = 3  # words of the longest size or colour
_LEADS = word_set("that which who is are was were 's looks look turns painted coloured colored dyed bright very so all")
_PERSONAL = word_set("it he she")
_JOINTS = word_set("and , but really quite rather very so bright dark light also")
# A name of such a thing may hold a colour that is told, too ("red balloon"); elsewhere it is a kind of its own.
_SUPERLATIVES = {
    "tiniest": "tiny", "smallest": "small", "littlest": "small", "biggest": "big", "largest": "big", "hugest": "giant",
}  # fmt: skip
_MORE = {
    "tiny": ("itty bitty", "teensy", "teensy weensy", "pint sized", "thumb sized"),
    "giant": ("mega", "jumbo", "super sized", "house sized"),
}
_DYED = ("vehicle", "object")
# Kinds of a colour that is part of their name and asks for no dye.
_COLOURED_KINDS = (
    "red fox", "red deer", "black bear", "brown bear", "grey wolf", "gray wolf", "blue whale", "white shark",
    "red squirrel", "golden eagle", "golden retriever", "black widow", "red panda", "green tea",
    "white wine", "red wine", "black coffee",
)  # fmt: skip


@dataclass
class Traits:
    """What adjectives say of a noun, and which tokens say it."""

    size: str | None = None
    colour: str | None = None
    taken: set[int] = field(default_factory=set)


def traits(reading: Reading, noun: NounPhrase, target: str) -> Traits:
    """The nearest size and colour; a name's own ("polar bear") stay part of the name."""
    found = Traits()
    start, end = noun.start, noun.head[0]
    if noun.measure[1]:
        _before(reading, *noun.measure, found)
    _before(reading, start, end, found)
    if subject(target).kind in _DYED:
        _before(reading, noun.head[0], noun.head[1] - 1, found)
    _after(reading, noun, found)
    _after_pronoun(reading, noun, found)
    return found


def each(reading: Reading, noun: NounPhrase) -> list[Traits]:
    """What is told of each of several: "two cats, one black, one white"."""
    told: list[Traits] = []
    i = noun.end
    while i < len(reading.tokens):
        word = reading.tokens[i].word
        if any(other.meanings and other.start <= i < other.end for other in reading.nouns):
            break  # "two dogs and one black cat"
        last = _take(reading, i, min(i + _LONGEST, len(reading.tokens)), told[-1]) if told else i
        if word in ("one", "other"):
            told.append(Traits())
        elif last == i and word not in _JOINTS | {"is", "the", "-", ":"}:
            break
        i = max(last, i + 1)
    return told


def _before(reading: Reading, start: int, end: int, found: Traits) -> None:
    i = max(0, start)
    while i < end:
        last = _take(reading, i, end, found)
        i = max(last, i + 1)


def _after(reading: Reading, noun: NounPhrase, found: Traits) -> None:
    """A predicate ("is huge and red") or an apposition (", giant and red,")."""
    i, led = noun.end, False
    row = reading.words(0, len(reading.tokens))
    while i < len(row) and (row[i] in _LEADS or (row[i] == "," and not led)):
        i, led = i + 1, True
    while led and i < len(row) and not _belongs_elsewhere(reading, noun, i):
        last = _take(reading, i, min(i + _LONGEST, len(row)), found)
        if last == i and row[i] not in _JOINTS:
            return
        i = max(last, i + 1)


def _after_pronoun(reading: Reading, noun: NounPhrase, found: Traits) -> None:
    """A predicate of the pronoun that stands for it: "it's white" after "a horse"."""
    later = [other.start for other in reading.nouns if other.start >= noun.end and other.of("subject")]
    row = reading.words(0, min([*later, len(reading.tokens)]))
    for i in range(noun.end, len(row) - 2):
        if row[i] in _PERSONAL and row[i + 1] in _LEADS:
            _take(reading, i + 2, min(i + 2 + _LONGEST, len(row)), found)


def _belongs_elsewhere(reading: Reading, noun: NounPhrase, i: int) -> bool:
    """Whether a token describes another noun: "a dragon, red balloons"."""
    return any(other is not noun and other.start <= i < other.end for other in reading.nouns)


def _take(reading: Reading, i: int, end: int, found: Traits) -> int:
    """Note the size or the colour that starts at a token; return where it ends, i if there is none."""
    for last in range(min(i + _LONGEST, end), i, -1):
        row = reading.words(i, last)
        part = len(row) == 1 and "-" in reading.tokens[i].written.strip("-") and i + 1 < len(reading.tokens)
        if part and reading.tokens[i].written == reading.tokens[i + 1].written:
            continue  # "red" of "red-eyed"
        phrase = " ".join(row)
        if phrase in _names(False):
            found.size = found.size or _names(False)[phrase]
        elif " ".join([phrase, *reading.words(last, last + 1)]).removesuffix("s") in _COLOURED_KINDS:
            found.taken |= set(range(i, last))  # it has this colour anyway
            return last
        elif phrase in _names(True):
            found.colour = found.colour or _names(True)[phrase]
        else:
            continue
        found.taken |= set(range(i, last))
        return last
    return i


def is_adjective(word: str) -> bool:
    """Whether a word alone is a size or a colour."""
    return word in _names(False) or word in _names(True)


@cache
def _names(colours: bool) -> Mapping[str, str]:
    entries: tuple[Word, ...] = COLOURS if colours else SIZES
    told = {" ".join(words(text)): entry.name for entry in entries for text in (entry.name, *entry.synonyms)}
    return told if colours else told | _SUPERLATIVES | {text: size for size, more in _MORE.items() for text in more}
