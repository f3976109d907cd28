"""Every reason for which a handed-in file, table or cell is not taken has its sentence in both languages."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from data.words import LANGUAGES, has, keys
from data.words.problems import problem
from metrics.errors import CellProblem

INTAKE = Path(__file__).parents[3] / "data" / "intake"
RAISED = {"Unfit": 0, "Unclear": 0, "CellProblem": 2}  # where the code stands among the arguments


def codes() -> set[str]:
    """The codes written out in the source, wherever a problem is made of one."""
    found = set()
    for path in INTAKE.rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name):
                continue
            at = RAISED.get(node.func.id)
            given = node.args[at] if at is not None and len(node.args) > at else None
            if isinstance(given, ast.Constant) and isinstance(given.value, str):
                found.add(given.value)
    return found


def test_the_codes_are_found() -> None:
    assert {"damaged", "too_many_rows", "approximate", "no_header"} <= codes()
    assert len(codes()) > 60


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_code_has_its_sentence(language: str) -> None:
    assert [code for code in sorted(codes()) if not has(f"problem.{code}", language)] == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_sentence_of_a_problem_can_be_said(language: str) -> None:
    """With what a `CellProblem` has, and nothing else: a sentence that asks for more would show a hole."""
    for key in sorted(keys(language)):
        part, _, code = key.partition(".")
        if part == "problem" and code not in ("sentence", "warning"):
            one = CellProblem("表", "B7", code.removesuffix("_near"), "黄浦区", "1.1.1", "n", "12件", "13")
            assert "⟦" not in problem(one, language), key
