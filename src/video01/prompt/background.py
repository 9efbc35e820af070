"""Which of the things that a prompt names are not to be seen, and which only if nothing else is."""

from __future__ import annotations

from collections.abc import Sequence

from video01.prompt import tags
from video01.prompt.adjectives import is_adjective
from video01.prompt.function_words import BODY, CONJUNCTIONS, DETERMINERS, MARKS, PREPOSITIONS, SENTENCE_ENDS, word_set
from video01.prompt.lexicon import Meaning, lexicon
from video01.prompt.reading import NounPhrase, Reading
from video01.prompt.scenery import (
    AT,
    BEHIND,
    COUNTING,
    OWN,
    fills_place,
    is_above,
    is_backdrop,
    is_filmed,
    is_within,
    names,
)

# Beside or behind what a prompt is about they are scenery, too.
_TREES = names("tree, pine tree, log")
# Worn by somebody after "in" or "with".
CLOTHES = names(
    "t-shirt, dress, pair of jeans, coat, scarf, shirt and tie, cap, wristwatch, straw hat, graduation cap, sneaker, "
    "high heel, boot, pair of socks, top hat, pair of sunglasses, pair of glasses, lipstick, crown, shield"
)
_ATTRIBUTES = names("scarf, cap, straw hat, graduation cap, top hat, crown, shield")  # of them, what is seen apart
# Parts of what is shown: "eyes closed", "from its wheels".
PARTS = names("eye, brain, tooth, bone, heart, feather, wheel, seashell, drop of water, smiley")
_FILMED_BY = word_set("camera cameras lens film footage")  # things only with "a" before them
_WEARING = word_set("wearing wears wear wore dressed dons donning clad")
# Of what is thought or told, nothing is seen: "dreams of a fish".
_THOUGHT = word_set(
    "dream dreams dreaming dreamt think thinks thinking tell tells story stories tale talk talks talking afraid scared "
    "search searching searches look looks looking long longs longing wish wishes wishing wait waits waiting sing sings "
    "singing hear hears heard listen listens listening remind reminds reminiscent instead sound sounds smell scent"
)
_ABOUT = word_set("of about for")
# What somebody does to a thing that is then seen with them.
_HANDLING = word_set(
    "holding holds hold held carrying carries carry eating eats eat riding rides ride rode driving drives drive flying "
    "flies fly playing plays play reading reads read pushing pushes throwing throws catching catches kicking kicks "
    "lifting lifts building builds build painting paints blowing blows with and"
)
_THROWING = word_set("throw toss drop lose hurl fling")
_EMITTING = word_set("breathe spit spew exhale belch vomit emit")  # of what comes out of somebody, nobody is shown
_OWNED = word_set("its their his her")
_REASONS = word_set("because if unlike though although")
_LATER = word_set("before until because if")
_ONE_MORE = word_set("one other another")
_ONE = (["a"], ["an"])
_NUMBERS = word_set("two three four five six 2 3 4 5 6")
_LIGHT_VERBS = word_set("keep take give set catch lose make stand pay")  # "keeps watch" is no wristwatch
_RARE = word_set("die palette vibe vibes flare flares")  # things only after an article
_GUARDING = word_set("stand keep mount on")
_OF_ANIMALS = word_set("horn horns trunk tusk tusks shell antler antlers")
_STYLES = word_set("minimalist maximalist surrealist impressionist expressionist cubist realist futurist")
_SENSED = word_set("light glow sound smell noise scent")
_WISHES = word_set("want wish ask request love like")
_OF_PICTURES = word_set("picture pictures frame screen")


def is_out(reading: Reading, noun: NounPhrase, meaning: Meaning) -> bool:
    """Whether a prompt names a thing without showing it."""
    unseen = noun.negated or noun.simile or noun.of("place") is not None or is_within(noun)
    told = (
        _is_first_name,
        _is_colour,
        _is_wishing,
        _is_audience,
        _is_style,
        _is_heading,
        _is_thought,
        _is_material,
        _is_of_camera,
        _is_seldom_a_thing,
        is_backdrop,
        _is_part,
        _is_of_verb,
    )
    return unseen or _is_worn(reading, noun, meaning) or any(rule(reading, noun, meaning) for rule in told)


def is_by_the_way(reading: Reading, noun: NounPhrase, meaning: Meaning, others: Sequence[Meaning]) -> bool:
    """Whether a thing is seen only if nothing else is; `others` came before it."""
    counted = bool(COUNTING & set(reading.words(noun.start - 1, noun.start)))
    described = counted and any(map(is_adjective, reading.words(noun.start, noun.head[0])))  # "a huge red moon"
    shines = (noun.of("light") or noun.of("weather")) and not described
    if (
        shines
        and not is_above(reading, noun)
        and not any(verb.actor is noun and verb.meaning.target != "stays still" for verb in reading.verbs)
    ):
        return True
    own = _is_own_part(reading, noun, meaning) or (meaning.target == "eye" and not counted)
    if own or _is_reason(reading, noun) or _likens(reading, noun):
        return True
    if not others:
        return False
    if is_filmed(reading, noun) and (any(other.alive for other in others) or not meaning.alive):
        return True
    counted_part = counted and (noun.role != "with" or _stands_out(reading, noun, meaning))
    part = meaning.target in PARTS | CLOTHES and not counted_part
    if part and not _is_done_to(reading, noun, meaning):
        return True
    return _is_minor(reading, noun, meaning) if meaning.alive else _is_minor_thing(reading, noun, meaning, counted)


def _is_own_part(reading: Reading, noun: NounPhrase, meaning: Meaning) -> bool:
    """ "Her heart", "its feathers and red chest"."""
    owned = bool(_OWNED & set(reading.words(noun.start - 1, noun.start)))
    if noun.joined is not None and reading.tokens[noun.end - 1].word in BODY:
        return _is_own_part(reading, noun.joined, noun.joined.of("subject") or meaning)
    return owned and meaning.target in PARTS


def _likens(reading: Reading, noun: NounPhrase) -> bool:
    """Whether it is only what a part of somebody is like: "her heart is a drum"."""
    if noun.role != "predicate":
        return False
    copula = next(((i, clause) for i, clause in reversed(reading.copulas) if i < noun.start), None)
    whose = copula[1].subject if copula is not None else None
    if whose is None or not _OWNED & set(reading.words(whose.start - 1, whose.start)):
        return False
    meaning = whose.of("subject")
    return meaning is None or meaning.target in PARTS


def _is_minor(reading: Reading, noun: NounPhrase, meaning: Meaning) -> bool:
    """Whether somebody living is less than a figure: "before a child wakes"."""
    later = any(word in _LATER for word in reading.words(noun.start - 2, noun.start))
    placed = reading.words(noun.end, noun.end + 1) == ["with"]  # "..., knight with a shield"
    finite = any(verb.actor is noun and reading.tags[verb.start] != tags.ING for verb in reading.all_verbs())
    acts = finite if meaning.target == "person" else reading.acts(noun)  # "people screaming everywhere"
    idle = _opens_clause(reading, noun) and not acts and not placed
    return meaning.rank == 2 and (later or idle)


def _is_minor_thing(reading: Reading, noun: NounPhrase, meaning: Meaning, counted: bool) -> bool:
    """Whether a thing is only a horn, a tree of a wood or what stands at the edge of a sentence."""
    horn = reading.tokens[noun.head[1] - 1].word in _OF_ANIMALS and not counted
    climbed = (
        noun.role in ("on", "onto", "up", "atop")
        or (noun.role == "into" and counted)
        or (noun.role in ("in", "from") and counted)
    )
    climbed = climbed or (noun.role == "behind" and not lexicon().is_plural(reading.tokens[noun.end - 1].word))
    trees = meaning.target in _TREES and noun.role in BEHIND and not climbed and not counted_before(reading, noun)
    if horn or trees or fills_place(reading, noun):
        return True
    row = reading.words(noun.start - 4, noun.start)
    if _HANDLING & set(row[_last_stop(row) + 1 :]) or _does(reading, noun):
        return False
    if meaning.rank == 2:
        return not (counted and noun.role in AT | {"object", "subject", "into"})
    return _opens_clause(reading, noun) and not counted and row[-1:] != ["the"]


def counted_before(reading: Reading, noun: NounPhrase) -> bool:
    """Whether a number of more than one stands before it: "between two tall trees"."""
    return bool(_NUMBERS & set(reading.words(noun.start - 1, noun.head[0])))


def _is_done_to(reading: Reading, noun: NounPhrase, meaning: Meaning) -> bool:
    """Whether clothes or parts do something themselves or are taken: "his crown floats off", "steals a hat"."""
    verbs = [verb for verb in reading.all_verbs() if noun in verb.objects]
    worn = any(_WEARING & set(reading.words(verb.start, verb.end)) for verb in verbs)
    does = any(verb.actor is noun and reading.tags[verb.start] == tags.FINITE for verb in reading.verbs)
    own = bool(OWN & set(reading.words(noun.start - 1, noun.start)))  # "checks its watch", but "throws her hat"
    own = own and not any(_THROWING & set(lexicon().all_verb_forms(reading.tokens[verb.start].word)) for verb in verbs)
    return does or (meaning.target in CLOTHES and bool(verbs) and not worn and not own)


def _is_reason(reading: Reading, noun: NounPhrase) -> bool:
    """Whether a sentence begins with it only to give a reason: "because every child deserves magic, a teddy bear"."""
    before = reading.words(0, noun.start)
    starts = [i for i, word in enumerate(before) if word in SENTENCE_ENDS or word == ","]
    return bool(_REASONS & set(before[starts[-1] + 1 if starts else 0 :][:2]))


def _does(reading: Reading, noun: NounPhrase) -> bool:
    """Whether a finite verb tells what a thing does: "its lid falls", but not "its lid falling"."""
    return any(
        verb.actor is noun and reading.tags[verb.start] in (tags.FINITE, tags.PAST, tags.BASE) for verb in reading.verbs
    )


def is_decoration(reading: Reading, noun: NounPhrase, meaning: Meaning) -> bool:
    """Whether it is an emoji at the end of words that tell the same or how somebody feels."""
    if reading.tokens[noun.start].written[:1].isalnum() or not reading.tokens[noun.start].written:
        return False
    if meaning.target.endswith(("smiley", "heart")) or meaning.target in ("smiley in love", "sparkle", "fire", "skull"):
        return any(token.written[:1].isalnum() for token in reading.tokens)
    i = noun.start - 1
    while i >= 0 and not reading.tokens[i].written[:1].isalnum() and not reading.tokens[i].is_mark:
        i -= 1  # its article and other emoji
    leads = reading.tags[i] in (tags.PREPOSITION, tags.DETERMINER, tags.LINK, *tags.VERBS) if i >= 0 else True
    return not leads and reading.tokens[i].word not in SENTENCE_ENDS


def _is_wishing(reading: Reading, noun: NounPhrase, meaning: Meaning) -> bool:
    """Whether it is for whom the video is made: "my son wants a dragon"."""
    wishes = reading.words(noun.end, noun.end + 2)
    mine = meaning.kind == "person" and reading.words(noun.start - 1, noun.start) in (["my"], ["our"])
    return mine and any(_WISHES & set(lexicon().all_verb_forms(word)) for word in wishes)


def _is_audience(reading: Reading, noun: NounPhrase, meaning: Meaning) -> bool:
    """Whether a video is only made for them: "cartoon for kids", "family friendly", ", for a children's book"."""
    friendly = reading.words(noun.end, noun.end + 1) in (["friendly"], ["safe"])
    many = lexicon().is_plural(reading.tokens[noun.end - 1].word)
    meant = many and reading.words(noun.start - 1, noun.start) == ["for"]
    start = next((i for i in range(noun.start - 1, max(-1, noun.start - 6), -1) if reading.tokens[i].word == "for"), 0)
    apart = reading.words(start, start + 1) == ["for"] and (not start or reading.tokens[start - 1].is_mark)
    return (apart and noun.role == "for") or (meaning.kind == "person" and (meant or friendly))


def _is_first_name(reading: Reading, noun: NounPhrase, _meaning: Meaning) -> bool:
    """Whether it is only how somebody is called: "Teddy the bear"."""
    named = reading.tokens[noun.start].written.istitle() and reading.words(noun.end, noun.end + 1) == ["the"]
    return named and any(other.start == noun.end + 1 and other.of("subject") for other in reading.nouns)


def _is_colour(reading: Reading, noun: NounPhrase, _meaning: Meaning) -> bool:
    """Whether it only tells what one of several looks like: "two cats, one orange, one grey"."""
    alone = noun.end == noun.start + 1 and is_adjective(reading.tokens[noun.start].word)
    return (
        alone
        and reading.words(noun.start - 1, noun.start) == ["one"]
        and _ONE_MORE & set(reading.words(noun.end, noun.end + 3)) != frozenset()
    )


def _is_style(reading: Reading, noun: NounPhrase, _meaning: Meaning) -> bool:
    """Whether it only tells how a picture is made, or by what light one sees or hears something."""
    style = reading.tokens[noun.end - 1].word in _STYLES and reading.words(noun.start - 1, noun.start) not in _ONE
    return style or bool(_SENSED & set(reading.words(*noun.measure)))


def _is_heading(reading: Reading, noun: NounPhrase, meaning: Meaning) -> bool:
    """Whether it only says what comes: "weekend vibes: coffee"."""
    alone = not counted_before(reading, noun)  # "three friends: ..." are shown
    return (
        alone
        and meaning.rank > 0
        and reading.words(noun.end, noun.end + 1) == [":"]
        and noun.role in ("subject", "with")
    )


def _is_of_verb(reading: Reading, noun: NounPhrase, meaning: Meaning) -> bool:
    """Whether it only makes a verb of "keep" and the like: "keeps watch"."""
    before = reading.words(noun.start - 1, noun.start)
    bases = set(lexicon().all_verb_forms(before[0])) if before else set()
    guards = bool(bases & _GUARDING) and reading.words(*noun.head) == ["guard"]
    return guards or (not meaning.alive and noun.role == "object" and bool(bases & _LIGHT_VERBS))


def _is_of_camera(reading: Reading, noun: NounPhrase, _meaning: Meaning) -> bool:
    """Whether it is the camera that films, and no camera to be seen."""
    word, before = reading.tokens[noun.head[1] - 1].word, reading.words(noun.start - 1, noun.start)
    return word in _FILMED_BY | _OF_PICTURES and before not in _ONE


def _is_seldom_a_thing(reading: Reading, noun: NounPhrase, _meaning: Meaning) -> bool:
    """ "Die" is a verb, "palette" the colours and "vibes" the mood; "a fairy tale" shows no fairy."""
    word, before = reading.tokens[noun.head[1] - 1].word, reading.words(noun.start - 1, noun.start)
    rare = (word in _RARE and before not in (["a"], ["the"])) or word in ("light", "lights")
    return word in ("tale", "tales") or (rare and noun.head[1] - noun.head[0] == 1)


def is_whole(reading: Reading, noun: NounPhrase) -> bool:
    """Whether it owns a part of its body: "an old man" in "an old man's face"."""
    owned = next((other for other in reading.nouns if other.start == noun.end + 1), None)
    return noun.owner and owned is not None and reading.tokens[owned.end - 1].word.removesuffix("s") in BODY


def _is_part(reading: Reading, noun: NounPhrase, meaning: Meaning) -> bool:
    """Whether it is a part of somebody who is named: "a tiger's eyes"."""
    owners = [other for other in reading.nouns if other.owner and other.end + 1 == noun.start and other.of("subject")]
    part = meaning.target in PARTS or reading.tokens[noun.end - 1].word.removesuffix("s") in BODY
    return bool(owners) and part


def _opens_clause(reading: Reading, noun: NounPhrase) -> bool:
    """Whether a noun begins another clause of a sentence that has its verb: ", headlights cutting through the fog"."""
    before = [verb.start for verb in reading.all_verbs() if verb.start < noun.start]
    start = max((i for i in range(noun.start) if reading.tokens[i].word in SENTENCE_ENDS), default=-1)
    return noun.role == "subject" and any(verb > start for verb in before)


def _is_thought(reading: Reading, noun: NounPhrase, _meaning: Meaning) -> bool:
    """Whether somebody only dreams of it, waits for it or tells about it."""
    row = [word for word in reading.words(noun.start - 5, noun.start) if word not in DETERMINERS]
    return len(row) > 1 and row[-1] in _ABOUT and row[-2] in _THOUGHT


def _is_material(reading: Reading, noun: NounPhrase, meaning: Meaning) -> bool:
    """Whether it only tells what another thing is of ("a ring of fire") or what comes out of it ("breathing fire")."""
    order = reading.nouns.index(noun)
    if {"made", "of"} <= set(reading.words(noun.start - 4, noun.start)):
        return order > 0
    before = reading.words(noun.start - 1, noun.start)
    if not meaning.alive and any(_EMITTING & set(lexicon().all_verb_forms(word)) for word in before):
        return order > 0
    if not order or noun.role != "of" or reading.nouns[order - 1].of("subject") is None:
        return False
    between = reading.words(reading.nouns[order - 1].end, noun.start)
    return [word for word in between if word not in DETERMINERS] == ["of"]


def _is_worn(reading: Reading, noun: NounPhrase, meaning: Meaning) -> bool:
    """Whether it is clothing of somebody; the world's figures wear what they wear."""
    if meaning.alive:
        return False
    if noun.role in ("in", "with") and meaning.target in CLOTHES:
        return not _stands_out(reading, noun, meaning)
    verbs = {verb.start for verb in reading.all_verbs()}
    for i in range(noun.start - 1, -1, -1):
        word = reading.tokens[i].word
        stops = word in SENTENCE_ENDS or word in PREPOSITIONS or (i in verbs and not word.endswith("ed"))
        if stops or word in _WEARING:
            return word in _WEARING
    return False


def _stands_out(reading: Reading, noun: NounPhrase, meaning: Meaning) -> bool:
    """Whether one looks at what somebody wears, as at an attribute: "with a golden crown"."""
    described = any(map(is_adjective, reading.words(noun.start, noun.head[0])))
    return (
        meaning.target in _ATTRIBUTES
        and noun.role == "with"
        and described
        and reading.words(noun.start - 1, noun.start) in _ONE
    )


def _last_stop(row: Sequence[str]) -> int:
    stops = [i for i, word in enumerate(row) if word in MARKS or (word in CONJUNCTIONS and word != "and")]
    return stops[-1] if stops else -1
