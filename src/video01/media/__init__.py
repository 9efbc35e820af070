"""Pictures and clips at the edge of the system: read the picture people send; write MP4, poster and contact sheet.

It does not know what a generation is, and fetches nothing.
"""

from video01.media.gif import gif
from video01.media.mp4 import Encoded, encode
from video01.media.picture import cover, fit_size, jpeg, read_image, write_jpeg
from video01.media.tags import comment_of, without_comment
from video01.media.watch import Facts, contact_sheet, frame_at, frames_of, probe, spritesheet

__all__ = [
    "Encoded",
    "Facts",
    "comment_of",
    "contact_sheet",
    "cover",
    "encode",
    "fit_size",
    "frame_at",
    "frames_of",
    "gif",
    "jpeg",
    "probe",
    "read_image",
    "spritesheet",
    "without_comment",
    "write_jpeg",
]
