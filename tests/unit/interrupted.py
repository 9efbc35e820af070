"""A program that encodes and is interrupted, again and again: NUMBER FOLDER."""

import itertools
import random
import signal
import sys
from pathlib import Path

import numpy as np

from video01.media import encode


def main() -> None:
    number, folder = int(sys.argv[1]), Path(sys.argv[2])
    signal.signal(signal.SIGALRM, signal.default_int_handler)
    moments, chunk = random.Random(3), np.zeros((1, 16, 16, 3), np.uint8)
    for _ in range(number):
        signal.setitimer(signal.ITIMER_REAL, moments.uniform(0.006, 0.015))
        try:
            encode(itertools.repeat(chunk), folder / "video.mp4", fps=25, size=(16, 16))
        except KeyboardInterrupt:
            assert not [*folder.iterdir()]
    print(number)


if __name__ == "__main__":
    main()
