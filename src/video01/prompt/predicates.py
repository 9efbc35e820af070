"""The size and the colour that a sentence with "is" tells of its subject: "the bus is tiny", "it's white"."""

from __future__ import annotations

from video01.prompt.actors import Actors
from video01.prompt.adjectives import Traits, after_denied, take
from video01.prompt.function_words import word_set
from video01.prompt.reading import Reading

_BETWEEN = word_set("and , but really quite rather very so bright dark light also too all just not a an the both now")


def predicates(reading: Reading, actors: Actors) -> dict[int, Traits]:
    """What is told of each of the cast."""
    told: dict[int, Traits] = {}
    for start, clause in reading.copulas:
        found = _after(reading, start + 1)
        if found.taken and clause.subject is not None:
            for i in actors.of_noun(clause.subject):
                own = told.setdefault(i, Traits())
                own.size, own.colour = own.size or found.size, own.colour or found.colour
                own.taken |= found.taken
    return told


def _after(reading: Reading, i: int) -> Traits:
    """The adjectives that follow a token, those of another noun left out."""
    found = Traits()
    i = after_denied(reading, i)
    if reading.words(i, i + 1) in (["not"], ["never"]):
        return found
    nouns = [noun for noun in reading.nouns if noun.role != "predicate" or noun.of("subject")]
    while i < len(reading.tokens) and not any(noun.start <= i < noun.end for noun in nouns):
        last = take(reading, i, found)
        if last == i and reading.tokens[i].word not in _BETWEEN:
            break
        i = max(last, i + 1)
    return found
