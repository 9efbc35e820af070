"""Text to numbers: lower-case word pieces, longest match first, down to single characters. Pure Python."""

from __future__ import annotations

import json
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from pathlib import Path

PAD, UNKNOWN = 0, 1
WORD = re.compile(r"[a-z]+|\d|[^\sa-z\d]")
INSIDE = "##"  # marks a piece that goes on a word


class Tokenizer:
    """A list of pieces; the number of a piece is its place in the list."""

    def __init__(self, pieces: list[str]) -> None:
        self.pieces = pieces
        self._number = {piece: number for number, piece in enumerate(pieces)}
        self._longest = max(map(len, pieces))

    @classmethod
    def train(cls, texts: Iterable[str], *, size: int = 4096) -> Tokenizer:
        """Every character seen, then the most frequent words."""
        words = Counter(word for text in texts for word in _words(text))
        characters = sorted({character for word in words for character in word} | set("abcdefghijklmnopqrstuvwxyz"))
        single = [*characters, *(INSIDE + character for character in characters if character.isalpha())]
        frequent = [word for word, _ in sorted(words.items(), key=lambda item: (-item[1], item[0])) if len(word) > 1]
        return cls(["<pad>", "<unknown>", *single, *frequent][:size])

    @classmethod
    def load(cls, path: Path) -> Tokenizer:
        return cls(json.loads(path.read_text(encoding="utf-8")))

    def save(self, path: Path) -> None:
        path.write_text(json.dumps(self.pieces, ensure_ascii=False), encoding="utf-8")

    def __len__(self) -> int:
        return len(self.pieces)

    def encode(self, text: str, length: int) -> list[int]:
        """`length` numbers: cut off or padded with 0."""
        numbers = [number for word in _words(text) for number in self._split(word)][:length]
        return numbers + [PAD] * (length - len(numbers))

    def _split(self, word: str) -> list[int]:
        numbers, start = [], 0
        while start < len(word):
            number, start = self._match(word, start)
            numbers.append(number)
        return numbers

    def _match(self, word: str, start: int) -> tuple[int, int]:
        mark = INSIDE if start else ""
        for end in range(min(len(word), start + self._longest), start, -1):
            number = self._number.get(mark + word[start:end])
            if number is not None:
                return number, end
        return UNKNOWN, start + 1


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.lower())
    return WORD.findall("".join(character for character in plain if not unicodedata.combining(character)))
