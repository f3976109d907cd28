"""Markup that escapes, tables, the role switch, pictures' grammar: the small things every page stands on."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest
import streamlit as st

from data import permits
from metrics.model import Body, Text
from pages.parts import seats
from pages.parts.charts import dots, grammar
from pages.parts.charts.bars import Fall, waterfall
from pages.parts.charts.grammar import Caption
from pages.parts.markup import Markup, escape, tag
from pages.parts.menu import GROUPS, MENU, group
from pages.parts.results import tiles
from pages.parts.tables import Column, figure, table

ROOT = Path(__file__).resolve().parents[3]
EVIL = "<img src=x onerror=alert(1)>\"'&"


def test_text_is_escaped_and_markup_is_not() -> None:
    made = tag("td", EVIL, tag("b", EVIL), [EVIL, None], title=EVIL, data_key=True, hidden=False)
    assert "<img" not in made
    assert made.count("&lt;img") == 4
    assert 'title="&lt;img' in made
    assert " data-key>" in made
    assert "hidden" not in made
    assert escape(Markup("<i></i>")) == "<i></i>"


def test_html_goes_to_the_screen_by_one_door() -> None:
    """No page writes HTML of its own, and nobody asks Streamlit to trust any."""
    doors = []
    for file in (ROOT / "pages").rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Attribute) and node.attr == "html" and ast.unparse(node.value) == "st":
                doors.append(file.name)
            assert not (isinstance(node, ast.keyword) and node.arg == "unsafe_allow_html"), file
    assert doors == ["markup.py"]


def test_no_page_lies_where_streamlit_serves_it_past_the_guard() -> None:
    assert list((ROOT / "pages").glob("*.py")) == []
    assert all(file.is_file() for file in MENU.values())


def test_every_page_lies_in_one_group_of_the_menu() -> None:
    files = {file for part in ("see", "do", "run") for file in (ROOT / "pages" / part).glob("[!_]*.py")}
    assert set(MENU.values()) == files
    assert [group(name) for pages in GROUPS.values() for name in pages] == [
        part for part, pages in GROUPS.items() for _ in pages
    ]


def test_a_table_sorts_by_keys_and_keeps_what_is_absent_apart() -> None:
    rows = [{"name": EVIL, "n": 2.5}, {"name": "b", "n": float("nan")}]
    made = table(
        rows, [Column("名称", lambda row: row["name"]), figure("数", lambda row: row["n"], str)], "表"
    )
    assert 'data-key="2.5"' in made
    assert 'data-key=""' in made
    assert "<img" not in made
    assert '<th scope="col">名称</th>' in made
    assert '<button type="button">数</button>' in made


@pytest.mark.parametrize(
    ("address", "headers", "open_"),
    [
        ("127.0.0.1", {"Host": "127.0.0.1:8501"}, True),
        ("127.0.0.1", {"Host": "localhost:8501"}, True),
        ("::1", {"Host": "[::1]:8501"}, True),
        ("127.0.0.1", {}, True),
        ("0.0.0.0", {"Host": "127.0.0.1:8501"}, False),
        ("", {"Host": "127.0.0.1:8501"}, False),
        ("127.0.0.1", {"Host": "evaluation.sh.gov.cn"}, False),
        ("127.0.0.1", {"Host": "127.0.0.1", "X-Forwarded-For": "10.0.0.7"}, False),
        ("127.0.0.1", {"Host": "127.0.0.1", "Forwarded": "for=10.0.0.7"}, False),
    ],
)
def test_the_role_switch_is_for_this_machine_only(
    address: str, headers: dict[str, str], open_: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(st, "get_option", {"server.address": address}.get)
    assert seats.on_loopback(headers) is open_


@pytest.mark.parametrize(
    ("wish", "seat"),
    [
        ("", (permits.OFFICE, "", False)),
        ("leader", (permits.LEADER, "", False)),
        ("evaluator.2", (permits.EVALUATOR, "", True)),
        ("office.2", (permits.OFFICE, "", True)),
        ("evaluator.3", (permits.OFFICE, "", False)),
        ("reporter:b", (permits.REPORTER, "b", False)),
        ("reporter.2:b", (permits.REPORTER, "b", True)),
        ("reporter:nowhere", (permits.REPORTER, "a", False)),
        ("reporter", (permits.REPORTER, "a", False)),
        ("viewer", (permits.OFFICE, "", False)),
        ("root", (permits.OFFICE, "", False)),
    ],
)
def test_a_wish_that_means_nothing_gives_no_strange_role(wish: str, seat: tuple[str, str, bool]) -> None:
    homes = tuple(Body(code, Text(code, code), "district") for code in ("a", "b"))
    assert seats.asked(wish, homes) == seat


def test_titles_are_broken_between_words_and_never_before_a_full_stop() -> None:
    assert grammar.wrapped("一二三四五六七八。九十", 8) == "一二三四五六七八。<br>九十"
    assert grammar.wrapped("share of all documents", 6) == "share of<br>all<br>documents"
    assert grammar.wrapped("<b>", 8) == "&lt;b&gt;"


def test_dots_of_a_strip_never_cover_one_another() -> None:
    values = [90.0, 90.1, 90.1, 90.2, 70.0, 90.0, 85.0]
    levels = dots.stacked(values, (0.0, 100.0))
    apart = 100.0 / dots.STRIP * dots.DOT
    pairs = [(a, b) for a in range(len(values)) for b in range(a)]
    assert all(levels[a] != levels[b] or abs(values[a] - values[b]) >= apart for a, b in pairs)
    assert levels[4] == 0


def test_a_picture_carries_finding_measure_and_mark_and_its_labels_are_no_markup() -> None:
    caption = Caption(EVIL, "分 · n = 2", "演示数据")
    falls = [Fall(EVIL, 2.0, "x", "a"), Fall("b", 1.0, "x")]
    made = waterfall(("满分", 10.0), falls, None, ("得分", 7.0), caption)
    said = made.to_json()
    assert "<img" not in said
    assert "n = 2" in said
    assert [one.text for one in made.layout.annotations if one.text == "演示数据"] == ["演示数据"]
    assert made.layout.title.text.startswith("<b>&lt;img")
    bars = [trace for trace in made.data if trace.type == "bar"]
    assert [(bar.base[0], bar.x[0]) for bar in bars] == [(8.0, 2.0), (7.0, 1.0)]
    unmarked = waterfall(("满分", 10.0), falls, None, ("得分", 7.0), Caption("f", "m"))
    assert "演示数据" not in unmarked.to_json()


def test_every_district_of_2012_has_a_tile_of_its_own() -> None:
    assert len(tiles.PLACES) == len(set(tiles.PLACES.values())) == 18
