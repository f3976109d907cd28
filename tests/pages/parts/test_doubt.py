"""What is read of the doubt for the page agrees with the engine."""

from __future__ import annotations

import pytest

from data.desk import Desk
from data.queries import boards, robustness
from metrics.engine.board import Board
from pages.parts.readings import doubt, reweighing, standings
from pages.parts.readings.reweighing import PLANNED


@pytest.fixture
def board(desk: Desk) -> Board:
    return boards.board(desk, "2012")


@pytest.fixture
def found(desk: Desk) -> robustness.Doubt:
    made = robustness.doubt(desk, "2012")
    assert made is not None
    return made


def test_a_band_is_the_engines(found: robustness.Doubt) -> None:
    known = doubt.bands(found)
    table = found.bands.bodies
    assert set(known) == set(table.index[table["place"].notna()])
    for code, band in known.items():
        assert (band.low, band.high) == tuple(table.loc[code, ["low", "high"]])
        assert sum(band.sources.values()) == pytest.approx(1)
        assert sum(band.chances.values()) == pytest.approx(1)
    assert doubt.bands(None) == {}


def test_runs_are_the_groups_of_rows_that_stand_together(board: Board, found: robustness.Doubt) -> None:
    known, rows = doubt.bands(found), standings.standings(board)
    runs = doubt.runs(rows, known)
    assert runs
    for first, last in runs:
        groups = {(known[row.body.code].peers, known[row.body.code].group) for row in rows[first : last + 1]}
        assert len(groups) == 1
        assert last > first
    members = sum(last - first + 1 for first, last in runs)
    alone = [row for at, row in enumerate(rows) if not any(a <= at <= b for a, b in runs)]
    assert members + len(alone) == len(rows)
    assert doubt.runs(rows, {}) == []


def test_a_stretch_of_a_crowd_is_seen_close(board: Board, found: robustness.Doubt) -> None:
    rows, known = standings.standings(board)[:5], doubt.bands(found)
    low, high = doubt.closeup(rows, known)
    best, worst = doubt.places(rows, known)
    for row in rows:
        band = known[row.body.code]
        assert low < min(band.total_low, row.total, row.base)
        assert max(band.total_high, row.total, row.base) < high
        assert best <= band.low <= band.high <= worst
    assert doubt.places([], known) == (1, 1)
    assert doubt.closeup([], known) == (-5, 105)


def test_who_is_near_a_cut_off_comes_with_what_would_decide(board: Board, found: robustness.Doubt) -> None:
    rows = standings.standings(board)
    near = doubt.near(found, rows)
    assert [one.row.body.code for one in near] == list(found.cutoffs.bodies["body"])
    for one in near:
        every = found.cutoffs.evidence[found.cutoffs.evidence["body"] == one.row.body.code]
        told = every[every["decides"]] if one.decided else every
        assert one.more + len(one.evidence) == len(told)
    assert doubt.near(found, [row for row in rows if row.body.kind == "district"]) == [
        one for one in near if one.row.body.kind == "district"
    ]


def test_orders_keep_everybody_and_the_kinds_together(board: Board, found: robustness.Doubt) -> None:
    rows = standings.standings(board)
    wide = {code: band.wide for code, band in doubt.bands(found).items()}
    for order in standings.ORDERS:
        made = standings.ordered(rows, order, wide, board)
        assert sorted(row.body.code for row in made) == sorted(row.body.code for row in rows)
        kinds = [row.body.kind for row in made]
        assert kinds == sorted(kinds, key=standings.kinds(board).index)
    widest = standings.ordered(rows, standings.BY_DOUBT, wide, board)[0]
    assert wide[widest.body.code] == max(
        wide.get(row.body.code, 0) for row in rows if row.body.kind == "district"
    )
    assert {"inner", "suburban", "pilot"} <= set(standings.groups(rows))


def test_weights_survive_an_address() -> None:
    codes = ["1", "2", "3.1"]
    assert reweighing.read(reweighing.written({"1": 150, "2": PLANNED, "3.1": 0}), codes) == {
        "1": 150,
        "2": 100,
        "3.1": 0,
    }
    assert reweighing.written(dict.fromkeys(codes, PLANNED)) == ""
    for bad in ("1:-5", "1:999", "9:50", "1", "<script>", "1:٣", ":"):
        assert reweighing.read(bad, codes) == dict.fromkeys(codes, PLANNED)


def test_changes_are_those_of_the_engine(desk: Desk, board: Board) -> None:
    table = robustness.reweighed(desk, "2012", {"1": 200, "4": 0})
    rows = standings.standings(board)
    made = reweighing.changes(table, rows, board.catalogue.grades)
    moved = (table["place"] != table["place_now"]) & table["place"].notna()
    assert {one.row.body.code for one in made} == set(
        table.index[moved | (table["grade"] != table["grade_now"])]
    )
    assert made[0].regraded == any(table["grade"] != table["grade_now"])
    assert reweighing.changes(robustness.reweighed(desk, "2012", {}), rows, board.catalogue.grades) == []
