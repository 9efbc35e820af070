"""Who is shown: up to three figures of all that a prompt names, the first one being what it is about."""

from __future__ import annotations

from dataclasses import replace

from video01.layers import MAX_ACTORS
from video01.prompt.adjectives import is_adjective
from video01.prompt.background import CLOTHES, is_by_the_way, is_decoration, is_out, is_whole
from video01.prompt.belongings import is_drawn_with
from video01.prompt.counts import SOME, count
from video01.prompt.function_words import SEVERAL, word_set
from video01.prompt.lexicon import Meaning
from video01.prompt.members import add_member, apart, is_member, who_looks_so
from video01.prompt.mention import KIN, Mention, find_again, is_female, is_male, looks_otherwise
from video01.prompt.phrases import is_apposition
from video01.prompt.reading import NounPhrase, Reading
from video01.prompt.scenery import is_above

_BONDS = word_set(
    "hero heroine protagonist character friend friends buddy buddies pal pals companion companions duo pair team "
    "rivals enemies partners mates"
)
_NEAR = 4  # words from a pronoun to its verb
_SOMEBODY = {"she": "woman", "he": "man", "they": "person", "someone": "person", "somebody": "person"}


def mentions(reading: Reading) -> list[Mention]:
    """What may be shown, in the order of the prompt. What is only by the way is shown if there is nothing else."""
    found: list[Mention] = []
    aside: list[Mention] = []
    for noun in reading.nouns:
        if is_member(reading, noun) and add_member(reading, noun, found):
            continue
        if _is_one_of_them(reading, noun) and found:
            _add_one(reading, noun, found)
            continue
        row = _of_row(reading, noun)
        meaning = row or noun.of("subject") or _of_part(reading, noun)
        if meaning is None or is_out(reading, noun, meaning) or is_drawn_with(reading, noun, meaning, found):
            continue
        if (
            noun.joined is not None
            and found
            and noun.joined in found[-1].nouns
            and is_apposition(reading, noun.joined, noun)
        ):
            found[-1].nouns.append(noun)
            found[-1].meaning = min(found[-1].meaning, meaning, key=lambda one: one.rank)
            continue
        meaning = _of_kin(reading, noun, found) or meaning
        before = find_again(reading, noun, meaning, found)
        if before is not None:
            before.nouns.append(noun)
            continue
        asked = SOME if row else count(reading, noun, meaning)
        mention = Mention(meaning=meaning, nouns=[noun], span=noun.head, asked=asked)
        others = [other.meaning for other in found if not other.noun.owner]
        said = noun.role == "predicate" and found and found[-1].meaning.kind == "person"
        said = said and not _tells_only_a_bond(reading, found[-1])
        unseen = said or is_by_the_way(reading, noun, meaning, others) or is_decoration(reading, noun, meaning)
        (aside if unseen else found).append(mention)
    if not any(mention.meaning.alive and _is_before_pronoun(reading, mention) for mention in found):
        found = [*_somebody(reading), *found]
    named = [mention for mention in found if not _tells_only_a_bond(reading, mention)]
    named = named if any(mention.meaning.alive for mention in named) else found  # "three friends around a fire"
    _tell_women(reading, named)
    shown = [mention for mention in aside if mention.noun.role in ("subject", "object")]
    return named or shown[:1] or _from_modifiers(reading)


def _tell_women(reading: Reading, named: list[Mention]) -> None:
    """ "A librarian drops her book": a man only by the table, who is "she" and the only one who can be."""
    hers = [i for i, token in enumerate(reading.tokens) if token.word in ("she", "her", "hers", "herself")]
    people = [mention for mention in named if mention.meaning.kind == "person"]
    for mention in people[:1] if hers and len(people) == 1 else ():
        word = reading.tokens[mention.span[1] - 1].word
        if mention.meaning.target == "man" and mention.meaning.rank == 2 and not word.endswith("man"):
            mention.meaning = replace(mention.meaning, target="woman", via="woman")


def _add_one(reading: Reading, noun: NounPhrase, found: list[Mention]) -> None:
    """ "The red one": whoever looks so; "the blue one" after "a red car" is another car."""
    same = who_looks_so(reading, noun, found)
    if same is None and looks_otherwise(reading, noun, found[-1]):
        found.append(replace(found[-1], nouns=[noun], span=noun.head, members=[]))
        return
    (same or found[-1]).nouns.append(noun)


def _is_before_pronoun(reading: Reading, mention: Mention) -> bool:
    """Whether one is named before any "she" or "he", or in the same clause ("while she sleeps, a cat purrs")."""
    first = next((i for i, token in enumerate(reading.tokens) if token.word in ("she", "he")), len(reading.tokens))
    opened = any(reading.tags[i] == "S" for i in range(first))
    he = first < len(reading.tokens) and reading.tokens[first].word == "he"
    meant = mention.meaning.kind == "person" and not (is_female(mention) if he else is_male(mention))
    return mention.noun.start < first or opened or meant


def _is_one_of_them(reading: Reading, noun: NounPhrase) -> bool:
    """Whether it only describes what was named last: "a white one stands by the lake"."""
    words = reading.words(noun.start, noun.end)
    return words[-1:] == ["one"] and len(words) > 1 and any(map(is_adjective, words))


def _somebody(reading: Reading) -> list[Mention]:
    """Who is only a pronoun: "she walks along the beach"; "he" and "she" are two."""
    found: dict[str, Mention] = {}
    for i, token in enumerate(reading.tokens):
        first = not found or (token.word in ("he", "she") and {"he", "she"} & found.keys())
        if not first or token.word in found or token.word not in _SOMEBODY:
            continue
        if any(0 < verb.start - i < _NEAR for verb in reading.all_verbs()):
            meaning = Meaning(section="subject", target=_SOMEBODY[token.word], rank=1)
            noun = NounPhrase(i, i + 1, meanings=(meaning,), head=(i, i + 1))
            found[token.word] = Mention(meaning, [noun], (i, i + 1))
    return list(found.values())


def _of_kin(reading: Reading, noun: NounPhrase, found: list[Mention]) -> Meaning | None:
    """What the kin of an animal is: "a wolf and her cub", "the ducklings follow their mother"."""
    kin = reading.tokens[noun.head[1] - 1].word.removesuffix("s") in KIN
    before = set(reading.words(noun.start - 2, noun.head[0]))
    people = any(m.meaning.kind == "person" for m in found)
    owned = {"her", "his", "its", "their"} & before or ("the" in before and not people)
    animals = [m for m in found if m.meaning.kind == "animal"]
    return animals[-1].meaning if kin and owned and animals else None


def _of_row(reading: Reading, noun: NounPhrase) -> Meaning | None:
    """Who stands in a row: "a wolf pack"."""
    head = reading.words(*noun.head)
    return _described(reading, noun) if len(head) == 1 and head[0] in SEVERAL else None


def _of_part(reading: Reading, noun: NounPhrase) -> Meaning | None:
    """Who does something by a part that the world does not know: "a shark fin slices through the waves"."""
    does = reading.acts(noun) or noun.joined or noun.role == "by"
    return _described(reading, noun) if not noun.meanings and does else None


def _described(reading: Reading, noun: NounPhrase) -> Meaning | None:
    """The living one whose name stands right before the head."""
    meanings, span = noun.modifiers[-1] if noun.modifiers else ((), (0, 0))
    alive = [m for m in meanings if m.alive and not is_adjective(reading.tokens[span[1] - 1].word)]  # "giant"
    return alive[0] if alive and span[1] == noun.head[0] else None


def _tells_only_a_bond(reading: Reading, mention: Mention) -> bool:
    """Whether it only says what others are to one another: "two friends: a robot and a bear"."""
    return reading.tokens[mention.noun.head[1] - 1].word in _BONDS and not any(map(reading.acts, mention.nouns))


def cast(reading: Reading, named: list[Mention]) -> list[Mention]:
    """Those of `mentions` that are shown, what the prompt is about first, and how many of each."""
    ranked = sorted(named, key=lambda mention: -_score(reading, mention, named.index(mention)))
    owned = [mention for mention in ranked if not mention.noun.owner or is_whole(reading, mention.noun)] or ranked
    chosen = sorted(owned[:MAX_ACTORS], key=lambda mention: _place(reading, mention))
    leads = (m for m in chosen if m.noun.role == "subject" or _stands_for_subject(reading, m.noun))
    first = next(leads, None)
    if first is not None:
        beside = [one for one in chosen if one is not first and _is_joined(one, first)]
        chosen = [first, *beside, *(one for one in chosen if one is not first and one not in beside)]
    while _crowds_out(chosen):
        chosen = [mention for mention in chosen if mention is not _least(reading, chosen, named)]
    room = MAX_ACTORS - len(chosen)
    for mention in chosen:
        mention.shown = min(mention.asked, 1 + room)
        room -= mention.shown - 1
    return [one for mention in chosen for one in apart(mention)]


def _place(reading: Reading, mention: Mention) -> tuple[int, int]:
    """Where one comes in the prompt; what stands before its subject comes after it: "on the sofa lies a cat"."""
    noun = mention.noun
    if noun.of("light") and is_above(reading, noun):
        return len(reading.tokens), 0
    if noun.role == "subject":
        return noun.start, 0
    adjunct = next((adjunct for adjunct in reading.adjuncts if adjunct.noun is noun), None)
    subject = adjunct.clause.subject if adjunct is not None and adjunct.start < noun.start else None
    if subject is None or subject.start < noun.start or subject.of("subject") is None:
        return noun.start, 0
    return subject.start, 1


def _stands_for_subject(reading: Reading, noun: NounPhrase) -> bool:
    """Whether it is all that one sees of a subject: "a parade with a balloon", "an escalator full of flamingos"."""
    near = next((adjunct.near for adjunct in reading.adjuncts if adjunct.noun is noun), None)
    return (
        noun.role == "with" and near is not None and near.role == "subject" and not near.meanings and not near.pronoun
    )


def _is_joined(one: Mention, first: Mention) -> bool:
    """Whether "and" joins one to the first: both are what the prompt is about."""
    return bool(set(row_of(one.noun)) & set(first.nouns))


def _crowds_out(chosen: list[Mention]) -> bool:
    """Whether things leave no room for a second of those that the prompt is about."""
    things = [m for m in chosen[1:] if not m.meaning.alive]
    return len(chosen) == MAX_ACTORS and chosen[0].asked > 1 and bool(things)


def _least(reading: Reading, chosen: list[Mention], named: list[Mention]) -> Mention:
    """The thing that the prompt is about least."""
    things = [m for m in chosen[1:] if not m.meaning.alive]
    return min(things, key=lambda mention: _score(reading, mention, named.index(mention)))


def _score(reading: Reading, mention: Mention, order: int) -> float:
    """How much a noun phrase is what the prompt is about."""
    noun, meaning = mention.noun, mention.meaning
    role = {"subject": 6.0, "object": 4.0, "by": 3.5, "with": 3.5, "of": 2.0}.get(noun.role, 3.0)
    acts = any(row in mention.nouns for verb in reading.verbs for row in row_of(verb.actor))
    role -= 4.0 * noun.inner + 2.0 * (noun.role == "with" and meaning.target in CLOTHES)
    again = min(0.8, 0.4 * (len(mention.nouns) - 1))
    return role + again + 1.2 * meaning.alive + 0.8 * (meaning.rank < 2) + acts - 0.1 * order


def row_of(noun: NounPhrase | None) -> list[NounPhrase]:
    """A noun phrase and those that "and" joins to it."""
    return [] if noun is None else [noun, *row_of(noun.joined)]


def _from_modifiers(reading: Reading) -> list[Mention]:
    """A subject that only describes something unknown: "dragon attack"."""
    for noun in reading.nouns:
        for meanings, span in noun.modifiers:
            for meaning in meanings:
                place = any(other.section != "subject" for other in meanings)
                german = reading.tokens[span[0]].word == "die"
                aside = noun.negated or noun.simile or noun.of("place") is not None or place or german
                if meaning.section == "subject" and not aside:
                    return [Mention(meaning=meaning, nouns=[noun], span=span)]
    return []
