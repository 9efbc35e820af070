"""How the figures stand to the first one."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import product

from video01.prompt import relation_words as told
from video01.prompt.lexicon import subject
from video01.prompt.links import Link, Links
from video01.prompt.mention import Mention
from video01.prompt.reading import Reading
from video01.prompt.relation_words import BESIDE
from video01.prompt.scenery import names

_HEAVENLY = names("sun, crescent moon, full moon, rainbow, glowing star, comet, cloud, thundercloud, rain cloud")
_BEARING = ("riding", "held by")
_UPON = ("riding", "on")
_TOGETHER = ("riding", "held by", "chasing", "chased")


@dataclass(frozen=True)
class Tie:
    """What a mention is to the first one."""

    relation: str | None  # of RELATIONS, or BESIDE; None for the first
    together: bool = False  # it moves with the first: held, ridden or chased
    leader: int | None = None  # place in the cast of who holds or rides it, if that is another one


def relate(reading: Reading, chosen: list[Mention]) -> tuple[list[Mention], list[Tie]]:
    """The mentions, the chased one first, and what each is to that one."""
    if not chosen:
        return [], []
    links = list(Links(reading, chosen).all())
    hunt = next((link for link in links if link.relation == "chasing" and 0 in (link.one, link.other)), None)
    order = list(range(len(chosen)))
    if hunt is not None:
        order = [hunt.other, *(i for i in order if i != hunt.other)]
    ties = [Tie(None), *(_tie(links, order[0], i, chosen[i].meaning.target) for i in order[1:])]
    ties = [tie if tie.leader is None else replace(tie, leader=order.index(tie.leader)) for tie in ties]
    return [chosen[i] for i in order], ties


def _tie(links: list[Link], first: int, i: int, name: str) -> Tie:
    """What one is to the first: told of the two, else of it and another one."""
    near = [link for link in links if {link.one, link.other} == {first, i}]
    near.sort(key=lambda link: (link.relation == BESIDE, link.relation == "held by"))  # the others say more
    with_first = {(link.relation, link.other) for link in links if link.one == first}
    rest = [link for link in links if link.one == i and link not in near]
    rest = [link for link in rest if (link.relation, link.other) not in with_first]
    carried = [link for link in links if link.other == i and link.relation in _BEARING]
    for link in carried[:1] if not near else ():
        others = [other for other in links if other.other != link.one or other.relation not in _BEARING]
        return replace(_tie(others, first, link.one, name), together=False, leader=link.one)
    upon = [link.other for link in rest if link.relation in ("riding", "on")]
    for k in upon:
        if any({link.one, link.other} == {first, k} and link.relation != BESIDE for link in links):
            return replace(_tie([link for link in links if link.one != i], first, k, name), together=False, leader=k)
    stacks = product([link for link in links if link.relation in _UPON], repeat=2)
    if not near and any((upper.one, lower.other) == (first, i) and upper.other == lower.one for upper, lower in stacks):
        return Tie("below")  # "a frog on a turtle on a crocodile"
    for link in (*near, *rest):
        relation = link.relation if link.one == i else told.INVERSE.get(link.relation, BESIDE)
        together = (
            link.together
            or link.relation in _TOGETHER
            or (link.relation == "on" and link.one == first and _carries(name))
        )
        if relation == "chased" or (relation == "chasing" and link not in near):
            relation = BESIDE
        return Tie(told.DIRECT.get(relation, relation), together and link in near)
    return Tie("above" if name in _HEAVENLY else BESIDE)


def _carries(name: str) -> bool:
    return subject(name).kind in ("vehicle", "animal") or subject(name).gait == "fly"


def distinct(relations: list[str | None]) -> list[str | None]:
    """Beside is left of and right of in turns; no two figures stand in one place, unless they are told to."""
    found: list[str | None] = []
    sides = ("behind", "in front of") if "chasing" in relations else ("left of", "right of", "behind", "in front of")
    for relation in relations:
        free = [side for side in sides if side not in found and side not in relations]
        found.append(free[0] if relation == BESIDE and free else "behind" if relation == BESIDE else relation)
    return found
