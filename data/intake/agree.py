"""Checks figures against each other across indicators: the same figure said twice, totals and their parts.

What must agree stands in the catalogue's folder (intake/crosschecks.toml), not here. What the file leaves
unsaid is taken from what is stored, so that a half of a pair cannot be changed alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

import pandas as pd

from data.catalogue.crosschecks import Agreement, Crosschecks, Part, Sum
from metrics.errors import CellProblem

Case = tuple[str, str]  # body and item


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, and where it stands in the file (no sheet: it is stored and the file does not say it)."""

    indicator: str
    field: str
    text: str
    sheet: str = ""
    cell: str = ""

    @property
    def number(self) -> Decimal:
        """Its exact value."""
        return Decimal(self.text)

    def __str__(self) -> str:
        place = f" {self.sheet}!{self.cell}" if self.sheet else ""
        return f"{self.indicator}.{self.field} = {self.text}{place}"


def agree(
    rows: pd.DataFrame, crosschecks: Crosschecks, stored: pd.DataFrame | None = None
) -> list[CellProblem]:
    """Every disagreement in which a cell of the file takes part.

    `rows`: OBSERVATIONS, sheet, cell (values as they are kept); `stored`: OBSERVATIONS of what counts now.
    """
    figures = _figures(rows, stored, _asked(crosschecks))
    found: list[CellProblem] = []
    for (body, _), of_case in figures.items():
        for agreement in crosschecks.agreements:
            found += _same(agreement, of_case, body)
        for total in crosschecks.sums:
            found += _added(total, of_case, body)
        for part in crosschecks.parts:
            found += _within(part, of_case, body)
    return found


def _asked(crosschecks: Crosschecks) -> set[tuple[str, str]]:
    """The indicators and fields that any check speaks of."""
    asked = {(code, one.field) for one in crosschecks.agreements for code in one.indicators}
    asked |= {(one.indicator, name) for one in crosschecks.sums for name in (one.total, *one.parts)}
    return asked | {(one.indicator, name) for one in crosschecks.parts for name in (one.part, one.whole)}


def _figures(
    rows: pd.DataFrame, stored: pd.DataFrame | None, asked: set[tuple[str, str]]
) -> Mapping[Case, dict[tuple[str, str], Figure]]:
    """What stands once the file is taken in: case → (indicator, field) → figure."""
    found: dict[Case, dict[tuple[str, str], Figure]] = {}
    whole = rows[(rows["status"] == "not_applicable") | (rows["field"] == "")]
    silenced = set(zip(whole["body"].astype(str), whole["indicator"].astype(str), strict=True))
    kept = stored.drop(columns=["sheet", "cell"], errors="ignore") if stored is not None else rows.iloc[:0]
    for body, item, figure in _each(kept, asked):
        if (body, figure.indicator) not in silenced:
            found.setdefault((body, item), {})[figure.indicator, figure.field] = figure
    for body, item, figure in _each(rows, asked):
        found.setdefault((body, item), {})[figure.indicator, figure.field] = figure
    return found


def _each(rows: pd.DataFrame, asked: set[tuple[str, str]]) -> Iterator[tuple[str, str, Figure]]:
    picked = rows[rows["field"].isin({field for _, field in asked}) & (rows["status"] != "not_applicable")]
    nowhere = [""] * len(picked)
    places = [picked[name].tolist() if name in picked else nowhere for name in ("sheet", "cell")]
    names = ("body", "item", "indicator", "field", "value")
    for body, item, indicator, field, value, sheet, cell in zip(
        *(picked[name].astype(str).tolist() for name in names), *places, strict=True
    ):
        if (indicator, field) in asked and _is_number(value):
            yield body, item, Figure(indicator, field, value, sheet, cell)


def _is_number(text: str) -> bool:
    try:
        return Decimal(text).is_finite()
    except InvalidOperation:
        return False


def _same(one: Agreement, figures: Mapping[tuple[str, str], Figure], body: str) -> Iterator[CellProblem]:
    """All say what the first of them says; told where the file differs, or at the first if only it is new."""
    told = [figures[code, one.field] for code in one.indicators if (code, one.field) in figures]
    different = [figure for figure in told[1:] if figure.number != told[0].number]
    new = [figure for figure in different if figure.sheet]
    if not new and different and told[0].sheet:
        new, told = [told[0]], [different[0]]
    for figure in new:
        yield _problem("shared_differs", figure, body, figure.text, str(told[0]), one.severity)


def _added(one: Sum, figures: Mapping[tuple[str, str], Figure], body: str) -> Iterator[CellProblem]:
    """The total is the sum of its parts; while a part is unknown it cannot be less than the others."""
    total = figures.get((one.indicator, one.total))
    parts = [figures[one.indicator, name] for name in one.parts if (one.indicator, name) in figures]
    if total is None or not parts:
        return
    added = sum((part.number for part in parts), Decimal(0))
    whole = len(parts) == len(one.parts)
    where = next((figure for figure in (total, *parts) if figure.sheet), None)
    if where and (added != total.number if whole else added > total.number):
        terms = " + ".join(part.text for part in parts)
        yield _problem(
            "sum_differs", where, body, f"{one.total} = {total.text}", f"{terms} = {added}", one.severity
        )


def _within(one: Part, figures: Mapping[tuple[str, str], Figure], body: str) -> Iterator[CellProblem]:
    """The part is not more than the whole."""
    part, whole = (figures.get((one.indicator, name)) for name in (one.part, one.whole))
    if part is None or whole is None or part.number <= whole.number:
        return
    where: Iterable[Figure] = (figure for figure in (part, whole) if figure.sheet)
    for figure in list(where)[:1]:
        found = f"{part.text} > {whole.text}"
        yield CellProblem(
            figure.sheet, figure.cell, "num_over_den", body, one.indicator, one.part, found, one.whole,
            one.severity,
        )  # fmt: skip


def _problem(code: str, figure: Figure, body: str, found: str, allowed: str, severity: str) -> CellProblem:
    return CellProblem(
        figure.sheet, figure.cell, code, body, figure.indicator, figure.field, found, allowed, severity
    )
