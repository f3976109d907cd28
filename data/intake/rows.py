"""Looks up what each observation row speaks of: which body, indicator and field, with which status."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher, get_close_matches
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.intake.problem import Findings
from data.intake.values import written
from metrics.model import Body, Catalogue, Field, Indicator

PLAIN, NOT_APPLICABLE, NIL, UNKNOWN = 0, 1, 2, -1
STATUSES = {"": PLAIN, "not_applicable": NOT_APPLICABLE, "nil": NIL}
ABSENT = -1
# Looking for the nearest spelling is for slips of the pen, not for a file of another register.
MANY_NAMES, MANY_SLIPS, NEAR = 1_000, 50, 3


@dataclass(frozen=True)
class Column:
    """A column of codes as positions in its different texts (written plainly)."""

    codes: NDArray[np.int64]
    texts: NDArray[np.object_]

    @staticmethod
    def of(cells: pd.Series) -> Column:
        codes, texts = pd.factorize(cells)
        again, different = pd.factorize(np.array([written(str(one)) for one in texts], dtype=object))
        return Column(again[codes] if len(texts) else codes, np.asarray(different, dtype=object))

    def looked_up(self, positions: dict[str, int]) -> NDArray[np.int64]:
        """Per row the position under which its text is known; ABSENT where it is not."""
        known = np.array([positions.get(one, ABSENT) for one in self.texts], dtype=np.int64)
        return known[self.codes] if len(known) else self.codes

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
    body: NDArray[np.int64]
    indicator: NDArray[np.int64]
    field: NDArray[np.int64]
    fields: Sequence[Field]
    status: NDArray[np.int64]
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
    found: NDArray[np.int64],
    what: str,
    known: Sequence[str],
    names: dict[str, str],
) -> None:
    """Tell codes that are not there, with the nearest that are (or the code behind a name)."""
    texts = column.per_row()
    absent = found == ABSENT
    findings.tell(np.flatnonzero(absent & (texts == "")), f"no_{what}")
    wrong = np.flatnonzero(absent & (texts != ""))
    slips = dict.fromkeys(texts[wrong])
    near = {one: [names[one]] if one in names else [] for one in slips}
    if len(known) <= MANY_NAMES:
        for one in list(slips)[:MANY_SLIPS]:
            near[one] = near[one] or get_close_matches(one, known, NEAR)
    found_ = texts[wrong]
    findings.tell(wrong, f"unknown_{what}", found=found_, allowed=[", ".join(near[one]) for one in found_])


def _fields(
    findings: Findings, catalogue: Catalogue, column: Column, indicator: NDArray[np.int64]
) -> tuple[NDArray[np.int64], list[Field]]:
    """Position of each row's field among all fields of all indicators; tell fields of another indicator."""
    fields = [field for one in catalogue.indicators for field in one.fields]
    owners = [at for at, one in enumerate(catalogue.indicators) for _ in one.fields]
    position = {(owner, field.code): at for at, (owner, field) in enumerate(zip(owners, fields, strict=True))}
    count = max(len(column.texts), 1)
    pair, pairs = pd.factorize(indicator * count + column.codes)
    met = [(int(one) // count, str(column.texts[int(one) % count])) for one in pairs]
    known = np.array([position.get(one, ABSENT) for one in met], dtype=np.int64)
    field = known[pair] if len(met) else pair
    named = (indicator != ABSENT) & (column.per_row() != "")
    wrong = np.flatnonzero(named & (field == ABSENT))
    allowed = {at: _allowed(catalogue.indicators, *met[at]) for at in dict.fromkeys(pair[wrong].tolist())}
    reads = np.array([bool(one.reads) for one in catalogue.indicators], dtype=bool)[indicator[wrong]]
    for code, rows in (("unknown_field", wrong[~reads]), ("reads_other", wrong[reads])):
        findings.tell(
            rows, code, found=column.per_row()[rows], allowed=[allowed[at] for at in pair[rows].tolist()]
        )
    return field, fields


def _allowed(indicators: Sequence[Indicator], at: int, found: str) -> str:
    """The fields one may fill in, the nearest first; for an indicator that reads another's, that one."""
    one = indicators[at]
    if one.reads:
        return one.reads
    codes = [field.code for field in one.fields]
    return ", ".join(sorted(codes, key=lambda code: -SequenceMatcher(None, found, code).ratio()))
