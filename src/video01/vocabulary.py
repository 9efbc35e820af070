"""The words of the storybook world, from subjects to cameras, and the one canonical form of a caption.

Two sides share this module: the training world draws and captions scenes with these words, and the prompt optimizer
rewrites free prose to the one canonical form. It holds words only and imports nothing outside the standard library.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Literal, TypeVar

Kind = Literal["animal", "person", "vehicle", "plant", "food", "object", "fantasy"]
Gait = Literal["walk", "fly", "swim", "roll", "float", "still"]
Home = Literal["land", "air", "water"]
Faces = Literal["left", "right", "front"]


@dataclass(frozen=True, kw_only=True)
class Word:
    """A name of the world and the other ways in which people write it."""

    name: str  # canonical; unique in its list
    synonyms: tuple[str, ...]  # lower case; each belongs to one word of its list


@dataclass(frozen=True, kw_only=True)
class Subject(Word):
    """A noun that can act in a scene, drawn from one picture."""

    codepoint: str  # lower-case hex as in the picture's file name, e.g. "1f409"
    kind: Kind
    gait: Gait
    home: Home  # where it is at ease
    faces: Faces  # where the picture looks; "front" pictures are never mirrored


@dataclass(frozen=True, kw_only=True)
class Camera(Word):
    """A camera command as written in brackets."""

    rendered: bool  # whether the world shows it


AnyWord = TypeVar("AnyWord", bound=Word)

_Row = tuple[str, str, Gait, Home, Faces, str]


def _subjects(kind: Kind, rows: Iterable[_Row]) -> tuple[Subject, ...]:
    """Rows of (name, code point, gait, home, faces, "synonym, synonym") as subjects of one kind."""
    return tuple(
        Subject(
            name=name,
            synonyms=tuple(synonym for synonym in synonyms.split(", ") if synonym),
            codepoint=codepoint,
            kind=kind,
            gait=gait,
            home=home,
            faces=faces,
        )
        for name, codepoint, gait, home, faces, synonyms in rows
    )


_ANIMALS = _subjects(
    "animal",
    (
        ("t-rex", "1f996", "walk", "land", "left", "tyrannosaurus, tyrannosaurus rex, trex, t rex, raptor"),
        ("dinosaur", "1f995", "walk", "land", "left", "sauropod, brontosaurus, long-necked dinosaur, diplodocus, dino"),
        ("lion", "1f981", "walk", "land", "front", "big lion, maned lion, lioness"),
        ("tiger", "1f405", "walk", "land", "left", "bengal tiger, tigress, striped tiger"),
        ("leopard", "1f406", "walk", "land", "left", "cheetah, jaguar, panther, spotted cat"),
        ("dog", "1f415", "walk", "land", "left", "puppy, hound, doggy, pup, labrador, retriever"),
        ("cat", "1f408", "walk", "land", "left", "kitten, kitty, tomcat, tabby"),
        ("horse", "1f40e", "walk", "land", "left", "stallion, mare, pony, steed, mustang"),
        ("zebra", "1f993", "walk", "land", "left", "striped horse, zebras"),
        ("giraffe", "1f992", "walk", "land", "left", "giraffes, long-necked giraffe"),
        ("elephant", "1f418", "walk", "land", "left", "elephants, tusker, mammoth"),
        ("rhino", "1f98f", "walk", "land", "left", "rhinoceros, rhinos"),
        ("hippo", "1f99b", "walk", "land", "left", "hippopotamus, hippos"),
        ("camel", "1f42a", "walk", "land", "left", "dromedary, camels"),
        ("cow", "1f404", "walk", "land", "left", "dairy cow, calf, cattle, milk cow"),
        ("pig", "1f416", "walk", "land", "left", "piglet, hog, swine, boar"),
        ("sheep", "1f411", "walk", "land", "left", "lamb, ewe, ram"),
        ("goat", "1f410", "walk", "land", "left", "billy goat, kid goat, ibex"),
        ("deer", "1f98c", "walk", "land", "left", "stag, doe, buck, reindeer, elk, moose"),
        ("ox", "1f402", "walk", "land", "left", "bull, buffalo, bison, oxen"),
        ("monkey", "1f412", "walk", "land", "left", "ape, chimp, chimpanzee, orangutan"),
        ("gorilla", "1f98d", "walk", "land", "left", "silverback, king kong, gorillas"),
        ("bear", "1f43b", "walk", "land", "front", "brown bear, grizzly, grizzly bear, bear cub"),
        ("panda", "1f43c", "walk", "land", "front", "panda bear, giant panda"),
        ("koala", "1f428", "walk", "land", "front", "koala bear, koalas"),
        ("kangaroo", "1f998", "walk", "land", "left", "wallaby, roo"),
        ("bat", "1f987", "fly", "air", "left", "fruit bat, flying bat, vampire bat"),
        ("squirrel", "1f43f-fe0f", "walk", "land", "left", "chipmunk, red squirrel"),
        ("hedgehog", "1f994", "walk", "land", "left", "porcupine, hedgehogs"),
        ("otter", "1f9a6", "walk", "land", "left", "sea otter, river otter"),
        ("rabbit", "1f407", "walk", "land", "left", "bunny, hare, bunny rabbit"),
        ("mouse", "1f401", "walk", "land", "left", "rat, mice, rodent"),
        ("hamster", "1f439", "walk", "land", "front", "guinea pig, gerbil"),
        ("fox", "1f98a", "walk", "land", "front", "red fox, vixen, foxes"),
        ("wolf", "1f43a", "walk", "land", "front", "grey wolf, gray wolf, wolves, coyote"),
        ("raccoon", "1f99d", "walk", "land", "front", "racoon, raccoons"),
        ("crocodile", "1f40a", "walk", "land", "left", "alligator, croc, gator"),
        ("turtle", "1f422", "walk", "land", "left", "tortoise, sea turtle"),
        ("lizard", "1f98e", "walk", "land", "front", "gecko, salamander, iguana"),
        ("snake", "1f40d", "walk", "land", "left", "serpent, cobra, python, viper"),
        ("frog", "1f438", "walk", "land", "front", "toad, tree frog, bullfrog"),
        ("whale", "1f433", "swim", "water", "left", "blue whale, humpback, spouting whale"),
        ("dolphin", "1f42c", "swim", "water", "left", "porpoise, dolphins"),
        ("seal", "1f9ad", "swim", "water", "left", "sea lion, walrus"),
        ("shark", "1f988", "swim", "water", "left", "great white, great white shark, hammerhead"),
        ("fish", "1f41f", "swim", "water", "left", "salmon, trout, blue fish"),
        ("tropical fish", "1f420", "swim", "water", "left", "clownfish, angelfish, reef fish"),
        ("octopus", "1f419", "swim", "water", "front", "kraken, octopuses"),
        ("squid", "1f991", "swim", "water", "front", "giant squid, cuttlefish"),
        ("lobster", "1f99e", "swim", "water", "front", "crayfish, lobsters"),
        ("crab", "1f980", "walk", "land", "front", "red crab, hermit crab"),
        ("jellyfish", "1fabc", "swim", "water", "front", "jelly fish, medusa"),
        ("snail", "1f40c", "walk", "land", "left", "slug, snails"),
        ("butterfly", "1f98b", "fly", "air", "front", "butterflies, moth, monarch butterfly"),
        ("caterpillar", "1f41b", "walk", "land", "left", "worm, larva, inchworm"),
        ("ant", "1f41c", "walk", "land", "left", "ants, black ant, termite"),
        ("bee", "1f41d", "fly", "air", "left", "honeybee, bumblebee, wasp, hornet"),
        ("ladybug", "1f41e", "walk", "land", "front", "ladybird, lady beetle"),
        ("spider", "1f577-fe0f", "walk", "land", "front", "tarantula, spiders"),
        ("scorpion", "1f982", "walk", "land", "front", "scorpions, black scorpion"),
        ("rooster", "1f413", "walk", "land", "left", "chicken, cock, cockerel, hen"),
        ("chick", "1f423", "walk", "land", "front", "hatching chick, baby chicken, hatchling"),
        ("bird", "1f426", "fly", "air", "left", "songbird, robin, cardinal, sparrow"),
        ("penguin", "1f427", "walk", "land", "front", "penguins, emperor penguin"),
        ("dove", "1f54a-fe0f", "fly", "air", "left", "pigeon, white bird, seagull"),
        ("eagle", "1f985", "fly", "air", "left", "hawk, falcon, bald eagle, vulture"),
        ("duck", "1f986", "float", "water", "left", "mallard, duckling, goose"),
        ("swan", "1f9a2", "float", "water", "left", "white swan, cygnet"),
        ("owl", "1f989", "fly", "air", "front", "barn owl, night owl, owls"),
        ("flamingo", "1f9a9", "walk", "land", "left", "pink flamingo, flamingos"),
        ("peacock", "1f99a", "walk", "land", "front", "peafowl, peahen"),
        ("parrot", "1f99c", "fly", "air", "left", "macaw, cockatoo, parakeet"),
        ("turkey", "1f983", "walk", "land", "left", "turkey bird, gobbler"),
    ),
)

_FANTASY = _subjects(
    "fantasy",
    (
        ("dragon", "1f409", "fly", "air", "left", "drake, wyvern, wyrm, fire-breathing dragon, fire dragon"),
        ("unicorn", "1f984", "walk", "land", "left", "magic horse, pegasus, unicorns"),
        ("troll", "1f9cc", "walk", "land", "front", "ogre, goblin, orc"),
        ("robot", "1f916", "walk", "land", "front", "android, droid, cyborg, bot"),
        ("ghost", "1f47b", "float", "air", "front", "spirit, phantom, specter, spook"),
        ("alien", "1f47d", "float", "air", "front", "extraterrestrial, martian, green alien"),
        ("space invader", "1f47e", "float", "air", "front", "alien monster, pixel monster, video game monster"),
        ("skull", "1f480", "float", "air", "front", "skeleton, death head, skeleton head"),
        ("wizard", "1f9d9", "walk", "land", "front", "mage, sorcerer, magician, warlock, witch"),
        ("fairy", "1f9da", "fly", "air", "front", "pixie, sprite, tinkerbell"),
        ("mermaid", "1f9dc-200d-2640-fe0f", "swim", "water", "front", "sea maiden, siren, mermaids"),
        ("vampire", "1f9db", "walk", "land", "front", "dracula, count dracula"),
        ("zombie", "1f9df", "walk", "land", "front", "undead, walking dead, zombies"),
    ),
)

_PEOPLE = _subjects(
    "person",
    (
        ("princess", "1f478", "walk", "land", "front", "queen, fairy-tale princess"),
        ("prince", "1f934", "walk", "land", "front", "king, fairy-tale prince"),
        ("astronaut", "1f9d1-200d-1f680", "float", "air", "front", "cosmonaut, spaceman, space explorer"),
        ("detective", "1f575-fe0f", "walk", "land", "front", "spy, private eye, sherlock holmes, investigator"),
        ("ninja", "1f977", "walk", "land", "front", "shinobi, assassin, samurai"),
        ("santa", "1f385", "walk", "land", "front", "santa claus, father christmas"),
        ("superhero", "1f9b8", "fly", "air", "front", "superman, super hero, caped hero"),
        ("dancer", "1f483", "walk", "land", "front", "dancing woman, flamenco dancer, ballerina"),
        ("disco dancer", "1f57a", "walk", "land", "front", "dancing man, disco man"),
        ("runner", "1f3c3", "walk", "land", "left", "jogger, sprinter, athlete, running man"),
        ("man", "1f6b6-200d-2642-fe0f", "walk", "land", "left", "guy, walking man, gentleman, pedestrian"),
        ("woman", "1f6b6-200d-2640-fe0f", "walk", "land", "left", "lady, walking woman"),
        ("boy", "1f466", "walk", "land", "front", "little boy, lad, kid"),
        ("girl", "1f467", "walk", "land", "front", "little girl, young girl"),
        ("baby", "1f476", "walk", "land", "front", "infant, toddler"),
        ("surfer", "1f3c4", "float", "water", "left", "surfboarder, surfing man"),
        ("skier", "26f7-fe0f", "roll", "land", "left", "downhill skier, skiing man"),
        ("cyclist", "1f6b4", "roll", "land", "left", "bike rider, bicyclist"),
        ("chef", "1f9d1-200d-1f373", "walk", "land", "front", "cook, baker"),
        ("police officer", "1f46e", "walk", "land", "front", "policeman, cop, policewoman"),
        ("farmer", "1f9d1-200d-1f33e", "walk", "land", "front", "rancher, peasant"),
        ("scientist", "1f468-200d-1f52c", "walk", "land", "front", "professor, chemist, doctor"),
        ("firefighter", "1f9d1-200d-1f692", "walk", "land", "front", "fireman, firewoman"),
    ),
)

_VEHICLES = _subjects(
    "vehicle",
    (
        ("bicycle", "1f6b2", "roll", "land", "left", "bike, push bike"),
        ("motorcycle", "1f3cd-fe0f", "roll", "land", "left", "motorbike, racing motorcycle"),
        ("moped", "1f6f5", "roll", "land", "left", "vespa, motor scooter"),
        ("skateboard", "1f6f9", "roll", "land", "front", "longboard, skate board"),
        ("car", "1f697", "roll", "land", "left", "automobile, sedan, red car, hatchback"),
        ("race car", "1f3ce-fe0f", "roll", "land", "left", "racing car, formula one car, sports car"),
        ("taxi", "1f695", "roll", "land", "left", "cab, yellow cab, taxicab"),
        ("police car", "1f693", "roll", "land", "left", "patrol car, squad car, cop car"),
        ("ambulance", "1f691", "roll", "land", "left", "rescue van, emergency van"),
        ("fire truck", "1f692", "roll", "land", "left", "fire engine, firetruck"),
        ("bus", "1f68c", "roll", "land", "left", "school bus, city bus, coach"),
        ("truck", "1f69a", "roll", "land", "left", "lorry, delivery truck, van, delivery van"),
        ("tractor", "1f69c", "roll", "land", "left", "farm tractor, green tractor"),
        ("train", "1f682", "roll", "land", "left", "locomotive, steam train, steam engine"),
        ("bullet train", "1f69d", "roll", "land", "left", "monorail, high-speed train"),
        ("tram", "1f68b", "roll", "land", "left", "streetcar, trolley, cable car"),
        ("rocket", "1f680", "fly", "air", "right", "rocket ship, spaceship, spacecraft, space shuttle"),
        ("airplane", "2708-fe0f", "fly", "air", "right", "plane, aeroplane, jet, airliner, aircraft"),
        ("helicopter", "1f681", "fly", "air", "left", "chopper, copter"),
        ("ufo", "1f6f8", "float", "air", "front", "flying saucer, alien ship, alien spaceship"),
        ("ship", "1f6a2", "float", "water", "left", "cruise ship, ocean liner, steamer, ferry"),
        ("sailboat", "26f5", "float", "water", "left", "sailing boat, yacht, sailing ship"),
        ("speedboat", "1f6a4", "float", "water", "left", "motorboat, power boat"),
        ("rowboat", "1f6a3", "float", "water", "left", "rowing boat, rower, canoe, kayak"),
        ("parachute", "1fa82", "float", "air", "front", "skydiver, parachutist, paraglider"),
        ("satellite", "1f6f0-fe0f", "float", "air", "front", "space probe, sputnik"),
    ),
)

_PLANTS = _subjects(
    "plant",
    (
        ("tree", "1f333", "still", "land", "front", "oak, oak tree, leafy tree"),
        ("pine tree", "1f332", "still", "land", "front", "fir tree, evergreen, spruce"),
        ("palm tree", "1f334", "still", "land", "front", "coconut palm, palm"),
        ("cactus", "1f335", "still", "land", "front", "saguaro, cacti"),
        ("sunflower", "1f33b", "still", "land", "front", "sunflowers, yellow flower"),
        ("rose", "1f339", "still", "land", "front", "red rose, red flower"),
        ("mushroom", "1f344", "still", "land", "front", "toadstool, fungus"),
        ("jack-o-lantern", "1f383", "still", "land", "front", "pumpkin, halloween pumpkin, carved pumpkin"),
        ("christmas tree", "1f384", "still", "land", "front", "xmas tree, decorated tree"),
        ("maple leaf", "1f341", "float", "air", "front", "autumn leaf, red leaf"),
    ),
)

_FOODS = _subjects(
    "food",
    (
        ("apple", "1f34e", "roll", "land", "front", "red apple, apples"),
        ("banana", "1f34c", "still", "land", "front", "peeled banana, bananas"),
        ("strawberry", "1f353", "still", "land", "front", "strawberries, red berry"),
        ("grape", "1f347", "still", "land", "front", "grapes, bunch of grapes"),
        ("watermelon", "1f349", "still", "land", "front", "slice of watermelon, melon"),
        ("pineapple", "1f34d", "still", "land", "front", "ananas, pineapples"),
        ("avocado", "1f951", "still", "land", "front", "avocados, half avocado"),
        ("cherry", "1f352", "still", "land", "front", "cherries, pair of cherries"),
        ("pear", "1f350", "still", "land", "front", "green pear, pears"),
        ("orange", "1f34a", "roll", "land", "front", "tangerine, mandarin, orange fruit"),
        ("lemon", "1f34b", "roll", "land", "front", "lemons, citrus"),
        ("carrot", "1f955", "still", "land", "front", "carrots, orange carrot"),
        ("corn", "1f33d", "still", "land", "front", "ear of corn, maize, corn cob"),
        ("pizza", "1f355", "still", "land", "front", "slice of pizza, pizza slice"),
        ("hamburger", "1f354", "still", "land", "front", "burger, cheeseburger"),
        ("hot dog", "1f32d", "still", "land", "front", "hotdog, sausage"),
        ("taco", "1f32e", "still", "land", "front", "tacos, burrito"),
        ("donut", "1f369", "roll", "land", "front", "doughnut, glazed donut"),
        ("cookie", "1f36a", "roll", "land", "front", "biscuit, chocolate chip cookie"),
        ("cake", "1f382", "still", "land", "front", "birthday cake, cake with candles"),
        ("cupcake", "1f9c1", "still", "land", "front", "muffin, fairy cake"),
        ("ice cream", "1f366", "still", "land", "front", "ice cream cone, icecream, soft serve"),
        ("lollipop", "1f36d", "still", "land", "front", "candy, sweet lollipop"),
        ("egg", "1f95a", "roll", "land", "front", "brown egg, eggs"),
        ("cheese", "1f9c0", "still", "land", "front", "piece of cheese, cheese wedge"),
    ),
)

_OBJECTS = _subjects(
    "object",
    (
        ("balloon", "1f388", "float", "air", "front", "red balloon, party balloon"),
        ("kite", "1fa81", "float", "air", "front", "flying kite, paper kite"),
        ("soccer ball", "26bd", "roll", "land", "front", "football, ball"),
        ("basketball", "1f3c0", "roll", "land", "front", "orange ball, basket ball"),
        ("guitar", "1f3b8", "still", "land", "front", "electric guitar, rock guitar"),
        ("trumpet", "1f3ba", "still", "land", "front", "horn, golden trumpet"),
        ("violin", "1f3bb", "still", "land", "front", "fiddle, cello"),
        ("teddy bear", "1f9f8", "walk", "land", "front", "teddy, stuffed bear, plush bear"),
        ("gift", "1f381", "still", "land", "front", "present, gift box, wrapped present"),
        ("snowman", "26c4", "still", "land", "front", "snow man, frosty"),
        ("castle", "1f3f0", "still", "land", "front", "fortress, fairy-tale castle, palace"),
        ("house", "1f3e0", "still", "land", "front", "home, cottage, cabin"),
        ("tent", "26fa", "still", "land", "front", "camping tent, green tent"),
        ("moai", "1f5ff", "still", "land", "left", "stone head, easter island statue, stone statue"),
        ("statue of liberty", "1f5fd", "still", "land", "front", "lady liberty, liberty statue"),
        ("tower", "1f5fc", "still", "land", "front", "eiffel tower, tokyo tower, radio tower"),
        ("pagoda", "1f3ef", "still", "land", "front", "japanese castle, temple, red pagoda"),
        ("ferris wheel", "1f3a1", "still", "land", "front", "big wheel, observation wheel"),
        ("fountain", "26f2", "still", "land", "front", "water fountain, stone fountain"),
        ("crown", "1f451", "still", "land", "front", "golden crown, royal crown"),
        ("diamond", "1f48e", "float", "air", "front", "gem, jewel, crystal, blue diamond"),
        ("crystal ball", "1f52e", "float", "air", "front", "magic ball, fortune ball"),
        ("candle", "1f56f-fe0f", "still", "land", "front", "burning candle, candles"),
        ("chair", "1fa91", "still", "land", "front", "wooden chair, seat"),
        ("television", "1f4fa", "still", "land", "front", "tv, tv set, old television"),
        ("light bulb", "1f4a1", "float", "air", "front", "lightbulb, bulb, lamp"),
        ("alarm clock", "23f0", "still", "land", "front", "clock, ringing clock"),
        ("key", "1f511", "still", "land", "front", "golden key, keys"),
        ("telescope", "1f52d", "still", "land", "front", "spyglass, astronomer's telescope"),
        ("umbrella", "2602-fe0f", "float", "air", "front", "parasol, purple umbrella"),
        ("top hat", "1f3a9", "still", "land", "front", "black hat, magician's hat, hat"),
        ("roller skate", "1f6fc", "roll", "land", "left", "rollerskate, roller boot"),
        ("bell", "1f514", "still", "land", "front", "golden bell, church bell"),
        ("bomb", "1f4a3", "roll", "land", "front", "cannonball, black bomb"),
        ("die", "1f3b2", "roll", "land", "front", "dice, game die"),
        ("box", "1f4e6", "still", "land", "front", "package, parcel, cardboard box"),
        ("trophy", "1f3c6", "still", "land", "front", "gold cup, golden trophy"),
        ("star", "2b50", "float", "air", "front", "yellow star, golden star"),
        ("fire", "1f525", "still", "land", "front", "flame, flames, bonfire, campfire"),
        ("snowflake", "2744-fe0f", "float", "air", "front", "ice crystal, snow crystal"),
        ("planet", "1fa90", "float", "air", "front", "saturn, ringed planet"),
        ("broom", "1f9f9", "fly", "air", "front", "broomstick, witch's broom"),
        ("teapot", "1fad6", "still", "land", "front", "kettle, tea pot"),
        ("suitcase", "1f9f3", "roll", "land", "front", "luggage, travel bag"),
    ),
)

SUBJECTS: tuple[Subject, ...] = _ANIMALS + _FANTASY + _PEOPLE + _VEHICLES + _PLANTS + _FOODS + _OBJECTS


def _words(*rows: tuple[str, str]) -> tuple[Word, ...]:
    """Rows of (name, "synonym, synonym") as words."""
    return tuple(Word(name=name, synonyms=tuple(text.split(", "))) for name, text in rows)


PLACES = _words(
    ("mountains", "mountain range, snowy peaks, tall mountains, alps, mountain landscape, peaks, mountain, himalayas"),
    ("ocean", "open sea, sea, high seas, open water, waves, open ocean"),
    ("beach", "seashore, sandy beach, seaside, coast, shore, tropical beach"),
    ("desert", "sand dunes, dunes, sahara, sandy desert, arid desert"),
    ("forest", "woods, pine forest, woodland, fir trees, pine trees"),
    ("jungle", "rainforest, tropical forest, palm jungle, tropics"),
    ("meadow", "grassland, green hills, field of flowers, pasture, grassy field, green field, hills, prairie, park"),
    ("snowfield", "snowy plain, arctic, tundra, icy wasteland, winter landscape, north pole, antarctica, snowy field"),
    ("city", "downtown, skyscrapers, metropolis, skyline, city streets, city skyline, street"),
    ("village", "small town, hamlet, countryside village, cottages, farm, little houses"),
    ("space", "outer space, galaxy, cosmos, starry void, deep space, universe"),
    ("underwater", "under the sea, coral reef, seabed, bottom of the sea, ocean floor, deep sea, sea floor"),
    ("sky", "above the clouds, sea of clouds, cloudscape, up in the clouds, in the air, among the clouds"),
    ("volcano", "erupting volcano, lava field, volcanic landscape, lava, burning mountain"),
)

LIGHTS = _words(
    ("dawn", "sunrise, early morning, first light, daybreak, morning"),
    ("day", "daytime, daylight, midday, noon, afternoon, broad daylight, sunny day"),
    ("sunset", "dusk, golden hour, evening, sundown, twilight"),
    ("night", "nighttime, midnight, moonlight, after dark, at night, moonlit night"),
)

WEATHERS = _words(
    ("clear", "clear weather, fair weather, cloudless, clear sky, good weather, sunny"),
    ("rain", "rainy, raining, rainfall, downpour, drizzle, shower, in the rain"),
    ("snow", "snowing, snowfall, snowflakes, falling snow, snow falls, blizzard, snowstorm"),
    ("fog", "foggy, mist, misty, haze, hazy"),
    ("storm", "thunderstorm, lightning, stormy, tempest, thunder and lightning, lightning storm"),
)

# Third person present, so that a phrase follows its subject: "a dragon" + "comes closer".
ACTIONS = _words(
    ("moves left", "goes left, heads left, travels to the left, crosses from right to left, passes to the left"),
    ("moves right", "goes right, heads right, travels to the right, crosses from left to right, passes to the right"),
    (
        "comes closer",
        "comes toward the camera, comes towards us, comes toward us, approaches, rushes toward the camera, "
        "charges at us, draws near, gets closer, comes near, moves toward the camera, rushes at us, comes at us",
    ),
    (
        "goes away",
        "moves away, leaves, recedes, heads into the distance, goes off into the distance, retreats, departs, "
        "moves away from the camera",
    ),
    ("rises", "goes up, ascends, climbs, lifts off, takes off, soars upward, moves up"),
    ("falls", "drops, goes down, descends, sinks, plunges, falls down, moves down"),
    ("jumps", "leaps, hops, leaps into the air, springs up, jumps up"),
    ("bounces", "bounces up and down, bobs up and down, hops up and down, keeps bouncing"),
    ("spins", "rotates, turns around, twirls, whirls, spins around, turns in circles"),
    ("shakes", "trembles, shivers, quivers, wobbles, vibrates, jitters"),
    ("grows", "gets bigger, becomes bigger, swells, becomes huge, expands, grows larger"),
    ("shrinks", "gets smaller, becomes smaller, dwindles, becomes tiny, shrinks away"),
    ("appears", "fades in, materialises, materializes, shows up, emerges, comes into view, turns up"),
    ("vanishes", "disappears, fades out, fades away, dissolves, becomes invisible"),
    ("circles", "moves in a circle, circles around, loops around, goes round in circles, flies in circles"),
    ("stays still", "stands still, rests, waits, stays in place, does not move, stands there, sits there"),
)

CAMERAS: tuple[Camera, ...] = tuple(
    Camera(name=name, synonyms=tuple(text.split(", ")), rendered=True)
    for name, text in (
        ("Truck left", "the camera trucks left, the camera slides to the left, the camera dollies left"),
        ("Truck right", "the camera trucks right, the camera slides to the right, the camera dollies right"),
        ("Pan left", "the camera pans left, the camera pans to the left, the camera turns left"),
        ("Pan right", "the camera pans right, the camera pans to the right, the camera turns right"),
        ("Push in", "the camera pushes in, the camera moves in, the camera moves forward, the camera dollies in"),
        ("Pull out", "the camera pulls out, the camera pulls back, the camera moves back, the camera dollies out"),
        ("Pedestal up", "the camera pedestals up, the camera rises, the camera cranes up, the camera moves up"),
        ("Pedestal down", "the camera pedestals down, the camera sinks, the camera cranes down, the camera moves down"),
        ("Tilt up", "the camera tilts up, the camera tilts upward, the camera looks up"),
        ("Tilt down", "the camera tilts down, the camera tilts downward, the camera looks down"),
        ("Zoom in", "the camera zooms in, the lens zooms in, zooming in"),
        ("Zoom out", "the camera zooms out, the lens zooms out, zooming out"),
        ("Shake", "the camera shakes, shaky camera, handheld camera, camera shake"),
        ("Tracking shot", "the camera follows, the camera tracks, the camera follows along, following shot"),
        ("Static shot", "the camera stays still, static camera, fixed camera, the camera does not move, still camera"),
    )
)

LOOKS = _words(
    ("natural", "natural colours, natural colors, full colour, full color, normal look"),
    ("film noir", "noir, black and white, monochrome, black-and-white film"),
    ("sepia", "sepia tone, sepia tones, old photograph, brown tint"),
    ("vintage", "retro, faded film, old film, 1970s film, nostalgic film"),
)

RELATIONS = _words(
    ("left of", "to the left of, on the left of, on the left side of"),
    ("right of", "to the right of, on the right of, on the right side of"),
    ("above", "over, high above, higher than, on top of"),
    ("chasing", "running after, following, pursuing, hunting, in pursuit of"),
)

_SOUNDS_LIKE_A_CONSONANT = ("uni", "ufo", "euro", "one")


def find(words: Sequence[AnyWord], name: str) -> AnyWord:
    """The word of that canonical name; raises KeyError."""
    for word in words:
        if word.name == name:
            return word
    raise KeyError(f"expected one of {', '.join(word.name for word in words)}, got {name!r}")


def with_article(noun: str) -> str:
    """The noun with "a" or "an" before it: "an owl", "a unicorn"."""
    vowel = noun[:1].lower() in "aeiou" and not noun.lower().startswith(_SOUNDS_LIKE_A_CONSONANT)
    return f"{'an' if vowel else 'a'} {noun}"


def canonical(
    subjects: Sequence[str],
    *,
    relation: str | None = None,
    action: str | None = None,
    place: str | None = None,
    light: str | None = None,
    weather: str | None = None,
    look: str | None = None,
    camera: Sequence[str] = (),
) -> str:
    """The one full form of a caption, facts that are None left out.

    "a dragon comes closer, mountains, sunset, rain. [Push in]"; two subjects are joined by their relation or by "and":
    "a dog chasing a cat moves left, city". The "natural" look is never written. Camera commands that act together share
    one bracket: "[Push in,Tilt up]". Arguments are canonical names.
    """
    joint = f" {relation or 'and'} "
    actors = joint.join(with_article(name) for name in subjects)
    head = " ".join(part for part in (actors, action) if part)
    facts = [head, place, light, weather, look if look != "natural" else None]
    prose = ", ".join(fact for fact in facts if fact)
    sentence = f"{prose}." if prose else ""
    bracket = f"[{','.join(camera)}]" if camera else ""
    return " ".join(part for part in (sentence, bracket) if part)
