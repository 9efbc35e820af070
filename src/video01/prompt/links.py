"""All that a prompt tells of how two of the cast stand to one another."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from video01.prompt import relation_words as told
from video01.prompt import tags
from video01.prompt.actors import Actors
from video01.prompt.function_words import BODY, DETERMINERS
from video01.prompt.lexicon import MOVES, lexicon, subject
from video01.prompt.mention import Mention
from video01.prompt.reading import Adjunct, Clause, NounPhrase, PlainVerb, Reading, Verb
from video01.prompt.relation_words import BESIDE
from video01.prompt.scenery import names
from video01.vocabulary import Subject

_PEOPLE = ("person", "fantasy")
_THINGS = ("object", "food", "plant")
_PLACES = ("background", "foreground", "distance", "top", "left", "right", "back", "front")
_GOING = (MOVES, "goes away", "comes closer", "rises", "falls", "jumps")
_OWNERS = frozenset(("its", "his", "her", "their"))
_ONES = ("two", "both", "all", "second", "first", "other", "one", "third")
_HOLLOW = names(
    "box, basket, bucket, bathtub, bed, chair, sofa, nest, cup of tea, cup of coffee, teapot, suitcase, top hat, gift, "
    "pot of stew, frying pan, honey pot, backpack, handbag, boot, toolbox, amphora"
)
_UPON = ("on", "at", "over", "above")
_BOTH_SIDES = (["and", "right"], ["and", "left"])  # "to its left and right"
_NEAR = 6  # words from a verb to where something is borne


@dataclass(frozen=True)
class Link:
    """What one of the cast is told to be to another."""

    one: int
    relation: str
    other: int
    together: bool = False  # the two move as one


class Links:
    """Reads verbs, prepositions and adverbs of place."""

    def __init__(self, reading: Reading, chosen: list[Mention]) -> None:
        self._reading = reading
        self._chosen = chosen
        self._actors = Actors(reading, chosen)

    def all(self) -> Iterator[Link]:
        """What verbs of chasing and riding tell, then prepositions, adverbs, and verbs of holding."""
        verbs = sorted(self._reading.all_verbs(), key=lambda verb: verb.start)
        told_by_verbs = [link for verb in verbs for link in self._of_verb(verb)]
        yield from (link for link in told_by_verbs if link.relation != "held by")
        for i, mention in enumerate(self._chosen[1:], 1):
            yield from self._of_side(i, mention.noun)
        for adjunct in self._reading.adjuncts:
            yield from self._of_adjunct(adjunct)
        for clause in self._reading.clauses:
            if clause.subject is not None:
                yield from self._of_adverbs(clause.subject, clause)
        yield from (link for link in told_by_verbs if link.relation == "held by")

    @staticmethod
    def _link(ones: frozenset[int], relation: str, others: frozenset[int], *, together: bool = False) -> Iterator[Link]:
        for one in sorted(ones):
            for other in sorted(others):
                if one != other:
                    yield Link(one, relation, other, together)

    def _of_verb(self, verb: Verb | PlainVerb) -> Iterator[Link]:
        bases = lexicon().all_verb_forms(self._reading.tokens[verb.start].word)
        relation = next((told.VERBS[base] for base in bases if base in told.VERBS), "")
        if not relation or verb.negated:
            return
        doers = self._actors.of_noun(verb.actor) if verb.actor is not None else frozenset()
        if verb.passive:
            agent = self._adjunct_after(verb.end, "by")
            if agent is not None and agent.noun is not None:
                agents, held = self._actors.of_noun(agent.noun), relation == "held by"
                flies = any(one.home == "air" or one.gait == "fly" for one in map(self._subject, agents))
                relation = ("above" if flies else "behind") if held else relation
                yield from self._link(agents, relation, doers, together=True)
            return
        if any(base in told.LIFTING for base in bases):
            relation = self._lifted(verb, doers) or relation
        if told.RACING & set(bases) and self._are_manned(doers, self._things(verb, doers), "race" in bases):
            relation = "riding"
        for noun in verb.objects:
            things = self._actors.of_noun(noun, besides=doers)
            yield from self._link(doers, relation, things, together=bool(told.LIFTING & set(bases) - {"drop"}))

    def _subject(self, i: int) -> Subject:
        return subject(self._chosen[i].meaning.target)

    def _are_manned(self, doers: frozenset[int], things: frozenset[int], racing: bool) -> bool:
        """Whether things are vehicles of those who do something; a cheetah or a cyclist races against a car."""
        afoot = all(subject(self._chosen[i].meaning.target).gait == "walk" for i in doers)
        rivals = racing and not (afoot and all(self._chosen[i].meaning.kind in _PEOPLE for i in doers))
        return not rivals and all(self._chosen[i].meaning.kind == "vehicle" for i in things)

    def _things(self, verb: Verb | PlainVerb, doers: frozenset[int]) -> frozenset[int]:
        return frozenset(i for noun in verb.objects for i in self._actors.of_noun(noun, besides=doers))

    def _is_borne(self, adjunct: Adjunct) -> bool:
        """Whether it tells on what part of its own somebody carries something: "carries on its back a hut"."""
        verb = adjunct.clause.verbs[-1] if adjunct.clause.verbs else None
        if verb is None or adjunct.noun is None or adjunct.near is not None or not verb.objects:
            return False
        bases = set(lexicon().all_verb_forms(self._reading.tokens[verb.start].word))
        return bool(bases & told.LIFTING) and self._reading.tokens[adjunct.noun.end - 1].word in told.PARTS_BEARING

    def _lifted(self, verb: Verb | PlainVerb, doers: frozenset[int]) -> str:
        """What a carrier is to what it carries: who flies is above it, who bears it on the back below."""
        nouns = [noun for noun in self._reading.nouns if noun.role in _UPON and 0 < noun.start - verb.end < _NEAR]
        if any(self._reading.tokens[noun.end - 1].word in told.PARTS_BEARING for noun in nouns):
            return "below"
        return "above" if any(subject(self._chosen[i].meaning.target).gait == "fly" for i in doers) else ""

    def _adjunct_after(self, i: int, word: str) -> Adjunct | None:
        near = (adjunct for adjunct in self._reading.adjuncts if 0 <= adjunct.start - i <= 1)
        return next((adjunct for adjunct in near if self._reading.tokens[adjunct.start].word == word), None)

    def _of_adjunct(self, adjunct: Adjunct) -> Iterator[Link]:
        if adjunct.noun is None or self._is_borne(adjunct):
            return
        for noun in self._governors(adjunct):
            ones = self._actors.of_noun(noun, alone=noun is adjunct.near)
            others = self._whom(adjunct, adjunct.noun, ones)
            if ones and ones != others:
                relation = self._relation(adjunct, others)
                turned = relation == "chased"
                pair = (others, "chasing", ones) if turned else (ones, relation, others)
                if self._rises_from(adjunct):
                    pair = (ones, "above", others)
                    relation = "above"
                if self._falls(adjunct):
                    relation = "below" if relation == "above" else relation or self._into(adjunct)
                    pair = (ones, relation, others)
                if relation:
                    upon = self._reading.tokens[adjunct.end - 1].word == "on" and 0 in others  # it is borne
                    yield from self._link(*pair, together=upon)
                return

    def _rises_from(self, adjunct: Adjunct) -> bool:
        verb = adjunct.clause.verbs[-1] if adjunct.clause.verbs else None
        rises = isinstance(verb, Verb) and verb.meaning.target == "rises"
        return rises and self._reading.tokens[adjunct.end - 1].word == "from"

    def _falls(self, adjunct: Adjunct) -> bool:
        """Whether it is what somebody falls out of or into."""
        verbs = adjunct.clause.verbs if self._reading.tokens[adjunct.end - 1].word in ("of", "into") else []
        falling = bool(verbs) and isinstance(verbs[-1], Verb) and verbs[-1].meaning.target == "falls"
        return falling and "crash" not in lexicon().all_verb_forms(self._reading.tokens[verbs[-1].start].word)

    def _into(self, adjunct: Adjunct) -> str:
        return "above" if self._reading.tokens[adjunct.end - 1].word == "into" else ""

    def _governors(self, adjunct: Adjunct) -> Iterator[NounPhrase]:
        """What an adjunct may tell the place of; in "a cat in front of a dog" no front, but the cat."""
        if adjunct.near is not None and adjunct.near.of("subject") is None and not adjunct.near.pronoun:
            earlier = (other for other in self._reading.adjuncts if other.start < adjunct.start)
            around = next((other for other in earlier if other.noun is adjunct.near), None)
            if around is not None and around.end + 2 >= adjunct.start - 1:
                yield from self._governors(around)
        last = adjunct.clause.verbs[-1] if adjunct.clause.verbs else None
        if (
            adjunct.near is None
            and last is not None
            and last.actor is not None
            and self._reading.tags[last.start] == tags.BASE
        ):
            yield last.actor  # "watches a kite zigzag above a house"
        holder = self._held_by(adjunct)
        if holder is not None:
            yield holder
        yield from adjunct.governors

    def _held_by(self, adjunct: Adjunct) -> NounPhrase | None:
        """The knight in "a knight with a sword before a gate"; but in "a man with a hat on him" it is the hat."""
        near = adjunct.near
        thing = near.of("subject") if near is not None and near.role in ("with", "on") else None
        if thing is None or thing.kind not in _THINGS or adjunct.noun is None:
            return None
        holder = next((other.near for other in self._reading.adjuncts if other.noun is near), None)
        one = self._actors.of_noun(holder, alone=True) if holder is not None else frozenset()
        part = adjunct.noun.pronoun or self._reading.tokens[adjunct.noun.end - 1].word in told.PARTS
        return None if part and self._whom(adjunct, adjunct.noun, frozenset()) == one else holder

    def _holder(self, adjunct: Adjunct) -> NounPhrase | None:
        """ "A cart" for "it" in "a cart with a pig on it"."""
        near = adjunct.near
        if near is None or near.role != "with" or adjunct.noun is None or adjunct.noun.pronoun not in ("it", "them"):
            return None
        holder = next((other.near for other in self._reading.adjuncts if other.noun is near), None)
        return holder if holder is not None and holder.of("subject") else None

    def _whom(self, adjunct: Adjunct, noun: NounPhrase, besides: frozenset[int]) -> frozenset[int]:
        found = self._actors.of_noun(noun, alone=True) if self._actors.is_named(noun) else frozenset()
        part = self._reading.tokens[noun.end - 1].word
        holder = self._holder(adjunct) if noun.pronoun else None
        if holder is not None:
            return self._actors.of_noun(holder, alone=True)
        if not found and part in told.ROOFS and not noun.owner:
            things = [i for i, other in enumerate(self._chosen) if other.noun.end <= noun.start and i not in besides]
            return frozenset([i for i in things if self._chosen[i].meaning.kind in ("object", "vehicle")][-1:])
        if not found and part in BODY and noun.whole is not None:
            return self._actors.of_noun(noun.whole, alone=True)  # "above the candle's flame"
        owned = bool(_OWNERS & set(self._reading.words(noun.start - 1, noun.start))) and not noun.meanings
        if found or not (
            noun.pronoun or owned or part in told.PARTS or self._reading.words(noun.start, noun.end)[0] in _ONES
        ):
            return found
        return self._actors.of_noun(noun, alone=True, besides=besides) or self._actors.of_owner(noun, besides)

    def _relation(self, adjunct: Adjunct, others: frozenset[int]) -> str:
        """What the preposition says, by the longest phrase that ends with it."""
        reading, noun = self._reading, adjunct.noun
        assert noun is not None
        part = reading.tokens[noun.end - 1].word
        row = [word for word in reading.words(adjunct.end - 7, adjunct.end) if word not in DETERMINERS]
        last = row[-1] if row else ""
        if part in ("left", "right"):
            if last == "to" and self._is_sent(adjunct.near):
                return ""
            return BESIDE if reading.words(noun.end, noun.end + 2) in _BOTH_SIDES else f"{part} of"
        owned = noun.whole is not None or noun.of("subject") is None
        if last == "from" and part in told.PARTS_BEARING:
            return "above"
        if owned and not noun.pronoun:
            for parts, relation in (
                (told.PARTS_CHASING, "chasing"), (told.PARTS_HOLDING, "held by inverse"),
                (told.PARTS_BELOW, "below"), (told.PARTS_ABOVE, "above"),
            ):  # fmt: skip
                if part in parts and last in ("on", "in", "at", "by", "over", "above", "with", "from"):
                    return "in front of" if relation == "held by inverse" else relation
        for length in range(min(told.LONGEST, len(row)), 0, -1):
            relation = told.PREPOSITIONS.get(tuple(row[-length:]), "")
            if relation:
                return relation
        return self._by_kind(adjunct, last, others)

    def _is_sent(self, noun: NounPhrase | None) -> bool:
        """Whether "to the left" is where it goes: "kicks a ball to the left"."""
        verbs = (verb for verb in self._reading.all_verbs() if noun in verb.objects)
        words = (self._reading.tokens[verb.start].word for verb in verbs)
        return any(not told.SENDING.isdisjoint(lexicon().all_verb_forms(word)) for word in words)

    def _by_kind(self, adjunct: Adjunct, last: str, others: frozenset[int]) -> str:
        """What "with", "in", "after" and "from" say of things, vehicles and who runs."""
        kinds = {self._chosen[i].meaning.kind for i in others}
        verb = adjunct.clause.verbs[-1] if adjunct.clause.verbs else None
        bases = set(lexicon().all_verb_forms(self._reading.tokens[verb.start].word)) if verb is not None else set()
        moving = isinstance(verb, Verb)
        if last == "after":
            return "chasing" if moving or bases & told.AFTER else ""
        if last == "from":
            aboard = "riding" if kinds == {"vehicle"} and not moving else ""  # "waves from his boat"
            return "chased" if moving and bases & told.FLEEING else "below" if bases & told.HANGING else aboard
        if last == "with":
            return "held by" if kinds <= set(_THINGS) else ""
        if last in ("in", "inside"):
            hollow = adjunct.noun in self._reading.nouns and {self._chosen[i].meaning.target for i in others} <= _HOLLOW
            return "riding" if kinds <= {"vehicle"} else "on" if hollow else ""
        return ""

    def _of_side(self, i: int, noun: NounPhrase) -> Iterator[Link]:
        """ "With a dog on the left", "with mountains in the background", "left: a cat", "the right one"."""
        for other in self._chosen[i].nouns:
            named = self._reading.words(other.start, other.end)
            label = [w for w in self._reading.words(other.start - 3, other.start) if w not in DETERMINERS][-2:]
            side = named[0] if named[-1:] == ["one"] else label[0] if label[1:] == [":"] else ""
            if side in ("left", "right"):
                yield from self._link(frozenset({i}), f"{side} of", frozenset({0}))
        found = (told for told in self._adverbs(noun.end, noun.end + 4) if told[1] == noun.end)
        for relation, _, end in found if not self._is_sent(noun) else ():
            if end > noun.end + 1 or self._reading.words(end, end + 1) in ([], [","], ["."]):
                yield from self._link(frozenset({i}), relation, frozenset({0}))
            return

    def _of_adverbs(self, noun: NounPhrase, clause: Clause) -> Iterator[Link]:
        """ "A bird circles above": above the first one."""
        ones = self._actors.of_noun(noun)
        first = min(noun.start, self._clause_start(noun.start))
        used = {i for adjunct in self._reading.adjuncts for i in range(adjunct.start, adjunct.end) if adjunct.noun}
        goes = any(isinstance(verb, Verb) and verb.meaning.target in _GOING for verb in clause.verbs)
        goes = goes or any(self._is_sent(thing) for verb in clause.verbs for thing in verb.objects)
        for relation, start, end in self._adverbs(first, self._clause_end(noun.end)):
            word = self._reading.tokens[start].word
            if (goes and word in told.DIRECTIONS) or (end == start + 1 and start in used):
                continue
            things = [done_to for verb in clause.verbs for done_to in verb.objects if word == "from"]
            others = frozenset(i for done_to in things for i in self._actors.of_noun(done_to)) - ones
            near = next((other for other in self._reading.nouns if other.end == start and other is not noun), None)
            near = near if not others else None  # "grabs a fish from above"
            ones = (self._actors.of_noun(near, alone=True) if near is not None else ones) or ones
            yield from self._link(ones if others else ones - {0}, relation, others or frozenset({0}))
            return

    def _adverbs(self, start: int, end: int) -> Iterator[tuple[str, int, int]]:
        """The adverbs of place between two tokens, with where each begins and ends; articles count nothing."""
        row = [i for i in range(max(0, start), min(end, len(self._reading.tokens))) if self._is_told(i)]
        for length in (3, 2, 1):
            for k in range(len(row) - length + 1):
                relation = told.ADVERBS.get(" ".join(self._reading.tokens[i].word for i in row[k : k + length]))
                last = row[k + length - 1] + 1
                if relation and self._reading.words(last, last + 1) != ["of"]:
                    both = self._reading.words(last, last + 2) in _BOTH_SIDES
                    yield BESIDE if both else relation, row[k], last

    def _is_told(self, i: int) -> bool:
        return self._reading.tokens[i].word not in DETERMINERS

    def _clause_start(self, i: int) -> int:
        """The token after the last noun, verb or mark of a sentence before a clause; adverbs may stand after commas."""
        tags = self._reading.tags
        verbs = {verb.start: verb.actor for verb in self._reading.all_verbs()}
        own = next((noun for noun in self._reading.nouns if noun.start == i), None)
        copulas, subject = {at for at, _ in self._reading.copulas}, i
        while i > 0 and tags[i - 1] not in (".", "C") and i - 1 not in self._reading.taken:
            inner = tags[i - 1] in ("N", "L", "O", "J") and self._reading.words(i - 1, i)[0] not in _PLACES
            before_verb = (
                i - 1 in verbs
                and verbs[i - 1] is not own
                and any(noun.end <= i - 1 for noun in self._reading.nouns if noun.role == "subject")
            )
            if inner or before_verb or i - 1 in copulas:
                theirs = not inner and tags[i] not in (",", "C")  # "a dog is on the left, a cat ...": there is the dog
                return subject if theirs else i
            i -= 1
        return i

    def _clause_end(self, i: int) -> int:
        starts = [clause.start for clause in self._reading.clauses if clause.start > i and clause.kind != "participle"]
        ends = [j for j in range(i, len(self._reading.tags)) if self._reading.tags[j] == "."]
        return min([*starts, *ends, len(self._reading.tags)])
