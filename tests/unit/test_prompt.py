"""The prompt optimizer: hand-written prompts with the facts that must survive, and what must not break it."""

import json
import time
from itertools import permutations
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import video01.prompt.lexicon as prompt_module
from video01.facts import Facts, canonical
from video01.generation import PromptReport
from video01.prompt import Optimizer, optimize
from video01.prompt.caption import read_caption
from video01.prompt.lexicon import lexicon, table
from video01.prompt.optimizer import UNREADABLE, Optimization
from video01.vocabulary import ACTIONS, CAMERAS, LIGHTS, LOOKS, PLACES, RELATIONS, SUBJECTS, WEATHERS

HERE = Path(__file__).parent
PROMPTS: list[dict[str, Any]] = json.loads((HERE / "prompts.json").read_text())
UNSEEN: list[dict[str, Any]] = json.loads((HERE / "prompts_unseen.json").read_text())


def facts(prompt: str) -> Facts:
    """The facts that the optimizer keeps or fills in."""
    return Optimization(prompt, has_image=False).facts


Check = tuple[str, Any, Any, bool]  # fact, expected, got, whether it survived


def fits(expected: Any, got: Any) -> bool:
    """Whether a name is as expected: one of "a|b", or None."""
    return got is None if expected is None else str(got) in str(expected).split("|")


def checks(case: dict[str, Any]) -> list[Check]:
    """Each fact of a prompt."""
    got = facts(case["prompt"])
    done: list[Check] = [
        (name, case[name], getattr(got, name), fits(case[name], getattr(got, name)))
        for name in ("place", "light", "weather", "look")
        if name in case
    ]
    if "camera" in case:
        done.append(("camera", case["camera"], got.camera, films(case["camera"], got.camera)))
    return done + (figure_checks(case["figures"], got) if "figures" in case else [])


def films(expected: list[list[str]], got: tuple[tuple[str, ...], ...]) -> bool:
    """Whether the phases follow as expected; the commands of one act together and have no order."""
    if [len(phase) for phase in expected] != [len(phase) for phase in got]:
        return False
    pairs = zip(expected, got, strict=True)
    return all(any(all(map(fits, wanted, row)) for row in permutations(told)) for wanted, told in pairs)


def figure_checks(expected: list[dict[str, Any]], got: Facts) -> list[Check]:
    done: list[Check] = [("figures", len(expected), len(got.figures), len(expected) == len(got.figures))]
    for i, wanted in enumerate(expected):
        for name, value in wanted.items():
            seen = getattr(got.figures[i], name) if i < len(got.figures) else "nobody"
            together = name == "actions" and len(seen) == len(value)
            right = all(map(fits, value, seen)) if together else fits(value, seen)
            if name == "colour" and value and seen is None and i < len(got.figures):
                right = bool(set(value.split("|")) & set(got.figures[i].name.split()))  # a black cat is black
            done.append((f"{i}.{name}", value, seen, right))
    return done


@pytest.mark.parametrize("case", PROMPTS, ids=lambda case: case["prompt"][:40])
def test_the_facts_of_a_prompt_survive(case: dict[str, Any]) -> None:
    """All but those that are known to be missed, such as rain in a room."""
    wrong = [check[:3] for check in checks(case) if not check[3]]
    assert [name for name, *_ in wrong] == case.get("missed", []), wrong


def test_most_facts_survive_on_prompts_that_the_rules_were_not_written_for() -> None:
    """87.6 % at the first look (docs/prompts.md). Nobody who mends rules reads these prompts, so none is printed."""
    done = [check for case in UNSEEN for check in checks(case)]
    share = sum(right for *_, right in done) / len(done)
    assert share >= 0.85


def test_the_dragon() -> None:
    report = optimize(PROMPTS[0]["prompt"])
    assert report.prompt == "a dragon appears, then comes closer; mountains, day, clear. [Static shot]"
    assert {"menacing", "evil", "jaws", "fangs"} <= set(report.ignored)
    assert '"rushes toward the camera" is shown as "comes closer".' in report.notes


def test_figures_have_their_own_size_colour_and_actions() -> None:
    prompt = "A tiny red bird jumps, then spins next to a giant white elephant that dances"
    assert optimize(prompt).prompt.startswith(
        "a tiny red bird jumps, then spins; a giant white elephant left of it dances; "
    )


def test_a_kind_keeps_its_own_colour_and_a_thing_is_dyed() -> None:
    told = [facts(prompt).figures[0].colour for prompt in ("a red fox", "a brown bear", "a blue fox", "a red car")]
    assert told == [None, None, "blue", "red"]


def names(prompt: str) -> list[str]:
    """The names of the figures."""
    return [figure.name for figure in facts(prompt).figures]


def test_number_tells_nouns_from_verbs() -> None:
    assert names("A mother duck leads her ducklings")[0] == "duck"
    assert names("A typewriter types by itself, papers fly around the room") == ["computer"]
    assert names("A robot waters flowers")[0] == "robot"
    assert names("Two swans form a heart")[:2] == ["swan", "swan"]
    assert facts("A deer with golden antlers stands in a clearing").figures[0].actions == ("stays still",)


def test_a_misspelt_word_is_read_as_the_nearest_one_that_means_something() -> None:
    report = optimize("two giraffs and a dinasaur")
    assert [figure.split(" ")[1] for figure in report.prompt.split("; ")[:3]] == ["giraffe", "giraffe", "dinosaur"]
    assert '"dinasaur" is read as "dinosaur".' in report.notes


@pytest.mark.parametrize("word", ["sings", "moist", "stony", "curtain", "Borneo", "Hogan"])
def test_a_well_spelt_word_stays_what_it_is(word: str) -> None:
    assert not any("is read as" in note for note in optimize(f"the fox {word}").notes)


@pytest.mark.parametrize(
    "prompt",
    [
        "a $5 balloon",
        "a balloon at 9:16",
        "a 4.50 balloon",
        "a 30 year old balloon",
        "50% balloon",
        "on 12 may a balloon",
    ],
)
def test_prices_ages_and_times_count_nothing(prompt: str) -> None:
    assert names(prompt) == ["balloon"]


@pytest.mark.parametrize(
    "prompt",
    [
        *("The cat spins, light as a feather", "A cat flies like a bird", "a cat the size of a house"),
        *("A cat runs as if it were a horse", "a cat dreams of a fish", "Instead of a dog, show a cat"),
        *("no dogs, no birds, just a cat", "A cat, eyes closed, sunglasses on", "a cat checks its watch"),
        *("A cat walks, headlights cutting through the fog", "a cat, close-up on the knife", "a cat in the sun"),
    ],
)
def test_what_is_only_spoken_of_is_not_shown(prompt: str) -> None:
    assert names(prompt) == ["cat"]


def test_the_same_one_again_is_no_other() -> None:
    assert names("A white jeep drives by. The car stops.") == ["off-road car"]
    assert names("A man and a woman dance. The woman laughs.") == ["man", "woman"]
    assert names("Pizza. A pizza spins.") == ["pizza"]
    assert names("A wolf and her cub") == ["wolf", "wolf"]


def test_a_pronoun_alone_is_somebody() -> None:
    assert names("She walks along the beach, holding a red umbrella") == ["woman", "umbrella"]


def test_what_a_motion_is_done_to_moves() -> None:
    chef, pizza = facts("The chef tosses a pizza into the air").figures
    assert (chef.actions, pizza.actions) == (("stays still",), ("rises",))
    assert facts("A cat and a dog sit on a sofa, both jumping").figures[2].actions == ("stays still",)


@pytest.mark.parametrize(
    ("prompt", "name", "actions"),
    [
        ("A fire truck races down Main Street", "fire truck", ("moves right",)),
        ("An owl swims upside down", "owl", ("moves right",)),
        ("I'm walking through the rainforest and suddenly a tiger appears", "tiger", ("appears",)),
        ("cupcakes raining down", "cupcake", ("falls",)),
        ("A shark fin cuts through the water", "shark", ("moves right",)),
        ("A bus pulls away", "bus", ("goes away",)),
        ("A girl skateboards past a wall", "girl", ("moves right",)),
        ("A koala, fast asleep", "koala", ("stays still",)),
    ],
)
def test_words_that_make_a_motion_or_none(prompt: str, name: str, actions: tuple[str, ...]) -> None:
    figure = facts(prompt).figures[0]
    assert (figure.name, figure.actions) == (name, actions)


def test_who_is_named_by_a_part_is_shown() -> None:
    assert names("Close-up of a tiger's eyes") == ["tiger"]
    assert names("The wings of a dragon") == ["dragon"]
    assert names("A dragon breathing fire") == ["dragon"]


def test_each_of_several_is_told_apart() -> None:
    figures = facts("two robots: one is big and blue, the other is tiny").figures
    assert [(figure.size, figure.colour) for figure in figures] == [("big", "blue"), ("tiny", None)]
    assert [figure.colour for figure in facts("two dogs and one white cat").figures] == [None, None, "white"]


def test_members_of_a_group_do_what_is_told_of_each() -> None:
    penguins = facts("three penguins: the first jumps, the second spins, the third falls over").figures
    assert [figure.actions for figure in penguins] == [("jumps",), ("spins",), ("falls",)]
    horses = facts("A black horse leads, a white one follows").figures
    assert [(figure.name, figure.colour) for figure in horses] == [("horse", "black"), ("horse", "white")]


def test_what_looks_otherwise_is_another_one() -> None:
    cars = facts("A red car and a blue car race toward the camera; the red one explodes.").figures
    assert [(car.colour, car.actions) for car in cars] == [
        ("red", ("comes closer", "vanishes")),
        ("blue", ("comes closer",)),
    ]


@pytest.mark.parametrize(
    ("prompt", "name", "relation"),
    [
        ("An eagle carries a fish", "fish", "below"),
        ("A whale leaps over a rowboat", "rowboat", "below"),
        ("A cat looks up at a bird", "bird", "above"),
        ("A monkey hangs from a balloon", "balloon", "above"),
        ("Left: a cow. Right: a pig.", "pig", "right of"),
        ("A butterfly sits on a bear's nose", "bear", "below"),
        ("A superhero with a sword in front of a dragon", "dragon", "behind"),
    ],
)
def test_where_one_is_by_what_is_done(prompt: str, name: str, relation: str) -> None:
    figures = facts(prompt).figures
    assert [figure.relation for figure in figures if figure.name == name] == [relation]


@pytest.mark.parametrize(
    ("prompt", "told"),
    [
        ("An old fisherman rows his boat", ["male rower"]),
        ("A cyclist on her bike", ["cyclist"]),
        ("A knight rides his horse", ["horse rider"]),
        ("A cyclist rides a red bike", ["cyclist", "bicycle"]),
        ("A cyclist chases a boy on his bike", ["boy", "cyclist", "bicycle"]),
        ("The knight's horse rears up", ["horse"]),
    ],
)
def test_what_is_in_a_picture_already_is_not_shown_twice(prompt: str, told: list[str]) -> None:
    assert set(names(prompt)) <= set(told)
    assert names(prompt)[0] == told[0]


@pytest.mark.parametrize(
    "prompt",
    [
        *(
            "A woman rows a canoe down the river",
            "A man paddles his kayak",
            "A girl sails a yacht",
            "A cat steers a ship",
        ),
        *(
            "A dog pilots a helicopter",
            "A bear pedals a bicycle",
            "A man races a motorcycle",
            "A boy in a canoe paddles",
        ),
    ],
)
def test_what_somebody_goes_in_moves_along_below(prompt: str) -> None:
    figures = facts(prompt).figures
    assert [(figure.relation, figure.actions) for figure in figures] == [
        (None, ("moves right",)),
        ("below", ("moves right",)),
    ]


def test_waves_may_be_a_verb() -> None:
    assert facts("A horse, its mane waves, it runs").place == "meadow"
    assert not any("left out" in note for note in optimize("his eyes blink and he jumps").notes)


@pytest.mark.parametrize(
    ("prompt", "caption"),
    [
        ("dog under umbrella rain", "a dog moves right; an umbrella above it stays still; village, day, rain"),
        (
            "A girl kicks a ball to the left",
            "a girl jumps; a soccer ball in front of it moves left; village, day, clear",
        ),
        ("A cat splashes through a puddle", "a cat moves right; village, day, clear"),
        ("A red car passes the blue one", "a red car moves right; a blue car left of it stays still; city, day, clear"),
        ("The dog run after the car", "a car moves right; a dog chasing it moves right; city, day, clear"),
        (
            "Two cats, one sleeping, the other dancing",
            "a cat stays still; a cat left of it dances; village, day, clear",
        ),
        (
            "frog on turtle on crocodile",
            "a frog moves right; a turtle below it moves right; a crocodile below it stays still",
        ),
    ],
)
def test_how_people_tell_of_several(prompt: str, caption: str) -> None:
    assert optimize(prompt).prompt.startswith(caption)


def test_whoever_is_excepted_is_there() -> None:
    assert names("nobody in the room except a mouse") == ["mouse"]


def test_who_refuses_to_move_stays() -> None:
    assert facts("A goat refuses to move").figures[0].actions == ("stays still",)


def test_where_the_second_is_told_after_it() -> None:
    assert facts("a cat on the left and a dog on the right").figures[1].relation == "right of"
    assert facts("An astronaut with Earth in the background").figures[1].relation == "behind"
    assert facts("A lone astronaut drifts by. Behind her the Earth glows.").figures[1].relation == "behind"


@pytest.mark.parametrize(
    ("prompt", "place"),
    [
        ("A dog inside a church", "room"),
        ("A man walks down a corridor", "room"),
        ("At the bottom of the ocean a crab sleeps", "underwater"),
        ("A train in a snowy landscape", "snowfield"),
        ("A cyclist on a mountain road", "mountains"),
        ("An airship crosses the sky above the mountains", "mountains"),
    ],
)
def test_places_named_indirectly(prompt: str, place: str) -> None:
    found = facts(prompt)
    assert (found.place, len(found.figures)) == (place, 1)


@pytest.mark.parametrize(
    ("prompt", "figure"),
    [
        ("a froggy bouncin in the park", "a frog bounces"),
        ("a giagntic snake", "a giant snake moves right"),
        ("a hugeee spider dancin at nite", "a giant spider dances"),
        ("blck car", "a black car moves right"),
        ("a frog that becomes very large", "a frog grows"),
        ("a balloon gets really, really small", "a balloon shrinks"),
        ("a truck thunders towards the camera", "a truck comes closer"),
        ("a car drives toward us with its headlights off", "a car comes closer"),
        ("a cat is no longer visible", "a cat vanishes"),
        ("O mighty eagle, you rise and then you are gone", "an eagle rises, then vanishes"),
        ("Instead of running, the horse dances", "a horse dances"),
        ("a wristwatch floating among the stars, revolving around its own axis", "a wristwatch spins"),
        ("a ball as red as a tomato rolls to the left", "a red soccer ball moves left"),
        ("a car, not red but green", "a green car moves right"),
        ("the cat is not black but white", "a white cat moves right"),
        ("a skeleton on a skateboard doing a backflip", "a skull flips"),
        ("a flask of green liquid", "a green flask stays still"),
        ("O sparrow, why do you fall from the sky?", "a bird falls"),
        ("a rocket flies up, on the left a robot", "a rocket rises"),
    ],
)
def test_how_people_say_it(prompt: str, figure: str) -> None:
    assert optimize(prompt).prompt.split("; ")[0] == figure


@pytest.mark.parametrize(
    ("prompt", "figure"),
    [
        ("A man waits next to a car. He waves. It drives off.", "a car left of it goes away"),
        ("My dog sees a frog. She barks. It hops away.", "a frog left of it jumps"),
        ("a wizard lets go of a book. It falls.", "a book left of it falls"),
        ("An elephant dances. On the left of it, it stands a monkey.", "a monkey left of it stays still"),
        ("The moon hangs over a lake. Beneath it a wolf.", "a crescent moon above it stays still"),
        ("a house with an oak behind it", "a tree behind it stays still"),
        ("a mermaid on top of a grey rock", "a grey rock below it stays still"),
        ("a tiger hides behind a tree", "a tree in front of it stays still"),
        ("a frog with a golden crown", "a golden crown in front of it moves right"),
        ("an apple falls from a tree", "a tree left of it stays still"),
        ("a robot reads under a lamp", "city"),
        ("a man with a white shirt", "city"),
        ("a rose on the table of a kitchen", "room"),
        ("a horse in a field with many flowers", "meadow"),
    ],
)
def test_who_else_is_there(prompt: str, figure: str) -> None:
    told = optimize(prompt).prompt.split("; ")
    assert len(told) > 1
    assert told[1].split(",")[0].removesuffix(".") == figure


@pytest.mark.parametrize(
    ("prompt", "look"),
    [("an old brown photograph of a dog", "sepia"), ("super8 footage of a dog", "vintage")],
)
def test_looks_by_other_names(prompt: str, look: str) -> None:
    assert facts(prompt).look == look


def test_nobody_in_a_room_is_in_a_room() -> None:
    assert facts("An old woman plays the piano. Nobody else in the room.").place == "room"


def test_at_most_three_figures_and_a_note_of_the_rest() -> None:
    report = optimize("seven cats")
    assert report.prompt.count("a cat") == 3
    assert any("3 of 7" in note for note in report.notes)
    report = optimize("a cat, a dog, a cow and a pig jump")
    assert any("pig is left out" in note for note in report.notes)


def test_two_actions_and_a_note_of_the_rest() -> None:
    report = optimize("a cat appears, jumps, spins and vanishes")
    assert report.prompt.startswith("a cat appears, then vanishes; ")
    assert any('"jumps" and "spins" is left out' in note for note in report.notes)


@pytest.mark.parametrize("relation", [word.name for word in RELATIONS if word.name != "chasing"])
def test_each_relation(relation: str) -> None:
    turned = {"left of": "right of", "above": "below", "behind": "in front of"}
    turned |= {other: one for one, other in turned.items()}
    found = facts(f"a cat {relation} a dog")
    assert [figure.name for figure in found.figures] == ["cat", "dog"]
    assert found.figures[1].relation == turned[relation]


@pytest.mark.parametrize("prompt", ["a cat above the mountains", "a cat in front of the castle", "a cat by the ocean"])
def test_a_place_is_no_figure(prompt: str) -> None:
    assert [figure.name for figure in facts(prompt).figures] == ["cat"]


@pytest.mark.parametrize(
    ("section", "words"), [("place", PLACES), ("light", LIGHTS), ("weather", WEATHERS), ("look", LOOKS[1:])]
)
def test_each_name_around_the_figures_is_read(section: str, words: tuple[Any, ...]) -> None:
    for word in words:
        assert getattr(facts(f"a dog jumps, {word.name}"), section) == word.name


def test_each_action_is_read() -> None:
    for action in ACTIONS:
        assert facts(f"A dog {action.name} in the city.").figures[0].actions == (action.name,)


def test_an_unknown_noun_is_shown_as_the_nearest_known_one_and_says_why() -> None:
    report = optimize("A pelican over a fjord")
    assert '"pelican" is shown as dove (a pelican is a seabird).' in report.notes
    assert '"fjord" is shown as ocean (a fjord is a body of water).' in report.notes


@pytest.mark.parametrize("word", ["freedom", "algorithm", "tuesday", "zzyzx"])
def test_a_word_too_far_from_the_world_means_nothing(word: str) -> None:
    assert not lexicon().phrase((word,))


def test_every_row_of_the_table_aims_at_a_word_of_the_world() -> None:
    names = {
        "subject": {word.name for word in SUBJECTS},
        "place": {word.name for word in PLACES},
        "action": {word.name for word in ACTIONS} | {"moves"},
    }
    rows = [line.split("|") for line in table().splitlines()]
    assert all(target in names[section] for section, target, _, _ in rows if section in names)
    assert sum(len(row[3].split(",")) for row in rows if row[0] in names) > 10_000


def test_the_table_is_small_and_says_where_it_is_from() -> None:
    folder = Path(prompt_module.__file__).parent
    assert (folder / "words.txt.gz").stat().st_size < 400 * 1024
    assert "Princeton University" in (folder / "NOTICE-wordnet.txt").read_text()


@pytest.mark.parametrize("camera", CAMERAS, ids=lambda camera: camera.name)
def test_each_command_in_brackets_and_in_prose(camera: Any) -> None:
    assert optimize(f"[{camera.name.upper()}] a cat").prompt.endswith(f"[{camera.name}]")
    for spelling in camera.synonyms:
        assert facts(f"A cat sits in the city, {spelling}.").camera == ((camera.name,),), spelling


def test_brackets_follow_one_another_and_the_third_is_left_out() -> None:
    report = optimize("A cat [push in, tilt up], then [zoom out]. [Pan left] [Fly like a bee]")
    assert report.prompt.endswith("[Push in,Tilt up] [Zoom out]")
    assert 'The camera move "Pan left" is left out: others are shown.' in report.notes
    assert report.ignored == ("[Fly like a bee]",)


def test_then_begins_the_next_camera_phase() -> None:
    assert facts("The camera pans left and tilts up, then zooms out").camera == (("Pan left", "Tilt up"), ("Zoom out",))


def test_with_an_image_nothing_is_invented() -> None:
    report = optimize("the dog jumps", has_image=True)
    assert report.prompt == "a dog jumps."
    assert report.notes == ("The dog is taken to be in the picture: it moves if it stands out clearly.",)
    assert optimize("make it jump", has_image=True).prompt == "a person jumps."
    assert optimize("camera pans right", has_image=True).prompt == "[Pan right]"
    assert optimize("", has_image=True).prompt == "[Push in]"


@pytest.mark.parametrize(
    "prompt", ["it spins", "make it spin", "the subject spins", "spinning", "Bring it to life, spinning", "he spins"]
)
def test_the_subject_of_a_picture_needs_no_name(prompt: str) -> None:
    (figure,) = Optimization(prompt, has_image=True).facts.figures
    assert figure.actions == ("spins",)


@pytest.mark.parametrize(
    ("prompt", "weather"), [("make it snow", "snow"), ("let it rain", "rain"), ("it rains", "rain")]
)
def test_it_may_be_the_weather(prompt: str, weather: str) -> None:
    facts = Optimization(prompt, has_image=True).facts
    assert (facts.figures, facts.weather) == ((), weather)


def test_who_appears_comes_into_a_picture() -> None:
    report = optimize("The cat sleeps, a red dragon appears, then comes closer", has_image=True)
    assert report.prompt == "a red dragon appears, then comes closer."
    assert "The cat is taken to be in the picture, where it stays as it is." in report.notes


def test_of_those_in_a_picture_one_moves() -> None:
    report = optimize("The cat and the dog jump. A red dragon appears.", has_image=True)
    assert report.prompt.startswith("a cat jumps; a red dragon")
    assert report.prompt.endswith("appears.")
    assert "The cat is taken to be in the picture: it moves if it stands out clearly." in report.notes
    assert "The dog is taken to be in the picture, where it stays as it is." in report.notes


def test_what_is_missing_is_filled_in_and_told() -> None:
    report = optimize("a whale")
    assert report.prompt == "a whale moves right; ocean, day, clear. [Static shot]"
    assert len(report.notes) == 5
    assert not report.ignored


def test_negated_things_are_not_shown() -> None:
    report = optimize("A horse without a rider in a meadow, no rain and never snow")
    assert report.prompt == "a horse moves right; meadow, day, clear. [Static shot]"


def test_ignored_words_are_in_order_and_once() -> None:
    assert optimize("An evil, EVIL cat of infinite sadness").ignored == ("evil", "infinite", "sadness")


@pytest.mark.parametrize(
    "prompt",
    [
        *(
            "",
            " \n\t",
            "[]",
            "[[Pan left]",
            "'''",
            '"',
            "…—…",
            "\x00\x02\x03\x04",
            "дракон 🐉",
            "🏳️‍🌈👨‍👩‍👧‍👦🇫🇷\u200d\ufe0f",
        ),
        *("🐉" * 500, "a " * 1000, "x" * 2000, "[Push in" * 200, "the camera pans left and " * 80),
        *("dragon's " * 200, "not no without never " * 90, "a cat and a dog and " * 100),
    ],
)
def test_any_text_gives_a_caption(prompt: str) -> None:
    assert Optimization(prompt, has_image=False).report().prompt


@given(st.text(max_size=300), st.booleans())
def test_never_an_exception(prompt: str, has_image: bool) -> None:
    """Of the rules themselves, without the net below them."""
    Optimization(prompt, has_image=has_image).report()


@given(st.lists(st.sampled_from(" ".join(case["prompt"] for case in PROMPTS).split()), max_size=30))
@example(["balloon", "her", "one"])
@example(["Clean", "her,", "flying", "EXT."])
@example(["a", "pumpkin,", "not", "orange"])
def test_never_an_exception_on_shuffled_words(words: list[str]) -> None:
    Optimization(" ".join(words), has_image=False).report()


def test_a_fault_in_the_rules_costs_nobody_the_video(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def fault(*_: object) -> None:
        raise IndexError("a cat")

    monkeypatch.setattr(Optimization, "_read", fault)
    assert optimize("a cat") == PromptReport(prompt="a cat", notes=(UNREADABLE,))
    assert "IndexError in fault" in caplog.text
    assert "cat" not in caplog.text


def test_a_caption_is_read_back_as_itself() -> None:
    for case in PROMPTS:
        found = facts(case["prompt"])
        assert read_caption(canonical(found)) == found
        assert optimize(canonical(found)) == PromptReport(prompt=canonical(found))


def test_two_thousand_characters_in_a_blink() -> None:
    prompt = ("A pelican glides over the harbour while the camera pans left, then it dives. " * 30)[:2000]
    optimize(prompt)
    started = time.perf_counter()
    optimize(prompt)
    assert time.perf_counter() - started < 0.4  # 40 ms on a machine at rest


def test_it_is_an_optimizer() -> None:
    optimizer: Optimizer = optimize
    assert optimizer("a cat", has_image=False).prompt
