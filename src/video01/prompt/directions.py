"""How people say where something moves: patterns over lower-case words with one space between them."""

from __future__ import annotations

import re
from functools import cache

from video01.prompt.function_words import ADVERBS, CONJUNCTIONS, PREPOSITIONS, PRONOUNS
from video01.prompt.lexicon import MOVES

US = (
    r"(?:the |our |your |my )?(?:camera|viewers?|us|you|me|lens|audience|screen|spectators?|foreground|observer|"
    r"photographer)"
)
# Not "down Main Street": after it comes a mark, a word of the grammar or an adverb.
_ALONE = rf"(?! (?!(?:{'|'.join(sorted(PREPOSITIONS | CONJUNCTIONS | ADVERBS | PRONOUNS))})\b|\w+ly\b)[^\W\d])"
_BACK = rf"(?<!its )(?<!his )(?<!her )(?<!their )(?<!the )back(?! and forth)(?! (?:to|into) {US})"
_STEEP = (
    r"(?:the |a |an |its |his |her )?(?:\w+ )?(?:tree|trunk|ladder|wall|rope|pole|chimney|tower|cliff|stairs|staircase|"
    r"mast|beanstalk|waterfall|slide|hole|well|drain)"
)
DIRECTIONS = (
    ("bounces", "up and down"),
    ("rises", rf"up {_STEEP}"),
    ("falls", rf"down {_STEEP}"),
    ("zigzags", "back and forth|(?:from )?side to side|to and fro|in (?:a )?zigzags?(?: pattern| line)?"),
    ("shakes", "in place"),
    (
        "moves right",
        r"from (?:the )?left(?: \w+){0,5}? to (?:the )?right|left to right|right across|"
        r"enters? from the left",
    ),
    ("moves left", r"from (?:the )?right(?: \w+){0,5}? to (?:the )?left|right to left"),
    ("comes closer", rf"(?:toward|towards) {US}"),
    (
        "goes away",
        rf"away|backwards?|{_BACK}|from {US}|off(?! (?:his|her|its|the|their) )|"
        r"into (?:the )?(?:\w+ )?(?:distance|sunset|darkness|horizon|"
        rf"night(?! sky)|fog|mist)|out (?:to|into) (?:the )?(?:open )?(?:sea|ocean)|out of sight",
    ),
    ("goes away", r"(?:to|toward|towards) the (?:horizon|distance|sunset)|for the horizon"),
    ("comes closer", rf"(?:toward|towards|at|to|into|in front of|for|past|over) {US}"),
    (
        "comes closer",
        r"closer|nearer|forwards?|head on|in our direction|our way|out of the (?:darkness|fog|"
        r"mist|shadows)",
    ),
    (
        "moves left",
        r"(?:to|toward|towards) (?:the |its |his |her )?left|leftwards?|"
        r"(?<!from the )(?<!on the )(?<!on )left|from the right",
    ),
    (
        "moves right",
        r"(?:to|toward|towards) (?:the |its |his |her )?right|rightwards?|"
        r"(?<!from the )(?<!on the )(?<!on )right|from the left",
    ),
    (
        "circles",
        r"in (?:a |wide |big |slow |small )*circles?|round and round|around and around|in loops|"
        r"around (?:the|a|an|its|his|her) \w+",
    ),
    (
        "rises",
        rf"up{_ALONE}(?! (?:on|to|from behind|behind|close|next|beside)\b)|"
        r"upwards?|skyward|into the (?:\w+ )?(?:air|sky|heavens|clouds)|higher|"
        r"to the (?:top|surface|sky|stars|clouds|moon)|off the ground",
    ),
    (
        "falls",
        rf"(?<!upside )down{_ALONE}|downwards?|to the (?:ground|bottom|floor|depths|earth)|"
        r"from the (?:\w+ )?(?:sky|heavens|clouds)|into the (?:abyss|depths|hole)",
    ),
)
_DO = (
    r"(?:does|do|doing|did|performs?|performing|makes?|making|turns?|takes?|executes?) "
    r"(?:(?:a|an|some|its|the|his|her) )?"
)
_BECOME = r"(?:gets?|getting|got|becomes?|becoming|became|grows?|growing|grew)"
_VERY = r"(?:really|very|so|super|much|even|ever|way|extremely|suddenly) (?:, )?"
_TURN = r"(?:turns?|turning|turned|banks?|banking)"
PARTICLES = (  # verb forms with their particle, over all classes
    ("flips", rf"{_DO}(?:\w+ )??(?:\w*flips?|loops?|somersaults?|cartwheels?|handstands?|loop the loop)"),
    ("flips", r"(?:flips?|flipping|flipped|rolls?|rolling|rolled) (?:over|upside down)(?! (?:the|a|an)\b)"),
    ("dances", rf"{_DO}(?:(?!\w*flip)\w+ )??(?:dances?|jigs?|tango|waltz|moonwalk)"),
    (
        "spins",
        r"(?:slow|gentle|smooth|constant|360(?: degree)?) rotation|(?:slowly|gently|steadily) (?:turns?|turning)|"
        r"(?:turns?|turning) (?:slowly|gently|on the spot)",
    ),
    ("goes away", r"(?:pulls?|pulling|pulled|peels?|peeling|breaks?|breaking) (?:away|off)(?! (?:the|a|an)\b)"),
    ("stays still", r"(?:falls?|falling|fell) (?:asleep|in love)|dozes off|nods off|plays dead"),
    (
        "stays still",
        r"(?:com|slid|skid|skidd|roll|screech|grind)(?:es|e|s|ing)? to (?:a|an) (?:\w+ )?(?:stop|halt|standstill|rest)|"
        r"comes to rest",
    ),
    (MOVES, r"speed(?:s|ing)? up"),
    ("falls", r"(?:climb|clamber|crawl)(?:s|ed|ing)? (?:back )?down|parachut(?:es|ing|ed) (?:down|to)"),
    ("goes away", r"(?:blown|swept) (?:away|off)|storms out"),
    ("shakes", r"(?:comes?|coming|came) (?:back )?(?:to life|alive)"),
    ("spins", rf"{_DO}(?:\w+ )??(?:pirouettes?|spins?|twirls?)"),
    ("jumps", rf"{_DO}(?:\w+ )??(?:leaps?|jumps?|hops?)"),
    (
        "swings",
        r"(?:rocks?|rocking|swings?|swinging|sways?|swaying) (?:\w+ )?(?:back and forth|from side to side|to and fro)",
    ),
    ("moves left", rf"{_TURN} (?:to the )?left"),
    ("moves right", rf"{_TURN} (?:to the )?right"),
    ("zigzags", r"(?:zig zags?|zig zagging)"),
    (
        "rises",
        r"(?:takes?|taking|took|lifts?|lifting|lifted|blasts?|blasting|blasted) off\b|"
        r"takes? (?:to the air|flight|wing)|taking flight",
    ),
    ("rises", r"(?:shoots?|shooting|shot|rockets?|zooms?|zooming) (?:straight )?(?:up|upwards?|skywards?)"),
    ("stays still", r"(?:pulls?|pulling|pulled) (?:up|over)\b(?! (?:the|a|an|its|his|her)\b)"),
    ("rises", r"(?:stands?|standing|stood|gets?|getting|got) up\b"),
    (MOVES, r"(?:pour|stream|spill|burst)(?:s|ed|ing)? (?:out|forth)(?! (?:the|a|an)\b)"),
    (MOVES, r"(?:crash|smash|bump|slam|bang)(?:es|s|ed|ing)? into"),
    (MOVES, r"crash(?:es|ing) through"),
    (MOVES, r"(?:cut|slic|plow|plough|tear|rip|power|push|smash|burst|squeez|charg)(?:e|s|es|ing) through"),
    (
        MOVES,
        r"(?:roar|scream|screech|hum|whistl|buzz|whir|clatter|rattl)(?:e|s|es|ing)"
        r"(?: (?:past|by|across|along|through)|(?= towards? ))",
    ),
    ("rises", r"launch(?:es|ed|ing)?(?! into space)|launches into space"),
    (
        "vanishes",
        r"(?:is|are|was|were|'s) (?:suddenly |all |simply |just )?gone|"
        r"(?:turns?|turning|becomes?|becoming|goes) invisible|"
        r"(?:is|are) (?:not|no longer) (?:there|visible|to be seen)|can(?:not| not| no longer) be seen|poof(?: gone)?",
    ),
    ("vanishes", r"(?:explodes?|exploding|exploded|bursts?(?! (?:out|through|in)))"),
    ("appears", r"(?:fades?|fading|faded|comes?|coming) (?:in|into (?:view|sight|focus|existence|being))\b"),
    ("vanishes", r"(?:fades?|fading|faded|melts?|melting) (?:away|out|into)\b|(?:vanish|disappear)\w*"),
    (
        "grows",
        rf"{_BECOME} (?:{_VERY})*(?:\w+ )?(?:bigger|larger|big|large|huge|giant|gigantic|enormous|taller)",
    ),
    ("grows", r"(?:doubl|tripl)(?:es|ing) in size"),
    ("shrinks", rf"{_BECOME} (?:{_VERY})*(?:\w+ )?(?:smaller|small|tiny|tinier)"),
    ("comes closer", r"(?:sneak|creep|walk|saunter|stroll)(?:s|ing)? up(?! (?:the|a|an|to)\b)"),
    ("jumps", r"(?:skip|jump)(?:s|ping)? (?:a )?rope"),
    ("comes closer", r"(?:gets?|getting|got|becomes?|draws?|drawing) (?:ever |much )?(?:closer|nearer)"),
    (
        "spins",
        r"(?:turns?|turning|turned|tumbles?|tumbling) (?:around|round|over and over|in circles|"
        r"on (?:one|the|its|her|his) (?:\w+ )?(?:foot|toe|toes|heel|axis))\b",
    ),
    ("bounces", r"go(?:es)? boing(?: boing)*"),
    (
        "circles",
        r"(?:turn|go|run|walk|fly|swim|mov|danc|race)(?:es|s|ing|e)? (?:around and around|round and round|around) "
        r"(?=(?:the|a|an|it|him|her|them)\b)",
    ),
    (
        "stays still",
        r"(?:stands?|standing|sits?|sitting|holds?|holding|keeps?|stays?) (?:perfectly |completely |"
        r"very )?(?:still|motionless|frozen)",
    ),
    ("comes closer", r"(?:chas|attack|charg|hunt|rush)(?:e|es|s|ing|ed)? (?:after |at )?us\b"),
    (
        "appears",
        r"(?:steps?|stepping|comes?|coming|pops?|popping|crawls?|crawling|bursts?|bursting|walks?|walking|hatch(?:es|ing)?)"
        r" (?:out of|out from|from an egg)|(?:comes?|came|steps?|pops?|crawls?|hops?) out\b",
    ),
    ("appears", r"(?:pops?|popping|sticks?|sticking)(?: \w+){1,2} out\b"),
    ("appears", r"(?:shows?|showing) up\b|pops? up\b"),
    ("falls", r"(?:rain(?:s|ing|ed)?|tips?|tipping|tipped|falls?|falling|fell) (?:down|over)"),
    ("appears", r"(?:peeks?|peeking|peers?|peering|pokes?|poking)(?: \w+){0,2} out"),
    (
        "stays still",
        r"motionless|frozen in place|immobile|"
        r"(?:tied|chained) up|(?:tied|chained|fastened|glued|nailed|attached|stuck) to|(?:fast |sound )?asleep|"
        r"parked|moored|anchored|curled up|at rest",
    ),
)


@cache
def directions() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """(action, pattern) of the words after a verb, in the order in which they win."""
    return tuple((action, re.compile(rf"\b(?:{pattern})(?= |$)")) for action, pattern in DIRECTIONS)


@cache
def particles() -> tuple[tuple[str, re.Pattern[str]], ...]:
    """(action, pattern) of verbs that mean it only together with the word after them."""
    return tuple((action, re.compile(rf"(?<!\S)(?:{pattern})(?= |$)")) for action, pattern in PARTICLES)
