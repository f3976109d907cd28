"""What rows of observations must be before they are kept; every fault at once, as values."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import numpy as np
import pandas as pd

from data.intake.values import kept
from data.store.observations import CELL
from metrics.errors import CellProblem
from metrics.frames import OBSERVATIONS
from metrics.model import Body, Catalogue, Field

MUST = ("body", "indicator", "field", "value")
STATUSES = ("", "nil", "not_applicable")
LONGEST = 10_000  # characters of a value or reason; an export cell holds 32,767


def tidy(rows: pd.DataFrame) -> pd.DataFrame:
    """The same rows with all columns of OBSERVATIONS as text, in order; nothing is "" ."""
    made = pd.DataFrame(index=pd.RangeIndex(len(rows)))
    for name in OBSERVATIONS:
        column = rows[name].to_numpy(dtype=object) if name in rows else np.full(len(rows), "", dtype=object)
        made[name] = pd.array(["" if pd.isna(one) else str(one) for one in column], dtype=object)
    return made


def problems(rows: pd.DataFrame, plan: Catalogue, bodies: Sequence[Body]) -> list[CellProblem]:
    """The faults of tidy rows; the cell is "row N", counted from 1.

    Codes: unknown_body, unknown_indicator, not_in_table, unknown_field, bad_value, empty_value,
    unknown_status, reason_missing, too_long, duplicate_row, contradiction.
    """
    known = {one.code: one for one in plan.indicators}
    kinds = {one.code: one.kind for one in bodies}
    body, indicator, status = rows["body"], rows["indicator"], rows["status"]
    plain = status == ""
    faults = [
        ("unknown_body", "body", ~body.isin(kinds)),
        ("unknown_indicator", "indicator", ~indicator.isin(known)),
        ("unknown_status", "status", ~status.isin(STATUSES)),
        ("reason_missing", "reason", (status == "not_applicable") & (rows["reason"].str.strip() == "")),
        ("empty_value", "value", plain & (rows["value"] == "")),
        ("too_long", "value", (rows["value"].str.len() > LONGEST) | (rows["reason"].str.len() > LONGEST)),
        ("duplicate_row", "", rows.duplicated(list(CELL), keep=False)),
        ("contradiction", "", _contradicts(rows)),
    ]
    found = [problem for code, column, bad in faults for problem in _told(rows, code, column, bad)]
    for code, mine in rows.groupby("indicator", sort=False):
        if code in known:
            one = known[str(code)]
            outside = ~mine["body"].map(kinds).isin(one.kinds or tuple(kinds.values()))
            found += _told(mine, "not_in_table", "indicator", outside & mine["body"].isin(kinds))
            found += _of_fields(mine, one.fields)
    return sorted(found, key=lambda problem: int(problem.cell.removeprefix("row ")))


def whole(rows: pd.DataFrame) -> pd.Series:
    """Rows that speak for a body's whole indicator (not applicable, or a nil return without a field)."""
    return (rows["status"] == "not_applicable") | (rows["field"] == "")


def _contradicts(rows: pd.DataFrame) -> pd.Series:
    """Rows beside one that speaks for the whole indicator."""
    speaks = whole(rows)
    beside = speaks.groupby([rows["body"], rows["indicator"]]).transform("any")
    return beside.astype(bool) & ~speaks


def _of_fields(mine: pd.DataFrame, fields: Iterable[Field]) -> list[CellProblem]:
    known = {one.code: one for one in fields}
    strange = (mine["field"] != "") & ~mine["field"].isin(known)
    nameless = (mine["field"] == "") & (mine["status"] == "")
    found = _told(mine, "unknown_field", "field", strange | nameless)
    for code, cells in mine[mine["value"] != ""].groupby("field", sort=False):
        if code in known:
            one = known[str(code)]
            canonical, wrong = kept(cells["value"].astype("str"), one.type, one.choices)
            bad = wrong | (canonical.to_numpy() != cells["value"].to_numpy())
            found += _told(cells, "bad_value", "value", pd.Series(bad, index=cells.index), one.type)
    return found


def _told(rows: pd.DataFrame, code: str, column: str, bad: pd.Series, allowed: str = "") -> list[CellProblem]:
    if not bad.any():
        return []
    return [
        CellProblem(
            sheet="",
            cell=f"row {int(str(row['position'])) + 1}",
            code=code,
            body=row["body"],
            indicator=row["indicator"],
            field=row["field"],
            found=row[column] if column else "",
            allowed=allowed,
        )
        for row in rows[bad].assign(position=rows.index[bad]).to_dict("records")
    ]
