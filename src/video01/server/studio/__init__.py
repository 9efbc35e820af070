"""The studio: the page at `/` on which people make videos, and the few JSON routes that only it calls.

It keeps no state of its own: who is signed in is a signed cookie, everything else is the queue's and the storage's.
`session` says who is calling, `card` how a video is told to the page, `static/` is the page itself.
"""

from video01.server.studio.install import install

__all__ = ["install"]
