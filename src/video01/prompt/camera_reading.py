"""The camera commands that a prompt tells, as phases that follow one another."""

from __future__ import annotations

from dataclasses import dataclass, field

from video01.prompt.camera_words import MOST_PHASES, MOST_TOGETHER, OPPOSITE
from video01.vocabulary import CAMERAS


@dataclass(frozen=True, kw_only=True)
class Told:
    """One command that the prose tells: tokens[start:end]."""

    command: str
    start: int
    end: int


@dataclass
class CameraReading:
    """The commands, as phases that follow one another, and which tokens said so."""

    phases: list[list[str]] = field(default_factory=list)
    taken: set[int] = field(default_factory=set)
    notes: list[str] = field(default_factory=list)
    ignored: list[str] = field(default_factory=list)  # bracket commands that are none

    def commands(self) -> tuple[tuple[str, ...], ...]:
        return tuple(tuple(phase) for phase in self.phases if phase)

    def next_phase(self) -> bool:
        """Begin another phase, if there is room for one."""
        if self.phases and not self.phases[-1]:
            return True
        if len(self.phases) == MOST_PHASES:
            return False
        self.phases.append([])
        return True

    def add(self, command: str, written: str) -> bool:
        """One more command in the last phase, unless it is there already or contradicts one that is."""
        shown = rendered(command)
        if not self.phases:
            self.phases.append([])
        phase = self.phases[-1]
        if shown in phase or shown is None:
            return True
        if any(_clash(shown, other) for other in phase) or len(phase) == MOST_TOGETHER:
            return False
        if shown.lower() != written.lower():
            self.notes.append(f'The camera move "{written}" is shown as {shown}.')
        phase.append(shown)
        return True

    def leave_out(self, written: str) -> None:
        self.notes.append(f'The camera move "{written}" is left out: others are shown.')


def _clash(one: str, other: str) -> bool:
    return axis(one) == axis(other) or "all" in (axis(one), axis(other))


def axis(command: str) -> str:
    """Commands of one axis cannot act together."""
    first = command.split(maxsplit=1)[0]
    groups = {"Push": "Dolly", "Pull": "Dolly"}
    return groups.get(first, "all" if first == "Static" else first)


def rendered(command: str) -> str | None:
    """The command itself if the world shows it, else the most similar one it shows, else None."""
    shown = {camera.name for camera in CAMERAS if camera.rendered}
    if command in shown:
        return command
    first, *rest = command.split()
    direction = {"in": "in", "out": "out"}.get(rest[-1], rest[-1])
    return next((c for c in shown if c.split()[0] == OPPOSITE.get(first) and c.endswith(direction)), None)
