"""Fills in what a prompt does not name, and says so."""

from __future__ import annotations

from video01.facts import with_article
from video01.prompt import fill
from video01.prompt.draft import Draft, FigureDraft
from video01.prompt.lexicon import subject

_TRAVEL = ("moves left", "moves right", "comes closer", "goes away", "rises", "falls", "jumps", "circles", "zigzags")


def complete(draft: Draft, notes: list[str], *, has_image: bool) -> None:
    """With an image nothing is filled in but a camera that moves, where nothing else would."""
    if has_image:
        if not draft.camera and not any(figure.actions for figure in draft.figures):
            _set_camera(draft, notes, "Push in", "Nothing in the prompt moves")
        return
    named = any(figure.actions for figure in draft.figures)
    if not draft.figures and not (draft.place or draft.light or draft.weather):
        draft.figures = [FigureDraft(fill.ANYBODY)]
        notes.append(f"The prompt names nothing that the model knows: {with_article(fill.ANYBODY)} is shown.")
    _complete_surroundings(draft, notes)
    _complete_motion(draft, notes)
    if not draft.camera:
        moving = named or any(action != "stays still" for figure in draft.figures for action in figure.actions)
        _set_camera(draft, notes, "Static shot" if moving else "Push in", "No camera move is named")


def _complete_surroundings(draft: Draft, notes: list[str]) -> None:
    if draft.place is None:
        by_weather = fill.PLACE_OF_WEATHER.get(draft.weather or "", fill.ANYWHERE)
        draft.place = _home(draft) if draft.figures else by_weather
        hidden = draft.weather not in (None, "clear") and draft.place in fill.NO_WEATHER
        hidden = hidden or (draft.weather == "snow" and draft.place in fill.NO_SNOW)
        if hidden or draft.weather == "sandstorm":
            draft.place = by_weather
        elif draft.light and draft.place == "space":
            draft.place, draft.light = ("space", None) if draft.light == "night" else ("sky", draft.light)
        notes.append(f"No place is named: {draft.place}.")
    if draft.light is None and draft.place not in fill.NO_LIGHT:
        draft.light = "day"
        notes.append("No light is named: day.")
    if draft.weather is None and draft.place not in fill.NO_WEATHER:
        draft.weather = "clear"
        notes.append("No weather is named: clear.")


def _home(draft: Draft) -> str:
    """Where the first figure is at home; what may lie in a room goes out with the others, and ships need water."""
    homes = [fill.place_for(figure.name) for figure in draft.figures]
    if "ocean" in homes[1:] and homes[0] not in ("underwater", "lake", "beach"):
        return "ocean"
    if any(figure.name in fill.INDOORS for figure in draft.figures[1:]) and draft.weather is None:
        return "room"
    return next((home for home in homes if home != "room"), homes[0]) if homes[0] == "room" else homes[0]


def _complete_motion(draft: Draft, notes: list[str]) -> None:
    for i, figure in enumerate(draft.figures):
        if figure.actions:
            continue
        hunter = next((other for other in draft.figures if other.relation == "chasing" and other.actions), None)
        if i and figure.follows and figure.relation == "behind" and not set(draft.figures[0].actions) & set(_TRAVEL):
            figure.actions = ("stays still",)  # who shakes is followed by nobody
        elif i and figure.follows:
            figure.actions = draft.figures[0].actions
        elif not i and hunter is not None:
            figure.actions = tuple(filter(_TRAVEL.__contains__, hunter.actions)) or ("moves right",)
        else:
            figure.actions = ("stays still",) if figure.rests else _usual(draft, figure)
        notes.append(f"No motion is named: the {figure.name} {', then '.join(figure.actions)}.")


def _usual(draft: Draft, figure: FigureDraft) -> tuple[str, ...]:
    """Who is chased runs, even a tree."""
    chased = any(other.relation == "chasing" for other in draft.figures)
    return ("moves right",) if chased else (fill.action_for(subject(figure.name)),)


def _set_camera(draft: Draft, notes: list[str], command: str, why: str) -> None:
    draft.camera = ((command,),)
    notes.append(f"{why}: {command.lower()}.")
