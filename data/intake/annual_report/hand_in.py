"""An annual report that was handed in, from its bytes to what does not add up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from data.catalogue.identities import Form, forms
from data.intake import upload
from data.intake.annotate.sheets import without_notes
from data.intake.annual_report.check import check, unchecked
from data.intake.annual_report.read import form_of, read
from data.intake.annual_report.report import Report
from data.intake.sheet import Workbook
from metrics.errors import CellProblem


@dataclass(frozen=True)
class HandedIn:
    """`report` is sound only where no problem is an error; `unchecked`: identities nobody could look at.

    `workbook`: its raw cells, for the marked copy (`annotate`).
    """

    form: Form | None
    report: Report | None
    problems: tuple[CellProblem, ...]
    unchecked: tuple[str, ...] = ()
    workbook: Workbook | None = None


def hand_in(
    content: bytes, name: str, previous: Report | None = None, units: Sequence[Report] = ()
) -> HandedIn:
    """Read the report by the form whose rows it has, and check every identity of that form.

    `previous`: the report before it, for what was carried over; `units`: those that it sums up.
    """
    found = upload.read_bytes(content, name)
    if found.workbook is None:
        return HandedIn(None, None, found.problems)
    workbook = without_notes(found.workbook)
    form = form_of(workbook.sheets, forms())
    if form is None:
        known = ", ".join(one.title.zh for one in forms())
        strange = CellProblem(name, "", "report_no_form", allowed=known)
        return HandedIn(None, None, (*found.problems, strange), workbook=workbook)
    report, problems = read(workbook.sheets, form)
    before = previous if previous is not None and previous.form == form.code else None
    same = [unit for unit in units if unit.form == form.code]
    told = [*found.problems, *problems, *check(report, form, before, same)]
    blind = unchecked(report, form, before, same)
    return HandedIn(form, report, tuple(told), blind, workbook)
