"""Light, weather and look told by what happens: "leaves drift down", "as dusk settles", "it's pouring"."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache

from video01.prompt.lexicon import Meaning, lexicon

_IS = r"(?:(?:is|are|was|were|'s|gently|slowly|softly|silently|quietly|heavily|all|still|just|lightly|begins? to) )*"
_FALL = (
    r"(?:falls?|falling|fell|drifts?|drifting|swirls?|swirling|floats?|floating|flutters?|fluttering|blows?|blowing|"
    r"tumbles?|tumbling|comes? down|coming down|rains? down|raining down)"
)
_SINK = r"(?:sets?|setting|sinks?|sinking|go(?:es)? down|going down|dips?|dipping)"
_RISE = r"(?:rises?|rising|comes? up|coming up|climbs|peeks? out)"
_SETTLE = r"(?:settles?|settling|falls?|falling|descends?|deepens|comes|gathers|arrives|approaches)"

PATTERNS = (  # section, target, pattern of lower-case words with one space between them
    (
        "weather",
        "falling leaves",
        rf"(?:(?:autumn|dead|golden|red|orange|brown|yellow|fallen|maple|colou?rful) )*leaves {_IS}{_FALL}(?: down)?",
    ),
    (
        "weather",
        "falling leaves",
        r"(?:falling|drifting|swirling|fluttering|blowing|blows|flying|tumbling|scattering) (?:away )?"
        r"(?:(?:autumn|golden|red|orange|brown|yellow|maple|dead) )*leaves",
    ),
    (
        "weather",
        "falling leaves",
        r"(?:falling|drifting|swirling|fluttering|blowing|flying) (?:cherry |pink |sakura )*(?:blossoms?|petals)|"
        rf"(?:cherry |pink |sakura )*(?:blossoms?|petals) {_IS}{_FALL}(?: down)?",
    ),
    ("weather", "snow", rf"(?:snow|snowflakes|flakes) {_IS}{_FALL}(?: down)?|it (?:'s |is )?snow(?:s|ing)"),
    ("weather", "snow", r"(?:make|makes|let|lets) it snow"),
    ("weather", "rain", r"(?:make|makes|let|lets) it rain"),
    ("weather", "rain", rf"(?:rain|raindrops) {_IS}(?:{_FALL}|pours?|pouring)(?: down)?"),
    ("weather", "rain", r"it (?:'s |is )?(?:pours|pouring|rains|raining|drizzles|drizzling)(?: down| cats and dogs)?"),
    ("weather", "storm", r"(?:lightning|thunder) (?:flashes|strikes|rolls|roars|cracks|crackles|rumbles|booms)"),
    ("weather", "storm", r"storm clouds?(?: (?:gather|gathering|roll in|rolling in|loom|looming))?"),
    ("weather", "fog", r"(?:fog|mist) (?:rolls|rolling|creeps|creeping|drifts|drifting|rises|rising|swirls|swirling)"),
    ("weather", "sandstorm", r"sand (?:is )?(?:blows?|blowing|swirls?|swirling|whips|whipping)"),
    ("light", "sunset", rf"(?:the )?sun {_IS}{_SINK}"),
    ("light", "dawn", rf"(?:the )?sun {_IS}{_RISE}|(?:dawn|day|morning) {_IS}(?:breaks|breaking)"),
    ("light", "dusk", rf"(?:dusk|twilight|evening) {_IS}{_SETTLE}"),
    ("light", "night", r"(?:1[0-2]|[1-4]) (?:a ?\. m|am)(?: \.)?|(?:9|1[01]) (?:p ?\. m|pm)(?: \.)?"),
    ("light", "night", rf"(?:night|darkness) {_IS}{_SETTLE}"),
    ("light", "night", r"(?:under|beneath|below) (?:the|a) (?:\w+ )?(?:stars|moon|night sky|starry sky|full moon)"),
    (
        "look",
        "film noir",
        r"(?:in )?black (?:and|&) white(?: (?:film|movie|footage|photo|photograph|shot|video|style|noir|clip|image|"
        r"picture|cinematography|scene))?",
    ),
    ("look", "sepia", r"(?:old |ancient |antique |faded )*(?:brown|old|ancient) (?:photo|photograph|picture)s?"),
    ("look", "vintage", r"super ?8(?: ?mm)?|(?:8|16)mm (?:film|footage)"),
    ("look", "dreamy", r"dreamily|as if in a dream|like in a dream|in a dream"),
    (
        "look",
        "vintage",
        r"(?:19)?(?:50|60|70|80|90)s (?:film|movie|footage|look|style|home video)|home (?:video|movie)s?",
    ),
    (
        "place",
        "underwater",
        r"(?:deep )?(?:below|beneath|under) the (?:\w+ )?(?:surface|sea|ocean|waves|water)(?: of the (?:sea|ocean))?|"
        r"(?:bottom|floor|depths) of the (?:\w+ )?(?:sea|ocean|lake|pool)",
    ),
    (
        "place",
        "snowfield",
        r"(?:snowy|snow covered|icy|frozen|frosty|arctic|polar|wintry|winter) (?:\w+ )?"
        r"(?:landscapes?|plains?|plateau|fields?|meadows?|wastes?|wastelands?|steppes?|scenery|expanse|wilderness|hills?)",
    ),
    (
        "",
        "",
        r"(?:extreme )?close ups?|(?:(?:opens?|starts?|begins?|fades? (?:in|up)|cuts?) )?(?:close|tight) on|"
        r"(?:fades? (?:in|up)|cuts?|opens?) (?:to|on)(?! (?:black|white))|starts? on|"
        r"fades? (?:in|out)(?= :)|(?:ots|ecu|mcu|cu|ews|els)(?: (?:on|of))?|"
        r"fish ?eye|(?:ultra )?wide angle|bokeh|(?:shallow )?depth of field|field of view|"
        r"slow motion|in the middle of|in the center of|time lapse|"
        r"(?:fades?|fading|cuts?|cutting) (?:to|from) (?:black|white)|(?:fine |rich |heavy |film )*film grain|"
        r"god rays|lens flares?|(?:product |hero |beauty |money |establishing )+(?:shot|·)|picture this|fairy lights",
    ),
)


@dataclass(frozen=True, kw_only=True)
class Happening:
    """One fact that a pattern found. Section and target are empty for idioms that name no thing."""

    section: str
    target: str
    start: int  # tokens[start:end] say so
    end: int


def happenings(words: list[str]) -> list[Happening]:
    """All of them, none over another; negated ones are left for the grammar."""
    text = " ".join(words)
    found: list[Happening] = []
    taken: set[int] = set()
    for section, target, pattern in _compiled():
        for match in pattern.finditer(text):
            start = text[: match.start()].count(" ")
            end = start + match.group().count(" ") + 1
            span = set(range(start, end))
            if section == "look" and _names_figure(words, end):
                continue  # "a black and white cat"
            if not span & taken and not {"no", "not", "without", "never"} & set(words[max(0, start - 2) : start]):
                taken |= span
                found.append(Happening(section=section, target=target, start=start, end=end))
    return found


def _names_figure(words: list[str], start: int) -> bool:
    """Whether a known subject starts at a word."""
    meanings = [m for end in range(start + 1, min(start + 3, len(words)) + 1) for m in _meanings(words[start:end])]
    return any(meaning.section == "subject" for meaning in meanings)


def _meanings(words: list[str]) -> tuple[Meaning, ...]:
    return lexicon().phrase(tuple(words))


@cache
def _compiled() -> tuple[tuple[str, str, re.Pattern[str]], ...]:
    return tuple((section, target, re.compile(rf"(?<!\S)(?:{p})(?!\S)")) for section, target, p in PATTERNS)
