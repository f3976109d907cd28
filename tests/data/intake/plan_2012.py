"""The 2012 plan as templates are made from it and tables are read with it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from functools import cache

import numpy as np
import pandas as pd

from data.catalogue import FOLDER, all_bodies, load, load_bodies, load_calendar
from data.catalogue.crosschecks import Crosschecks, load_crosschecks
from data.intake import check, upload
from data.intake.columns import Known, Understood, understand
from data.intake.names import Names
from data.intake.read import Table as Lines
from data.intake.template import Ground
from metrics.errors import CellProblem
from metrics.frames import OBSERVATIONS
from metrics.model import Body, Calendar, Catalogue, Round, Text

FOLDER_2012 = FOLDER / "2012"
AT = datetime(2012, 12, 1, 9, 30)


@cache
def catalogue() -> Catalogue:
    return load(FOLDER_2012)


@cache
def bodies() -> tuple[Body, ...]:
    return load_bodies(FOLDER_2012)


@cache
def others() -> tuple[Body, ...]:
    return tuple(one for one in all_bodies(FOLDER_2012) if one not in bodies())


@cache
def crosschecks() -> Crosschecks:
    return load_crosschecks(FOLDER_2012, catalogue())


@cache
def calendar() -> Calendar:
    return load_calendar("cn")


def frame(rows: Sequence[Sequence[str]]) -> pd.DataFrame:
    """Observations as the record keeps them, numbered from 1."""
    made = pd.DataFrame(list(rows), columns=list(OBSERVATIONS), dtype=object)
    return made.assign(id=range(1, len(made) + 1))


def ground(rows: Sequence[Sequence[str]] = (), *, language: str = "zh", demo: bool = True) -> Ground:
    title = Text("2012年度", "Round 2012")
    one = Round(code="2012", year=2012, title=title, catalogue="2012", state="open", demo=demo)
    return Ground(
        one, catalogue(), bodies(), frame(rows), 7, language, AT, calendar(), crosschecks()
    )  # fmt: skip


@cache
def known() -> Known:
    return Known(catalogue(), Names(bodies(), others(), 2012), 2012, crosschecks(), calendar())


def read(raw: bytes, name: str = "file.xlsx", *, body: str = "") -> Understood:
    """Through gate, child process, table and columns."""
    found = upload.read_bytes(raw, name)
    assert found.workbook is not None, found.problems
    return understand(found.workbook, known(), body=body)


def said(understood: Understood) -> list[tuple[str, ...]]:
    """What was read, sorted, as the rows of `frame` are."""
    rows = understood.rows[list(OBSERVATIONS)].astype(str)
    return sorted(tuple(row) for row in rows.itertuples(index=False, name=None))


def checked(understood: Understood) -> tuple[list[tuple[str, ...]], list[CellProblem]]:
    """What is left of it after the check, with the check's problems."""
    cells = understood.rows[list(OBSERVATIONS)].astype("str")
    sound, problems = check.observations(Lines("file", cells, np.arange(len(cells))), catalogue(), bodies())
    rows = sorted(tuple(map(str, row)) for row in sound.itertuples(index=False, name=None))
    return rows, problems
