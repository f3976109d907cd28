"""Terms and a calendar for tests of the procedure: those of 2012, as the catalogue says them."""

from __future__ import annotations

from functools import cache

from data.catalogue import FOLDER, load_calendar
from data.catalogue.rectification import load_terms
from metrics.model import Calendar
from metrics.procedure.terms import Terms


@cache
def terms() -> Terms:
    """The terms of 2012."""
    return load_terms(FOLDER / "2012")


@cache
def calendar() -> Calendar:
    """The calendar of China."""
    return load_calendar("cn")
