"""An annual report of disclosure, looked at and not kept: which form it has, what does not add up.

    look(desk, content, name, previous=None, units=()) -> HandedIn
    marked(desk, found, name) -> Template | None          the same workbook with the faults in it
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from data.desk import Desk
from data.intake import annual_report
from data.intake.annotate import annotate
from data.intake.annual_report import HandedIn, Report
from data.queries.templates import Template
from data.words import text
from metrics.errors import NotPermitted

__all__ = ["HandedIn", "Report", "look", "marked"]


def look(
    desk: Desk, content: bytes, name: str, previous: Report | None = None, units: Sequence[Report] = ()
) -> HandedIn:
    """Every identity of the form of its year; `previous`: the report before it, `units`: those it sums up.

    For everybody who works with observations, a reporter too; nothing of it is stored.
    """
    _check(desk)
    return annual_report.hand_in(content, name, previous, units)


def marked(desk: Desk, found: HandedIn, name: str) -> Template | None:
    """A copy to mend; None where the file could not be read at all."""
    _check(desk)
    if found.workbook is None:
        return None
    made = annotate(found.workbook, found.problems, desk.language)
    return Template(f"{Path(name).stem}-{text('annotate.title', desk.language)}.xlsx", made)


def _check(desk: Desk) -> None:
    if not desk.reach("observations.read"):
        raise NotPermitted("not_permitted", role=desk.role, act="observations.read", body="")
