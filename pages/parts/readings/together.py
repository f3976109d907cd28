"""Two to four bodies beside each other: their rates per indicator and section, and where they differ most."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass

from metrics.engine.board import Board
from metrics.frames import MISSING, NOT_APPLICABLE, OUT, STATUSES
from metrics.model import TOTAL, Indicator, Node
from pages.parts.readings import lossbook
from pages.parts.readings.lossbook import Loss
from pages.parts.readings.standings import Standing

DUST = 1e-9


@dataclass(frozen=True, slots=True)
class Row:
    """One scored indicator: of every body its rate (missing: 0, none: NaN), points, full marks, status.

    `losses`: what each lost there; None where nothing was lost.
    """

    indicator: Indicator
    rates: tuple[float, ...]
    points: tuple[float, ...]
    full_marks: tuple[float, ...]
    statuses: tuple[str, ...]
    losses: tuple[Loss | None, ...]

    @property
    def shared(self) -> bool:
        """It is in the table of every body and applies to each."""
        return not any(math.isnan(rate) for rate in self.rates)

    @property
    def spread(self) -> float:
        """From the lowest rate to the highest."""
        return max(self.rates) - min(self.rates) if self.shared else 0.0

    @property
    def at_stake(self) -> float:
        """The spread in points, by the lowest full marks it has among the bodies."""
        return self.spread * min(self.full_marks) if self.shared else 0.0


def rows(board: Board, bodies: Sequence[Standing]) -> list[Row]:
    """The scored indicators in the table of one of the bodies at least, in the order of the plan."""
    codes = [one.body.code for one in bodies]
    lost = [
        {
            loss.indicator.code: loss
            for loss in lossbook.losses(board, board.ledger[board.ledger["body"] == code], code)
        }
        for code in codes
    ]
    made = []
    for one in board.catalogue.scored:
        status = [int(board.status.at[code, one.code]) for code in codes]
        if all(state == OUT for state in status):
            continue
        made.append(
            Row(
                one,
                tuple(_rate(board, code, one.code, state) for code, state in zip(codes, status, strict=True)),
                tuple(float(board.points.at[code, one.code]) for code in codes),
                tuple(float(board.full.at[code, one.code]) for code in codes),
                tuple(STATUSES[state] for state in status),
                tuple(losses.get(one.code) for losses in lost),
            )
        )
    return made


def _rate(board: Board, code: str, indicator: str, status: int) -> float:
    if status in (OUT, NOT_APPLICABLE):
        return math.nan
    return 0.0 if status == MISSING else float(board.share.at[code, indicator])


def apart(found: Sequence[Row], many: int) -> list[Row]:
    """The shared indicators on which the bodies differ most, in points, the largest difference first."""
    differing = [row for row in found if row.at_stake > DUST]
    return sorted(differing, key=lambda row: -row.at_stake)[:many]


def sections(
    board: Board, bodies: Sequence[Standing], found: Sequence[Row]
) -> list[tuple[Node, list[float]]]:
    """Every section with the rate of each body (NaN: none).

    Bodies of one kind by their own section; of different kinds by the indicators they share, as only
    these are alike.
    """
    catalogue = board.catalogue
    top = [node for node in catalogue.nodes if node.parent in ("", TOTAL)]
    if alike(bodies):
        scores = board.rollups.set_index(["body", "node"])["score"] / catalogue.totals.scale
        known = scores.to_dict()
        return [(node, [known.get((one.body.code, node.code), math.nan) for one in bodies]) for node in top]
    nodes = {node.code: node for node in catalogue.nodes}
    made = []
    for node in top:
        mine = [
            row for row in found
            if row.shared and row.indicator.node in nodes
            and lossbook.section_of(catalogue, nodes[row.indicator.node]).code == node.code
        ]  # fmt: skip
        made.append((node, [overall(mine, at) for at in range(len(bodies))]))
    return made


def overall(found: Sequence[Row], at: int) -> float:
    """The rate of one body over some indicators, by its own full marks; NaN for none."""
    full = sum(row.full_marks[at] for row in found)
    return sum(row.rates[at] * row.full_marks[at] for row in found) / full if full > 0 else math.nan


def alike(bodies: Sequence[Standing]) -> bool:
    """All of one kind, so that their totals mean the same."""
    return len({one.body.kind for one in bodies}) == 1


def only(found: Sequence[Row], at: int) -> int:
    """How many indicators are in the table of one body alone."""
    outside = [
        row for row in found
        if row.statuses[at] != "out" and all(s == "out" for k, s in enumerate(row.statuses) if k != at)
    ]  # fmt: skip
    return len(outside)
