"""The size and the colour of a figure: before its noun ("a tiny red bird") or after it ("a car that is red")."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from functools import cache

from video01.prompt.background import COLOURED_KINDS
from video01.prompt.function_words import word_set
from video01.prompt.reading import NounPhrase, Reading
from video01.prompt.text import words
from video01.vocabulary import COLOURS, SIZES, SUBJECTS, Word, find

_LONGEST = 3  # words of the longest size or colour
_LEADS = word_set("that which who is are was were 's looks look turns painted coloured colored dyed bright very so all")
_JOINTS = word_set("and , but really quite rather very so bright dark light also")
# A name of such a thing may hold a colour that is told, too ("red balloon"); elsewhere it is a kind of its own.
_SUPERLATIVES = {
    "tiniest": "tiny", "smallest": "small", "littlest": "small", "biggest": "big", "largest": "big", "hugest": "giant",
}  # fmt: skip
_DYED = ("vehicle", "object")


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
        _before(reading, noun.measure[0] - 3, noun.measure[0], found)
    _before(reading, start, end, found)
    if find(SUBJECTS, target).kind in _DYED:
        _before(reading, noun.head[0], noun.head[1] - 1, found)
    _after(reading, noun, found)
    return found


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


def _belongs_elsewhere(reading: Reading, noun: NounPhrase, i: int) -> bool:
    """Whether a token describes another noun: "a dragon, red balloons"."""
    return any(other is not noun and other.start <= i < other.end and other.meanings for other in reading.nouns)


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
        elif " ".join([phrase, *reading.words(last, last + 1)]) in COLOURED_KINDS:
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
    return told if colours else told | _SUPERLATIVES
