"""Words as people type them in a hurry: "u" for "you", "dont" for "don't", "runnin" for "running"."""

from __future__ import annotations

from dataclasses import replace

from video01.prompt import tags
from video01.prompt.function_words import DETERMINERS, word_set
from video01.prompt.lexicon import Lexicon
from video01.prompt.tagger import open_costs
from video01.prompt.text import Token

_SHORT = {
    "u": "you", "ur": "your", "n": "and", "w": "with", "w/": "with", "thru": "through", "lil": "little",
    "rly": "really", "plz": "please", "pls": "please", "plss": "please", "plsss": "please", "bc": "because",
    "cuz": "because", "cos": "because", "tho": "though", "ppl": "people", "gonna": "will", "wanna": "want",
    "em": "them", "pic": "picture", "vid": "video", "nite": "night", "bday": "birthday", "wit": "with", "da": "the",
    "dissapear": "disappear", "dissapears": "disappears", "dissappears": "disappears", "apears": "appears",
    "wut": "what", "coz": "because", "outta": "out of", "kinda": "rather", "hella": "very", "smol": "small",
    "doin": "doing", "goin": "going", "gimme": "give me", "zombi": "zombie", "+": "and", "&": "and",
    "bro": "guy", "nxt": "next",
}  # fmt: skip
_CONTRACTIONS = {
    "dont": "do not", "doesnt": "does not", "dosent": "does not", "dosnt": "does not", "didnt": "did not",
    "isnt": "is not", "arent": "are not", "wasnt": "was not", "werent": "were not", "cant": "can not",
    "wont": "will not", "couldnt": "could not", "hasnt": "has not", "havent": "have not", "thats": "that is",
    "theres": "there is", "hes": "he is", "shes": "she is", "theyre": "they are", "youre": "you are", "im": "i am",
    "ive": "i have", "whats": "what is", "heres": "here is", "wheres": "where is", "itll": "it will", "lets": "let",
}  # fmt: skip
_NOISE = word_set(
    "lol lmao lmaooo omg haha hahaha hehe rofl xd wow woosh wooosh whoosh yay ugh hmm uh um oh ooh aah wtf btw imo thx"
)
_SPOKEN_TO = word_set("dude bro bruh man guys yo hey ok okay")  # at the start: "dude a shark jumps"
_AFTER_IT_IS = word_set(
    "night day dark raining snowing sunny foggy morning evening autumn winter summer spring a an the so very not"
)
_SIZES = word_set("tiny huge big small giant")
_SHORTEST = 5  # letters of a word that may have dropped its last one


def spelt_out(found: list[Token], lexicon: Lexicon) -> list[Token]:
    """The tokens with short forms written out; what is no word is dropped."""
    made: list[Token] = []
    for i, token in enumerate(found):
        following, then = (found[k].word if k < len(found) else "" for k in (i + 1, i + 2))
        if token.word in _NOISE or (not made and token.word in _SPOKEN_TO and following in DETERMINERS | {",", "make"}):
            made.append(replace(token, word=","))
            continue
        sides = token.word == "2" and made and {made[-1].word, following} == {"left", "right"}  # "left 2 right"
        is_so = token.word == "its" and _tells_how_it_is(following, then)
        text = "to" if sides else "it is" if is_so else _whole(token, following, lexicon)
        made += [Token(word, token.written) for word in text.split()] if text else [token]
    return made


def _whole(token: Token, following: str, lexicon: Lexicon) -> str:
    """What a short form stands for, "" if a word is none."""
    word = token.word
    if _is_owner(word, following, lexicon):
        return f"{word[:-1]} 's"
    if word in _SHORT or word in _CONTRACTIONS:
        return _SHORT.get(word) or _CONTRACTIONS[word]
    return word + "g" if drops_g(word, lexicon) else ""


def _tells_how_it_is(following: str, then: str) -> bool:
    """Whether "its" is "it's": "its raining", "its flying over the city", but not "its striking blue feathers"."""
    alone = not then[:1].isalpha() or then in tags.CLOSED or then in _SHORT
    return following in _AFTER_IT_IS or (alone and (following.endswith("ing") or following in _SIZES))


def _is_owner(word: str, following: str, lexicon: Lexicon) -> bool:
    """ "Grandpas tractor", "daddys hat": somebody's, without the mark."""
    if not word.endswith(("pas", "mas", "moms", "dads", "ddys", "mmys", "mans")) or not following:
        return False
    person = any(meaning.kind == "person" for meaning in lexicon.phrase((word[:-1],)))
    costs = tags.CLOSED.get(following) or open_costs(following, lexicon)
    return person and min(costs, key=costs.__getitem__) in tags.NOMINAL


def drops_g(word: str, lexicon: Lexicon) -> bool:
    """ "Runnin": no word itself, but a verb's form with a "g"."""
    if not word.endswith("in") or len(word) < _SHORTEST or word in lexicon.parts or word in lexicon.well_spelt:
        return False
    stems = lexicon.all_verb_forms(word + "g")[1:]
    verbs = any("v" in lexicon.parts.get(stem, "") or lexicon.verb((stem,)) for stem in stems)
    return verbs and not lexicon.phrase((word,)) and word not in tags.CLOSED
