"""What would follow from regaining losses: as the path says it, on rounds by chance; likeness by hand."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest

from metrics.engine.alike import alike
from metrics.engine.outlook import outlook
from metrics.engine.path import path
from metrics.frames import FILLED, NIL, SCORED
from tests.metrics.engine.rescored import by_chance
from tests.metrics.engine.test_path import made


def test_it_says_what_the_path_says() -> None:
    tried = 0
    for seed in range(60):
        board, _ = by_chance(seed)
        for body in board.totals["body"]:
            way = path(board, str(body))
            if way.code != "path":
                continue
            codes = tuple(way.steps["indicator"])
            now, after = outlook(board, str(body), [(), codes]).to_dict("records")
            assert now["total"] == pytest.approx(way.total, nan_ok=True)
            assert now["grade"] == way.grade
            assert after["total"] == pytest.approx(float(way.steps["after"].iloc[-1]))
            grades = [one.code for one in board.catalogue.grades]
            present = grades.index(way.grade) if way.grade else len(grades)
            assert grades.index(after["grade"]) < present
            tried += 1
    assert tried > 20


def test_places_are_counted_among_the_peers_as_they_are() -> None:
    board = made({"x": (0.5,) * 5, "y": (0.8,) * 5, "z": (0.9,) * 5})
    found = outlook(board, "x", [(), ("i0",), ("i0", "i1", "i2"), ("i0", "i1", "i2", "i3", "i4")])
    assert found["total"].tolist() == [50.0, 65.0, 87.5, 100.0]
    assert found["place"].tolist() == [3.0, 3.0, 2.0, 1.0]
    assert found["grade"].tolist() == ["C", "C", "B", "A"]
    assert all(a <= b for a, b in pairwise(found["total"]))


def test_an_unknown_body() -> None:
    with pytest.raises((KeyError, IndexError)):
        outlook(made({"x": (0.5,) * 5}), "nobody", [()])


def test_the_most_alike_has_the_nearest_shares() -> None:
    tried = 0
    for seed in range(40):
        board, _ = by_chance(seed)
        body = str(board.totals["body"].iloc[0])
        found = alike(board, body, least=1)
        assert found["apart"].is_monotonic_increasing
        assert body not in set(found["body"])
        for row in found.itertuples(index=False):
            scored = [one.code for one in board.catalogue.indicators if one.role == "scored"]
            both = [
                code
                for code in scored
                if {int(board.status.loc[who, code]) for who in (body, row.body)} <= {SCORED, NIL, FILLED}
                and not np.isnan(board.share.loc[[body, row.body], code].to_numpy(float)).any()
            ]
            mine, other = (board.share.loc[who, both].to_numpy(float) for who in (body, row.body))
            assert row.common == len(both)
            assert row.apart == pytest.approx(float(np.sqrt(np.mean(np.square(mine - other)))))
            assert row.common >= 1
            tried += 1
    assert tried


def test_too_little_in_common_says_nothing() -> None:
    assert alike(made({"x": (0.5,) * 5, "y": (0.5,) * 5}), "x").empty  # five indicators only
