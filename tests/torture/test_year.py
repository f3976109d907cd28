"""Some weeks of the year of `make torture`, in every run of the tests."""

from __future__ import annotations

import subprocess
import sys

from data.settings import ROOT

ITEMS, SEED, DAYS = 24, 7, 45


def test_no_item_is_stuck_no_clock_wrong_every_letter_on_its_day() -> None:
    command = [sys.executable, "-m", "tests.torture.year", str(ITEMS), str(SEED), str(DAYS)]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=600, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert "wrong: nothing" in done.stdout
    assert f"{ITEMS} items" in done.stdout
