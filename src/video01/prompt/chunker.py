"""The noun phrases and the verbs of a prompt, found by the parts of speech of its words and by what the world knows."""

from __future__ import annotations

from video01.prompt import tags
from video01.prompt.adjectives import is_adjective
from video01.prompt.function_words import MARKS, NUMBERS, PLACE_ADVERBS, word_set
from video01.prompt.lexicon import LONGEST, Lexicon, Meaning
from video01.prompt.reading import NounPhrase, PlainVerb, Reading, Verb
from video01.prompt.relation_words import VERBS
from video01.prompt.tagger import open_costs, tag
from video01.prompt.text import Token

_LEADS = frozenset((tags.DETERMINER, tags.PREPOSITION, tags.END, tags.MARK, tags.OWNER, tags.LINK, tags.ADJECTIVE))
_BETWEEN = frozenset((tags.LINK, tags.MARK))
_INNER = frozenset((tags.ADJECTIVE, tags.NOUN, tags.PLURAL))
_PARTICIPLES = frozenset((tags.ING, tags.PARTICIPLE))
_ONES = word_set("one two three another other second third first others both each all neither some")
_PICTURES = word_set("macro closeup photo portrait video clip animation drawing cartoon render")
_FACTS = ("light", "weather", "look", "place")  # what an adjective alone may tell: "it is foggy"


class Chunker:
    """One pass over the tokens; `taken` are those that are read already."""

    def __init__(self, tokens: list[Token], lexicon: Lexicon, taken: frozenset[int]) -> None:
        self.words = [token.word for token in tokens]
        self.lexicon = lexicon
        self.reading = Reading(tokens, taken, tags=_settled(tokens, tag(tokens, lexicon, taken), lexicon))
        self.tags = self.reading.tags

    def read(self) -> Reading:
        """All noun phrases and verbs in order; the verbs have no subjects yet."""
        i = 0
        while i < len(self.words):
            i = max(self._step(i), i + 1)
        return self.reading

    def _step(self, i: int) -> int:
        if i in self.reading.taken or self.words[i] in MARKS:
            return i + 1
        end = self._fixed(i)
        if end > i:
            return self._place(NounPhrase(i, end, head=(i, end), meanings=self._meanings(i, end)))
        if self.tags[i] in tags.VERBS and not self._opens_phrase(i):
            return self._verb(i)
        if self.tags[i] in _INNER | _PARTICIPLES | {tags.DETERMINER}:
            return self._phrase(i)
        if self.tags[i] == tags.ADVERB:
            return self._fact(i, i + 1)
        return i + 1

    def _meanings(self, i: int, end: int) -> tuple[Meaning, ...]:
        """What words mean together, unless the last means more alone: "a black box", "a music box"."""
        found = self.lexicon.phrase(tuple(self.words[i:end]))
        if end - i != 2 or not found or found[0].rank < 2:
            return found
        apart = [m for m in self.lexicon.phrase((self.words[i + 1],)) if m.rank < 2 and m.section == "subject"]
        dyed = is_adjective(self.words[i])
        return () if any(dyed or (m.rank == 0 and m.kind == found[0].kind == "object") for m in apart) else found

    def _free(self, i: int, end: int) -> bool:
        return not any(j in self.reading.taken or self.words[j] in MARKS for j in range(i, end))

    def _fixed(self, i: int) -> int:
        """The end of a known phrase that grammar alone would take apart ("cup of tea", "in the rain"), else i."""
        for end in range(min(i + LONGEST, len(self.words)), i + 1, -1):
            inner = all(self.tags[j] in _INNER | {tags.ING} for j in range(i, end))
            a_article = self.words[i] in ("a", "an") or self.words[end - 1] in ("the", "a")
            named = any(self.tags[j] in tags.NOMINAL for j in range(i, end))  # "has been" is nobody
            if named and not inner and not a_article and self._free(i, end) and self._meanings(i, end):
                return end
        return i

    def _opens_phrase(self, i: int) -> bool:
        """Whether a participle stands before its noun: "a running horse", "through falling snow", "jumping frog"."""
        if self.tags[i] not in _PARTICIPLES or (i and self.tags[i - 1] not in _LEADS):
            return False
        ends = i + 1 < len(self.words) and self.tags[i + 1] in _INNER and i + 1 not in self.reading.taken
        led = i > 0 and self.tags[i - 1] in (tags.DETERMINER, tags.PREPOSITION, tags.OWNER)
        told = led or bool(self._meanings(i, i + 2)) or self.tags[i] == tags.PARTICIPLE or self._moves_alone(i)
        return ends and told

    def _moves_alone(self, i: int) -> bool:
        """Whether it is a motion that somebody living makes and that is done to nobody: not "chasing butterflies"."""
        done_to = any(base in VERBS for base in self.lexicon.all_verb_forms(self.words[i]))
        end = i + 1
        while end < len(self.tags) and self.tags[end] in _INNER:
            end += 1
        alive = any(m.alive for m in self.lexicon.phrase((self.words[end - 1],)))
        return alive and not done_to and self.lexicon.verb((self.words[i],)) is not None

    def _phrase(self, i: int) -> int:
        """Read one noun phrase, to its last noun."""
        start = i
        while start < len(self.words) and self.tags[start] == tags.DETERMINER and start not in self.reading.taken:
            start += 1
        named = start
        while self.tags[named : named + 1] == [tags.ADJECTIVE] and named not in self.reading.taken:
            named += 1
        whole = self._fixed(named)
        if whole > named > i and not tags.VERBS & set(self.tags[named:whole]):  # "a big cup of tea"
            return self._place(NounPhrase(start, whole, head=(named, whole), meanings=self._meanings(named, whole)))
        end, last = start, start
        while end < len(self.words) and end not in self.reading.taken and self._goes_on(start, end, last):
            if self.tags[end] in tags.NOMINAL:
                last = end + 1
            end += 1
        if last == start:
            return self._without_noun(i, start, end)
        if last - start > 1 and is_adjective(self.words[last - 1]) and not self._meanings(last - 1, last):
            last -= any(m.section == "subject" for m in self._meanings(last - 2, last - 1))  # "an umbrella yellow"
        phrase = NounPhrase(start, last)
        self._head(phrase)
        phrase.owner = self.tags[last : last + 1] == [tags.OWNER]
        around = self._around(phrase) if start == i else 0
        if around:
            parts = [*phrase.modifiers, (phrase.meanings, phrase.head)]
            cut = parts[-around][1][0]
            thing = NounPhrase(start, cut)
            self._head(thing)
            self._place(thing)
            for meanings, span in parts[-around:]:
                if self.words[span[0]] not in _PICTURES:
                    self._place(NounPhrase(*span, head=span, meanings=meanings))
            return last
        return self._place(phrase)

    def _around(self, phrase: NounPhrase) -> int:
        """How many places, weathers or kinds of picture only follow a thing: 2 in "dog umbrella rain night"."""
        parts = [*phrase.modifiers, (phrase.meanings, phrase.head)]
        described = any(word.endswith("ing") for word in self.words[phrase.start : phrase.end])
        if described or len(parts) < 2 or self.words[phrase.end : phrase.end + 1] == ["of"]:
            return 0
        count = next((k for k, part in enumerate(reversed(parts)) if not self._is_around(*part)), len(parts))
        meanings, span = parts[-count - 1] if 0 < count < len(parts) else ((), (0, 0))
        pictured = self.words[phrase.end - 1] in _PICTURES
        thing = any(m.rank < 2 and (pictured or m.kind != "plant") for m in meanings)
        whole = all(m.section == "subject" for m in meanings) and span[1] == parts[-count][1][0]
        return count if thing and whole else 0

    def _is_around(self, meanings: tuple[Meaning, ...], span: tuple[int, int]) -> bool:
        """Whether one word names a place, a light, a weather or a kind of picture."""
        known = bool(meanings) and all(m.section != "subject" and m.rank < 2 for m in meanings)
        return span[1] == span[0] + 1 and (known or self.words[span[0]] in _PICTURES)

    def _goes_on(self, start: int, i: int, last: int) -> bool:
        """Whether a token belongs to the noun phrase that starts before it; `last` is the end of its last noun."""
        name = self.tags[i]
        if name in tags.NOMINAL:
            return last != i or last == start or not self._begins_name(i)
        following = self.tags[i + 1] if i + 1 < len(self.tags) else tags.END
        if name == tags.ADJECTIVE:
            return last == start or following in _INNER
        if name in _PARTICIPLES:
            return last == start and following in _INNER
        if name == tags.ADVERB:
            return last == start and following in (tags.ADJECTIVE, tags.PARTICIPLE)
        if name in _BETWEEN and last == start and i > start:  # "wide and patient circles", "a big, red ball"
            nominal = following in _INNER and self.tags[i + 2 : i + 3] and self.tags[i + 2] in _INNER
            return bool(nominal) and self.tags[i - 1] == tags.ADJECTIVE
        return False

    def _begins_name(self, i: int) -> bool:
        """Whether a name begins after a common noun: "at midnight Cinderella runs"."""
        before, here = self.reading.tokens[i - 1].written, self.reading.tokens[i].written
        return here.istitle() and before.islower()

    def _without_noun(self, i: int, start: int, end: int) -> int:
        """Adjectives alone may tell a fact ("it is foggy"), and "the other" stands for somebody."""
        if start < end:
            for j in range(start, end):
                self._fact(j, end)
        if i < start and (self.words[start - 1] in _ONES or (start < end and self.words[end - 1] in _ONES)):
            return self._place(NounPhrase(start - 1 if start == end else start, end, head=(end - 1, end)))
        return max(end, start)

    def _fact(self, i: int, end: int) -> int:
        """A light, a weather or the like that an adjective or an adverb names."""
        for last in range(end, i, -1):
            meanings = tuple(m for m in self._meanings(i, last) if m.section in _FACTS and m.rank < 2)
            if meanings and not any(noun.end > i for noun in self.reading.nouns):
                return self._place(NounPhrase(i, last, role="predicate", head=(i, last), meanings=meanings))
        return i + 1

    def _head(self, phrase: NounPhrase) -> None:
        """What the last words of a phrase mean, and what the words before them do."""
        i = phrase.start
        while i < phrase.end:
            end = next((e for e in range(min(i + LONGEST, phrase.end), i, -1) if self._meanings(i, e)), i + 1)
            if i > phrase.start and phrase.meanings:
                phrase.modifiers.append((phrase.meanings, phrase.head))
            phrase.meanings, phrase.head = self._counted(i, end) or self._meanings(i, end), (i, end)
            if self.words[i].endswith("ing") and end == i + 1 < phrase.end:
                self._describing(i, phrase)
            i = end

    def _counted(self, i: int, end: int) -> tuple[Meaning, ...]:
        """What is counted is no place: "two pine trees"."""
        before = next((j for j in range(i - 1, -1, -1) if self.tags[j] != tags.ADJECTIVE), -1)
        if (
            before < 0
            or self.words[before] not in NUMBERS
            or any(m.section == "subject" for m in self._meanings(i, end))
        ):
            return ()
        forms = [(*self.words[i : end - 1], form) for form in self.lexicon.noun_forms(self.words[end - 1])[1:]]
        found = (self.lexicon.phrase(form) for form in forms)
        return next((meanings for meanings in found if any(m.section == "subject" for m in meanings)), ())

    def _describing(self, i: int, phrase: NounPhrase) -> None:
        """A motion that stands before its noun: "a falling star"."""
        meaning = self.lexicon.verb((self.words[i],))
        if meaning is not None:
            self.reading.verbs.append(Verb(i, i + 1, meaning, phrase, describes=True))
        elif self.tags[i] == tags.ING:
            self.reading.plain_verbs.append(PlainVerb(i, i + 1, phrase, describes=True))

    def _place(self, phrase: NounPhrase) -> int:
        self.reading.nouns.append(phrase)
        return phrase.end

    def _verb(self, i: int) -> int:
        """Read a verb with the words that make it another one: "comes closer"."""
        for end in range(min(i + LONGEST, len(self.words)), i, -1):
            if self._free(i, end):
                meaning = self.lexicon.verb(tuple(self.words[i:end]))
                if meaning is not None:
                    self.reading.verbs.append(Verb(i, end, meaning, None))
                    return end
        self.reading.plain_verbs.append(PlainVerb(i, i + 1, None))
        return i + 1


def _settled(tokens: list[Token], found: list[str], lexicon: Lexicon) -> list[str]:
    """Participles that dictionaries call adjectives are verbs, unless a noun follows: "it is spinning"."""
    for i, name in enumerate(found):
        ends = i + 1 == len(found) or found[i + 1] not in _INNER
        if name == tags.ADJECTIVE and ends and "-" not in tokens[i].written:
            costs = open_costs(tokens[i].word, lexicon)
            found[i] = next((form for form in (tags.ING, tags.PARTICIPLE) if form in costs), name)
        if name == tags.NOUN and tokens[i].word in PLACE_ADVERBS and i and ends:
            found[i] = tags.ADVERB if found[i - 1] not in (tags.DETERMINER, tags.PREPOSITION) else name
        if name == tags.PAST and [token.word for token in tokens[i + 1 : i + 2]] == ["by"]:
            found[i] = tags.PARTICIPLE
    return found
