"""Free prose to the canonical caption: read the camera, read the grammar, choose the facts, fill in what is missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Protocol

from video01.generation import PromptReport
from video01.prompt import fill
from video01.prompt.camera import CameraReader, CameraReading, read_brackets
from video01.prompt.function_words import AUXILIARIES, CONJUNCTIONS, DETERMINERS, META, PEOPLE, PREPOSITIONS, PRONOUNS
from video01.prompt.grammar import Reader
from video01.prompt.lexicon import MOVES, lexicon
from video01.prompt.motion import Motion, motions, shown
from video01.prompt.reading import Reading
from video01.prompt.scene import Found, find_fact, find_pair, find_subject
from video01.prompt.text import Token, take_brackets, tokens
from video01.vocabulary import ACTIONS, CAMERAS, SUBJECTS, canonical, find, with_article

# What two subjects can do together; with any other action only the first one is shown.
PAIR_ACTIONS = frozenset(
    ("moves left", "moves right", "jumps", "bounces", "spins", "shakes", "appears", "vanishes", "stays still")
)
SILENT = (
    DETERMINERS
    | AUXILIARIES
    | CONJUNCTIONS
    | PREPOSITIONS
    | PRONOUNS
    | PEOPLE
    | META
    | frozenset({"'s", "there", "yes"})
)


class Optimizer(Protocol):
    """Turns a prompt into what the model is given. A language model behind an endpoint may be one, too."""

    def __call__(self, prompt: str, *, has_image: bool = False) -> PromptReport: ...


@dataclass
class Facts:
    """What will be shown."""

    subjects: list[str] = field(default_factory=list)
    relation: str | None = None
    action: str | None = None
    place: str | None = None
    light: str | None = None
    weather: str | None = None
    look: str | None = None
    camera: list[str] = field(default_factory=list)

    def caption(self) -> str:
        return canonical(
            self.subjects,
            relation=self.relation,
            action=self.action,
            place=self.place,
            light=self.light,
            weather=self.weather,
            look=self.look,
            camera=self.camera,
        )


def optimize(prompt: str, *, has_image: bool = False) -> PromptReport:
    """The prompt in the words that the model knows, with what was ignored and what was changed.

    With an image, which shows subject and place, nothing is filled in that the prompt does not name. Never raises.
    """
    return Optimization(prompt, has_image=has_image).report()


class Optimization:
    """One prompt on its way: `facts`, `notes`, and the tokens that the video shows."""

    def __init__(self, prompt: str, *, has_image: bool) -> None:
        text, brackets = take_brackets(prompt)
        self.tokens: list[Token] = tokens(text)
        self.has_image = has_image
        self.facts = Facts()
        self.notes: list[str] = []
        self.shown: set[int] = set()
        self.camera = self._read_camera(brackets)
        self.reading: Reading = Reader(self.tokens, lexicon(), frozenset(self.camera.taken)).read()

    def report(self) -> PromptReport:
        """Choose the facts and tell."""
        main = self._choose_subject()
        self._choose_surroundings()
        self._choose_action(main)
        self._choose_pair(main)
        self.facts.camera = self.camera.commands
        self.notes += self.camera.notes
        if not self.has_image:
            self._fill_in()
        elif not self.facts.camera and not self.facts.action:
            self._set_camera("Push in", "Nothing in the prompt moves")
        return PromptReport(
            prompt=self.facts.caption(), ignored=self._ignored(), notes=tuple(dict.fromkeys(self.notes))
        )

    def _read_camera(self, brackets: list[str]) -> CameraReading:
        camera = CameraReading()
        reader = CameraReader(Reader(self.tokens, lexicon(), frozenset()))
        read_brackets(brackets, camera, reader)
        reader.read(self.tokens, camera)
        self.shown |= camera.taken
        return camera

    def _choose_subject(self) -> Found | None:
        main = find_subject(self.reading)
        if main is not None:
            self.facts.subjects = [main.meaning.target]
            self._tell(main)
            if main.noun is not None and main.noun.number and main.noun.head == (main.start, main.end):
                self.notes.append(f"The video shows one {main.meaning.target}, not several.")
        return main

    def _choose_surroundings(self) -> None:
        for section in ("place", "light", "weather", "look"):
            found = find_fact(self.reading, section)
            if found is not None:
                setattr(self.facts, section, found.meaning.target)
                self._tell(found)
        for noun in self.reading.nouns:
            if noun.negated and not any(getattr(self.facts, m.section, None) == m.target for m in noun.meanings):
                self.shown |= set(range(noun.start, noun.end))
        if self.facts.look == "natural":
            self.facts.look = None
        if self.facts.place in fill.NO_WEATHER and self.facts.weather:
            self.notes.append(f"There is no weather {_in(self.facts.place)}.")
            self.facts.weather = None
        if self.facts.place in fill.NO_LIGHT:
            self.facts.light = None

    def _choose_action(self, main: Found | None) -> None:
        found = motions(self.reading, main.noun if main else None, frozenset(self.camera.taken))
        if main is None and not self.has_image:
            found = []
        best = shown(found)
        if best is None:
            return
        action = "moves right" if best.action == MOVES else best.action
        self.facts.action = action
        for motion in found:
            if motion.action == best.action or motion is best:
                self.shown |= set(range(motion.start, motion.end))
        written = self.reading.text(best.start, best.end)
        if not _same_verb(written, action):
            self.notes.append(f'"{written}" is shown as "{action}".')
        dropped = [motion for motion in found if motion.action not in (best.action, MOVES)]
        self._tell_dropped(action, dropped)

    def _tell_dropped(self, action: str, dropped: Sequence[Motion]) -> None:
        names = list(dict.fromkeys(f'"{self.reading.text(motion.start, motion.end)}"' for motion in dropped))
        if names:
            self.notes.append(f'Of several motions the video shows "{action}"; {" and ".join(names)} is left out.')

    def _choose_pair(self, main: Found | None) -> None:
        pair = find_pair(self.reading, main) if main else None
        if pair is None or main is None:
            return
        second, relation, swapped = pair
        if self.facts.action is not None and self.facts.action not in PAIR_ACTIONS:
            self.notes.append(f"Only the {main.meaning.target} is shown: two subjects cannot share this motion.")
            return
        names = [main.meaning.target, second.meaning.target]
        self.facts.subjects = names[::-1] if swapped else names
        self.facts.relation = relation
        if self.facts.action is None:
            self.facts.action = "moves right" if relation == "chasing" else None
        elif relation == "chasing" and self.facts.action not in ("moves left", "moves right"):
            self.facts.action = "moves right"
        between = range(main.end, second.start)
        self.shown |= set(between) & {i for i in between if i not in self.camera.taken}
        self._tell(second)

    def _tell(self, found: Found) -> None:
        """Mark a fact's words as shown; explain a word that is not the world's own."""
        self.shown |= set(range(found.start, found.end))
        if found.noun is not None:
            self.shown |= set(range(*found.noun.measure))
        meaning = found.meaning
        written = self.reading.text(found.start, found.end)
        if meaning.rank == 0 or meaning.section in ("light", "weather", "look") or _plural_of(written, meaning.target):
            return
        single = lexicon().singular(written)
        via = meaning.via if meaning.via not in (single, single.split()[-1]) else ""
        why = f" ({with_article(single)} is {_a(via)})" if via else ""
        self.notes.append(f'"{written}" is shown as {meaning.target}{why}.')

    def _fill_in(self) -> None:
        facts = self.facts
        if not facts.subjects and not (facts.place or facts.light or facts.weather):
            facts.subjects = [fill.ANYBODY]
            self.notes.append(f"The prompt names nothing that the model knows: {with_article(fill.ANYBODY)} is shown.")
        if facts.place is None:
            facts.place = fill.place_for(facts.subjects[0]) if facts.subjects else "meadow"
            self.notes.append(f"No place is named: {facts.place}.")
        if facts.light is None and facts.place not in fill.NO_LIGHT:
            facts.light = "day"
            self.notes.append("No light is named: day.")
        if facts.weather is None and facts.place not in fill.NO_WEATHER:
            facts.weather = "clear"
            self.notes.append("No weather is named: clear.")
        self._fill_in_motion()

    def _fill_in_motion(self) -> None:
        facts = self.facts
        named = facts.action is not None
        if facts.subjects and not named:
            facts.action = fill.action_for(find(SUBJECTS, facts.subjects[0]), alone=len(facts.subjects) == 1)
            self.notes.append(f"No motion is named: the {facts.subjects[0]} {facts.action}.")
        if not facts.camera:
            moving = named or facts.action not in (None, "stays still")
            self._set_camera("Static shot" if moving else "Push in", "No camera move is named")

    def _set_camera(self, command: str, why: str) -> None:
        find(CAMERAS, command)
        self.facts.camera = [command]
        self.notes.append(f"{why}: {command.lower()}.")

    def _ignored(self) -> tuple[str, ...]:
        """The content words that nothing shows, each once, then unknown bracket commands."""
        known = {
            word
            for i, token in enumerate(self.tokens)
            if i in self.shown
            for word in (token.word, token.written.lower())
        }
        words: dict[str, str] = {}
        for i, token in enumerate(self.tokens):
            if i in self.shown or not token.written or token.is_mark or token.word in SILENT or token.word in known:
                continue
            words.setdefault(token.written.lower(), token.written)
        return (*words.values(), *dict.fromkeys(self.camera.ignored))


def _plural_of(written: str, name: str) -> bool:
    """Whether a word is the name or its plural."""
    plain = written.lower().replace("-", " ")
    return plain.removesuffix("s") == name.replace("-", " ").removesuffix("s") or not plain[:1].isalnum()


def _same_verb(written: str, action: str) -> bool:
    """Whether the words are a form of the action's own verb."""
    bases = lexicon().verb_forms(action.split(maxsplit=1)[0])
    first = written.lower().split()[0] if written else ""
    return lexicon().verb_forms(first)[-1] == bases[-1] and any(a.name == action for a in ACTIONS)


def _a(noun: str) -> str:
    return noun if noun[:1].isupper() else with_article(noun)


def _in(place: str | None) -> str:
    return "under water" if place == "underwater" else f"in {place}"
