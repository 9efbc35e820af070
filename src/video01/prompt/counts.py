"""How many of a thing a prompt asks for."""

from __future__ import annotations

from video01.prompt import tags
from video01.prompt.function_words import MEASURES, NUMBERS, SEVERAL, word_set
from video01.prompt.lexicon import Meaning, lexicon
from video01.prompt.reading import NounPhrase, Reading

SOME = 3  # figures for "several", a flock or a plain plural
_VALUES = {
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8, "nine": 9, "ten": 10,
    "eleven": 11, "twelve": 12, "dozen": 12, "both": 2, "pair": 2, "couple": 2, "twin": 2, "duo": 2, "trio": 3,
}  # fmt: skip
_UNITS = word_set(
    "year years month months week weeks day days hour hours minute minutes min second seconds sec story storey stories "
    "mm cm m km meter meters metre metres foot feet inch inches mile miles fps k headed legged eyed winged armed "
    "wheeled masted horned tailed january february march april may june july august september october november december"
)


def count(reading: Reading, noun: NounPhrase, meaning: Meaning) -> int:
    """The number told; SOME where only many are told of."""
    if meaning.target.startswith(("pair of", "couple")):
        return 1
    said = reading.words(noun.measure[0] - 2, noun.measure[1]) if noun.measure[1] else []
    said += reading.words(noun.start - 2, noun.head[0])
    said = [word for i, word in enumerate(said) if not _UNITS & set(said[i + 1 : i + 2])]
    for word in reversed(said):
        if word.isdigit() and word.isascii() and len(word) < 4:
            return max(1, int(word))
        if word in _VALUES:
            return _VALUES[word]
        if word in NUMBERS or (word in SEVERAL and word in MEASURES) or word.removesuffix("s") in ("herd", "flock"):
            return SOME
        if word in ("a", "an", "the", ",", ".", "and", ":", ";", ")", "(", "-"):
            break
    return SOME if _is_plural(reading, noun, meaning.target) and meaning.alive else 1


def is_counted(reading: Reading, noun: NounPhrase) -> bool:
    """Whether a number or a new article stands before it, so that it is no second mention."""
    before = reading.words(noun.start - 2, noun.head[0])
    return any(word in _VALUES or word in NUMBERS or word in ("a", "an", "another", "other") for word in before)


def _is_plural(reading: Reading, noun: NounPhrase, target: str) -> bool:
    if target.endswith("s"):
        return False
    last = noun.head[1] - 1
    many = reading.tags[last] == tags.PLURAL and reading.acts(noun)  # "fish swim"
    return many or lexicon().is_plural(reading.tokens[last].word)
