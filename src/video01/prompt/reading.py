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
    pronoun: str = ""  # "it": the noun phrase only stands for another one
    inner: bool = False  # the subject of a relative clause that only tells of another one: "that a child has let go"
    whole: NounPhrase | None = None  # "the hippo" for "back" in "the hippo's back"

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
    negated: bool = False
    describes: bool = False  # it stands before its noun: "a falling star"
    imagined: bool = False  # after "as if"
    objects: list[NounPhrase] = field(default_factory=list)  # what it is done to
    passive: bool = False  # it is done to the actor: "is chased"


@dataclass(slots=True, eq=False)
class PlainVerb:
    """A verb that moves nothing ("watches")."""

    start: int
    end: int
    actor: NounPhrase | None
    negated: bool = False
    describes: bool = False
    imagined: bool = False
    objects: list[NounPhrase] = field(default_factory=list)
    passive: bool = False


@dataclass(slots=True, eq=False)
class Clause:
    """A subject and what it does."""

    kind: str  # main, "while" and the like, relative, participle
    start: int
    subject: NounPhrase | None = None
    verbs: list[Verb | PlainVerb] = field(default_factory=list)
    finite: bool = False  # its own verb is read, and not only participles
    busy: bool = False  # any verb is read: what comes next is an object
    inverted: bool = False  # the subject comes after the verb
    copula: bool = False  # a form of "be" is read last: the next noun says what the subject is
    outer: NounPhrase | None = None  # the subject of the clause around


@dataclass(slots=True, eq=False)
class Adjunct:
    """A preposition with what follows it, or an adverb of place: "behind it", "overhead"."""

    start: int  # tokens[start:end] are the preposition
    end: int
    clause: Clause
    near: NounPhrase | None = None  # the noun phrase right before it
    noun: NounPhrase | None = None  # the noun phrase after it

    @property
    def governors(self) -> list[NounPhrase]:
        """What it may tell the place of, the likeliest first."""
        return [noun for noun in (self.near, self.clause.subject) if noun is not None]


@dataclass
class Reading:
    """What a prompt says, as far as grammar goes."""

    tokens: list[Token]
    taken: frozenset[int] = frozenset()  # tokens that are read already: camera, weather, light
    camera: frozenset[int] = frozenset()  # those of them that tell camera moves or shots
    tags: list[str] = field(default_factory=list)  # a part of speech for each token, see tags.py
    nouns: list[NounPhrase] = field(default_factory=list)
    verbs: list[Verb] = field(default_factory=list)
    plain_verbs: list[PlainVerb] = field(default_factory=list)
    clauses: list[Clause] = field(default_factory=list)
    adjuncts: list[Adjunct] = field(default_factory=list)
    pronouns: list[NounPhrase] = field(default_factory=list)
    copulas: list[tuple[int, Clause]] = field(default_factory=list)  # each form of "be" with its clause

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
