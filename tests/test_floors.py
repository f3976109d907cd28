"""The contracts of pyproject.toml hold on a tree without fault and break on each fault they are meant for."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[1]
MODULES = (
    "metrics/errors", "metrics/model", "metrics/frames", "metrics/rules/value", "metrics/rules/ratio",
    "metrics/engine/board", "metrics/procedure/clocks", "data/catalogue/load", "data/words/text",
    "data/store/tables", "data/intake/gate", "data/reports/notice", "data/desk", "data/queries/boards",
    "data/actions/rounds", "data/demo", "data/cli", "pages/parts/shell", "pages/see/overview",
    "pages/do/intake", "pages/run/office",
)  # fmt: skip
CLEAN = {
    "metrics/rules/value": "import pandas\nfrom metrics.model import Body",
    "data/store/tables": "import sqlalchemy",
    "pages/see/overview": "import streamlit\nfrom data.queries import boards\nfrom pages.parts import shell",
    "data/queries/boards": "from data.store import tables",
    "data/cli": "from data.actions import rounds",
}
FAULTS = {
    "a rule imports the engine": ("metrics/rules/value", "from metrics.engine import board", "Floors:"),
    "the method imports the record": ("metrics/engine/board", "from data.words import text", "Floors:"),
    "a page imports another page": ("pages/see/overview", "from pages.do import intake", "Floors:"),
    "the store imports an action": ("data/store/tables", "from data.actions import rounds", "Floors:"),
    "a part imports a page": ("pages/parts/shell", "from pages.see import overview", "Floors:"),
    "a module nobody gave a floor": ("metrics/cleverness", "import math", "Every module of metrics"),
    "another one": ("data/cleverness", "import math", "Every module of data"),
    "the method reads a file": ("metrics/engine/board", "from pathlib import Path", "The method is pure"),
    "the method asks the clock": ("metrics/rules/value", "import time", "The method is pure"),
    "a rule imports a rule": ("metrics/rules/value", "from metrics.rules import ratio", "Rules know nothing"),
    "a page speaks SQL": ("pages/see/overview", "import sqlalchemy", "Pages ask"),
    "a page reaches for the store": ("pages/see/overview", "from data.store import tables", "Pages ask"),
    "a query speaks SQL": ("data/queries/boards", "from sqlalchemy import text", "Only data.store"),
    "the record draws": ("data/reports/notice", "import plotly.graph_objects", "Below pages"),
}


def check(tree: Path) -> subprocess.CompletedProcess[str]:
    """Run import-linter in this tree with the project's own contracts."""
    command = [str(Path(sys.executable).with_name("lint-imports")), "--no-logo", "--no-cache"]
    return subprocess.run(command, cwd=tree, capture_output=True, text=True, check=False)


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree with one module on every floor and no fault."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for name in MODULES:
        path = tmp_path / f"{name}.py"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(CLEAN.get(name, "") + "\n")
        for folder in path.parents:
            if folder in (tmp_path, tmp_path / "pages"):
                break
            (folder / "__init__.py").touch()
    return tmp_path


def test_a_tree_without_fault_keeps_every_contract(tree: Path) -> None:
    done = check(tree)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("fault", FAULTS)
def test_each_fault_breaks_its_contract(tree: Path, fault: str) -> None:
    module, line, contract = FAULTS[fault]
    with (tree / f"{module}.py").open("a") as file:
        file.write(line + "\n")
    done = check(tree)
    assert done.returncode == 1, done.stdout + done.stderr
    assert contract in done.stdout.split("Broken contracts")[-1], done.stdout
