"""Workbooks to be filled in, made from the catalogue alone; what is stored already stands in them.

`for_body`, `for_unit`, `for_indicator`, `for_register` return the bytes of an .xlsx file. Whoever reads
one back finds in its identity (`identity.py`) what it is for and what was stored when it was made.
"""

from __future__ import annotations

from data.intake.template.book import workbook
from data.intake.template.ground import Ground
from data.intake.template.pages import (
    pages_for_body,
    pages_for_indicator,
    pages_for_register,
    pages_for_unit,
)
from metrics.errors import NotFound

__all__ = ["Ground", "for_body", "for_indicator", "for_register", "for_unit"]


def for_body(ground: Ground, body: str) -> bytes:
    """One body's whole table; indicators of two dates get a register each. NotFound("body")."""
    one = ground.body(body)
    return workbook(ground, "body", body, one.name[ground.language], pages_for_body(ground, one))


def for_unit(ground: Ground, unit: str) -> bytes:
    """A lead unit's block: the indicators that name it as judge or among their units, over all bodies.

    NotFound("block") where no indicator does.
    """
    pages = pages_for_unit(ground, unit)
    if not pages:
        raise NotFound("block", unit=unit)
    return workbook(ground, "unit", unit, ground.name(unit), pages)


def for_indicator(ground: Ground, indicator: str) -> bytes:
    """One indicator over all bodies; NotFound("indicator" | "no_fields")."""
    one = ground.indicator(indicator)
    title = f"{one.code} {one.title[ground.language]}"
    return workbook(ground, "indicator", indicator, title, pages_for_indicator(ground, one))


def for_register(ground: Ground, indicator: str, body: str = "") -> bytes:
    """A register of documents for an indicator that is judged by their dates, of one body or of all.

    NotFound("no_register") where the indicator has no two dates.
    """
    one = ground.indicator(indicator)
    who = ground.body(body) if body else None
    title = f"{one.code} {one.title[ground.language]}" + (f" {who.name[ground.language]}" if who else "")
    subject = f"{indicator}/{body}" if body else indicator
    return workbook(ground, "register", subject, title, pages_for_register(ground, one, who))
