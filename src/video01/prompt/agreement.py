"""Nouns and verbs that share a form, told apart by number: "the birds fly", but "a mother duck"."""

from __future__ import annotations

from video01.prompt.function_words import DETERMINERS, NUMBERS, PREPOSITIONS, word_set
from video01.prompt.lexicon import Lexicon
from video01.prompt.reading import NounPhrase

_ONE = (["a"], ["an"])
_ONE_OR_MANY = word_set("sheep fish deer salmon trout bison squid shrimp moose cattle aircraft people family couple")


def agrees(lexicon: Lexicon, words: list[str], word: str, noun: NounPhrase) -> bool:
    """Whether a form can be a verb of a noun phrase by its number."""
    last, of_one = words[noun.end - 1], _ends_like_one(word)
    inflected = word.endswith(("ing", "ed")) or (lexicon.verb_forms(word)[-1] != word and not of_one)  # "flew"
    if inflected or last in _ONE_OR_MANY or noun.measure[1] or noun.joined:
        return True  # "a flock of birds" fly or flies
    counted = bool(NUMBERS & set(words[max(0, noun.start - 2) : noun.head[0]]))
    many = counted or lexicon.looks_plural(last)
    return many != of_one


def must_be_verb(lexicon: Lexicon, words: list[str], i: int, noun: NounPhrase | None) -> bool:
    """Whether the word right after a known noun can only be its verb.

    "A robot waters flowers", "rain drums against the glass", "two swans form a heart".
    """
    if noun is None or noun.end != i or not noun.meanings:
        return False
    word, following = words[i], words[i + 1 : i + 2]
    if _ends_like_one(word):
        rain = noun.of("weather") is not None and bool(PREPOSITIONS & set(following))
        return rain or words[noun.start - 1 : noun.start] in _ONE
    unknown = not lexicon.phrase((word,))
    return unknown and lexicon.looks_plural(words[i - 1]) and bool(DETERMINERS & set(following))


def _ends_like_one(word: str) -> bool:
    return word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3
