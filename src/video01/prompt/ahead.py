"""What comes further on in a sentence: whether a noun has a verb, and whether a word begins a clause."""

from __future__ import annotations

from collections.abc import Iterator

from video01.prompt import tags
from video01.prompt.reading import Reading

_PASSED = frozenset((tags.ADVERB, tags.PREPOSITION, tags.DETERMINER, tags.OBJECT))
_INSERTED = frozenset((tags.RELATIVE, tags.PARTICIPLE, tags.ING, tags.ADJECTIVE, tags.PREPOSITION, tags.ADVERB))


class Ahead:
    """Looks from a token to the end of its sentence."""

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.tags = reading.tags
        self.nouns = {noun.start: noun for noun in reading.nouns}
        self.verbs = {verb.start for verb in reading.all_verbs() if not verb.describes}

    def acts_after(self, i: int) -> bool:
        """Whether a verb follows a noun phrase, adverbs and adjuncts and what is put in between them."""
        while i < len(self.tags) and i not in self.reading.taken:
            if i in self.verbs or self.tags[i] in tags.AUXILIARY:
                return True
            inserted = self._inserted_end(i)
            if inserted > i:
                i = inserted
                continue
            if i in self.nouns and self.tags[i - 1] in (tags.PREPOSITION, tags.DETERMINER):
                i = self.nouns[i].end
            elif self.tags[i] in _PASSED or (self.tags[i] == tags.SUBJECT and self.tags[i - 1] == tags.PREPOSITION):
                i += 1  # "beside it"
            else:
                return False
        return False

    def _inserted_end(self, i: int) -> int:
        """Where something like ", lifted by a hand," or "that he owns" ends, if a verb follows it; i if not."""
        if self.tags[i] == tags.RELATIVE:
            finite = [j for j in self._sentence(i) if self._is_finite(j)]
            return finite[1] if len(finite) > 1 else i
        follows = self.tags[i + 1] if i + 1 < len(self.tags) else tags.END
        if self.tags[i] != tags.MARK or follows not in _INSERTED:
            return i
        ends = [j for j in self._sentence(i + 1) if self.tags[j] == tags.MARK]
        return ends[0] + 1 if ends and self._is_finite(ends[0] + 1) else i

    def _sentence(self, i: int) -> Iterator[int]:
        while i < len(self.tags) and self.tags[i] != tags.END:
            yield i
            i += 1

    def _is_finite(self, i: int) -> bool:
        """Whether a finite verb is at a token."""
        return i < len(self.tags) and self.tags[i] in (tags.FINITE, tags.PAST, *tags.AUXILIARY)

    def opens(self, i: int) -> bool:
        """Whether a word like "as" or "before" begins a clause and no adjunct or comparison."""
        for j in range(i + 1, min(i + 8, len(self.tags))):
            if self.tags[j] == tags.SUBJECT:
                return True
            if j in self.verbs:
                return j == i + 1 or self.tags[j - 1] == tags.ADVERB
            if j in self.nouns:
                following = self.nouns[j].end
                led = self.tags[following : following + 1] == [tags.ING] and self.reading.tokens[i].word == "as"
                return not led and self.acts_after(following)  # "as an astronaut floating in space"
            if self.tags[j] not in (tags.DETERMINER, tags.ADVERB, tags.PREPOSITION):
                return False
        return False
