"""The parts of speech of the tagger: of the words that hold sentences together, and what each costs after another.

Costs are chosen by hand, in the manner of a logarithm: 0 is what one expects, 3 is rare, more is a mistake.
"""

from __future__ import annotations

MARK, END = ",", "."
DETERMINER, ADJECTIVE, NOUN, PLURAL, OWNER = "D", "A", "N", "L", "K"
FINITE, BASE, PAST, ING, PARTICIPLE = "V3", "VB", "VD", "G", "E"
BE, MODAL, HAVE = "XB", "XM", "XH"
PREPOSITION, TO, LINK, OPENER, RELATIVE = "P", "T", "C", "S", "R"
SUBJECT, OBJECT, ADVERB = "O", "J", "Y"
# Variants that only the tagger knows: after "a" no plural follows, and after "is red" no noun.
ONE = {DETERMINER: "D1", ADJECTIVE: "A1", NOUN: "N1"}
PREDICATE = "AP"

VERBS = frozenset((FINITE, BASE, PAST, ING, PARTICIPLE))
AUXILIARY = frozenset((BE, MODAL, HAVE))
NOMINAL = frozenset((NOUN, PLURAL))

_CLOSED = """
D: a an the this these those my your our his its their some any every each all both another no several many few
D: one two three four five six seven eight nine ten eleven twelve dozen dozens hundreds thousands countless multiple
D: neither either
P: in on at by of from with without into onto over above under beneath below behind beside besides between among amid
P: amidst across through along around round toward towards against near past off inside outside within during upon up
P: down out about atop beyond underneath alongside next via unlike aboard astride per despite except minus plus vs
P: versus
Y: very too quite just also again away here there now soon suddenly then once ever almost only even far together apart
Y: forward forwards backward backwards upward upwards downward downwards ahead everywhere overhead nearby farther
Y: further straight directly finally meanwhile instead perhaps maybe not never always often please elsewhere
Y: somewhere nowhere anywhere rather still already forever afterwards afterward thereafter otherwise
Y: aside indoors outdoors upstairs downstairs skyward leftward leftwards rightward rightwards sideways alone else
Y: asleep awake alive aloft ago twice home uphill downhill midway halfway downtown
C: and or but nor then & yet
S: while when because if though although whereas unless lest whenever wherever until till
R: who which whose whom what where
O: he she they i we someone somebody everyone everybody nobody
J: him them us me himself herself itself themselves ourselves myself
XB: is are was were be been being am
XM: can could will would shall should may might must do does did cannot
XH: has have had having
"""
# Words of several parts of speech: the cost of each.
_EITHER = {
    "her": {"D": 0.4, "J": 0.6},
    "that": {"D": 0.8, "R": 0.3, "O": 1.2},
    "it": {"O": 0.3, "J": 0.3},
    "you": {"O": 0.3, "J": 0.3},
    "one": {"D": 0.4, "N": 1.2},
    "both": {"D": 0.4, "Y": 0.6},
    "all": {"D": 0.4, "Y": 0.6},
    "each": {"D": 0.4, "Y": 0.8},
    "as": {"S": 0.3, "P": 0.4},
    "like": {"P": 0.2, "VB": 1.6},
    "than": {"P": 0.2},
    "for": {"P": 0.2},
    "to": {"P": 0.4, "T": 0.4},
    "before": {"P": 0.4, "S": 0.5, "Y": 1.2},
    "after": {"P": 0.3, "S": 0.6, "Y": 1.2},
    "since": {"S": 0.4, "P": 0.8},
    "so": {"Y": 0.4, "S": 1},
    "'s": {"K": 0.3, "XB": 0.3},
    "right": {"A": 0.6, "N": 0.8, "Y": 0.6},
    "left": {"A": 0.6, "N": 0.8, "Y": 0.6, "VD": 0.8, "E": 1.5},
    "back": {"N": 0.9, "Y": 0.4, "A": 1.5},
    "front": {"N": 0.4, "A": 1},
    "high": {"A": 0.4, "Y": 0.5},
    "low": {"A": 0.4, "Y": 0.8},
    "fast": {"Y": 0.4, "A": 0.6},
    "hard": {"Y": 0.4, "A": 0.6},
    "still": {"Y": 0.3, "A": 0.5},
    "close": {"Y": 0.8, "A": 0.7, "VB": 1.4},
    "closer": {"Y": 0.3, "A": 0.8},
    "nearer": {"Y": 0.3, "A": 0.8},
    "first": {"Y": 0.6, "A": 0.5, "N": 1.1},
    "second": {"A": 0.4, "N": 0.9},
    "third": {"A": 0.2, "N": 0.9},
    "fourth": {"A": 0.2, "N": 0.9},
    "last": {"A": 0.3, "Y": 1},
    "next": {"A": 0.6, "Y": 0.6, "P": 0.6},
    "more": {"A": 0.5, "Y": 0.4},
    "most": {"A": 0.6, "Y": 0.4},
    "other": {"A": 0.2, "N": 1.2},
    "does": {"XM": 0.3, "V3": 0.8},
    "do": {"XM": 0.3, "VB": 0.8},
    "did": {"XM": 0.3, "VD": 1},
    "has": {"XH": 0.3, "V3": 0.6},
    "have": {"XH": 0.3, "VB": 0.5},
    "had": {"XH": 0.3, "VD": 0.7},
    "having": {"XH": 0.8, "G": 0.4},
    "let": {"VB": 0.2, "VD": 0.7, "E": 0.8},
    "lets": {"V3": 0.2},
    "keeps": {"V3": 0.2},
    "nothing": {"N": 0.2},
    "something": {"N": 0.2},
    "everything": {"N": 0.2},
    "anything": {"N": 0.2},
    "none": {"N": 0.2},
    "people": {"L": 0.1},
    "lots": {"L": 0.2},
    "lot": {"N": 0.2},
    "where": {"R": 0.3, "S": 0.4},
    "may": {"XM": 0.2},
    "might": {"XM": 0.2},
    "can": {"XM": 0.2, "N": 1.5},
    "will": {"XM": 0.2},
    "die": {"D": 1.2, "VB": 0.4, "N": 1},
    "up": {"P": 0.8, "Y": 0.2},
    "down": {"P": 0.4, "Y": 0.3},
    "over": {"P": 0.2, "Y": 0.6},
    "off": {"P": 0.4, "Y": 0.3},
    "out": {"P": 1.3, "Y": 0.2},
    "around": {"P": 0.3, "Y": 0.4},
    "round": {"P": 0.5, "Y": 0.5, "A": 0.8},
    "along": {"P": 0.3, "Y": 0.6},
    "past": {"P": 0.3, "Y": 0.6, "N": 1.5},
    "through": {"P": 0.2, "Y": 0.8},
    "behind": {"P": 0.2, "Y": 0.6},
    "above": {"P": 0.2, "Y": 0.6},
    "below": {"P": 0.2, "Y": 0.6},
    "beneath": {"P": 0.2, "Y": 0.7},
    "underneath": {"P": 0.3, "Y": 0.4},
    "beyond": {"P": 0.2, "Y": 0.8},
    "inside": {"P": 0.2, "Y": 0.6},
    "outside": {"P": 0.3, "Y": 0.5},
    "across": {"P": 0.2, "Y": 0.8},
    "near": {"P": 0.2, "A": 1.5},
    "by": {"P": 0.2, "Y": 0.9},
    "in": {"P": 0.2, "Y": 0.8},
    "on": {"P": 0.2, "Y": 0.8},
    "about": {"P": 0.3, "Y": 0.5},
    "opposite": {"P": 0.6, "A": 0.6},
}
# Phrases that are adverbs as a whole.
IDIOMS = (
    "side by side", "wing to wing", "hand in hand", "face to face", "back to back", "nose to nose", "arm in arm",
    "neck and neck", "one by one", "one after another", "one after the other", "over and over", "again and again",
    "round and round", "around and around", "up and down", "back and forth", "to and fro", "at all", "at last",
    "at once", "each other", "one another", "single file", "in single file", "no longer", "any more",
    "in place", "on the spot", "for a while", "a bit", "all the way", "the whole way", "all around",
    "of course", "for ever", "on fire", "at the end", "in the end", "out of nowhere", "after a while",
    "all of a sudden", "at rest", "little by little", "bit by bit", "step by step", "upside down", "as well", "so that",
    "by itself", "by themselves", "down below", "up above", "on top", "in front",
)  # fmt: skip
# What comes after what: "previous: next=cost ...". Whatever is not told costs UNTOLD.
UNTOLD = 4.0
_AFTER = """
.: D=0 A=.6 N=.7 L=.6 G=1.2 E=2 VB=1.6 V3=3 P=.7 S=.8 O=.4 Y=.8 XB=1.5 XM=1.5 XH=2.5 C=1 R=2 T=2.5 ,=1 .=0 VD=3
D: A=.3 N=.2 L=.4 G=1.5 E=1.4 Y=1.2 ,=2.5 D=2.5 P=1.6 .=2.5 XB=2.2 V3=3 VB=3.5 VD=3 XM=2.5 XH=2.5 R=2.5 C=2.5 K=3
A: N=.1 L=.1 A=.6 ,=.9 .=.9 C=.9 P=1 G=1.4 E=1.6 Y=1.6 V3=3 VB=3.4 VD=3.2 S=1.3 D=2.6 T=1.3 XB=3 R=3 O=3
N: N=.9 L=1 P=.4 ,=.3 .=.3 V3=.4 VB=3.6 VD=.7 XB=.5 XM=.6 XH=.7 C=.4 G=.7 E=.9 Y=.9 S=.7 R=.4 K=.1 D=1.8 A=2 O=2
N: T=1.2 J=4
L: N=2.4 L=3 P=.4 ,=.3 .=.3 V3=2.2 VB=.4 VD=.7 XB=.5 XM=.6 XH=.7 C=.4 G=.7 E=.9 Y=.8 S=.7 R=.4 K=1 D=1.8 A=1.8 O=2
L: T=1.2 J=4
V3: D=.2 A=1 N=1.1 L=.9 P=.3 Y=.4 J=.4 O=2.5 G=1 E=1.6 T=.7 ,=.5 .=.4 C=.6 S=.7 R=1.6 XB=3 V3=2.6
VB: D=.2 A=1 N=1.1 L=.9 P=.3 Y=.4 J=.4 O=2.5 G=1 E=1.6 T=.7 ,=.5 .=.4 C=.6 S=.7 R=1.6 VB=2.5 V3=2.6
VD: D=.2 A=1 N=1.2 L=1 P=.3 Y=.4 J=.4 O=2.5 G=1 E=1.6 T=.7 ,=.5 .=.4 C=.6 S=.7 R=1.6 V3=2.6
G: D=.3 N=.9 L=.7 A=1 P=.3 Y=.4 J=.5 ,=.4 .=.4 C=.5 S=.7 G=1.6 E=2 T=.9 R=2
E: P=.3 Y=.6 ,=.5 .=.6 C=.6 N=.8 L=.8 A=1.3 G=2 D=1.3 S=.8 T=1 J=3 R=3 V3=2.2 VD=3 XB=2.5
XB: G=.3 E=.4 A=.4 D=.4 N=1.6 L=2 P=.6 Y=.4 XB=.5 J=2.5 O=.9 ,=1.5 .=1.2 T=2 S=2 VB=6 V3=7 VD=6 R=2
XM: VB=.2 Y=.4 XB=.4 XH=.6 O=.6 D=.8 N=2 ,=2 .=1.5 V3=6
XH: E=.4 D=.5 A=1.2 N=1.6 L=1.4 Y=.5 XB=.4 O=2 J=2 T=.8 G=3 VB=5 VD=2
P: D=.2 N=.6 L=.6 A=.6 J=.4 O=1.6 G=1 P=.8 E=1.6 Y=1.3 R=.7 ,=2.4 .=2 C=3 S=3 V3=5 VB=5 VD=5
T: VB=.1 Y=1 XB=.5 XH=.8
C: D=.5 N=.7 L=1 A=.7 V3=.4 VB=.9 VD=.9 G=.7 E=1.2 P=.8 Y=.6 O=.5 S=.9 J=1.3 T=1.2 R=1.5 C=1.3 ,=1.5 XB=1 XM=1.1
C: XH=1 .=2
S: D=.2 O=.1 N=.8 L=.7 A=.9 G=.9 E=1 P=1 Y=.8 J=3 C=2 ,=2 XB=2 V3=3 VB=2.5 VD=3 S=1.2 R=2
R: V3=.3 VB=.5 VD=.4 XB=.2 XM=.3 XH=.3 D=.5 O=.3 N=.9 L=.8 Y=.7 A=1.5 G=3 ,=1.5 P=1.6 .=2
O: V3=.2 VB=.3 VD=.2 XB=.1 XM=.2 XH=.2 Y=.5 ,=.9 .=.9 C=.9 P=1.3 G=1.6 E=1.8 S=1.2 A=2.5 D=3 K=3 R=1.5 N=4 J=3
J: ,=.3 .=.2 P=.3 Y=.4 C=.4 S=.5 G=.7 VB=2 D=1.4 A=1.3 E=.9 T=.7 V3=2.2 VD=2.4 XB=2.4 R=.9 N=2.6 L=2.6 O=2.5
Y: V3=.6 VB=.9 VD=.7 G=.5 E=.6 A=.4 P=.4 D=.7 N=1.6 L=1.6 ,=.3 .=.3 C=.5 S=.7 Y=.5 XB=.8 XM=.9 XH=.9 O=.8 J=1.2
Y: T=.9 R=1.3
K: N=.1 L=.2 A=.4 G=1.5 E=1.5 Y=2 D=2.5
,: D=.4 A=.6 N=.7 L=.6 G=.4 E=.6 P=.5 C=.3 S=.4 R=.4 O=.5 Y=.4 V3=1.2 VB=1.6 VD=1.3 XB=1.3 XM=2 XH=1.5 J=2 T=1.3
,: ,=.8 .=.8
"""


def _closed() -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for line in _CLOSED.strip().splitlines():
        tag, _, row = line.partition(": ")
        for word in row.split():
            found.setdefault(word, {})[tag] = 0.0
    return found | _EITHER


def _after() -> dict[str, dict[str, float]]:
    found: dict[str, dict[str, float]] = {}
    for line in _AFTER.strip().splitlines():
        tag, _, row = line.partition(": ")
        pairs = (item.rpartition("=") for item in row.split())
        found.setdefault(tag, {}).update({following: float(cost) for following, _, cost in pairs})
    for name, one in ONE.items():
        found[one] = found[name] | {ONE[other]: found[name].get(other, UNTOLD) for other in ONE}
        found[one] |= {ADJECTIVE: 6.0, NOUN: 6.0, PLURAL: 5.0, BASE: 5.0}
    for costs in found.values():
        costs.setdefault("D1", costs.get(DETERMINER, UNTOLD))
    after_predicate = {NOUN: 3.0, PLURAL: 3.0, ADJECTIVE: 3.0, FINITE: 1.5, PAST: 2.0, PREDICATE: 0.6}
    found[PREDICATE] = found[ADJECTIVE] | after_predicate
    for name in (BE, ADVERB, LINK, PREDICATE):
        found[name][PREDICATE] = found[name].get(ADJECTIVE, 0.4)
    found[BE][ADJECTIVE] = 1.6
    return found


CLOSED = _closed()
AFTER = _after()
