"""What figures do and how they stand to one another."""

from video01.vocabulary.word import words

# Third person present, so that a phrase follows its subject: "a dragon" + "comes closer".
ACTIONS = words(
    (
        "moves left",
        "goes left, heads left, travels to the left, crosses from right to left, passes to the left, "
        "moves to the left, goes to the left, walks to the left, runs to the left, flies to the left",
    ),
    (
        "moves right",
        "goes right, heads right, travels to the right, crosses from left to right, passes to the right, "
        "moves to the right, goes to the right, walks to the right, runs to the right, flies to the right",
    ),
    (
        "comes closer",
        "comes toward the camera, comes towards us, comes toward us, approaches, rushes toward the camera, "
        "charges at us, draws near, gets closer, comes near, moves toward the camera, rushes at us, comes at us, "
        "comes towards the camera, approaches the camera, comes nearer",
    ),
    (
        "goes away",
        "moves away, leaves, recedes, heads into the distance, goes off into the distance, retreats, departs, "
        "moves away from the camera, runs away, flies away, goes into the distance",
    ),
    ("rises", "goes up, ascends, climbs, lifts off, takes off, soars upward, moves up, rises up, floats up"),
    ("falls", "drops, goes down, descends, sinks, plunges, falls down, moves down, tumbles down, comes down"),
    ("jumps", "leaps, hops, leaps into the air, springs up, jumps up, makes a jump, takes a leap"),
    ("bounces", "bounces up and down, bobs up and down, hops up and down, keeps bouncing, jumps up and down"),
    ("spins", "rotates, turns around, twirls, whirls, spins around, turns in circles, pirouettes, revolves"),
    ("shakes", "trembles, shivers, quivers, wobbles, vibrates, jitters, shudders"),
    ("grows", "gets bigger, becomes bigger, swells, becomes huge, expands, grows larger, grows bigger, gets larger"),
    (
        "shrinks",
        "gets smaller, becomes smaller, dwindles, becomes tiny, shrinks away, grows smaller, gets tiny, shrivels",
    ),
    (
        "appears",
        "fades in, materialises, materializes, shows up, emerges, comes into view, turns up, pops up, "
        "appears out of nowhere",
    ),
    (
        "vanishes",
        "disappears, fades out, fades away, dissolves, becomes invisible, vanishes into thin air, melts away",
    ),
    (
        "circles",
        "moves in a circle, circles around, loops around, goes round in circles, flies in circles, walks in a circle, "
        "runs in circles, goes in circles",
    ),
    (
        "stays still",
        "stands still, rests, waits, stays in place, does not move, stands there, sits there, keeps still, "
        "remains motionless, sits still",
    ),
    ("dances", "grooves, sways to the music, does a dance, boogies, dances around, dances happily, parties"),
    ("swings", "sways, swings back and forth, sways from side to side, rocks back and forth, swings from side to side"),
    (
        "zigzags",
        "moves in zigzags, darts back and forth, weaves from side to side, zigzags around, goes zigzag, "
        "swerves from side to side, scurries back and forth",
    ),
    (
        "flips",
        "somersaults, does a somersault, does a flip, does a backflip, turns a somersault, flips over, tumbles, "
        "turns upside down, does a cartwheel",
    ),
)

RELATIONS = words(
    ("left of", "to the left of, on the left of, on the left side of"),
    ("right of", "to the right of, on the right of, on the right side of"),
    ("above", "over, high above, higher than, on top of, hovering over"),
    ("below", "under, beneath, underneath, lower than, far below"),
    ("behind", "in back of, in the background behind, further back than, some way behind, at the back of"),
    ("in front of", "before, closer than, nearer than, standing in front of, in the foreground before"),
    ("chasing", "running after, following, pursuing, hunting, in pursuit of, racing after, that chases"),
)
