"""How the figures stand to the first one."""

from __future__ import annotations

from dataclasses import dataclass

from video01.prompt.function_words import DETERMINERS, PREPOSITIONS, SENTENCE_ENDS, word_set
from video01.prompt.lexicon import subject
from video01.prompt.mention import Mention
from video01.prompt.reading import Reading

BESIDE = "beside"  # left or right of, in turns
_INVERSE = {
    "left of": "right of",
    "right of": "left of",
    "above": "below",
    "below": "above",
    "behind": "in front of",
    "in front of": "behind",
    BESIDE: BESIDE,
}
_FARTHEST = 9  # words between two figures that a relation joins
_CLAUSES = word_set("while as when because but where")
_HIM = word_set("it him her them")


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(text.split(", "))


# What the noun before the words is to the noun after them; of several that are found the last one counts.
_TOLD: tuple[tuple[str, tuple[str, ...]], ...] = (
    (
        "chasing",
        _phrases(
            "chasing, chases, chase, chased, hunting, hunts, hunt, pursuing, pursues, pursue, following, follows, "
            "follow, runs after, running after, run after, in pursuit of, racing after, races after, stalks, stalking"
        ),
    ),
    ("chased", _phrases("chased by, pursued by, followed by, hunted by, flees from, fleeing from, runs from")),
    ("left of", _phrases("left of, left side of, to left of")),
    ("right of", _phrases("right of, right side of, to right of")),
    (
        "above",
        _phrases("above, over, on top of, higher than, atop"),
    ),
    ("on", _phrases("on, onto, upon")),
    ("riding", _phrases("riding, rides, ride, rode, riding on, rides on, astride, on horseback, driving, drives")),
    ("below", _phrases("below, under, beneath, underneath, lower than")),
    ("behind", _phrases("behind, in back of, hides behind, farther back than")),
    ("in front of", _phrases("in front of, before, closer than, nearer than")),
    (
        "beside",
        _phrases(
            "sneaks up on, sneaking up on, creeps up on, creeping up on, "
            "next to, beside, near, alongside, by, side by side with, close to, around"
        ),
    ),
    (
        "held by",
        _phrases(
            "holding, holds, hold, held, reading, reads, carrying, carries, carry, eating, eats, eat, kicks, kicking, "
            "catches, catching, throws, throwing, plays, playing, pushes, pushing, lifts, lifting, grabs, with in hand"
        ),
    ),
)


_TURNED = {  # what the second is to the first, from what the first is to the second
    **_INVERSE,
    "chasing": "chased",
    "chased": "chasing",
    "held by": "in front of",
    "riding": "below",
    "on": "below",
}
_SIDES = {"on the left": "left of", "on the right": "right of", "in the background": "behind"}
_CARRIERS = ("vehicle", "animal")


@dataclass(frozen=True)
class Tie:
    """What a mention is to the first one."""

    relation: str | None  # of RELATIONS, or BESIDE; None for the first
    together: bool = False  # it moves with the first: held, ridden or chased


def relate(reading: Reading, chosen: list[Mention]) -> tuple[list[Mention], list[Tie]]:
    """The mentions, the chased one first, and what each is to that one."""
    if not chosen:
        return [], []
    ties = [Tie(None), *(_tie(reading, chosen, i) for i in range(1, len(chosen)))]
    hunted = next((i for i, tie in enumerate(ties) if tie.relation == "chased"), 0)
    return _hunt(reading, chosen, ties, hunted) if hunted else (chosen, ties)


def _hunt(reading: Reading, chosen: list[Mention], ties: list[Tie], hunted: int) -> tuple[list[Mention], list[Tie]]:
    """Who is chased comes first, who chases second."""
    hunter = chosen.index(_nearest(chosen, chosen[hunted]) or chosen[0])
    others = [i for i in range(len(chosen)) if i not in (hunted, hunter)]
    turned = _INVERSE.get(ties[hunter].relation or "", BESIDE)  # of the first one, which the hunter was told of
    rest = [Tie(turned) if i == 0 else ties[i] if ties[i].relation != "chased" else Tie(BESIDE, True) for i in others]
    return [chosen[hunted], chosen[hunter], *(chosen[i] for i in others)], [Tie(None), Tie("chasing", True), *rest]


def _nearest(chosen: list[Mention], mention: Mention) -> Mention | None:
    """The one that is named last before a mention."""
    before = [other for other in chosen if other is not mention and other.noun.end <= mention.noun.start]
    return max(before, key=lambda other: other.noun.end, default=None)


def distinct(relations: list[str | None]) -> list[str | None]:
    """Beside is left of and right of in turns; no two figures stand in one place."""
    told: list[str | None] = []
    sides = ("behind", "in front of") if "chasing" in relations else ("left of", "right of", "behind", "in front of")
    for relation in relations:
        free = [side for side in sides if side not in told and side not in relations]
        again = relation is not None and (relation == BESIDE or relation in told)
        told.append(free[0] if again and free else "behind" if relation == BESIDE else relation)
    return told


def _tie(reading: Reading, chosen: list[Mention], i: int) -> Tie:
    """What one mention is to the first, from the words near it."""
    mention = chosen[i]
    near = _nearest(chosen, mention)
    side = _SIDES.get(" ".join(reading.words(mention.noun.end, mention.noun.end + 3)))
    if side and reading.words(mention.noun.end + 3, mention.noun.end + 4) != ["of"]:
        return Tie(side)
    after_pronoun = _of_pronoun(reading, mention)
    if after_pronoun:
        return Tie(after_pronoun, after_pronoun == "chasing")
    # Without a nearest one it is named before the first: "On a chair a cat sleeps", "behind the tower a ghost"
    found = _between(reading, near, mention) if near is not None else _before_noun(reading, mention)
    carried = found == "on" and _carries(mention.meaning.target)
    return Tie(_TURNED.get(found, BESIDE), carried or found in ("riding", "held by", "chased", "chasing"))


def _carries(name: str) -> bool:
    return subject(name).kind in _CARRIERS or subject(name).gait == "fly"


def _between(reading: Reading, first: Mention, second: Mention) -> str:
    """The relation that the words between two mentions tell, "" if none."""
    start, end = max(n.end for n in first.nouns if n.end <= second.noun.start), second.noun.start
    start = max([start, *(noun.end for noun in reading.nouns if start < noun.end <= end and noun.meanings)])
    row = reading.free_words(start, end + _overlap(reading, second))
    if any(word in SENTENCE_ENDS for word in row) or len(row) > _FARTHEST:
        return ""
    clauses = [i for i, word in enumerate(row) if word in _CLAUSES]
    row = row[clauses[-1] + 1 :] if clauses else row
    told = [word for word in row if word not in DETERMINERS and word != ","]
    thing = second.meaning.kind in ("object", "food", "plant")
    return "held by" if told == ["with"] and thing else _last_told(told)


def _overlap(reading: Reading, second: Mention) -> int:
    """Prepositions that the grammar counts to a noun phrase ("over" in "over the moon")."""
    return 1 if reading.free_words(second.noun.start, second.noun.start + 1) == [second.noun.role] else 0


def _before_noun(reading: Reading, mention: Mention) -> str:
    row = reading.free_words(mention.noun.start - 4, mention.noun.start)
    ends = [i for i, word in enumerate(row) if word in SENTENCE_ENDS or word == ","]
    return _last_told([word for word in row[ends[-1] + 1 if ends else 0 :] if word not in DETERMINERS])


def _of_pronoun(reading: Reading, mention: Mention) -> str:
    """What "behind him" near a mention says that it is to the first one: before it, or after it and its verb."""
    start = mention.noun.measure[0] or mention.noun.start  # "behind it, a flock of crows"
    before = [word for word in reading.free_words(start - 4, start) if word not in DETERMINERS - _HIM]
    after = _sentence(reading.free_words(mention.nouns[-1].end, mention.nouns[-1].end + 8))
    for row in (before, after):
        for i, word in enumerate(row):
            if word in _HIM and i:
                told = _last_told(row[:i], whole=row is before)
                if told:
                    return {"held by": "behind", "riding": "above", "on": "above"}.get(told, told)
    return ""


def _sentence(row: list[str]) -> list[str]:
    ends = [i for i, word in enumerate(row) if word in SENTENCE_ENDS]
    return row[: ends[0]] if ends else row


def _last_told(row: list[str], *, whole: bool = False) -> str:
    """The relation whose phrase ends last among the words; of equals the longest."""
    text, best = f" {' '.join(row)} ", (0, 0, "")
    for relation, phrases in _TOLD:
        for phrase in phrases:
            place = text.rfind(f" {phrase} ")
            if place >= 0:
                best = max(best, (place + len(phrase) + 1, len(phrase), relation))
    rest = text[best[0] :].split()
    away = best[2] == "held by" and bool((PREPOSITIONS - {"of"}) & set(rest))  # "throws a ball at a troll"
    return "" if away or (whole and rest) else best[2]
