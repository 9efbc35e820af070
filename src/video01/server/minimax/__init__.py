"""The dialect of MiniMax's own API, version 1.

Create gives a task id, a query gives a file id, a retrieval gives the link. `base_resp` is in every answer, and most
errors come with HTTP status 200 and a code in there. `draft` reads a request, `answer` writes a generation, `errors`
knows the codes, `routes` are the paths. Nothing else knows these spellings.
"""

from video01.server.minimax.errors import PATHS, error_response
from video01.server.minimax.routes import polls, router

__all__ = ["PATHS", "error_response", "polls", "router"]
