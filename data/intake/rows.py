"""Looks up what each observation row speaks of: which body, indicator and field, with which status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.intake.coded import categories_of
from data.intake.narrow import kind, narrow
from data.intake.problem import Findings
from data.intake.values import written
from metrics.model import Body, Catalogue, Field, Indicator

PLAIN, NOT_APPLICABLE, NIL, UNKNOWN = 0, 1, 2, -1
STATUSES = {"": PLAIN, "not_applicable": NOT_APPLICABLE, "nil": NIL}
ABSENT = -1
SLICE = 100_000  # rows in hand at a time, where a step over all of them would need much more than it gives
# Looking for the nearest spelling is for slips of the pen, not for a file of another register.
MANY_NAMES, MANY_SLIPS, NEAR = 1_000, 50, 3


@dataclass(frozen=True)
class Column:
    """A column of codes as positions in its different texts (written plainly)."""

    codes: NDArray[Any]
    texts: NDArray[np.object_]

    @staticmethod
    def of(cells: pd.Series) -> Column:
        codes, texts = categories_of(cells)
        again, different = pd.factorize(np.array([written(one) for one in texts], dtype=object))
        places = narrow(again, len(different))
        return Column(places[codes] if len(texts) else codes, np.asarray(different, dtype=object))

    def looked_up(self, positions: dict[str, int]) -> NDArray[Any]:
        """Per row the position under which its text is known; ABSENT where it is not."""
        known = np.array([positions.get(one, ABSENT) for one in self.texts], dtype=kind(len(positions)))
        return known[self.codes] if len(known) else self.codes

    def says(self, text: str) -> NDArray[np.bool_]:
        """Rows in which the column says just this."""
        told = self.texts == text
        return np.asarray(told[self.codes] if len(told) else np.empty(0, dtype=bool), dtype=bool)

    def per_row(self) -> NDArray[np.object_]:
        """The texts, row by row."""
        return self.texts[self.codes] if len(self.texts) else np.empty(0, dtype=object)


@dataclass(frozen=True)
class Looked:
    """Observation rows with positions in the lists of bodies, indicators and all fields (or ABSENT)."""

    findings: Findings
    catalogue: Catalogue
    bodies: Sequence[Body]
    columns: dict[str, Column]
    body: NDArray[Any]
    indicator: NDArray[Any]
    field: NDArray[Any]
    fields: Sequence[Field]
    status: NDArray[Any]
    empty: NDArray[np.bool_]

    def rows(self, mask: Any) -> NDArray[np.int64]:
        """Positions of the rows where `mask` is true."""
        return np.flatnonzero(mask)


def look_up(findings: Findings, catalogue: Catalogue, bodies: Sequence[Body]) -> Looked:
    """Find body, indicator, field and status of every row; tell those that do not exist."""
    cells = findings.cells
    columns = {name: Column.of(cells[name]) for name in ("body", "indicator", "item", "field", "status")}
    in_bodies = {one.code: at for at, one in enumerate(bodies)}
    in_indicators = {one.code: at for at, one in enumerate(catalogue.indicators)}
    names = {name: one.code for one in bodies for name in (one.name.zh, one.name.en, *one.aliases)}
    body = columns["body"].looked_up(in_bodies)
    indicator = columns["indicator"].looked_up(in_indicators)
    _unknown(findings, columns["body"], body, "body", list(in_bodies), names)
    _unknown(findings, columns["indicator"], indicator, "indicator", list(in_indicators), {})
    status = columns["status"].looked_up(STATUSES)
    strange = np.flatnonzero(status == UNKNOWN)
    findings.tell(
        strange, "unknown_status", found=cells["status"].iloc[strange], allowed="nil, not_applicable"
    )
    field, fields = _fields(findings, catalogue, columns["field"], indicator)
    empty = (cells["value"] == "").to_numpy(dtype=bool)
    return Looked(findings, catalogue, bodies, columns, body, indicator, field, fields, status, empty)


def _unknown(
    findings: Findings,
    column: Column,
    found: NDArray[Any],
    what: str,
    known: Sequence[str],
    names: dict[str, str],
) -> None:
    """Tell codes that are not there, with the nearest that are (or the code behind a name)."""
    absent, blank = found == ABSENT, column.says("")
    findings.tell(np.flatnonzero(absent & blank), f"no_{what}")
    wrong = np.flatnonzero(absent & ~blank)
    found_ = column.texts[column.codes[wrong]]
    slips = dict.fromkeys(found_)
    near = {one: [names[one]] if one in names else [] for one in slips}
    if len(known) <= MANY_NAMES:
        for one in list(slips)[:MANY_SLIPS]:
            near[one] = near[one] or get_close_matches(one, known, NEAR)
    findings.tell(wrong, f"unknown_{what}", found=found_, allowed=[", ".join(near[one]) for one in found_])


def _fields(
    findings: Findings, catalogue: Catalogue, column: Column, indicator: NDArray[Any]
) -> tuple[NDArray[Any], list[Field]]:
    """Position of each row's field among all fields of all indicators; tell fields of another indicator."""
    fields = [field for one in catalogue.indicators for field in one.fields]
    owners = [at for at, one in enumerate(catalogue.indicators) for _ in one.fields]
    position = {(owner, field.code): at for at, (owner, field) in enumerate(zip(owners, fields, strict=True))}
    field = np.full(len(indicator), ABSENT, dtype=kind(len(fields)))
    for at in range(0, len(field), SLICE):
        mine = slice(at, at + SLICE)
        met, pair = _met(indicator[mine], column, column.codes[mine])
        field[mine] = np.array([position.get(one, ABSENT) for one in met], dtype=field.dtype)[pair]
    wrong = np.flatnonzero((indicator != ABSENT) & ~column.says("") & (field == ABSENT))
    met, pair = _met(indicator[wrong], column, column.codes[wrong])
    allowed = [_allowed(catalogue.indicators, *one) for one in met]
    reads = np.array([bool(one.reads) for one in catalogue.indicators], dtype=bool)[indicator[wrong]]
    told = column.texts[column.codes[wrong]]
    for code, rows in (("unknown_field", ~reads), ("reads_other", reads)):
        near = [allowed[at] for at in pair[rows].tolist()]
        findings.tell(wrong[rows], code, found=told[rows], allowed=near)
    return field, fields


def _met(
    indicator: NDArray[Any], column: Column, codes: NDArray[Any]
) -> tuple[list[tuple[int, str]], NDArray[np.int64]]:
    """The different pairs of indicator and text in these rows, and per row which it is."""
    count = max(len(column.texts), 1)
    pair, pairs = pd.factorize(indicator.astype(np.int64) * count + codes)
    return [(int(one) // count, str(column.texts[int(one) % count])) for one in pairs], pair


def _allowed(indicators: Sequence[Indicator], at: int, found: str) -> str:
    """The fields one may fill in, the nearest first; for an indicator that reads another's, that one."""
    one = indicators[at]
    if one.reads:
        return one.reads
    codes = [field.code for field in one.fields]
    return ", ".join(sorted(codes, key=lambda code: -SequenceMatcher(None, found, code).ratio()))
