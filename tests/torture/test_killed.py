"""A few of the kills of `make torture`, in every run of the tests."""

from __future__ import annotations

import subprocess
import sys

from data.settings import ROOT

KILLS = 8


def test_an_import_killed_at_any_instant_is_all_there_or_not_at_all() -> None:
    command = [sys.executable, "-m", "tests.torture.killed", str(KILLS)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=300, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert f"{KILLS} kills" in done.stdout
    assert "kept by half" in done.stdout  # the control
    assert "faults: none" in done.stdout
