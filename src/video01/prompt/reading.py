"""What a prompt says, as far as grammar goes: noun phrases with their roles, verbs with who does them."""

from __future__ import annotations

from dataclasses import dataclass, field

from video01.prompt.function_words import PREPOSITIONS
from video01.prompt.lexicon import Meaning
from video01.prompt.text import Token


@dataclass(slots=True, eq=False)
class NounPhrase:
    """A run of words that names something."""

    start: int  # tokens[start:end]
    end: int
    role: str = "subject"  # subject, object, "of", or another preposition
    meanings: tuple[Meaning, ...] = ()  # of the head; empty: nothing the world knows
    head: tuple[int, int] = (0, 0)  # tokens of the head
    modifiers: list[tuple[tuple[Meaning, ...], tuple[int, int]]] = field(default_factory=list)
    negated: bool = False
    simile: bool = False
    owner: bool = False  # "the knight" in "the knight's horse"
    clause: int = 0
    measure: tuple[int, int] = (0, 0)  # tokens of "flock" in "a flock of birds"
    joined: NounPhrase | None = None  # "a dog" for "a cat" in "a dog and a cat"

    def of(self, section: str) -> Meaning | None:
        """The head's meaning of that kind."""
        return next((meaning for meaning in self.meanings if meaning.section == section), None)


@dataclass(slots=True, eq=False)
class Verb:
    """A verb of visible motion."""

    start: int
    end: int
    meaning: Meaning
    actor: NounPhrase | None  # who does it; None: nobody named, or a pronoun
    clause: int = 0
    negated: bool = False
    pronoun: str = ""  # who does it, if a pronoun


@dataclass(slots=True, eq=False)
class PlainVerb:
    """A verb that moves nothing ("watches")."""

    start: int
    actor: NounPhrase | None


@dataclass
class Reading:
    """What a prompt says, as far as grammar goes."""

    tokens: list[Token]
    taken: frozenset[int] = frozenset()  # tokens that are read already: camera, weather, light
    nouns: list[NounPhrase] = field(default_factory=list)
    verbs: list[Verb] = field(default_factory=list)
    plain_verbs: list[PlainVerb] = field(default_factory=list)

    def all_verbs(self) -> list[Verb | PlainVerb]:
        """Both kinds of verbs."""
        return [*self.verbs, *self.plain_verbs]

    def acts(self, noun: NounPhrase) -> bool:
        """Whether a noun phrase does something."""
        return any(verb.actor is noun for verb in self.all_verbs())

    def words(self, start: int, end: int) -> list[str]:
        """The words in lower case."""
        return [token.word for token in self.tokens[max(0, start) : end]]

    def free_words(self, start: int, end: int) -> list[str]:
        """The words, "·" for those that are read already: "zoom in on"."""
        start = max(0, start)
        row = self.words(start, end)
        return ["·" if self._is_read(i) else word for i, word in enumerate(row, start)]

    def _is_read(self, i: int) -> bool:
        return i in self.taken or (i - 1 in self.taken and self.tokens[i].word in PREPOSITIONS)

    def text(self, start: int, end: int) -> str:
        """The words as written."""
        return " ".join(dict.fromkeys(token.written for token in self.tokens[start:end] if token.written))
