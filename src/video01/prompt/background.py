"""Subjects that are shown only if a prompt is about them, and colours that belong to a name."""


def _names(text: str) -> frozenset[str]:
    return frozenset(text.split(", "))


# Scenery, unless a sentence is about it: "the sun rises", but not "in the sun".
SCENERY = _names(
    "sun, sun behind a cloud, crescent moon, full moon, cloud, thundercloud, rain cloud, wave, window, door, "
    "lightning bolt, drop of water, snowy mountain, mount fuji, rock, rainbow, person, family, earth, glowing star, "
    "star, snowflake, tornado, fallen leaf, green leaf, picture frame"
)
# Worn by somebody after "in" or "with".
CLOTHES = _names(
    "t-shirt, dress, pair of jeans, coat, scarf, necktie, cap, straw hat, graduation cap, sneaker, high heel, boot, "
    "pair of socks, top hat, pair of sunglasses, pair of glasses, lipstick"
)
# The colour is part of the name and asks for no dye.
COLOURED_KINDS = _names(
    "red fox, brown bear, grey wolf, gray wolf, blue whale, white shark, red squirrel, golden eagle, golden retriever, "
    "black widow, red panda, green tea, white wine, red wine, black coffee"
)
