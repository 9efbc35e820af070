"""The place, the light, the weather and the look that a prompt names."""

from __future__ import annotations

from dataclasses import dataclass

from video01.prompt.function_words import word_set
from video01.prompt.lexicon import Meaning
from video01.prompt.reading import NounPhrase, Reading
from video01.prompt.scenery import is_within

_WHERE = word_set(
    "in on at over above through across under into within inside toward towards along near from among amid by behind "
    "before of"
)
_SLUGS = word_set("ext int exterior interior")
_MANNERS = word_set("style styles manner spirit vein fashion")
_WAYS = word_set("road roads path paths trail trails highway bridge pass track")
_COMPOUNDS = word_set("shower sun rain snow storm moon night morning evening midnight thunder fog mist day")


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
        if noun.negated or (noun.simile and section != "look"):
            continue
        for meanings, span, inner in [(noun.meanings, noun.head, 0.0), *((m, s, 1.0) for m, s in noun.modifiers)]:
            meaning = next((meaning for meaning in meanings if meaning.section == section), None)
            if meaning is None and section == "place" and not inner and is_within(noun):
                meaning = Meaning(section="place", target="room", rank=2)
            if meaning is None or (noun in shown and not inner and section == "place"):
                continue
            if section == "place" and _is_no_place(reading, order, meaning):
                continue
            if inner and _describes(meaning, noun, reading.words(*span)[-1]):
                continue
            way = reading.tokens[noun.end - 1].word in _WAYS  # "a mountain road"
            closer = meaning.rank < min((m.rank for m in noun.meanings), default=0)
            kind = -0.1 if inner and (closer or way) else inner
            crossed = meaning.target != "sky" and _is_crossed(reading, noun)
            aside = noun.role not in _WHERE and not crossed
            kind += 0.5 * (meaning.target == "sky")  # "in the air" says more how than where
            cost = kind + 0.6 * (meaning.rank == 2) + 0.4 * aside + order * 0.01
            cost -= bool(_SLUGS & set(reading.words(noun.start - 2, noun.start)))  # "EXT. FOREST - NIGHT"
            if best is None or cost < best[0]:
                best = (cost, Found(meaning=meaning, start=span[0], end=span[1], noun=noun))
    return best[1] if best else None


def _is_no_place(reading: Reading, order: int, meaning: Meaning) -> bool:
    """The sky over a place ("under a stormy sky"), what things are of ("drops of water") or are done to."""
    noun = reading.nouns[order]
    whole = reading.nouns[order - 1] if order and noun.role == "of" else None
    done_to = noun.role == "object" and noun.joined is None and not _is_crossed(reading, noun)
    if meaning.target == "sky":
        described = noun.role == "subject" and noun.start < noun.head[0]
        return described or done_to or noun.role in ("under", "below", "beneath", "with")
    part = whole is not None and whole.of("subject") is not None
    if whole is not None and reading.tokens[whole.end - 1].word in _MANNERS:
        return True  # "in the style of a big studio"
    return meaning.rank == 2 and (part or done_to)


def _is_crossed(reading: Reading, noun: NounPhrase) -> bool:
    """Whether it is where a motion goes: "crosses a street"."""
    return noun.role == "object" and any(0 <= noun.start - verb.end <= 3 for verb in reading.verbs)


def _describes(meaning: Meaning, noun: NounPhrase, told: str) -> bool:
    """A "black and white cat" is no film noir, a "mountain bike" no mountains, a "shower cap" no rain."""
    if noun.of("subject"):
        apart = noun.role == "in" and noun.meanings[0].alive  # "in the evening grandfather walks"
        compound = meaning.section in ("light", "weather") and told in _COMPOUNDS and not apart
        return meaning.section == "look" or meaning.rank == 2 or compound
    return not noun.meanings and meaning.rank == 2 and noun.role == "subject"  # "Mona Lisa winks"
