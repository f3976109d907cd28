"""Checks figures against each other across indicators: the same figure said twice, totals and their parts.

What must agree stands in the catalogue's folder (intake/crosschecks.toml), not here. What the file leaves
unsaid is taken from what is stored, so that a half of a pair cannot be changed alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal, InvalidOperation

import pandas as pd

from data.catalogue.crosschecks import Agreement, Crosschecks, Part, Sum
from data.intake.place import shown
from metrics.errors import CellProblem
from metrics.model import Catalogue

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
    asked = _asked(crosschecks)
    kept = stored.drop(columns=["sheet", "cell"], errors="ignore") if stored is not None else rows.iloc[:0]
    suspects = _suspects(_only(rows, asked), _only(kept, asked), crosschecks)
    figures = _figures(rows, kept, asked, suspects) if len(suspects) else {}
    found: list[CellProblem] = []
    for (body, _), of_case in figures.items():
        for agreement in crosschecks.agreements:
            found += _same(agreement, of_case, body)
        for total in crosschecks.sums:
            found += _added(total, of_case, body)
        for part in crosschecks.parts:
            found += _within(part, of_case, body)
    return found


def with_ratios(crosschecks: Crosschecks, catalogue: Catalogue) -> Crosschecks:
    """The same, and of each ratio that cannot exceed one: its part is not more than its whole.

    Within what is handed in the check of the rows has told that already (`data.intake.across`); here what is
    stored is looked at too.
    """
    told = {(one.indicator, one.part, one.whole) for one in crosschecks.parts}
    found = [
        Part(one.code, str(params["num"]), str(params["den"]))
        for one in catalogue.indicators
        if one.rule == "ratio"
        for params in ({**one.params, **own} for own in (one.params_by_kind.values() or [{}]))
        if max(float(params["full_at"]), float(params["zero_at"])) <= 1
    ]
    new = [one for one in dict.fromkeys(found) if (one.indicator, one.part, one.whole) not in told]
    return replace(crosschecks, parts=(*crosschecks.parts, *new))


def _asked(crosschecks: Crosschecks) -> set[tuple[str, str]]:
    """The indicators and fields that any check speaks of."""
    asked = {(code, one.field) for one in crosschecks.agreements for code in one.indicators}
    asked |= {(one.indicator, name) for one in crosschecks.sums for name in (one.total, *one.parts)}
    return asked | {(one.indicator, name) for one in crosschecks.parts for name in (one.part, one.whole)}


def _only(rows: pd.DataFrame, asked: set[tuple[str, str]]) -> pd.DataFrame:
    """The rows with a figure that some check speaks of: body, item, indicator, field, number (nearly)."""
    names = ["body", "item", "indicator", "field"]
    mine = rows[rows["field"].isin({field for _, field in asked}) & (rows["status"] != "not_applicable")]
    picked = mine[names].astype(object)
    return picked.assign(number=pd.to_numeric(mine["value"], errors="coerce")).dropna(subset=["number"])


def _suspects(rows: pd.DataFrame, stored: pd.DataFrame, crosschecks: Crosschecks) -> pd.MultiIndex:
    """The cases (body, item) in which something may disagree, found for all at once.

    Only of indicators that the file speaks of: in any other disagreement no cell of it takes part.
    """
    case, key = ["body", "item"], ["body", "item", "indicator", "field"]
    now = pd.concat([stored, rows]).drop_duplicates(key, keep="last")
    told = set(rows["indicator"].unique())
    found: list[pd.Index] = []
    for one in crosschecks.agreements:
        if told.isdisjoint(one.indicators):
            continue
        mine = now[(now["field"] == one.field) & now["indicator"].isin(one.indicators)]
        spread = mine.groupby(case)["number"].agg(["min", "max"])
        found.append(spread.index[spread["min"] != spread["max"]])
    for total in (it for it in crosschecks.sums if it.indicator in told):
        wide = _wide(now, total.indicator, (total.total, *total.parts))
        added = wide[list(total.parts)].sum(axis=1)
        # Floats may differ where the sums do not: those are looked at exactly and found sound.
        found.append(wide.index[(added != wide[total.total]) & wide[total.total].notna()])
    for part in (it for it in crosschecks.parts if it.indicator in told):
        wide = _wide(now, part.indicator, (part.part, part.whole))
        found.append(wide.index[wide[part.part] > wide[part.whole]])
    indexes = [index for index in found if len(index)]
    if not indexes:
        return pd.MultiIndex.from_tuples([], names=case)
    return pd.MultiIndex.from_tuples(
        list(dict.fromkeys(one for index in indexes for one in index)), names=case
    )


def _wide(now: pd.DataFrame, indicator: str, fields: Sequence[str]) -> pd.DataFrame:
    """Fields of one indicator across, cases down."""
    mine = now[(now["indicator"] == indicator) & now["field"].isin(fields)]
    wide = mine.set_index(["body", "item", "field"])["number"].unstack("field")
    return wide.reindex(columns=list(fields))


def _figures(
    rows: pd.DataFrame, stored: pd.DataFrame, asked: set[tuple[str, str]], suspects: pd.MultiIndex
) -> Mapping[Case, dict[tuple[str, str], Figure]]:
    """What stands once the file is taken in: case → (indicator, field) → figure."""
    found: dict[Case, dict[tuple[str, str], Figure]] = {}
    whole = rows[(rows["status"] == "not_applicable") | (rows["field"] == "")]
    silenced = set(zip(whole["body"].astype(str), whole["indicator"].astype(str), strict=True))
    for body, item, figure in _each(stored, asked, suspects):
        if (body, figure.indicator) not in silenced:
            found.setdefault((body, item), {})[figure.indicator, figure.field] = figure
    for body, item, figure in _each(rows, asked, suspects):
        found.setdefault((body, item), {})[figure.indicator, figure.field] = figure
    return found


def _each(
    rows: pd.DataFrame, asked: set[tuple[str, str]], suspects: pd.MultiIndex
) -> Iterator[tuple[str, str, Figure]]:
    picked = rows[rows["field"].isin({field for _, field in asked}) & (rows["status"] != "not_applicable")]
    cases = pd.MultiIndex.from_arrays([picked["body"].astype(object), picked["item"].astype(object)])
    picked = picked[cases.isin(suspects)]
    sheets = picked["sheet"].tolist() if "sheet" in picked else [""] * len(picked)
    cells = picked["cell"].map(shown).tolist() if "cell" in picked else [""] * len(picked)
    names = ("body", "item", "indicator", "field", "value")
    for body, item, indicator, field, value, sheet, cell in zip(
        *(picked[name].astype(str).tolist() for name in names), sheets, cells, strict=True
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
