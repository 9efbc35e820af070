"""Who does what: the clauses of a prompt, read over its noun phrases and verbs.

A clause has one subject and the verbs that it does. What the reader settles: the role of each noun phrase, the doer and
the objects of each verb, and what each preposition goes with.
"""

from __future__ import annotations

from video01.prompt import tags
from video01.prompt.clause_verbs import ClauseVerbs
from video01.prompt.function_words import MARKS, word_set
from video01.prompt.reading import Adjunct, NounPhrase, PlainVerb, Reading

_EITHER = word_set("before after until since as so once till")  # prepositions or adverbs, too
_DISGUISED = word_set("dressed disguised costumed known")
_MANY_OF = (["dozens", "of"], ["hundreds", "of"], ["thousands", "of"])
_LOOKING = word_set("look gaze stare peer glance point shout call")
_NEGATIONS = word_set("not never without no nobody neither none cannot nor")


class ClauseReader(ClauseVerbs):
    """Reads a prompt from left to right."""

    def read(self) -> Reading:
        """Read all."""
        i = 0
        while i < len(self.words):
            i = max(self._step(i), i + 1)
        imagined = [verb for verb in self.reading.all_verbs() if verb.imagined]
        self.reading.verbs = [verb for verb in self.reading.verbs if verb not in imagined]
        self.reading.plain_verbs = [verb for verb in self.reading.plain_verbs if verb not in imagined]
        return self.reading

    def _step(self, i: int) -> int:
        if i in self.reading.taken:
            self.near = self.adjunct = None
            if i in self.reading.camera and (self.top.busy or self.top.subject is not None):
                self._fresh()
            return i + 1
        if self.words[i] in MARKS:
            self._mark(i)
            return i + 1
        if i in self.verbs:
            return self._verb(self.verbs[i])
        if i in self.nouns:
            return self._noun(self.nouns[i])
        self._word(i, self.words[i], self.tags[i])
        return i + 1

    def _mark(self, i: int) -> None:
        self.adjunct, self.near, self.closed = None, None, None
        self.count += 1
        if self.tags[i] == tags.END:
            self._fresh()
            return
        self.link, self.negated, self.imagined = ",", False, False
        inner = self.top
        if len(self.stack) > 1 and (inner.busy or inner.kind == "participle"):
            self.closed = self.stack.pop()
            if (
                inner.kind == "participle" and self.top.kind == "relative" and self.top.finite
            ):  # "in which one sits, singing,"
                self.closed = self.stack.pop()

    def _word(self, i: int, word: str, name: str) -> None:
        if word in _NEGATIONS and name != tags.SUBJECT:
            self.negated = True
        if name == tags.LINK:
            self._link(word)
        elif name == tags.RELATIVE and self.last is not None:
            self._relative(i, word)
        elif name in (tags.OPENER, tags.RELATIVE) or word in _EITHER:
            self._opener(i, word)
        elif name in tags.AUXILIARY:
            self._auxiliary(i)
        elif name in (tags.PREPOSITION, tags.TO):
            self._preposition(i)
        elif name in (tags.SUBJECT, tags.OBJECT):
            self._noun(self._pronoun(i))
        elif name in (tags.ADJECTIVE, tags.PARTICIPLE):
            self.near = None

    def _link(self, word: str) -> None:
        self.link, self.adjunct = word, None
        self.negated = self.negated and word in ("or", "nor")
        if word in ("but", "then") and len(self.stack) > 1 and self.top.busy:
            self.closed = self.stack.pop()

    def _pronoun(self, i: int) -> NounPhrase:
        noun = NounPhrase(i, i + 1, head=(i, i + 1), pronoun=self.words[i])
        self.reading.pronouns.append(noun)
        return noun

    def _opener(self, i: int, word: str) -> None:
        """ "While" begins a clause; "as" or "before" do so only before a subject and a verb."""
        if word == "as" and self.words[i + 1 : i + 2] in (["if"], ["though"]):
            self.imagined = True
        if self.words[i - 1 : i + 1] in (["as", "if"], ["as", "though"]):
            return
        compared = word == "as" and self.words[max(0, i - 2) : i - 1] == ["as"]  # "as green as"
        compared = compared or (word == "as" and self.words[i - 1] in _DISGUISED)
        if word in _EITHER and (compared or not self.ahead.opens(i)):
            if self.tags[i] != tags.ADVERB:
                self._preposition(i)
            return
        subject = self.top.subject
        self._close_inserted()
        self._open(word, i).outer = subject
        self.negated = False

    def _relative(self, i: int, word: str) -> None:
        """ "who sleeps", "that a child has let go", "in which they sit"."""
        asked = self.adjunct
        if asked is not None:
            asked.noun, asked.near, self.adjunct = self.last, None, None
        following = i + 1
        while following < len(self.words) and self.tags[following] == tags.ADVERB:
            following += 1
        acts = following < len(self.words) and (following in self.verbs or self.tags[following] in tags.AUXILIARY)
        own = acts and asked is None and word not in ("whose", "where")
        antecedent = self._who(i) if word == "who" else self.last
        clause = self._open("relative", i, antecedent if own else None)
        clause.outer = antecedent
        if asked is not None:
            asked.clause = clause
        self.imagined = self.imagined or (self.last is not None and self.last.simile)
        self.link, self.near = "", None

    def _who(self, i: int) -> NounPhrase | None:
        """The living one named last before "who": "a cat in the middle who sits there"."""
        for noun in reversed(self.reading.nouns):
            if noun.end <= i and any(meaning.alive for meaning in noun.meanings):
                return noun if "." not in self.tags[noun.end : i] else self.last
        return self.last

    def _auxiliary(self, i: int) -> None:
        self._leave_finished()
        clause = self.top
        there = "there" in self.words[max(0, i - 2) : i]
        if (there and clause.subject is not None) or (self.fronted and clause.finite and self.near is not None):
            self._new_main(i)
            clause = self.top
        self._reported()
        clause = self.top
        if clause.subject is None:
            clause.inverted = True
        if self.tags[i] == tags.BE:
            self.reading.copulas.append((i, clause))
        clause.busy = clause.finite = True
        clause.copula = self.tags[i] == tags.BE and not there
        self.adjunct, self.link = None, ""

    def _is_of_verb(self, i: int) -> bool:
        """Whether it only goes with its verb: "picks up a ball", but "looks up a tree"."""
        last = self.top.verbs[-1] if self.top.verbs else None
        if self.words[i] != "up" or not isinstance(last, PlainVerb) or last.end != i:
            return False
        bases = set(self.lexicon.all_verb_forms(self.words[last.start]))
        return self.tags[i + 1 : i + 2] == [tags.DETERMINER] and not bases & _LOOKING

    def _preposition(self, i: int) -> None:
        counts = self.words[max(0, i - 1) : i + 1] in _MANY_OF
        if counts or self._is_of_verb(i):
            return
        adjunct = Adjunct(i, i + 1, self.top, self.near)
        if self.adjunct is not None and self.adjunct.end == i and self.adjunct.noun is None:  # "out of", "up on"
            adjunct.start, adjunct.near = self.adjunct.start, self.adjunct.near
            self.reading.adjuncts.remove(self.adjunct)
        self.adjunct = adjunct
        self.reading.adjuncts.append(adjunct)
