"""Checks that the things of a catalogue fit together; every fault is noted."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from data.catalogue import check_indicators, check_tree
from data.catalogue.bodies import FILE, all_bodies
from data.catalogue.calendars import known_calendars
from data.catalogue.faults import Faults
from data.catalogue.read import Tables, read
from metrics.errors import CatalogueError
from metrics.model import TOTAL, Catalogue


@dataclass(frozen=True, slots=True)
class Code:
    """Where a code is declared."""

    file: str
    table: str


def check(catalogue: Catalogue, folder: Path, tables: Tables, faults: Faults) -> None:
    """Note every fault between the things of `catalogue`, whose entries are `tables`."""
    _codes(tables, faults)
    _head(catalogue, folder, tables, faults)
    _grades(catalogue, tables, faults)
    check_tree.check(catalogue, tables, faults)
    check_indicators.check(catalogue, tables, faults)
    _formerly(catalogue, folder, tables, faults)
    _bodies(catalogue, folder, tables, faults)


def _codes(tables: Tables, faults: Faults) -> None:
    """A code stands once: among nodes and indicators together, and in each other list."""
    for group in (("node", "indicator"), ("level",), ("kind",), ("grade",)):
        seen: dict[str, Code] = {}
        for table in group:
            for entry in tables.entries[table]:
                code = entry.values.get("code")
                if not isinstance(code, str) or not code:
                    continue
                if code in seen:
                    other = seen[code]
                    faults.add(entry.file, code, "code", "stands twice", f"also a {other.table} in {other.file}")
                elif code == TOTAL:
                    faults.add(entry.file, code, "code", "reserved for the total", code, "another code")
                seen.setdefault(code, Code(entry.file, table))


def _head(catalogue: Catalogue, folder: Path, tables: Tables, faults: Faults) -> None:
    head, total = tables.once("catalogue"), tables.once("total")
    if catalogue.calendar and catalogue.calendar not in known_calendars():
        known = known_calendars()
        faults.unknown(head.file, head.code, "calendar", "unknown calendar", catalogue.calendar, known)
    if catalogue.previous and not _sibling(folder, catalogue.previous).is_dir():
        known = _siblings(folder)
        faults.unknown(head.file, head.code, "previous", "no such folder beside this one", catalogue.previous, known)
    totals = catalogue.totals
    if (totals.places_from == "rounded") != (totals.places_decimals is not None):
        allowed = 'places_from = "rounded" and places_decimals, or neither'
        faults.add(total.file, total.code, "places_decimals", "places_from and places_decimals go together",
                   totals.places_from, allowed)  # fmt: skip
    if totals.rebase and totals.top.mean != "sum":
        faults.add(total.file, total.code, "rebase", "only where the total is a sum", totals.top.mean, "false")


def _grades(catalogue: Catalogue, tables: Tables, faults: Faults) -> None:
    entries, grades = tables.entries["grade"], catalogue.grades
    for entry, grade, above in zip(entries[1:], grades[1:], grades, strict=False):
        if grade.at_least >= above.at_least:
            allowed = f"less than {above.at_least:g} ({above.code}): the best grade stands first"
            faults.add(entry.file, entry.code, "at_least", "not descending", f"{grade.at_least:g}", allowed)


def _formerly(catalogue: Catalogue, folder: Path, tables: Tables, faults: Faults) -> None:
    """A cross-walk leads to codes that last year's catalogue had."""
    known: Mapping[str, None] = {}
    if catalogue.previous and _sibling(folder, catalogue.previous).is_dir():
        # Last year's own faults are not this year's: only its codes are read.
        former = read(_sibling(folder, catalogue.previous), Faults())
        known = dict.fromkeys(str(one.values.get("code")) for one in former.entries["indicator"])
    for entry, one in zip(tables.entries["indicator"], catalogue.indicators, strict=True):
        if not one.formerly:
            continue
        if not catalogue.previous:
            allowed = "previous in [catalogue]"
            faults.add(entry.file, entry.code, "formerly", "no previous catalogue is named", one.formerly, allowed)
        elif one.formerly not in known:
            problem = "not in the previous catalogue"
            faults.unknown(entry.file, entry.code, "formerly", problem, one.formerly, known)


def _bodies(catalogue: Catalogue, folder: Path, tables: Tables, faults: Faults) -> None:
    """Where bodies stand beside the catalogue, their kinds and the codes in `units` are known."""
    try:
        bodies = {body.code: body for body in all_bodies(folder)}
    except CatalogueError as error:
        for fault in error.faults:
            faults.add(fault.file, fault.code, fault.key, fault.problem, fault.found, fault.allowed)
        return
    if not bodies:
        return
    kinds = [kind.code for kind in catalogue.kinds]
    for body in bodies.values():
        if kinds and body.kind not in kinds:
            faults.unknown(FILE, body.code, "kind", "unknown kind", body.kind, kinds)
    for entry, one in zip(tables.entries["indicator"], catalogue.indicators, strict=True):
        fitting = [code for code, body in bodies.items() if one.units_kind in ("", body.kind)]
        for unit in sorted(one.units - set(fitting)):
            faults.unknown(entry.file, entry.code, "units", "no body of this kind", unit, fitting)


def _sibling(folder: Path, code: str) -> Path:
    return folder.resolve().parent / code


def _siblings(folder: Path) -> list[str]:
    return sorted(one.name for one in folder.resolve().parent.iterdir() if any(one.glob("*.toml")))
