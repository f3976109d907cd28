"""Every refusal has its sentence in both languages, with numbers that are there where it is raised."""

from __future__ import annotations

import ast
from pathlib import Path
from string import Formatter

import pytest

from data.settings import ROOT
from data.words import LANGUAGES
from data.words.sentences import has, sentences

REFUSALS = ("Refused", "NotPermitted", "WrongState", "Lacking", "Closed", "Conflict", "NotFound")
WHERE = (
    "data/store", "data/actions", "data/queries", "data/desk.py", "data/settings.py", "data/permits.py",
    "metrics/procedure", "data/catalogue/rectification.py",
)  # fmt: skip
LAST_TOUCH = ("by", "at")  # what `audit.last_touch` says, handed on as **touch


def raised(source: str) -> list[tuple[str, frozenset[str]]]:
    """(code, names of its numbers) of every refusal that the source raises."""
    found = []
    for call in ast.walk(ast.parse(source)):
        if isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in REFUSALS:
            names = {one.arg for one in call.keywords if one.arg}
            names |= set(LAST_TOUCH) if any(one.arg is None for one in call.keywords) else set()
            branches = (
                [call.args[0].body, call.args[0].orelse]
                if isinstance(call.args[0], ast.IfExp)
                else call.args[:1]
            )
            found += [(one.value, frozenset(names)) for one in branches if isinstance(one, ast.Constant)]
    return [(str(code), names) for code, names in found]


def files() -> list[Path]:
    return [
        file
        for place in WHERE
        for file in ([ROOT / place] if place.endswith(".py") else sorted((ROOT / place).rglob("*.py")))
    ]


CASES = sorted(
    {(code, tuple(sorted(names))) for file in files() for code, names in raised(file.read_text("utf-8"))}
)


def test_the_refusals_are_found() -> None:
    assert raised('raise Conflict("a" if x else "b", n=1, **touch)') == [
        ("a", frozenset({"n", "by", "at"})),
        ("b", frozenset({"n", "by", "at"})),
    ]
    assert len({code for code, _ in CASES}) > 25


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("code", "names"), CASES)
def test_a_refusal_can_be_told(code: str, names: tuple[str, ...], language: str) -> None:
    key = f"refused.{code}"
    assert has(key, language)
    asked = {name for _, name, _, _ in Formatter().parse(sentences(language)[key]) if name}
    assert asked <= set(names)
