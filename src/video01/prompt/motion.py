"""What each figure does: every motion that the prompt names, in order, and the one or two that are shown."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from video01.prompt import tags
from video01.prompt.actors import Actors
from video01.prompt.directions import directions, particles
from video01.prompt.function_words import DETERMINERS, PEOPLE, SENTENCE_ENDS, word_set
from video01.prompt.lexicon import MOVES, lexicon
from video01.prompt.mention import Mention
from video01.prompt.reading import NounPhrase, PlainVerb, Reading, Verb

MOST = 2  # actions of a figure, one after another
UNTOLD_DIRECTION = "moves right"
DIRECTED = frozenset(
    ("moves left", "moves right", "comes closer", "goes away", "rises", "circles", "zigzags", "bounces")
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
_NEAR = 3  # words from a verb to what it is done to
_WAYS = word_set("through across past along")
_FROM_AFAR = word_set(
    "look gaze stare peer glance watch see shine glow gleam glimmer sparkle smile grin sit stand lie rest sleep read "
    "search listen stretch spread hang feel sing talk speak shout call echo scatter point wave reach lean extend bark "
    "howl growl scream yell whistle nod wink breathe blow fish play work wait live light cheer photograph film take"
)
_CLAUSES = word_set(", and while as then")
_ENDING = word_set("while when because if until till unless whenever relative")  # kinds of clauses
_POSTURES = word_set("balance sit stand lie hang wait rest perch lean kneel recline lounge")
_STIRRING = word_set("stir budge flinch twitch react leave change")
_LEADING = word_set("drag pull push tow haul lower carry")  # where it goes, what it is done to goes, too
_CARRYING = word_set("carry bring deliver transport haul")
_NEVER = word_set("not never cannot")
_PULLING = word_set("pull drag haul lift yank")
_DONE_TO = word_set("pour spill drop swing twirl shake")
_STOPPING = word_set("stop stops stopped quits")
_HOVERING = word_set("float hover")
_THROWN = word_set("toss fling hurl lob lift raise launch slide send")
_SENT = word_set("throw kick send shoot pitch bowl flick beam release")  # no motions, but of what they are done to


@dataclass(frozen=True, kw_only=True)
class Motion:
    """One motion that the prompt names."""

    action: str  # canonical, or "moves"
    start: int  # tokens[start:end] say so
    end: int
    actors: frozenset[int]  # places in the cast; empty: of nobody who is shown
    weak: bool = False  # how somebody is while other things are done: "sits", "waiting"


def motions(reading: Reading, chosen: list[Mention], taken: frozenset[int]) -> list[Motion]:
    """All motions in order, directions worked in."""
    words = [token.word if i not in taken else "·" for i, token in enumerate(reading.tokens)]
    actors = Actors(reading, chosen)
    found = _particles(reading, words, actors)
    for verb in reading.verbs:
        if any(motion.start <= verb.start < motion.end for motion in found):
            continue
        done_to = _object(reading, verb)
        if done_to is not None and not (actors.of_noun(done_to) or actors.of_owner(done_to)):
            continue
        described = verb.actor if verb.describes else None
        if described is not None and not actors.of_noun(described):
            continue  # "through falling petals" moves nobody
        if (
            _is_over(reading, verb)
            or _is_order(reading, verb)
            or _of_scenery(reading, verb, actors)
            or _of_part(reading, verb, actors)
            or _only_follows(reading, verb)
        ):
            continue  # "waves crashing below" moves nobody either
        end = _window_end(reading, words, verb)
        action, last = _directed(words, verb.meaning.target, verb.start + 1, end)
        action = "appears" if _comes_out(reading, verb) else action
        aloft = action == MOVES and _is_aloft(words[verb.end : end])
        action = "rises" if done_to is not None and (aloft or _draws_out(reading, verb)) else action
        if verb.negated:
            action = "stays still" if action not in ("appears", "stays still") else ""
        if action:
            doer = described or done_to
            doers = actors.of_verb(verb) if doer is None else actors.of_noun(doer) or actors.of_owner(doer)
            if action != MOVES and _LEADING & set(lexicon().all_verb_forms(reading.tokens[verb.start].word)):
                doers |= {i for noun in verb.objects for i in actors.of_noun(noun, besides=doers)}
            weak = _is_no_rest(verb) if verb.negated else _is_accompanying(reading, verb, action)
            found.append(Motion(action=action, start=verb.start, end=max(last, verb.end), actors=doers, weak=weak))
    found.extend(_unmoved(reading, actors))
    found.extend(_sent(reading, words, actors))
    found.extend(_on_its_way(reading, words, actors))
    found = _in_turn(sorted(found, key=lambda motion: motion.start), words)
    return found or ([] if reading.plain_verbs else _without_verb(words, actors))


def _is_aloft(words: list[str]) -> bool:
    """ "Tosses a pizza in the air"."""
    return " in the air" in " ".join(words)


def _in_turn(found: list[Motion], words: list[str]) -> list[Motion]:
    """Whoever goes and then does something else goes first: "runs, then comes closer"."""
    pairs = [i for i in range(1, len(found)) if "then" in words[found[i - 1].end : found[i].start]]
    turned = {k for i in pairs for k in (i - 1, i)}
    return [
        replace(motion, action=UNTOLD_DIRECTION) if k in turned and motion.action == MOVES else motion
        for k, motion in enumerate(found)
    ]


def of_figure(found: list[Motion], index: int) -> tuple[list[Motion], list[Motion]]:
    """The motions of one figure that are shown, at most two, and those that are left out."""
    row = [motion for motion in found if index in motion.actors]
    if any(not motion.weak for motion in row):
        row = [motion for motion in row if not motion.weak]
    if any(motion.action in DIRECTED for motion in row):
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
    thrown = thrown or _draws_out(reading, verb)
    if verb.meaning.target not in _NEEDS_NO_OBJECT and not thrown:
        return None
    with_particle = verb.end - verb.start > 1  # "tumbles down the stairs"
    near = [noun for noun in verb.objects if (noun.measure[0] or noun.start) - verb.end <= _NEAR]
    bases = set(lexicon().all_verb_forms(reading.tokens[verb.start].word))
    certain = verb.meaning.target in ("shakes", "vanishes")  # "shakes hands", but "somersaults twice"
    certain = certain or bool(bases & _DONE_TO)
    return next((noun for noun in near if (noun.meanings or certain) and not with_particle), None)


def _draws_out(reading: Reading, verb: Verb) -> bool:
    """ "Pulls a rabbit out of a hat"."""
    pulls = bool(_PULLING & set(lexicon().all_verb_forms(reading.tokens[verb.start].word)))
    return pulls and any(reading.words(noun.end, noun.end + 2) == ["out", "of"] for noun in verb.objects)


def _of_scenery(reading: Reading, verb: Verb, actors: Actors) -> bool:
    """Whether a place or the weather does it, right before the verb."""
    doer = next((noun for noun in reading.nouns if noun.end == verb.start), None)
    if verb.actor is not None and verb.actor is not doer:
        return False  # "a man in a park runs"
    return doer is not None and any(map(doer.of, ("place", "light", "weather"))) and not actors.of_noun(doer)


def _is_no_rest(verb: Verb) -> bool:
    """ "Does not turn around": that is no stop for who walks."""
    return verb.meaning.target not in (MOVES, "stays still")


def _is_over(reading: Reading, verb: Verb) -> bool:
    """ "Stops running"."""
    row = reading.words(verb.start - 3, verb.start)
    return reading.tags[verb.start] == tags.ING and bool(_STOPPING & set(row[-1:])) and not _NEVER & set(row)


def _is_order(reading: Reading, verb: Verb) -> bool:
    """ "Glide over the city": nobody of the prompt, but who films."""
    first = verb.start == 0 or reading.tags[verb.start - 1] == tags.END
    follows = reading.tags[verb.end : verb.end + 1] in ([tags.PREPOSITION], [tags.ADVERB])
    named = any(noun.end <= verb.start and noun.of("subject") for noun in reading.nouns)
    ordered = reading.tags[verb.start] == tags.BASE and first and follows and not named
    return verb.actor is None and (ordered or _is_of_picture(reading, verb))


def _is_of_picture(reading: Reading, verb: Verb) -> bool:
    """ "Handheld, shaking badly": a sentence that names nobody is about the camera, if it speaks of it."""
    ends = [i for i, token in enumerate(reading.tokens) if token.word in SENTENCE_ENDS]
    start = max((i for i in ends if i < verb.start), default=-1)
    end = min((i for i in ends if i > verb.start), default=len(reading.tokens))
    named = any(start < noun.start < end for noun in (*reading.nouns, *reading.pronouns))
    return not named and any(start < i < verb.start for i in reading.camera)


def _of_part(reading: Reading, verb: Verb, actors: Actors) -> bool:
    """ "Their fur swaying": that tells nothing of those whose it is."""
    actor = verb.actor
    if actor is None or actor.pronoun or reading.tags[verb.start] != tags.ING or verb.describes:
        return False
    return not actors.is_named(actor) and bool(actors.of_owner(actor))


def _only_follows(reading: Reading, verb: Verb) -> bool:
    """ "Behind her comes a cygnet": where it is, and not that it comes closer."""
    inverted = verb.actor is not None and verb.actor.start > verb.start
    return (
        inverted
        and not _comes_out(reading, verb)
        and lexicon().verb_forms(reading.tokens[verb.start].word)[-1] == "come"
    )


def _comes_out(reading: Reading, verb: Verb) -> bool:
    """ "Out of it steps a robot": it appears."""
    inverted = verb.actor is not None and verb.actor.start > verb.start and not verb.describes
    row = reading.words(verb.start - 7, verb.start)
    return inverted and verb.meaning.target in (MOVES, "comes closer") and "out" in row and "of" in row


def _is_accompanying(reading: Reading, verb: Verb, action: str) -> bool:
    """Whether a verb only tells how somebody is or what one carries, and no end of a motion as "then sits" does."""
    bases = set(lexicon().all_verb_forms(reading.tokens[verb.start].word))
    hovers = reading.tags[verb.start] == tags.ING and bases & _HOVERING  # "floating there, spinning"
    if action == MOVES and (bases & _CARRYING or hovers):
        return True
    rests = action == "stays still" and bool(bases & _POSTURES)
    return rests and "then" not in reading.words(verb.start - 2, verb.start)


def _unmoved(reading: Reading, actors: Actors) -> list[Motion]:
    """ "Has not stirred"."""
    return [
        Motion(action="stays still", start=verb.start, end=verb.end, actors=actors.of_verb(verb))
        for verb in reading.plain_verbs
        if verb.negated and _STIRRING & set(lexicon().all_verb_forms(reading.tokens[verb.start].word))
    ]


def _sent(reading: Reading, words: list[str], actors: Actors) -> list[Motion]:
    """ "Kicks a ball": the ball moves."""
    found = []
    for verb in reading.plain_verbs:
        things = frozenset(i for noun in verb.objects for i in actors.of_noun(noun, alone=True))
        things = actors.of_verb(verb) if verb.passive else things
        if things and not verb.negated and _SENT & set(lexicon().all_verb_forms(reading.tokens[verb.start].word)):
            end = _window_end(reading, words, verb)
            action, last = _directed(words, MOVES, verb.end, end)
            action = "rises" if action == MOVES and _is_aloft(words[verb.end : end]) else action
            action = {"up": "rises", "down": "falls"}.get("".join(words[verb.end : verb.end + 1]), action)
            found.append(Motion(action=action, start=verb.start, end=max(last, verb.end), actors=things))
    return found


def _on_its_way(reading: Reading, words: list[str], actors: Actors) -> list[Motion]:
    """ "Splashes through a puddle": any deed that has a way, but looks, sounds and light."""
    found = []
    for verb in reading.plain_verbs:
        bases = set(lexicon().all_verb_forms(reading.tokens[verb.start].word))
        goes = reading.words(verb.end, verb.end + 1)[:1] and reading.tokens[verb.end].word in _WAYS
        still = verb.negated or verb.passive or verb.describes or verb.objects or bases & _FROM_AFAR
        if goes and not still and verb.actor is not None:
            action, last = _directed(words, MOVES, verb.end, _window_end(reading, words, verb))
            found.append(Motion(action=action, start=verb.start, end=max(last, verb.end), actors=actors.of_verb(verb)))
    return found


def _window_end(reading: Reading, words: list[str], verb: Verb | PlainVerb) -> int:
    """Where the words that may give a verb its direction end: the next verb or subject, or the sentence."""
    nexts = [other.start for other in reading.verbs if other.start > verb.start]
    nexts += [noun.start for noun in reading.nouns if noun.start >= verb.end and noun.role == "subject"]
    others = [other.actor.start for other in reading.plain_verbs if other.actor is not None]
    nexts += [i - 1 for i in others if i > verb.end and words[i - 1] == ","]
    nexts += [i for i in range(verb.end, len(words)) if words[i] == "·" and words[i - 1] in _CLAUSES]  # a camera's
    nexts += [clause.start for clause in reading.clauses if clause.start >= verb.end and clause.kind in _ENDING]
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


def _particles(reading: Reading, words: list[str], actors: Actors) -> list[Motion]:
    """Motions that are more than their verb: "takes off", "gets bigger", "does a flip"."""
    verbs = {verb.start: verb for verb in reading.all_verbs() if verb.actor is not None}
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
                if "out" in words[start:end] and _directed(words, MOVES, end, stop)[0] == "comes closer":
                    told, last = _directed(words, MOVES, end, stop)  # "comes out of the tunnel towards us"
                ours = bool((PEOPLE - {"you"}) & set(words[max(0, start - 2) : start]))  # "we are launching"
                verb = verbs.get(start)
                subject = _of_copula(reading, start)
                doers = actors.of_verb(verb) if verb is not None else actors.before(start)
                doers = actors.of_noun(subject) if verb is None and subject is not None else doers
                doers = frozenset() if ours else doers
                found.append(Motion(action=told, start=start, end=max(end, last), actors=doers))
    found.extend(_negated_motion(words, actors))
    return found


def _of_copula(reading: Reading, i: int) -> NounPhrase | None:
    """Of whom "is" tells what follows: "who was asleep"."""
    near = (clause for start, clause in reading.copulas if 0 < i - start < _NEAR)
    return next((clause.subject for clause in near), None)


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
            if match and " " in match.group() and not set(after) & (DETERMINERS | {"of"}):  # "to his left a lion"
                first = start + text[: match.start()].count(" ")
                last = offsets(match.end())
                return [Motion(action=direction, start=first, end=last, actors=actors.of_token(first))]
        start = end + 1
    return []
