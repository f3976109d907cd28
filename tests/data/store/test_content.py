"""A board comes back from its kept text exactly as it was, to the last digit and type."""

from __future__ import annotations

import dataclasses
import gzip
import json
from datetime import date

import numpy as np
import pandas as pd
import pytest

from data import catalogue
from data.store import content
from metrics.engine.board import Board, score
from metrics.frames import labelled, widen
from metrics.model import Setting
from tests.data.small import rows


@pytest.fixture(scope="module")
def board() -> Board:
    """The board of the 2012 plan with a few facts of several kinds."""
    plan = catalogue.load(catalogue.FOLDER / "2012")
    bodies = catalogue.load_bodies(catalogue.FOLDER / "2012")
    code = bodies[0].code
    given = []
    for indicator in plan.indicators[:60]:
        for field in indicator.fields:
            value = {"int": "7", "number": "0.1", "bool": "1", "entry": "NA", "date": "2012-07-09"}
            value |= {"datetime": "2012-07-09T08:30:00", "text": "文", "list": "文"}
            kept = value.get(field.type) or field.choices[0]
            given.append((code, indicator.code, field.code, kept))
    other = bodies[1].code
    given.append((other, plan.indicators[0].code, "", "", "not_applicable", "无此业务"))
    facts = widen(rows(*given), plan)
    return score(plan, bodies, facts, Setting(2012, catalogue.load_calendar("cn")))


def same(left: Board, right: Board) -> None:
    assert left.catalogue == right.catalogue
    assert left.bodies == right.bodies
    assert dict(left.na_reason) == dict(right.na_reason)
    assert set(left.facts) == set(right.facts)
    for code in left.facts:
        pd.testing.assert_frame_equal(left.facts[code], right.facts[code], check_exact=True)
    for one in dataclasses.fields(Board):
        value = getattr(left, one.name)
        if isinstance(value, pd.DataFrame):
            pd.testing.assert_frame_equal(value, getattr(right, one.name), check_exact=True)


def test_a_board_comes_back_as_it_was(board: Board) -> None:
    packed, _ = content.pack(board)
    same(content.unpack(packed), board)


def test_the_comparison_notices_the_last_digit(board: Board) -> None:
    points = board.points.copy()
    row, column = np.argwhere(points.notna().to_numpy())[0]
    points.iloc[row, column] = np.nextafter(points.iloc[row, column], np.inf)
    with pytest.raises(AssertionError):
        same(dataclasses.replace(board, points=points), board)


def test_every_part_of_a_board_is_kept(board: Board) -> None:
    kept = json.loads(gzip.decompress(content.pack(board)[0]))
    assert set(kept["of"]) == {one.name for one in dataclasses.fields(Board)}
    assert set(kept["of"]["catalogue"]["of"]) == {one.name for one in dataclasses.fields(board.catalogue)}


def test_the_same_board_has_the_same_digest(board: Board) -> None:
    first, digest = content.pack(board)
    again = content.unpack(first)
    assert content.pack(again) == (first, digest)
    assert content.sha256(first) == digest


@pytest.mark.parametrize(
    "value",
    [
        None, True, 3, -0.0, 0.1 + 0.2, 5e-324, float("inf"), "文\u2028'", (1, ("a",)), frozenset({"b", "a"}),
        {("x", "y"): 1, ("z", "w"): "2"}, date(2012, 7, 9), {},
    ],
)  # fmt: skip
def test_plain_values_come_back(value: object) -> None:
    text = json.loads(json.dumps(content.encode(value), allow_nan=False))
    assert content.decode(text) == value


@pytest.mark.parametrize(
    "frame",
    [
        pd.DataFrame({"n": [1.5, np.nan, -np.inf], "t": pd.array(["a", "", "b"], dtype=object)}),
        pd.DataFrame({"k": labelled([0, -1, 0], ["x"]), "i": np.array([1, 2, 3], dtype=np.int8)}),
        pd.DataFrame(
            {"d": pd.array(["2012-07-09", None], dtype="datetime64[s]")}, index=pd.Index(["b", "a"])
        ),
        pd.DataFrame({"p": pd.array([1, None], dtype="Int64"), "y": [True, False]}),
        pd.DataFrame({"s": pd.Series(["字", "b"], dtype="str")}, index=pd.Index([4, 7], name="row")),
        pd.DataFrame(index=pd.Index([], dtype=object, name="body"), columns=[]),
    ],
)
def test_tables_come_back(frame: pd.DataFrame) -> None:
    text = json.loads(json.dumps(content.encode(frame), allow_nan=False))
    pd.testing.assert_frame_equal(content.decode(text), frame, check_exact=True, check_column_type=False)


def test_an_unforeseen_kind_is_refused_not_guessed() -> None:
    with pytest.raises(TypeError, match="cannot be kept"):
        content.encode(object())


def test_nothing_but_the_named_kinds_is_made() -> None:
    with pytest.raises(KeyError):
        content.decode({"is": "Popen", "of": {"args": "true"}})
