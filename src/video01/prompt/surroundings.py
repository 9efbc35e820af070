"""The place, the light, the weather and the look that a prompt names."""

from __future__ import annotations

from dataclasses import dataclass

from video01.prompt.function_words import word_set
from video01.prompt.lexicon import Meaning
from video01.prompt.reading import NounPhrase, Reading

_WHERE = word_set(
    "in on at over above through across under into within inside toward towards along near from among amid by behind "
    "before of"
)


@dataclass(frozen=True, kw_only=True)
class Found:
    """One fact that the prompt names."""

    meaning: Meaning
    start: int  # tokens[start:end] name it
    end: int
    noun: NounPhrase | None = None


def find_fact(reading: Reading, section: str, shown: frozenset[NounPhrase]) -> Found | None:
    """The best place, light, weather or look: a head before a modifier, the world's own words before others.

    `shown` are the noun phrases that are figures: their heads name no place, what stands before them may.
    """
    best: tuple[float, Found] | None = None
    for order, noun in enumerate(reading.nouns):
        if noun.negated or noun.simile:
            continue
        for meanings, span, inner in [(noun.meanings, noun.head, 0.0), *((m, s, 1.0) for m, s in noun.modifiers)]:
            for meaning in meanings:
                figure = noun in shown and not inner and section == "place"
                if meaning.section != section or figure or _describes(meaning, noun, inner) or _overhead(meaning, noun):
                    continue
                kind = -0.1 if inner and meaning.rank < min((m.rank for m in noun.meanings), default=0) else inner
                cost = kind + 0.6 * (meaning.rank == 2) + (0.0 if noun.role in _WHERE else 0.4) + order * 0.01
                if best is None or cost < best[0]:
                    best = (cost, Found(meaning=meaning, start=span[0], end=span[1], noun=noun))
    return best[1] if best else None


def _overhead(meaning: Meaning, noun: NounPhrase) -> bool:
    """The sky over a place is not the place: "under a stormy sky"."""
    described = noun.role == "subject" and noun.start < noun.head[0]
    return meaning.target == "sky" and (described or noun.role in ("under", "below", "beneath", "with"))


def _describes(meaning: Meaning, noun: NounPhrase, inner: float) -> bool:
    """A "black and white cat" is no film noir, a "mountain bike" no mountains."""
    about = inner > 0 and noun.of("subject") is not None
    return about and (meaning.section == "look" or meaning.rank == 2)
