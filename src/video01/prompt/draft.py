"""The facts of a clip while they are gathered."""

from __future__ import annotations

from dataclasses import dataclass, field

from video01.facts import Facts, Figure


@dataclass
class FigureDraft:
    """A figure; see `video01.facts.Figure`."""

    name: str
    size: str | None = None
    colour: str | None = None
    actions: tuple[str, ...] = ()
    relation: str | None = None
    follows: bool = False  # it does what the first does, if nothing else is told
    rests: bool = False  # nobody says that it does anything: it is what something is done to

    def figure(self) -> Figure:
        return Figure(name=self.name, size=self.size, colour=self.colour, actions=self.actions, relation=self.relation)


@dataclass
class Draft:
    """See `video01.facts.Facts`."""

    figures: list[FigureDraft] = field(default_factory=list)
    place: str | None = None
    light: str | None = None
    weather: str | None = None
    look: str | None = None
    camera: tuple[tuple[str, ...], ...] = ()

    @classmethod
    def of(cls, facts: Facts) -> Draft:
        """The same facts, open to changes."""
        figures = [
            FigureDraft(figure.name, figure.size, figure.colour, figure.actions, figure.relation)
            for figure in facts.figures
        ]
        return cls(figures, facts.place, facts.light, facts.weather, facts.look, facts.camera)

    def facts(self) -> Facts:
        return Facts(
            figures=tuple(figure.figure() for figure in self.figures),
            place=self.place,
            light=self.light,
            weather=self.weather,
            look=self.look,
            camera=self.camera,
        )
