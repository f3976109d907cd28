"""The stateless contract: bodies and observations as tables of text, run as they are or written as CSV."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from data.catalogue import load
from metrics.engine.board import Board, score
from metrics.frames import OBSERVATIONS, widen
from metrics.model import Body, Catalogue, Setting, Text

BODIES = ("body", "name", "kind", "group", "pilot")


@dataclass(frozen=True)
class Case:
    """A catalogue and what it is run on: bodies (columns BODIES), observations (OBSERVATIONS), all text."""

    catalogue: Path
    bodies: pd.DataFrame
    observations: pd.DataFrame

    def write(self, folder: Path) -> tuple[Path, Path]:
        """bodies.csv and observations.csv, as anybody would hand them in."""
        files = folder / "bodies.csv", folder / "observations.csv"
        for file, table in zip(files, (self.bodies, self.observations), strict=True):
            table.to_csv(file, index=False, lineterminator="\n")
        return files


def body(code: str, name: str, kind: str = "country", group: str = "", pilot: str = "") -> dict[str, str]:
    """One row of bodies.csv."""
    return dict(zip(BODIES, (code, name, kind, group, pilot), strict=True))


def fact(body: str, indicator: str, field: str, value: str, item: str = "") -> dict[str, str]:
    """One row of observations.csv: a value."""
    return dict(zip(OBSERVATIONS, (body, indicator, item, field, value, "", ""), strict=True))


def not_applicable(body: str, indicator: str, reason: str) -> dict[str, str]:
    """One row of observations.csv: the indicator does not apply."""
    return dict(zip(OBSERVATIONS, (body, indicator, "", "", "", "not_applicable", reason), strict=True))


def case(catalogue: Path, bodies: Iterable[dict[str, str]], observations: Iterable[dict[str, str]]) -> Case:
    """A case from rows made by `body`, `fact` and `not_applicable`."""
    return Case(
        catalogue,
        pd.DataFrame(list(bodies), columns=list(BODIES), dtype=object),
        pd.DataFrame(list(observations), columns=list(OBSERVATIONS), dtype=object),
    )


def run(one: Case, catalogue: Catalogue | None = None) -> Board:
    """The board of a case; `catalogue`: another reading of it (for controls that must fail)."""
    plan = catalogue or load(one.catalogue)
    bodies = [
        Body(row["body"], Text(row["name"], row["name"]), row["kind"], row["group"], _traits(row["pilot"]))
        for row in one.bodies.to_dict("records")
    ]
    return score(plan, bodies, widen(one.observations, plan), Setting(plan.year))


def _traits(pilot: str) -> frozenset[str]:
    return frozenset({"pilot"} if pilot == "1" else ())
