"""What a word is: a canonical name with the other ways in which people write it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

Kind = Literal["animal", "person", "vehicle", "plant", "food", "object", "fantasy"]
Gait = Literal["walk", "fly", "swim", "roll", "float", "still"]
Home = Literal["land", "air", "water"]
Faces = Literal["left", "right", "front"]


@dataclass(frozen=True, kw_only=True)
class Word:
    """A name of the world and the other ways in which people write it."""

    name: str  # canonical; unique in its list
    synonyms: tuple[str, ...]  # lower case; each belongs to one word of its list


@dataclass(frozen=True, kw_only=True)
class Subject(Word):
    """A noun that can act in a scene, drawn from one picture."""

    codepoint: str  # lower-case hex as in the picture's file name, e.g. "1f409"
    kind: Kind
    gait: Gait
    home: Home  # where it is at ease
    faces: Faces  # where the picture looks; "front" pictures are never mirrored


@dataclass(frozen=True, kw_only=True)
class Camera(Word):
    """A camera command as written in brackets."""

    rendered: bool  # whether the world shows it


AnyWord = TypeVar("AnyWord", bound=Word)

_Row = tuple[str, str, Gait, Home, Faces, str]


def words(*rows: tuple[str, str]) -> tuple[Word, ...]:
    """Rows of (name, "synonym, synonym") as words."""
    return tuple(Word(name=name, synonyms=tuple(text.split(", "))) for name, text in rows)


def subjects(kind: Kind, rows: Iterable[_Row]) -> tuple[Subject, ...]:
    """Rows of (name, code point, gait, home, faces, "synonym, synonym") as subjects of one kind."""
    return tuple(
        Subject(
            name=name,
            synonyms=tuple(synonym for synonym in synonyms.split(", ") if synonym),
            codepoint=codepoint,
            kind=kind,
            gait=gait,
            home=home,
            faces=faces,
        )
        for name, codepoint, gait, home, faces, synonyms in rows
    )


def find(words: Sequence[AnyWord], name: str) -> AnyWord:
    """The word of that canonical name; raises KeyError."""
    for word in words:
        if word.name == name:
            return word
    raise KeyError(f"expected one of {', '.join(word.name for word in words)}, got {name!r}")
