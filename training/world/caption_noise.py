"""Words that mean nothing, strewn into captions: so the model learns to pass over what it does not know."""

from random import Random

from training.world.lots import pick
from video01.vocabulary import ACTIONS, CAMERAS, COLOURS, LIGHTS, LOOKS, PLACES, RELATIONS, SIZES, SUBJECTS, WEATHERS


def _parts(told: str, silent: int) -> tuple[str, ...]:
    """The parts named, and as many empty ones."""
    return (*told.split(), *("",) * silent)


_ONSETS = _parts("b br c ch d dr f fl g gr h j k l m n p pl qu r s sh sk sl st str t th tr v w wh y z", silent=3)
_NUCLEI = _parts("a e i o u ai ea ee ie oo ou y", silent=0)
_CODAS = _parts("b ck d ft g l ld m n nd ng nt p r rd s ss st t", silent=6)
_ENDS = _parts("e s es ed ing ly er tion ness y al ous ment 's", silent=6)
_LONGEST = 11  # letters
_MEANT = {
    word
    for group in (ACTIONS, CAMERAS, COLOURS, LIGHTS, LOOKS, PLACES, RELATIONS, SIZES, SUBJECTS, WEATHERS)
    for entry in group
    for text in (entry.name, *entry.synonyms)
    for word in text.lower().split()
}


def strewn(text: str, rng: Random) -> str:
    """The text with one to four such words before it or anywhere outside of brackets."""
    words = text.split(" ")
    led = rng.random() < 0.5
    for _ in range(rng.randint(1, 4)):
        open_at = [at for at in range(len(words) + 1) if _is_outside(words, at)]
        words.insert(0 if led else pick(rng, open_at), _word(rng))
    return " ".join(words)


def _is_outside(words: list[str], at: int) -> bool:
    before = " ".join(words[:at])
    return before.count("[") == before.count("]")


def _word(rng: Random) -> str:
    """A word as English might have it, but none that means something here."""
    while True:
        syllables = (pick(rng, _ONSETS) + pick(rng, _NUCLEI) + pick(rng, _CODAS) for _ in range(rng.randint(1, 2)))
        word = "".join(syllables) + pick(rng, _ENDS)
        if word not in _MEANT and 1 < len(word) <= _LONGEST:
            return word
