"""How a figure looks that does something which is no motion: who plays the guitar sways, who naps stays where he is."""

from __future__ import annotations

from video01.prompt.function_words import word_set
from video01.prompt.lexicon import Meaning, lexicon
from video01.prompt.reading import PlainVerb, Reading

DEEDS = {
    "jumps": "play kick throw catch cheer fight wrestle attack bark frolic celebrate battle duel spar",
    "dances": "sing party perform disco",
    "shakes": "laugh cry shiver growl roar howl tremble sneeze croak chirp meow giggle sob",
}
_MOVED_BY = word_set(  # verbs that tell of motion together with others, or nothing
    "chase hunt pursue follow stalk ride drive carry pull push drag lead deliver bring surf steer tow hurry march "
    "begin start continue try go get make take do have come become keep show feature reveal let name call surround "
    "cover fill see film pass"
)
DEED_OF = {verb: action for action, verbs in DEEDS.items() for verb in verbs.split()} | dict.fromkeys(_MOVED_BY)
_MUTUAL = word_set("fight wrestle battle duel spar")
_BUSY = word_set("take do")
_WALKS = word_set("walk run ride trip swim flight stroll step steps turn tour lead way off part place dive leap jump")
_MUSIC = word_set("music song songs tune melody jazz blues rock")
_GAMES = word_set("chess cards card checkers poker dominoes game games")


def is_mutual(reading: Reading, verb: PlainVerb) -> bool:
    """Whether it is done by both: "a knight fights a dragon"."""
    return bool(_MUTUAL & set(lexicon().all_verb_forms(reading.tokens[verb.start].word)))


def deed(reading: Reading, verb: PlainVerb, doer: Meaning) -> str | None:
    """The action that a deed is shown as; None if it moves the doer with others, or says nothing."""
    bases = lexicon().all_verb_forms(reading.tokens[verb.start].word)
    if "turn" in bases and doer.kind in ("object", "food"):
        return "spins"
    named = {word for noun in verb.objects for word in reading.words(noun.start, noun.end)}
    if "play" in bases and (named & _MUSIC or any(noun.of("subject") for noun in verb.objects)):
        return "swings"
    if (_BUSY & set(bases) and named and not named & _WALKS) or ("play" in bases and named & _GAMES):
        return "stays still"
    return next((DEED_OF[base] for base in bases if base in DEED_OF), "stays still")
