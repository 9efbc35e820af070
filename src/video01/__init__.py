"""video01: an open server and a small packaged model: a sentence or a picture in, a clip out."""

__version__ = "0.1.0"
