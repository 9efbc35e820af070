"""What people might write to get a scene: from three words to a paragraph, never a fact that the clip does not show.

Facts are left out at random. A third of the captions have the canonical form that the prompt optimizer writes; some
templates are held out, to test whether the model reads words or knows templates.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from training.world.scene import Scene
from video01.vocabulary import ACTIONS, CAMERAS, LOOKS, PLACES, RELATIONS, SUBJECTS, canonical, find, with_article

CANONICAL_SHARE = 0.3

_KEEP = {
    "action": 0.9,
    "place": 0.88,
    "light": 0.72,
    "weather": 0.75,
    "clear": 0.4,
    "look": 0.92,
    "camera": 0.85,
    "static": 0.3,
}

_WHERE: dict[str, tuple[str, ...]] = {
    "mountains": (
        "in the mountains",
        "in front of tall snowy peaks",
        "before a mountain range",
        "high in the alps",
        "by the mountains",
    ),
    "ocean": ("in the ocean", "out at sea", "on the open sea", "among the waves", "on the high seas"),
    "beach": (
        "on the beach",
        "on a sandy beach",
        "at the seaside",
        "by the sea shore",
        "on a tropical beach with palms",
    ),
    "desert": ("in the desert", "among sand dunes", "in a hot sandy desert", "in the sahara", "on the dunes"),
    "forest": ("in the forest", "in the woods", "among pine trees", "in a pine forest", "in a woodland clearing"),
    "jungle": ("in the jungle", "in the rainforest", "among palms in the jungle", "in a tropical forest"),
    "meadow": (
        "in a meadow",
        "on a green field",
        "among green hills",
        "in a grassy field with flowers",
        "on the pasture",
    ),
    "snowfield": (
        "on a snowfield",
        "in the arctic",
        "on the snowy plain",
        "in a frozen winter landscape",
        "at the north pole",
    ),
    "city": ("in the city", "downtown", "between skyscrapers", "on a city street", "before the city skyline"),
    "village": ("in a village", "in a small town with red roofs", "among cottages", "by the village houses"),
    "space": ("in space", "in outer space", "among the stars and planets", "in a distant galaxy", "in deep space"),
    "underwater": ("underwater", "under the sea", "on the ocean floor", "by a coral reef", "at the bottom of the sea"),
    "sky": ("in the sky", "above the clouds", "up among the clouds", "over a sea of clouds"),
    "volcano": ("by a volcano", "in front of an erupting volcano", "on a lava field", "near a burning mountain"),
}
_WHEN: dict[str, tuple[str, ...]] = {
    "dawn": ("at dawn", "at sunrise", "in the early morning", "at first light", "at daybreak"),
    "day": ("by day", "in broad daylight", "in the daytime", "at noon", "in the afternoon", "during the day"),
    "sunset": ("at sunset", "at dusk", "in the golden hour", "in the evening", "at sundown"),
    "night": ("at night", "in the moonlight", "after dark", "at midnight", "on a moonlit night"),
}
_AIR: dict[str, tuple[str, ...]] = {
    "clear": ("in clear weather", "under a clear sky", "in fair weather"),
    "rain": ("in the rain", "while it rains", "in a downpour", "in rainy weather", "as rain falls"),
    "snow": ("in the snow", "while it snows", "in falling snow", "as snowflakes fall", "during a snowfall"),
    "fog": ("in the fog", "in thick mist", "in foggy weather", "in the haze"),
    "storm": ("in a storm", "in a thunderstorm", "as lightning strikes", "during a lightning storm"),
}
_STYLE: dict[str, tuple[str, ...]] = {
    "natural": ("in natural colours", "in full colour"),
    "film noir": ("in film noir style", "in black and white", "as a film noir", "black-and-white film"),
    "sepia": ("in sepia", "in sepia tones", "like an old photograph"),
    "vintage": ("in a vintage look", "as a retro film", "like a 1970s film"),
}
_ADJECTIVES = ("", "", "", "", "", "", "", "beautiful ", "single ", "lovely ", "lone ")
_PLURALS = {"cattle", "mice", "geese", "oxen", "cacti", "dice", "walking dead", "undead", "luggage", "krill"}
_PROGRESSIVE = {"is": "being", "lies": "lying", "does": "doing"}


@dataclass(frozen=True, kw_only=True)
class Facts:
    """The facts of a scene that one caption tells; None or empty where it leaves one out. Canonical names."""

    subjects: tuple[str, ...]
    relation: str | None
    action: str | None
    place: str | None
    light: str | None
    weather: str | None
    look: str | None
    camera: tuple[str, ...]


def all_facts(scene: Scene) -> Facts:
    """Everything that can be said."""
    return Facts(
        subjects=tuple(actor.name for actor in scene.subjects),
        relation=scene.relation,
        action=scene.action,
        place=scene.place,
        light=scene.light,
        weather=scene.weather,
        look=scene.look,
        camera=scene.camera,
    )


def canonical_caption(scene: Scene) -> str:
    """The one full form: "a dragon comes closer, mountains, sunset, rain. [Push in]"."""
    return _canonical(all_facts(scene))


def caption(scene: Scene, seed: int, *, held_out: bool = False) -> str:
    """One caption of the scene by lot; `held_out` takes templates that are never trained on."""
    rng = np.random.default_rng((seed, 0xCA97))
    facts = _some_facts(scene, rng)
    if not held_out and rng.random() < CANONICAL_SHARE:
        return _canonical(facts if rng.random() < 0.6 else all_facts(scene))
    templates = _HELD_OUT_TEMPLATES if held_out else _TEMPLATES
    text = _tidy(templates[int(rng.integers(len(templates)))](_Words(facts, rng)))
    return text.lower().rstrip(".") if rng.random() < 0.15 and "[" not in text else text


def _canonical(facts: Facts) -> str:
    return canonical(
        facts.subjects,
        relation=facts.relation,
        action=facts.action,
        place=facts.place,
        light=facts.light,
        weather=facts.weather,
        look=facts.look,
        camera=facts.camera,
    )


def _some_facts(scene: Scene, rng: np.random.Generator) -> Facts:
    """The scene's facts with some left out; the subjects always stay, and their relation with them."""
    brief = rng.random() < 0.12  # now and then only who, what and perhaps where

    def kept(kind: str) -> bool:
        return bool(rng.random() < _KEEP[kind] * (0.35 if brief else 1.0))

    return Facts(
        subjects=tuple(actor.name for actor in scene.subjects),
        relation=scene.relation,
        action=scene.action if kept("action") else None,
        place=scene.place if kept("place") else None,
        light=scene.light if kept("light") else None,
        weather=scene.weather if kept("clear" if scene.weather == "clear" else "weather") else None,
        look=scene.look if scene.look != "natural" and kept("look") else None,
        camera=scene.camera if kept("static" if scene.camera == ("Static shot",) else "camera") else (),
    )


class _Words:
    """Phrases for the facts, chosen by lot; empty for what is left out."""

    def __init__(self, facts: Facts, rng: np.random.Generator) -> None:
        self._facts, self._rng = facts, rng

    def pick(self, choices: Sequence[str]) -> str:
        return choices[int(self._rng.integers(len(choices)))]

    def who(self) -> str:
        nouns = [self._noun(name) for name in self._facts.subjects]
        if len(nouns) == 1:
            return nouns[0]
        relation = find(RELATIONS, self._facts.relation or "left of")
        return f"{nouns[0]} {self.pick((relation.name, relation.name, *relation.synonyms))} {nouns[1]}"

    def _noun(self, name: str) -> str:
        synonyms = [s for s in find(SUBJECTS, name).synonyms if not _is_plural(s)]
        noun = name if self._rng.random() < 0.6 or not synonyms else self.pick(synonyms)
        return with_article(self.pick(_ADJECTIVES) + noun)

    def act(self) -> str:
        if self._facts.action is None:
            return ""
        action = find(ACTIONS, self._facts.action)
        return action.name if self._rng.random() < 0.4 else self.pick(action.synonyms)

    def acting(self) -> str:
        first, _, rest = self.act().partition(" ")
        return f"{progressive(first)} {rest}" if first else ""

    def where(self) -> str:
        return self.pick(_WHERE[self._facts.place]) if self._facts.place else ""

    def place(self) -> str:
        if self._facts.place is None:
            return ""
        place = find(PLACES, self._facts.place)
        return self.pick((place.name, place.name, *place.synonyms))

    def when(self) -> str:
        return self.pick(_WHEN[self._facts.light]) if self._facts.light else ""

    def air(self) -> str:
        return self.pick(_AIR[self._facts.weather]) if self._facts.weather else ""

    def style(self) -> str:
        return self.pick(_STYLE[self._facts.look]) if self._facts.look else ""

    def look(self) -> str:
        return self.pick((self._facts.look, *find(LOOKS, self._facts.look).synonyms)) if self._facts.look else ""

    def bracket(self) -> str:
        return f"[{','.join(self._facts.camera)}]" if self._facts.camera else ""

    def lens(self) -> str:
        """The camera as a bracket or as a sentence."""
        if not self._facts.camera or self._rng.random() < 0.5:
            return self.bracket()
        prose = [
            self.pick([s for s in find(CAMERAS, name).synonyms if s.startswith("the camera")])
            for name in self._facts.camera
        ]
        joint = " and ".join([prose[0], *(p.removeprefix("the camera ") for p in prose[1:])])
        return f"{joint[0].upper()}{joint[1:]}."


def progressive(verb: str) -> str:
    """The -ing form of a verb in the third person: "comes" -> "coming"."""
    if verb in _PROGRESSIVE:
        return _PROGRESSIVE[verb]
    if verb.endswith(("shes", "ches", "sses", "oes")):
        stem = verb[:-2]
    elif verb.endswith("ies"):
        stem = verb[:-3] + "y"
    else:
        stem = verb.removesuffix("s")
    if stem in ("get", "spin", "hop", "drop", "bob", "quit"):
        return f"{stem}{stem[-1]}ing"
    return f"{stem[:-1] if stem.endswith('e') and not stem.endswith('ee') else stem}ing"


def _is_plural(noun: str) -> bool:
    """Whether "a" would not fit before it, by its ending."""
    return noun in _PLURALS or (
        noun.endswith("s") and not noun.endswith(("ss", "us", "is", "claus", "christmas", "holmes"))
    )


def _tidy(text: str) -> str:
    """Closes the gaps of what was left out and starts each sentence with a capital letter."""
    text = " ".join(text.split())
    for wrong, right in (
        (" ,", ","),
        (" :", ":"),
        (" ;", ";"),
        (" .", "."),
        (",,", ","),
        (",.", "."),
        ("..", "."),
        ("].", "]"),
    ):
        while wrong in text:
            text = text.replace(wrong, right)
    text = text.lstrip(" ,.")
    parts = [part[0].upper() + part[1:] for part in text.split(". ") if part]
    return ". ".join(parts)


def _tags(parts: Sequence[str]) -> str:
    return ", ".join(part for part in parts if part)


_TEMPLATES: tuple[Callable[[_Words], str], ...] = (
    lambda w: f"{w.who()} {w.act()} {w.where()} {w.when()} {w.air()} {w.style()}. {w.lens()}",
    lambda w: f"{w.who()} {w.act()} {w.where()} {w.when()}, {w.air()}, {w.style()}. {w.lens()}",
    lambda w: f"{w.when()}, {w.who()} {w.act()} {w.where()} {w.air()}, {w.style()}. {w.lens()}",
    lambda w: f"{w.where()}, {w.who()} {w.act()} {w.when()} {w.air()}. {w.style()}. {w.lens()}",
    lambda w: f"{w.air()} {w.when()}, {w.who()} {w.act()} {w.where()} {w.style()}. {w.lens()}",
    lambda w: f"{w.who()} {w.acting()} {w.where()} {w.when()} {w.air()}, {w.style()}. {w.lens()}",
    lambda w: f"A video of {w.who()} {w.acting()} {w.where()} {w.when()} {w.air()} {w.style()}. {w.lens()}",
    lambda w: f"A clip of {w.who()} {w.where()} {w.when()}, {w.air()}. It {w.act() or 'is there'}. {w.lens()}",
    lambda w: f"{_tags([w.who(), w.act(), w.place(), w.when(), w.air(), w.look()])} {w.bracket()}",
    lambda w: f"{_tags([w.place(), w.when(), w.air(), w.who(), w.acting(), w.look()])} {w.bracket()}",
    lambda w: f"{w.bracket()} {w.who()} {w.act()} {w.where()} {w.when()} {w.air()} {w.style()}.",
    lambda w: f"{w.who()} {w.act()} {w.where()}. It happens {w.when() or 'now'} {w.air()}. {w.lens()} {w.style()}.",
    lambda w: f"We see {w.who()} {w.where()} {w.when()} {w.air()}. {w.lens()} It {w.act() or 'is alone'}. {w.style()}.",
    lambda w: (
        f"The scene opens {w.where() or 'quietly'} {w.when()} {w.air()}. "
        f"There, {w.who()} {w.act() or 'is seen'}, {w.style()}. {w.lens()}"
    ),
    lambda w: f"An animated film {w.style()}: {w.who()} {w.act()} {w.where()} {w.when()}, {w.air()}. {w.lens()}",
    lambda w: f"{w.who()} {w.act()}. {w.where()}, {w.when()}, {w.air()}. {w.style()}. {w.lens()}",
)

_HELD_OUT_TEMPLATES: tuple[Callable[[_Words], str], ...] = (
    lambda w: (
        f"Imagine {w.who()} that {w.act() or 'is there'} {w.where()} {w.when()} {w.air()}, {w.style()}. {w.lens()}"
    ),
    lambda w: f"{w.lens()} {w.when()} {w.where()} {w.air()}: {w.who()}, {w.acting()}, {w.style()}.",
    lambda w: f"Show me {w.who()} {w.where()}, {w.acting()} {w.air()} {w.when()} {w.style()}. {w.lens()}",
    lambda w: (
        f"It is a story told {w.when()} {w.where()} {w.air()} {w.style()}; its hero, {w.who()}, {w.act()}. {w.lens()}"
    ),
)
