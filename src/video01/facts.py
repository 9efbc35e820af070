"""What a clip shows, as canonical names of the vocabulary, and the one form in which the model is told.

The prompt optimizer finds facts in free prose; the training world draws them by lot and films them.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, kw_only=True)
class Figure:
    """One of up to three subjects."""

    name: str  # of SUBJECTS
    size: str | None = None  # of SIZES; None is its usual size
    colour: str | None = None  # of COLOURS; None is its own
    actions: tuple[str, ...] = ()  # of ACTIONS; two follow one another
    relation: str | None = None  # of RELATIONS, to the first figure; None for the first


@dataclass(frozen=True, kw_only=True)
class Facts:
    """None or empty where nothing is told."""

    figures: tuple[Figure, ...] = ()
    place: str | None = None
    light: str | None = None
    weather: str | None = None
    look: str | None = None
    camera: tuple[tuple[str, ...], ...] = ()  # commands in one tuple act together, tuples one after another


def canonical(facts: Facts) -> str:
    """The one full form of a caption, what is None left out.

    "a giant red dragon appears, then comes closer; a cat left of it jumps; mountains, sunset, rain. [Push in,Tilt up]
    [Pan left]". The "natural" look is never written.
    """
    told = [_told(figure) for figure in facts.figures]
    look = facts.look if facts.look != "natural" else None
    around = ", ".join(fact for fact in (facts.place, facts.light, facts.weather, look) if fact)
    prose = "; ".join([*told, *([around] if around else [])])
    brackets = [f"[{','.join(commands)}]" for commands in facts.camera]
    return " ".join([*([f"{prose}."] if prose else []), *brackets])


def with_article(noun: str) -> str:
    """The noun with "a" or "an" before it: "an owl", "a unicorn"."""
    vowel = noun[:1].lower() in "aeiou" and not noun.lower().startswith(("uni", "ufo", "euro", "one"))
    return f"{'an' if vowel else 'a'} {noun}"


def _told(figure: Figure) -> str:
    noun = " ".join(word for word in (figure.size, figure.colour, figure.name) if word)
    relation = f"{figure.relation} it" if figure.relation else ""
    action = ", then ".join(figure.actions)
    return " ".join(part for part in (with_article(noun), relation, action) if part)
