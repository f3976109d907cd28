"""An annual report that was handed in, from its bytes to what does not add up."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from data.catalogue.identities import Form, forms
from data.intake import upload
from data.intake.annotate.sheets import without_notes
from data.intake.annual_report.check import Outcome, blind, outcomes, problem
from data.intake.annual_report.read import form_of, read
from data.intake.annual_report.report import Report
from data.intake.sheet import Workbook
from metrics.errors import CellProblem


@dataclass(frozen=True)
class HandedIn:
    """`report` is sound only where no problem is an error; `unchecked`: identities nobody could look at.

    `outcomes`: those that were looked at. `workbook`: its raw cells, for the marked copy (`annotate`).
    """

    form: Form | None
    report: Report | None
    problems: tuple[CellProblem, ...]
    unchecked: tuple[str, ...] = ()
    workbook: Workbook | None = None
    outcomes: tuple[Outcome, ...] = ()

    @property
    def errors(self) -> tuple[CellProblem, ...]:
        """What must be mended; the other problems are only told."""
        return tuple(one for one in self.problems if one.severity == "error")


def hand_in(
    content: bytes,
    name: str,
    previous: Report | None = None,
    units: Sequence[Report] = (),
    language: str = "zh",
) -> HandedIn:
    """Read the report by the form whose rows it has, and check every identity of that form.

    `previous`: the report before it, for what was carried over; `units`: those that it sums up.
    """
    return judged(opened(content, name, language), previous, units, language)


def opened(content: bytes, name: str, language: str = "zh") -> HandedIn:
    """The report as it was read, no identity looked at yet."""
    found = upload.read_bytes(content, name)
    if found.workbook is None:
        return HandedIn(None, None, found.problems)
    workbook = without_notes(found.workbook)
    form = form_of(workbook.sheets, forms())
    if form is None:
        known = ", ".join(one.title[language] for one in forms())
        strange = CellProblem(name, "", "report_no_form", allowed=known)
        return HandedIn(None, None, (*found.problems, strange), workbook=workbook)
    report, problems = read(workbook.sheets, form, language)
    return HandedIn(form, report, (*found.problems, *problems), workbook=workbook)


def judged(
    found: HandedIn, previous: Report | None = None, units: Sequence[Report] = (), language: str = "zh"
) -> HandedIn:
    """The same with every identity of its form; reports of another form are no comparison."""
    form, report = found.form, found.report
    if form is None or report is None:
        return found
    before = previous if previous is not None and previous.form == form.code else None
    same = [unit for unit in units if unit.form == form.code]
    looked = outcomes(report, form, before, same, language)
    broken = [problem(one, language) for one in looked if not one.holds]
    return replace(found, problems=(*found.problems, *broken), unchecked=blind(form, looked), outcomes=looked)
