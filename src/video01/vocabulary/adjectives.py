"""How big a figure is and in what colour."""

from video01.vocabulary.word import words

SIZES = words(
    ("tiny", "miniature, minuscule, teeny, teeny tiny, microscopic, very small, tiny little, pocket-sized, wee"),
    ("small", "little, smallish, mini, petite, undersized"),
    ("big", "large, sizeable, great big, bulky, oversized, very big"),
    (
        "giant",
        "gigantic, huge, enormous, colossal, massive, towering, humongous, monstrous, immense, gargantuan, "
        "mammoth-sized, very large",
    ),
)

COLOURS = words(
    ("red", "scarlet, crimson, ruby, cherry-red, bright red, dark red, blood-red, vermilion, maroon"),
    ("orange", "orange-coloured, bright orange, tangerine-coloured, amber, rusty orange, copper-coloured"),
    ("yellow", "bright yellow, lemon-yellow, canary yellow, yellowish, sunny yellow"),
    ("green", "emerald, lime green, dark green, bright green, olive-green, jade, mint green, greenish"),
    ("blue", "azure, navy, sky-blue, light blue, dark blue, turquoise, cyan, cobalt, teal, bright blue, sapphire"),
    ("purple", "violet, lilac, lavender, mauve, indigo, plum-coloured"),
    ("pink", "rose-coloured, magenta, hot pink, fuchsia, light pink, pinkish, rosy"),
    ("brown", "chestnut-brown, chocolate-brown, tan, dark brown, light brown, bronze, brownish, beige"),
    ("black", "jet-black, pitch-black, ebony, coal-black, inky"),
    ("white", "snow-white, ivory, pure white, milk-white, cream-coloured"),
    ("grey", "gray, silver, silvery, ash-grey, slate-grey, dark grey, light grey, silver-grey"),
    ("golden", "gold, gilded, shiny gold, gold-coloured"),
)
