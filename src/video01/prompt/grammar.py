"""A light reading of a prompt: its noun phrases with their roles, and its verbs with who does them.

No parser: a few rules over function words, enough for what people write to a video model. Words that another reader has
taken already (camera words) are skipped.
"""

from __future__ import annotations

from video01.prompt.adjectives import is_adjective
from video01.prompt.agreement import agrees, must_be_verb
from video01.prompt.function_words import (
    ADVERBS,
    AUXILIARIES,
    BODY,
    CONJUNCTIONS,
    DETERMINERS,
    MARKS,
    MEASURES,
    META,
    PEOPLE,
    PLACE_ADVERBS,
    PREPOSITIONS,
    PRONOUNS,
    SENTENCE_ENDS,
    SHOWING,
    word_set,
)
from video01.prompt.lexicon import LONGEST, Lexicon
from video01.prompt.reading import NounPhrase, PlainVerb, Reading, Verb
from video01.prompt.text import Token

_RATHER = word_set("just only but a an")
_WITH_OF = {"out": "from", "instead": "without", "front": "near", "top": "on", "size": "like"}  # followed by "of"
_PERSONAL = word_set("it he she they")
_HIM = word_set("it him her them us me")
# Before a subject whose verb has no ending: "have a robot turn", "can a cow fly".
_BARE_AFTER = word_set("have make let see watch help can will should must could would may does did")
_MODALS = word_set("to will can must should would could may might not then and")
_SILENT = DETERMINERS | PRONOUNS | ADVERBS
_NO_VERBS = DETERMINERS | PREPOSITIONS | AUXILIARIES
_NO_NOUNS = _NO_VERBS | CONJUNCTIONS | PRONOUNS | PEOPLE


class Reader:
    """One pass over the tokens; `taken` are the tokens that are read already."""

    def __init__(self, tokens: list[Token], lexicon: Lexicon, taken: frozenset[int]) -> None:
        self.reading = Reading(tokens, taken)
        self.words = [token.word for token in tokens]
        self.lexicon = lexicon
        self.taken = taken
        self.clause = 0
        self.at = 0
        self._fresh_clause()

    def _fresh_clause(self) -> None:
        self.preposition = ""
        self.verb_seen = self.inverted = False
        self.negated = False
        self.after_noun: NounPhrase | None = None  # the noun phrase just read
        self.actor: NounPhrase | None = None
        self.pronoun_acts = False
        self.relative: NounPhrase | None = None  # who "that" stands for
        self.imagined = False  # after "as if"

    def read(self) -> Reading:
        """Read all."""
        i = 0
        while i < len(self.words):
            i = self._step(i)
        return self.reading

    def _step(self, i: int) -> int:
        """Read what starts at a token; return where the next thing starts."""
        self.at = i
        if i in self.taken or self.words[i] in MARKS:
            self._mark(self.words[i])
            return i + 1
        verb_end = self._verb_here(i)
        noun_end = self._phrase_end(i)
        if noun_end - i > 1 and (self._expects_noun(i) or not verb_end):
            return self._noun(i)
        if verb_end:
            return self._verb(i, verb_end)
        if self._function_word(i):
            pronoun = self.words[i] in _HIM and self._next_word(i) in ("a", "an", "the")
            if pronoun or self.words[i - 1 : i + 1] in (["the", "left"], ["the", "right"]):
                self.preposition = ""  # "behind her the Earth glows", "a cat on the left and a dog"
            return i + 1
        return self._plain_verb(i) if self._is_plain_verb(i) else self._noun(i)

    def _plain_verb(self, i: int) -> int:
        self.reading.plain_verbs.append(PlainVerb(i, self._actor()))
        self._verb_read(i)
        return i + 1

    def _verb_read(self, i: int) -> None:
        """A finite verb with nobody before it has its subject after it: "whispers the girl", "show a cat"."""
        finite = not self.words[i].endswith(("ing", "ed"))
        actor = self._actor()
        there = self._is_place_first(i)
        shows = self.words[i] in SHOWING and (actor is None or not actor.meanings)
        self.inverted = shows or there or (finite and actor is None and not self.pronoun_acts)
        self.verb_seen, self.preposition, self.after_noun = True, "", None

    def _is_place_first(self, i: int) -> bool:
        """Whether a verb has its subject after it: "on top of the tower sits an eagle"."""
        near = self.after_noun
        alone = self.actor is None and not self.verb_seen and self._next_word(i) in DETERMINERS
        return alone and near is not None and near.role not in ("subject", "object")

    def _mark(self, word: str) -> None:
        """Note what a mark ends, or a word that is read already."""
        self.after_noun = None
        if word in SENTENCE_ENDS:
            self.clause += 1
            self._fresh_clause()
        elif word == ",":
            self.after_noun, self.preposition, self.negated, self.imagined = None, "", False, False
            if self.verb_seen:
                self.clause += 1
                self.verb_seen = False

    def _function_word(self, i: int) -> bool:
        """Note what a function word says about the words after it."""
        word = self.words[i]
        if word == "like" and "-" in self.reading.tokens[i].written:  # "dream-like"
            return True
        self.relative = self.after_noun or self.relative if word in ("that", "which", "who") else self.relative
        if word == "as" and self.words[i + 1 : i + 2] in (["if"], ["though"]):
            self.imagined = True
        elif word in ("not", "never", "without", "no"):
            self.negated, self.preposition = True, "without" if word == "without" else self.preposition
        elif word in CONJUNCTIONS and not (word == "as" and self._compares(i)):
            if word in ("while", "when", "as", "because", "but", "then", "before", "after", "where", "until"):
                self.clause += 1
                actor = self.actor
                self._fresh_clause()
                self.actor = actor if word in ("then", "but") else None
            elif not (self.negated and word in ("or", "nor")):
                self.negated = False
            if self.verb_seen:
                self.preposition = ""
        elif word in PREPOSITIONS:
            self.preposition = _WITH_OF.get(self.words[i - 1], word) if word == "of" and i else word
            self.negated = self.negated or self.preposition == "without"
        elif word in _PERSONAL | PEOPLE:
            self.actor, self.pronoun_acts = None, word in _PERSONAL
        elif word in AUXILIARIES:
            self.verb_seen = self.verb_seen or word not in ("not", "never")
            self.preposition = ""
        elif not self._is_silent(i):
            return False
        if word not in ("and", "or", ","):
            self.after_noun = self.after_noun if self._is_adverb(word) or word in AUXILIARIES or word == "'s" else None
        return True

    def _is_silent(self, i: int) -> bool:
        """Whether a word is of the grammar, but says nothing of the words after it."""
        word = self.words[i]
        leads = word in _WITH_OF and self.words[i + 1 : i + 2] == ["of"]  # "in front of"
        return leads or word in _SILENT or word == "'s" or self._is_adverb(word)

    def _compares(self, i: int) -> bool:
        """Whether "as" compares ("as big as a house", "light as a feather", "such as")."""
        near = self.words[max(0, i - 3) : i]
        waves = any(map(self.lexicon.is_mostly_verb, self.words[i + 3 : i + 4]))  # "as a woman waves goodbye"
        thing = self.words[i + 1 : i + 2] in (["a"], ["an"]) and not (waves or self._later_verb(i + 2))
        return thing or "as" in near or "such" in near or "as" in self.words[i + 1 : i + 4]

    def _is_adverb(self, word: str) -> bool:
        """A word in -ly is one unless it names something ("butterfly") or tells how a thing is ("woolly")."""
        manner = word.endswith("ly") and len(word) > 4 and word not in self.lexicon.no_adverbs
        return word in ADVERBS or (manner and not self.lexicon.phrase((word,)))

    def _phrase_end(self, i: int) -> int:
        """The end of the longest known phrase that starts at a token; i if there is none."""
        for end in range(min(i + LONGEST, len(self.words)), i, -1):
            if any(j in self.taken or self.words[j] in MARKS for j in range(i, end)):
                continue
            if end - i > 1 and self.words[end - 1] in ("the", "a"):
                continue
            if self.lexicon.phrase(tuple(self.words[i:end])):
                return end
        return i

    def _expects_noun(self, i: int) -> bool:
        """Whether the words before a token ask for a noun."""
        before = self.words[i - 1] if i and i - 1 not in self.taken else ""
        if before == "that" and self.reading.nouns and self.reading.nouns[-1].end == i - 1:
            return False  # "an elephant that dances"
        leads = before in DETERMINERS or (before in PREPOSITIONS and before != "to")
        return leads or before.isdigit() or before == "'s"

    def _verb_here(self, i: int) -> int:
        """The end of a motion verb that starts at a token, 0 if there is none."""
        word = self.words[i]
        other = word in ("left", "right") or word in _NO_VERBS
        if other or is_adjective(word) or self._is_hyphenated(i):
            return 0
        for end in range(min(i + LONGEST, len(self.words)), i, -1):
            if any(j in self.taken or self.words[j] in MARKS for j in range(i, end)):
                continue
            if self.lexicon.verb(tuple(self.words[i:end])) and self._acts_as_verb(i, end):
                return end
        return 0

    def _acts_as_verb(self, i: int, end: int) -> bool:
        word, lexicon = self.words[i], self.lexicon
        meanings = lexicon.phrase((word,))
        noun = any(meaning.rank < 2 for meaning in meanings)
        if self._expects_noun(i):
            participle = word.endswith("ing") and not meanings
            return participle or (word.endswith("ed") and not noun and bool(self._next_word(i)))
        if end - i > 1 or word.endswith("ing"):
            return True
        if self.after_noun is not None or self._after_pronoun(i):
            inner = meanings or self.preposition  # "gallops through a candy land"
            wrong = inner and self.after_noun is not None and not self._agrees(word, self.after_noun)
            return not wrong and (not noun or lexicon.is_mostly_verb(word) or not self._later_verb(end))
        before = self._before(i)
        if lexicon.verb_forms(word)[-1] == word:
            return before in _MODALS or (not noun and before in ("", ",", "."))
        joined = before in ("and", "then", ",", "that", "which", "who")
        return joined or not (noun or word.endswith("ed"))  # "faded film"

    def _agrees(self, word: str, noun: NounPhrase) -> bool:
        """Whether a form can be a verb by the number of the noun before it, or of the one which that goes with.

        "The birds fly" and "a deer with antlers stands", but not "a mother duck".
        """
        if _BARE_AFTER & set(self.words[max(0, noun.start - 2) : noun.start]):
            return not word.endswith("s")
        aside = (self.preposition or noun.role not in ("subject", "object")) and not self.verb_seen
        other = self.actor if aside or self._before(self.at) in ("and", "then", "but") else None
        return self._agrees_with(word, noun) or (other is not None and self._agrees_with(word, other))

    def _agrees_with(self, word: str, noun: NounPhrase) -> bool:
        before = self.reading.nouns[-1:]
        listed = before not in ([], [noun]) and "and" in self.words[before[0].end : noun.start]
        listed = listed and self._coordinated(before[0], noun)  # "a dragon and a knight fight"
        return listed or agrees(self.lexicon, self.words, word, noun)

    def _before(self, i: int) -> str:
        j = i - 1
        while j >= 0 and self._is_adverb(self.words[j]) and self.words[j] != "then":
            j -= 1
        return self.words[j] if j >= 0 else ""

    def _after_pronoun(self, i: int) -> bool:
        return self._pronoun(i) in PRONOUNS | PEOPLE

    def _pronoun(self, i: int) -> str:
        """The word before a verb and its auxiliaries: "I" in "I'm walking"."""
        j = i - 1
        while j > 0 and (self.words[j] in AUXILIARIES or self._is_adverb(self.words[j])):
            j -= 1
        return self.words[j] if j >= 0 else ""

    def _next_word(self, i: int) -> str:
        return self.words[i + 1] if i + 1 < len(self.words) and self.words[i + 1] not in MARKS else ""

    def _later_verb(self, i: int) -> bool:
        """Whether a sure verb follows in the clause."""
        for j in range(i, min(i + 8, len(self.words))):
            word = self.words[j]
            if word in MARKS or word in CONJUNCTIONS or word in PREPOSITIONS:
                return False
            if word in AUXILIARIES or (self.lexicon.verb((word,)) and not self.lexicon.phrase((word,))):
                return True
        return False

    def _is_plain_verb(self, i: int) -> bool:
        """Whether a word is a verb that shows no motion of its own."""
        word = self.words[i]
        if self._expects_noun(i) or is_adjective(word) or self._is_hyphenated(i):
            return False
        if must_be_verb(self.lexicon, self.words, i, self.after_noun):
            return True
        if self.after_noun is not None and not self._agrees(word, self.after_noun):
            return False
        names = bool(self.lexicon.phrase((word,)))
        if self.lexicon.is_mostly_verb(word):
            goes_on = self.verb_seen and word.endswith("s") and self._before(i) in ("and", "then", ",")
            bare = not word.endswith(("s", "ed", "ing")) and self._before(i) == ","  # ", steam rising"
            return goes_on or self.after_noun is not None or self._after_pronoun(i) or not (names or bare)
        plain_ending = word.endswith(("s", "ed", "ing")) and not word.endswith(("ss", "us", "is"))
        return self.after_noun is not None and plain_ending and not names

    def _is_hyphenated(self, i: int) -> bool:
        """Whether a word is a later part of another one: "drawn" in "horse-drawn"."""
        written = self.reading.tokens[i].written
        return "-" in written and i > 0 and self.reading.tokens[i - 1].written == written

    def _verb(self, i: int, end: int) -> int:
        meaning = self.lexicon.verb(tuple(self.words[i:end]))
        assert meaning is not None
        follows = self._next_noun_is_modified(i, end)
        pronoun = self._pronoun(i) if self._after_pronoun(i) else ""
        actor = None if follows or pronoun or self._is_place_first(i) else self._actor()
        verb = Verb(i, end, meaning, actor, self.clause, self.negated, pronoun)
        self.reading.verbs.append(verb)
        if not follows:
            self._verb_read(i)
            self.negated = False
        self.after_noun = None
        return end

    def _actor(self) -> NounPhrase | None:
        """Who does the next verb: the noun before it, unless that only goes with a subject ("a man with a dog "
        "walks")."""
        again = self.verb_seen and self._before(self.at) in ("and", "then", "but")  # "steals a banana and climbs"
        near, subject = self.after_noun, self.relative if again and self.relative else self.actor
        if near is None or near.simile or subject is None:
            return subject if near is None or near.simile else near
        aside = not self.verb_seen and near.role not in ("subject", "object")
        return subject if again or aside else near

    def _next_noun_is_modified(self, i: int, end: int) -> bool:
        """Whether a participle stands before its noun: "a running horse"."""
        return (
            self._expects_noun(i)
            and end < len(self.words)
            and self.words[end] not in MARKS | PREPOSITIONS | CONJUNCTIONS
        )

    def _noun(self, i: int) -> int:
        """Read one noun phrase, to its last noun."""
        phrase = NounPhrase(i, i, clause=self.clause)
        j = i
        while j < len(self.words):
            word = self.words[j]
            if j in self.taken or word in MARKS or (j > i and self._ends_phrase(j, phrase)):
                break
            end = max(self._phrase_end(j), j + 1)
            if j > i and phrase.meanings:
                phrase.modifiers.append((phrase.meanings, phrase.head))
            phrase.meanings, phrase.head = self.lexicon.phrase(tuple(self.words[j:end])), (j, end)
            j = phrase.end = end
        if self.words[j : j + 1] == ["like"] and self._is_hyphenated(j):
            return j + 1  # "mirror-like"
        if phrase.meanings or not all(is_adjective(word) for word in self.words[i:j]):
            self._place(phrase, j)
        return max(j, i + 1)

    def _ends_phrase(self, j: int, phrase: NounPhrase) -> bool:
        word = self.words[j]
        if word in _NO_NOUNS or word == "'s":
            return True
        if word in PLACE_ADVERBS and phrase.meanings:
            return True
        described = all(is_adjective(other) for other in self.words[phrase.start : j])
        told = self._before(phrase.start) in AUXILIARIES  # "that is red drives"
        if (described and not told) or (not phrase.meanings and self._is_own_noun(j, described)):
            return False  # "a huge disco ball"
        self.after_noun, before = phrase, self.after_noun
        verb = (self._is_adverb(word) or bool(self._verb_here(j)) or self._is_plain_verb(j)) and not (
            word.endswith("ing") and not phrase.meanings
        )
        self.after_noun = before
        return verb

    def _is_own_noun(self, i: int, described: bool) -> bool:
        """Whether a word that may be a verb, too, names a subject of the world: "bear" in "a polar bear"."""
        word = self.words[i]
        named = any(
            meaning.section == "subject" and (described or meaning.rank < 2) for meaning in self.lexicon.phrase((word,))
        )
        many = self.lexicon.looks_plural(self.words[i - 1]) and self.lexicon.is_mostly_verb(word)
        return named and not many and (described or not word.endswith(("s", "ed", "ing")))

    def _place(self, phrase: NounPhrase, end: int) -> None:
        """Settle role, negation and simile of a phrase that is read, and what it means for what follows."""
        words, start = self.words, phrase.start
        before = words[max(0, start - 3) : start]
        phrase.negated = self.negated or "no" in before[-2:] or self.preposition == "without"
        compared = self.preposition == "as" and self._compares(start - 1)
        phrase.simile = compared or self.imagined or self.preposition in ("like", "than")
        if words[start] in PREPOSITIONS:  # "in the rain" is one phrase of the lexicon
            self.preposition = words[start]
        coordinated = bool(self.reading.nouns) and self._coordinated(self.reading.nouns[-1], phrase)
        coordinated = coordinated and phrase.clause - self.reading.nouns[-1].clause <= 1
        if self.preposition:
            phrase.role = self.preposition
        elif self.verb_seen and not self.inverted:
            phrase.role = "object"
        self.inverted = False
        if coordinated:
            phrase.role, phrase.joined = self.reading.nouns[-1].role, self.reading.nouns[-1]
            between = self.words[self.reading.nouns[-1].end : start]
            phrase.negated = phrase.negated or (self.reading.nouns[-1].negated and not _RATHER & set(between))
        self.negated = False
        if phrase.role == "of":
            whole = self.reading.nouns[-1] if self.reading.nouns else None
            if whole is not None and whole.clause == phrase.clause:
                self._of(whole, phrase)
            else:
                phrase.role = "subject"  # of a shot, which the camera reader took
        if words[end : end + 1] == ["'s"] and (
            self._next_word(end) in META or not self._next_word(end).endswith("ing")
        ):
            phrase.owner = True
        elif not phrase.of("look"):  # a look does nothing
            if phrase.role == "subject":
                self.actor = phrase
            self.after_noun, self.preposition = phrase, ""
        self.reading.nouns.append(phrase)

    def _coordinated(self, last: NounPhrase, phrase: NounPhrase) -> bool:
        """Whether a phrase goes on a list: "a dog and a cat", "a parrot, a monkey and a tiger"."""
        between = [
            word
            for word in self.words[last.end : phrase.start]
            if word not in DETERMINERS and not self._is_adverb(word)
        ]
        if between in (["and"], ["&"], [",", "and"], ["or"], ["vs"], ["versus"]):
            return True
        is_list = last.of("subject") is not None if last.role in ("subject", "object") else not phrase.of("subject")
        return between == [","] and is_list and not self._is_verbal(phrase.end)

    def _is_verbal(self, i: int) -> bool:
        """Whether the word after a noun phrase is a verb of it: ", dust kicks up"."""
        word = self.words[i] if i < len(self.words) else ","
        known = self.lexicon.is_mostly_verb(word) or self.lexicon.verb((word,)) is not None
        return word not in MARKS and (known or word.endswith("ing")) and word not in PREPOSITIONS

    def _of(self, whole: NounPhrase, part: NounPhrase) -> None:
        """In "a herd of elephants" the elephants are meant, in "a statue of a lion" the statue."""
        head = self.words[whole.head[0]] if whole.head[1] > whole.head[0] else ""
        singular = head.removesuffix("s")
        if {head, singular} & (MEASURES | META | BODY) or whole.of("look") or not whole.meanings:
            part.role, part.measure, part.joined = whole.role, (whole.start, whole.head[1]), whole.joined
            if whole.of("subject"):
                whole.meanings = tuple(meaning for meaning in whole.meanings if meaning.section != "subject")
