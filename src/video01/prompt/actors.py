"""Who of the cast a verb is about: named before it, told by a pronoun, or taken from the sentence before."""

from __future__ import annotations

from video01.prompt.function_words import PEOPLE, word_set
from video01.prompt.mention import Mention
from video01.prompt.reading import NounPhrase, Reading, Verb

_RELATIVE = word_set("who which that what itself himself herself")
_PERSONAL = word_set("it he she him her")
_ALL = word_set("they them themselves both all")


class Actors:
    """Places in the cast."""

    def __init__(self, reading: Reading, chosen: list[Mention]) -> None:
        self._reading = reading
        self._chosen = chosen

    def of_verb(self, verb: Verb) -> frozenset[int]:
        """Those who do a verb; nobody if it is done by something that is not shown."""
        if verb.pronoun in PEOPLE:
            return frozenset()
        if verb.pronoun in _ALL:
            named = [noun for noun in self._reading.nouns if noun.end <= verb.start]
            ours = [i for i, m in enumerate(self._chosen) if m.meaning.alive and set(named) & set(m.nouns)]
            return frozenset(ours or range(len(self._chosen)))
        if verb.pronoun in _RELATIVE:
            return self._of_relative(verb.start)
        if verb.pronoun in _PERSONAL:
            return self._of_personal(verb)
        if verb.actor is None or self._is_held(verb.actor, verb):
            return self.of_token(verb.start)
        alone = verb.actor.role == "object"  # "plays a flute and a cobra rises"
        found = self.of_noun(verb.actor, alone=alone)
        return found or (self.of_token(verb.start) if verb.actor.role == "object" else found)

    def _is_held(self, noun: NounPhrase, verb: Verb) -> bool:
        """Whether a noun is only the object of a participle: "a cat holding a key dances"."""
        words = self._reading.words(noun.start - 4, noun.start)
        finite = not self._reading.tokens[verb.start].word.endswith("ing")
        return noun.role == "object" and finite and any(word.endswith("ing") for word in words)

    def before(self, i: int) -> frozenset[int]:
        """The one right before a token ("makes a mushroom grow"), else the subject."""
        near = [n for n in self._reading.nouns if n.end == i and n.role in ("subject", "object") and not n.owner]
        return self.of_noun(near[0]) if near else self.of_token(i)

    def of_token(self, i: int) -> frozenset[int]:
        """The subject that was named last before a token, the first of the cast if none was."""
        subjects = [noun for noun in self._reading.nouns if noun.end <= i and noun.role in ("subject", "with")]
        for noun in reversed(subjects):
            found = self.of_noun(noun)
            if found:
                return found
        return frozenset({0})

    def of_noun(self, noun: NounPhrase, *, alone: bool = False) -> frozenset[int]:
        """The mention of a noun phrase and, unless alone, of those that "and" joins to it."""
        found: set[int] = set()
        row: NounPhrase | None = noun
        while row is not None:
            found |= {i for i, mention in enumerate(self._chosen) if row in mention.nouns}
            row = row.joined if not alone else None
        return frozenset(found) or self._of_owner(noun)

    def _of_owner(self, noun: NounPhrase) -> frozenset[int]:
        """ "A whale's tail rises": of parts that are not shown, whose they are."""
        owners = [other for other in self._reading.nouns if other.owner and other.end + 1 == noun.start]
        return frozenset(i for i, mention in enumerate(self._chosen) if set(owners) & set(mention.nouns))

    def _of_personal(self, verb: Verb) -> frozenset[int]:
        """ "It" is no person and "he" no thing; the subject of a sentence before its objects."""
        thing = verb.pronoun == "it"
        best: tuple[bool, int, int] | None = None
        for index, mention in enumerate(self._chosen):
            if mention.meaning.kind in (("person",) if thing else ("object", "vehicle", "plant", "food")):
                continue
            for noun in mention.nouns:
                rank = (noun.role in ("subject", "with"), noun.end, index)
                best = max(best or rank, rank) if noun.end <= verb.start else best
        return frozenset({best[2]}) if best else self.of_token(verb.start)

    def _of_relative(self, i: int) -> frozenset[int]:
        """The noun right before "that ..."."""
        before = [noun for noun in self._reading.nouns if noun.end <= i]
        own = before[-1] if before else None
        return frozenset(
            index for index, mention in enumerate(self._chosen) if own is not None and own in mention.nouns
        )
