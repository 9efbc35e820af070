"""What people are told of how a prompt was changed: one sentence for each change."""

from __future__ import annotations

from collections.abc import Sequence

from video01.facts import with_article
from video01.prompt.lexicon import Meaning, lexicon
from video01.prompt.mention import Mention
from video01.vocabulary import ACTIONS


def meaning_note(written: str, meaning: Meaning) -> str:
    """Explains a word that is not the world's own, "" where there is nothing to explain."""
    if meaning.rank == 0 or meaning.section in ("light", "weather", "look") or _plural_of(written, meaning.target):
        return ""
    single = lexicon().singular(written)
    via = meaning.via if meaning.via not in (single, single.split()[-1]) else ""
    why = f" ({with_article(single)} is {_a(via)})" if via else ""
    return f'"{written}" is shown as {meaning.target}{why}.'


def count_note(mention: Mention) -> str:
    """Says that fewer are shown than were asked for, "" if all are."""
    name = mention.meaning.target
    if mention.shown >= mention.asked:
        return ""
    return f"The video shows {mention.shown} of {mention.asked} ({name}): a clip has up to three figures."


def action_note(written: str, action: str) -> str:
    """Says as which action a motion is shown, "" if the words are a form of it."""
    bases = lexicon().verb_forms(action.split(maxsplit=1)[0])
    first = written.lower().split()[0] if written else ""
    same = lexicon().verb_forms(first)[-1] == bases[-1] and any(entry.name == action for entry in ACTIONS)
    return "" if same else f'"{written}" is shown as "{action}".'


def left_out_note(name: str, written: Sequence[str]) -> str:
    """Says which motions of a figure are not shown."""
    quoted = " and ".join(f'"{text}"' for text in dict.fromkeys(written))
    return f"The {name} does two things, one after the other; {quoted} is left out." if quoted else ""


def crowd_note(names: Sequence[str]) -> str:
    """Says which subjects have no room."""
    listed = " and ".join(dict.fromkeys(names))
    return f"A clip has up to three figures: {listed} is left out." if names else ""


def _plural_of(written: str, name: str) -> bool:
    """Whether a word is the name or its plural."""
    plain = written.lower().replace("-", " ")
    return plain.removesuffix("s") == name.replace("-", " ").removesuffix("s") or not plain[:1].isalnum()


def _a(noun: str) -> str:
    return noun if noun[:1].isupper() else with_article(noun)
