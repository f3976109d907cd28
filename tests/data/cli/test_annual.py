"""python -m data annual-report: tables out, reports in with every sum checked, what is filed."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import openpyxl
import pytest

from data.cli import main
from tests.data.annual import handed_in

HERE = ("--round", "2012", "--body", "310101")
pytestmark = pytest.mark.usefixtures("environment")


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """A report of 2012 as a file."""

    def made(changes: dict[tuple[str, str], int] | None = None, name: str = "年报.xlsx") -> Path:
        (tmp_path / name).write_bytes(handed_in("report_2008", 2012, changes=changes))
        return tmp_path / name

    return made


def run(*words: object) -> int:
    return main(["annual-report", *(str(word) for word in words)])


def test_a_sound_report_is_filed_once_and_shown(
    write: Callable[..., Path], capsys: pytest.CaptureFixture[str]
) -> None:
    file = write()
    assert run("import", file, *HERE, "--as", "li") == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert "已报送" in said.out
    assert "不成立 0 项" in said.out
    assert run("import", file, *HERE) == 0
    assert "没有重复报送" in capsys.readouterr().out
    assert run("show", "--round", "2012", "--json") == 0
    (one,) = json.loads(capsys.readouterr().out)
    assert (one["body"], one["year"], one["person"], one["broken"]) == ("310101", 2012, "li", 0)
    assert run("show", "--round", "2012", "--lang", "en") == 0
    assert "1 report filed for 2012" in capsys.readouterr().out


def test_a_report_that_does_not_add_up_is_refused_and_comes_back_marked(
    write: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write({("18", "now"): 6})
    assert run("import", file, *HERE, "--json", "--marked", tmp_path / "out" / "marked.xlsx") == 1
    told = json.loads(capsys.readouterr().out)
    assert told["filed"] is None
    assert [(one["indicator"], one["code"]) for one in told["problems"]] == [("A3", "identity_broken")]
    assert "差额 −1" in told["problems"][0]["sentence"]
    assert {one["code"]: one["state"] for one in told["identities"]}["A3"] == "error"
    marked = openpyxl.load_workbook(tmp_path / "out" / "marked.xlsx")
    assert any(cell.comment for sheet in marked for row in sheet for cell in row)
    assert run("import", file, *HERE) == 1
    said = capsys.readouterr()
    assert "A3" in said.err
    assert "没有报送" in said.out


def test_what_cannot_be_opened_or_filed_is_told(
    write: Callable[..., Path], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import", tmp_path / "none.xlsx", *HERE) == 1
    assert run("import", write(), "--round", "2012", "--body", "310199", "--json") == 1
    assert json.loads(capsys.readouterr().out)["refused"] == "body"
    assert run("import", write(), *HERE, "--year", "2003") == 1
    assert run("import", write(), *HERE, "--dry-run") == 0
    capsys.readouterr()
    assert run("show", "--round", "2012", "--json") == 0
    assert json.loads(capsys.readouterr().out) == []


def test_a_template_filled_in_comes_back(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "blank.xlsx"
    assert run("template", *HERE, "--to", file) == 0
    assert run("import", file, *HERE) == 1  # a blank is not a nought
    assert "没有填数" in capsys.readouterr().err
    book = openpyxl.load_workbook(file)
    page = book["统计表"]
    header = next(row[2].row for row in page.iter_rows() if row[2].value == "本期实际")
    for row in range(header + 1, page.max_row + 1):
        page.cell(row, 3).value = 0
    book.save(file)
    assert run("import", file, *HERE) == 0
    assert run("import", file, "--round", "2012", "--body", "310104") == 1
    assert "为“区310101 · 2012 年全年”制作" in capsys.readouterr().err
    assert (
        run("template", *HERE, "--year", "2008", "--form", "monthly_2004", "--month", "2", "--to", file) == 0
    )
