"""The engine and the recount in plain fractions agree to the last digit, on 500 rounds by chance."""

from __future__ import annotations

from fractions import Fraction
from random import Random

import pandas as pd
import pytest

from data.catalogue import FOLDER, load, load_bodies, load_calendar
from metrics.engine import board as engine
from metrics.frames import OBSERVATIONS, STATUSES, widen
from metrics.model import Body, Catalogue, Setting
from tests.metrics.chance import rows_of, some_bodies
from tests.metrics.chance_catalogue import catalogue_by
from tests.metrics.recount import Recount, recount
from tests.metrics.recount.cells import Row

DUST = 1e-9  # what is not rounded may differ by the dust of floats, nothing else
CALENDAR = load_calendar("cn")
SETTING = Setting(2012, CALENDAR)


def scored(
    catalogue: Catalogue, bodies: list[Body], rows: list[Row], accepted: frozenset[str] = frozenset()
) -> engine.Board:
    frame = pd.DataFrame(rows, columns=list(OBSERVATIONS), dtype=object)
    return engine.score(catalogue, bodies, widen(frame, catalogue), SETTING, accepted)


def same(found: float, exact: Fraction | None, decimals: int | None = None) -> bool:
    """Equal: the very same float where the number is rounded, within DUST where it is not."""
    if exact is None:
        return bool(pd.isna(found))
    return found == float(exact) if decimals is not None else abs(found - float(exact)) < DUST


def check_cells(board: engine.Board, counted: Recount) -> list[str]:
    wrong = []
    for one in board.catalogue.indicators:
        for body in board.bodies:
            status = STATUSES[board.status.at[body.code, one.code]]
            cell = counted.cells.get((body.code, one.code))
            if cell is None or status == "out":
                wrong += [] if cell is None and status == "out" else [f"{body.code} {one.code}: table"]
                continue
            if status != cell.status:
                wrong.append(f"{body.code} {one.code}: {status}, recounted {cell.status}")
            points, share = board.points.at[body.code, one.code], board.share.at[body.code, one.code]
            if cell.points is not None and not same(points, cell.points, one.decimals):
                wrong.append(f"{body.code} {one.code}: {points} points, recounted {float(cell.points)}")
            if one.role == "scored" and not same(share, cell.share or Fraction(0)):
                wrong.append(f"{body.code} {one.code}: share {share}, recounted {cell.share}")
    return wrong


def check_nodes(board: engine.Board, counted: Recount) -> list[str]:
    wrong = []
    level_of = {node.code: node.level for node in board.catalogue.nodes}
    decimals = {level.code: level.decimals for level in board.catalogue.levels}
    seen = set()
    for row in board.rollups.itertuples():
        node = counted.nodes.get((row.body, row.node))
        seen.add((row.body, row.node))
        if node is None:
            wrong.append(f"{row.body} {row.node}: not in the recount")
        elif not same(row.points, node.points, decimals.get(level_of.get(row.node, ""))):
            wrong.append(f"{row.body} {row.node}: {row.points}, recounted {node}")
        elif node.points is not None and not same(row.full_marks, node.full):
            wrong.append(f"{row.body} {row.node}: full marks {row.full_marks}, recounted {node}")
    return wrong + [f"{where}: not on the board" for where in counted.nodes.keys() - seen]


def check_totals(board: engine.Board, counted: Recount) -> list[str]:
    wrong = []
    decimals = board.catalogue.totals.decimals
    for row in board.totals.itertuples():
        mine = counted.standings[row.body]
        place = None if pd.isna(row.place) else int(row.place)
        pairs = {
            "place": (place, mine.place),
            "of": (row.of, mine.of),
            "grade": (row.grade, mine.grade),
            "veto": (tuple(filter(None, row.veto.split(";"))), mine.vetoes),
            "flags": (set(filter(None, row.flags.split(";"))), mine.flags),
        }
        wrong += [f"{row.body} {name}: {a}, recounted {b}" for name, (a, b) in pairs.items() if a != b]
        numbers = {
            "base": (row.base, mine.base, decimals),
            "total": (row.total, mine.total, decimals),
            "raw": (row.raw, mine.raw, None),
            "applicable": (row.applicable_points, mine.applicable, None),
            "deductions": (row.deductions, mine.deductions, None),
            "bonus": (row.bonus, mine.bonus, None),
        }
        wrong += [
            f"{row.body} {name}: {a}, recounted {b if b is None else float(b)}"
            for name, (a, b, digits) in numbers.items()
            if not same(a, b, digits)
        ]
    return wrong


def check_ledger(board: engine.Board, counted: Recount) -> list[str]:
    lost = {(row.body, row.indicator): row.lost for row in board.ledger.itertuples() if row.lost}
    wrong = [f"{where}: lost {lost[where]}" for where in lost.keys() - counted.lost.keys()]
    return wrong + [
        f"{where}: lost {lost.get(where)}, recounted {float(points)}"
        for where, points in counted.lost.items()
        if not same(lost.get(where, 0.0), points)
    ]


def differences(board: engine.Board, counted: Recount) -> list[str]:
    """Everything that is not the same, in words."""
    checks = (check_cells, check_nodes, check_totals, check_ledger)
    return [line for check in checks for line in check(board, counted)]


@pytest.fixture(scope="module")
def plan() -> tuple[Catalogue, tuple[Body, ...]]:
    return load(FOLDER / "2012"), load_bodies(FOLDER / "2012")


@pytest.mark.parametrize("seed", range(200))
def test_the_2012_plan(plan: tuple[Catalogue, tuple[Body, ...]], seed: int) -> None:
    catalogue, everybody = plan
    chance = Random(seed)
    bodies = list(everybody) if seed < 5 else chance.sample(everybody, 12)
    rows = rows_of(catalogue, bodies, chance)
    accepted = frozenset(body.code for body in bodies if chance.random() < 0.2)
    board = scored(catalogue, bodies, rows, accepted)
    assert not differences(board, recount(catalogue, bodies, rows, SETTING, accepted))


@pytest.mark.parametrize("seed", range(300))
def test_catalogues_by_chance(seed: int) -> None:
    chance = Random(10_000 + seed)
    catalogue = catalogue_by(chance)
    bodies = some_bodies(chance, [kind.code for kind in catalogue.kinds], chance.randint(1, 14))
    rows = rows_of(catalogue, bodies, chance)
    accepted = frozenset(body.code for body in bodies if chance.random() < 0.3)
    board = scored(catalogue, bodies, rows, accepted)
    assert not differences(board, recount(catalogue, bodies, rows, SETTING, accepted))


def test_the_comparison_sees_one_cent(plan: tuple[Catalogue, tuple[Body, ...]]) -> None:
    """The control: one cent more at one indicator is found in cells, nodes, totals and ledger."""
    catalogue, everybody = plan
    bodies = list(everybody[:6])
    rows = rows_of(catalogue, bodies, Random(1))
    counted = recount(catalogue, bodies, rows, SETTING)
    board = scored(catalogue, bodies, rows)
    assert not differences(board, counted)
    where = next(
        key for key, cell in counted.cells.items() if cell.points and catalogue.indicator(key[1]).node
    )
    cent = Fraction(1, 100)
    counted.cells[where].points += cent
    assert check_cells(board, counted)
    counted.lost[where] = counted.lost.get(where, Fraction(0)) + cent
    assert check_ledger(board, counted)
    counted.standings[where[0]].total += cent
    assert check_totals(board, counted)
    counted.nodes[where[0], catalogue.indicator(where[1]).node].points += cent
    assert check_nodes(board, counted)
