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
_LEADS = word_set("that which who looks look turns painted coloured colored dyed bright very so all as")
_JOINTS = word_set("and , but really quite rather very so bright dark light also")
_SIZE_NOUNS = {"giant": "giant", "giants": "giant", "giantess": "giant"}
_HUGE = word_set("house tower skyscraper building elephant whale mammoth castle church planet city cathedral")
_NEAR = 8  # words from a noun to what it is as big as
_BREAKS = word_set(", and ; : - ( ) while . but")
_ONES = word_set("one other another first second third")
_SKINS = (None, "black", "white", "brown", "yellow")  # of people in such clothes these would tell something else
_BEFORE_COLOURS = word_set(", and : - in of color colour colors colours")
_SUPERLATIVES = {
    "tiniest": "tiny", "smallest": "small", "littlest": "small", "biggest": "big", "largest": "big", "hugest": "giant",
    "smaller": "small", "tinier": "tiny", "bigger": "big", "larger": "big",
}  # fmt: skip
_MORE = {
    "big": ("fat", "chubby", "plump", "hefty", "stout", "really big", "bigger than", "larger than"),
    "small": ("smaller than",),
    "tiny": ("itty bitty", "teensy", "teensy weensy", "pint sized", "thumb sized"),
    "giant": ("mega", "jumbo", "super sized", "house sized"),
}
# A name of such a thing may hold a colour that is told, too ("red balloon"); elsewhere it is a kind of its own.
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
    named = any(word in _names(True) for word in target.split())
    if not named or subject(target).kind in _DYED:
        _before(reading, noun.head[0], noun.head[1] - 1, found)
    found.size = found.size or _SIZE_NOUNS.get(reading.tokens[noun.head[1] - 1].word) or _by_comparison(reading, noun)
    _after(reading, noun, found)
    filling = next((n for n in reading.nouns if n.role == "of" and 0 < n.start - noun.end < 3), None)
    if filling is not None and not found.colour and not filling.meanings:  # "a flask of green liquid"
        _before(reading, filling.start, filling.head[0], found)
    return found


def _by_comparison(reading: Reading, noun: NounPhrase) -> str | None:
    """ "The size of a house", "as big as a mountain"."""
    other = next((n for n in reading.nouns if n.simile and noun.end < n.start < noun.end + _NEAR), None)
    words = reading.words(noun.end, other.start) if other is not None else []
    if other is None or not {"size", "big", "large", "tall", "huge", "small", "tiny"} & set(words):
        return None
    meaning = other.of("subject")
    if meaning is None or other.of("place"):
        return "giant" if other.of("place") or reading.tokens[other.end - 1].word in _HUGE else None
    return (
        "giant" if meaning.kind == "vehicle" or meaning.target in _HUGE else "tiny" if meaning.kind == "food" else None
    )


def each(reading: Reading, noun: NounPhrase) -> list[Traits]:
    """What is told of each of several: "two cats, one black, one white", "a big one and a tiny one"."""
    told = _listed_colours(reading, noun)
    if told:
        return told
    segment: list[int] = []
    for i in range(noun.end, len(reading.tokens) + 1):
        word = reading.tokens[i].word if i < len(reading.tokens) else "."
        again = word in _ONES and any(reading.tokens[j].word in _ONES for j in segment)
        if word not in _BREAKS and not again:
            segment.append(i)
            continue
        if segment and not _of_one(reading, segment, told):
            break
        segment = [i] if again else []
    return told


def _listed_colours(reading: Reading, noun: NounPhrase) -> list[Traits]:
    """ "Three balloons, red, yellow and blue", "in red and blue": a colour for each; none if it is no list."""
    told: list[Traits] = []
    i = noun.end
    while i < len(reading.tokens) and (reading.tokens[i].word in _BEFORE_COLOURS or is_colour(reading.tokens[i].word)):
        found = Traits()
        _take(reading, i, i + 1, found)
        told += [found] if found.colour else []
        i += 1
    return told if len(told) > 1 else []


def _of_one(reading: Reading, segment: list[int], told: list[Traits]) -> bool:
    """Add what some words tell of one of several; whether more may follow."""
    words = [reading.tokens[i].word for i in segment]
    marked = bool(_ONES & set(words))
    if marked:
        told += [Traits()] * ("middle" in words and not told)
        told.append(Traits())
    found = Traits()
    _before(reading, segment[0], segment[-1] + 1, found)
    near = (n for n in reading.nouns if n.of("subject") and not _is_bare(reading, n))
    others = any(n.start <= i < n.end for n in near for i in segment)
    if not told or others:
        return not others and not told
    last = told[-1]
    told[-1] = Traits(last.size or found.size, last.colour or found.colour, last.taken | found.taken)
    return marked or bool(found.taken)


def _before(reading: Reading, start: int, end: int, found: Traits) -> None:
    i = max(0, start)
    while i < end:
        last = _take(reading, i, end, found)
        i = max(last, i + 1)


def _after(reading: Reading, noun: NounPhrase, found: Traits) -> None:
    """A predicate ("is huge and red") or an apposition (", giant and red,")."""
    i, led = noun.end, False
    bare = i
    while bare < len(reading.tokens) and is_adjective(reading.tokens[bare].word):
        bare += 1
    others = (n for n in reading.nouns if n.start < bare <= n.end)
    if bare > i and all(_is_bare(reading, n) for n in others):  # "an umbrella yellow"
        _before(reading, i, bare, found)
        return
    if reading.words(i, i + 1) == ["in"]:
        _in_colour(reading, i + 1, found)
        return
    if reading.tokens[i : i + 1] and reading.tokens[i].word not in _LEADS and reading.tokens[i].word != ",":
        return
    row = reading.words(0, len(reading.tokens))
    while i < len(row) and (row[i] in _LEADS or (row[i] == "," and not led)):
        i, led = i + 1, True
    while led and i < len(row) and not _belongs_elsewhere(reading, noun, i):
        i = after_denied(reading, i)
        if i == len(row):
            return
        last = _take(reading, i, min(i + _LONGEST, len(row)), found)
        if last == i and row[i : i + 1] != ["but"] and row[i] not in _JOINTS:
            return
        i = max(last, i + 1)


def _in_colour(reading: Reading, i: int, found: Traits) -> None:
    """ "A woman in red", but not "in a red hat" or "in black and white"."""
    row = Traits()
    last = _take(reading, i, min(i + _LONGEST, len(reading.tokens)), row)
    follows = reading.tags[last : last + 1]
    if row.colour not in _SKINS and follows not in (["N"], ["L"], ["A"], ["C"]):
        found.colour = found.colour or row.colour
        found.taken |= row.taken


def _belongs_elsewhere(reading: Reading, noun: NounPhrase, i: int) -> bool:
    """Whether a token describes another noun: "a dragon, red balloons"."""
    others = (other for other in reading.nouns if other is not noun and other.start <= i < other.end)
    return any(other.meanings or (other.role != "predicate" and not _is_bare(reading, other)) for other in others)


def _is_bare(reading: Reading, noun: NounPhrase) -> bool:
    """Whether only adjectives are in it: "but green"."""
    return all(map(is_adjective, reading.words(noun.start, noun.end)))


def take(reading: Reading, i: int, found: Traits) -> int:
    """Note the size or the colour that starts at a token; return where it ends, i if there is none."""
    return _take(reading, i, min(i + _LONGEST, len(reading.tokens)), found)


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


def after_denied(reading: Reading, i: int) -> int:
    """The token after "not orange", which says of what size or colour one is not; i if that is not said there."""
    denied = reading.words(i, i + 2)
    return i + 2 if denied[:1] == ["not"] and is_adjective(denied[-1]) else i


def is_colour(word: str) -> bool:
    """Whether a word alone is a colour."""
    return word in _names(True)


def is_adjective(word: str) -> bool:
    """Whether a word alone is a size or a colour."""
    return word in _names(False) or word in _names(True)


@cache
def _names(colours: bool) -> Mapping[str, str]:
    entries: tuple[Word, ...] = COLOURS if colours else SIZES
    told = {" ".join(words(text)): entry.name for entry in entries for text in (entry.name, *entry.synonyms)}
    return told if colours else told | _SUPERLATIVES | {text: size for size, more in _MORE.items() for text in more}
