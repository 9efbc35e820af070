"""The HTTP server: reads requests, writes them into the queue, and answers from the queue. It makes no video itself."""

from video01.server.app import create_app

__all__ = ["create_app"]
