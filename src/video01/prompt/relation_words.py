"""How people say where somebody is, and what one does to another: what the first is to the second."""

from video01.prompt.function_words import word_set

BESIDE = "beside"  # left or right of, in turns
INVERSE = {
    "left of": "right of",
    "right of": "left of",
    "above": "below",
    "below": "above",
    "behind": "in front of",
    "in front of": "behind",
    "chasing": "chased",
    "chased": "chasing",
    "riding": "below",
    "on": "below",
    "held by": "in front of",
    BESIDE: BESIDE,
}
DIRECT = {"riding": "above", "on": "above", "held by": "behind"}  # what is left of them, told of the first


def _rows(text: str) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(phrase.split()) for phrase in text.split(", "))


# Prepositions, without articles; of several that fit the longest counts.
PREPOSITIONS = {
    phrase: relation
    for relation, text in (
        ("left of", "left of, left side of, on left of, to left of"),
        ("right of", "right of, right side of, on right of, to right of"),
        ("above", "above, over, on top of, higher than, atop, high above, out of, up from"),
        ("on", "on, onto, upon, on back of, across roof of, on roof of, astride, aboard, across"),
        ("below", "below, under, beneath, underneath, lower than, at bottom of, at foot of, at feet of"),
        ("behind", "behind, in back of, farther back than, at back of"),
        ("in front of", "in front of, before, closer than, nearer than"),
        (BESIDE, "sneaks up on, sneaking up on, sneak up on, creeps up on, creeping up on, creep up on, rolls up to"),
        (BESIDE, "next to, beside, near, alongside, by, side by side with, close to, around, between, past"),
        ("chasing", "in pursuit of, hot on heels of"),
    )
    for phrase in _rows(text)
}
LONGEST = max(map(len, PREPOSITIONS))
# Adverbs of a place that somebody else gives.
ADVERBS = {
    "above": "above", "overhead": "above", "below": "below", "underneath": "below", "beneath": "below",
    "under": "below",
    "behind": "behind", "on top": "above", "in front": "in front of", "in the background": "behind",
    "in the distance": "behind", "in the foreground": "in front of", "on the left": "left of",
    "on the right": "right of", "alongside": BESIDE, "at the back": "behind", "down below": "below",
    "up above": "above", "to the left": "left of", "to the right": "right of",
}  # fmt: skip
# What the doer of a verb is to what it is done to, by base forms.
VERBS = {
    base: relation
    for relation, text in (
        ("chasing", "chase hunt pursue follow stalk trail tail"),
        ("riding", "ride drive straddle mount steer"),
        ("held by", "hold read carry eat kick catch throw play lift grab clutch lick bite drink toss juggle wave"),
        (BESIDE, "push pull drag tow nudge roll"),
        ("held by", "open hug peck sniff nibble munch devour bounce cradle balance swing polish paint"),
    )
    for base in text.split()
}
FLEEING = word_set("run flee escape hide fly swim gallop race dash scurry bolt hurry")  # "from" whom chases
AFTER = word_set("come go be trot follow")  # "after" with other motions, too, is chasing
# Of parts of bodies: on them, in them, over them.
PARTS_ABOVE = word_set("head heads hair")
PARTS_BELOW = word_set("foot feet")
PARTS_HOLDING = word_set("hand hands arm arms claw claws paw paws mouth beak jaws trunk talons teeth lap fist grip")
PARTS_CHASING = word_set("tail tails heel heels")
PARTS = (
    PARTS_ABOVE | PARTS_BELOW | PARTS_HOLDING | PARTS_CHASING
    | word_set("back backs left right side sides top front face shoulder shoulders body tip nose neck shell wing wings")
)  # fmt: skip
