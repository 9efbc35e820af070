"""How the figures stand to the first one."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from video01.prompt import relation_words as told
from video01.prompt.actors import Actors
from video01.prompt.function_words import DETERMINERS
from video01.prompt.lexicon import lexicon, subject
from video01.prompt.mention import Mention
from video01.prompt.reading import Adjunct, NounPhrase, PlainVerb, Reading, Verb
from video01.prompt.relation_words import BESIDE

_CARRIERS = ("vehicle", "animal", "fantasy")
_THINGS = ("object", "food", "plant")
_PLACES = ("background", "foreground", "distance", "top", "left", "right", "back", "front")
_ONES = ("two", "both", "all", "second", "first", "other", "one", "third")
_TOGETHER = ("riding", "held by", "chasing", "chased")


@dataclass(frozen=True)
class Tie:
    """What a mention is to the first one."""

    relation: str | None  # of RELATIONS, or BESIDE; None for the first
    together: bool = False  # it moves with the first: held, ridden or chased
    leader: int | None = None  # place in the cast of who holds or rides it, if that is another one


@dataclass(frozen=True)
class Link:
    """What one of the cast is told to be to another."""

    one: int
    relation: str
    other: int
    together: bool = False  # the two move as one


def relate(reading: Reading, chosen: list[Mention]) -> tuple[list[Mention], list[Tie]]:
    """The mentions, the chased one first, and what each is to that one."""
    if not chosen:
        return [], []
    links = list(_Links(reading, chosen).all())
    hunt = next((link for link in links if link.relation == "chasing" and 0 in (link.one, link.other)), None)
    order = list(range(len(chosen)))
    if hunt is not None:
        order = [hunt.other, hunt.one, *(i for i in order if i not in (hunt.other, hunt.one))]
    ties = [Tie(None), *(_tie(links, order[0], i, chosen[i].meaning.target) for i in order[1:])]
    ties = [tie if tie.leader is None else replace(tie, leader=order.index(tie.leader)) for tie in ties]
    return [chosen[i] for i in order], ties


def _tie(links: list[Link], first: int, i: int, name: str) -> Tie:
    """What one is to the first: told of the two, else of it and another one."""
    near = [link for link in links if {link.one, link.other} == {first, i}]
    with_first = {(link.relation, link.other) for link in links if link.one == first}
    rest = [link for link in links if link.one == i and link not in near]
    rest = [link for link in rest if (link.relation, link.other) not in with_first]
    carried = [link for link in links if link.other == i and link.relation in ("riding", "held by")]
    for link in carried[:1] if not near else ():
        others = [other for other in links if other.other != link.one or other.relation not in ("riding", "held by")]
        return replace(_tie(others, first, link.one, name), together=False, leader=link.one)
    for link in (*near, *rest):
        relation = link.relation if link.one == i else told.INVERSE.get(link.relation, BESIDE)
        together = (
            link.together
            or link.relation in _TOGETHER
            or (link.relation == "on" and link.one == first and _carries(name))
        )
        if relation == "chased" or (relation == "chasing" and link not in near):
            relation = BESIDE
        return Tie(told.DIRECT.get(relation, relation), together and link in near)
    return Tie(BESIDE)


def _carries(name: str) -> bool:
    return subject(name).kind in ("vehicle", "animal") or subject(name).gait == "fly"


def distinct(relations: list[str | None]) -> list[str | None]:
    """Beside is left of and right of in turns; no two figures stand in one place, unless they are told to."""
    found: list[str | None] = []
    sides = ("behind", "in front of") if "chasing" in relations else ("left of", "right of", "behind", "in front of")
    for relation in relations:
        free = [side for side in sides if side not in found and side not in relations]
        found.append(free[0] if relation == BESIDE and free else "behind" if relation == BESIDE else relation)
    return found


class _Links:
    """All that a prompt tells of how two of the cast stand to one another."""

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
                yield from self._of_adverbs(clause.subject, clause.start)
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
                yield from self._link(agents, "above" if held else relation, doers, together=True)
            return
        for noun in verb.objects:
            things = self._actors.of_noun(noun, besides=doers)
            yield from self._link(doers, relation, things)

    def _adjunct_after(self, i: int, word: str) -> Adjunct | None:
        near = (adjunct for adjunct in self._reading.adjuncts if 0 <= adjunct.start - i <= 1)
        return next((adjunct for adjunct in near if self._reading.tokens[adjunct.start].word == word), None)

    def _of_adjunct(self, adjunct: Adjunct) -> Iterator[Link]:
        if adjunct.noun is None:
            return
        for noun in self._governors(adjunct):
            ones = self._actors.of_noun(noun, alone=noun is adjunct.near)
            others = self._whom(adjunct.noun, ones)
            if ones and ones != others:
                relation = self._relation(adjunct, others)
                turned = relation == "chased"
                pair = (others, "chasing", ones) if turned else (ones, relation, others)
                if relation == "above" and self._falls(adjunct):
                    relation = "below"  # "falls out of its nest"
                    pair = (ones, relation, others)
                if relation:
                    yield from self._link(*pair)
                return

    def _falls(self, adjunct: Adjunct) -> bool:
        """Whether it is what somebody falls out of."""
        verbs = adjunct.clause.verbs if self._reading.tokens[adjunct.end - 1].word == "of" else []
        return bool(verbs) and isinstance(verbs[-1], Verb) and verbs[-1].meaning.target == "falls"

    def _governors(self, adjunct: Adjunct) -> Iterator[NounPhrase]:
        """What an adjunct may tell the place of; in "a cat in front of a dog" no front, but the cat."""
        if adjunct.near is not None and adjunct.near.of("subject") is None and not adjunct.near.pronoun:
            earlier = (other for other in self._reading.adjuncts if other.start < adjunct.start)
            around = next((other for other in earlier if other.noun is adjunct.near), None)
            if around is not None and around.end + 2 >= adjunct.start - 1:
                yield from self._governors(around)
        yield from adjunct.governors

    def _whom(self, noun: NounPhrase, besides: frozenset[int]) -> frozenset[int]:
        found = self._actors.of_noun(noun, alone=True) if self._actors.is_named(noun) else frozenset()
        part = self._reading.tokens[noun.end - 1].word
        if found or not (noun.pronoun or part in told.PARTS or self._reading.words(noun.start, noun.end)[0] in _ONES):
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
            return f"{part} of"
        owned = noun.whole is not None or noun.of("subject") is None
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

    def _by_kind(self, adjunct: Adjunct, last: str, others: frozenset[int]) -> str:
        """What "with", "in", "after" and "from" say of things, vehicles and who runs."""
        kinds = {self._chosen[i].meaning.kind for i in others}
        verb = adjunct.clause.verbs[-1] if adjunct.clause.verbs else None
        bases = set(lexicon().all_verb_forms(self._reading.tokens[verb.start].word)) if verb is not None else set()
        moving = isinstance(verb, Verb)
        if last == "after" and verb is not None:
            return "chasing" if moving or bases & told.AFTER else ""
        if last == "from" and moving and bases & told.FLEEING:
            return "chased"
        if last == "with" and kinds <= set(_THINGS):
            return "held by"
        if last in ("in", "inside") and kinds <= {"vehicle"}:
            return "riding"
        return ""

    def _of_side(self, i: int, noun: NounPhrase) -> Iterator[Link]:
        """ "With a dog on the left", "with mountains in the background"."""
        relation = told.ADVERBS.get(" ".join(self._reading.words(noun.end, noun.end + 3)), "")
        if relation and self._reading.words(noun.end + 3, noun.end + 4) != ["of"]:
            yield from self._link(frozenset({i}), relation, frozenset({0}))

    def _of_adverbs(self, noun: NounPhrase, start: int) -> Iterator[Link]:
        """ "A bird circles above": above the first one."""
        ones = self._actors.of_noun(noun) - {0}
        first = min(noun.start, self._clause_start(noun.start))
        words = self._reading.words(first, self._clause_end(noun.end))
        used = {i for adjunct in self._reading.adjuncts for i in range(adjunct.start, adjunct.end) if adjunct.noun}
        for length in (3, 2, 1):
            for i in range(len(words) - length + 1):
                relation = told.ADVERBS.get(" ".join(words[i : i + length]))
                at = first + i
                following = words[i + length : i + length + 1]
                if relation and following != ["of"] and (length > 1 or at not in used):
                    yield from self._link(ones, relation, frozenset({0}))
                    return

    def _clause_start(self, i: int) -> int:
        """The token after the last noun, verb or mark of a sentence before a clause; adverbs may stand after commas."""
        tags = self._reading.tags
        verbs = {verb.start: verb.actor for verb in self._reading.all_verbs()}
        own = next((noun for noun in self._reading.nouns if noun.start == i), None)
        while i > 0 and tags[i - 1] not in (".", "C") and i - 1 not in self._reading.taken:
            inner = tags[i - 1] in ("N", "L", "O", "J") and self._reading.words(i - 1, i)[0] not in _PLACES
            before_verb = (
                i - 1 in verbs
                and verbs[i - 1] is not own
                and any(noun.end <= i - 1 for noun in self._reading.nouns if noun.role == "subject")
            )
            if inner or before_verb:
                return i
            i -= 1
        return i

    def _clause_end(self, i: int) -> int:
        starts = [clause.start for clause in self._reading.clauses if clause.start > i and clause.kind != "participle"]
        ends = [j for j in range(i, len(self._reading.tags)) if self._reading.tags[j] == "."]
        return min([*starts, *ends, len(self._reading.tags)])
