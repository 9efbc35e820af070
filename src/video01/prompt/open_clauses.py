"""The clauses of a sentence that are open while it is read, and what waits for its noun or its verb."""

from __future__ import annotations

from video01.prompt.ahead import Ahead
from video01.prompt.lexicon import Lexicon
from video01.prompt.reading import Adjunct, Clause, NounPhrase, PlainVerb, Reading, Verb

AnyVerb = Verb | PlainVerb


class OpenClauses:
    """A stack: a relative clause or one with "while" stands inside another one, which goes on behind it."""

    def __init__(self, reading: Reading, lexicon: Lexicon) -> None:
        self.ahead = Ahead(reading)
        self.reading = reading
        self.lexicon = lexicon
        self.words = [token.word for token in reading.tokens]
        self.tags = reading.tags
        self.nouns = self.ahead.nouns
        self.verbs = {verb.start: verb for verb in reading.all_verbs() if not verb.describes}
        self.count = 0  # clauses so far
        self._fresh()

    def _fresh(self) -> None:
        """Forget what a sentence has opened."""
        self.stack: list[Clause] = []
        self.adjunct: Adjunct | None = None  # a preposition that waits for its noun
        self.near: NounPhrase | None = None  # the noun phrase just read
        self.last: NounPhrase | None = None  # the one read last in the sentence
        self.link = ""  # "and", "," and the like before this token
        self.waiting: list[AnyVerb] = []  # verbs before their subject
        self.closed: Clause | None = None  # the clause that a comma has ended
        self.fronted: list[Adjunct] = []  # adjuncts before their subject: "and behind her a cat"
        self.owner: NounPhrase | None = None  # "the hippo's" before what it owns
        self.negated = False
        self.imagined = False
        self._open("main", 0)

    @property
    def top(self) -> Clause:
        return self.stack[-1]

    def _open(self, kind: str, start: int, subject: NounPhrase | None = None) -> Clause:
        clause = Clause(kind, start, subject)
        self.reading.clauses.append(clause)
        self.stack.append(clause)
        self.adjunct = None
        self.count += 1
        return clause

    def _new_main(self, start: int, subject: NounPhrase | None = None) -> None:
        """A clause beside those before it; it takes the adjuncts that wait for their subject."""
        self._close_inserted()
        self.stack = []
        clause = self._open("main", start, subject)
        for adjunct in self.fronted:
            adjunct.clause = clause
        self.fronted = []

    def _close_inserted(self) -> None:
        """A new clause ends those that stand inside the one that goes on."""
        while len(self.stack) > 1:
            self.closed = self.stack.pop()

    def _leave_finished(self) -> None:
        """A second finite verb without "and" belongs to the clause around: "the cat that sleeps is grey"."""
        while len(self.stack) > 1:
            inner, outer = self.top, self.stack[-2]
            ended = inner.kind == "participle" or (inner.finite and not self.link)
            if not ended or outer.finite or outer.subject is None:
                return
            self.stack.pop()

    def _reported(self) -> None:
        """ "Reveal the robot is standing": what a verb is done to may be the subject of another one."""
        if self.near is not None and self.near.role == "object" and self.top.busy and not self.link:
            subject = self.near
            self._open("that", subject.start, subject)

    def _done_waiting(self, noun: NounPhrase) -> None:
        for verb in self.waiting:
            verb.actor = noun
        self.waiting = []
