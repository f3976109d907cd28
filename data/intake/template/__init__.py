"""Workbooks to be filled in, made from the catalogue alone; what is stored already stands in them.

`for_body`, `for_unit`, `for_indicator`, `for_register` return the bytes of an .xlsx file. Whoever reads
one back finds in its identity (`identity.py`) what it is for and what was stored when it was made.
"""

from __future__ import annotations

from data.intake.template.book import Guest, workbook
from data.intake.template.ground import Ground
from data.intake.template.pages import (
    Page,
    pages_for_body,
    pages_for_indicator,
    pages_for_register,
    pages_for_unit,
)
from metrics.errors import NotFound

SLASH = "/"  # between indicator and body in the subject of a register

__all__ = ["Ground", "again", "content", "for_body", "for_indicator", "for_register", "for_unit"]


def for_body(ground: Ground, body: str) -> bytes:
    """One body's whole table; indicators of two dates get a register each. NotFound("body")."""
    return _made(ground, "body", body)


def for_unit(ground: Ground, unit: str) -> bytes:
    """A lead unit's block: the indicators that name it as judge or among their units, over all bodies.

    NotFound("block") where no indicator does.
    """
    return _made(ground, "unit", unit)


def for_indicator(ground: Ground, indicator: str) -> bytes:
    """One indicator over all bodies; NotFound("indicator" | "no_fields")."""
    return _made(ground, "indicator", indicator)


def for_register(ground: Ground, indicator: str, body: str = "") -> bytes:
    """A register of documents for an indicator that is judged by their dates, of one body or of all.

    NotFound("no_register") where the indicator has no two dates.
    """
    return _made(ground, "register", f"{indicator}{SLASH}{body}" if body else indicator)


def again(ground: Ground, kind: str, subject: str, guest: Guest) -> bytes:
    """The same template once more, with a guest who writes into it (see `annotate`)."""
    return _made(ground, kind, subject, guest)


def content(ground: Ground, kind: str, subject: str) -> tuple[str, tuple[Page, ...]]:
    """Title and pages of a template by its kind and subject, as its identity has them; NotFound."""
    language = ground.language
    if kind == "body":
        one = ground.body(subject)
        return one.name[language], pages_for_body(ground, one)
    if kind == "unit":
        pages = pages_for_unit(ground, subject)
        if not pages:
            raise NotFound("block", unit=subject)
        return ground.name(subject), pages
    code, _, body = subject.partition(SLASH)
    indicator = ground.indicator(code)
    title = f"{code} {indicator.title[language]}"
    if kind == "indicator":
        return title, pages_for_indicator(ground, indicator)
    who = ground.body(body) if body else None
    pages = pages_for_register(ground, indicator, who)
    if not pages:
        raise NotFound("no_register", indicator=code)
    return f"{title} {who.name[language]}" if who else title, pages


def _made(ground: Ground, kind: str, subject: str, guest: Guest | None = None) -> bytes:
    title, pages = content(ground, kind, subject)
    return workbook(ground, kind, subject, title, pages, guest)
