"""Text to numbers and what never happens on the way."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from video01.tokenizer import PAD, UNKNOWN, Tokenizer

TEXTS = ["a red fox in the snow.", "the fox jumps", "a fox, a hare"]


@pytest.fixture(scope="module")
def tokenizer() -> Tokenizer:
    return Tokenizer.train(TEXTS)


def pieces(tokenizer: Tokenizer, text: str, length: int = 16) -> list[str]:
    return [tokenizer.pieces[number] for number in tokenizer.encode(text, length) if number != PAD]


def test_known_words_are_one_piece(tokenizer: Tokenizer) -> None:
    assert pieces(tokenizer, "The red FOX, jumps!") == ["the", "red", "fox", ",", "jumps", "<unknown>"]


def test_unknown_words_fall_to_pieces(tokenizer: Tokenizer) -> None:
    assert pieces(tokenizer, "foxglove") == ["fox", "##g", "##l", "##o", "##v", "##e"]
    assert pieces(tokenizer, "zz") == ["z", "##z"]


def test_accents_do_not_matter(tokenizer: Tokenizer) -> None:
    assert tokenizer.encode("FÓX", 4) == tokenizer.encode("fox", 4)


def test_other_scripts_are_unknown(tokenizer: Tokenizer) -> None:
    assert tokenizer.encode("狐", 3) == [UNKNOWN, PAD, PAD]


def test_padded_and_cut_to_length(tokenizer: Tokenizer) -> None:
    whole = tokenizer.encode("a red fox", 8)
    assert whole[3:] == [PAD] * 5
    assert tokenizer.encode("a red fox", 2) == whole[:2]
    assert tokenizer.encode("", 4) == [PAD] * 4


def test_size_bounds_the_list_and_frequent_words_come_first() -> None:
    whole = Tokenizer.train(TEXTS)
    smaller = Tokenizer.train(TEXTS, size=len(whole) - 1)
    assert smaller.pieces == whole.pieces[:-1]
    assert whole.pieces.index("fox") < whole.pieces.index("the") < whole.pieces.index("hare")


def test_saved_and_loaded_it_says_the_same(tokenizer: Tokenizer, tmp_path: Path) -> None:
    tokenizer.save(tmp_path / "tokenizer.json")
    loaded = Tokenizer.load(tmp_path / "tokenizer.json")
    assert len(loaded) == len(tokenizer)
    assert loaded.encode("a hare in foxgloves, 3 of them", 20) == tokenizer.encode("a hare in foxgloves, 3 of them", 20)


@given(st.text(max_size=80), st.integers(1, 40))
def test_any_text_becomes_numbers_of_the_list(text: str, length: int) -> None:
    small = Tokenizer.train(TEXTS)
    numbers = small.encode(text, length)
    assert len(numbers) == length
    assert all(0 <= number < len(small) for number in numbers)
