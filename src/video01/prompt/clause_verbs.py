"""Who does each verb of a clause."""

from __future__ import annotations

from video01.prompt import tags
from video01.prompt.clause_nouns import ClauseNouns
from video01.prompt.function_words import PEOPLE, SHOWING, word_set
from video01.prompt.open_clauses import AnyVerb
from video01.prompt.reading import Clause, NounPhrase

_REFUSING = word_set("refuse decline fail forget hesitate")
_INSTEAD = (["instead", "of"], ["rather", "than"])
_UPON = ("on", "in", "atop", "aboard")
_SPOKEN_TO = word_set("make let see watch have")


class ClauseVerbs(ClauseNouns):
    """Finds the doers of verbs."""

    def _verb(self, verb: AnyVerb) -> int:
        name = self.tags[verb.start]
        before = self._before(verb.start)
        helped = self.tags[before] in tags.AUXILIARY if before >= 0 else False
        verb.passive = name == tags.PARTICIPLE and not (helped and self.tags[before] == tags.HAVE)
        instead = self.words[max(0, verb.start - 2) : verb.start] in _INSTEAD
        verb.negated, verb.imagined = self.negated, self.imagined or instead
        self.negated = False
        if name in (tags.ING, tags.PARTICIPLE) and not helped:
            self._participle(verb, before)
        elif helped:
            verb.actor = self._helped_actor(verb)
        elif name == tags.BASE:
            self._bare(verb, before)
        else:
            self._finite(verb)
        self.top.busy, self.top.copula, self.fronted = True, False, []
        self.top.verbs.append(verb)
        self.link, self.adjunct, self.near = "", None, None
        return verb.end

    def _helped_actor(self, verb: AnyVerb) -> NounPhrase | None:
        """Who does a verb after its auxiliary."""
        if self.top.subject is None:
            self.waiting.append(verb)
        return self.top.subject

    def _before(self, i: int) -> int:
        """The token before a verb, adverbs left out; -1 at the start."""
        i -= 1
        while i >= 0 and self.tags[i] == tags.ADVERB and self.words[i] != "then":
            i -= 1
        return i

    def _finite(self, verb: AnyVerb) -> None:
        self._leave_finished()
        if self.fronted and self.top.finite:
            self._new_main(verb.start)
        self._reported()
        clause = self.top
        if self.link == "," and clause.finite and self.closed is not None and self.closed.finite:
            clause = self.closed  # "as a dragon appears, then vanishes"
        if (
            clause.subject is None
            and clause.outer is not None
            and clause.kind not in ("main", "relative")
            and clause is self.top
        ):
            clause.subject = clause.outer
        if clause.subject is None:
            clause.inverted = True
            self.waiting.append(verb)
        clause.finite = True
        verb.actor = clause.subject

    def _bare(self, verb: AnyVerb, before: int) -> None:
        """An infinitive, or a form that may be a plural's: "birds fly", "make the frog jump", "show a cat"."""
        clause = self.top
        if before >= 0 and self.tags[before] == tags.TO:
            verb.negated = verb.negated or self._refused()
            verb.actor = self._living_object(clause) or clause.subject
            if verb.actor is None:
                clause.inverted = True
        elif clause.busy and self.near is not None and self.near.role in ("object", "subject"):
            verb.actor = self.near
        else:
            self._finite(verb)
            if self.words[verb.start] in SHOWING | _SPOKEN_TO and verb.actor is None:
                self.waiting.remove(verb)

    def _refused(self) -> bool:
        """ "Refuses to move"."""
        last = self.top.verbs[-1] if self.top.verbs else None
        return last is not None and bool(_REFUSING & set(self.lexicon.all_verb_forms(self.words[last.start])))

    def _living_object(self, clause: Clause) -> NounPhrase | None:
        objects = clause.verbs[-1].objects if clause.verbs else []
        return next((noun for noun in reversed(objects) if any(m.alive for m in noun.meanings)), None)

    def _participle(self, verb: AnyVerb, before: int) -> None:
        clause = self.top
        same = before >= 0 and self.tags[before] == tags.LINK and clause.verbs
        if same and self.near is None:
            verb.actor = clause.verbs[-1].actor
            if verb.actor is None:
                self.waiting.append(verb)
            return
        actor = self._near_actor(clause) or clause.subject
        if actor is None:
            self.waiting.append(verb)
        verb.actor = actor
        if clause.kind != "participle" or actor is not clause.subject:
            self._open("participle", verb.start, actor)

    def _near_actor(self, clause: Clause) -> NounPhrase | None:
        """Who a participle goes with: the noun right before it, unless that only goes with a subject."""
        near = self.near
        if near is None and self.link == "," and self.closed is not None and (clause.finite or self.closed.finite):
            return self.closed.outer if self.closed.kind == "relative" else self.closed.subject
        if near is not None and near.role in _UPON and not any(m.alive and m.kind != "vehicle" for m in near.meanings):
            rider = next((adjunct.near for adjunct in self.reading.adjuncts if adjunct.noun is near), None)
            rider = rider or clause.subject
            if rider is not None and (rider.pronoun or rider.of("subject") is not None):
                return rider
        if near is not None and near.role == "with" and any(m.alive and m.kind != "vehicle" for m in near.meanings):
            return near
        if near is not None and near.role not in ("subject", "object"):
            stands = near.pronoun or near.of("subject") is not None
            return near if clause.busy and stands else clause.subject or near
        if near is None and clause.subject is not None and clause.subject.pronoun in PEOPLE:
            return self.last  # "we see a man, sitting"
        return near
