"""One of several: "the first", "another", "a white one" as figures of their own."""

from __future__ import annotations

from dataclasses import replace

from video01.prompt.adjectives import each, traits
from video01.prompt.function_words import word_set
from video01.prompt.mention import Mention
from video01.prompt.reading import NounPhrase, Reading

_PLACES = {"first": 0, "second": 1, "middle": 1, "third": 2}
_NEXT = word_set("one another other others latter last")
_NEW = word_set("a an another others")


def is_member(reading: Reading, noun: NounPhrase) -> bool:
    """Whether a noun phrase names one of some that are named before it, and tells what that one does."""
    word = reading.tokens[noun.end - 1].word
    alone = not noun.meanings and (word in _PLACES or word in _NEXT)
    counts = reading.words(noun.end, noun.end + 1) == ["of"] or reading.words(noun.start - 1, noun.start) == ["no"]
    return alone and not counts and not noun.negated and (reading.acts(noun) or _is_subject(reading, noun))


def _is_subject(reading: Reading, noun: NounPhrase) -> bool:
    return any(clause.subject is noun for _, clause in reading.copulas)


def add_member(reading: Reading, noun: NounPhrase, found: list[Mention]) -> bool:
    """Note one of several, or another one of the kind that was named last; whether there is such a kind."""
    groups = [mention for mention in found if mention.asked > 1]
    row = reading.words(noun.start - 1, noun.end)
    new = bool(_NEW & set(row)) and row[:2] != ["the", "others"]
    if groups and not (new and found[-1].asked == 1):
        members = groups[-1].members
        told = [_PLACES[word] for word in reading.words(noun.start, noun.end) if word in _PLACES]
        place = told[0] if told else _who_of_them(reading, noun, groups[-1])
        place = len(members) if place is None else place
        members += [[] for _ in range(place + 1 - len(members))]
        members[place].append(noun)
        return True
    if not found or not new:
        return False
    first = next((mention for mention in reversed(found) if mention.noun.role == "subject"), found[-1])
    asked = 2 if reading.tokens[noun.end - 1].word == "others" else 1
    found.append(replace(first, nouns=[noun], span=noun.head, members=[], asked=asked))
    return True


def _who_of_them(reading: Reading, noun: NounPhrase, group: Mention) -> int | None:
    """Which of several "the blue one" is."""
    own = traits(reading, noun, "")
    looks = each(reading, group.noun)
    same = (k for k, one in enumerate(looks) if (own.colour, own.size) == (one.colour, one.size))
    return next(same, None) if own.colour or own.size else None


def who_looks_so(reading: Reading, noun: NounPhrase, found: list[Mention]) -> Mention | None:
    """Whom "the red one" means: who is told to have that colour or size."""
    own = traits(reading, noun, "")
    for mention in reversed(found):
        other = traits(reading, mention.noun, mention.meaning.target)
        if (own.colour and own.colour == other.colour) or (own.size and own.size == other.size):
            return mention
    return None


def apart(mention: Mention) -> list[Mention]:
    """Each of several of whom one is told something; who is only one stays as it is."""
    if not mention.members or mention.shown < 2:
        return [mention]
    members = mention.members + [[]] * mention.shown
    return [
        replace(mention, nouns=[*mention.nouns, *members[copy]], shown=1, asked=1, copy=copy, members=[])
        for copy in range(mention.shown)
    ]
