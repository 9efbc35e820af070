"""The meanings that `training/words.py` aims at: wider senses of WordNet 3.0 and the words of the world they stand for.

A line reads "target: sense sense ...", a sense being a WordNet lemma and the number of its meaning. Chosen by hand.
"""

SUBJECTS = """
t-rex: theropod#1
dinosaur: dinosaur#1
leopard: snow_leopard#1 lynx#2
cat: feline#1 wildcat#3
lion: big_cat#1
dog: canine#2
wolf: wild_dog#1 hyena#1 werewolf#1
fox: carnivore#1 mammal#1 placental#1
bear: sloth#2 panda#2
horse: equine#1 centaur#1
deer: ungulate#1 even-toed_ungulate#1 antelope#1
rhino: odd-toed_ungulate#1
ox: bovine#1 minotaur#1
sheep: bovid#1
camel: llama#1
elephant: pachyderm#1
mouse: rodent#1 insectivore#1 shrew#2
squirrel: tree_squirrel#1
hedgehog: spiny_anteater#1
monkey: primate#2
gorilla: great_ape#1 abominable_snowman#1
kangaroo: marsupial#1
otter: musteline_mammal#1 viverrine#1 monotreme#1 beaver#7
raccoon: procyonid#1
dolphin: dolphin#2
alien: alien#3
zombie: zombie#1
whale: cetacean#1 aquatic_mammal#1
seal: pinniped_mammal#1 sea_cow#1
crocodile: crocodilian_reptile#1
lizard: reptile#1
turtle: chelonian#1
snake: snake#1
frog: amphibian#3
fish: fish#1
tropical fish: goldfish#1 butterfly_fish#1 damselfish#1 puffer#2 seahorse#2 lionfish#1 swordtail#1 guppy#1
shark: ray#7
octopus: cephalopod#1
lobster: shrimp#3 prawn#2 decapod_crustacean#1
crab: crustacean#1 echinoderm#1
jellyfish: coelenterate#1
snail: mollusk#1 invertebrate#1
caterpillar: worm#1 centipede#1 millipede#1
butterfly: lepidopterous_insect#1 dragonfly#1 odonate#1
ladybug: beetle#1
ant: orthopterous_insect#1 cockroach#1 mantis#1
bee: insect#1 hymenopterous_insect#1 dipterous_insect#1
spider: arachnid#1
rooster: gallinaceous_bird#1
turkey: bustard#1
bird: bird#1
flamingo: wading_bird#1 ratite#1
dove: seabird#1 columbiform_bird#1
duck: aquatic_bird#1 anseriform_bird#1
eagle: bird_of_prey#1 phoenix#3 griffin#1 roc#1
owl: owl#1
dragon: mythical_monster#1 hydra#1 wyvern#1
troll: monster#1 giant#5 dwarf#1
fairy: mythical_being#1 imaginary_being#1 angel#1 elf#1 nymph#1
mermaid: water_nymph#1
ghost: spiritual_being#1 evil_spirit#1
vampire: demon#1
wizard: deity#1 occultist#1
unicorn: unicorn#1
robot: automaton#2
superhero: hero#1
person: person#1
man: adult#1 man#1
woman: female#2 woman#1 nun#1 nurse#1
boy: male_child#1 child#1 juvenile#1 student#1
girl: female_child#1
baby: baby#1
prince: sovereign#1 ruler#1 nobleman#1 knight#1
princess: female_aristocrat#1
police officer: lawman#1 guard#1 soldier#1 military_officer#1
firefighter: rescuer#2
scientist: medical_practitioner#1 educator#1 engineer#1
ninja: warrior#1 criminal#1 gladiator#1
detective: spy#1
runner: athlete#1 skater#1
surfer: swimmer#1
skier: skier#1
chef: cook#1
farmer: cowboy#1 herder#2 gardener#1
wizard: magician#2
car: vehicle#1 motor_vehicle#1 wheeled_vehicle#1 self-propelled_vehicle#1
truck: cart#1 wagon#1 armored_vehicle#1 trailer#4
tractor: bulldozer#1
bicycle: tricycle#1 unicycle#1
train: car#2 railcar#1 public_transport#1 subway_train#1
ship: vessel#2 craft#2 submarine#1
rowboat: small_boat#1 boat#1
sailboat: sailing_vessel#1 sailboat#1 raft#1
airplane: aircraft#1 heavier-than-air_craft#1 drone#4
balloon: lighter-than-air_craft#1
helicopter: autogiro#1
rocket: spacecraft#1 missile#1 rocket#1
roller skate: skate#1
tree: tree#1 woody_plant#1 plant#2
pine tree: conifer#1
palm tree: palm#3
cactus: succulent#1
rose: flower#1 flower#2 flower_arrangement#1
sunflower: composite#2 herb#1 wildflower#1
mushroom: fungus#1
jack-o-lantern: gourd#2 squash#1
maple leaf: leaf#1
apple: edible_fruit#1 fruit#1
strawberry: berry#1 berry#2
orange: citrus#1
carrot: vegetable#1 root_vegetable#1
corn: cereal#1 cereal#2
cookie: baked_goods#1 chocolate#2
cake: dessert#1 cake#3
cupcake: pastry#2
hamburger: sandwich#1 meat#1
pizza: dish#2 pasta#2
ice cream: frozen_dessert#1
lollipop: candy#1 sweet#3
soccer ball: ball#1 ball#3 game_equipment#1
teddy bear: toy#1 doll#1
guitar: musical_instrument#1 stringed_instrument#1
violin: bowed_stringed_instrument#1
trumpet: wind_instrument#1 brass#2
bell: percussion_instrument#1
box: container#1 chest#2
suitcase: bag#1
teapot: vessel#3 cup#1 pot#1
top hat: hat#1 headdress#1
crown: crown#4
diamond: jewelry#1 gem#5 jewel#1
chair: furniture#1 seat#3
light bulb: source_of_illumination#1 lantern#1
candle: torch#1
alarm clock: timepiece#1
television: computer#1 display#6 telephone#1
bomb: explosive_device#1 bomb#1
house: building#1 dwelling#1 house#1
pagoda: place_of_worship#1 shrine#1
tower: tower#1 skyscraper#1 lighthouse#1
moai: statue#1 sculpture#2
tent: tent#1
ferris wheel: carousel#2 ride#2
telescope: optical_instrument#1
umbrella: canopy#3
planet: celestial_body#1 planet#1
star: star#1 meteor#2 comet#1
fire: flame#1 fire#3
gift: gift#1
trophy: award#2 trophy#2
parachute: parachute#1
satellite: satellite#1
skull: skull#1
"""

PLACES = """
mountains: mountain#1 mountain_peak#1 natural_elevation#1 cliff#1 ridge#1 valley#1 ravine#1 plateau#1 crag#1
ocean: ocean#1 body_of_water#1 sea#1 water#2
lake: lake#1 stream#1 river#1 pond#1 waterfall#1 riverbank#1 bank#1
cave: cave#1 tunnel#1 mine#1
room: room#1 hallway#1
castle: castle#2 palace#1 palace#3 stronghold#1 fort#1
beach: beach#1 shore#1 coast#1 island#1 seaside#1 seashore#1
desert: desert#1 canyon#1 oasis#1 badlands#1 sand_dune#1 dune#1
forest: forest#1 forest#2 grove#1 glade#1 woodland#1
jungle: jungle#3 rain_forest#1 wetland#1 swamp#1
meadow: meadow#1 grassland#1 plain#1 field#1 garden#1 lawn#1 park#1 park#2 hill#1 tract#1 farmland#2 pasture#1 yard#2
snowfield: glacier#1 ice_mass#1 tundra#1 snow#2 ice#2
city: city#1 municipality#1 city_district#1 road#1 thoroughfare#1 street#1 plaza#1 mercantile_establishment#1
city: stadium#1 station#1 airfield#1 urban_area#1 public_square#1 bridge#1
village: village#2 village#1 hamlet#1 farm#1 barn#1 farm_building#1 town#1 farmyard#1
space: galaxy#3 nebula#3 universe#1 solar_system#1 outer_space#1 constellation#2 milky_way#1
underwater: ocean_floor#1 reef#1 coral_reef#1 aquarium#1
sky: sky#1 cloud#2 heaven#1 cloud_bank#1 atmosphere#3
volcano: volcano#1 volcano#2 crater#1 lava#1
"""

ACTIONS = """
moves: travel#1 move#3 run#1 walk#1 hurry#1 ride#1 drive#2 flutter#1
comes closer: approach#1 come#1 charge#1 lunge#1 arrive#1
goes away: leave#1 depart#1 retreat#1 flee#1 withdraw#1 recede#1 exit#1
rises: rise#1 ascend#1 climb#1 soar#1 levitate#1
falls: fall#1 fall#2 drop#2 dive#1 sink#1 plunge#2 collapse#1 land#1 tumble#1
jumps: jump#1 leap#1 pounce#1 hop#1
bounces: bounce#1 bounce#3 bob#1
spins: spin#1 revolve#1 rotate#1
dances: dance#1 dance#2
swings: sway#1 swing#1
shakes: shake#1 tremble#1 vibrate#1 wobble#1 wobble#2 quiver#1 shiver#1 twitch#1
grows: grow#2 expand#2 swell#1 enlarge#1 inflate#3
shrinks: shrink#1 shrink#3 deflate#3 melt#1
appears: appear#2 emerge#1
vanishes: disappear#1 fade#1 fade#3 evaporate#1
circles: circle#1 orbit#1
stays still: sit#1 stand#1 rest#3 sleep#1 wait#1 lie#2 hover#3 stay#2 hang#1 perch#1 kneel#1
"""

# Verbs whose senses in WordNet scatter: "target: verb verb ...".
VERBS = """
moves: slide skip jog ride skate ski hike trek chug coast taxi ramble barrel whiz whizz zip skulk slog return enter
moves: romp frolic stampede step migrate sneak bound rampage sled sledge toboggan rumble swarm patrol plow plough
moves: journey voyage commute skateboard snowboard bike kayak rollerblade snowshoe whoosh slosh freewheel stride hustle
moves: flap go drive cross fly walk race speed sail swim wade roam wander roll zoom float glide drift
comes closer: attack
rises: soar rear
goes away: back reverse exit
bounces: boing
jumps: breach
vanishes: explode pop implode shatter crumble disintegrate detonate vaporize dematerialize teleport
falls: swoop land spill pour leak trip keel
appears: hatch
grows: sprout blossom unfurl balloon
rises: gush
bounces: bobble
spins: pirouette twist swirl pivot gyrate swivel reel
flips: flip somersault backflip frontflip cartwheel capsize
dances: dance boogie moonwalk waltz breakdance twerk headbang tango salsa samba disco
swings: sway swing dangle rock
zigzags: zigzag swerve scurry weave
stays still: lurk linger lean stop halt pause freeze balance relax recline lounge bask cower idle loiter brake snooze
stays still: hibernate
shakes: fidget flicker twitch squirm wriggle writhe jerk pulse pulsate teeter throb jolt rattle convulse
circles: spiral orbit loop wheel
moves: accelerate
moves: row paddle pedal punt pilot navigate steer canoe
moves: push pull drag tow haul carry bring deliver
falls: plop plummet
rises: lift hoist
shrinks: melt wilt deflate shrivel crumple contract thaw
"""

# Verbs of no motion that WordNet's texts use as nouns or not at all.
MORE_VERBS = """
chop point rule end lower wave meow dream guard study munch bark frame patrol shimmer blow tower flow light plant
nibble swish sparkle fire howl feature twinkle collide juggle duel spar blare breathe grin ripple
skateboard snowboard bike kayak
"""

# Meanings where the climb ends: nothing in the world stands for them.
NOTHING = """
body_part#1 microorganism#1 organization#1 drug#1 clothing#1 weapon#1 paper#1 door#1 wall#1 floor#1 control#9
"""

# What people are told in place of WordNet's word.
SAID = {
    "placental": "mammal",
    "ungulate": "hoofed animal",
    "even-toed ungulate": "hoofed animal",
    "odd-toed ungulate": "hoofed animal",
    "bovid": "relative of the goat",
    "bovine": "relative of the cow",
    "musteline mammal": "relative of the weasel",
    "viverrine": "relative of the mongoose",
    "procyonid": "relative of the raccoon",
    "pinniped mammal": "relative of the seal",
    "crocodilian reptile": "relative of the crocodile",
    "chelonian": "relative of the turtle",
    "coelenterate": "relative of the jellyfish",
    "decapod crustacean": "relative of the lobster",
    "lepidopterous insect": "butterfly or moth",
    "orthopterous insect": "relative of the grasshopper",
    "hymenopterous insect": "relative of the bee",
    "dipterous insect": "two-winged insect",
    "gallinaceous bird": "ground-feeding bird",
    "anseriform bird": "water bird",
    "columbiform bird": "relative of the pigeon",
    "ratite": "flightless bird",
    "composite": "relative of the daisy",
    "lawman": "officer of the law",
    "juvenile": "young person",
    "heavier-than-air craft": "flying machine",
    "lighter-than-air craft": "balloon",
    "source of illumination": "source of light",
    "mercantile establishment": "shop",
    "water": "body of water",
    "stream": "body of running water",
    "tract": "piece of land",
}

# Words whose commonest sense in WordNet is not what people mean in a prompt: "target: word (what it is), ...".
MEANT = """
woman: mother (woman), grandmother (woman), grandma (woman), granny (woman), aunt (woman), sister (woman)
woman: actress (woman)
woman: stewardess (woman), waitress (woman), bride (woman), mom (woman), mum (woman), mommy (woman), widow (woman)
woman: businesswoman (woman), housewife (woman), hostess (woman), lady (woman), nurse (woman)
princess: snow white, cinderella, rapunzel, goddess (woman), duchess (woman), countess (woman), empress (woman)
girl: granddaughter (girl), daughter (girl), schoolgirl (girl), niece (girl)
man: husband (man), uncle (man), monk (man), priest (man), drummer (man), pianist (man), stranger (man)
farmer: scarecrow (figure of straw)
window: windowpane (part of a window)
shopping cart: stroller (small cart), pram (small cart), baby carriage (small cart)
kangaroo: joey (young kangaroo)
soccer ball: snowball (ball)
motorcycle: harley, harley davidson, ducati, chopper (motorcycle)
troll: golem (giant)
pig: piggy bank
male rower: kayaker (rower), canoeist (rower), gondolier (rower), oarsman (rower)
person: trainer (person)
man: matador (man), bullfighter (man)
beach: surf (waves on a beach)
pickaxe: shovel (tool), spade (tool), hoe (tool)
broom: rake (tool)
bird: partridge (bird)
cookie: brownie (piece of cake)
radio: speaker (player of music), loudspeaker (player of music)
game controller: console (player of games), game console
shopping cart: wheelbarrow (cart)
glowing star: sparkler (firework)
lion: sphinx (statue of a lion)
gas pump: hydrant, fire hydrant
log: stick (piece of wood), driftwood (piece of wood)
motorcycle: motorcyclist (rider), biker (rider)
auto rickshaw: tuktuk
person: hooded figure, cloaked figure, dark figure, lone figure, shadowy figure, solitary figure, mysterious figure
tower: wind turbine (windmill)
tractor: excavator (digging machine), digger (digging machine), backhoe (digging machine)
bird: quail (bird), swift (bird)
fish: tuna (fish)
whale: beluga (whale)
snake: boa (snake)
shark: manta ray (fish)
lizard: komodo dragon (lizard)
pig: tapir (hoofed animal)
caterpillar: leech (worm)
dragon: leviathan (monster), sea monster (monster), sea serpent (monster)
gorilla: sasquatch (ape)
ghost: wraith (spirit)
robot: mech
woman: maid (woman), valkyrie (woman)
man: chauffeur (driver), sailor (man), trucker (man), mannequin (figure of a man)
teddy bear: puppet (toy), marionette (toy), plush (toy), action figure (toy)
radio: gramophone (player of music), jukebox (player of music), turntable (player of music)
scroll: map
alarm clock: pendulum (part of a clock)
beach: sandcastle (castle of sand)
tree: birch, sequoia
lemon: lime (fruit)
cookie: macaron
soft drink: smoothie (drink)
boy: brother (boy), grandson (boy), teen (young person), gamer (young person)
boy: son (boy), schoolboy (boy), nephew (boy), pupil (child)
person: people (person), crowd (person)
ship: submarine (vessel)
man: pirate (person), viking (person), driver (person), pilot (person), barista (person), climber (person)
person: human (person)
man: wrestler (person), boxer (person), painter (person), model (person), character (person), guitarist (person)
superhero: heroine (hero)
zombie: mummy
ghost: reaper, grim reaper, soul (spirit)
troll: giant
fox: animal (animal), creature (animal)
bear: beast (animal)
gorilla: bigfoot (ape)
eagle: phoenix (bird), thunderbird (bird)
bird: crane (bird), cuckoo (bird), canary (bird), toucan (bird)
horse: donkey (relative of the horse), mule (relative of the horse)
camel: alpaca (relative of the camel)
tropical fish: seahorse (fish), koi (fish)
frog: tadpole (young frog)
dinosaur: pterodactyl (prehistoric reptile), pterosaur (prehistoric reptile), plesiosaur (prehistoric reptile)
helicopter: drone (aircraft), quadcopter (aircraft)
rowboat: gondola (boat)
sailboat: galleon (sailing ship), longship (sailing ship), longboat (boat)
moped: scooter
balloon: hot-air balloon, hot air balloon, blimp (balloon), zeppelin (balloon), airship (balloon)
rocket: shuttle (spacecraft), starship (spacecraft)
race car: ferrari (car), porsche (car), lamborghini (car), supercar (car)
car: tesla (car), vehicle (car)
planet: mars (planet), earth (planet), jupiter (planet), globe (planet), asteroid (body in space)
chair: table (piece of furniture), bench (seat), sofa (seat), couch (seat)
diamond: ring (piece of jewelry), necklace (piece of jewelry)
teapot: glass (vessel)
cup of coffee: cup, mug (cup)
box: cube (box), crate (box), chest (box), treasure (box)
rose: tulip (flower), lily (flower), lotus (flower), lavender (flower), blossom (flower), bouquet (flower)
rose: poppy (flower)
tree: maple, willow, bamboo (plant)
carrot: onion (vegetable), broccoli (vegetable), tomato (vegetable), pepper (vegetable)
apple: peach (fruit), mango (fruit), plum (fruit), coconut (fruit), kiwi (fruit)
strawberry: raspberry (berry), blueberry (berry)
pagoda: church (place of worship), monastery (place of worship)
tower: windmill (tower), obelisk (tower), spire (tower)
statue of liberty: monument (statue)
fire: explosion, inferno, blaze
star: meteor (light in the sky)
glowing star: firework (light in the sky), fireworks (light in the sky)
horse rider: knight (rider in armour)
singer: musician (person)
man: fisherman (man)
old woman: old lady (old woman)
satellite: probe (spacecraft), space probe (spacecraft), space station (spacecraft)
girl: little red riding hood
tent: camp
meadow: moor, heath, blade of grass, blades of grass
meadow: plain (open land), plains (open land), farmland (land of a farm), wheat field (field), rice field (field)
meadow: hillside (side of a hill), dirt road (road), country road (road), path (way on land), outback (open land)
meadow: football field (field), soccer field (field), golf course (field), amusement park (park), theme park (park)
meadow: sunflower field (field), lavender field (field), tulip field (field), poppy field (field), carnival (park)
meadow: terrace (open space), patio (open space), courtyard (open space), racecourse (field)
meadow: grass, playground (open space), zoo (park), cemetery (piece of land), graveyard (piece of land)
mountains: mount everest (mountain)
mountains: ruins (old building), hilltop (top of a hill), cliffside (side of a mountain)
mountains: mountainside (side of a mountain), foothills (land below mountains), ski slope (side of a mountain)
mountains: grand canyon (valley)
ocean: harbor (part of the sea), harbour (part of the sea), port (part of the sea), marina (part of the sea)
ocean: water
lake: pool (body of water), swimming pool (body of water)
snowfield: ice, iceberg (piece of ice)
sky: cloud, clouds, cloudy sky
city: market (part of a city), marketplace (part of a city), mall (part of a city), avenue (street), paris (city)
city: square (open space in a city), pavement (part of a city), crosswalk (part of a city), suburb (part of a city)
city: neighborhood (part of a city), neighbourhood (part of a city), chinatown (part of a city), favela (part of a city)
city: boardwalk (street), promenade (street), intersection (crossing of streets), lane (street)
city: runway (part of an airport)
city: station platform (part of a station), racetrack (road for races), race track (road for races), rome (city)
city: berlin (city), car park (part of a city), construction site (part of a city), scrapyard (part of a city)
city: dam (wall in a river), brooklyn (part of a city), skatepark (park in a city)
city: manhattan (part of a city), rooftop (part of a city), sidewalk (part of a city), traffic (part of a city)
horse: foal (young horse), colt (young horse), filly (young horse)
bear: cub (young animal)
dog: husky (dog), doggo, pupper
mouse: mole (small animal)
train: subway (train), metro (train)
light bulb: chandelier (lamp)
apple: fig (fruit)
ocean: pier (structure in the sea), dock (structure in the sea), wharf (structure in the sea)
mountains: summit (top of a mountain), peak (top of a mountain), slope (side of a mountain)
elf: dwarf (small being)
ufo: mothership (spacecraft), flying disc
swimmer: diver (person under water), scuba diver, snorkeler
snake: adder (snake)
dog: setter (dog)
bird: warbler (bird)
woman: nanny (woman)
person: arab (person), brit (person), chum (friend), stargazer (person)
police officer: admiral (officer)
tropical fish: sea creature (animal of the sea), sea life (animals of the sea)
off-road car: rover (vehicle)
computer: typewriter (writing machine)
room: corridor (part of a building), laboratory, lab, gymnasium, concert hall (building), opera house (building)
room: nightclub, dance floor, elevator, stairwell, staircase, stairs, vault, prison, jail, cell, dojo, foyer, salon
room: operating room, waiting room, ice rink, bookshop, warehouse, hangar, garage, greenhouse, disco
room: tavern, casino, theater, theatre, cinema, museum, supermarket, bunker, penthouse, pantry, cubicle
room: cafeteria, canteen, teahouse, spa, sauna, hospital room, hotel room, stage
room: cafe, restaurant, bar, pub, diner, bakery, gym, coffee shop, coffee house, workshop
desert: pyramid (building in the desert), egypt (land of deserts), morocco (land of deserts)
beach: sand, shoreline (edge of the sea), sandbar (bank of sand), seafront (land by the sea), waterfront
beach: jetty (structure by the sea), tide pool (water on a beach)
beach: hawaii (islands), maui (island), bali (island), maldives (islands), caribbean (sea with islands)
beach: california (land by the sea), miami (city by the sea)
forest: trail (path in the woods), treetops (top of a forest), thicket (trees), undergrowth (plants in a forest)
forest: underbrush (plants in a forest), redwoods (trees), bamboo forest (forest), bamboo grove (forest)
jungle: mangroves (trees in a swamp), borneo (island of jungles), congo (land of jungles)
mountains: switzerland (land of mountains), nepal (land of mountains), tibet (land of mountains)
mountains: norway (land of mountains), patagonia (land of mountains), scotland (land of mountains)
snowfield: antarctica (land of ice), greenland (land of ice), siberia (land of snow), lapland (land of snow)
snowfield: snowdrift (heap of snow), taiga (land of snow), ice sheet (land of ice)
snowfield: alaska (land of snow), iceland (land of ice)
cave: mine shaft (passage underground), sewer (passage underground), crypt (room underground), tomb (room underground)
lake: rapids (part of a river), hot spring (water), seine (river)
village: stable (farm building), plantation (farm), vineyard (farm)
volcano: lava lake (lava), geyser (hot spring)
underwater: seafloor (bottom of the sea), great barrier reef (reef), kelp forest (plants of the sea floor)
underwater: abyss (depth of the sea)
underwater: coral (creature of the sea floor), seaweed (plant of the sea floor), kelp (plant of the sea floor)
space: nebula (cloud in space), orbit (path in space), void (empty space)
space: black hole (body in space), wormhole (path in space)
sky: stratosphere (upper air)
"""

# Nouns that a prompt uses for other things than WordNet.
NEVER = """
button buttons prey headlight headlights taillights poster posters seesaw mustard
chased pursued hunted
bull_run trailer pocket wood salt app teaser commuter commuters
drill screw can seed needle trunk tackle swing slide moor pike toaster monitor branch launch ride crane world poke
frame shot view lens spot image picture style stage board match model character base band file cast subject object
siren grain stand chess blind light lights
nothing something anything everything thing one self lot pair type kind sort side top back end bottom middle center
centre face being human life ground land site scene setting piece part plate
"""
# Verbs that WordNet has under motion and that show none.
NOT_MOTION = """
accompany bend boggle bowl buoy click course crank chase pursue ease edge elapse err follow haunt kick lag left part
pan tilt track top tail toe tool trend stir shy turn twig trouble sun well back bump flower root branch bud belly age
dote flash attain congratulate cloud chute uncase undress discase disrobe declaw doff peel hurl tack wind beetle date
absent bill circuit claw coil cocoon cant butt drain exit flap flush frizz funk furcate jar loop
orb overlie pronate purl queue return sheer shin skin spill stamp step thumb tide tumesce
steam smoke wag waggle waylay escort cringe wince flinch recoil quail squirm quirk digress deviate diffract trifurcate
bifurcate career gyp hunt seep slop soak spirt spout ruffle ripple retrograde accost greet salute salaam emanate
felicitate riposte submerse debark linger unfold evolve progress thrive mature maturate ripen senesce plump
amplify magnify dedifferentiate bask lounge
"""
