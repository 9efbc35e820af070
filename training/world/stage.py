"""What every place is built with: the scene's frame, colours and dice, and the backdrop it comes to."""

from dataclasses import dataclass

import numpy as np

from training.world.geometry import Frame
from training.world.layer import Layer
from training.world.light import Mood
from training.world.scene import Scene


@dataclass(frozen=True, kw_only=True)
class Stage:
    """The givens of one backdrop."""

    scene: Scene
    frame: Frame
    mood: Mood

    def dice(self, name: str) -> np.random.Generator:
        """Dice of its own for each layer, so that layers do not change when another one does."""
        return np.random.default_rng((self.scene.layout, *name.encode()))


@dataclass(frozen=True, kw_only=True)
class Backdrop:
    """Layers from far to near, and where the subject stands among them."""

    horizon: float  # y of the horizon of an upright camera
    back: tuple[Layer, ...]  # behind the subject
    front: tuple[Layer, ...]  # before the subject
