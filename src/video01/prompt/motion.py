"""What each figure does: every motion that the prompt names, in order, and the one or two that are shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from video01.prompt.actors import Actors
from video01.prompt.directions import directions, particles
from video01.prompt.function_words import DETERMINERS, PEOPLE, PREPOSITIONS, SENTENCE_ENDS, word_set
from video01.prompt.lexicon import MOVES, lexicon
from video01.prompt.mention import Mention
from video01.prompt.reading import NounPhrase, Reading, Verb

MOST = 2  # actions of a figure, one after another
UNTOLD_DIRECTION = "moves right"
_DIRECTED = frozenset(
    ("moves left", "moves right", "comes closer", "goes away", "rises", "falls", "circles", "zigzags", "bounces")
)
_BENT_BY = {  # which actions a direction changes, and to what
    "comes closer": {MOVES, "jumps", "rises"},
    "goes away": {MOVES, "rises"},
    "rises": {MOVES},
    "falls": {MOVES},
    "circles": {MOVES},
    "moves left": {MOVES, "goes away"},
    "moves right": {MOVES, "goes away"},
    "bounces": {"jumps"},
    "zigzags": {MOVES},
    "shakes": {MOVES},
}
_NEEDS_NO_OBJECT = frozenset(
    {"zigzags", "vanishes", "falls", "grows", "shrinks", "spins", "shakes", "appears", "swings", "flips"}
)
_CLAUSES = word_set(", and while as then")
_THROWN = word_set("toss fling hurl lob lift raise launch")


@dataclass(frozen=True, kw_only=True)
class Motion:
    """One motion that the prompt names."""

    action: str  # canonical, or "moves"
    start: int  # tokens[start:end] say so
    end: int
    actors: frozenset[int]  # places in the cast; empty: of nobody who is shown


def motions(reading: Reading, chosen: list[Mention], taken: frozenset[int]) -> list[Motion]:
    """All motions in order, directions worked in."""
    words = [token.word if i not in taken else "·" for i, token in enumerate(reading.tokens)]
    actors = Actors(reading, chosen)
    found = _particles(words, actors)
    for verb in reading.verbs:
        if any(motion.start <= verb.start < motion.end for motion in found):
            continue
        done_to = _object(reading, verb)
        if done_to is not None and not actors.of_noun(done_to):
            continue
        described = _described(reading, verb)
        if described is not None and not actors.of_noun(described):
            continue  # "through falling petals" moves nobody
        if _of_scenery(reading, verb, actors):
            continue  # "waves crashing below" moves nobody either
        end = _window_end(reading, words, verb)
        action, last = _directed(words, verb.meaning.target, verb.start + 1, end)
        if verb.negated:
            action = "stays still" if action not in ("appears", "stays still") else ""
        if action:
            doer = described or done_to
            doers = actors.of_verb(verb) if doer is None else actors.of_noun(doer)
            found.append(Motion(action=action, start=verb.start, end=max(last, verb.end), actors=doers))
    found.sort(key=lambda motion: motion.start)
    return found or ([] if reading.plain_verbs else _without_verb(words, actors))


def of_figure(found: list[Motion], index: int) -> tuple[list[Motion], list[Motion]]:
    """The motions of one figure that are shown, at most two, and those that are left out."""
    row = [motion for motion in found if index in motion.actors]
    if any(motion.action in _DIRECTED for motion in row):
        row = [motion for motion in row if motion.action != MOVES]
    distinct = [m for i, m in enumerate(row) if all(m.action != other.action for other in row[:i])]
    if len(distinct) <= MOST:
        return distinct, []
    return [distinct[0], distinct[-1]], distinct[1:-1]


def shown_as(motion: Motion) -> str:
    """The action of a motion; without a direction it is to the right."""
    return UNTOLD_DIRECTION if motion.action == MOVES else motion.action


def _object(reading: Reading, verb: Verb) -> NounPhrase | None:
    """What a motion is done to, and so moves itself: "drops a ball", "tosses a pizza into the air"."""
    thrown = bool(_THROWN & set(lexicon().all_verb_forms(reading.tokens[verb.start].word)))
    if verb.meaning.target not in _NEEDS_NO_OBJECT and not thrown:
        return None
    with_particle = verb.end - verb.start > 1  # "tumbles down the stairs"
    near = [n for n in reading.nouns if n.role == "object" and 0 <= n.start - verb.end <= 2 and n.clause == verb.clause]
    certain = verb.meaning.target in ("shakes", "vanishes")  # "shakes hands", but "somersaults twice"
    return next((noun for noun in near if (noun.meanings or certain) and not with_particle), None)


def _described(reading: Reading, verb: Verb) -> NounPhrase | None:
    """The noun that a participle before it describes: "a falling star"."""
    before = reading.words(verb.start - 1, verb.start)
    if not reading.tokens[verb.start].word.endswith("ing") or not before or before[0] not in DETERMINERS | PREPOSITIONS:
        return None
    return next((noun for noun in reading.nouns if noun.start in (verb.start, verb.end)), None)


def _of_scenery(reading: Reading, verb: Verb, actors: Actors) -> bool:
    """Whether a place or the weather does it, right before the verb."""
    doer = next((noun for noun in reading.nouns if noun.end == verb.start), None)
    if doer is not None and PREPOSITIONS & set(reading.words(doer.start - 1, doer.start)):
        return False  # "a fish out of water jumps"
    return doer is not None and any(map(doer.of, ("place", "light", "weather"))) and not actors.of_noun(doer)


def _window_end(reading: Reading, words: list[str], verb: Verb) -> int:
    """Where the words that may give a verb its direction end: the next verb or subject, or the sentence."""
    nexts = [other.start for other in reading.verbs if other.start > verb.start]
    nexts += [noun.start for noun in reading.nouns if noun.start >= verb.end and noun.role == "subject"]
    others = [other.actor.start for other in reading.plain_verbs if other.actor is not None]
    nexts += [i - 1 for i in others if i > verb.end and words[i - 1] == ","]
    nexts += [i for i in range(verb.end, len(words)) if words[i] == "·" and words[i - 1] in _CLAUSES]  # a camera's
    ends = [i for i in range(verb.end, len(words)) if words[i] in SENTENCE_ENDS]
    return min([*nexts, *ends, len(words)])


def _directed(words: list[str], action: str, start: int, end: int) -> tuple[str, int]:
    """The action that a verb's class becomes by the directions after it, and where those words end."""
    text, offsets = _joined(words, start, end)
    found: list[tuple[str, int]] = []
    for direction, pattern in directions():
        match = pattern.search(text)
        if match and action in _BENT_BY[direction]:
            found.append((direction, offsets(match.end())))
    sideways = [told for told in found if told[0] in ("moves left", "moves right")]  # says more than "off"
    return (sideways or found or [(action, start)])[0]


def _joined(words: list[str], start: int, end: int) -> tuple[str, Callable[[int], int]]:
    """The words with spaces between them, and from a place in that text to the token after it."""
    text = " ".join(words[start:end])
    return text, lambda place: start + text[:place].count(" ") + 1


def _particles(words: list[str], actors: Actors) -> list[Motion]:
    """Motions that are more than their verb: "takes off", "gets bigger", "does a flip"."""
    text, offsets = _joined(words, 0, len(words))
    found: list[Motion] = []
    for action, pattern in particles():
        for match in pattern.finditer(text):
            start, end = text[: match.start()].count(" "), offsets(match.end())
            over = any(motion.start < end and start < motion.end for motion in found)
            named = end == start + 1 and bool(DETERMINERS & set(words[max(0, start - 1) : start]))  # "a burst"
            if not over and not named and words[start - 1 : start] != ["not"]:
                stop = next((i for i in range(end, len(words)) if words[i] in SENTENCE_ENDS), len(words))
                told, last = _directed(words, action, end, stop) if action in ("goes away", MOVES) else (action, end)
                ours = bool(PEOPLE & set(words[max(0, start - 2) : start]))  # "we are launching"
                doers = frozenset() if ours else actors.before(start)
                found.append(Motion(action=told, start=start, end=max(end, last), actors=doers))
    found.extend(_negated_motion(words, actors))
    return found


def _negated_motion(words: list[str], actors: Actors) -> list[Motion]:
    """ "without moving": the negation is of a form that the verb reader has read as a noun's."""
    return [
        Motion(action="stays still", start=i, end=i + 2, actors=actors.of_token(i))
        for i in range(len(words) - 1)
        if words[i] == "without" and words[i + 1] in ("moving", "motion", "movement")
    ]


def _without_verb(words: list[str], actors: Actors) -> list[Motion]:
    """A direction without a verb ("a tiger, left to right") moves a figure too."""
    start = 0
    for end in [i for i, word in enumerate(words) if word in SENTENCE_ENDS] + [len(words)]:
        text, offsets = _joined(words, start, end)
        for direction, pattern in directions():
            match = pattern.search(text) if direction in ("moves left", "moves right", "comes closer") else None
            after = text[match.end() :].split()[:1] if match else []
            if match and " " in match.group() and after != ["of"]:
                first = start + text[: match.start()].count(" ")
                last = offsets(match.end())
                return [Motion(action=direction, start=first, end=last, actors=actors.of_token(first))]
        start = end + 1
    return []
