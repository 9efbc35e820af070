"""Pictures and clips at the edge of the system: read the picture people send; write MP4, poster and contact sheet.

It does not know what a generation is, and fetches nothing.
"""

from video01.media.mp4 import Encoded, encode
from video01.media.picture import cover, fit_size, read_image, write_jpeg
from video01.media.watch import Facts, contact_sheet, frames_of, probe

__all__ = [
    "Encoded",
    "Facts",
    "contact_sheet",
    "cover",
    "encode",
    "fit_size",
    "frames_of",
    "probe",
    "read_image",
    "write_jpeg",
]
