"""Reads a working-day calendar: the days of a country on which the weekend does not decide."""

from __future__ import annotations

import csv
from datetime import date
from pathlib import Path

from data.catalogue.faults import Faults, choices
from metrics.model import Calendar

CALENDARS = Path(__file__).parent / "calendars"
COLUMNS = ("date", "kind", "source")
KINDS = ("holiday", "workday")


def known_calendars() -> tuple[str, ...]:
    """Codes of the calendars at hand."""
    return tuple(sorted(file.stem for file in CALENDARS.glob("*.csv")))


def load_calendar(code: str) -> Calendar:
    """The calendar `calendars/<code>.csv` with the columns date, kind (holiday, workday), source.

    Known from the year of its first row to that of its last. Raises CatalogueError for an unknown
    code or a faulty row.
    """
    faults = Faults()
    if code not in known_calendars():
        faults.unknown("", "[catalogue]", "calendar", "unknown calendar", code, known_calendars())
        faults.raise_all()
    days = _rows(CALENDARS / f"{code}.csv", faults)
    faults.raise_all()
    years = [day.year for day in days]
    return Calendar(
        code=code,
        holidays=frozenset(day for day, kind in days.items() if kind == "holiday"),
        workdays=frozenset(day for day, kind in days.items() if kind == "workday"),
        first=min(years),
        last=max(years),
    )


def _rows(file: Path, faults: Faults) -> dict[date, str]:
    days: dict[date, str] = {}
    with file.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        if tuple(reader.fieldnames or ()) != COLUMNS:
            faults.add(file.name, "", "line 1", "columns", ",".join(reader.fieldnames or ()), ",".join(COLUMNS))
            return days
        for row in reader:
            line = f"line {reader.line_num}"
            try:
                day = date.fromisoformat(row["date"] or "")
            except ValueError:
                faults.add(file.name, "", line, "no date", row["date"], "2012-01-23")
                continue
            if row["kind"] not in KINDS:
                faults.add(file.name, "", line, "unknown word", row["kind"], choices(KINDS))
            elif day in days:
                faults.add(file.name, "", line, "stands twice", row["date"], "each day once")
            else:
                days[day] = row["kind"]
    if not days:
        faults.add(file.name, "", "", "no row", allowed="at least one day")
    return days
