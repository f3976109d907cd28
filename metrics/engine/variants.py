"""One body with some of its shares otherwise, everybody else as they are: its totals by the real engine."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import cast

import numpy as np
import pandas as pd

from metrics.engine.aggregate import aggregate
from metrics.engine.board import Board
from metrics.engine.rank import totals
from metrics.engine.standings import DIGITS, shown
from metrics.frames import SCORED
from metrics.model import TOTAL
from metrics.scales import TIE, round_half_up


def variants(board: Board, body: str, shares: Sequence[Mapping[str, float]]) -> pd.DataFrame:
    """Columns base, total, key (what places come from) and earned (points over full marks), row by row.

    shares: per variant the new share (0..1) of some scored indicators; their status becomes scored,
    their points are rounded as the catalogue says. Where totals are stretched over the peers, all of
    them are worked out anew.
    """
    return several(board, [(body, one) for one in shares])


def several(board: Board, wanted: Sequence[tuple[str, Mapping[str, float]]]) -> pd.DataFrame:
    """`variants` of many bodies in one go, each row a body with its new shares."""
    place = {body: cast(int, board.points.index.get_loc(body)) for body in {body for body, _ in wanted}}
    rows, shares = [place[body] for body, _ in wanted], [one for _, one in wanted]
    if board.catalogue.totals.rescale and wanted:
        every = np.arange(len(board.bodies))
        pairs = zip(rows, shares, strict=True)
        found = [_scored(board, every, [one], row).iloc[[row]] for row, one in pairs]
        return pd.concat(found, ignore_index=True)
    return _scored(board, np.array(rows, dtype=np.int64), shares, -1)


def _scored(board: Board, rows: np.ndarray, shares: Sequence[Mapping[str, float]], only: int) -> pd.DataFrame:
    """These rows of the board, each with its own shares (or one row of all with the only ones)."""
    catalogue = board.catalogue
    points, full, status, value = (
        frame.to_numpy()[rows] for frame in (board.points, board.full, board.status, board.value)
    )
    place = {code: column for column, code in enumerate(board.points.columns)}
    for number, changed in enumerate(shares):
        at = only if only >= 0 else number
        for code, share in changed.items():
            column = place[code]
            marks = full[at, column]
            points[at, column] = round_half_up(share * marks, catalogue.indicators[column].decimals)
            status[at, column] = SCORED
    bodies = [board.bodies[row] for row in rows]
    top = aggregate(catalogue, points, full, status)[TOTAL]
    table = totals(catalogue, bodies, top, points, status, full, value, frozenset())
    key = shown_key(board, table)
    with np.errstate(invalid="ignore", divide="ignore"):
        earned = table["points"].to_numpy() / table["full_marks"].to_numpy()
    return pd.DataFrame({"base": table["base"], "total": table["total"], "key": key, "earned": earned})


def shown_key(board: Board, table: pd.DataFrame) -> pd.Series[float]:
    """What places come from: printed, raw or rounded totals."""
    rules = board.catalogue.totals
    if rules.places_from == "printed":
        return table["total"].round(DIGITS)
    decimals = rules.places_decimals if rules.places_from == "rounded" else None
    return pd.Series(round_half_up(table["raw"].to_numpy(), decimals)).round(DIGITS)


@dataclass(frozen=True)
class Border:
    """What a body must have for a grade, others unchanged.

    at_least: total from which on; seat: key that it must be above (NaN: no quota, or seats are free);
    seats: how many the quota leaves; barred: why no total is enough ("", "veto", "unranked", "no_seat").
    """

    grade: str
    at_least: float
    seat: float = float("nan")
    seats: int | None = None
    barred: str = ""

    def met(self, total: float, key: float) -> bool:
        """Whether this total (and key) is enough."""
        held = np.isnan(self.seat) or key > self.seat
        return not self.barred and total >= self.at_least - TIE and bool(held)

    @property
    def cut(self) -> float:
        """The total at the border: the threshold, or that of the last seat where it is higher."""
        return float(np.fmax(self.at_least, self.seat))


def border(
    board: Board,
    body: str,
    grade: str,
    peers: np.ndarray,
    best: np.ndarray,
    own: pd.DataFrame | None = None,
) -> Border:
    """The border below `grade` for one body; peers and best: `standings.fixed` of the board.

    own: `standings.shown` of the board, where it is at hand.

    A seat is free where fewer others than seats have the total, or fewer than seats of them are in
    front; who has the same key as the last seat gets none, and takes it from whoever had it.
    """
    own = shown(board) if own is None else own
    order = [one.code for one in board.catalogue.grades]
    position = order.index(grade)
    wanted = board.catalogue.grades[position]
    row = own.index.get_loc(body)
    if best[row] > position:
        return Border(grade, wanted.at_least, barred="veto")
    if wanted.quota is None:
        return Border(grade, wanted.at_least)
    if np.isnan(own["place"].iloc[row]):
        return Border(grade, wanted.at_least, barred="unranked")
    mine = peers == peers[row]
    seats = int(np.floor(wanted.quota * mine.sum() + TIE))
    if not seats:
        return Border(grade, wanted.at_least, seats=0, barred="no_seat")
    graded = own["grade"].to_numpy()
    others = mine & own["place"].notna().to_numpy() & (best <= position)
    others &= (own["total"].to_numpy() >= wanted.at_least - TIE) & ~((graded >= 0) & (graded < position))
    others[row] = False
    keys = np.sort(own["key"].to_numpy()[others])[::-1]
    seat = float(keys[seats - 1]) if len(keys) >= seats else float("nan")
    return Border(grade, wanted.at_least, seat, seats)
