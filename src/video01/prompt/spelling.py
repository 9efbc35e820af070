"""Misspelt words: one that names nothing and no English word is read as the nearest word that the world knows."""

from __future__ import annotations

import re
from string import ascii_lowercase

from video01.prompt.function_words import PREPOSITIONS
from video01.prompt.lexicon import Lexicon
from video01.prompt.tags import CLOSED
from video01.vocabulary import COLOURS, SIZES

SHORTEST = 5  # letters; shorter words have too many neighbours
_OTHERS = PREPOSITIONS | {text for word in (*SIZES, *COLOURS) for text in (word.name, *word.synonyms)}
_DRAWN_OUT = re.compile(r"(.)\1{2,}")
_SMALL = re.compile(r"(\w+?)(?:(\w)\2)(?:y|ie)(s?)")
_SOUNDS = (("f", "ph"), ("ph", "f"))
_ALIKE = ("aeiouy", "cksz", "gj")


def likeliest(word: str, lexicon: Lexicon) -> str:
    """The word of the world that is one slip of the fingers away, "" if the word is known or none is near."""
    hurried = len(word) == SHORTEST - 1 and not set(word) & set("aeiouy") and word.isalpha()  # "blck"
    if (len(word) < SHORTEST and not hurried) or word in lexicon.well_spelt or _rank(word, lexicon) is not None:
        return ""
    plain = _plain(word, lexicon)
    if plain or word in lexicon.inner_words:
        return plain
    slips = _slips(word)
    near = (slips & lexicon.spellings) | (slips & _OTHERS)
    ranks = [(rank, other) for other in near if (rank := _rank(other, lexicon)) in (0, 1) and len(other) >= SHORTEST]
    return min(ranks, default=(0, ""))[1]


def _plain(word: str, lexicon: Lexicon) -> str:
    """ "Frog" for "froggy" and "huge" for "hugeee", "" if a word is no longer form of one that is known."""
    letters = _DRAWN_OUT.search(word)
    forms = [_DRAWN_OUT.sub(r"\1", word), _DRAWN_OUT.sub(r"\1\1", word)] if letters else []
    small = _SMALL.fullmatch(word)
    forms += [small[1] + small[2] + small[3]] if small else []
    return next((form for form in forms if form in CLOSED or _rank(form, lexicon) in (0, 1)), "")


def _rank(word: str, lexicon: Lexicon) -> int | None:
    """0 a name of the world, 1 a synonym, 2 a word of the table; None if it means nothing."""
    meanings = (*lexicon.phrase((word,)), *filter(None, [lexicon.verb((word,))]))
    return 0 if word in _OTHERS else min((meaning.rank for meaning in meanings), default=None)


def _slips(word: str) -> set[str]:
    """The words that one letter left out, put in, swapped or taken for a like one makes; the first is never wrong."""
    made = {word.replace(wrong, right, 1) for wrong, right in _SOUNDS}
    for i in range(1, len(word)):
        head, letter, tail = word[:i], word[i], word[i + 1 :]
        alike = next((letters for letters in _ALIKE if letter in letters), "")
        made |= {head + tail, head + tail[:1] + letter + tail[1:], *(head + other + tail for other in alike)}
        made |= {head + other + letter + tail for other in ascii_lowercase}
    return (made | {word + other for other in ascii_lowercase}) - {word}
