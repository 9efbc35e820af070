"""Where, when, in what weather and how it is filmed."""

from video01.vocabulary.word import words

PLACES = words(
    (
        "mountains",
        "mountain range, snowy peaks, tall mountains, alps, mountain landscape, peaks, mountain, himalayas, highlands, "
        "rocky mountains, cliffs, mountain valley, summit, canyon",
    ),
    ("ocean", "open sea, sea, high seas, open water, waves, open ocean, atlantic, pacific, seascape"),
    (
        "beach",
        "seashore, sandy beach, seaside, coast, shore, tropical beach, island, tropical island, coastline, lagoon, "
        "desert island, bay",
    ),
    ("desert", "sand dunes, dunes, sahara, sandy desert, arid desert, oasis, desert landscape, badlands, wild west"),
    (
        "forest",
        "woods, pine forest, woodland, fir trees, pine trees, enchanted forest, autumn forest, grove, "
        "deep forest, clearing",
    ),
    ("jungle", "rainforest, tropical forest, palm jungle, tropics, amazon, tropical rainforest, savanna, swamp"),
    (
        "meadow",
        "grassland, green hills, field of flowers, pasture, grassy field, green field, hills, prairie, park, garden, "
        "flower field, field, countryside, rolling hills, flower meadow, backyard, orchard",
    ),
    (
        "snowfield",
        "snowy plain, arctic, tundra, icy wasteland, winter landscape, north pole, antarctica, snowy field, "
        "winter wonderland, ice field, glacier, south pole, frozen wasteland",
    ),
    (
        "city",
        "downtown, skyscrapers, metropolis, skyline, city streets, city skyline, street, road, town square, highway, "
        "big city, new york, tokyo, rooftops, avenue",
    ),
    (
        "village",
        "small town, hamlet, countryside village, cottages, farm, little houses, town, old town, farmyard, market town",
    ),
    (
        "space",
        "outer space, galaxy, cosmos, starry void, deep space, universe, milky way, the stars, nebula, orbit, "
        "asteroid belt, zero gravity",
    ),
    (
        "underwater",
        "under the sea, coral reef, seabed, bottom of the sea, ocean floor, deep sea, sea floor, under water, "
        "beneath the waves, aquarium, depths of the ocean, deep blue sea, depths of the sea",
    ),
    (
        "sky",
        "above the clouds, sea of clouds, cloudscape, up in the clouds, in the air, among the clouds, heavens, "
        "high above the earth, blue sky",
    ),
    ("volcano", "erupting volcano, lava field, volcanic landscape, lava, burning mountain, crater, magma, lava flows"),
    (
        "castle",
        "palace, fortress, castle grounds, medieval castle, fairy-tale castle, castle walls, citadel, royal palace, "
        "castle courtyard, stronghold, ramparts",
    ),
    (
        "lake",
        "river, pond, lakeside, lakeshore, stream, riverbank, mountain lake, calm lake, waterside, creek, lake shore",
    ),
    ("cave", "grotto, cavern, crystal cave, underground, dark cave, mine, tunnel, dungeon, ice cave, cave of crystals"),
    (
        "room",
        "kitchen, bedroom, living room, house interior, indoors, inside a house, cozy room, cosy room, office, "
        "classroom, library, hall, interior, nursery, apartment, playroom, studio",
    ),
)

LIGHTS = words(
    ("dawn", "sunrise, early morning, first light, daybreak, morning, morning light"),
    ("day", "daytime, daylight, midday, noon, afternoon, broad daylight, sunny day, bright day, sunlight"),
    ("sunset", "golden hour, evening, sundown, evening light, setting sun, evening glow"),
    ("dusk", "twilight, blue hour, nightfall, gloaming, late evening, last light"),
    (
        "night",
        "nighttime, midnight, moonlight, after dark, at night, moonlit night, starry night, night time",
    ),
)

WEATHERS = words(
    ("clear", "clear weather, fair weather, cloudless, clear sky, good weather, sunny, sunshine, fine weather"),
    ("rain", "rainy, raining, rainfall, downpour, drizzle, shower, in the rain, rainy weather, pouring rain"),
    ("snow", "snowing, snowfall, snowflakes, falling snow, snow falls, blizzard, snowstorm, snowy weather, flurries"),
    ("fog", "foggy, mist, misty, haze, hazy, thick fog, foggy weather"),
    (
        "storm",
        "thunderstorm, lightning, stormy, tempest, thunder and lightning, lightning storm, thunder, stormy weather, "
        "hurricane",
    ),
    (
        "falling leaves",
        "autumn leaves, leaves falling, falling autumn leaves, leaves drift down, drifting leaves, blowing leaves, "
        "leaves in the wind, flying leaves",
    ),
    (
        "sandstorm",
        "dust storm, sand storm, blowing sand, dust clouds, flying sand, swirling sand, swirling dust, blowing dust",
    ),
)

LOOKS = words(
    ("natural", "natural colours, natural colors, full colour, full color, normal look"),
    ("film noir", "noir, black and white, monochrome, black-and-white film, black and white film, noir film"),
    ("sepia", "sepia tone, sepia tones, old photograph, brown tint, sepia film, daguerreotype"),
    ("vintage", "retro, faded film, old film, 1970s film, nostalgic film, old movie, super 8, retro film"),
    (
        "watercolour",
        "watercolor, watercolour painting, watercolor painting, aquarelle, painted in watercolour, painterly, "
        "painted look",
    ),
    (
        "dreamy",
        "dreamlike, ethereal, soft focus, surreal, like a dream, soft glow, hazy dream, magical look, fairy-tale look, "
        "dream-like",
    ),
)
