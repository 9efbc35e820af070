"""One thing that a prompt names, however often."""

from __future__ import annotations

from dataclasses import dataclass, field

from video01.prompt.adjectives import traits
from video01.prompt.counts import is_counted
from video01.prompt.function_words import word_set
from video01.prompt.lexicon import Meaning, subject
from video01.prompt.reading import NounPhrase, Reading

KIN = word_set(
    "mother mommy mummy mom mama father daddy dad papa baby cub calf brother sister mate twin young little old other "
    "second another"
)
# Words for somebody who was named more closely before: the kinds and the gaits that they fit.
_WIDER: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    **dict.fromkeys(("animal", "creature", "beast"), (("animal", "fantasy"), ())),
    **dict.fromkeys(("car", "vehicle"), (("vehicle",), ("roll",))),
    **dict.fromkeys(("boat", "ship", "vessel"), (("vehicle",), ("float",))),
    **dict.fromkeys(("plane", "aircraft", "machine"), (("vehicle",), ("fly", "float"))),
    **dict.fromkeys(("bird",), (("animal",), ("fly",))),
    **dict.fromkeys(("fish",), (("animal",), ("swim",))),
    **dict.fromkeys(("person", "kid", "child", "man", "guy", "boy", "woman", "lady", "girl"), (("person",), ())),
    **dict.fromkeys(("monster",), (("fantasy",), ())),
}


_AGAINST = word_set("against vs versus")
_HERS, _HIS = word_set("woman lady girl"), word_set("man guy boy")
_FEMALE = ("woman", "girl", "female", "princess", "witch", "mother", "bride", "mermaid")  # in the names of subjects
_MALE = ("man", "boy", "prince", "king", "father", "groom", "wizard")


@dataclass(eq=False)
class Mention:
    """One thing that the prompt names, with all noun phrases that do."""

    meaning: Meaning
    nouns: list[NounPhrase] = field(default_factory=list)
    span: tuple[int, int] = (0, 0)  # tokens that name it first
    asked: int = 1  # how many are asked for
    shown: int = 1
    members: list[list[NounPhrase]] = field(default_factory=list)  # of several: what names each alone
    copy: int = 0  # which of several it is

    @property
    def noun(self) -> NounPhrase:
        return self.nouns[0]


def is_female(mention: Mention) -> bool:
    """Whether a name says that she is a woman."""
    return any(mark in mention.meaning.target for mark in _FEMALE)


def is_male(mention: Mention) -> bool:
    """Whether a name says that he is a man."""
    return not is_female(mention) and any(mark in mention.meaning.target for mark in _MALE)


def find_again(reading: Reading, noun: NounPhrase, meaning: Meaning, named: list[Mention]) -> Mention | None:
    """Who was named before: "a cow" for "the cow" or "the animal"."""
    same = next((mention for mention in named if _is_same(reading, noun, meaning, mention)), None)
    if same is not None or reading.words(noun.start - 1, noun.start) not in (["the"], ["this"], ["that"]):
        return same
    word = reading.tokens[noun.head[1] - 1].word
    known = any(mention.meaning.target == meaning.target for mention in named)
    wider = (mention for mention in named if mention.asked == 1 and _fits(word, mention.meaning.target))
    return None if known else next(wider, None)


def _fits(word: str, name: str) -> bool:
    """Whether a wider word can mean a subject: "the animal" a cow, "the man" no princess."""
    found = subject(name)
    kinds, gaits = _WIDER.get(word, ((), ()))
    female = any(mark in name for mark in _FEMALE)
    male = not female and any(mark in name for mark in _MALE)
    opposite = (word in _HERS and male) or (word in _HIS and female)
    return found.kind in kinds and (not gaits or found.gait in gaits) and not opposite


def _is_another(reading: Reading, noun: NounPhrase, mention: Mention) -> bool:
    """Whether it is done to by the one who was named, is against that one, or has another size or colour."""
    if _AGAINST & set(reading.words(noun.start - 2, noun.start)):
        return True
    if any(noun in verb.objects and verb.actor in mention.nouns for verb in reading.all_verbs()):
        return True
    return looks_otherwise(reading, noun, mention)


def looks_otherwise(reading: Reading, noun: NounPhrase, mention: Mention) -> bool:
    """Whether one is told to have another size or colour than the one who was named."""
    own, *others = (traits(reading, one, mention.meaning.target) for one in (noun, *mention.nouns))
    differs = [pair for other in others for pair in ((own.colour, other.colour), (own.size, other.size))]
    return any(one and two and one != two for one, two in differs)


def _is_same(reading: Reading, noun: NounPhrase, meaning: Meaning, mention: Mention) -> bool:
    """Whether a noun phrase names the same one again, and not another of its name."""
    if mention.meaning.target != meaning.target:
        return False
    titled = not is_counted(reading, mention.noun) and mention.noun.clause < noun.clause and mention.asked == 1
    new = is_counted(reading, noun) and not titled
    young = reading.words(noun.start - 1, noun.start) in (["its"], ["their"]) and meaning.kind == "animal"
    kin = young or _kin(reading, noun) - _kin(reading, mention.noun)
    return not new and not kin and not _is_another(reading, noun, mention)


def _kin(reading: Reading, noun: NounPhrase) -> frozenset[str]:
    """The words of kin that name it."""
    return KIN & {word.removesuffix("s") for word in reading.words(noun.start - 1, noun.head[1])}
