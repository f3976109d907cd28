"""Whatever the readers of tables, templates and reports may say has its sentence in both languages."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from data.intake.meaning.outcome import DOUBTFUL
from data.words import LANGUAGES, has

INTAKE = Path(__file__).parents[3] / "data" / "intake"
# Which argument of these calls is the code of a problem.
PLACES = {"CellProblem": 2, "tell": 3, "_problem": 0}


def codes(part: str) -> set[str]:
    """The codes of problems that stand in the sources."""
    place = INTAKE / part
    files = [place] if place.is_file() else sorted(place.glob("*.py"))
    return {code for file in files for code in _codes(ast.parse(file.read_text(encoding="utf-8")))}


def _codes(tree: ast.AST) -> Iterator[str]:
    for call in (node for node in ast.walk(tree) if isinstance(node, ast.Call)):
        name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        given = call.args[PLACES[name] :][:1] if name in PLACES else []
        given += [one.value for one in call.keywords if name == "Who" and one.arg == "problem"]
        for one in given:
            if isinstance(one, ast.Constant) and isinstance(one.value, str):
                yield one.value


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_doubtful_reading_can_be_asked_back(language: str) -> None:
    assert {one for one in DOUBTFUL if not has(f"problem.read_{one}", language)} == set()


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(
    ("part", "one_of_them"),
    [
        ("columns", "no_known_column"),
        ("annual_report", "identity_broken"),
        ("names.py", "former_body"),
        ("agree.py", "shared_differs"),
    ],
)
def test_every_problem_has_its_sentence(part: str, one_of_them: str, language: str) -> None:
    found = codes(part)
    assert one_of_them in found
    assert {code for code in found if not has(f"problem.{code}", language)} == set()
