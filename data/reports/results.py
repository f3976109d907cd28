"""The four CSV files of a headless run (totals, rollups, scores, ledger): a contract that others read."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import pandas as pd

from data.reports.figures import texts, texts_by
from data.reports.losses import losses
from metrics.engine.board import Board, scores
from metrics.frames import LEDGER, ROLLUPS, TOTALS

SHORT = -1  # decimals of a number for which the catalogue names none


def results(board: Board, language: str) -> dict[str, bytes]:
    """File name → content: UTF-8, LF, a header, absent = empty; sentences of the ledger in `language`."""
    return {
        "totals.csv": written(totals(board)),
        "rollups.csv": written(rollups(board)),
        "scores.csv": written(points(board)),
        "ledger.csv": written(ledger(board, language)),
    }


def totals(board: Board) -> pd.DataFrame:
    """Columns frames.TOTALS as text; base and total with the decimals of the catalogue."""
    table, decimals = board.totals[list(TOTALS)].copy(), board.catalogue.totals.decimals
    for name in ("base", "total"):
        table[name] = texts(table[name], decimals)
    for name in ("applicable_points", "deductions", "bonus", "place"):
        table[name] = texts(table[name].astype("Float64").to_numpy(dtype=np.float64, na_value=np.nan))
    return table


def rollups(board: Board) -> pd.DataFrame:
    """Columns frames.ROLLUPS as text; points with the decimals of their level."""
    table = board.rollups[list(ROLLUPS)].copy()
    of_level = {level.code: _or_short(level.decimals) for level in board.catalogue.levels}
    table["points"] = texts_by(table["points"], _mapped(table["level"], of_level))
    for name in ("full_marks", "score"):
        table[name] = texts(table[name])
    return table


def points(board: Board) -> pd.DataFrame:
    """Columns frames.SCORES as text; points with the decimals of their indicator."""
    table = scores(board)
    of_indicator = {one.code: _or_short(one.decimals) for one in board.catalogue.indicators}
    table["points"] = texts_by(table["points"], _mapped(table["indicator"], of_indicator))
    for name in ("value", "share", "full_marks"):
        table[name] = texts(table[name])
    return table


def ledger(board: Board, language: str) -> pd.DataFrame:
    """Columns frames.LEDGER as text; `facts` is a JSON object, `regain` a sentence."""
    table = losses(board, language, ("regain",))[list(LEDGER)]
    of_indicator = {one.code: _or_short(one.decimals) for one in board.catalogue.indicators}
    return table.assign(lost=texts_by(table["lost"], _mapped(table["indicator"], of_indicator)))


def written(table: pd.DataFrame) -> bytes:
    """A frame of texts as CSV as it stands (read by programs: codes stay codes); lines end with LF alone."""
    content = _written(table)
    if "\r" in content:  # the writer does not quote it, so a reader would end the row there
        content = _written(table.astype(object).replace(r"\r\n?", "\n", regex=True))
    return content.encode("utf-8")


def _written(table: pd.DataFrame) -> str:
    with io.StringIO(newline="") as file:
        writer = csv.writer(file, lineterminator="\n")
        writer.writerow(table.columns)
        writer.writerows(_rows(table))
        return file.getvalue()


def _rows(table: pd.DataFrame) -> Iterable[tuple[Any, ...]]:
    return zip(*(table[name].to_numpy(dtype=object) for name in table), strict=True)


def _or_short(decimals: int | None) -> int:
    return SHORT if decimals is None else decimals


def _mapped(column: pd.Series, decimals: Mapping[str, int]) -> Any:
    """Decimals per row of a column of codes (codes repeat, so each is looked up once)."""
    codes, different = pd.factorize(column)
    known = np.array([decimals.get(str(one), SHORT) for one in different] or [SHORT], dtype=np.int64)
    return known[codes]
