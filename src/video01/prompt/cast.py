"""Who is shown: up to three figures of all that a prompt names, the first one being what it is about."""

from __future__ import annotations

from dataclasses import dataclass, field

from video01.layers import MAX_ACTORS
from video01.prompt.background import CLOTHES, SCENERY
from video01.prompt.counts import count, is_counted
from video01.prompt.function_words import DETERMINERS, word_set
from video01.prompt.lexicon import Meaning
from video01.prompt.reading import NounPhrase, Reading
from video01.vocabulary import SUBJECTS, find

_ALIVE = ("animal", "person", "fantasy", "vehicle")
_BACKGROUND = word_set(
    "in on at into onto through across from by along against within inside among around amid toward towards to for "
    "past down up near of between over under before after without as off out about during"
)
_FILMED_BY = word_set("camera cameras lens film footage")  # things only with "a" before them
_BONDS = word_set(
    "friend friends buddy buddies pal pals companion companions duo pair team rivals enemies partners mates"
)
_WEARING = word_set("wearing wears wear wore dressed dons donning")


@dataclass(eq=False)
class Mention:
    """One thing that the prompt names, with all noun phrases that do."""

    meaning: Meaning
    nouns: list[NounPhrase] = field(default_factory=list)
    span: tuple[int, int] = (0, 0)  # tokens that name it first
    asked: int = 1  # how many are asked for
    shown: int = 1

    @property
    def noun(self) -> NounPhrase:
        return self.nouns[0]


def mentions(reading: Reading) -> list[Mention]:
    """What may be shown, in the order of the prompt."""
    found: list[Mention] = []
    for noun in reading.nouns:
        meaning = noun.of("subject")
        if meaning is None or not _may_be_figure(reading, noun, meaning):
            continue
        before = next((mention for mention in found if mention.meaning.target == meaning.target), None)
        if before is not None and not is_counted(reading, noun):
            before.nouns.append(noun)
            continue
        asked = count(reading, noun, meaning.target)
        found.append(Mention(meaning=meaning, nouns=[noun], span=noun.head, asked=asked))
    named = [mention for mention in found if not _tells_only_a_bond(reading, mention)]
    return named or found or _from_modifiers(reading)


def _tells_only_a_bond(reading: Reading, mention: Mention) -> bool:
    """Whether it only says what others are to one another: "two friends: a robot and a bear"."""
    return reading.tokens[mention.noun.head[1] - 1].word in _BONDS


def cast(reading: Reading) -> list[Mention]:
    """Those that are shown, what the prompt is about first, and how many of each."""
    named = mentions(reading)
    ranked = sorted(named, key=lambda mention: -_score(reading, mention, named.index(mention)))
    owned = [mention for mention in ranked if not mention.noun.owner] or ranked
    chosen = sorted(owned[:MAX_ACTORS], key=named.index)
    first = next((mention for mention in chosen if mention.noun.role == "subject"), None)
    if first is not None:
        chosen = [first, *(mention for mention in chosen if mention is not first)]
    room = MAX_ACTORS - len(chosen)
    for mention in chosen:
        mention.shown = min(mention.asked, 1 + room)
        room -= mention.shown - 1
    return chosen


def _may_be_figure(reading: Reading, noun: NounPhrase, meaning: Meaning) -> bool:
    if noun.negated or noun.simile or noun.of("place") is not None or _worn(reading, noun) or _part(reading, noun):
        return False
    if (noun.of("light") or noun.of("weather")) and not any(verb.actor is noun for verb in reading.verbs):
        return False
    word = reading.tokens[noun.head[1] - 1].word
    before = reading.words(noun.start - 1, noun.start)
    if (word in _FILMED_BY and before not in (["a"], ["an"])) or (
        word in ("die", "light") and before not in (["a"], ["the"])
    ):
        return False
    background = noun.role in _BACKGROUND and not noun.owner
    return not background or (meaning.rank < 2 and meaning.target not in SCENERY)


def _part(reading: Reading, noun: NounPhrase) -> bool:
    """Whether it only tells what another thing is of: "a ring of fire"."""
    order = reading.nouns.index(noun)
    if not order or noun.role != "of" or reading.nouns[order - 1].of("subject") is None:
        return False
    between = reading.words(reading.nouns[order - 1].end, noun.start)
    return [word for word in between if word not in DETERMINERS] == ["of"]


def _worn(reading: Reading, noun: NounPhrase) -> bool:
    """Whether it is clothing of somebody; the world's figures wear what they wear."""
    dressed = noun.role in ("in", "with") and any(meaning.target in CLOTHES for meaning in noun.meanings)
    return dressed or bool(_WEARING & set(reading.words(noun.start - 4, noun.start)))


def _score(reading: Reading, mention: Mention, order: int) -> float:
    """How much a noun phrase is what the prompt is about."""
    noun, meaning = mention.noun, mention.meaning
    role = {"subject": 6.0, "object": 4.0, "by": 3.5, "with": 3.5, "of": 2.0}.get(noun.role, 3.0)
    alive = find(SUBJECTS, meaning.target).kind in _ALIVE
    acts = any(row in mention.nouns for verb in reading.verbs for row in row_of(verb.actor))
    return role + 1.2 * alive + 0.8 * (meaning.rank < 2) + acts - 0.1 * order


def row_of(noun: NounPhrase | None) -> list[NounPhrase]:
    """A noun phrase and those that "and" joins to it."""
    return [] if noun is None else [noun, *row_of(noun.joined)]


def _from_modifiers(reading: Reading) -> list[Mention]:
    """A subject that only describes something unknown: "dragon attack"."""
    for noun in reading.nouns:
        for meanings, span in noun.modifiers:
            for meaning in meanings:
                place = any(other.section != "subject" for other in meanings)
                german = reading.tokens[span[0]].word == "die"
                aside = noun.negated or noun.simile or noun.of("place") is not None or place or german
                if meaning.section == "subject" and not aside:
                    return [Mention(meaning=meaning, nouns=[noun], span=span)]
    return []
