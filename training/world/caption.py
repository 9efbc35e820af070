"""What people might write to get a scene: from three words to a paragraph, never a fact that the clip does not show.

Facts are left out at random. Nearly half of the captions have the canonical form that the prompt optimizer writes; some
templates are held out, to test whether the model reads words or knows templates.
"""

from collections.abc import Callable, Sequence
from dataclasses import replace
from random import Random

from training.world.caption_noise import strewn
from training.world.caption_phrases import Phrases
from training.world.caption_words import tidy
from training.world.lots import pick
from training.world.scene import Scene
from video01.facts import Facts, Figure, canonical

CANONICAL_SHARE = 0.4
WOVEN_SHARE = 0.45  # of the others: put together anew each time
STREWN_SHARE = 0.4  # of the others: with words that mean nothing
COMPLETE_SHARE = 0.5  # of the canonical captions that leave nothing out
BRIEF_SHARE = 0.12  # of captions that tell only who, what and perhaps where

_STATIC = (("Static shot",),)
_KEEP = {
    "size": 0.9,
    "colour": 0.9,
    "relation": 0.8,
    "actions": 0.92,
    "place": 0.88,
    "light": 0.72,
    "weather": 0.8,
    "clear": 0.4,
    "look": 0.92,
    "camera": 0.85,
    "static": 0.3,
}

_Template = Callable[[Phrases], str]


def canonical_caption(scene: Scene) -> str:
    """The one full form: "a giant dragon comes closer; mountains, sunset, rain. [Push in]"."""
    return canonical(scene.facts)


def caption(scene: Scene, seed: int, *, held_out: bool = False) -> str:
    """One caption of the scene by lot; `held_out` takes templates that are never trained on."""
    return write(scene, seed, held_out=held_out)[0]


def write(scene: Scene, seed: int, *, held_out: bool = False, plain: bool = False) -> tuple[str, Facts]:
    """One caption of the scene by lot, and the facts that it tells; the others are None or empty.

    `plain` is the same caption without the words that mean nothing.
    """
    rng = Random(f"caption {seed}")
    formal = not held_out and rng.random() < CANONICAL_SHARE
    facts = scene.facts if formal and rng.random() < COMPLETE_SHARE else _some(scene.facts, rng)
    if formal:
        return canonical(facts), replace(facts, look=None) if facts.look == "natural" else facts
    facts = replace(facts, look=None if facts.look == "natural" and rng.random() < 0.9 else facts.look)
    phrases = Phrases(facts, rng)
    woven = facts.figures and not held_out and rng.random() < WOVEN_SHARE
    text = tidy(_woven(phrases, rng) if woven else pick(rng, _templates(facts, held_out))(phrases))
    if "[" not in text and rng.random() < 0.15:
        text = text.lower().rstrip(".")
    if not (held_out or plain) and rng.random() < STREWN_SHARE:
        text = strewn(text, rng)
    return text, phrases.told()


def _templates(facts: Facts, held_out: bool) -> Sequence[_Template]:
    if not facts.figures:
        return _HELD_OUT_LANDSCAPES if held_out else _LANDSCAPES
    return _HELD_OUT_TEMPLATES if held_out else _TEMPLATES


def _some(facts: Facts, rng: Random) -> Facts:
    """The facts with some left out; the subjects always stay, and the place where nobody is."""
    brief = 0.35 if rng.random() < BRIEF_SHARE else 1.0

    def kept(kind: str) -> bool:
        return rng.random() < _KEEP[kind] * brief

    def some(figure: Figure) -> Figure:
        return Figure(
            name=figure.name,
            size=figure.size if rng.random() < _KEEP["size"] else None,
            colour=figure.colour if rng.random() < _KEEP["colour"] else None,
            actions=figure.actions if acting else (),
            relation=figure.relation if rng.random() < _KEEP["relation"] else None,
        )

    acting = rng.random() < _KEEP["actions"] * (0.7 if brief < 1 else 1.0)
    return Facts(
        figures=tuple(some(figure) for figure in facts.figures),
        place=facts.place if kept("place") or not facts.figures else None,
        light=facts.light if kept("light") else None,
        weather=facts.weather if kept("clear" if facts.weather == "clear" else "weather") else None,
        look=facts.look if kept("look") else None,
        camera=facts.camera if kept("static" if facts.camera == _STATIC else "camera") else (),
    )


def _woven(w: Phrases, rng: Random) -> str:
    """The parts in any order, begun and joined in any way but those of the templates that are held out."""
    around = [w.where(), w.when(), w.air(), w.style()]
    rng.shuffle(around)
    clause = pick(rng, tuple(_LEADS))
    lead = "" if rng.random() < 0.5 else pick(rng, _LEADS[clause])
    core = f"{lead} {getattr(w, clause)()}"
    if clause == "who":
        core = f"{core}{pick(rng, _STOPS)} {w.deeds()}"
    before = around[: pick(rng, (0, 0, 0, 1, 1, 2))] if clause == "does" else []
    after = around[len(before) :]
    said = "".join(part and f"{part}{pick(rng, _JOINTS)}" for part in before)
    said += core + "".join(part and f"{pick(rng, _JOINTS)}{part}" for part in after)
    lens = w.lens()
    ending = "" if rng.random() < 0.5 else pick(rng, _ENDINGS)
    if not before and not lead and rng.random() < 0.15:
        return f"{lens} {said}. {ending}"
    return f"{said}{pick(rng, _STOPS)} {lens} {ending}"


def _tags(*parts: str) -> str:
    return ", ".join(part for part in parts if part)


_JOINTS = (" ", " ", " ", ", ", ", ", ". ", "; ", " - ")
_STOPS = (".", ".", ".", ",", ";", "!", " ...")
_ENDINGS = (
    "Beautiful.",
    "So pretty!",
    "It should look nice.",
    "Thank you.",
    "Very detailed.",
    "High quality, 4k.",
    "please",
    "Nothing else.",
    "That is all.",
    "A joy to watch.",
    "For my children.",
    "Smooth motion.",
    "masterpiece",
)
_LEADS = {  # how a woven caption may begin before a clause, a noun phrase, or who there is and then what they do
    "does": (
        *("Look,", "In this clip,", "Here", "Suddenly", "One day", "I want to see how", "Watch how", "We watch as"),
        *("A film in which", "A short in which", "Make it so that"),
    ),
    "doing": (
        *("Picture", "I would like", "Can I have", "Generate", "Create a video with", "Draw", "Here is", "Just"),
        *("A short film about", "Footage of", "Let us see", "My favourite:"),
    ),
    "who": ("Meet", "Here comes", "This is about", "Today we have", "In the picture:", "Behold"),
}

_TEMPLATES: tuple[_Template, ...] = (
    lambda w: f"{w.does()} {w.where()} {w.when()} {w.air()} {w.style()}. {w.lens()}",
    lambda w: f"{w.does()} {w.where()} {w.when()}, {w.air()}, {w.style()}. {w.lens()}",
    lambda w: f"{w.does()} {w.where()}. {w.lens()}",
    lambda w: f"{w.does()}",
    lambda w: f"{w.does()} {w.where()} {w.when()}",
    lambda w: f"{w.does()} {w.where()} {w.air()}. {w.style()}.",
    lambda w: f"{w.does()}. {w.lens()}",
    lambda w: f"{w.when()}, {w.does()} {w.where()} {w.air()}, {w.style()}. {w.lens()}",
    lambda w: f"{w.where()}, {w.does()} {w.when()} {w.air()}. {w.style()}. {w.lens()}",
    lambda w: f"{w.air()} {w.when()}, {w.does()} {w.where()} {w.style()}. {w.lens()}",
    lambda w: f"{w.doing()} {w.where()} {w.when()} {w.air()}, {w.style()}. {w.lens()}",
    lambda w: f"{w.doing()} {w.where()}, {w.air()}. {w.lens()}",
    lambda w: f"{w.where()}: {w.doing()}, {w.when()}, {w.air()}, {w.style()}. {w.lens()}",
    lambda w: f"A video of {w.doing()} {w.where()} {w.when()} {w.air()} {w.style()}. {w.lens()}",
    lambda w: f"An animation of {w.doing()}, {w.where()} {w.when()}. {w.air()}. {w.lens()}",
    lambda w: f"Cartoon film {w.style()}: {w.doing()} {w.where()}, {w.when()}, {w.air()}. {w.bracket()}",
    lambda w: f"A clip of {w.who()} {w.where()} {w.when()}, {w.air()}. {w.deeds()}. {w.lens()}",
    lambda w: f"{w.who()} {w.where()} {w.when()} {w.air()}. {w.deeds()}. {w.style()}. {w.lens()}",
    lambda w: f"There is {w.who()} {w.where()} {w.when()}. {w.deeds()}. {w.air()}, {w.style()}. {w.lens()}",
    lambda w: f"{_tags(w.does(), w.place(), w.when(), w.air(), w.look())} {w.bracket()}",
    lambda w: f"{_tags(w.doing(), w.place(), w.look())}. {w.bracket()}",
    lambda w: f"{_tags(w.place(), w.when(), w.air(), w.doing(), w.look())} {w.bracket()}",
    lambda w: f"{_tags(w.tags(), w.place(), w.when(), w.look())} {w.bracket()}",
    lambda w: f"{_tags(w.tags(), w.where(), w.air(), w.style())}",
    lambda w: f"{_tags(w.style(), w.tags(), w.place())}",
    lambda w: f"{w.bracket()} {w.does()} {w.where()} {w.when()} {w.air()} {w.style()}.",
    lambda w: f"{w.lens()} {w.does()} {w.where()} {w.when()}, {w.air()}. {w.style()}.",
    lambda w: f"{w.does()} {w.where()}. It happens {w.when() or 'now'} {w.air()}. {w.lens()} {w.style()}.",
    lambda w: f"We see {w.who()} {w.where()} {w.when()} {w.air()}. {w.deeds()}. {w.lens()} {w.style()}.",
    lambda w: (
        f"The scene opens {w.where() or 'quietly'} {w.when()} {w.air()}. There, {w.does()}, {w.style()}. {w.lens()}"
    ),
    lambda w: f"An animated film {w.style()}: {w.does()} {w.where()} {w.when()}, {w.air()}. {w.lens()}",
    lambda w: f"{w.does()}. {w.where()}, {w.when()}, {w.air()}. {w.style()}. {w.lens()}",
    lambda w: f"{w.does()}; {w.where()}; {w.when()}; {w.air()}; {w.look()}. {w.bracket()}",
    lambda w: f"Once upon a time, {w.when()} {w.where()}, there was {w.who()}. {w.deeds()} {w.air()}. {w.lens()}",
    lambda w: f"Please make a film {w.style()} of {w.doing()} {w.where()} {w.when()} {w.air()}. {w.lens()}",
    lambda w: f"{w.style()}, {w.doing()} {w.where()} {w.when()} {w.air()}. {w.lens()}",
)

_HELD_OUT_TEMPLATES: tuple[_Template, ...] = (
    lambda w: f"Imagine {w.doing()} {w.where()} {w.when()} {w.air()}, {w.style()}. {w.lens()}",
    lambda w: f"{w.lens()} {w.when()} {w.where()} {w.air()}: {w.doing()}, {w.style()}.",
    lambda w: f"Show me how {w.does()} {w.where()}, {w.air()} {w.when()} {w.style()}. {w.lens()}",
    lambda w: (
        f"It is a story {w.when()} {w.where()} {w.air()} {w.style()}; its heroes: {w.who()}. {w.deeds()}. {w.lens()}"
    ),
    lambda w: f"{_tags(w.look(), w.when(), w.tags(), w.air(), w.place())} {w.bracket()}",
)

_LANDSCAPES: tuple[_Template, ...] = (
    lambda w: f"{_tags(w.place(), w.when(), w.air(), w.look())} {w.bracket()}",
    lambda w: f"{_tags(w.place(), w.air())}. {w.lens()}",
    lambda w: f"Nobody {w.where()} {w.when()}, {w.air()}, {w.style()}. {w.lens()}",
    lambda w: f"An empty landscape {w.where()} {w.when()} {w.air()} {w.style()}. {w.lens()}",
    lambda w: f"The view {w.where()} {w.when()} {w.air()}. {w.style()}. {w.lens()}",
    lambda w: f"{w.bracket()} {_tags(w.place(), w.when(), w.air(), w.style())}",
)

_HELD_OUT_LANDSCAPES: tuple[_Template, ...] = (
    lambda w: f"What it looks like {w.where()} {w.when()} {w.air()}, {w.style()}. {w.lens()}",
    lambda w: f"{_tags(w.look(), w.air(), w.when(), w.place())}, no one there. {w.bracket()}",
)
