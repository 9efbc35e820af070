"""How people name camera moves."""

from video01.prompt.function_words import word_set

MOST_TOGETHER = 3  # commands in one bracket
MOST_PHASES = 2  # brackets
NEXT = word_set(
    "then next finally afterwards afterward later before after until ending ends finishing finishes end followed"
)
NOUNS = word_set("steadicam view camera kamera cam lens shot viewpoint drone viewfinder cameraman footage")
AT = word_set("toward towards at to into onto in from past for the a our your my of away by")
STOPS = word_set("as while revealing reveal reveals showing which that who because where until when")
FILLERS = word_set(
    "slow slowly smooth smoothly gentle gently quick quickly fast steady steadily gradual "
    "gradually dramatic dramatically "
    "cinematic first next finally then and a an the starts start begins begin to is are will we ends ending "
    "with by it you"
)
DIRECTIONS = {
    word: direction
    for direction, words in (
        ("left", "left leftward leftwards"),
        ("right", "right rightward rightwards"),
        ("up", "up upward upwards skyward rising"),
        ("down", "down downward downwards"),
        ("in", "in into forward forwards closer toward towards on inward through over"),
        ("out", "out back backward backwards away outward"),
        ("around", "around"),
        ("along", "along alongside beside"),
        ("with", "with"),
        ("across", "across past"),
    )
    for word in words.split()
}
# What a verb makes of a direction; "" is the verb alone.
VERBS: dict[str, dict[str, str]] = {
    "pan": {
        "left": "Pan left", "right": "Pan right", "across": "Pan right", "up": "Tilt up", "down": "Tilt down",
        "": "Pan right",
    },
    "tilt": {"up": "Tilt up", "down": "Tilt down", "left": "Pan left", "right": "Pan right", "": "Tilt up"},
    "zoom": {"out": "Zoom out", "": "Zoom in"},
    "dolly": {"in": "Push in", "out": "Pull out", "left": "Truck left", "right": "Truck right", "": "Push in"},
    "truck": {"left": "Truck left", "right": "Truck right", "in": "Push in", "out": "Pull out"},
    "push": {"left": "Truck left", "right": "Truck right", "": "Push in"},
    "pull": {"": "Pull out"},
    "move": {
        "left": "Truck left", "right": "Truck right", "across": "Truck right", "along": "Tracking shot",
        "up": "Pedestal up", "down": "Pedestal down", "in": "Push in", "out": "Pull out", "with": "Tracking shot",
    },
    "rise": {"down": "Pedestal down", "": "Pedestal up"},
    "sink": {"": "Pedestal down"},
    "follow": {"": "Tracking shot"},
    "circle": {"left": "Truck left", "": "Truck right"},
    "shake": {"": "Shake"},
    "widen": {"": "Pull out"},
    "stay": {"with": "Tracking shot", "": "Static shot"},
    "back": {"": "Pull out"},
    "draw": {"in": "Push in", "out": "Pull out"},
}  # fmt: skip
ALIKE = {
    "pan": "pan turn swing swivel whip",
    "tilt": "tilt look",
    "zoom": "zoom",
    "dolly": "dolly",
    "truck": "truck strafe",
    "push": "push approach advance",
    "pull": "pull retreat recede withdraw",
    "move": "move glide slide fly sweep drift creep travel float go race rush track come run walk ride inch ease",
    "rise": "rise ascend lift climb soar crane pedestal boom jib elevate raise",
    "sink": "descend sink lower drop fall dive plunge swoop",
    "follow": "follow chase trail track accompany pursue",
    "circle": "orbit circle arc revolve rotate spin",
    "shake": "shake tremble wobble jitter shudder jolt judder vibrate",
    "widen": "widen",
    "back": "back",
    "draw": "draw get",
    "stay": "stay remain hold static still fixed stationary locked stand rest stop",
}
# Of the picture only shaking tells what the camera does; an order to begin somewhere is one to the camera.
PICTURES = word_set("picture image frame screen")
ORDERS = word_set("begin start open end finish")
NOT_ALONE = word_set("turn turns turning swing swings swinging swivel whip whips look looks looking")
VERB_OF = {word: verb for verb, words in ALIKE.items() for word in words.split()}
ALONE = word_set("pan zoom tilt dolly pedestal truck push pull crane orbit panning zooming tilting tracking")
PHRASES = {
    "Static shot": "static shot, static camera, fixed camera, still camera, locked off, lock off, locked camera, "
                   "locked down shot, "
    "fixed shot, tripod shot, stationary camera, stationary shot, still shot, on a tripod, tripod",
    "Tracking shot": "tracking shot, travelling shot, traveling shot, tracking camera, following shot, "
                     "follow shot, tracking view, follow cam, chase cam, keeps pace, keeping pace, keep pace, "
    "keeps up with, keeping up with, keep up with",
    "Shake": "handheld, hand held, shaky cam, shaky camera, shaky footage, camera shake, shaky",
    "Pedestal up": "crane shot, crane up, drone shot rising, rising drone shot, rising shot, ascending shot, "
                   "boom up, jib up, pedestal up",
    "Pedestal down": "crane down, boom down, jib down, pedestal down, descending shot",
    "Push in": "push in, pushes in, pushing in, bird 's eye view, aerial view, aerial shot, aerial footage, "
               "drone view, drone footage, drone shot, drone flight, flyover, fly through, flythrough, fpv, "
    "dolly shot, dolly zoom, dolly in, first person flight",
    "Pull out": "pull out, pull back, pulls back, pulling back, dolly out, pulling out, pullback",
    "Zoom in": "zoom in, zooming in, crash zoom, zoom shot",
    "Zoom out": "zoom out, zooming out",
    "Pan left": "pan left",
    "Pan right": "pan right, whip pan, swish pan, panning shot, pan shot, panoramic pan",
    "Tilt up": "tilt up, tilt shot",
    "Tilt down": "tilt down",
    "Truck left": "truck left, tracking left, trucking left",
    "Truck right": "truck right, trucking shot, trucking right, tracking right, orbit shot, orbiting shot, slow orbit",
}  # fmt: skip
BY_PHRASE = {tuple(p.split()): command for command, phrases in PHRASES.items() for p in phrases.split(", ")}
OPPOSITE = {
    "Truck": "Pan", "Pan": "Truck", "Push": "Zoom", "Pull": "Zoom", "Zoom": "Push", "Pedestal": "Tilt",
    "Tilt": "Pedestal",
}  # fmt: skip
