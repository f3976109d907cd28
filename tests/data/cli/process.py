"""`python -m data` in a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def run(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """The program as others run it."""
    return python("-m", "data", *words, **environment)


def python(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Python with these words, in the checkout."""
    return subprocess.run(
        [sys.executable, *words],
        cwd=ROOT, env={**os.environ, **environment}, capture_output=True, text=True, check=False,
    )  # fmt: skip
