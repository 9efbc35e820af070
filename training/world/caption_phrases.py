"""Phrases for the facts of one scene, chosen by lot, and a record of the facts that they told."""

from random import Random

from training.world import caption_words as words
from training.world.lots import pick
from video01.facts import Facts, Figure
from video01.vocabulary import ACTIONS, CAMERAS, COLOURS, LOOKS, PLACES, SIZES, SUBJECTS, Word


def _choices(*lists: tuple[Word, ...]) -> dict[str, tuple[str, ...]]:
    return {word.name: word.synonyms for each in lists for word in each}


_NOUNS = {s.name: tuple(n for n in s.synonyms if not words.is_plural(n)) for s in SUBJECTS}
_MARKED = {text for word in (*SIZES, *COLOURS) for text in (word.name, *word.synonyms)} - {"orange"}
# A noun that tells a size or a colour itself ("black hat") goes with no other.
_PLAIN_NOUNS = {name: tuple(n for n in nouns if not _MARKED & {*n.split()}) for name, nouns in _NOUNS.items()}
_ADJECTIVES = _choices(SIZES) | _choices(COLOURS)
_VERBS = _choices(ACTIONS)
_TAGS = _choices(PLACES, LOOKS)
_CAMERA_VERBS = {
    camera.name: tuple(s.removeprefix("the camera ") for s in camera.synonyms if s.startswith("the camera "))
    for camera in CAMERAS
}
_THEN = ("{0}, then {1}", "{0} and then {1}", "first {0}, then {1}", "{0}, and after that {1}", "{0} and finally {1}")
_TOO = ("too", "as well", "at the same time", "just the same")
_COUNTS = {2: "two", 3: "three"}


class Phrases:
    """Phrases for the facts; empty for what is left out."""

    def __init__(self, facts: Facts, rng: Random) -> None:
        self._facts, self._rng = facts, rng
        self._told: set[str] = set()
        figures = facts.figures
        self._nouns = [self._noun(figure) for figure in figures]
        same = {figure.actions for figure in figures}
        self._shared = figures[0].actions if len(figures) > 1 and len(same) == 1 else ()

    def told(self) -> Facts:
        """The facts that were asked for."""
        facts, told = self._facts, self._told
        return Facts(
            figures=facts.figures,
            place=facts.place if "place" in told else None,
            light=facts.light if "light" in told else None,
            weather=facts.weather if "weather" in told else None,
            look=facts.look if "look" in told else None,
            camera=facts.camera if "camera" in told else (),
        )

    # Around the figures.

    def where(self) -> str:
        return self._tell("place", words.WHERE)

    def place(self) -> str:
        """The bare noun of the place."""
        name = self._facts.place
        self._told.add("place")
        return pick(self._rng, (name, name, *_TAGS[name])) if name else ""

    def when(self) -> str:
        return self._tell("light", words.WHEN)

    def air(self) -> str:
        return self._tell("weather", words.AIR)

    def style(self) -> str:
        return self._tell("look", words.STYLE)

    def look(self) -> str:
        """The bare noun of the look."""
        name = self._facts.look
        self._told.add("look")
        return pick(self._rng, (name, name, *_TAGS[name])) if name else ""

    def bracket(self) -> str:
        self._told.add("camera")
        phases = " ".join(f"[{','.join(commands)}]" for commands in self._facts.camera)
        return phases.lower() if self._rng.random() < 0.08 else phases

    def lens(self) -> str:
        """The camera as brackets or as a sentence."""
        if not self._facts.camera or self._rng.random() < 0.5:
            return self.bracket()
        self._told.add("camera")
        phases = [self._camera_phase(commands) for commands in self._facts.camera]
        if len(phases) == 1:
            return f"The camera {phases[0]}."
        form = pick(self._rng, ("The camera {0}, then {1}.", "First the camera {0}, then it {1}.", "{2}"))
        return form.format(*phases, f"The camera {phases[0]}. Then it {phases[1]}.")

    def _camera_phase(self, commands: tuple[str, ...]) -> str:
        verbs = [pick(self._rng, _CAMERA_VERBS[name]) for name in commands]
        return verbs[0] if len(verbs) == 1 else f"{', '.join(verbs[:-1])} and {verbs[-1]}"

    def _tell(self, kind: str, phrases: dict[str, tuple[str, ...]]) -> str:
        name = getattr(self._facts, kind)
        self._told.add(kind)
        return pick(self._rng, phrases[name]) if name else ""

    # The figures.

    def who(self) -> str:
        """The figures without what they do: "a cat behind a dog"."""
        nouns = self._described()
        if len(nouns) == 2:
            return self._pair(*nouns)
        return self._listed([self._beside(i, noun) for i, noun in enumerate(nouns)])

    def tags(self) -> str:
        """The figures as bare nouns without articles: "red dragon, comes closer"."""
        parts = []
        for figure, noun in zip(self._facts.figures, self._nouns, strict=True):
            adjectives = self._adjectives(figure)
            aside = pick(self._rng, words.ASIDE[figure.relation]) if figure.relation else ""
            parts.append(f"{' '.join([*adjectives, noun])} {aside}".strip())
            parts += [self._act(figure)] if figure.actions else []
        return ", ".join(parts)

    def does(self) -> str:
        """A clause: "a dragon comes closer"; the figures alone where no action is told."""
        if not self._facts.figures:
            return ""
        crowd = self._crowd()
        if crowd:
            return f"{crowd} {words.many(self._act(self._facts.figures[0]))}" if self._shared else crowd
        if self._shared:
            return self._together()
        clauses = [self._clause(i, noun, finite=True) for i, noun in enumerate(self._described())]
        if len(clauses) == 3:
            joint = pick(self._rng, ("; ", ", "))
            clauses = [joint.join(clauses[:2]), clauses[2]]
        return pick(self._rng, (" and ", " while ", "; ", ", while ", ", and ", " as ")).join(clauses)

    def doing(self) -> str:
        """A noun phrase: "a dragon coming closer"."""
        crowd = self._crowd() if self._facts.figures else ""
        if crowd:
            return f"{crowd} {self._acting(self._facts.figures[0])}".strip()
        if self._shared and len(self._facts.figures) == 2:
            both = self._acting(self._facts.figures[0])
            return f"{self._pair(*self._described())}, both {both}"
        return self._listed([self._clause(i, noun, finite=False) for i, noun in enumerate(self._described())])

    def deeds(self) -> str:
        """A clause about figures that were named before: "it comes closer", "the cat jumps and the dog spins"."""
        figures = self._facts.figures
        if len(figures) == 1:
            return (
                f"{pick(self._rng, ('it', 'it', self._the(0)))} {self._act(figures[0])}" if figures[0].actions else ""
            )
        if self._shared:
            everybody = pick(self._rng, ("both", "they", "the two") if len(figures) == 2 else ("all of them", "they"))
            return f"{everybody} {words.many(self._act(figures[0]))}"
        clauses = [f"{self._the(i)} {self._act(figure)}" for i, figure in enumerate(figures) if figure.actions]
        return self._listed(clauses)

    def _noun(self, figure: Figure) -> str:
        synonyms = (_PLAIN_NOUNS if figure.size or figure.colour else _NOUNS)[figure.name]
        return figure.name if self._rng.random() < 0.6 or not synonyms else pick(self._rng, synonyms)

    def _the(self, index: int) -> str:
        """A figure that was named before, so that it is not mistaken for another."""
        if self._nouns.count(self._nouns[index]) > 1:
            return ("the first", "the second", "the third")[index] + (" one" if self._rng.random() < 0.7 else "")
        return f"the {self._nouns[index]}"

    def _described(self) -> list[str]:
        """The figures with articles, sizes and colours; of two alike, the second is "another"."""
        nouns = []
        for index, (figure, noun) in enumerate(zip(self._facts.figures, self._nouns, strict=True)):
            adjectives = self._adjectives(figure)
            text = words.article(" ".join([*adjectives, noun]))
            if noun in self._nouns[:index] and not adjectives:
                text = f"another {noun}"
            nouns.append(text)
        return nouns

    def _adjectives(self, figure: Figure) -> list[str]:
        told = [name for name in (figure.size, figure.colour) if name]
        adjectives = [
            pick(self._rng, (name, *_ADJECTIVES[name])) if self._rng.random() < 0.45 else name for name in told
        ]
        return adjectives if adjectives or self._rng.random() < 0.7 else [pick(self._rng, words.ADJECTIVES)]

    def _act(self, figure: Figure) -> str:
        """What the figure does, in the third person."""
        verbs = [a if self._rng.random() < 0.45 else pick(self._rng, _VERBS[a]) for a in figure.actions]
        return pick(self._rng, _THEN).format(*verbs) if len(verbs) == 2 else "".join(verbs)

    def _acting(self, figure: Figure) -> str:
        verbs = [a if self._rng.random() < 0.45 else pick(self._rng, _VERBS[a]) for a in figure.actions]
        forms = [words.progressive(verb) for verb in verbs]
        return pick(self._rng, _THEN).format(*forms) if len(forms) == 2 else "".join(forms)

    def _beside(self, index: int, noun: str) -> str:
        relation = self._facts.figures[index].relation
        return f"{noun} {pick(self._rng, words.ASIDE[relation])}" if relation else noun

    def _clause(self, index: int, noun: str, *, finite: bool) -> str:
        figure = self._facts.figures[index]
        act = self._act(figure) if finite else self._acting(figure)
        return f"{self._beside(index, noun)} {act}".strip()

    def _pair(self, first: str, second: str) -> str:
        """Two nouns with the second one's relation to the first, told from either."""
        relation = self._facts.figures[1].relation
        if relation is None:
            return f"{first} and {second}"
        lot = self._rng.random()
        another = second.startswith("another")
        if lot < 0.5 and not another:
            return f"{second} {pick(self._rng, words.BESIDE[relation])} {first}"
        if lot < 0.75:
            back = words.CHASED if relation == "chasing" else words.BESIDE[words.REVERSED[relation]]
            return f"{first} {pick(self._rng, back)} {second}"
        return f"{first} with {second} {pick(self._rng, words.ASIDE[relation])}"

    def _together(self) -> str:
        """A clause about figures that all do the same."""
        figures, nouns = self._facts.figures, self._described()
        act = self._act(figures[0])
        lot = self._rng.random()
        if len(nouns) == 2 and figures[1].relation == "chasing" and lot < 0.5 and not nouns[1].startswith("another"):
            return f"{nouns[1]} {pick(self._rng, words.BESIDE['chasing'])} {nouns[0]} {act}"
        if lot < 0.35:
            return f"{self._listed([self._beside(i, noun) for i, noun in enumerate(nouns)])} {words.many(act)}"
        if lot < 0.55:
            followers = self._listed([self._beside(i, noun) for i, noun in enumerate(nouns) if i])
            return f"{nouns[0]} {act}{pick(self._rng, (', and so does ', ', just like '))}{followers}"
        if lot < 0.75 or len(nouns) == 3:
            clauses = [f"{self._beside(i, noun)} {self._act(figures[i])}" for i, noun in enumerate(nouns)]
            return f"{'; '.join(clauses)} {pick(self._rng, _TOO)}"
        return f"{nouns[0]} {act} together with {self._beside(1, nouns[1])}"

    def _crowd(self) -> str:
        """Figures that are all alike, now and then: "two wolves, one behind the other,"; else empty."""
        figures = self._facts.figures
        alike = len(figures) > 1 and len({(f.name, f.size, f.colour, f.actions) for f in figures}) == 1
        relations = [f.relation for f in figures[1:] if f.relation]
        if not alike or (relations and len(figures) > 2) or self._rng.random() < 0.3:
            return ""
        adjectives = [name for name in (figures[0].size, figures[0].colour) if name]
        crowd = " ".join([_COUNTS[len(figures)], *adjectives, words.plural(self._nouns[0])])
        return f"{crowd}, one {pick(self._rng, words.BESIDE[relations[0]])} the other," if relations else crowd

    def _listed(self, parts: list[str]) -> str:
        if len(parts) < 3:
            return " and ".join(parts)
        return f"{', '.join(parts[:-1])} and {parts[-1]}"
