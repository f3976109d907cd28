"""How sure the order of a round is: rank bands, bodies at a cut-off, other methods, other weights.

Drawn once per board and kept. A reporter gets what concerns their own body: its band, its evidence, its
places; of a peer only whether the two can be told apart, without its name.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from data import permits
from data.desk import Desk
from data.queries import boards
from data.queries.memo import Memo
from metrics.engine import cutoffs as engine_cutoffs
from metrics.engine import opinions as engine_opinions
from metrics.engine import reweigh, robustness
from metrics.engine.board import Board
from metrics.engine.cutoffs import Cutoffs
from metrics.engine.opinions import Opinions
from metrics.engine.robustness import Bands
from metrics.model import Node

WHOLE = 100.0  # per cent of a weight as the plan has it
AT_ONCE = 1_000_000  # bodies x draws that a reader waits for: about half a second


@dataclass(frozen=True)
class Doubt:
    """`bands`, `cutoffs` and `opinions` of one board, as the engine makes them."""

    bands: Bands
    cutoffs: Cutoffs
    opinions: Opinions


# A board is made once per state of the record (`boards`), so it is the key itself: the answer holds it,
# and its identity cannot pass to another board as long as the answer is kept.
_doubts: Memo[tuple[Board, Doubt]] = Memo(size=4)


def doubt(desk: Desk, round_code: str) -> Doubt | None:
    """How sure the order is, as this person may see it; None where the plan does not say what may vary."""
    full = boards.whole(desk, round_code)
    if full.catalogue.robustness is None:
        return None
    _, found = _doubts.get(id(full), lambda: (full, _worked_out(full)))
    return _of(full, found, desk.body) if desk.reach("boards.read") == permits.OWN else _lend(found)


def late(desk: Desk, round_code: str, board: Board) -> bool:
    """Whether a reader would wait long for `doubt`: the round of this board is large, and not worked out."""
    settings, bodies = board.catalogue.robustness, len(board.bodies)
    if settings is None or bodies * settings.drawn(bodies) <= AT_ONCE:
        return False
    return id(boards.whole(desk, round_code)) not in _doubts


def sections(desk: Desk, round_code: str) -> tuple[Node, ...]:
    """The sections whose weight can be moved for `reweighed`."""
    return reweigh.movable(boards.whole(desk, round_code).catalogue)


def reweighed(desk: Desk, round_code: str, percent: Mapping[str, float]) -> pd.DataFrame:
    """The totals, places and grades with other weights (section → per cent of its weight), and those of now.

    Columns as `reweigh.reweighed`; a reporter gets the row of their own body.
    """
    full = boards.whole(desk, round_code)
    found = reweigh.reweighed(full, {code: amount / WHOLE for code, amount in percent.items()})
    return _row(found, desk.body) if desk.reach("boards.read") == permits.OWN else found


def _worked_out(full: Board) -> Doubt:
    settings = full.catalogue.robustness
    assert settings is not None
    found = robustness.bands(full, settings)
    return Doubt(found, engine_cutoffs.cutoffs(full, found, settings), engine_opinions.opinions(full))


def _lend(found: Doubt) -> Doubt:
    """Frames that can be changed without harm to the next person (copied on write)."""
    bands, near, others = found.bands, found.cutoffs, found.opinions
    return Doubt(
        replace(bands, bodies=_copy(bands.bodies), grades=_copy(bands.grades), pairs=_copy(bands.pairs)),
        Cutoffs(_copy(near.bodies), _copy(near.evidence)),
        Opinions(_copy(others.places), _copy(others.summary)),
    )


def _copy(frame: pd.DataFrame) -> pd.DataFrame:
    return frame.copy(deep=False)


def _of(full: Board, found: Doubt, body: str) -> Doubt:
    """What concerns one body."""
    bands, near, others = found.bands, found.cutoffs, found.opinions
    own = _row(bands.bodies, body)
    peers = int(own["peers"].iloc[0])
    summary = others.summary[others.summary["peers"] == peers].reset_index(drop=True)
    return Doubt(
        replace(
            bands,
            bodies=own,
            grades=_row(bands.grades, body),
            pairs=_pairs(bands.pairs, body, boards.masks(full, body)),
            verdicts=tuple(one for one in bands.verdicts if one.peers == peers),
        ),
        Cutoffs(_rows(near.bodies, body), _rows(near.evidence, body)),
        Opinions(
            _row(others.places, body),
            summary.assign(body=np.where(summary["body"] == body, body, "").astype(object)),
        ),
    )


def _row(frame: pd.DataFrame, body: str) -> pd.DataFrame:
    """The row of one body; an index of names would go on listing the others, so it is made anew."""
    mine = frame.loc[[body]].copy()
    mine.index = pd.Index([body], dtype=object, name="body")
    return mine


def _rows(table: pd.DataFrame, body: str) -> pd.DataFrame:
    mine = table[table["body"] == body].reset_index(drop=True)
    return mine.assign(body=mine["body"].astype(object))


def _pairs(pairs: pd.DataFrame, body: str, masks: Mapping[str, str]) -> pd.DataFrame:
    mine = pairs[(pairs["body"] == body) | (pairs["other"] == body)].reset_index(drop=True)
    named = {**masks, body: body}
    return mine.assign(**{end: mine[end].map(named).astype(object) for end in ("body", "other")})
