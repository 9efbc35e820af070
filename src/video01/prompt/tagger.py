"""Which part of speech each word has: the cheapest row of tags, by the words themselves and by what follows what."""

from __future__ import annotations

from functools import cache, lru_cache

from video01.prompt import tags
from video01.prompt.function_words import BODY, DETERMINERS, MARKS, NUMBERS, SENTENCE_ENDS, word_set
from video01.prompt.lexicon import ADJECTIVE_ENDINGS, Lexicon
from video01.prompt.text import Token

Costs = dict[str, float]

_READ = "·"  # words that another reader has taken
_CAUSING = word_set("make makes making have let lets letting see sees watch watches help helps can could would does do")
_HELPED = 0.6  # cost of a bare verb after its subject, after such a verb: "watch the robot turn"
_JOINED = 0.7  # and after several: "a cat and a dog sit", "two men in a boat sing"
_ADVERB = {tags.ADVERB: 0.0}
_PROPER = 1.5  # cost of a verb that begins with a capital inside a sentence
_WORST = 4.0
_NOUNS = (tags.NOUN, tags.PLURAL, "N1")
_DOERS = (*_NOUNS, tags.OBJECT, tags.SUBJECT)
_HEADS = word_set("action actions motion movement movements")
_ALIKE = ("fish", "sheep", "deer", "salmon", "trout", "bison", "squid", "shrimp", "moose", "cattle")  # one or many
_SIDES_OF = word_set("the its his her their my your our")
_TO_SIDES = word_set("on to from at")
_MEMBERS = word_set("one other another first second third last")
_CHAINED = word_set(", and then")
_HAIR = word_set("mane beard fins feathers")
_SINGLE = word_set("a an one this each every another")
_PLAIN = {variant: name for name, variant in tags.ONE.items()} | {tags.PREDICATE: tags.ADJECTIVE}


def tag(tokens: list[Token], lexicon: Lexicon, taken: frozenset[int]) -> list[str]:
    """A tag for each token, "." for those that are taken."""
    found = _cheapest(tokens, lexicon, taken, frozenset())
    bare = frozenset(i for i in _without_verb(found) if not _ends_name(tokens, i, lexicon))
    found = _cheapest(tokens, lexicon, taken, bare) if bare else found
    return [tags.END if i in taken else name for i, name in enumerate(found)]


def _without_verb(found: list[str]) -> frozenset[int]:
    """The tokens of sentences in which nothing is done: there a bare verb is likelier, as in "the dog run away"."""
    bare: set[int] = set()
    start = 0
    for i, name in enumerate([*found, tags.END]):
        if name == tags.END:
            led = found[start : start + 1] == [tags.DETERMINER]
            if led and not (tags.VERBS | tags.AUXILIARY) & set(found[start:i]):
                bare |= set(range(start, i))
            start = i + 1
    return frozenset(bare)


def _ends_name(tokens: list[Token], i: int, lexicon: Lexicon) -> bool:
    """ "A roller skate": nobody skates."""
    named = lexicon.phrase((tokens[i - 1].word, tokens[i].word)) if i else ()
    return any(meaning.section == "subject" and meaning.rank < 2 for meaning in named)


def _cheapest(tokens: list[Token], lexicon: Lexicon, taken: frozenset[int], bare: frozenset[int]) -> list[str]:
    """The row of tags that costs least; `bare` are tokens of sentences that want a verb."""
    best: dict[str, tuple[float, tuple]] = {tags.END: (0.0, ())}  # type: ignore[type-arg]
    causing = joined = inner = False
    idioms = _idioms(tokens)
    for i, token in enumerate(tokens):
        inner = inner if i - 1 in taken else i > 0 and tokens[i - 1].word in DETERMINERS
        read = {tags.NOUN if inner else tags.END: 0.0}  # "a frog on a (snowy field) jumps"
        costs = read if i in taken else _with_variants(token.word, _costs(tokens, i, lexicon))
        costs = _ADVERB if i in idioms and i not in taken else costs
        ends = tags.END in costs
        joined = token.word in ("and", "&") or token.word in NUMBERS or (joined and not ends)
        following: dict[str, tuple[float, tuple]] = {}  # type: ignore[type-arg]
        for name, own in costs.items():
            cheapest = min(
                (
                    (cost + _step(before, name, causing or i in bare, joined), before)
                    for before, (cost, _) in best.items()
                ),
                key=lambda pair: pair[0],
            )
            following[name] = (cheapest[0] + own, (name, best[cheapest[1]][1]))
        best = following
        causing = token.word in _CAUSING or (causing and not ends)
    row = min(best.items(), key=lambda item: item[1][0] + tags.AFTER[item[0]].get(tags.END, tags.UNTOLD))[1][1]
    found: list[str] = []
    while row:
        found.append(row[0])
        row = row[1]
    return [_PLAIN.get(name, name) for name in reversed(found)]


def _with_variants(word: str, costs: Costs) -> Costs:
    """The tags with those that tell what stands before them."""
    one = word in _SINGLE
    made = {(tags.ONE[name] if one and name == tags.DETERMINER else name): cost for name, cost in costs.items()}
    for name in (tags.ADJECTIVE, tags.NOUN):
        if name in costs:
            made[tags.ONE[name]] = costs[name]
    if tags.ADJECTIVE in costs:
        made[tags.PREDICATE] = costs[tags.ADJECTIVE]
    return made


def _step(before: str, name: str, causing: bool, joined: bool) -> float:
    cost = tags.AFTER[before].get(name, tags.UNTOLD)
    if name != tags.BASE or before not in _DOERS:
        return cost
    return min(cost, _HELPED if causing else _JOINED if joined and before in _NOUNS else cost)


def _idioms(tokens: list[Token]) -> frozenset[int]:
    """The tokens of phrases that are adverbs as a whole."""
    words = [token.word for token in tokens]
    found: set[int] = set()
    for i, word in enumerate(words):
        for phrase in _idioms_by_word().get(word, ()):
            end = i + len(phrase)
            if words[i:end] == list(phrase) and not _goes_on(phrase, words[end : end + 1]):
                found |= set(range(i, end))
    return frozenset(found)


def _goes_on(phrase: tuple[str, ...], following: list[str]) -> bool:
    """Whether a phrase ends in a preposition that has its noun: "in front of", "down below the bridge"."""
    noun = phrase[-1] in tags.CLOSED and tags.DETERMINER in tags.CLOSED.get("".join(following), {})
    return following == ["of"] or noun


@cache
def _idioms_by_word() -> dict[str, list[tuple[str, ...]]]:
    found: dict[str, list[tuple[str, ...]]] = {}
    for phrase in tags.IDIOMS:
        parts = tuple(phrase.split())
        found.setdefault(parts[0], []).append(parts)
    return found


def _costs(tokens: list[Token], i: int, lexicon: Lexicon) -> Costs:
    """The tags that a token may have, with the cost of each."""
    word = tokens[i].word
    if tokens[i].is_mark:
        return {tags.END if word in SENTENCE_ENDS else tags.MARK: 0.0}
    if word[0].isdigit() or word[0] in "$€£¥#":
        return {tags.DETERMINER: 0.0}
    parts = _hyphenated(tokens, i)
    if parts is not None:
        return parts
    following = tokens[i + 1].word if i + 1 < len(tokens) else ""
    settled = _by_neighbours(word, tokens[i - 1].word if i else "", following)
    if settled:
        return settled
    if word in tags.CLOSED:
        return {tags.ADVERB: 0.0} if word == "left" and following == "of" else tags.CLOSED[word]
    costs = dict(open_costs(word, lexicon))
    if tags.ADJECTIVE in costs and following == "as":
        costs[tags.ADJECTIVE] = 0.0  # "light as a feather"
    return _in_its_place(costs, tokens, i, lexicon)


def _by_neighbours(word: str, before: str, following: str) -> Costs:
    """The tags of "her two", and of a side as a noun: "on the left a robot", "on left", "on its back"; else none."""
    if word == "her" and following in NUMBERS:
        return {tags.DETERMINER: 0.0}
    if word in ("left", "right") and before in _TO_SIDES:
        return {tags.NOUN: 0.1, tags.ADJECTIVE: 1.0}
    if before not in _SIDES_OF:
        return {}
    if word == "back":
        return {tags.NOUN: 0.1, tags.ADJECTIVE: 0.8}
    return {tags.NOUN: 0.3, tags.ADJECTIVE: 0.3} if word in ("left", "right") else {}


def _in_its_place(costs: Costs, tokens: list[Token], i: int, lexicon: Lexicon) -> Costs:
    """The tags of a word after "Action:" or with a capital inside a sentence."""
    before, after = tokens[i - 1].word if i else "", tokens[i + 1].word if i + 1 < len(tokens) else "."
    if before in _MEMBERS and tags.ING in costs and (after in MARKS or after in tags.CLOSED):
        return {tags.ING: 0.0}  # "one sleeping, the other dancing"
    if i > 1 and tokens[i - 1].word == ":" and tokens[i - 2].word in _HEADS and tags.VERBS & costs.keys():
        return {name: cost for name, cost in costs.items() if name in tags.VERBS}  # "Action: hops twice"
    if tags.FINITE in costs and i + 1 < len(tokens) and lexicon.phrase((tokens[i].word, tokens[i + 1].word)):
        costs = {tags.NOUN: 0.2}  # "a sports car"
    if (
        tags.PLURAL in costs
        and tags.FINITE in costs
        and (_follows_doer(tokens, i, lexicon) or _in_chain(tokens, i, lexicon))
    ):
        costs = costs | {tags.PLURAL: costs[tags.PLURAL] + _PROPER}
    inside = i > 0 and tokens[i - 1].word not in SENTENCE_ENDS and tokens[i].written[:1].isupper()
    if inside and not tokens[i].written.isupper():
        costs = {name: cost + _PROPER * (name not in tags.NOMINAL) for name, cost in costs.items()}
        costs.setdefault(tags.NOUN, 0.5)
    return costs


def _follows_doer(tokens: list[Token], i: int, lexicon: Lexicon) -> bool:
    """Whether a word in -s stands where one looks for a verb: "the other rolls", ", flies after it"."""
    before = tokens[i - 1].word if i else "."
    following = tags.CLOSED.get(tokens[i + 1].word, {}) if i + 1 < len(tokens) else {}
    if following.keys() == {tags.ADVERB} and i > 1 and tokens[i - 2].word in _SIDES_OF | _SINGLE:
        return True  # "the ball rockets upward"
    led = i > 1 and tokens[i - 2].word in _SIDES_OF | _SINGLE
    if led and tags.PREPOSITION in following and any(m.alive and m.rank < 2 for m in lexicon.phrase((before,))):
        return True  # "the princess cheers from the tower"
    if before in BODY | _HAIR and following.keys() != {tags.DETERMINER}:
        return True  # "its mane waves, it runs"
    if before == "," and i > 3 and tokens[i - 3].word in _SINGLE and tokens[i - 4].word == ",":
        return True  # "his assistant, a monkey, claps"
    ends = i + 1 == len(tokens) or tokens[i + 1].word in SENTENCE_ENDS
    if before == "and" and ends and i > 2 and tokens[i - 3].word in _SIDES_OF | _SINGLE:
        return True  # "rises from a coffin and waves"
    return before in _MEMBERS or (before == "," and bool({tags.PREPOSITION, tags.ADVERB} & following.keys()))


def _in_chain(tokens: list[Token], i: int, lexicon: Lexicon) -> bool:
    """Whether a word in -s stands among verbs: "comes out, bows, and grows"."""
    row = [token.word for token in tokens[i + 1 : i + 4]]
    while row and row[0] in _CHAINED:
        row = row[1:]
    before = tokens[i - 1].word if i else ""
    following = open_costs(row[0], lexicon) if row and row[0].isalpha() and row[0] not in tags.CLOSED else {}
    chained = tokens[i + 1].word in _CHAINED if i + 1 < len(tokens) else False
    return before in _CHAINED and chained and tags.FINITE in following and tags.PLURAL not in following


def _hyphenated(tokens: list[Token], i: int) -> Costs | None:
    """Of "horse-drawn" all parts describe; the last part of "t-shirt" is a noun. None for words of one part."""
    written = tokens[i].written
    if "-" not in written.strip("-"):
        return None
    last = i + 1 == len(tokens) or tokens[i + 1].written != written
    first = i == 0 or tokens[i - 1].written != written
    if first and last:
        return None
    if last and not tokens[i].word.endswith(("ed", "ing", "like", "drawn", "old")):
        return {tags.NOUN: 0.3, tags.ADJECTIVE: 0.8}
    return {tags.ADJECTIVE: 0.2, tags.NOUN: 0.6} if not last else {tags.ADJECTIVE: 0.0}


@lru_cache(maxsize=4096)
def open_costs(word: str, lexicon: Lexicon) -> Costs:
    """The tags of a word that is no function word, by what texts use it for or else by its ending."""
    found: Costs = {}
    bases = _bases(word, lexicon)
    for base, endings in bases:
        for letter, cost in _weights(base, lexicon).items():
            for name in _forms(letter, endings):
                found[name] = min(found.get(name, _WORST), cost)
    plural = _is_plural(word, lexicon)
    if plural:
        found.pop(tags.NOUN, None)  # "leaves", whatever else it is
    named = lexicon.phrase((word,))
    if named:
        cost = 0.3 if any(meaning.rank < 2 for meaning in named) else 0.8
        name = tags.PLURAL if plural else tags.NOUN
        things = {meaning.section for meaning in named} & {"subject", "place"}
        if things or name not in found:
            found[name] = min(found.get(name, _WORST), cost if things else 0.8)
    if word.endswith(_ALIKE) and tags.NOUN in found:
        found[tags.PLURAL] = found[tags.NOUN] + 0.1
    if lexicon.verb((word,)):
        for name in _verb_forms(word, lexicon):
            found[name] = min(found.get(name, _WORST), 0.6)
    known = any(base in lexicon.parts for base, ending in bases if ending != "past")
    if not found or (not known and set(found) <= tags.VERBS):
        found = _by_ending(word, lexicon) | found
    return found


def _is_plural(word: str, lexicon: Lexicon) -> bool:
    """Whether a word is the plural of a noun that is known."""
    singular = lexicon.noun_forms(word)[1:]
    return any("n" in lexicon.parts.get(form, "") or lexicon.phrase((form,)) for form in singular)


def _bases(word: str, lexicon: Lexicon) -> list[tuple[str, str]]:
    """What a word may be a form of, with the ending that makes it: "" for the word itself."""
    found = [(word, "")]
    irregular = lexicon.past_of(word)
    if irregular:
        found.append((irregular, "past"))
    for stem in lexicon.all_verb_forms(word)[1:]:
        ending = "s" if word.endswith("s") else "ing" if word.endswith("ing") else "ed"
        if stem != word:
            found.append((stem, ending))
    return found


def _weights(base: str, lexicon: Lexicon) -> Costs:
    """How unlikely a noun (n), verb, adjective or adverb (r) is: 0 for the only one."""
    code = lexicon.parts.get(base)
    if code is None:
        return {"n": 0.5} if lexicon.phrase((base,)) else {}
    counts = {code[k]: 2.0 ** int(code[k + 1]) for k in range(0, len(code), 2)}
    total = sum(counts.values())
    return {letter: min(3.0, _log(total / count)) for letter, count in counts.items()}


def _log(ratio: float) -> float:
    """A rough logarithm that is quick and the same on every machine: 1 for each doubling, less beyond 2."""
    cost = 0.0
    while ratio > 1.0 and cost < 3:
        step = min(ratio - 1.0, 1.0)
        cost, ratio = cost + 0.6 * step, ratio / 2
    return cost


def _forms(letter: str, ending: str) -> tuple[str, ...]:
    if letter == "n":
        return {"": (tags.NOUN,), "s": (tags.PLURAL,)}.get(ending, ())
    if letter == "v":
        return {
            "": (tags.BASE,), "s": (tags.FINITE,), "ing": (tags.ING,),
            "ed": (tags.PAST, tags.PARTICIPLE), "past": (tags.PAST, tags.PARTICIPLE),
        }[ending]  # fmt: skip
    if ending:
        return ()
    return (tags.ADJECTIVE,) if letter == "a" else (tags.ADVERB,)


def _verb_forms(word: str, lexicon: Lexicon) -> tuple[str, ...]:
    if word.endswith("ing"):
        return (tags.ING,)
    if word.endswith("ed") or lexicon.past_of(word):
        return (tags.PAST, tags.PARTICIPLE)
    return (tags.FINITE,) if lexicon.verb_forms(word)[-1] != word else (tags.BASE,)


def _by_ending(word: str, lexicon: Lexicon) -> Costs:
    """A guess for a word that no table has."""
    if word.endswith("ly") and len(word) > 4:
        return {tags.ADVERB: 0.2, tags.ADJECTIVE: 1.5, tags.NOUN: 2.0}
    if word.endswith(ADJECTIVE_ENDINGS) and len(word) > 5:
        return {tags.ADJECTIVE: 0.3, tags.NOUN: 1.5}
    if word.endswith("ing") and len(word) > 5:
        return {tags.ING: 0.5, tags.NOUN: 1.0, tags.ADJECTIVE: 1.0}
    if word.endswith("ed") and len(word) > 4:
        return {tags.PARTICIPLE: 0.4, tags.PAST: 0.7, tags.ADJECTIVE: 0.8}
    if lexicon.looks_plural(word):
        return {tags.PLURAL: 0.4, tags.FINITE: 1.8, tags.NOUN: 1.2}
    return {tags.NOUN: 0.4, tags.ADJECTIVE: 1.6, tags.BASE: 3.0}
