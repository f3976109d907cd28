"""python -m data template and import: what they write, what they say, how they end."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from data.cli import main
from data.desk import Desk
from data.queries import imports, observations
from data.words import LANGUAGES
from metrics.frames import OBSERVATIONS

Facts = tuple[tuple[str, ...], ...]
GOOD: Facts = (("310101", "a", "n_all", "10"), ("310101", "a", "n_published", "8"))
FAULTY: Facts = (("310101", "a", "n_all", "约120"), ("310199", "b", "has_rule", "1"))
pytestmark = pytest.mark.usefixtures("environment")


@pytest.fixture
def write(tmp_path: Path) -> Callable[..., Path]:
    """A CSV file of facts."""

    def made(facts: Facts, name: str = "事实.csv") -> Path:
        text = io.StringIO()
        lines = csv.writer(text)
        lines.writerow(("body", "indicator", "field", "value", "status", "reason"))
        lines.writerows((*fact, *[""] * (6 - len(fact))) for fact in facts)
        (tmp_path / name).write_text(text.getvalue(), encoding="utf-8")
        return tmp_path / name

    return made


def kept(desk: Desk) -> list[tuple[str, ...]]:
    now = observations.current(desk, "2012")
    return list(now[list(OBSERVATIONS[1:5])].itertuples(index=False, name=None))


def run(*words: object) -> int:
    return main([str(word) for word in words])


def test_a_good_file_is_taken_in_once(
    write: Callable[..., Path], evaluator: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    file = write(GOOD)
    assert run("import", file, "--round", "2012", "--as", "li") == 0
    said = capsys.readouterr()
    assert said.err == ""
    assert "新增 2" in said.out
    assert "第 1 批" in said.out
    assert kept(evaluator) == [("a", "", "n_all", "10"), ("a", "", "n_published", "8")]
    (batch,) = observations.batches(evaluator, "2012")
    assert (batch.person, batch.source) == ("li", "事实.csv")
    assert run("import", file, "--round", "2012") == 0
    assert "已导入过，即第 1 批" in capsys.readouterr().out
    assert len(observations.batches(evaluator, "2012")) == 1


def test_dry_run_changes_nothing(
    write: Callable[..., Path], evaluator: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import", write(GOOD), "--round", "2012", "--dry-run") == 0
    said = capsys.readouterr().out
    assert "没有导入" in said
    assert "310101" in said
    assert kept(evaluator) == []


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_problem_is_listed_and_nothing_is_taken_in(
    write: Callable[..., Path], evaluator: Desk, language: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import", write(FAULTY), "--round", "2012", "--lang", language) == 1
    said = capsys.readouterr()
    assert said.out == ""
    assert "约120" in said.err
    assert "310199" in said.err
    assert "⟦" not in said.err
    assert kept(evaluator) == []


def test_json_says_it_all(write: Callable[..., Path], capsys: pytest.CaptureFixture[str]) -> None:
    assert run("import", write(FAULTY), "--round", "2012", "--json") == 1
    told: dict[str, Any] = json.loads(capsys.readouterr().out)
    assert told["batch"] is None
    assert {one["code"] for one in told["problems"]} >= {"approximate", "unknown_body"}
    assert all(one["sentence"] and "⟦" not in one["sentence"] for one in told["problems"])
    assert run("import", write(GOOD), "--round", "2012", "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["batch"], told["again"], told["counts"]["new"]) == (1, False, 2)
    assert told["effect"] == [{"body": "310101", "before": 0.0, "after": 36.0}]


def test_somebody_elses_value_is_not_overruled_unasked(
    write: Callable[..., Path], evaluator: Desk, capsys: pytest.CaptureFixture[str]
) -> None:
    run("import", write(GOOD), "--round", "2012", "--as", "li")
    other = write((("310101", "a", "n_all", "12"), ("310102", "b", "has_rule", "1")), "other.csv")
    capsys.readouterr()
    assert run("import", other, "--round", "2012", "--as", "wang") == 1
    said = capsys.readouterr()
    assert "冲突" in said.err
    assert "li" in said.err
    assert len(kept(evaluator)) == 2
    words = ("import", other, "--round", "2012", "--as", "wang", "--conflicts")
    assert run(*words, "file") == 1
    assert "理由" in capsys.readouterr().err
    assert run(*words, "file", "--reason", "复核") == 0
    assert ("a", "", "n_all", "12") in kept(evaluator)


def test_the_record_may_win(write: Callable[..., Path], evaluator: Desk) -> None:
    run("import", write(GOOD), "--round", "2012", "--as", "li")
    other = write((("310101", "a", "n_all", "12"), ("310102", "b", "has_rule", "1")), "other.csv")
    assert run("import", other, "--round", "2012", "--conflicts", "record") == 0
    assert ("a", "", "n_all", "10") in kept(evaluator)
    assert ("b", "", "has_rule", "1") in kept(evaluator)
    assert imports.log(evaluator, "2012")[0].imported.left_alone == 1  # type: ignore[union-attr]


def test_a_nil_return_is_signed(write: Callable[..., Path], evaluator: Desk) -> None:
    file = write((("310101", "d", "n_notices", "", "nil"),))
    assert run("import", file, "--round", "2012") == 1
    assert run("import", file, "--round", "2012", "--signed") == 0
    assert observations.current(evaluator, "2012")["status"].tolist() == ["nil"]


@pytest.mark.parametrize("json_", [(), ("--json",)])
def test_no_file_and_no_round(
    write: Callable[..., Path], tmp_path: Path, json_: tuple[str, ...], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("import", tmp_path / "absent.xlsx", "--round", "2012", *json_) == 1
    assert run("import", write(GOOD), "--round", "1999", *json_) == 1
    said = capsys.readouterr()
    assert "absent.xlsx" in said.out + said.err
    assert "1999" in said.out + said.err


@pytest.mark.parametrize("subject", [("--body", "310101"), ("--indicator", "a")])
def test_a_template_goes_out_filled_in_and_comes_back(
    tmp_path: Path, evaluator: Desk, subject: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    file = tmp_path / "out" / "template.xlsx"
    assert run("template", "--round", "2012", *subject, "--to", file) == 0
    assert str(file) in capsys.readouterr().out
    book = openpyxl.load_workbook(file)
    assert len(book.sheetnames) >= 2


@pytest.mark.parametrize(
    "subject", [(), ("--body", "310101", "--indicator", "a"), ("--unit", "B01", "--register", "a")]
)
def test_a_template_of_nothing_in_particular_is_asked_back(tmp_path: Path, subject: tuple[str, ...]) -> None:
    with pytest.raises(SystemExit) as ended:
        run("template", "--round", "2012", *subject, "--to", tmp_path / "t.xlsx")
    assert ended.value.code == 2


@pytest.mark.parametrize(
    "subject", [("--body", "x"), ("--unit", "x"), ("--indicator", "x"), ("--register", "x")]
)
def test_a_template_of_what_does_not_exist_is_refused(
    tmp_path: Path, subject: tuple[str, str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("template", "--round", "2012", *subject, "--to", tmp_path / "t.xlsx") == 1
    assert capsys.readouterr().err.strip()
    assert not (tmp_path / "t.xlsx").exists()
