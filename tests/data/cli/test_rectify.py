"""A month of rectification by script: from a lost point to closed out, with the words of the command line."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from data.cli import main
from data.desk import Desk
from data.settings import Settings
from data.words import LANGUAGES
from tests.data.rectifying import PDF, observed, put_terms

NUMBER = "ZG-2012-310101-001"
Run = Callable[..., Any]


@pytest.fixture(autouse=True)
def _observed(environment: None, settings: Settings, opened: str, evaluator: Desk) -> None:
    put_terms(settings.catalogues)
    observed(evaluator, opened)


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    """`run("issue", ...)` -> what was said; fails unless it ended as wanted."""

    def one(*words: object, ends: int = 0) -> str:
        capsys.readouterr()
        assert main(["rectify", *(str(word) for word in words)]) == ends
        said = capsys.readouterr()
        assert "⟦" not in said.out + said.err
        return said.err if ends else said.out

    return one


def test_a_month_by_script(run: Run, tmp_path: Path) -> None:
    proof = tmp_path / "制度.pdf"
    proof.write_bytes(PDF)
    assert "310101\tb\t" in run("propose", "--round", "2012")
    said = run("draft", "--round", "2012", "--indicator", "b", "--deadline-class", "complex", "--as", "zhao")
    assert said == "已起草 1 项\n"
    assert "起草" in run("issue", NUMBER, "--as", "zhao", ends=1)
    assert run("issue", NUMBER, "--as", "qian") == f"{NUMBER}：已交办\n"
    assert "联系电话" in run("sign", NUMBER, "--as", "sun", ends=1)
    assert "已签收" in run("sign", NUMBER, "--as", "sun", "--handler", "李四", "--phone", "021")
    assert "时间节点" in run("plan", NUMBER, "--as", "sun", "--plan", "制定制度", ends=1)
    run(
        "plan", NUMBER, "--as", "sun", "--plan", "制定制度", "--milestone", "初稿=5", "--milestone", "印发=20"
    )
    run("agree", NUMBER, "--as", "zhou")
    run("progress", NUMBER, "--as", "sun", "--progress", 60, "--done", 1)
    run("ask-extension", NUMBER, "--as", "sun", "--days", 5, "--reason", "会议推迟")
    run("grant-extension", NUMBER, "--as", "qian", "--reason", "同意")
    assert "佐证" in run("report", NUMBER, "--as", "sun", "--reason", "已印发", ends=1)
    assert "不在" in run("prove", NUMBER, "--as", "sun", "--file", tmp_path / "no.pdf", ends=1)
    run("prove", NUMBER, "--as", "sun", "--file", proof)
    run("report", NUMBER, "--as", "sun", "--reason", "已印发")
    assert "重新采集" in run("verify", NUMBER, "--as", "zhou", "--reason", "属实", ends=1)
    said = run("remeasure", NUMBER, "--as", "zhou", "--set", "has_rule=1", "--reason", "查看印发文件")
    assert "现失 0.00 分" in said
    assert "另一人" in run("verify", NUMBER, "--as", "sun", "--reason", "属实", ends=1)
    run("verify", NUMBER, "--as", "zhou", "--reason", "属实")
    assert run("close", NUMBER, "--as", "qian", "--reason", "已到位") == f"{NUMBER}：已销号\n"
    history = json.loads(run("show", NUMBER, "--json"))
    assert [one["act"] for one in history["events"]][-3:] == ["remeasure", "verify", "close"]
    assert {one["person"] for one in history["events"]} == {"zhao", "qian", "sun", "zhou"}
    assert "销号  qian  已到位" in run("show", NUMBER)


@pytest.mark.parametrize("language", LANGUAGES)
def test_lists_letters_and_the_register(run: Run, tmp_path: Path, language: str) -> None:
    run("draft", "--round", "2012", "--as", "zhao", "--lang", language)
    rows = json.loads(run("list", "--round", "2012", "--json"))
    assert [one["state"] for one in rows] == ["drafted"] * 3
    assert NUMBER in run("list", "--round", "2012", "--body", "310101", "--lang", language)
    run("issue", NUMBER, "--as", "qian", "--lang", language)
    assert json.loads(run("letters", "--round", "2012", "--draft", "--json") or "[]") == []
    told = json.loads(run("notices", "--round", "2012", "--json", "--lang", language))
    assert told["items"] == [NUMBER]
    assert told["number"] in run("show", NUMBER, "--lang", language)
    assert told["number"] in run("notices", "--round", "2012", "--body", "310101", "--lang", language)
    assert told["number"] == json.loads(run("show", NUMBER, "--json", "--lang", language))["notice"]
    run("notice", NUMBER, "--to", tmp_path / "通知书.docx", "--lang", language)
    assert (tmp_path / "通知书.docx").read_bytes()[:2] == b"PK"
    counts = json.loads(run("daily", "--round", "2012", "--json"))
    assert (counts["open"], counts["overdue"]) == (1, 0)
    assert NUMBER in run("inbox", "--role", "reporter", "--body", "310101", "--lang", language)
    for name in ("台账.xlsx", "台账.csv"):
        run("ledger", "--round", "2012", "--to", tmp_path / name, "--lang", language)
    sheet = openpyxl.load_workbook(tmp_path / "台账.xlsx").worksheets[0]
    assert any(NUMBER in str(cell.value) for row in sheet.iter_rows() for cell in row)
    assert run("feeds", "--round", "2012").startswith(
        "body,indicator,item,field,value,status,reason\n310101,a,"
    )


def test_what_does_not_exist_is_told(run: Run) -> None:
    assert "没有这个整改事项" in run("show", "ZG-1", ends=1)
    assert "没有这份文书" in run("send", 7, ends=1)
    run("draft", "--round", "2012", "--indicator", "b")


def test_a_stale_version_is_refused(run: Run) -> None:
    run("draft", "--round", "2012", "--indicator", "b", "--as", "zhao")
    run("amend", NUMBER, "--as", "zhao", "--measure", "三十日内印发")
    assert "已作修改" in run("issue", NUMBER, "--as", "qian", "--version", 1, ends=1)


def test_a_wrong_milestone_is_a_wrong_command_line(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["rectify", "plan", NUMBER, "--milestone", "初稿"])
    assert "TITLE=DAY" in capsys.readouterr().err
