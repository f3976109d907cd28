"""Reads a working-day calendar: the days of a country on which the weekend does not decide."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from functools import lru_cache
from pathlib import Path

from data.catalogue.faults import Faults, Place, choices
from metrics.model import Calendar

CALENDARS = Path(__file__).parent / "calendars"
COLUMNS = ("date", "kind", "source")
KINDS = ("holiday", "workday")


def known_calendars() -> tuple[str, ...]:
    """Codes of the calendars at hand."""
    return tuple(sorted(file.stem for file in CALENDARS.glob("*.csv")))


def load_calendar(code: str) -> Calendar:
    """The calendar `calendars/<code>.csv` with the columns date, kind (holiday, workday), source.

    Known from the year of its first day to that of its last. Raises CatalogueError for an unknown
    code or faulty rows.
    """
    if code not in known_calendars():
        faults = Faults()
        faults.at("", "[catalogue]").unknown("calendar", "unknown calendar", code, known_calendars())
        faults.raise_all()
    file = CALENDARS / f"{code}.csv"
    state = file.stat()
    return _calendar(code, file, state.st_mtime_ns, state.st_size)


@lru_cache(maxsize=8)
def _calendar(code: str, file: Path, _mtime: int, _size: int) -> Calendar:
    """The calendar of a file, read again only when the file is another: every clock asks for it."""
    faults = Faults()
    days = _days(file, faults.at(f"{code}.csv"))
    faults.raise_all()
    return Calendar(
        code=code,
        holidays=frozenset(day for day, kind in days.items() if kind == "holiday"),
        workdays=frozenset(day for day, kind in days.items() if kind == "workday"),
        first=min(days).year,
        last=max(days).year,
    )


def _days(file: Path, place: Place) -> Mapping[date, str]:
    days: dict[date, str] = {}
    with file.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        names = tuple(reader.fieldnames or ())
        if names != COLUMNS:
            place.fault("line 1", "wrong columns", ",".join(names), ",".join(COLUMNS))
            return days
        for row in reader:
            _take(row, place.under(f"line {reader.line_num}"), days)
    if not days:
        place.fault("", "no day", allowed="at least one row")
    return days


def _take(row: Mapping[str, str | None], place: Place, days: dict[date, str]) -> None:
    written, kind = row["date"] or "", row["kind"] or ""
    try:
        day = date.fromisoformat(written)
    except ValueError:
        place.fault("date", "no date", written, "2012-01-23")
        return
    if kind not in KINDS:
        place.fault("kind", "unknown word", kind, choices(KINDS))
    elif day in days:
        place.fault("date", "stands twice", written, "each day once")
    else:
        days[day] = kind
