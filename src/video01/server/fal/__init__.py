"""The dialect of fal's queue, for the applications `fal-ai/minimax/video-01` and its variants.

`draft` reads a request, `answer` writes a generation, `errors` has the shape of errors, `routes` are the paths. Nothing
else knows these spellings.
"""

from video01.server.fal.errors import PATHS, error_response
from video01.server.fal.routes import polls, router

__all__ = ["PATHS", "error_response", "polls", "router"]
