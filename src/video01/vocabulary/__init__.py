"""The words of the world, from subjects to cameras.

Two sides share this package: the training world draws and captions scenes with these words, and the prompt optimizer
finds them in free prose. It holds words only and imports nothing outside the standard library.
"""

from video01.vocabulary.adjectives import COLOURS, SIZES
from video01.vocabulary.animals import ANIMALS
from video01.vocabulary.cameras import CAMERAS
from video01.vocabulary.deeds import ACTIONS, RELATIONS
from video01.vocabulary.fantasy import FANTASY
from video01.vocabulary.food import FOOD
from video01.vocabulary.objects import OBJECTS
from video01.vocabulary.people import PEOPLE
from video01.vocabulary.plants import PLANTS
from video01.vocabulary.scenery import LIGHTS, LOOKS, PLACES, WEATHERS
from video01.vocabulary.vehicles import VEHICLES
from video01.vocabulary.word import Camera, Faces, Gait, Home, Kind, Subject, Word, find

__all__ = [
    "ACTIONS",
    "CAMERAS",
    "COLOURS",
    "LIGHTS",
    "LOOKS",
    "PLACES",
    "RELATIONS",
    "SIZES",
    "SUBJECTS",
    "WEATHERS",
    "Camera",
    "Faces",
    "Gait",
    "Home",
    "Kind",
    "Subject",
    "Word",
    "find",
]

SUBJECTS: tuple[Subject, ...] = ANIMALS + FANTASY + PEOPLE + VEHICLES + PLANTS + FOOD + OBJECTS
