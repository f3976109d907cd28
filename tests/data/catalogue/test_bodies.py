"""The bodies beside a catalogue: read in their order, faulty rows all told."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from data.catalogue import all_bodies, load_bodies
from metrics.errors import CatalogueError
from metrics.model import Body, Text

HEAD = "code,name_zh,name_en,kind,group,traits,aliases,since,until,succeeds,default_evaluated,order\n"
HUANGPU = "310101,黄浦区,Huangpu,district,inner,pilot|core,黄浦|黄浦区政府,2011-06-01,,310103,,2\n"
LUWAN = "310103,卢湾区,Luwan,district,inner,,卢湾,,2011-05-31,,no,3\n"
PUDONG = "310115,浦东新区,,district,outer,,浦东,,,,yes,1\n"


def write(folder: Path, text: str) -> Path:
    (folder / "bodies.csv").write_text(text, encoding="utf-8")
    return folder


def test_rows_become_bodies_in_their_order(tmp_path: Path) -> None:
    pudong, huangpu = load_bodies(write(tmp_path, HEAD + HUANGPU + LUWAN + PUDONG))
    assert huangpu == Body(
        "310101", Text("黄浦区", "Huangpu"), "district", "inner", frozenset({"pilot", "core"}),
        ("黄浦", "黄浦区政府"), date(2011, 6, 1), None, ("310103",),
    )  # fmt: skip
    assert pudong.name == Text("浦东新区", "浦东新区")


def test_who_is_not_evaluated_by_default_is_only_among_all(tmp_path: Path) -> None:
    write(tmp_path, HEAD + HUANGPU + LUWAN)
    assert [body.code for body in load_bodies(tmp_path)] == ["310101"]
    assert [body.code for body in all_bodies(tmp_path)] == ["310101", "310103"]


def test_three_columns_are_enough_and_namibia_is_a_body(tmp_path: Path) -> None:
    (namibia,) = load_bodies(write(tmp_path, "code,name_zh,kind\nNA,纳米比亚,country\n"))
    assert namibia == Body("NA", Text("纳米比亚", "纳米比亚"), "country")


def test_without_a_file_there_are_no_bodies(tmp_path: Path) -> None:
    assert load_bodies(tmp_path) == ()


@pytest.mark.parametrize(
    ("text", "place"),
    [
        (HEAD.replace("group", "groop") + HUANGPU, ("", "line 1", "unknown column", "groop")),
        (HEAD.replace("kind,", "") + "x,x,x\n", ("", "line 1", "missing column", "")),
        (HEAD + HUANGPU.replace("黄浦区,Huangpu", ",Huangpu"),
         ("310101", "line 2.name_zh", "empty cell", "")),
        (HEAD + HUANGPU.replace("310101", "a b"), ("a b", "line 2.code", "does not fit", "a b")),
        (HEAD + HUANGPU.replace("2011-06-01", "2011-06"), ("310101", "line 2.since", "no date", "2011-06")),
        (HEAD + LUWAN.replace(",,2011-05-31", ",2012-01-01,2011-05-31"),
         ("310103", "line 2.until", "before since", "2011-05-31")),
        (HEAD + LUWAN.replace(",no,", ",never,"),
         ("310103", "line 2.default_evaluated", "unknown word", "never")),
        (HEAD + LUWAN.replace(",3\n", ",third\n"), ("310103", "line 2.order", "no number", "third")),
        (HEAD + LUWAN.replace(",3\n", ",3,4\n"), ("", "line 2", "more cells than columns", "")),
        (HEAD + HUANGPU + LUWAN.replace("310103", "310101"), ("310101", "code", "stands twice", "310101")),
        (HEAD + HUANGPU + LUWAN.replace("卢湾,,", "黄浦,,"),
         ("310103", "aliases", "name of two bodies", "黄浦")),
    ],
)  # fmt: skip
def test_one_change_one_fault(text: str, place: tuple[str, str, str, str], tmp_path: Path) -> None:
    with pytest.raises(CatalogueError) as caught:
        load_bodies(write(tmp_path, text))
    assert [(one.code, one.key, one.problem, one.found) for one in caught.value.faults] == [place]


def test_all_rows_are_looked_at(tmp_path: Path) -> None:
    rows = HUANGPU.replace("2011-06-01", "soon") + LUWAN.replace("2011-05-31", "late") + "x,,,,,,,,,,,\n"
    with pytest.raises(CatalogueError) as caught:
        all_bodies(write(tmp_path, HEAD + rows))
    assert [one.key for one in caught.value.faults] == [
        "line 2.since", "line 3.until", "line 4.name_zh", "line 4.kind",
    ]  # fmt: skip


def test_a_file_that_is_no_utf8_is_told(tmp_path: Path) -> None:
    (tmp_path / "bodies.csv").write_bytes((HEAD + HUANGPU).encode("gbk"))
    with pytest.raises(CatalogueError) as caught:
        load_bodies(tmp_path)
    assert [one.problem for one in caught.value.faults] == ["not UTF-8"]
