"""The committed proof is what a run gives now, so that the page that shows it can never go stale."""

from __future__ import annotations

import json
from typing import Any

import pytest

from tests.gallery.proof import DOCS, as_json, as_markdown, proof
from tests.gallery.reference import needed

STALE = "run `python -m tests.gallery.proof` and look at the difference"


@pytest.fixture(scope="module")
def told() -> dict[str, Any]:
    return proof()


@needed
def test_the_committed_files_are_what_a_run_gives_now(told: dict[str, Any]) -> None:
    assert (DOCS / "proof.json").read_text(encoding="utf-8") == as_json(told), STALE
    assert (DOCS / "proof.md").read_text(encoding="utf-8") == as_markdown(told), STALE


@needed
def test_a_number_that_moves_is_found_out(told: dict[str, Any]) -> None:
    """Control."""
    moved = json.loads(as_json(told))
    moved["indices"][0]["scores"] -= 1
    assert (DOCS / "proof.json").read_text(encoding="utf-8") != as_json(moved)


def test_the_committed_proof_has_no_mismatch_and_every_control_fails() -> None:
    """Holds without the published indices, too."""
    committed = json.loads((DOCS / "proof.json").read_text(encoding="utf-8"))
    rows = committed["indices"]
    assert committed["together"]["mismatches"] == 0
    assert sum(row["mismatches"] + len(row["wrong_scores"]) + len(row["wrong_places"]) for row in rows) == 0
    assert committed["together"]["scores"] == sum(row["scores"] for row in rows)
    assert {row["index"]["en"] for row in rows} == {
        "Open Budget Index",
        "E-Government Development Index",
        "Open Data Barometer",
        "Human Development Index",
    }
    assert all(control["wrong"] > 0 for row in rows for control in row["controls"])
