"""The words that hold English sentences together, and those that name no thing in a picture."""


def word_set(text: str) -> frozenset[str]:
    """The words of a text."""
    return frozenset(text.split())


DETERMINERS = word_set(
    "a an the this that these those my your our his her its their some any every each all both another no "
    "several many few "
    "one two three four five six seven eight nine ten eleven twelve dozen dozens hundreds thousands countless "
    "multiple pair"
)
NUMBERS = word_set(
    "two three four five six seven eight nine ten eleven twelve dozen dozens hundreds thousands several many few "
    "countless "
    "multiple both"
)
PREPOSITIONS = word_set(
    "in on at by of to from with without into onto over above under beneath below behind beside besides between "
    "among amid "
    "amidst across through along around round toward towards against near past off inside outside within during "
    "before after "
    "upon up down out for about atop beyond underneath alongside next like as than until via aboard astride"
)
PRONOUNS = word_set("it he she they him them itself himself herself themselves who which that what")
PEOPLE = word_set("i we you us me")
AUXILIARIES = word_set(
    "is are was were be been being am do does did done has have had can could will would should may might must "
    "shall not never"
)
CONJUNCTIONS = word_set(
    "and or but nor then while when as because so before after until where whereas though although if"
)
ADVERBS = word_set(
    "very too so quite just still also again away here there now soon suddenly then once ever almost only even "
    "far fast hard "
    "high low back forth together apart forward forwards backward backwards upward upwards downward downwards "
    "left right "
    "closer nearer home ahead over around everywhere overhead nearby far further faster straight directly "
    "finally first next "
    "later meanwhile instead perhaps maybe more most less least"
)
SENTENCE_ENDS = frozenset(".!?;:\n")
MARKS = SENTENCE_ENDS | frozenset(',()"-')
META = word_set(
    "view shot scene picture image photo photograph video clip footage animation render rendering painting "
    "drawing portrait "
    "illustration close closeup depiction film movie cartoon look glimpse version sequence vista timelapse frame "
    "story subject setting style mood lighting scenario background foreground"
)
MEASURES = word_set(
    "herd flock pack group swarm school pod pair couple bunch crowd family team army line row stack pile heap "
    "slice piece glass "
    "bowl cup plate basket bottle field lot lots dozens hundreds thousands kind type sort number cluster handful "
    "fleet pride "
    "colony murder gang band trio bouquet bag box crate sea host troop set collection part side top bottom edge end"
)
SEVERAL = MEASURES - word_set(
    "slice piece glass bowl cup plate basket bottle field kind type sort box bag crate part side top bottom edge end"
)
PLACE_ADVERBS = word_set("downtown underwater")
PLAIN_VERBS = word_set(
    "see look watch stare gaze glance smile laugh cry roar growl howl bark meow sing play eat drink bite chew "
    "hold carry wear "
    "fight attack catch throw kick hit push pull open close reveal show breathe spit shoot fire burn shine glow "
    "sparkle glitter "
    "wave paint draw read write cook bake build make take give get put set let keep hold bring use try want need "
    "love like talk "
    "speak say says tell think know feel touch grab pick point lift raise lower hunt graze munch nibble lick "
    "sniff blink wink "
    "nod clap work study sew knit wash clean sweep dig plant grow cut chop stir pour fill cover surround reflect "
    "cast light "
    "illuminate chase pursue follow loom tower stretch blow erupt explode crash break shatter crack pour gather "
    "begin start "
    "continue stop finish end become turn seem appear rise set meet kiss hug embrace greet celebrate dream "
    "search explore "
    "discover find lose win guard protect defend patrol rule lead unfold spread flow pass overlook dominate "
    "frame contain "
    "feature include depict portray represent wag flap beat swish flick gleam shimmer sway"
)
