"""Reads what must agree across indicators of a year: intake/crosschecks.toml in the catalogue's folder.

It stands in a folder of its own because it decides what is taken in, not how anything is scored: the
catalogue's version does not depend on it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.catalogue import values
from data.catalogue.differs import beside
from data.catalogue.faults import Faults, Place
from data.catalogue.keys import Key
from data.catalogue.take import take
from metrics.model import Catalogue, Text

FILE = Path("intake") / "crosschecks.toml"
SEVERITY = Key("choice", default="error", choices=("error", "warning"))
SOURCE = Key("string", default="")
KEYS: Mapping[str, Mapping[str, Key]] = {
    "agreement": {
        "field": Key("code", must=True),
        "indicators": Key("codes", must=True),
        "severity": SEVERITY,
        "source": SOURCE,
    },
    "sum": {
        "indicator": Key("code", must=True),
        "total": Key("code", must=True),
        "parts": Key("codes", must=True),
        "severity": SEVERITY,
        "source": SOURCE,
    },
    "part": {
        "indicator": Key("code", must=True),
        "part": Key("code", must=True),
        "whole": Key("code", must=True),
        "severity": SEVERITY,
        "source": SOURCE,
    },
    "register": {
        "indicator": Key("code", must=True),
        "start": Key("text", must=True),
        "end": Key("text", must=True),
        "limit": Key("not negative", must=True),
        "calendar": Key("choice", default="workday", choices=("workday", "natural")),
        "in_time": Key("code", must=True),
        "sampled": Key("code", must=True),
        "listed": Key("code", must=True),
        "source": SOURCE,
    },
}


@dataclass(frozen=True, slots=True)
class Agreement:
    """The field means the same in all `indicators`: one value per body and item."""

    field: str
    indicators: tuple[str, ...]
    severity: str = "error"
    source: str = ""


@dataclass(frozen=True, slots=True)
class Sum:
    """Field `total` of an indicator is the sum of its fields `parts`."""

    indicator: str
    total: str
    parts: tuple[str, ...]
    severity: str = "error"
    source: str = ""


@dataclass(frozen=True, slots=True)
class Part:
    """Field `part` of an indicator is not more than its field `whole`."""

    indicator: str
    part: str
    whole: str
    severity: str = "error"
    source: str = ""


@dataclass(frozen=True, slots=True)
class Register:
    """Documents, each with two dates, that make up an indicator's figures.

    `in_time`: field counting those whose lag is at most `limit` days; `sampled`: field counting all;
    `listed`: field that keeps the documents themselves.
    """

    indicator: str
    start: Text
    end: Text
    limit: float
    in_time: str
    sampled: str
    listed: str
    calendar: str = "workday"
    source: str = ""


@dataclass(frozen=True)
class Crosschecks:
    """All cross-checks of a year; empty where the folder has no such file."""

    agreements: tuple[Agreement, ...] = ()
    sums: tuple[Sum, ...] = ()
    parts: tuple[Part, ...] = ()
    registers: tuple[Register, ...] = ()

    def register(self, indicator: str) -> Register | None:
        """The register from which this indicator's figures are made, if there is one."""
        return next((one for one in self.registers if one.indicator == indicator), None)


NAMING = ("field", "total", "part", "whole", "in_time", "sampled", "listed")
MADE = {"agreement": Agreement, "sum": Sum, "part": Part, "register": Register}


def load_crosschecks(folder: Path | str, catalogue: Catalogue) -> Crosschecks:
    """The cross-checks beside `catalogue`; raises CatalogueError with every fault."""
    file, faults = beside(Path(folder), FILE), Faults()
    if not file.is_file():
        return Crosschecks()
    place = faults.at(FILE.as_posix())
    found: dict[str, list[Any]] = {table: [] for table in KEYS}
    for table, written in _parsed(file, place).items():
        if table not in KEYS:
            place.unknown(table, "unknown table", table, KEYS)
            continue
        rows = written if isinstance(written, list) else [written]
        for number, row in enumerate(rows, 1):
            here = faults.at(FILE.as_posix(), f"[[{table}]] no. {number}")
            taken = take(row, KEYS[table], here) if isinstance(row, dict) else None
            if taken is None:
                here.fault("", "is a list", type(row).__name__, f"[[{table}]]")
            else:
                _fits(taken, catalogue, here)
                found[table].append(MADE[table](**taken))
    faults.raise_all()
    return Crosschecks(**{f"{table}s": tuple(rows) for table, rows in found.items()})


def _parsed(file: Path, place: Place) -> Mapping[str, Any]:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        place.fault("", "TOML syntax", found=str(error))
        return {}


def _fits(row: Mapping[str, Any], catalogue: Catalogue, place: Place) -> None:
    """Every indicator and field that is named is there."""
    known = {one.code: one for one in catalogue.indicators}
    codes = row.get("indicators") or (row.get("indicator", ""),)
    named = [row[key] for key in NAMING if key in row]
    named += list(row.get("parts", ()))
    for code in codes:
        if code not in known:
            place.unknown("indicator", "unknown indicator", str(code), known)
            continue
        fields = [field.code for field in known[code].fields]
        for name in _strange(named, fields):
            place.unknown("field", f"unknown field of {code}", name, fields)


def _strange(named: Iterable[str], fields: Iterable[str]) -> list[str]:
    known = set(fields)
    return [name for name in named if values.CODE.fullmatch(str(name)) and name not in known]
