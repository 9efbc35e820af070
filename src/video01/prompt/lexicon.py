"""What a word means in the world: the vocabulary itself, a few light and weather words, and the table of other words.

The table (`words.txt.gz`) is built by training/words.py from WordNet; its first lines say how to read it.
"""

from __future__ import annotations

import gzip
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from pathlib import Path

from video01.prompt.text import words
from video01.vocabulary import ACTIONS, LIGHTS, LOOKS, PLACES, SUBJECTS, WEATHERS, Subject, Word, find

LONGEST = 6  # words of the longest phrase that is looked up
ADJECTIVE_ENDINGS = ("less", "ful", "ous", "able", "ible", "ish", "ic", "al", "ive")
_MANKIND = {"woman": "woman", "women": "woman", "man": "man", "men": "man", "girl": "girl", "boy": "boy"}
MOVES = "moves"  # motion whose direction the rest of the sentence gives

_MORE: dict[str, dict[str, str]] = {
    "light": {
        "dawn": "rising sun",
        "day": "sunlit, sun, hot sun, sunshine, bright sun, bright daylight, sunlight, midday sun, noon sun",
        "sunset": "low sun, golden light, golden sunlight, late afternoon, afterglow",
        "dusk": "dusky, crepuscular, half light",
        "night": "moonlit, starry, starlit, starlight, stars, moon, full moon, crescent moon, dark, darkness, "
        "nocturnal, night sky, starry sky, aurora, northern lights, milky way, candlelight, candlelit, neon lit, "
        "nights, new year's eve, neon, neon lights, neon signs, spotlight",
    },
    "weather": {
        "clear": "blue sky, blue skies, clear skies, cloudless sky, sunny skies",
        "rain": "drizzly, pouring, pouring rain, drizzling, raindrops, hail, sleet, monsoon, wet weather",
        "snow": "deep snow, snowy, snow flurries, wintry, winter, snowflakes falling",
        "fog": "fog bank, smog, foggy weather, thick fog, smoky",
        "storm": "hurricane, tornado, typhoon, cyclone, storm clouds, thunder, storms, thundery, thunderclouds",
        "falling leaves": "autumn wind, leaf fall, autumnal",
        "sandstorm": "sand storms, dust devil, haboob, dusty wind",
    },
    "place": {
        "space": "on the moon, lunar surface, moon surface",
        "desert": "on mars, martian surface",
        "meadow": "wheat field, rice field, corn field, village green",
        "underwater": "under water, below the surface, beneath the waves, under the waves, beneath the sea, "
        "under the ocean",
        "mountains": "snowy mountain, mountaintop, mountain top, mountain peak",
        "snowfield": "deep snow, ice, ice floe, iceberg, frozen sea",
        "city": "alley, night with stars, city lights",
        "sky": "up in the air, mid air, midair",
        "room": "living room, throne room, ballroom, dining room, bathroom, attic, basement, cellar, fireplace",
        "castle": "old castle, haunted castle, castle gate, moat",
        "lake": "lake shore, shore of a lake, riverside, waterfall",
    },
    "look": {
        "film noir": "monochromatic, b w, bw, greyscale, grayscale, noirish",
        "sepia": "old photo, very old photo, old photos, old photographs",
        "vintage": "vhs, super 8, old movie, old timey, grainy film",
        "watercolour": "watercolors, watercolours, aquarelles, water colour, water color, ink wash, gouache",
        "dreamy": "dreamscape, soft dreamy, otherworldly, surrealist",
    },
}


# What the vocabulary or the table of words count to another name, though most people see it so.
_RATHER = {
    "place": {"meadow": "savanna, savannah"},
    "subject": {
        "man": "hunter, huntsman, lumberjack, woodcutter, butcher, neighbor, neighbour, violinist, stranger",
        "farmer": "shepherd, peasant, gardener",
        "bucket": "barrel, cask",
    },
}


@dataclass(frozen=True, kw_only=True)
class Meaning:
    """One thing that a phrase stands for."""

    section: str  # subject, place, light, weather, look or action
    target: str  # its canonical name; for actions also "moves"
    via: str = ""  # the noun that explains a word of the table: a gull is a "seabird"
    rank: int = 0  # 0 the name itself, 1 a synonym, 2 a word of the table

    @property
    def kind(self) -> str:
        """What kind of subject it is, "" if it is none."""
        return subject(self.target).kind if self.section == "subject" else ""

    @property
    def alive(self) -> bool:
        """Whether it is a subject that moves by itself; vehicles are."""
        return self.kind in ("animal", "person", "fantasy", "vehicle")


class Lexicon:
    """Phrases and what they mean. Built once, in some milliseconds: see `lexicon`."""

    def __init__(self, table: str) -> None:
        self._phrases: dict[str, tuple[Meaning, ...]] = {}
        self._verbs: dict[str, Meaning] = {}
        self._noun_forms: dict[str, str] = {}
        self._verb_forms: dict[str, str] = {}
        self.mostly_verbs: frozenset[str] = frozenset()
        self.parts: dict[str, str] = {}  # how often a word is a noun, verb, adjective, adverb: "n4v7"
        self.no_adverbs: frozenset[str] = frozenset()  # adjectives in -ly
        self.well_spelt: frozenset[str] = frozenset()  # words that name nothing, but look like some that do
        self._add_groups(_RATHER)
        for section, entries in _SECTIONS:
            for rank, entry, phrase in _spellings(entries):
                self._add(phrase, Meaning(section=section, target=entry.name, rank=rank))
        self._add_groups(_MORE)
        self._read_table(table)
        for rank, entry, phrase in _spellings(ACTIONS):
            first, *rest = words(phrase)
            base = self.verb_forms(first)[-1]
            self._verbs[" ".join((base.removesuffix("s") if base == first else base, *rest))] = Meaning(
                section="action", target=entry.name, rank=rank
            )

    def _add_groups(self, groups: dict[str, dict[str, str]]) -> None:
        for section, rows in groups.items():
            for target, phrases in rows.items():
                for phrase in phrases.split(", "):
                    self._add(phrase, Meaning(section=section, target=target, rank=1))

    def _add(self, phrase: str, meaning: Meaning) -> None:
        key = " ".join(words(phrase))
        if all(meaning.section != other.section for other in self._phrases.get(key, ())):
            self._phrases[key] = (*self._phrases.get(key, ()), meaning)

    def _read_table(self, table: str) -> None:
        own = frozenset(self._phrases)
        for line in table.splitlines():
            section, target, via, row = line.split("|")
            if section == "action":
                self._verbs |= dict.fromkeys(row.split(","), Meaning(section=section, target=target, rank=2))
            elif section == "more often a verb":
                self.mostly_verbs = frozenset(row.split(","))
            elif section == "part of speech":
                self.parts |= dict.fromkeys(row.split(","), target)
            elif section == "no adverb":
                self.no_adverbs = frozenset(row.split(","))
            elif section == "well spelt":
                self.well_spelt = frozenset(row.split(","))
            elif section.endswith(" form"):
                forms = self._noun_forms if section == "noun form" else self._verb_forms
                forms |= dict(pair.split("=") for pair in row.split(","))
            else:
                meaning = (Meaning(section=section, target=target, via=via, rank=2),)
                for phrase in row.replace("-", " ").split(","):
                    if phrase not in own:
                        self._phrases[phrase] = meaning

    def phrase(self, parts: tuple[str, ...]) -> tuple[Meaning, ...]:
        """What these words together mean; the last may be a plural."""
        for last in noun_forms(parts[-1], self._noun_forms):
            found = self._phrases.get(" ".join((*parts[:-1], last)))
            if found:
                return found
        end = next((ending for ending in _MANKIND if parts[-1].endswith(ending)), "")
        if end and len(parts) == 1 and len(parts[0]) > len(end) + 2 and parts[0] not in self.parts:
            return (Meaning(section="subject", target=_MANKIND[end], via=_MANKIND[end], rank=2),)  # "swordswoman"
        apart = len(parts) == 2 and min(map(len, parts)) > 2  # "space man"
        return tuple(m for m in self.phrase(("".join(parts),)) if m.rank < 2) if apart else ()

    @cached_property
    def inner_words(self) -> frozenset[str]:
        """Words of known phrases, known alone or not: "ferris"."""
        return frozenset(word for phrase in self._phrases if " " in phrase for word in phrase.split())

    @cached_property
    def spellings(self) -> frozenset[str]:
        """Single words that may be known, in their regular forms."""
        nouns = {word for word in self._phrases if " " not in word}
        verbs = {word for word in self._verbs if " " not in word}
        forms = {word + "s" for word in nouns | verbs} | {word.removesuffix("e") + "ing" for word in verbs}
        return frozenset(nouns | verbs | forms | self._noun_forms.keys() | self._verb_forms.keys())

    def is_plural(self, word: str) -> bool:
        """Whether a noun is known under another form, its singular."""
        singular = [form for form in noun_forms(word, self._noun_forms)[1:] if form in self._phrases]
        known = {meaning.target for form in singular for meaning in self._phrases[form]}
        own = {meaning.target for meaning in self._phrases.get(word, ())}
        return bool(singular) and (not own or bool(own & known))

    def noun_forms(self, word: str) -> list[str]:
        """The word itself, then the singulars it may be the plural of."""
        return noun_forms(word, self._noun_forms)

    def looks_plural(self, word: str) -> bool:
        """Whether a noun may be a plural by its form, known or not."""
        irregular = self._noun_forms.get(word, word) != word
        return irregular or (word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3)

    def singular(self, phrase: str) -> str:
        """The form of a phrase under which the lexicon has it."""
        parts = words(phrase)
        for last in noun_forms(parts[-1], self._noun_forms) if parts else ():
            if " ".join((*parts[:-1], last)) in self._phrases:
                return " ".join((*parts[:-1], last))
        return phrase

    def is_mostly_verb(self, word: str) -> bool:
        """Whether texts use a noun's form more often as a verb ("flies", "crows")."""
        return any(stem in self.mostly_verbs for stem in self.all_verb_forms(word) if len(stem) > 2)

    def all_verb_forms(self, word: str) -> list[str]:
        """The base forms that a verb's form may have."""
        return [*self.verb_forms(word), *_verb_stems(word)]

    def past_of(self, word: str) -> str:
        """The verb whose irregular past or participle a word is, "" if it is none."""
        return self._verb_forms.get(word, "") if not word.endswith(("s", "ing")) else ""

    def verb_forms(self, word: str) -> list[str]:
        """The base forms that a verb's form may have, the likeliest known one last."""
        known = self._verb_forms.get(word)
        forms = [known] if known else [form for form in _verb_stems(word) if form in self._verbs] or [word]
        return forms if known else forms[:1]

    def verb(self, parts: tuple[str, ...]) -> Meaning | None:
        """What these words mean as a verb and what follows it."""
        for base in dict.fromkeys(self.all_verb_forms(parts[0])) if len(parts) > 1 else self.verb_forms(parts[0]):
            found = self._verbs.get(" ".join((base, *parts[1:])))
            if found:
                return found
        return None


_SECTIONS: tuple[tuple[str, tuple[Word, ...]], ...] = (
    ("subject", SUBJECTS),
    ("place", PLACES),
    ("light", LIGHTS),
    ("weather", WEATHERS),
    ("look", LOOKS),
)


def _spellings(entries: tuple[Word, ...]) -> list[tuple[int, Word, str]]:
    """(rank, word, spelling) of every name, then of every synonym."""
    named = [(0, entry, entry.name) for entry in entries]
    return named + [(1, entry, synonym) for entry in entries for synonym in entry.synonyms]


@cache
def subject(name: str) -> Subject:
    """The subject of that name; raises KeyError."""
    return find(SUBJECTS, name)


def noun_forms(word: str, irregular: dict[str, str]) -> list[str]:
    """The word itself, then the singulars it may be the plural of."""
    forms = [word]
    if word in irregular:
        forms.append(irregular[word])
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        forms.append(word[:-1])
        if word.endswith("ies"):
            forms.append(word[:-3] + "y")
        elif word.endswith("es"):
            forms.append(word[:-2])
    return forms


@lru_cache(maxsize=4096)
def _verb_stems(word: str) -> tuple[str, ...]:
    """The word itself, then the base forms that it may have by its ending."""
    stems = [word]
    for ending, replacements in (
        ("ies", ("y",)),
        ("es", ("", "e")),
        ("s", ("",)),
        ("ied", ("y",)),
        ("ing", ("", "e")),
        ("ed", ("", "e")),
    ):
        if word.endswith(ending) and len(word) > len(ending) + 1 and not word.endswith("ss"):
            stem = word[: -len(ending)]
            stems += [stem + replacement for replacement in replacements]
            if ending in ("ing", "ed") and len(stem) > 2 and stem[-1] == stem[-2]:
                stems.append(stem[:-1])
    return tuple(stems)


def table() -> str:
    """The rows of the shipped table, without its header."""
    data = Path(__file__).with_name("words.txt.gz").read_bytes()
    lines = gzip.decompress(data).decode().splitlines()
    return "\n".join(line for line in lines if not line.startswith("#"))


@cache
def lexicon() -> Lexicon:
    """The one lexicon."""
    return Lexicon(table())
