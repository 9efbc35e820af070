"""Who of the cast a noun phrase or a pronoun stands for, and so who does a verb."""

from __future__ import annotations

from video01.prompt.background import PARTS
from video01.prompt.function_words import PEOPLE, word_set
from video01.prompt.lexicon import lexicon
from video01.prompt.mention import Mention, is_female, is_male
from video01.prompt.reading import NounPhrase, PlainVerb, Reading, Verb

_MANY = word_set("they them themselves both all neither two three")
_OWNERS = {"his": "he", "her": "she", "its": "it", "their": "they"}
_THING = word_set("it itself")
_HE, _SHE = word_set("he him himself"), word_set("she her herself")
_REFLEXIVE = word_set("itself himself herself themselves")
_BREAKING = word_set("shatter break crumble burst pop spill deflate ring tick")  # things do
_SUBJECT = word_set("subject object figure thing model protagonist")  # of a picture
_PEOPLE = ("person", "fantasy")  # rather than animals they are "he" or "she"
_THINGS = ("object", "plant", "food")


class Actors:
    """Places in the cast."""

    def __init__(self, reading: Reading, chosen: list[Mention]) -> None:
        self._reading = reading
        self._chosen = chosen

    def of_verb(self, verb: Verb | PlainVerb) -> frozenset[int]:
        """Those who do a verb; nobody if it is done by something that is not shown."""
        if verb.actor is None:
            return self.of_token(verb.start)
        if verb.actor.pronoun == "it" and _BREAKING & set(
            lexicon().all_verb_forms(self._reading.tokens[verb.start].word)
        ):
            before = [i for i, mention in enumerate(self._chosen) if mention.noun.end <= verb.start]
            things = [i for i in before if not self._chosen[i].meaning.alive]
            return frozenset(things[-1:]) or self.of_noun(verb.actor)
        return self.of_noun(verb.actor)

    def before(self, i: int) -> frozenset[int]:
        """The one right before a token ("makes a mushroom grow"), else the subject."""
        near = [n for n in self._all() if n.end == i and n.role in ("subject", "object") and not n.owner]
        return self.of_noun(near[0]) if near else self.of_token(i)

    def of_token(self, i: int) -> frozenset[int]:
        """The subject that was named last before a token, the first of the cast if none was."""
        subjects = [noun for noun in self._all() if noun.end <= i and noun.role in ("subject", "with")]
        for noun in reversed(subjects):
            found = self.of_noun(noun)
            if found:
                return found
        return frozenset({0})

    def of_noun(
        self, noun: NounPhrase, *, alone: bool = False, besides: frozenset[int] = frozenset()
    ) -> frozenset[int]:
        """The mention of a noun phrase and, unless alone, of those that "and" joins to it.

        A pronoun stands for none of those besides whom it is told: in "a cat chases it" it is no cat.
        """
        if noun.pronoun:
            return self.of_pronoun(noun.pronoun, noun, frozenset() if noun.pronoun in _REFLEXIVE else besides)
        found: set[int] = set()
        row: NounPhrase | None = noun
        while row is not None:
            found |= {i for i, mention in enumerate(self._chosen) if row in mention.nouns}
            row = row.joined if not alone else None
        return frozenset(found) or self._of_empty(noun, besides)

    def is_named(self, noun: NounPhrase) -> bool:
        """Whether a noun phrase itself names one of the cast."""
        return any(noun in mention.nouns for mention in self._chosen)

    def _all(self) -> list[NounPhrase]:
        return sorted((*self._reading.nouns, *self._reading.pronouns), key=lambda noun: noun.start)

    def _of_empty(self, noun: NounPhrase, besides: frozenset[int]) -> frozenset[int]:
        """ "The two of them", "neither": a count alone. "A whale's tail", "its tail": of parts, whose they are."""
        words = self._reading.words(noun.start, noun.end)
        if not self._chosen and words[-1] in _SUBJECT:
            return frozenset({0})
        if len(words) == 1 and words[0] in _MANY:
            return self.of_pronoun("they", noun)
        if len(words) > 1 and words[-1] in ("one", "ones"):
            return self._last_named(noun)
        return self.of_owner(noun, besides)

    def _last_named(self, noun: NounPhrase) -> frozenset[int]:
        """ "The second one": of what was named last, rather of several."""
        ranks = [
            (mention.asked > 1, max(rows), i)
            for i, mention in enumerate(self._chosen)
            if (rows := [other.end for other in mention.nouns if other.end <= noun.start])
        ]
        return frozenset({max(ranks)[2]}) if ranks else frozenset()

    def of_owner(self, noun: NounPhrase, besides: frozenset[int] = frozenset()) -> frozenset[int]:
        """Whose something is that is not shown itself."""
        if noun.whole is not None:
            return self.of_noun(noun.whole, alone=True)
        owner = next((w for w in self._reading.words(noun.start - 2, noun.start) if w in _OWNERS), "")
        meaning = noun.of("subject")
        part = meaning is None or meaning.target in PARTS
        owners = self.of_pronoun(_OWNERS[owner], noun, besides) if owner and part else frozenset()
        return frozenset(i for i, mention in enumerate(self._chosen) if i in owners and mention.noun.start < noun.start)

    def of_pronoun(self, word: str, noun: NounPhrase, besides: frozenset[int] = frozenset()) -> frozenset[int]:
        """Who was named before and fits: "it" is no person and "he" no thing, a subject before what is done to it."""
        if not self._chosen and word in _THING:
            return frozenset({0})  # the subject of a picture
        if word in PEOPLE:
            return self._addressed() if word == "you" else frozenset()
        if word in _MANY:
            return self._many(noun, besides)
        besides |= self._of_the_other_sex(word, noun)
        fitting = [i for i, mention in enumerate(self._chosen) if self._fits(word, mention) and i not in besides]
        ranked = [(rank, i) for i in fitting if (rank := self._rank(word, noun, self._chosen[i])) is not None]
        if ranked:
            return frozenset({max(ranked)[1]})
        if word in _THING and not fitting:
            return self._alone(noun) - besides
        return frozenset({fitting[0]}) if fitting else self.of_token(noun.start)

    def _alone(self, noun: NounPhrase) -> frozenset[int]:
        """The only one named before "it", even a person, if nothing unknown is that it could be."""
        before = [other for other in self._reading.nouns if other.end <= noun.start]
        known = all(self.is_named(other) or (other.meanings and not other.of("subject")) for other in before)
        named = [i for i, mention in enumerate(self._chosen) if mention.noun in before]
        return frozenset(named) if len(named) == 1 and known else frozenset()

    def _addressed(self) -> frozenset[int]:
        """Whom a prompt speaks to: "little moth, you rise", "O sparrow, why do you fall"."""
        spoken = {noun.start for noun in self._reading.pronouns if noun.pronoun == "you"}
        calls = {i - 1 for i in spoken if self._reading.words(i - 1, i) == [","]}
        ends = [
            (mention.noun.end, self._reading.words(mention.noun.start, mention.noun.end)) for mention in self._chosen
        ]
        return frozenset(i for i, (end, words) in enumerate(ends) if end in calls or words[0] in ("o", "oh"))

    def _of_the_other_sex(self, word: str, noun: NounPhrase) -> frozenset[int]:
        """Who was "she" just before is neither "he" nor "it"."""
        others = _SHE if word in _HE else _HE if word in _SHE else _HE | _SHE if word == "it" else frozenset()
        before = [other for other in self._reading.pronouns if other.pronoun in others and other.end <= noun.start]
        return self.of_pronoun(before[-1].pronoun, before[-1]) if before else frozenset()

    def _many(self, noun: NounPhrase, besides: frozenset[int] = frozenset()) -> frozenset[int]:
        """Those that were named before, the living if there are any; of a group before it only the group."""
        named = [[other for other in mention.nouns if other.end <= noun.start] for mention in self._chosen]
        before = [i for i, rows in enumerate(named) if rows and i not in besides]
        groups = [i for i in before if self._chosen[i].asked > 1]
        if groups and len(before) > 1:
            last = max(groups, key=lambda i: max(n.end for n in self._chosen[i].nouns if n.end <= noun.start))
            return frozenset({last})
        alive = [i for i in before if self._chosen[i].meaning.alive or self._chosen[i].noun.role == "subject"]
        return frozenset(alive or before or (() if besides else range(len(self._chosen))))

    @staticmethod
    def _fits(word: str, mention: Mention) -> bool:
        meaning = mention.meaning
        if mention.asked > 1:
            return False
        if word in _THING:
            return meaning.kind != "person"
        if meaning.kind in _THINGS or (meaning.kind == "vehicle" and word in _HE):
            return False
        return not (is_male(mention) if word in _SHE else is_female(mention))

    def _rank(self, word: str, noun: NounPhrase, mention: Mention) -> tuple[int, ...] | None:
        """How well a mention fits a pronoun: by its nearest name before it; None if it comes only later."""
        rows = [other for other in mention.nouns if other.end <= noun.start]
        if not rows:
            return None
        best = max((other.role in ("subject", "with"), other.end) for other in rows)
        sexed = is_female(mention) or is_male(mention)  # a wizard is rather no "it"
        named = not sexed if word in _THING else sexed and word in _HE | _SHE
        return (named, mention.meaning.kind in _PEOPLE and word not in _THING, *best)
