"""The place of each noun phrase in its clause: subject, object, or what a preposition needs."""

from __future__ import annotations

from video01.prompt.function_words import DETERMINERS, PEOPLE, word_set
from video01.prompt.open_clauses import OpenClauses
from video01.prompt.phrases import is_listed, settle_of
from video01.prompt.reading import Clause, NounPhrase

_SUBJECTS = word_set("he she it they i we you someone somebody everyone everybody nobody")
_WITHOUT = word_set("without except despite minus")
_BUT = word_set("except besides save")  # "nobody except a mouse"
_NOBODY = word_set("nobody nothing none no empty deserted")
_NEAR = 8  # words from "nobody" to who is there
_SEEING = word_set(
    "want need see like love get imagine watch remember show notice spot find meet picture film wish make "
    "create generate produce draw give have do"
)
_STANDING = word_set("stand sit lie live come go appear exist")
_IN_ONE = ("in", "on", "at", "under", "above", "below", "beneath", "up")  # begin phrases of the lexicon: "in the rain"
_OF_PLACES = {
    "out": "from",
    "ahead": "before",
    "inside": "in",
    "outside": "near",
    "because": "from",
    "instead": "without",
}


class ClauseNouns(OpenClauses):
    """Places noun phrases."""

    def _noun(self, noun: NounPhrase) -> int:
        clause = self.top
        noun.clause = self.count
        self._note_unreal(noun)
        starts = not noun.owner and noun.role != "predicate" and self.ahead.acts_after(noun.end)
        if noun.role == "predicate":
            self.link = ""
            return noun.end
        noun.whole, self.owner = self.owner, None
        if noun.owner:
            return self._owner(noun)
        if self.words[noun.start] in _IN_ONE:
            noun.role = self.words[noun.start]  # "in the rain" is one phrase of the lexicon
            return noun.end
        if self.adjunct is not None:
            self._of_adjunct(noun)
        elif self._joins(noun) and not (starts and clause.busy):
            assert self.last is not None
            noun.role, noun.joined = self.last.role, self.last
            noun.negated = noun.negated or (self.last.negated and not self._new_one(noun))
            self._object_of_last(noun)
            clause.subject = noun if clause.subject is self.last and not clause.busy else clause.subject
        elif clause.inverted and clause.busy:
            clause.subject, clause.inverted, noun.role = noun, False, "subject"
            self.fronted = []
            self._done_waiting(noun)
        elif clause.busy and (self.link == "," or self.fronted or (starts and self._may_start(noun))):
            self._new_main(noun.start, noun)
            noun.role = "subject"
        elif clause.busy and self._shown_to_us(clause):
            noun.role = "subject"
            clause.verbs[-1].objects.append(noun)
        elif clause.busy and self._is_there(clause, noun):
            clause.subject, clause.verbs[-1].actor, noun.role = noun, noun, "subject"
        elif clause.busy:
            noun.role = "predicate" if clause.copula and not clause.verbs and not noun.pronoun else "object"
            if clause.verbs:
                clause.verbs[-1].objects.append(noun)
        else:
            self._subject(clause, noun)
        return self._noun_read(noun)

    def _owner(self, noun: NounPhrase) -> int:
        """ "The hippo" in "the hippo's back"; what it owns takes the place in the sentence."""
        self.owner = noun
        noun.role = self.words[self.adjunct.end - 1] if self.adjunct is not None else "subject"
        if self.adjunct is None and self.top.busy and not self.top.inverted:
            noun.role = "object"
        self.last = noun
        return noun.end + 1

    def _noun_read(self, noun: NounPhrase) -> int:
        self.link = ""
        self.near = self.last = noun
        self.negated = self.words[noun.start] in ("neither", "none", "nobody")
        return noun.end

    def _note_unreal(self, noun: NounPhrase) -> None:
        """What is denied or only compared with."""
        before = self.words[max(0, noun.start - 2) : noun.start]
        preposition = self.words[self.adjunct.end - 1] if self.adjunct is not None else ""
        instead = self.adjunct is not None and self.words[self.adjunct.start - 1] == "instead"
        but = preposition in _BUT and bool(_NOBODY & set(self.words[max(0, noun.start - _NEAR) : noun.start]))
        absent = preposition not in ("", "of") and self.last is not None and self.last.pronoun == "nobody"
        noun.negated = (
            (self.negated and not absent) or "no" in before or (preposition in _WITHOUT and not but) or instead
        )
        noun.simile = self.imagined or preposition in ("like", "than", "as", "unlike") or self._measures(noun)
        self.negated = False

    def _measures(self, noun: NounPhrase) -> bool:
        """ "the size of a house"."""
        before = [word for word in self.words[max(0, noun.start - 3) : noun.start] if word not in DETERMINERS]
        return before[-2:] in (["size", "of"], ["shape", "of"])

    def _new_one(self, noun: NounPhrase) -> bool:
        return bool({"just", "only", "but", "a", "an"} & set(self.words[noun.start - 2 : noun.start]))

    def _shown_to_us(self, clause: Clause) -> bool:
        """ "I want a robot", "we see a cat": who a prompt is about."""
        if not clause.verbs or clause.subject is None or clause.subject.pronoun not in PEOPLE:
            return False
        return bool(_SEEING & set(self.lexicon.all_verb_forms(self.words[clause.verbs[-1].start])))

    def _is_there(self, clause: Clause, noun: NounPhrase) -> bool:
        """ "It stands a monkey": who is there."""
        if not clause.verbs or clause.subject is None or clause.subject.pronoun != "it" or noun.of("subject") is None:
            return False
        return bool(_STANDING & set(self.lexicon.all_verb_forms(self.words[clause.verbs[-1].start])))

    def _joins(self, noun: NounPhrase) -> bool:
        return self.last is not None and is_listed(self.reading, self.last, noun, self.link)

    def _object_of_last(self, noun: NounPhrase) -> None:
        verbs = self.top.verbs
        if verbs and noun.joined in verbs[-1].objects:
            verbs[-1].objects.append(noun)

    def _may_start(self, noun: NounPhrase) -> bool:
        """Whether a noun after a verb may begin a clause of its own."""
        return bool(self.link) or (noun.pronoun in _SUBJECTS and noun.pronoun not in ("it", "you"))

    def _of_adjunct(self, noun: NounPhrase) -> None:
        adjunct = self.adjunct
        assert adjunct is not None
        adjunct.noun, self.adjunct = noun, None
        if adjunct.start - 1 in self.reading.camera and any(meaning.alive for meaning in noun.meanings):
            noun.role, self.top.subject = "subject", noun  # who the camera looks at
            return
        if self.fronted or self.link or self.top.subject is None:
            self.fronted.append(adjunct)
        noun.role = self.words[adjunct.end - 1]
        if noun.role == "of" and self.words[adjunct.end - 2] in _OF_PLACES:
            noun.role, adjunct.start = _OF_PLACES[self.words[adjunct.end - 2]], adjunct.end - 2
        elif noun.role == "of":
            settle_of(self.reading, noun, adjunct)

    def _subject(self, clause: Clause, noun: NounPhrase) -> None:
        if clause.subject is not None and not self.link and noun.pronoun in _SUBJECTS:
            clause = self._open("relative", noun.start)  # "the song she sings"
            self.imagined = self.imagined or (self.last is not None and self.last.simile)
        if clause.subject is None:
            clause.subject = noun
            noun.inner = clause.kind == "relative"
        elif clause.kind == "main":
            self._new_main(noun.start, noun)
        self.fronted = []
        noun.role = "subject"
        self._done_waiting(noun)
