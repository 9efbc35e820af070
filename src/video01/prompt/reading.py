"""What a prompt says, as far as grammar goes: noun phrases with their roles, verbs with who does them."""

from __future__ import annotations

from dataclasses import dataclass, field

from video01.prompt.lexicon import Meaning
from video01.prompt.text import Token


@dataclass(slots=True)
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
    number: bool = False
    measure: tuple[int, int] = (0, 0)  # tokens of "flock" in "a flock of birds"

    def of(self, section: str) -> Meaning | None:
        """The head's meaning of that kind."""
        return next((meaning for meaning in self.meanings if meaning.section == section), None)


@dataclass(slots=True)
class Verb:
    """A verb of visible motion."""

    start: int
    end: int
    meaning: Meaning
    actor: NounPhrase | None  # who does it, None: nobody named, or a pronoun
    clause: int = 0
    negated: bool = False


@dataclass
class Reading:
    """What a prompt says, as far as grammar goes."""

    tokens: list[Token]
    nouns: list[NounPhrase] = field(default_factory=list)
    verbs: list[Verb] = field(default_factory=list)
    plain_verbs: list[int] = field(default_factory=list)  # tokens: verbs that move nothing

    def text(self, start: int, end: int) -> str:
        """The words as written."""
        return " ".join(dict.fromkeys(token.written for token in self.tokens[start:end] if token.written))
