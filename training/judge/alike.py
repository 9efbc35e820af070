"""Names whose pictures are practically the same.

Measured over grey at 64 x 64 pixels, the root of the mean square difference of any two pictures of a group is below 9.5
of 255; that of the next pair (man and woman) is 11, of a camel and a bactrian camel 18. The judge takes them as one.
"""

from __future__ import annotations

GROUPS: tuple[frozenset[str], ...] = (
    frozenset({"astronaut", "male astronaut", "female astronaut"}),
    frozenset({"mechanic", "male mechanic"}),
    frozenset({"firefighter", "male firefighter"}),
    frozenset({"chef", "male chef"}),
    frozenset({"office worker", "businessman"}),
    frozenset({"artist", "male artist"}),
    frozenset({"superhero", "male superhero"}),
    frozenset({"farmer", "male farmer"}),
    frozenset({"student", "male student"}),
    frozenset({"male rower", "female rower"}),
    frozenset({"programmer", "male programmer"}),
    frozenset({"devil", "imp"}),
)


def alike(name: str) -> frozenset[str]:
    """The name and those that look like it."""
    return next((group for group in GROUPS if name in group), frozenset({name}))
