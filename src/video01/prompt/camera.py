"""Camera commands: in brackets, and in prose ("the camera slowly pans to the left", "we zoom in", "handheld")."""

from __future__ import annotations

import re

from video01.prompt.camera_reading import CameraReading, Told, axis
from video01.prompt.camera_words import (
    ALONE,
    AT,
    BY_PHRASE,
    DIRECTIONS,
    FILLERS,
    NEXT,
    NOT_ALONE,
    NOUNS,
    ORDERS,
    PICTURES,
    STOPS,
    VERB_OF,
    VERBS,
)
from video01.prompt.function_words import AUXILIARIES, DETERMINERS, SENTENCE_ENDS, word_set
from video01.prompt.lexicon import Lexicon
from video01.prompt.text import Token
from video01.vocabulary import CAMERAS

_OF_OTHERS = word_set("a an the its his her their and then with")  # words that lead to somebody who is filmed
_WAYS = word_set("along over through past into across toward towards up down around")


def read_brackets(brackets: list[str], camera: CameraReading, reader: CameraReader) -> None:
    """`[Push in]`, `[Pan left,Pedestal up]`: each bracket is a phase of its own."""
    for bracket in brackets:
        commands = []
        for part in re.split(r"\s*[,+;&/]\s*|\s+and\s+", bracket):
            command = reader.command(part)
            if command:
                commands.append((command, part))
            elif part:
                camera.ignored.append(f"[{part}]")
        room = bool(commands) and camera.next_phase()
        for command, part in commands:
            if not room or not camera.add(command, part):
                camera.leave_out(part)


_SHOTS = word_set("shot view camera footage video clip flight angle perspective pov flyover ascends")


class CameraReader:
    """Finds camera moves in tokens."""

    def __init__(self, lexicon: Lexicon) -> None:
        self._stem = lexicon.verb_forms
        self._told: list[Told] = []
        self._names = {name.lower(): camera.name for camera in CAMERAS for name in (camera.name, *camera.synonyms)}

    def command(self, written: str) -> str | None:
        """The command that the words of a bracket name."""
        plain = " ".join(written.lower().replace("-", " ").replace("_", " ").split())
        if plain in self._names:
            return self._names[plain]
        words = plain.split()
        if tuple(words) in BY_PHRASE:
            return BY_PHRASE[tuple(words)]
        start = next((i for i, word in enumerate(words) if self._verb(word)), None)
        if start is None or len(words) > 6:
            return None
        return self._of_verb(words, start, len(words))[0]

    def read(self, tokens: list[Token], camera: CameraReading) -> None:
        """Add the moves that the prose names."""
        words = [token.word for token in tokens]
        self._told = []
        self._phrases(words, camera)
        start = 0
        for end in [i for i, word in enumerate(words) if word in SENTENCE_ENDS] + [len(words)]:
            self._sentence(words, start, end, camera)
            start = end + 1
        self._in_phases(words, camera)

    def _in_phases(self, words: list[str], camera: CameraReading) -> None:
        """What the prose tells, in its order; "then" begins the next phase, and so does a contradiction."""
        before = 0
        for told in sorted(self._told, key=lambda item: item.start):
            written = " ".join(words[told.start : told.end])
            if told.command == "Static shot" and before and not NEXT & set(words[before : told.start + 2]):
                continue  # "it stays at knee height" while it follows
            if before and self._is_next(words, before, told.start):
                camera.next_phase()
            if not camera.add(told.command, written):
                fits = camera.next_phase() and camera.add(told.command, written)
                if not fits:
                    camera.leave_out(written)
            before = told.end

    @staticmethod
    def _is_next(words: list[str], before: int, start: int) -> bool:
        """Whether a word between two commands, in the sentence of the second, says that it comes later."""
        ends = [i for i in range(before, start) if words[i] in SENTENCE_ENDS]
        return bool(ends) or bool(NEXT & set(words[before : start + 2]))

    def _phrases(self, words: list[str], camera: CameraReading) -> None:
        """Fixed expressions, longest first."""
        for length in (4, 3, 2, 1):
            for i in range(len(words) - length + 1):
                command = BY_PHRASE.get(tuple(words[i : i + length]))
                if command is None or any(j in camera.taken for j in range(i, i + length)):
                    continue
                if not self._is_camera_phrase(words, i, length):
                    continue
                end = self._with_direction(words, i, i + length, command)
                if end[0] and words[i - 1 : i] != ["to"]:  # "to keep up with them" says only what for
                    self._told.append(Told(command=end[0], start=i, end=end[1]))
                camera.taken |= set(range(i, end[1]))

    def _with_direction(self, words: list[str], i: int, end: int, command: str) -> tuple[str, int]:
        """A drone shot that rises; a panning shot to the left; "zoom in on": the words that belong to it."""
        last = end
        if (
            words[i] in ("drone", "aerial")
            and end < len(words)
            and words[end].endswith("ing")
            and self._verb(words[end])
        ):
            stop = next((j for j in range(end, len(words)) if words[j] in SENTENCE_ENDS), len(words))
            told, last = self._of_verb(words, end, stop)
            return told or command, last
        for j in range(end, min(end + 4, len(words))):
            side = DIRECTIONS.get(words[j])
            if side in ("left", "right") and axis(command) in ("Pan", "Truck"):
                return f"{command.split(maxsplit=1)[0]} {side}", j + 1
            if words[i] in ("drone", "rising", "crane", "aerial") and side in ("up", "down"):
                return f"Pedestal {side}", j + 1
            if words[j] in SENTENCE_ENDS or words[j] == ",":
                break
        if last < len(words) and words[last] in ("shot", "camera", "view", "style"):
            last += 1
        return command, last

    def _is_camera_phrase(self, words: list[str], i: int, length: int) -> bool:
        """ "Push in" and the like only where nobody else pushes."""
        head = words[i]
        if head not in (
            "push",
            "pull",
            "pushes",
            "pulls",
            "pulling",
            "pushing",
            "crane",
            "fly",
            "pan",
            "tilt",
            "truck",
        ):
            return True
        before = words[i - 1] if i else ""
        return (
            before in ("", ",", "-", "and", "then", "we", "long", '"', "(")
            or before in FILLERS | SENTENCE_ENDS
            or "camera" in words[max(0, i - 5) : i]
        )

    def _sentence(self, words: list[str], start: int, end: int, camera: CameraReading) -> None:
        i = start
        active = False
        while i < end:
            word = words[i]
            if i in camera.taken:
                i += 1
                continue
            order = i == start and word in ORDERS and i + 1 < end and words[i + 1] not in DETERMINERS
            picture = word in PICTURES and words[i - 1] == "the" and any(map(self._shakes, words[i + 1 : i + 3]))
            goes_on = i == start and word == "it" and self._of_camera(words, start)
            again = word == "it" and words[i - 1] in NEXT | {"and"} and "camera" in words[start : start + 4]
            goes_on = goes_on or (again and any(map(self._verb, words[i + 1 : i + 3])))
            if order or picture or goes_on or self._is_camera_noun(words, i, start):
                active = True
                camera.taken |= {i} | ({i - 1} if i > start and words[i - 1] in DETERMINERS else set())
            elif (
                active
                and word in ("which", "that")
                and self._is_camera_noun(words, i - 1 - (words[i - 1] == ","), start)
            ):
                pass
            elif active and (word in STOPS or word in (",", "-")) and not self._goes_on(words, i, end):
                active = False
            elif (
                self._verb(word)
                and not self._is_named(words, i)
                and (
                    (active and not self._is_of_followed(words, i))
                    or self._starts_alone(words, i, start)
                    or self._has_camera(words, i)
                )
            ):
                command, last = self._of_verb(words, i, end)
                last = max(last, i + 3) if self._has_camera(words, i) else last
                if command:
                    self._told.append(Told(command=command, start=i, end=last))
                    last = self._and_back(words, i, last, end)
                    if self._verb(word) == "circle":
                        camera.notes.append("The camera cannot go around things: it moves sideways.")
                    camera.taken |= set(range(i, last))
                    active = True
                    i = last
                    continue
            elif active and word in DETERMINERS | AUXILIARIES | FILLERS and word not in _OF_OTHERS:
                camera.taken.add(i)
            i += 1

    def _is_named(self, words: list[str], i: int) -> bool:
        """Whether a word is a noun ("its trembling staff") or says what a move is for ("tilts up to follow it")."""
        purpose = bool(self._told) and self._verb(words[i]) == "follow" and words[i - 1] == "to"
        noun = words[i - 1] in DETERMINERS - {"that", "this"} and words[i] not in ALONE
        return purpose or noun

    def _and_back(self, words: list[str], i: int, last: int, end: int) -> int:
        """A second direction of the same verb: "trucks left, then right"; return where its words end."""
        makes = VERBS[self._verb(words[i])]
        for joint in ([",", "then"], ["and", "then"], ["then"], [",", "and", "then"]):
            j = last + len(joint)
            side = DIRECTIONS.get(words[j], "") if j < end else ""
            if words[last:j] == joint and side and side in makes:
                self._told.append(Told(command=makes[side], start=j, end=j + 1))
                return j + 1
        return last

    def _shakes(self, word: str) -> bool:
        return self._verb(word) == "shake"

    def _of_camera(self, words: list[str], start: int) -> bool:
        """Whether the sentence before, or its last part, is about the camera: "the camera waits; it sinks"."""
        before = [i for i, word in enumerate(words[: max(0, start - 1)]) if word in SENTENCE_ENDS]
        return "camera" in words[before[-1] + 1 if before else 0 : start][:4]

    def _is_of_followed(self, words: list[str], i: int) -> bool:
        """Whether a verb is of what the camera follows: "follows a lantern floating down a river"."""
        follows = bool(self._told) and self._told[-1].command == "Tracking shot"
        return follows and words[i].endswith("ing") and words[i - 1] not in FILLERS | {","}

    @staticmethod
    def _has_camera(words: list[str], i: int) -> bool:
        """ "Shake the camera", "move the camera to the left"."""
        return words[i + 1 : i + 2] == ["the"] and words[i + 2 : i + 3] in (["camera"], ["view"])

    def _goes_on(self, words: list[str], i: int, end: int) -> bool:
        """Whether a comma is followed by another camera verb or by what the camera does."""
        if words[i + 1 : i + 2] == ["which"]:
            return True
        near = words[i + 1 : min(i + 4, end)]
        others = next(
            (k for k, word in enumerate(near) if word in DETERMINERS and not NOUNS & set(near[k:])), len(near)
        )
        return words[i] == "," and any(map(self._verb, near[:others]))  # "wide shot, a coin spins": not the camera

    def _is_camera_noun(self, words: list[str], i: int, start: int) -> bool:
        """A camera that acts; not one that something comes toward, nor "a shot of"."""
        if i < 0 or words[i] not in NOUNS or words[i + 1 : i + 2] == ["of"]:
            return False
        if words[i] == "drone" and any(map(_is_shown, words, words[1:], words[2:])):
            return False
        if self._verb("".join(words[i + 1 : i + 2])) == "sink" and words[i + 2 : i + 3] == ["a"]:
            return False  # "a drone drops a parcel"
        j = i - 1
        while j >= start and words[j] in DETERMINERS:
            j -= 1
        return not (j >= start and words[j] in AT)

    def _verb(self, word: str) -> str:
        """The class of a camera verb, "" if it is none."""
        stems = (word, *self._stems(word))
        return next((VERB_OF[stem] for stem in stems if stem in VERB_OF), "")

    def _stems(self, word: str) -> list[str]:
        stems = [self._stem(word)[-1]]
        for ending in ("s", "es", "ed", "d", "ing", "ning", "ned", "ies", "ied"):
            if word.endswith(ending) and len(word) > len(ending) + 2:
                stem = word[: -len(ending)]
                stems += [stem, stem + "e", stem + "y"]
        return stems

    def _starts_alone(self, words: list[str], i: int, start: int) -> bool:
        """A verb that only cameras do at the start of a clause, or any of theirs after "we"."""
        j = i - 1
        while j >= start and words[j] in FILLERS:
            j -= 1
        also = words[j:i] in (["while"], ["as"]) and words[i].endswith("ing") and bool(self._told)
        also = also or (words[j] in ("while", "as", "until") and "we" in words[j:i])
        if j >= start and words[j] != "," and not also:
            return False
        if words[i - 2 : i] == ["let", "us"]:
            return True
        if "we" in words[j + 1 : i]:
            return self._verb(words[i]) not in ("shake", "stay", "") or words[i + 1 : i + 2] == ["with"]
        return self._is_order(words, i, j, start)

    def _is_order(self, words: list[str], i: int, j: int, start: int) -> bool:
        """Whether a verb with nobody before it, but fillers from j on, can only be an order to the camera."""
        if self._verb(words[i]) == "truck":
            return words[i + 1 : i + 2] in (["left"], ["right"])
        bare = self._stem(words[i])[-1] == words[i] and words[i + 1 : i + 2] and words[i + 1] in _WAYS
        if j < start and bare and self._verb(words[i]) in ("move", "rise", "sink"):
            return True  # "Glide along the river"
        if words[i].endswith("s") and j >= start and not self._told and "camera" not in words[start:i]:
            return False  # "a bee hovers, then zooms away"
        return self._verb(words[i]) in ("zoom", "pan", "tilt", "dolly") and words[i] not in NOT_ALONE

    def _of_verb(self, words: list[str], i: int, end: int) -> tuple[str | None, int]:
        """The command of a verb and the direction after it, and where its words end."""
        verb = self._verb(words[i])
        makes = VERBS[verb]
        if {"not", "never"} & set(words[max(0, i - 3) : i]) and verb in ("move", "stay", "shake", "rise", "sink"):
            return ("Static shot" if verb != "shake" else None), i + 1
        sides = [
            (j, DIRECTIONS[words[j]])
            for j in range(i + 1, min(i + 9, end))
            if words[j] in DIRECTIONS and not any(w in STOPS | NEXT or w == "," for w in words[i + 1 : j])
        ]
        lateral = [(j, side) for j, side in sides if side in ("left", "right")]
        if len(lateral) > 1 and "from" in words[i + 1 : lateral[0][0]]:
            sides = lateral[-1:]
        nearest = next(((j, side) for j, side in sides if side in makes and side not in ("across",)), None)
        nearest = nearest or next(((j, side) for j, side in sides if side in makes), None)
        if words[i : i + 1] == ["track"] or words[i].startswith("track"):
            makes = VERBS["follow"] if nearest is None or nearest[1] == "along" else makes
        if nearest is None and words[i].startswith("look"):
            return None, i + 1
        if nearest is not None and not any(self._verb(w) and w in ALONE for w in words[i + 1 : nearest[0]]):
            return makes.get(nearest[1], makes.get("")), nearest[0] + 1
        return makes.get(""), i + 1


def _is_shown(article: str, noun: str, following: str) -> bool:
    """Whether three words name a drone that is seen itself: "flies a drone over", but "a drone shot"."""
    return noun == "drone" and article in ("a", "his", "her", "their") and following not in _SHOTS
