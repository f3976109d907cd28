"""What tests of the commands share: one database, and an environment that names it."""

from __future__ import annotations

import pytest

from data.settings import Settings


@pytest.fixture
def kind() -> str:
    """The command line is the same over both databases; the actions below it are tested on both."""
    return "sqlite"


@pytest.fixture
def environment(settings: Settings, opened: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """`python -m data` finds the test's record, with its round open."""
    for name in ("database", "anchor", "catalogues", "files"):
        monkeypatch.setenv(f"EVALUATION_{name.upper()}", str(getattr(settings, name)))
