"""One draw the long way: a catalogue with those weights, facts with those shares, the engine itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from random import Random

import numpy as np
import pandas as pd

from data.catalogue import load_calendar
from metrics.engine.board import Board, score
from metrics.engine.draws import SOURCES, Draw, Varied
from metrics.frames import FILLED, MISSING, NIL, OBSERVATIONS, SCORED, Facts, widen
from metrics.model import Catalogue, Field, Indicator, Setting, Text
from tests.metrics.chance import rows_of, some_bodies
from tests.metrics.chance_catalogue import catalogue_by

SHARE = (Field("share", Text("", ""), "number"),)
SETTING = Setting(2012, load_calendar("cn"))


def unrounded(catalogue: Catalogue) -> Catalogue:
    """Indicators without rounding (it depends on the marks, which are drawn), and no thin base.

    Who is ranked stays as it is in a draw, while fewer marks would make a base thin.
    """
    plain = tuple(replace(one, decimals=None) for one in catalogue.indicators)
    return replace(catalogue, indicators=plain, totals=replace(catalogue.totals, thin_base=None))


def by_chance(seed: int) -> tuple[Board, Facts]:
    """A round by chance on a catalogue by chance: every mean, policy and way of ranking comes up."""
    chance = Random(seed)
    catalogue = unrounded(catalogue_by(chance))
    bodies = some_bodies(chance, [kind.code for kind in catalogue.kinds], chance.randint(2, 9))
    rows = pd.DataFrame(rows_of(catalogue, bodies, chance), columns=list(OBSERVATIONS), dtype=object)
    facts = widen(rows, catalogue)
    return score(catalogue, bodies, facts, SETTING), facts


def rescored(
    board: Board,
    facts: Facts,
    open_: Varied,
    drawn: Draw,
    number: int,
    sources: tuple[str, ...] = SOURCES,
) -> Board:
    """The board of one draw with these sources otherwise."""
    factors = dict.fromkeys(open_.codes, 1.0)
    if "weights" in sources:
        factors = dict(zip(open_.codes, drawn.factors[number].tolist(), strict=True))
    shares, given = board.share.copy(), board.status.isin([SCORED, NIL, FILLED])
    for one, found in zip(open_.cells, drawn.shares, strict=True):
        if one.source in sources:
            shares.iloc[one.row, one.columns] = found[:, number]
            given.iloc[one.row, one.columns] = True
    catalogue = _with(board.catalogue, factors)
    wide = {
        one.code: _told(shares[one.code][given[one.code]]) if one.role == "scored" else facts.wide[one.code]
        for one in board.catalogue.indicators
        if one.role == "scored" or one.code in facts.wide
    }
    return score(catalogue, board.bodies, Facts(wide, _refused(board)), SETTING)


def _with(catalogue: Catalogue, factors: Mapping[str, float]) -> Catalogue:
    """Marks moved where they are summed, weights where they make a mean; each share is handed in."""

    def moved(one: Indicator) -> Indicator:
        if one.role != "scored":
            return one
        summed = catalogue.level_above(one.node).mean == "sum"
        factor = factors[one.code]
        marks = one.marks or {"": catalogue.totals.scale}
        return replace(
            one,
            rule="value",
            params={"field": "share", "raw": True},
            params_by_kind={},
            fields=SHARE,
            reads="",
            trait="",
            units=frozenset(),
            marks={kind: mark * factor for kind, mark in marks.items()} if summed else marks,
            weight=one.weight if summed else one.weight * factor,
        )

    nodes = tuple(replace(one, weight=one.weight * factors.get(one.code, 1.0)) for one in catalogue.nodes)
    return replace(catalogue, indicators=tuple(moved(one) for one in catalogue.indicators), nodes=nodes)


def _told(shares: pd.Series[float]) -> pd.DataFrame:
    return pd.DataFrame({"body": shares.index, "item": "", "nil": False, "share": shares.to_numpy()})


def _refused(board: Board) -> pd.DataFrame:
    """What did not apply does not, whichever rule found it out."""
    status = board.status.to_numpy()
    gone = ~np.isin(status, (SCORED, NIL, FILLED, MISSING))
    rows, columns = np.nonzero(gone)
    return pd.DataFrame(
        {"body": board.status.index[rows], "indicator": board.status.columns[columns], "reason": "无此业务"}
    )
