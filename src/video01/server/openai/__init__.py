"""The dialect of OpenAI's Videos API, as other self-hosted video servers speak it too.

`draft` reads a request, `answer` writes a generation, `errors` has the shape of errors, `routes` are the paths. Nothing
else knows these spellings.
"""

from video01.server.openai.errors import PATHS, error_response
from video01.server.openai.routes import polls, router

__all__ = ["PATHS", "error_response", "polls", "router"]
