"""Which of the things that a prompt names are shown: the subjects and their relation, the place, light, "
"weather, look."""

from __future__ import annotations

from dataclasses import dataclass

from video01.prompt.function_words import DETERMINERS, SENTENCE_ENDS, word_set
from video01.prompt.lexicon import Meaning
from video01.prompt.reading import NounPhrase, Reading
from video01.vocabulary import SUBJECTS, find

_ALIVE = ("animal", "person", "fantasy", "vehicle")
_BESIDE = word_set("with beside near alongside behind between next against and")
_ABOVE = word_set("above over atop riding rides")
_WHERE = word_set(
    "in on at over above through across under into within inside toward towards along near from among amid"
)


@dataclass(frozen=True, kw_only=True)
class Found:
    """One fact that the prompt names."""

    meaning: Meaning
    start: int  # tokens[start:end] name it
    end: int
    noun: NounPhrase | None = None


def find_fact(reading: Reading, section: str, skip: frozenset[int] = frozenset()) -> Found | None:
    """The best place, light, weather or look: a head before a modifier, the world's own words before others."""
    best: tuple[float, Found] | None = None
    for order, noun in enumerate(reading.nouns):
        if noun.negated or noun.simile or noun.start in skip:
            continue
        for meanings, span, inner in [(noun.meanings, noun.head, 0.0), *((m, s, 1.0) for m, s in noun.modifiers)]:
            for meaning in meanings:
                if meaning.section != section or _means_subject(meaning, meanings):
                    continue
                cost = inner + 0.6 * (meaning.rank == 2) + (0.0 if noun.role in _WHERE else 0.4) + order * 0.01
                if best is None or cost < best[0]:
                    best = (cost, Found(meaning=meaning, start=span[0], end=span[1], noun=noun))
    return best[1] if best else None


def _means_subject(meaning: Meaning, meanings: tuple[Meaning, ...]) -> bool:
    return any(other.section == "subject" and other.rank < meaning.rank for other in meanings)


def find_subject(reading: Reading) -> Found | None:
    """The thing that the prompt is about: the grammatical subject of the first clause that names one."""
    scored = [(score(noun, order), noun) for order, noun in enumerate(reading.nouns) if noun.of("subject")]
    kept = [(value, noun) for value, noun in scored if not noun.negated]
    if not kept:
        return _from_modifiers(reading)
    _, noun = max(kept, key=lambda item: item[0])
    meaning = noun.of("subject")
    assert meaning is not None
    return Found(meaning=meaning, start=noun.head[0], end=noun.head[1], noun=noun)


def _from_modifiers(reading: Reading) -> Found | None:
    """A subject that only describes something unknown: "dragon attack"."""
    for noun in reading.nouns:
        for meanings, span in noun.modifiers:
            for meaning in meanings:
                if meaning.section == "subject" and not noun.negated and not noun.of("place"):
                    return Found(meaning=meaning, start=span[0], end=span[1], noun=noun)
    return None


def score(noun: NounPhrase, order: int) -> float:
    """How much a noun phrase is what the prompt is about."""
    meaning = noun.of("subject")
    assert meaning is not None
    role = {"subject": 6.0, "object": 3.0, "by": 2.5, "of": 2.0}.get(noun.role, 1.0)
    if noun.role == "subject" and noun.clause > 0:
        role = 4.5
    if noun.simile:
        role = 0.1
    if noun.owner:
        role = min(role, 1.5)
    alive = find(SUBJECTS, meaning.target).kind in _ALIVE
    ambiguous = any(other.section != "subject" and other.rank <= meaning.rank for other in noun.meanings)
    return role + 1.2 * alive + 0.8 * (meaning.rank < 2) - 2.0 * ambiguous - 0.1 * order


def find_pair(reading: Reading, main: Found) -> tuple[Found, str, bool] | None:
    """A second subject, their relation, and whether the second comes first in it ("chased by wolves")."""
    if main.noun is None:
        return None
    for noun in reading.nouns:
        meaning = noun.of("subject")
        if noun is main.noun or meaning is None or noun.negated or noun.simile or noun.owner:
            continue
        relation = _relation(reading, main.noun, noun)
        if relation and meaning.target != main.meaning.target:
            second = Found(meaning=meaning, start=noun.head[0], end=noun.head[1], noun=noun)
            return second, relation[0], relation[1]
    return None


def _relation(reading: Reading, main: NounPhrase, other: NounPhrase) -> tuple[str, bool] | None:
    """The relation of two noun phrases of one sentence, from the words between them."""
    if other.start < main.end or other.clause > main.clause + 1:
        return None
    words = [token.word for token in reading.tokens[main.end : other.start]]
    if any(word in SENTENCE_ENDS for word in words) or len(words) > 8:
        return None
    between = [word for word in words if word not in DETERMINERS]
    text = f" {' '.join(between)} "
    for relation, swapped, phrases in _RELATIONS:
        if any(f" {phrase} " in text for phrase in phrases):
            return relation, swapped
    on = text == " on " and all(meaning.target != "fire" for meaning in other.meanings)
    if on or (between and between[-1] in _ABOVE):
        return "above", False
    beside = between and (between[0] in _BESIDE or text.endswith((" next to ", " beside ", " in front of ")))
    return ("left of", False) if beside and len(between) <= 3 else None


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(text.split(", "))


_RELATIONS = (  # relation, whether the second subject comes first in it, and what stands between the two
    ("chasing", True, _phrases("chased by, pursued by, followed by, hunted by")),
    (
        "chasing",
        False,
        _phrases(
            "chasing, chases, chase, hunting, hunts, pursuing, pursues, following, follows, runs after, running after, "
            "in pursuit of, racing after"
        ),
    ),
    ("left of", False, _phrases("left of, left side of")),
    ("right of", False, _phrases("right of, right side of")),
    ("above", False, _phrases("on top of, higher than")),
)
