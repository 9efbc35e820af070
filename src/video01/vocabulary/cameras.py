"""The fifteen camera commands."""

from video01.vocabulary.word import Camera

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
