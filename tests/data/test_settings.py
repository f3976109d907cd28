"""Settings come from the environment alone, and what is unknown is refused."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from data import settings
from metrics.errors import Lacking


def test_without_any_variable_everything_lies_in_the_checkout() -> None:
    found = settings.from_environment({})
    assert found.database == f"sqlite:///{settings.ROOT}/var/evaluation.db"
    assert found.anchor == settings.ROOT / "var" / "evaluation.db.heads"
    assert (found.catalogues / "README.md").exists()
    assert found.demo
    assert found.language == "zh"


def test_what_lies_in_var_is_not_tracked() -> None:
    assert "var/" in (settings.ROOT / ".gitignore").read_text().splitlines()


def test_every_variable_counts(tmp_path: Path) -> None:
    found = settings.from_environment(
        {
            "EVALUATION_DATABASE": "postgresql://office@db/evaluation",
            "EVALUATION_ANCHOR": str(tmp_path / "heads"),
            "EVALUATION_CATALOGUES": str(tmp_path),
            "EVALUATION_DEMO": "off",
            "EVALUATION_LANGUAGE": "en",
            "EVALUATION_FILES": str(tmp_path / "files"),
        }
    )
    assert found == settings.Settings(
        "postgresql://office@db/evaluation",
        tmp_path / "heads",
        tmp_path,
        demo=False,
        language="en",
        files=tmp_path / "files",
    )


def test_the_heads_are_never_inside_the_database() -> None:
    for url in ("sqlite:////srv/a.db", "postgresql://db/evaluation"):
        found = settings.from_environment({"EVALUATION_DATABASE": url})
        assert str(found.anchor) != url.removeprefix("sqlite:///")
        assert found.anchor.is_absolute()


def test_an_empty_variable_counts_as_unset() -> None:
    assert settings.from_environment({"EVALUATION_LANGUAGE": " "}).language == "zh"


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("EVALUATION_DATABASE", "mysql://db/evaluation"),
        ("EVALUATION_DATABASE", "evaluation.db"),
        ("EVALUATION_DEMO", "maybe"),
        ("EVALUATION_LANGUAGE", "fr"),
    ],
)
def test_an_unknown_value_is_refused_and_named(name: str, value: str) -> None:
    with pytest.raises(Lacking, match=name):
        settings.from_environment({name: value})


def test_every_variable_is_documented() -> None:
    names = set(re.findall(r"EVALUATION_[A-Z_]+", Path(settings.__file__).read_text(encoding="utf-8")))
    assert len(names) == 9
    assert all(f"| `{name}` |" in (settings.__doc__ or "") for name in names)
