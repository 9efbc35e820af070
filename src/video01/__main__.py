"""`python -m video01` is the command `video01`."""

import sys

from video01.cli import main

sys.exit(main())
