"""From a scene's place to its layers."""

from collections.abc import Callable
from dataclasses import replace

from training.world.geometry import Frame
from training.world.heavens import above_clouds, outer_space
from training.world.land import desert, forest, jungle, meadow, mountains, snowfield, volcano
from training.world.light import Mood, mix, mood_of
from training.world.scene import Scene
from training.world.settlement import city, village
from training.world.stage import Backdrop, Stage
from training.world.waters import beach, ocean, underwater, underwater_tint

_PLACES: dict[str, Callable[[Stage], Backdrop]] = {
    "mountains": mountains,
    "ocean": ocean,
    "beach": beach,
    "desert": desert,
    "forest": forest,
    "jungle": jungle,
    "meadow": meadow,
    "snowfield": snowfield,
    "city": city,
    "village": village,
    "space": outer_space,
    "underwater": underwater,
    "sky": above_clouds,
    "volcano": volcano,
}


def backdrop_of(scene: Scene, frame: Frame) -> tuple[Backdrop, Mood]:
    """The layers of the scene's place and the light on them."""
    mood = _local_mood(scene)
    return _PLACES[scene.place](Stage(scene=scene, frame=frame, mood=mood)), mood


def _local_mood(scene: Scene) -> Mood:
    """The scene's light, coloured by the place: hot over sand, smoky over lava, blue under water."""
    mood = mood_of(scene.light, scene.weather)
    if scene.place == "underwater":
        return replace(mood, actor=underwater_tint(scene.light))
    if scene.place == "space":
        return replace(mood, actor=(0.96, 0.96, 1.04))
    if scene.place == "volcano":
        smoky = (
            mix(mood.sky[0], (70, 40, 48), 0.5),
            mix(mood.sky[1], (130, 66, 58), 0.45),
            mix(mood.sky[2], (240, 120, 66), 0.5),
        )
        return replace(mood, sky=smoky, haze=mix(mood.haze, (170, 84, 64), 0.5))
    if scene.place == "desert" and scene.light == "day":
        return replace(
            mood,
            sky=(mood.sky[0], mix(mood.sky[1], (200, 220, 230), 0.3), mix(mood.sky[2], (255, 232, 190), 0.7)),
            haze=(246, 220, 176),
        )
    return mood
