"""Build the table of words that the world does not know, each with the nearest word of the world.

    python -m training.words /usr/share/wordnet src/video01/prompt/words.txt.gz

The first argument is the folder of a WordNet 3.0 database (Debian's package `wordnet-base` has one). A noun climbs its
hypernyms until it meets an *anchor*: a sense of a vocabulary word, or one of the wider senses of `training/anchors.py`
("bird of prey" -> eagle). The anchor's own noun is the explanation that people read: a pelican is a seabird.
Abstract nouns meet no anchor and stay out. Spelling plays no part.
"""

from __future__ import annotations

import argparse
import gzip
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from training import anchors
from video01.prompt.chat import drops_g
from video01.prompt.lexicon import ADJECTIVE_ENDINGS, Lexicon
from video01.prompt.spelling import likeliest
from video01.vocabulary import ACTIONS, PLACES, SUBJECTS

HEADER = """\
# Words and the nearest word of the storybook world, by meaning. Built by training/words.py; do not edit.
# Each line: section, target, a word that explains it, and the words that are shown as the target. The last lines list
# verbs, adjectives that end like adverbs, irregular forms, and English words close in spelling to words of the world.
# Derived from the hypernyms of WordNet 3.0. WordNet 3.0 Copyright 2006 by Princeton University. All rights reserved.
# Used under the WordNet 3.0 license: provided "as is", without warranty; the name of Princeton University may
# not be used in advertising. The full text is in NOTICE-wordnet.txt beside this file.
"""
SHARE = 0.25  # of a verb's tagged uses that must be a visible motion
RARE = 32  # a part of speech that is this many times rarer than another one of the same word is left out
COMMON = 2  # tagged uses of a verb that is worth a row though it is neither a motion nor a noun
NOTHING = "nothing"
KIND_ROOTS = {  # where a vocabulary subject of that kind may have its senses
    "animal": "animal#1",
    "person": "person#1",
    "vehicle": "vehicle#1 conveyance#3",
    "plant": "plant#2 fungus#1 plant_part#1",
    "food": "food#1 food#2 produce#1 fruit#1 plant_part#1",
    "object": "artifact#1 natural_object#1",
    "fantasy": "imaginary_being#1 spiritual_being#1 artifact#1 occultist#1",
}
NEVER = frozenset(anchors.NEVER.split())
NOT_MOTION = frozenset(anchors.NOT_MOTION.split())
SUBJECT_NAMES = {subject.name for subject in SUBJECTS}
KINDS = {subject.name: subject.kind for subject in SUBJECTS}
PLACE_NAMES = {place.name for place in PLACES}
OWN = {word: entry.name for entry in (*SUBJECTS, *PLACES) for word in (entry.name, *entry.synonyms)}


@dataclass(frozen=True)
class Synset:
    """One meaning: its words (as WordNet writes them) and the meanings above it."""

    words: tuple[str, ...]
    above: tuple[str, ...]
    instance: bool  # one thing only, like Tokyo
    rude: bool  # marked as a slur or obscene: never in the table


@dataclass(frozen=True)
class Anchor:
    """A meaning that stands for a word of the world."""

    section: str  # subject, place or action
    target: str  # canonical name there
    via: str  # the noun that explains it; empty where the target explains itself


class WordNet:
    """The nouns or the verbs of a WordNet database: `synsets` by offset, `senses` by lemma, most common first."""

    def __init__(self, folder: Path, part: str) -> None:
        self.synsets = dict(self._read(folder / f"data.{part}", part[0]))
        self.senses = {fields[0]: fields[-int(fields[2]) :] for fields, _ in _lines(folder / f"index.{part}")}

    @staticmethod
    def _read(path: Path, letter: str) -> Iterator[tuple[str, Synset]]:
        for fields, gloss in _lines(path):
            count = int(fields[3], 16)
            words = tuple(fields[4 : 4 + 2 * count : 2])
            start = 5 + 2 * count
            pointers = fields[start : start + 4 * int(fields[start - 1])]
            links = list(zip(pointers[0::4], pointers[1::4], pointers[2::4], strict=True))
            above = tuple(offset for symbol, offset, kind in links if symbol in ("@", "@i") and kind == letter)
            yield fields[0], Synset(words, above, any(symbol == "@i" for symbol, _, _ in links), _rude(gloss))

    def offset(self, sense: str) -> str:
        """The meaning written as "bird_of_prey#1"; raises KeyError."""
        lemma, number = sense.split("#")
        return self.senses[lemma][int(number) - 1]

    def climb(self, offset: str) -> Iterator[str]:
        """The meaning itself, then those above it, nearest first."""
        row = [offset]
        while row:
            yield from row
            row = [up for here in row for up in self.synsets[here].above]


def _lines(path: Path) -> Iterator[tuple[list[str], str]]:
    """The fields and the gloss of each line of a database file, less its licence."""
    with path.open(encoding="latin-1") as lines:
        for line in lines:
            if not line.startswith("  "):
                fields, _, gloss = line.partition(" | ")
                yield fields.split(), gloss


def _rude(gloss: str) -> bool:
    return any(
        mark in gloss for mark in ("slur", "offensive", "obscene", "disparag", "derogat", "vulgar", "promiscuous")
    )


class Count:
    """How often WordNet's tagged texts use each (lemma, sense number) as one part of speech."""

    def __init__(self) -> None:
        self.counts: Counter[tuple[str, int]] = Counter()
        self._totals: Counter[str] = Counter()

    def add(self, lemma: str, number: int, count: int) -> None:
        self.counts[lemma, number] += count
        self._totals[lemma] += count

    def total(self, lemma: str) -> int:
        return self._totals[lemma]


Uses = dict[str, Count]


def tagged_uses(folder: Path) -> Uses:
    """The counts of nouns (n), verbs (v), adjectives (a) and adverbs (r)."""
    uses = {letter: Count() for letter in "nvar"}
    for key, number, count in (line.split() for line in (folder / "cntlist.rev").open(encoding="latin-1")):
        lemma, _, rest = key.partition("%")
        uses["_nvara"[int(rest[0])]].add(lemma, int(number), int(count))
    return uses


def subject_anchors(nouns: WordNet) -> dict[str, Anchor]:
    """The meaning of each vocabulary subject and of its synonyms, taken from below the roots of its kind."""
    found: dict[str, Anchor] = {}
    for subject in SUBJECTS:
        roots = {nouns.offset(root) for root in KIND_ROOTS[subject.kind].split()}
        for word in (subject.name, *subject.synonyms):
            for offset in nouns.senses.get(word.replace(" ", "_"), []):
                if roots & set(nouns.climb(offset)) and not nouns.synsets[offset].instance:
                    found.setdefault(offset, Anchor("subject", subject.name, "" if word == subject.name else word))
                    break
    return found


def curated_anchors(wordnet: WordNet, section: str, table: str) -> dict[str, Anchor]:
    """Lines of "target: sense sense" as anchors."""
    found: dict[str, Anchor] = {}
    for line in table.strip().splitlines():
        target, _, senses = line.strip().partition(": ")
        for sense in senses.split():
            via = sense.split("#")[0].replace("_", " ")
            if OWN.get(via, target) != target:
                continue  # the world has a word of its own for it
            found[wordnet.offset(sense)] = Anchor(section, target, "" if via == target else via)
    return found


def nearest(wordnet: WordNet, offset: str, known: dict[str, Anchor]) -> Anchor | None:
    """The first anchor at or above a meaning; the walk ends at senses that stand for nothing."""
    return next((known[up] for up in wordnet.climb(offset) if up in known), None)


def noun_rows(nouns: WordNet, uses: Uses) -> dict[str, Anchor]:
    """Each noun worth a row, with its anchor."""
    known = subject_anchors(nouns)
    known |= curated_anchors(nouns, "subject", anchors.SUBJECTS)
    known |= curated_anchors(nouns, "place", anchors.PLACES)
    known |= curated_anchors(nouns, NOTHING, f"nothing: {' '.join(anchors.NOTHING.split())}")
    genera = {lemma.removeprefix("genus_") for lemma in nouns.senses if lemma.startswith("genus_")}
    rows: dict[str, Anchor] = {}
    for lemma in nouns.senses:
        word = lemma.replace("_", " ")
        if (
            _worth_a_row(word)
            and not (" " in word and word.split()[0] in genera)
            and uses["a"].total(lemma) <= uses["n"].total(lemma)
        ):
            anchor = noun_anchor(nouns, lemma, known, uses)
            if anchor is not None and not (" " in word and KINDS.get(anchor.target) == "plant"):
                rows[word] = anchor  # botanists' compounds are many and rare
    return _without_heads(rows)


def noun_anchor(nouns: WordNet, lemma: str, known: dict[str, Anchor], uses: Uses) -> Anchor | None:
    """The anchor of the first meaning, unless a later one is what a prompt means.

    Single things (Tokyo) count only as places. A nickname for people (weasel, shrimp) yields to the animal, a plant to
    its fruit, and a meaning that nothing stands for to an animal or to a meaning about as common.
    """
    offsets = nouns.senses[lemma]
    kinds = [(offset, uses["n"].counts[lemma, number]) for number, offset in enumerate(offsets, 1)]
    common = [(offset, count) for offset, count in kinds if not nouns.synsets[offset].instance]
    if not common:
        anchor = nearest(nouns, offsets[0], known)
        return anchor if anchor is not None and anchor.section == "place" else None
    found = [(nearest(nouns, offset, known), count) for offset, count in common[:4]]
    first, most = found[0]
    if any(nouns.synsets[offset].rude for offset, _ in common):
        return None
    for anchor, count in found[1:]:
        if anchor is not None and _rather(first, most, anchor, count) and not (first and _is_agent(lemma, uses["v"])):
            return anchor
    return first if first is not None and first.section != NOTHING else None


def _is_agent(lemma: str, verbs: Count) -> bool:
    """Whether a noun is made of a verb and so most likely a person: "diver"."""
    stem = lemma.removesuffix("er")
    doubled = stem[:-1] if stem[-2:-1] == stem[-1:] else stem
    return lemma.endswith("er") and any(verbs.total(verb) for verb in (stem, stem + "e", doubled))


def _rather(first: Anchor | None, most: int, later: Anchor, count: int) -> bool:
    kind = KINDS.get(later.target)
    if first is None or first.section == NOTHING:
        rare = most < 10 and kind == "animal"
        return later.section != NOTHING and (rare or (count > 0 and 2 * count >= most))
    if KINDS.get(first.target) == "person":
        return kind == "animal" and most < 2
    return KINDS.get(first.target) == "plant" and kind == "food" and first.via not in ("flower", "wildflower")


def verb_rows(verbs: WordNet, uses: Uses) -> dict[str, Anchor]:
    """Each verb of visible motion; the target "moves" is motion whose direction the rest of the sentence gives."""
    known = curated_anchors(verbs, "action", anchors.ACTIONS)
    rows: dict[str, Anchor] = {}
    for lemma, offsets in verbs.senses.items():
        if "_" in lemma or lemma in NOT_MOTION or not _worth_a_row(lemma):
            continue
        votes: Counter[Anchor] = Counter()
        for number, offset in enumerate(offsets, 1):
            anchor = nearest(verbs, offset, known)
            if anchor is not None:
                votes[anchor] += uses["v"].counts[lemma, number] + (number == 1)
        for anchor, count in votes.most_common(1):
            if count > 0 and count >= SHARE * uses["v"].total(lemma):
                rows[lemma] = Anchor("action", anchor.target, "")
    for line in anchors.VERBS.strip().splitlines():
        target, _, lemmas = line.partition(": ")
        rows |= dict.fromkeys(lemmas.split(), Anchor("action", target, ""))
    return rows


def _worth_a_row(word: str) -> bool:
    plain = word.replace(" ", "").replace("-", "").isalpha() and word.count(" ") < 3 and len(word) > 2
    return plain and word.replace(" ", "_") not in NEVER and word not in OWN


def _without_heads(rows: dict[str, Anchor]) -> dict[str, Anchor]:
    """The rows less the compounds whose last word alone says the same, and less plants named like somebody.

    A "red fox" and a "green dragon" are plants to a botanist.
    """
    target = {word: anchor.target for word, anchor in rows.items()} | OWN
    return {w: a for w, a in rows.items() if " " not in w or not _said_by_head(w, a, target)}


def _said_by_head(word: str, anchor: Anchor, target: dict[str, str]) -> bool:
    head = word.rpartition(" ")[2]
    living = KINDS.get(OWN.get(head, "")) in ("animal", "fantasy", "person", "vehicle")
    return target.get(head) == anchor.target or living


def meant_rows() -> dict[str, Anchor]:
    """The rows written by hand."""
    rows: dict[str, Anchor] = {}
    for line in anchors.MEANT.strip().splitlines():
        target, _, words = line.partition(": ")
        section = "subject" if target in SUBJECT_NAMES else "place" if target in PLACE_NAMES else "action"
        for item in words.split(", "):
            word, _, via = item.rstrip(")").partition(" (")
            rows[word] = Anchor(section, target, via)
    return rows


def irregular(folder: Path, part: str, words: Iterable[str]) -> list[str]:
    """Irregular forms of those words, as "wolves=wolf"."""
    wanted = set(words)
    pairs = (line.split()[:2] for line in (folder / f"{part}.exc").open(encoding="latin-1"))
    return [
        f"{form}={base}"
        for form, base in pairs
        if (base in wanted or part == "verb") and form.isalpha() and form not in (base, "left")
    ]


def more_often_verbs(uses: Uses, verbs: WordNet, known: set[str]) -> set[str]:
    """What texts use as a verb at least as often as otherwise ("fly"); of what names nothing, the common ones."""
    return set(anchors.MORE_VERBS.split()) | {
        word
        for word in verbs.senses
        if "_" not in word
        and uses["v"].total(word) >= max(1 if word in known else COMMON, uses["n"].total(word), uses["a"].total(word))
    }


def parts_of_speech(folder: Path, uses: Uses) -> dict[str, list[str]]:
    """How often texts use words as a noun, verb, adjective or adverb, as "n4v7": twos powers, less what is rare.

    Words that are nouns alone, and those whose ending tells what they are, have no row.
    """
    letters: dict[str, set[str]] = defaultdict(set)
    for part, letter in (("noun", "n"), ("verb", "v"), ("adj", "a"), ("adv", "r")):
        for fields, _ in _lines(folder / f"index.{part}"):
            if fields[0].isalpha():
                letters[fields[0]].add(letter)
    rows: dict[str, list[str]] = defaultdict(list)
    for word, kinds in sorted(letters.items()):
        counts = {letter: uses[letter].total(word) for letter in "nvar" if letter in kinds}
        most = max(counts.values())
        kept = {letter: count for letter, count in counts.items() if (count + 1) * RARE >= most}
        if set(kept) - {"n"} and not _told_by_ending(word, set(kept)):
            code = "".join(f"{letter}{min(9, (count + 1).bit_length() - 1)}" for letter, count in kept.items())
            rows[code].append(word)
    return rows


def _told_by_ending(word: str, kinds: set[str]) -> bool:
    return (kinds == {"a"} and word.endswith(ADJECTIVE_ENDINGS)) or (kinds == {"r"} and word.endswith("ly"))


def no_adverbs(folder: Path, uses: Uses) -> list[str]:
    """Adjectives that end like adverbs ("woolly")."""
    words = (fields[0] for fields, _ in _lines(folder / "index.adj"))
    return [w for w in words if w.endswith("ly") and w.isalpha() and uses["r"].total(w) <= uses["a"].total(w)]


def well_spelt(folder: Path, text: str) -> set[str]:
    """English words, with their forms, that would be taken for misspelt words of the world ("moist" for "most")."""
    lexicon = Lexicon(text)
    forms: set[str] = set()
    for part, endings in (("noun", ("s",)), ("verb", ("s", "ed", "ing")), ("adj", ("er", "est", "ly")), ("adv", ())):
        pairs = [line.split()[:2] for line in (folder / f"{part}.exc").open(encoding="latin-1")]
        irregular_bases = {base for _, base in pairs}
        forms |= {form for form, _ in pairs}
        for fields, _ in _lines(folder / f"index.{part}"):
            forms.add(fields[0])
            regular = endings if fields[0] not in irregular_bases else ("s",) if part == "verb" else ()
            forms |= {_inflected(fields[0], ending) for ending in regular}
    return {form for form in forms if form.isalpha() and (likeliest(form, lexicon) or drops_g(form, lexicon))}


def _inflected(word: str, ending: str) -> str:
    if word.endswith("y") and word[-2:-1] not in "aeiou" and ending != "ing":
        return word[:-1] + ("ies" if ending == "s" else "i" + ending)
    if word.endswith("e") and ending[0] in "ei":
        return word[:-1] + ending
    return word + ("es" if ending == "s" and word.endswith(("s", "x", "z", "ch", "sh")) else ending)


def build(folder: Path) -> str:
    """The whole table as text."""
    uses = tagged_uses(folder)
    nouns = noun_rows(WordNet(folder, "noun"), uses)
    verbs = verb_rows(WordNet(folder, "verb"), uses)
    groups: dict[Anchor, list[str]] = defaultdict(list)
    for word, anchor in (nouns | meant_rows()).items():
        groups[anchor].append(word)
    for word, anchor in verbs.items():
        groups[anchor].append(word)
    lines = [
        "|".join((a.section, a.target, anchors.SAID.get(a.via, a.via), ",".join(sorted(words))))
        for a, words in sorted(groups.items(), key=lambda item: (item[0].section, item[0].target, item[0].via))
    ]
    known = {word for word in (*nouns, *OWN) if " " not in word}
    known_verbs = {*verbs, *(word.split()[0] for action in ACTIONS for word in action.synonyms)}
    mostly = more_often_verbs(uses, WordNet(folder, "verb"), known)
    lines.append("more often a verb|||" + ",".join(sorted(mostly)))
    lines += [f"part of speech|{code}||{','.join(row)}" for code, row in sorted(parts_of_speech(folder, uses).items())]
    lines.append("no adverb|||" + ",".join(no_adverbs(folder, uses)))
    lines.append("noun form|||" + ",".join(irregular(folder, "noun", known)))
    lines.append("verb form|||" + ",".join(irregular(folder, "verb", known_verbs | mostly)))
    lines.append("well spelt|||" + ",".join(sorted(well_spelt(folder, "\n".join(lines)))))
    return HEADER + "\n".join(lines) + "\n"


def main() -> None:
    """Write the table; the same database gives the same bytes."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("wordnet", type=Path, help="the folder with WordNet's data.noun and index.noun")
    parser.add_argument("table", type=Path, help="the file to write, .txt.gz")
    options = parser.parse_args()
    text = build(options.wordnet)
    options.table.write_bytes(gzip.compress(text.encode(), 9, mtime=0))
    print(f"{text.count(',')} words, {options.table.stat().st_size / 1024:.0f} KiB")


if __name__ == "__main__":
    main()
