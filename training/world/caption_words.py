"""Phrases for the facts of a caption, beside the synonyms of the vocabulary, and the grammar that joins them."""

from functools import cache

WHERE: dict[str, tuple[str, ...]] = {
    "mountains": (
        "in the mountains",
        "in front of tall snowy peaks",
        "before a mountain range",
        "high in the alps",
        "by the mountains",
        "on a mountain",
        "among rocky peaks",
    ),
    "ocean": ("in the ocean", "out at sea", "on the open sea", "among the waves", "on the high seas", "on the ocean"),
    "beach": (
        "on the beach",
        "on a sandy beach",
        "at the seaside",
        "by the sea shore",
        "on a tropical beach with palms",
        "on an island",
        "on the coast",
    ),
    "desert": ("in the desert", "among sand dunes", "in a hot sandy desert", "in the sahara", "on the dunes"),
    "forest": (
        "in the forest",
        "in the woods",
        "among pine trees",
        "in a pine forest",
        "in a woodland clearing",
        "in an enchanted forest",
        "deep in the forest",
    ),
    "jungle": ("in the jungle", "in the rainforest", "among palms in the jungle", "in a tropical forest"),
    "meadow": (
        "in a meadow",
        "on a green field",
        "among green hills",
        "in a grassy field with flowers",
        "on the pasture",
        "in the garden",
        "in the park",
        "in the countryside",
        "in a field of flowers",
    ),
    "snowfield": (
        "on a snowfield",
        "in the arctic",
        "on the snowy plain",
        "in a frozen winter landscape",
        "at the north pole",
        "on the ice of antarctica",
    ),
    "city": (
        "in the city",
        "downtown",
        "between skyscrapers",
        "on a city street",
        "before the city skyline",
        "on the street",
        "in new york",
        "on a busy road",
    ),
    "village": (
        "in a village",
        "in a small town with red roofs",
        "among cottages",
        "by the village houses",
        "on a farm",
        "in an old town",
    ),
    "space": ("in space", "in outer space", "among the stars and planets", "in a distant galaxy", "in deep space"),
    "underwater": ("underwater", "under the sea", "on the ocean floor", "by a coral reef", "at the bottom of the sea"),
    "sky": ("in the sky", "above the clouds", "up among the clouds", "over a sea of clouds", "high up in the air"),
    "volcano": (
        "by a volcano",
        "in front of an erupting volcano",
        "on a lava field",
        "near a burning mountain",
        "near streams of lava",
    ),
    "castle": (
        "in front of a castle",
        "at the castle",
        "by the castle walls",
        "in front of a palace",
        "near an old fortress",
        "in the castle courtyard",
        "before a fairy-tale castle",
    ),
    "lake": (
        "by a lake",
        "at the lake",
        "on the lake",
        "by the river",
        "at a pond",
        "on the river bank",
        "on a calm mountain lake",
        "by the water of a lake",
    ),
    "cave": (
        "in a cave",
        "inside a cavern",
        "in a crystal cave",
        "deep underground",
        "in a dark grotto",
        "in a mine",
        "inside a dark cave",
    ),
    "room": (
        "in a room",
        "in the living room",
        "in a bedroom",
        "in the kitchen",
        "inside a house",
        "indoors",
        "in a cozy room",
        "at home",
        "in an office",
    ),
}
WHEN: dict[str, tuple[str, ...]] = {
    "dawn": ("at dawn", "at sunrise", "in the early morning", "at first light", "at daybreak", "in the morning"),
    "day": ("by day", "in broad daylight", "in the daytime", "at noon", "in the afternoon", "during the day"),
    "sunset": ("at sunset", "in the golden hour", "in the evening", "at sundown", "as the sun sets"),
    "dusk": ("at dusk", "in the twilight", "in the blue hour", "at nightfall", "late in the evening", "at twilight"),
    "night": ("at night", "in the moonlight", "after dark", "at midnight", "on a moonlit night", "under the stars"),
}
AIR: dict[str, tuple[str, ...]] = {
    "clear": ("in clear weather", "under a clear sky", "in fair weather"),
    "rain": ("in the rain", "while it rains", "in a downpour", "in rainy weather", "as rain falls"),
    "snow": ("in the snow", "while it snows", "in falling snow", "as snowflakes fall", "during a snowfall"),
    "fog": ("in the fog", "in thick mist", "in foggy weather", "in the haze"),
    "storm": ("in a storm", "in a thunderstorm", "as lightning strikes", "during a lightning storm"),
    "falling leaves": (
        "as leaves fall",
        "among falling leaves",
        "while autumn leaves drift down",
        "with leaves in the wind",
        "amid falling autumn leaves",
    ),
    "sandstorm": ("in a sandstorm", "in a dust storm", "amid swirling sand", "as sand blows past", "in blowing dust"),
}
STYLE: dict[str, tuple[str, ...]] = {
    "natural": ("in natural colours", "in full colour"),
    "film noir": ("in film noir style", "in black and white", "as a film noir", "black-and-white film"),
    "sepia": ("in sepia", "in sepia tones", "like an old photograph"),
    "vintage": ("in a vintage look", "as a retro film", "like a 1970s film", "like an old movie"),
    "watercolour": (
        "in watercolour",
        "as a watercolour painting",
        "painted in watercolor",
        "like a watercolor",
        "in a painterly style",
    ),
    "dreamy": ("in a dreamy look", "like a dream", "with a dreamlike glow", "dreamy and soft", "in an ethereal mood"),
}
ADJECTIVES = ("beautiful", "single", "lovely", "lone", "cute", "funny", "happy", "friendly", "magnificent", "cheerful")

# "a cat" + "to the left of it"; "{A} ..., with" + "a cat to its left".
ASIDE: dict[str, tuple[str, ...]] = {
    "left of": ("to its left", "on its left", "to the left of it", "on the left of it", "left of it"),
    "right of": ("to its right", "on its right", "to the right of it", "on the right of it", "right of it"),
    "above": ("above it", "over it", "high above it"),
    "below": ("below it", "beneath it", "under it", "underneath it"),
    "behind": ("behind it", "in back of it", "some way behind it", "farther back"),
    "in front of": ("in front of it", "before it", "nearer to us", "in the foreground before it"),
    "chasing": ("chasing it", "running after it", "following it", "in pursuit of it", "hunting it"),
}
# The same between two nouns, where the first is the second's.
BESIDE: dict[str, tuple[str, ...]] = {
    "left of": ("to the left of", "on the left of", "left of", "on the left side of"),
    "right of": ("to the right of", "on the right of", "right of", "on the right side of"),
    "above": ("above", "over", "high above"),
    "below": ("below", "beneath", "under", "underneath"),
    "behind": ("behind", "in back of", "some way behind"),
    "in front of": ("in front of", "before", "closer to us than"),
    "chasing": ("chasing", "running after", "following", "pursuing", "hunting"),
}
# Told from the other one: a first figure with a second one left of it is "right of" that.
REVERSED: dict[str, str] = {
    "left of": "right of",
    "right of": "left of",
    "above": "below",
    "below": "above",
    "behind": "in front of",
    "in front of": "behind",
}
CHASED = ("chased by", "followed by", "pursued by", "hunted by")

_PLURALS = {  # and what is not counted at all
    *("cattle", "mice", "oxen", "cacti", "dice", "walking dead", "undead", "luggage", "women with bunny ears"),
    *(
        "ham",
        "bacon",
        "bread",
        "toast",
        "pop corn",
        "popcorn",
        "butter",
        "margarine",
        "garlic",
        "ramen",
        "soup",
        "spaghetti",
    ),
    *("macaroni", "pasta", "sushi", "raw fish", "milk", "cold milk", "honey", "rice", "cooked rice", "salt", "juice"),
    *(
        "wine",
        "sparkling wine",
        "champagne",
        "beef",
        "money",
        "glitter",
        "stardust",
        "bamboo",
        "barley",
        "grain",
        "wheat",
    ),
    *(
        "firewood",
        "wool",
        "yarn",
        "soap",
        "toothpaste",
        "maize",
        "candy",
        "tea",
        "green tea",
        "matcha",
        "hot chocolate",
    ),
    *(
        "yerba mate",
        "rice wine",
        "chocolate",
        "custard",
        "raw egg",
        "tempura",
        "gelato",
        "porridge",
        "muesli",
        "cereal",
    ),
    *(
        "orange juice",
        "milk tea",
        "iced coffee",
        "table tennis",
        "badminton",
        "tennis",
        "curling",
        "ping pong",
        "curry rice",
    ),
    *("make-up", "somebody", "someone", "wedding", "chinese food", "canned food", "stew", "turmeric", "bubble bath"),
}
_SINGULAR_ENDINGS = ("ss", "us", "is", "claus", "christmas", "holmes", "lens", "gas", "canvas", "atlas", "series")
_PROGRESSIVE = {"is": "being", "lies": "lying", "does": "doing", "gets": "getting"}
_DOUBLED = ("get", "spin", "hop", "drop", "bob", "quit", "flip", "run", "sit", "pop", "zigzag", "step", "swim")
_CONSONANTS = ("uni", "ufo", "euro", "one", "uku", "use", "eucal")
_VOWELS = ("hour", "heir", "honest")
_IRREGULAR = {
    "mouse": "mice",
    "man": "men",
    "woman": "women",
    "goose": "geese",
    "ox": "oxen",
    "wolf": "wolves",
    "tooth": "teeth",
    "die": "dice",
    "cactus": "cacti",
    "octopus": "octopuses",
    "child": "children",
    "leaf": "leaves",
    "knife": "knives",
    "scarf": "scarves",
    "elf": "elves",
}
_UNCHANGED = ("fish", "sheep", "deer", "moose", "bison", "squid", "shrimp", "swine", "salmon", "trout")


@cache
def article(noun: str) -> str:
    """The noun with "a" or "an" before it: "an owl", "a unicorn", "an hourglass"."""
    vowel = (noun[:1] in "aeiou" and not noun.startswith(_CONSONANTS)) or noun.startswith(_VOWELS)
    return f"{'an' if vowel else 'a'} {noun}"


@cache
def progressive(phrase: str) -> str:
    """The -ing form of a phrase in the third person: "comes closer" -> "coming closer"."""
    verb, _, rest = phrase.partition(" ")
    if verb in _PROGRESSIVE:
        return f"{_PROGRESSIVE[verb]} {rest}".strip()
    stem = _stem(verb)
    if stem in _DOUBLED:
        stem += stem[-1]
    elif stem.endswith("e") and not stem.endswith("ee"):
        stem = stem[:-1]
    return f"{stem}ing {rest}".strip()


@cache
def many(phrase: str) -> str:
    """The form of a phrase for several: "comes closer" -> "come closer"."""
    verb, _, rest = phrase.partition(" ")
    return f"{ {'is': 'are', 'does': 'do'}.get(verb) or _stem(verb) } {rest}".strip()


def _stem(verb: str) -> str:
    """The verb without its ending of the third person."""
    if verb.endswith(("shes", "ches", "sses", "oes", "xes")):
        return verb[:-2]
    if verb.endswith("ies") and len(verb) > 4:
        return verb[:-3] + "y"
    return verb.removesuffix("s")


@cache
def is_plural(noun: str) -> bool:
    """Whether "a" would not fit before it, by its ending."""
    head = noun.partition(" of ")[0].partition(" with ")[0].partition(" in ")[0]  # "pair of socks" is one thing
    return noun in _PLURALS or (head.endswith("s") and not head.endswith(_SINGULAR_ENDINGS))


@cache
def plural(noun: str) -> str:
    """Several of them: "two wolves"; a pair of something stays as it is told: "two pairs of glasses"."""
    head, of, tail = noun.partition(" of ")
    front, _, last = head.rpartition(" ")
    if last in _IRREGULAR:
        last = _IRREGULAR[last]
    elif last.endswith(_UNCHANGED):
        pass
    elif last.endswith(("s", "x", "sh", "ch", "z")):
        last += "es"
    elif last.endswith("y") and last[-2:-1] not in "aeiou":
        last = last[:-1] + "ies"
    elif last.endswith("man") and last != "caveman" and not last.endswith(("human", "shaman")):
        last = last[:-3] + "men"
    else:
        last += "s"
    return f"{front} {last}".strip() + of + tail


def tidy(text: str) -> str:
    """Closes the gaps of what was left out and starts each sentence with a capital letter."""
    text = " ".join(text.split())
    for wrong, right in (
        (" ,", ","),
        (" :", ":"),
        (" ;", ";"),
        (" .", "."),
        (",,", ","),
        (",;", ";"),
        (";,", ";"),
        (";;", ";"),
        (",.", "."),
        (";.", "."),
        (":,", ":"),
        (":.", "."),
        ("..", "."),
        ("].", "]"),
        ("],", "]"),
    ):
        while wrong in text:
            text = text.replace(wrong, right)
    text = text.lstrip(" ,.;:")
    parts = [part[0].upper() + part[1:] for part in text.split(". ") if part]
    return ". ".join(parts)
