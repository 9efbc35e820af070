"""The dialect of Replicate's predictions, for the model `minimax/video-01`.

`draft` reads a request, `answer` writes a generation, `errors` has the shape of errors, `routes` are the paths. Nothing
else knows these spellings.
"""

from video01.server.replicate.errors import PATHS, error_response
from video01.server.replicate.routes import polls, router

__all__ = ["PATHS", "error_response", "polls", "router"]
