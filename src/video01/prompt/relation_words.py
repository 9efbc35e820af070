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
        ("above", "above, over, on top of, higher than, atop, high above, out of, up from, down at, down on"),
        (
            "on",
            "at bow of, on bow of, on deck of, on hood of, on bonnet of, on handlebars of, "
            "at stern of, on stern of, at helm of, at wheel of, in seat of, "
            "in cockpit of",
        ),
        ("on", "on, onto, upon, on back of, across roof of, on roof of, astride, aboard, across"),
        ("below", "below, under, beneath, underneath, lower than, up at, at bottom of, at foot of, at feet of"),
        ("behind", "behind, in back of, farther back than, at back of"),
        ("in front of", "in front of, before, closer than, nearer than"),
        (BESIDE, "sneaks up on, sneaking up on, sneak up on, creeps up on, creeping up on, creep up on, rolls up to"),
        (BESIDE, "next to, beside, near, alongside, by, side by side with, close to, around, between, past"),
        ("chasing", "in pursuit of, hot on heels of"),
    )
    for phrase in _rows(text)
}
LONGEST = max(map(len, PREPOSITIONS))
# Adverbs of a place that somebody else gives, without articles.
ADVERBS = {
    "above": "above", "overhead": "above", "from above": "above", "below": "below", "from below": "below",
    "from behind": "behind", "underneath": "below", "beneath": "below",
    "under": "below",
    "behind": "behind", "on top": "above", "in front": "in front of", "in background": "behind",
    "in distance": "behind", "in foreground": "in front of", "alongside": BESIDE, "at back": "behind",
    "down below": "below", "up above": "above",
} | {
    f"{word} {side}{more}": f"{side} of"
    for word in ("on", "to", "at") for side in ("left", "right") for more in ("", " side")
}  # fmt: skip
DIRECTIONS = word_set("to")  # with a motion "to the left" tells where it goes, else where somebody is
# What the doer of a verb is to what it is done to, by base forms.
VERBS = {
    base: relation
    for relation, text in (
        ("chasing", "chase hunt pursue follow stalk trail tail"),
        (
            "riding",
            "ride drive straddle mount steer row paddle sail pilot punt pedal sled skipper captain navigate surf",
        ),
        ("below", "fly"),
        ("held by", "hold read carry eat kick catch throw play lift grab clutch lick bite drink toss juggle wave"),
        (BESIDE, "push pull drag tow nudge roll race land park"),
        ("held by", "open hug peck sniff nibble munch devour bounce cradle balance swing polish paint"),
    )
    for base in text.split()
}
RACING = word_set("race fly land park")  # people do so in vehicles: "flies a plane", not a kite
SENDING = word_set("throw kick send push pull shoot slide roll drag pass toss hurl fling")  # "to the left": a way
LIFTING = word_set("carry lift grab clutch drop hold catch raise snatch")  # who flies is above what it lifts
FLEEING = word_set("run flee escape hide fly swim gallop race dash scurry bolt hurry")  # "from" whom chases
HANGING = word_set("hang dangle swing sway suspend")  # "from" whom are below it
AFTER = word_set("come go be trot follow chase hunt")  # "after" with other motions, too, is chasing
# Of parts of bodies: on them, in them, over them.
PARTS_ABOVE = word_set("head heads hair")
PARTS_BELOW = word_set("foot feet")
PARTS_HOLDING = word_set("hand hands arm arms claw claws paw paws mouth beak jaws trunk talons teeth lap fist grip")
PARTS_BEARING = word_set("back shoulder shoulders head")  # what is carried on them is above
PARTS_CHASING = word_set("tail tails heel heels")
ROOFS = word_set("roof deck hood lid handlebar chimney")  # of the thing that was named last
PARTS = (
    PARTS_ABOVE | PARTS_BELOW | PARTS_HOLDING | PARTS_CHASING
    | word_set("back backs left right side sides top front face shoulder shoulders body tip nose neck shell wing wings")
)  # fmt: skip
