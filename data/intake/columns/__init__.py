"""From the tables of a workbook to rows of observations: whose they are, which field, what they say.

    understand(workbook, known) -> Understood

Our own templates are known by their identity. Other tables are known by their headings: fields across and
bodies down, or indicators and fields down with values beside them, or a register of documents. What is
not known is named, with what would be; nothing is guessed.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, replace

import numpy as np
import pandas as pd

from data.intake.annotate.sheets import without_notes
from data.intake.columns import lines, matrix, own, registers, whose
from data.intake.columns.harvest import PLACED, Harvest
from data.intake.columns.known import Known
from data.intake.columns.plan import Plan, context_of, nothing_known, plan, with_body
from data.intake.columns.said import NOT_APPLICABLE
from data.intake.identity import Identity, identity
from data.intake.sheet import Workbook, address
from data.intake.table import Table, tables
from metrics.errors import CellProblem
from metrics.model import Indicator

TOLD_ELSEWHERE = ("error_cell", "formula_without_value", "more_like_it")

__all__ = ["PLACED", "Known", "Understood", "understand"]


@dataclass(frozen=True)
class Understood:
    """`rows`: OBSERVATIONS, sheet, cell and `evidence` (text beside the row), values in canonical text, not
    yet checked against one another. `identity`: of a template made here. `tables`: what was read how
    (sheet, "form", "table", "register", "lines" or "matrix", number of rows).
    """

    rows: pd.DataFrame
    problems: tuple[CellProblem, ...]
    identity: Identity | None = None
    tables: tuple[tuple[str, str, int], ...] = ()


def understand(workbook: Workbook, known: Known, *, body: str = "", skip: Collection[str] = ()) -> Understood:
    """Everything the workbook says. `body`: of a table that names none; `skip`: sheets to pass over."""
    harvest = Harvest()
    workbook = without_notes(workbook)
    who = identity(workbook)
    if who is not None and who.pages:
        kinds = _own(workbook, who, known, harvest)
    else:
        kinds = _foreign(workbook, known, body, skip, harvest)
    rows = harvest.frame() if who is not None else _together(harvest.frame())
    return Understood(rows, tuple(harvest.problems), who, tuple(kinds))


def _own(workbook: Workbook, who: Identity, known: Known, harvest: Harvest) -> list[tuple[str, str, int]]:
    """The pages of a template."""
    sheets = {one.name: one for one in workbook.sheets}
    kinds = []
    for place in who.pages:
        if place.sheet not in sheets:
            harvest.problems.append(CellProblem(workbook.file, "", "page_missing", found=place.sheet))
            continue
        found = own.page(sheets[place.sheet], place, known)
        if isinstance(found, CellProblem):
            harvest.problems.append(found)
            continue
        table, made = found
        harvest.problems += own.strange_fields(table, made, place)
        _read(table, made, known, harvest, workbook.epoch_1904)
        kinds.append((place.sheet, place.kind, len(table.rows)))
    return kinds


def _foreign(
    workbook: Workbook, known: Known, body: str, skip: Collection[str], harvest: Harvest
) -> list[tuple[str, str, int]]:
    """Tables that somebody else laid out; a sheet without any known column is left, if another has some."""
    kinds: list[tuple[str, str, int]] = []
    strange: list[CellProblem] = []
    for look in tables(workbook, known.labels):
        if look.sheet in skip:
            continue
        if look.table is None:
            strange += look.problems
            continue
        made, problems = plan(look.table, known, _context(look.table, known))
        kind = (
            "register" if made.register else "lines" if made.is_lines else "matrix" if made.is_matrix else ""
        )
        if not kind:
            unclear = [one for one in problems if one.code == "ambiguous_column"]
            strange += [*(unclear or [nothing_known(look.table, known)]), *look.table.problems]
            continue
        harvest.problems += [*problems, *_usable(look.table, made)]
        made = with_body(made, whose.above(look.table, known, harvest) or body)
        if "body" in made.roles or made.body or made.bodies:
            _read(look.table, made, known, harvest, workbook.epoch_1904)
        elif not any(one.sheet == look.sheet and one.code.endswith("body") for one in harvest.problems):
            harvest.problems.append(CellProblem(look.sheet, "", "no_body_named", allowed=""))
        kinds.append((look.sheet, kind, len(look.table.rows)))
    harvest.problems += strange if not kinds else [_aside(one) for one in strange]
    if not kinds and not strange:
        harvest.problems.append(CellProblem(workbook.file, "", "no_cells"))
    return kinds


def _context(table: Table, known: Known) -> Indicator | None:
    """The indicator that the sheet's name or a row above the header names."""
    above = [
        cell.shown
        for row in range(1, table.header_rows[0])
        for cell in table.sheet.cells.row(row)
        if cell.kind == "text"
    ]
    return context_of([table.name, *above], known)


def _usable(table: Table, made: Plan) -> list[CellProblem]:
    """What the table cannot be read for, as far as the columns that are needed go.

    Error cells and formulas are told where a value is asked for; in columns nobody needs they do no harm.
    """
    needed = {table.columns[at] for positions in made.roles.values() for at in positions}
    needed |= {table.columns[at] for at in (*made.fields, *made.bodies)}
    letters = {address(1, column).removesuffix("1") for column in needed}
    return [
        one
        for one in table.problems
        if one.code not in TOLD_ELSEWHERE
        and (not one.code.startswith("merged") or one.cell.rstrip("0123456789") in letters)
    ]


def _aside(one: CellProblem) -> CellProblem:
    """A sheet that holds nothing we know, beside one that does: told, and no reason to refuse."""
    return replace(one, severity="warning")


def _together(rows: pd.DataFrame) -> pd.DataFrame:
    """Where every field of a body's indicator is marked as not applicable, the indicator is, said once."""
    if rows.empty or not (rows["status"] == NOT_APPLICABLE).any():
        return rows
    refused = (rows["status"] == NOT_APPLICABLE).to_numpy()
    pair = pd.Series(list(zip(rows["body"].astype(str), rows["indicator"].astype(str), strict=True)))
    whole = pd.Series(refused).groupby(pair).transform("all").to_numpy()
    explained = (rows["reason"].astype(str) != "").to_numpy()
    # Of several the one that says why, else the first.
    best = pd.Series(explained & whole).groupby(pair).transform(lambda one: one.idxmax()).to_numpy()
    chosen = ~whole | (best == np.arange(len(rows)))
    kept: pd.DataFrame = rows[chosen].reset_index(drop=True)
    joined = whole[chosen]
    for name in ("item", "field"):
        kept[name] = pd.Categorical(np.where(joined, "", kept[name].astype(object)))
    return kept


def _read(table: Table, made: Plan, known: Known, harvest: Harvest, epoch: bool) -> None:
    """One table by its plan."""
    bodies = whose.per_row(table, made, known, harvest)
    reader = registers if made.register else matrix if made.is_matrix else lines
    reader.read(table, made, known, bodies, harvest, epoch=epoch)
