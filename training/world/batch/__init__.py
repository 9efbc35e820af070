"""Frames of many clips, on whatever device torch has: what `video01.compositor` draws, drawn with torch.

    frames = Batch("cuda").frames(clips, 256, 160, np.linspace(0, 1, 16))  # (N, 16, 160, 256, 3) bytes on the device

All instants of a clip are drawn together, layer after layer, and clips one after another, while the device still works
on those before. The numbers are the compositor's own (`Stand`, `Bearing`, `Slide`, `Tone`). What differs is less than a
pixel or a shade: no layer is rounded before the next one is laid over it, and a swimming body is bent and placed in one
go, not in two. Pictures are brought to the frame's density once and then kept on the device. On a processor the
compositor is faster.

Clips that begin or end with a given picture are refused.
"""

from training.world.batch.draw import DURATION, Batch

__all__ = ["DURATION", "Batch"]
