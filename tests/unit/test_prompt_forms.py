"""The usual forms of a prompt, each with subjects, motions, places and cameras by lot: what is said is understood."""

from __future__ import annotations

import random
from collections.abc import Iterator

from video01.facts import Facts
from video01.prompt.optimizer import Optimization
from video01.vocabulary import SUBJECTS

COUNT = 1200
MOTIONS = (  # finite, participle, bare; the actions that it may be
    ("runs", "running", "run", {"moves left", "moves right"}),
    ("walks to the left", "walking to the left", "walk to the left", {"moves left"}),
    ("flies to the right", "flying to the right", "fly to the right", {"moves right"}),
    ("walks toward the camera", "walking toward the camera", "walk toward the camera", {"comes closer"}),
    ("goes away", "going away", "go away", {"goes away"}),
    ("jumps", "jumping", "jump", {"jumps"}),
    ("dances", "dancing", "dance", {"dances"}),
    ("spins", "spinning", "spin", {"spins"}),
    ("grows bigger", "growing bigger", "grow bigger", {"grows"}),
    ("shrinks", "shrinking", "shrink", {"shrinks"}),
    ("falls", "falling", "fall", {"falls"}),
    ("rises into the air", "rising into the air", "rise into the air", {"rises"}),
    ("stands still", "standing still", "stand still", {"stays still"}),
    ("sleeps", "sleeping", "sleep", {"stays still"}),
    ("bounces", "bouncing", "bounce", {"bounces"}),
    ("does a backflip", "doing a backflip", "do a backflip", {"flips"}),
    ("disappears", "disappearing", "disappear", {"vanishes"}),
    ("moves in circles", "moving in circles", "move in circles", {"circles"}),
)
PLACES = {
    "in the forest": "forest", "on the beach": "beach", "in the city": "city", "in a village": "village",
    "in the desert": "desert", "in the mountains": "mountains", "in outer space": "space", "underwater": "underwater",
    "in a living room": "room", "in a dark cave": "cave", "on a snowy field": "snowfield", "in the jungle": "jungle",
    "in a meadow": "meadow", "near a castle": "castle", "by a lake": "lake",
}  # fmt: skip
LIGHTS = {"at night": "night", "at sunset": "sunset", "at dawn": "dawn", "in the evening": "sunset"}
CAMERAS = {
    "the camera pans left": "Pan left", "slow zoom in": "Zoom in", "camera follows": "Tracking shot",
    "[Tilt up]": "Tilt up", "the camera pulls back": "Pull out", "static shot": "Static shot",
}  # fmt: skip
OF_ONE = (
    "{a} {v} {p}", "{a} {v} {p} {l}", "{a} {g} {p}", "{s} {g} {p}, {l}", "{a} is {g} {p}", "{P}, {a} {v}",
    "{a} {p} {v}", "{L}, {a} {v} {p}", "{a} that {v} {p}", "Video of {a} {g} {p}",
    "A cinematic shot of {a} {g} {p} {l}, {c}",
    "{a} {v}, {c}", "{c}. {a} {v} {p}.", "There is {a} {p}. It {v}.", "a video where {a} {v}", "make {a} {b} {p}",
    "I want to see {a} {g} {p}", "{a} {p} {l}, {g}", "{a} {g}, {p}, {l}, {c}, 4k, highly detailed",
    "Create a video of {a} which {v} {p}", "{a} slowly {v} {p}", "{a} starts {g} {p}", "{g} {s}, {p}",
)  # fmt: skip
OF_TWO = {  # with what the second may be to the first, if anything is told
    "{a} and {other} {b} {p}": None,
    "{a} {v} next to {other} {p}": {"left of", "right of", "behind", "in front of"},
    "{a} stands behind {other} {p}": {"in front of"},
    "{a} {v} {p} while {other} sleeps": None,
    "{a} is on the left, {other} is on the right": {"right of"},
    "{a} on the right and {other} on the left, {p}": {"left of"},
    "{a} riding {other} {p}": {"below"},
    "{a} is standing on top of {other}": {"below"},
    "{a} flies over {other} {p}": {"below"},
    "{a} {v} in front of {other}": {"behind"},
    "{a} {v} under {other}": {"above"},
    "{a} against {other} {p}": None,
}
DECORATIONS = (
    "cinematic lighting, 8k, masterpiece", "trending on artstation", "unreal engine 5, octane render",
    "volumetric light",
    "shallow depth of field, bokeh", "in the style of Studio Ghibli", "award-winning photography", "shot on 35mm",
    "pastel colors", "muted palette", "whimsical mood", "family friendly", "concept art", "low angle", "wide shot",
    "close-up", "slow motion", "for my TikTok", "for a children's book", "cartoon for kids", "no text, no watermark",
    "highly detailed background", "like a Wes Anderson movie", "cozy vibes", "professional color grading", "lens flare",
    "sharp focus, intricate details", "breathtaking view", "looking at the camera", "full body shot", "action scene",
    "stop motion", "pixel art", "storybook illustration", "fairy tale", "movie trailer", "nature documentary style",
)  # fmt: skip
SCENERY = {"castle", "snowy mountain", "photo camera", "film camera", "picture frame", "sun", "star", "door", "window"}
KINDS = ("animal", "person", "fantasy", "vehicle", "food", "object")
NAMES = [one.name for one in SUBJECTS if one.kind in KINDS and not (one.name.startswith("pair") or one.name in SCENERY)]
LIVING = [one.name for one in SUBJECTS if one.kind in KINDS[:3] and len(one.name.split()) < 3]
FAST = [row for row in MOTIONS if " " not in row[1]]  # what may stand before a noun


def with_article(name: str) -> str:
    return ("an " if name[0] in "aeiou" else "a ") + name


def understood(prompt: str) -> Facts:
    return Optimization(prompt, has_image=False).facts


def drawn(luck: random.Random, form: str) -> tuple[str, str, set[str], dict[str, str]]:
    """A prompt, its first figure, what that may do, and the surroundings that are told."""
    name = luck.choice(LIVING if "{g} {s}" in form or "other" in form else NAMES)
    finite, participle, bare, actions = luck.choice(FAST if "{g} {s}" in form else MOTIONS)
    place, light, camera = (luck.choice(sorted(rows)) for rows in (PLACES, LIGHTS, CAMERAS))
    prompt = form.format(
        a=with_article(name), s=name, v=finite, g=participle, b=bare, p=place, P=place.capitalize(), l=light,
        L=light.capitalize(), c=camera, other="{other}",
    )  # fmt: skip
    told = {"place": PLACES[place]} if place in prompt.lower() else {}
    told |= {"light": LIGHTS[light]} if light in prompt.lower() and told.get("place") not in ("cave", "space") else {}
    told |= {"camera": CAMERAS[camera]} if camera in prompt else {}
    return prompt, name, actions if "{v}" in form or "{g}" in form or "{b}" in form else set(), told


def of_one(luck: random.Random) -> Iterator[tuple[str, bool]]:
    """Prompts of one figure, and whether all of each is understood."""
    for n in range(COUNT):
        prompt, name, actions, told = drawn(luck, OF_ONE[n % len(OF_ONE)])
        facts = understood(prompt)
        right = [figure.name for figure in facts.figures] == [name]
        right = right and facts.figures[0].actions[0] in actions and len(facts.figures[0].actions) == 1
        right = right and all(
            facts.camera == ((value,),) if kind == "camera" else getattr(facts, kind) == value
            for kind, value in told.items()
        )
        yield prompt, right


def of_two(luck: random.Random) -> Iterator[tuple[str, bool]]:
    """Prompts of two figures, and whether all of each is understood."""
    forms = list(OF_TWO)
    for n in range(COUNT):
        form = forms[n % len(forms)]
        prompt, name, actions, told = drawn(luck, form)
        other = luck.choice([one for one in NAMES if one != name])
        prompt = prompt.format(other=with_article(other))
        facts = understood(prompt)
        right = [figure.name for figure in facts.figures] == [name, other]
        right = right and (not actions or facts.figures[0].actions[0] in actions)
        right = right and (OF_TWO[form] is None or facts.figures[1].relation in (OF_TWO[form] or ()))
        yield prompt, right and facts.place == told.get("place", facts.place)


def test_prompts_of_one_figure() -> None:
    wrong = [prompt for prompt, right in of_one(random.Random(1)) if not right]
    assert len(wrong) < 0.01 * COUNT, wrong


def test_decorations_bring_nobody() -> None:
    luck, wrong = random.Random(3), []
    for n in range(COUNT // 2):
        prompt, name, actions, told = drawn(luck, "{a} {v} {p}")
        more = DECORATIONS[n % len(DECORATIONS)]
        prompt = f"{prompt}, {more}" if luck.random() < 0.5 else f"{more.capitalize()}, {prompt}"
        facts = understood(prompt)
        right = [figure.name for figure in facts.figures] == [name] and facts.figures[0].actions[0] in actions
        if not right or facts.place != told["place"]:
            wrong.append(prompt)
    assert len(wrong) < 0.02 * COUNT / 2, wrong


def test_prompts_of_two_figures() -> None:
    wrong = [prompt for prompt, right in of_two(random.Random(2)) if not right]
    assert len(wrong) < 0.035 * COUNT, wrong
