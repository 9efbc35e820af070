"""The dialect of the AI/ML API, both generations of its paths and field names: accept all, answer with the union.

`draft` reads a request, `answer` writes a generation, `routes` are the paths. Nothing else knows these spellings.
"""

from video01.server.aimlapi.routes import polls, router

__all__ = ["polls", "router"]
