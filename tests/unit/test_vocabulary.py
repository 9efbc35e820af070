"""The words of the world: unambiguous, complete, and one canonical form."""

from collections import Counter

import pytest

from video01 import vocabulary
from video01.vocabulary import ACTIONS, CAMERAS, LIGHTS, LOOKS, PLACES, RELATIONS, SUBJECTS, WEATHERS, Word, canonical

LISTS: list[tuple[Word, ...]] = [SUBJECTS, PLACES, LIGHTS, WEATHERS, ACTIONS, CAMERAS, LOOKS, RELATIONS]


@pytest.mark.parametrize("words", LISTS, ids=lambda words: words[0].name)
def test_names_and_synonyms_are_unambiguous_in_their_list(words: tuple[Word, ...]) -> None:
    spellings = Counter(text.lower() for word in words for text in (word.name, *word.synonyms))
    assert [text for text, count in spellings.items() if count > 1] == []


def test_canonical_names_are_unique_over_all_lists() -> None:
    names = Counter(word.name.lower() for words in LISTS for word in words)
    assert [name for name, count in names.items() if count > 1] == []


def test_every_word_has_synonyms_and_no_stray_spaces() -> None:
    for words in LISTS:
        for word in words:
            assert word.synonyms
            assert all(text == text.strip() and text for text in (word.name, *word.synonyms))


def test_there_are_about_two_hundred_subjects_each_with_its_own_picture() -> None:
    assert 180 <= len(SUBJECTS) <= 220
    assert len({subject.codepoint for subject in SUBJECTS}) == len(SUBJECTS)


def test_cameras_are_the_fifteen_bracket_commands() -> None:
    assert len(CAMERAS) == 15
    assert all(camera.rendered for camera in CAMERAS)


def test_canonical_form() -> None:
    assert (
        canonical(
            ["dragon"], action="comes closer", place="mountains", light="sunset", weather="rain", camera=["Push in"]
        )
        == "a dragon comes closer, mountains, sunset, rain. [Push in]"
    )
    assert canonical(["dog", "owl"], relation="chasing", action="moves left") == "a dog chasing an owl moves left."
    assert canonical(["cat"], look="film noir", camera=["Push in", "Tilt up"]) == "a cat, film noir. [Push in,Tilt up]"
    assert canonical([], place="city", look="natural") == "city."
    assert canonical([]) == ""


def test_articles() -> None:
    assert [vocabulary.with_article(noun) for noun in ("owl", "unicorn", "ufo", "dog", "umbrella")] == [
        "an owl",
        "a unicorn",
        "a ufo",
        "a dog",
        "an umbrella",
    ]


def test_find_names_the_choices() -> None:
    assert vocabulary.find(LIGHTS, "dawn").name == "dawn"
    with pytest.raises(KeyError, match="dawn"):
        vocabulary.find(LIGHTS, "noonish")
