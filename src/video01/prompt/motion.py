"""What the main subject does: every motion the prompt names, and the one that is shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from video01.prompt.directions import directions, particles
from video01.prompt.function_words import SENTENCE_ENDS
from video01.prompt.lexicon import MOVES
from video01.prompt.reading import NounPhrase, Reading, Verb

# How much of a video each action is; of equals the first one named is shown.
WEIGHTS = {
    "comes closer": 9, "goes away": 8, "vanishes": 7, "grows": 7, "shrinks": 7, "spins": 6, "jumps": 6, "bounces": 6,
    "circles": 6, "falls": 6, "rises": 6, "moves left": 5, "moves right": 5, "shakes": 5, MOVES: 4, "appears": 3,
    "stays still": 2,
}  # fmt: skip

_BENT_BY = {  # which actions a direction changes, and to what
    "comes closer": {MOVES, "jumps", "rises"},
    "goes away": {MOVES, "rises"},
    "rises": {MOVES, "jumps"},
    "falls": {MOVES},
    "circles": {MOVES},
    "moves left": {MOVES, "jumps"},
    "moves right": {MOVES, "jumps"},
    "bounces": {MOVES, "jumps"},
    "shakes": {MOVES},
}
_NEEDS_NO_OBJECT = frozenset({"falls", "grows", "shrinks", "spins", "shakes", "appears"})


@dataclass(frozen=True, kw_only=True)
class Motion:
    """One motion that the prompt names."""

    action: str  # canonical, or "moves"
    start: int  # tokens[start:end] say so
    end: int
    clause: int

    @property
    def weight(self) -> int:
        return WEIGHTS[self.action]


def motions(reading: Reading, main: NounPhrase | None, taken: frozenset[int]) -> list[Motion]:
    """All motions of the main subject in order, directions worked in."""
    words = [token.word if i not in taken else "·" for i, token in enumerate(reading.tokens)]
    found = _particles(words)
    for verb in reading.verbs:
        if not _is_of(verb, main) or _has_object(reading, verb):
            continue
        if any(motion.start <= verb.start < motion.end for motion in found):
            continue
        end = _window_end(reading, words, verb)
        action, last = _directed(words, verb.meaning.target, verb.start + 1, end)
        last = max(last, verb.end)
        if verb.negated:
            action = "stays still" if WEIGHTS[action] > 2 and action != "appears" else ""
        if action:
            found.append(Motion(action=action, start=verb.start, end=last, clause=verb.clause))
    return sorted(found, key=lambda motion: motion.start) or ([] if reading.plain_verbs else _without_verb(words))


def shown(found: list[Motion]) -> Motion | None:
    """The most visible motion; of equally visible ones the first."""
    return max(found, key=lambda motion: motion.weight, default=None)


def _is_of(verb: Verb, main: NounPhrase | None) -> bool:
    """Whether the main subject does it: named, or by a pronoun, or nobody is named."""
    return verb.actor is None or main is None or verb.actor is main or verb.actor.head == main.head


def _has_object(reading: Reading, verb: Verb) -> bool:
    """Whether it is done to something ("drops a ball", "grows flowers")."""
    if verb.meaning.target not in _NEEDS_NO_OBJECT:
        return False
    return any(n.role == "object" and n.clause == verb.clause and 0 <= n.start - verb.end <= 2 for n in reading.nouns)


def _window_end(reading: Reading, words: list[str], verb: Verb) -> int:
    """Where the words that may give a verb its direction end: the next verb, or the end of the sentence."""
    nexts = [other.start for other in reading.verbs if other.start > verb.start]
    ends = [i for i in range(verb.end, len(words)) if words[i] in SENTENCE_ENDS]
    return min([*nexts, *ends, len(words)])


def _directed(words: list[str], action: str, start: int, end: int) -> tuple[str, int]:
    """The action that a verb's class becomes by the directions after it, and where those words end."""
    text, offsets = _joined(words, start, end)
    for direction, pattern in directions():
        match = pattern.search(text)
        if match and action in _BENT_BY[direction]:
            return direction, offsets(match.end())
    return action, start


def _joined(words: list[str], start: int, end: int) -> tuple[str, Callable[[int], int]]:
    """The words with spaces between them, and from a place in that text to the token after it."""
    text = " ".join(words[start:end])
    return text, lambda place: start + text[:place].count(" ") + 1


def _particles(words: list[str]) -> list[Motion]:
    """Motions that are more than their verb: "takes off", "gets bigger"."""
    text, offsets = _joined(words, 0, len(words))
    found = []
    for action, pattern in particles():
        for match in pattern.finditer(text):
            start = text[: match.start()].count(" ")
            if words[start - 1 : start] != ["not"]:
                found.append(Motion(action=action, start=start, end=offsets(match.end()), clause=-1))
    found.extend(_negated_motion(words))
    return found


def _negated_motion(words: list[str]) -> list[Motion]:
    """ "without moving": the negation is of a form that the verb reader has read as a noun's."""
    return [
        Motion(action="stays still", start=i, end=i + 2, clause=-1)
        for i in range(len(words) - 1)
        if words[i] == "without" and words[i + 1] in ("moving", "motion", "movement")
    ]


def _without_verb(words: list[str]) -> list[Motion]:
    """A direction without a verb ("a tiger, left to right") moves the subject too."""
    start = 0
    for end in [i for i, word in enumerate(words) if word in SENTENCE_ENDS] + [len(words)]:
        text, offsets = _joined(words, start, end)
        for direction, pattern in directions():
            if direction not in ("moves left", "moves right", "comes closer"):
                continue
            match = pattern.search(text)
            if match and " " in match.group():
                first = start + text[: match.start()].count(" ")
                return [Motion(action=direction, start=first, end=offsets(match.end()), clause=0)]
        start = end + 1
    return []
