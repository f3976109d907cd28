"""`python -m data`: the program without a screen."""

from __future__ import annotations

import sys

from data.cli import main

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
