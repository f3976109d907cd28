"""`python -m data` where no command can even begin: it says why, and with which exit code."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.data.cli.process import run


@pytest.mark.parametrize(
    "words",
    [[], ["score"], ["score", "--round", "1", "--bodies", "x"], ["export"], ["dance"], ["--lang", "fr"]],
)
def test_a_wrong_command_line(words: list[str]) -> None:
    done = run(*words)
    assert done.returncode == 2
    assert "usage:" in done.stderr


def test_a_record_that_was_never_made(tmp_path: Path) -> None:
    database = f"sqlite:///{tmp_path / 'none.db'}"
    export = ["export", "--round", "2012", "--to", str(tmp_path / "x")]
    for words in (["score", "--round", "2012"], ["demo"], export):
        done = run(*words, EVALUATION_DATABASE=database)
        assert done.returncode == 1
        assert "python -m data migrate" in done.stderr
        assert "Traceback" not in done.stderr
