"""The words of the world: unambiguous, complete, and fit for the one canonical form."""

from collections import Counter

import pytest

from video01.facts import Facts, Figure, canonical, with_article
from video01.vocabulary import (
    ACTIONS,
    CAMERAS,
    COLOURS,
    LIGHTS,
    LOOKS,
    PLACES,
    RELATIONS,
    SIZES,
    SUBJECTS,
    WEATHERS,
    Word,
    find,
)

LISTS: list[tuple[Word, ...]] = [
    SUBJECTS,
    PLACES,
    LIGHTS,
    WEATHERS,
    ACTIONS,
    CAMERAS,
    LOOKS,
    RELATIONS,
    SIZES,
    COLOURS,
]
SHARED = {"castle", "orange"}  # a figure and a place, a figure and a colour: where they stand tells which


@pytest.mark.parametrize("words", LISTS, ids=lambda words: words[0].name)
def test_names_and_synonyms_are_unambiguous_in_their_list(words: tuple[Word, ...]) -> None:
    spellings = Counter(text.lower() for word in words for text in (word.name, *word.synonyms))
    assert [text for text, count in spellings.items() if count > 1] == []


def test_canonical_names_are_unique_over_all_lists() -> None:
    names = Counter(word.name.lower() for words in LISTS for word in words)
    assert {name for name, count in names.items() if count > 1} == SHARED


def test_every_word_has_synonyms_in_lower_case_and_no_stray_spaces() -> None:
    for words in LISTS:
        for word in words:
            assert len(word.synonyms) >= 2
            assert all(text == text.strip() and text for text in (word.name, *word.synonyms))
            assert all(text == text.lower() for text in word.synonyms)


def test_there_are_about_seven_hundred_subjects_each_with_its_own_picture() -> None:
    assert 620 <= len(SUBJECTS) <= 704
    assert len({subject.codepoint for subject in SUBJECTS}) == len(SUBJECTS)


def test_no_synonym_of_a_subject_tells_its_size_or_colour_beside_its_name() -> None:
    marks = [text for word in (*SIZES, *COLOURS) for text in (word.name, *word.synonyms)]
    for subject in SUBJECTS:
        own = {subject.name, *subject.synonyms}
        told = [s for s in subject.synonyms for mark in marks if s.startswith(f"{mark} ") and s[len(mark) + 1 :] in own]
        assert told == [], subject.name


def test_the_tables_have_the_words_of_the_world() -> None:
    counts = [len(words) for words in (PLACES, LIGHTS, WEATHERS, ACTIONS, CAMERAS, LOOKS, RELATIONS, SIZES, COLOURS)]
    assert counts == [18, 5, 7, 20, 15, 6, 7, 4, 12]
    assert all(camera.rendered for camera in CAMERAS)


@pytest.mark.parametrize("name", ["pair of scissors", "owl", "unicorn", "t-rex", "die"])
def test_subjects_read_well_in_the_canonical_form(name: str) -> None:
    figure = Figure(name=find(SUBJECTS, name).name, actions=("jumps",))
    assert canonical(Facts(figures=(figure,), place="city")) == f"{with_article(name)} jumps; city."


def test_articles() -> None:
    assert [with_article(noun) for noun in ("owl", "unicorn", "ufo", "dog", "umbrella")] == [
        "an owl",
        "a unicorn",
        "a ufo",
        "a dog",
        "an umbrella",
    ]


def test_find_names_the_choices() -> None:
    assert find(LIGHTS, "dawn").name == "dawn"
    with pytest.raises(KeyError, match="dawn"):
        find(LIGHTS, "noonish")
