"""Drawing lots: the same seed gives the same lot on every version of Python."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

Item = TypeVar("Item")


def pick(rng: Random, choices: Sequence[Item]) -> Item:
    """One of the choices, evenly."""
    return choices[int(rng.random() * len(choices))]


def weighted(rng: Random, choices: Sequence[tuple[Item, float]]) -> Item:
    """One of (item, weight); the weights need not sum to one."""
    rest = rng.random() * sum(weight for _, weight in choices)
    for item, weight in choices:
        rest -= weight
        if rest < 0:
            return item
    return choices[-1][0]
