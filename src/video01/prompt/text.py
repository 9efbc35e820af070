"""Text as tokens: words in lower case, contractions and hyphens taken apart, emoji spelled out by their names."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache

from video01.vocabulary import SUBJECTS

_PLAIN = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": " - ", "—": " - ", "…": ". ", "\u200b": " "})
_PRICE_OR_TIME = r"[$€£¥#]?\d+(?:[.,:/]\d+)+%?|[$€£¥#]\d+|\d+%"
_TOKEN = re.compile(
    rf"{_PRICE_OR_TIME}|"
    + r"n't\b|'(?:s|re|ll|ve|d|m)\b|[^\W_]+?(?=n't\b)|[^\W_]+|[.!?;:,()\"\n]|(?<=\s)(?:-+|[+&])(?=\s)"
)
_BRACKET = re.compile(r"\[([^\[\]]{0,200})\]")
_IRREGULAR = {
    "ca": "can",
    "wo": "will",
    "n't": "not",
    "'re": "are",
    "'ll": "will",
    "'ve": "have",
    "'m": "am",
    "'d": "would",
}
_NAMELESS = ("SNOW", "CAPPED", "FACE", "SIGN", "SYMBOL", "WITH", "OF", "EMOJI", "BUTTON", "COMPONENT", "HEAVY")
_JOINER, _VARIATION = "\u200d", "\ufe0f"


@dataclass(frozen=True, slots=True)
class Token:
    """A word or a mark of a prompt."""

    word: str  # lower case; a mark is itself
    written: str  # as people wrote it: for a part of a hyphenated word or an emoji, all of that; empty: put in by us

    @property
    def is_mark(self) -> bool:
        return not self.word[0].isalnum() and self.word[0] not in "'$€£¥#"


def take_brackets(prompt: str) -> tuple[str, list[str]]:
    """The prompt without its bracket commands, and what stood in each pair of brackets."""
    return _BRACKET.sub(" . ", prompt), [match.strip() for match in _BRACKET.findall(prompt)]


def tokens(prompt: str) -> list[Token]:
    """All words and marks in order."""
    text = unicodedata.normalize("NFKC", _spell_emoji(prompt.translate(_PLAIN)))
    found: list[Token] = []
    for chunk in re.findall(r"\x02[^\x03]*\x03|[^\S\n]+|\n|[^\s\x02]+", text):
        if chunk[0] == "\x02":
            sign, _, name = chunk[1:-1].partition("\x04")
            found.append(Token("a", ""))
            found += [Token(word, sign) for word in name.split()]
        elif not chunk.isspace() or chunk == "\n":
            found += _of_chunk(chunk)
    return found


def words(phrase: str) -> tuple[str, ...]:
    """The words of a phrase, without marks."""
    return tuple(token.word for token in tokens(phrase) if not token.is_mark)


def _of_chunk(chunk: str) -> list[Token]:
    """The tokens of what stands between two spaces."""
    chunk = re.sub(r"^(\w+s)'$", r"\1's", chunk)  # "the kids' house"
    parts = _TOKEN.findall(f" {chunk} ") if chunk != "\n" else ["\n"]
    hyphenated = re.findall(r"[^\W_]+(?:-[^\W_]+)+", chunk)
    whole = {part: long for long in hyphenated for part in long.split("-")}
    made = []
    for part in parts:
        word = part.lower()
        made.append(Token(_IRREGULAR.get(word, word), whole.get(part, part)))
    return made


def _spell_emoji(text: str) -> str:
    """Each emoji as its sign and its name between control marks, which no other step produces."""
    text = "".join(char for char in text if char in "\n\t" or unicodedata.category(char) != "Cc")
    if text.isascii():
        return text
    out, position = [], 0
    while position < len(text):
        end = _emoji_end(text, position)
        if end > position:
            sign = text[position:end]
            out.append(f"\x02{sign}\x04{_name(sign)}\x03")
            position = end
        else:
            out.append(text[position])
            position += 1
    return "".join(out)


def _is_picture(char: str) -> bool:
    return ord(char) > 0x2190 and unicodedata.category(char) in ("So", "Sk")


def _emoji_end(text: str, start: int) -> int:
    """Where the emoji that starts here ends, with what is joined to it; `start` if there is none."""
    if not _is_picture(text[start]):
        return start
    end = start + 1
    while end < len(text):
        if text[end] == _VARIATION or unicodedata.category(text[end]) == "Sk":
            end += 1
        elif text[end] == _JOINER and end + 1 < len(text):
            end += 2
        else:
            break
    return end


def _name(sign: str) -> str:
    """The world's name for the picture, else Unicode's name less the words that name no thing."""
    points = [f"{ord(char):x}" for char in sign if char != _VARIATION and unicodedata.category(char) != "Sk"]
    for length in (len(points), 1):
        name = _pictures().get("-".join(points[:length]))
        if name:
            return " ".join(words(name))
    names = " ".join(unicodedata.name(char, "") for char in sign[:1]).split()
    return " ".join(name.lower() for part in names for name in part.split("-") if part not in _NAMELESS)


@cache
def _pictures() -> dict[str, str]:
    """Subject names by code points, without the variation selector."""
    return {"-".join(p for p in s.codepoint.split("-") if p != "fe0f"): s.name for s in SUBJECTS}
