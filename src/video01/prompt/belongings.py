"""What some subjects have in their own pictures: a rower his boat, a cyclist her bike."""

from __future__ import annotations

from collections.abc import Sequence

from video01.prompt.adjectives import traits
from video01.prompt.function_words import word_set
from video01.prompt.lexicon import Meaning, lexicon
from video01.prompt.mention import Mention
from video01.prompt.reading import NounPhrase, Reading
from video01.prompt.relation_words import VERBS

# By the last word of a name: "male rower".
_DRAWN_WITH = {
    "rower": ("rowboat", "canoe"),
    "cyclist": ("bicycle",),
    "rider": ("horse",),
    "skier": ("pair of skis",),
    "artist": ("painter's palette", "paintbrush"),
    "user": ("wheelchair", "electric wheelchair"),
}
_OWN = word_set("his her its their")
_HAVING = word_set("on in with astride aboard upon atop of")
_USING = frozenset(base for base, relation in VERBS.items() if relation in ("riding", "held by"))


def is_drawn_with(reading: Reading, noun: NounPhrase, meaning: Meaning, found: Sequence[Mention]) -> bool:
    """Whether a thing is in the picture of somebody who owns or rides it; told of size or colour, it is shown apart."""
    holder = next(
        (m for m in reversed(found) if meaning.target in _DRAWN_WITH.get(m.meaning.target.split()[-1], ())), None
    )
    told = traits(reading, noun, meaning.target)
    if holder is None or noun.role == "subject" or told.size or told.colour:
        return False
    own = bool(_OWN & set(reading.words(noun.start - 1, noun.start)))
    if noun.whole in holder.nouns:
        return True
    for verb in reading.all_verbs():
        bases = set(lexicon().all_verb_forms(reading.tokens[verb.start].word))
        if noun in verb.objects and verb.actor in holder.nouns and (own or bases & _USING):
            return True
    placed = next((adjunct for adjunct in reading.adjuncts if adjunct.noun is noun), None)
    having = placed is not None and reading.tokens[placed.end - 1].word in _HAVING
    return having and placed is not None and any(one in holder.nouns for one in placed.governors[:1])
