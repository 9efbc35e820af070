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
PRONOUNS = word_set("both it he she they him them itself himself herself themselves who which that what")
PEOPLE = word_set("i we you us me")
AUXILIARIES = word_set(
    "is are was were be been being am do does did done has have had can could will would should may might must "
    "shall not never"
)
CONJUNCTIONS = word_set(
    "and or but nor then while when as because so before after until where whereas though although if vs versus"
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
    "story subject setting style mood lighting scenario background foreground trailer teaser ad advert advertisement "
    "commercial campaign documentary montage reel promo intro spot film b-roll poster logo adventure adventures tour "
    "closeups world macro photography cinematography still screenplay script prompt"
)
MEASURES = word_set(
    "herd flock pack group swarm school pod pair couple bunch crowd family team army line row stack pile heap "
    "slice piece glass "
    "bowl cup plate tray platter jar basket bottle field lot lots dozens hundreds thousands kind type sort number "
    "cluster handful fleet pride "
    "colony murder gang band orchestra choir caravan convoy parade procession gathering crew duo trio bouquet bag box "
    "crate sea host wall troop set collection part side top bottom edge end"
)
SEVERAL = MEASURES - word_set(
    "slice piece glass bowl cup plate tray platter jar basket bottle bouquet field kind type sort box bag crate wall "
    "part side top bottom edge end"
)
SHOWING = word_set(
    "show shows showing shown feature features featuring depict depicts depicting portray portrays portraying present "
    "presents presenting showcase showcases showcasing star stars starring capture captures capturing reveal reveals "
    "revealing reads includes including contains containing"
)
# Who is named by them is shown: "an old man's face", "the eyes of a cat".
BODY = word_set(
    "face head eye hand arm foot paw tail wing fur hair mouth claw body back shoulder nose neck lap knee "
    "chest belly trunk beak ear leg horn silhouette shadow reflection flame "
    "bow stern deck prow helm hull cockpit seat hood bonnet handlebars"
)
PLACE_ADVERBS = word_set("downtown underwater")
