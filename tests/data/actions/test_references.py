"""The evidence column of a file: addresses become links, words become references, nothing is noted twice."""

from __future__ import annotations

import pytest

from data.actions import imports
from data.actions.references import pieces
from data.desk import Desk
from data.queries import evidence as ask
from data.queries import imports as ask_imports
from tests.data.handed_in import table

RULE = ("310101", "b", "has_rule", "1", "", "")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("https://a.cn/x", ["https://a.cn/x"]),
        ("沪府办发〔2012〕46号", ["沪府办发〔2012〕46号"]),
        ("见 https://a.cn/x；http://b.cn/y。", ["https://a.cn/x", "http://b.cn/y", "见"]),
        ("https://a.cn/x https://a.cn/x", ["https://a.cn/x"]),
        ("javascript:alert(1)", ["javascript:alert(1)"]),
        ("https://user:word@a.cn/", ["https://user:word@a.cn/"]),
        (" ； ", []),
        ("", []),
    ],
)
def test_what_a_cell_says(text: str, found: list[str]) -> None:
    assert pieces(text) == found


def kinds(desk: Desk) -> list[tuple[str, str, str]]:
    return [(one.kind, one.name, one.url) for one in ask.beside(desk, "2012", "310101", "b")]


def take_in(desk: Desk, content: bytes) -> None:
    shown = ask_imports.preview(desk, "2012", content, "a.csv")
    assert shown.errors == ()
    imports.commit(desk, shown)


def test_a_commit_notes_them_once(opened: str, evaluator: Desk) -> None:
    content = table((*RULE, "沪府办发〔2012〕46号 https://a.cn/x"))
    shown = ask_imports.preview(evaluator, opened, content, "a.csv")
    assert shown.evidence["evidence"].tolist() == ["沪府办发〔2012〕46号 https://a.cn/x"]
    assert kinds(evaluator) == []
    imports.commit(evaluator, shown)
    expected = [("link", "https://a.cn/x", "https://a.cn/x"), ("reference", "沪府办发〔2012〕46号", "")]
    assert kinds(evaluator) == expected
    take_in(evaluator, content + b"\n")  # the same again in another file
    assert kinds(evaluator) == expected
    take_in(evaluator, table((*RULE, "https://a.cn/y")))  # more for a value that stays the same
    assert [one[0] for one in kinds(evaluator)] == ["link", "reference", "link"]


def test_what_looks_like_harm_is_only_words(opened: str, evaluator: Desk) -> None:
    take_in(evaluator, table((*RULE, "javascript:alert(1)")))
    assert kinds(evaluator) == [("reference", "javascript:alert(1)", "")]


def test_beside_a_value_that_is_left_alone_nothing_is_noted(
    opened: str, evaluator: Desk, office: Desk
) -> None:
    take_in(office, table(RULE))
    shown = ask_imports.preview(evaluator, opened, table((*RULE[:3], "0", "", "", "https://a.cn/x")), "b.csv")
    assert shown.counts["conflicting"] == 1
    imports.commit(evaluator, shown)
    assert kinds(evaluator) == []
