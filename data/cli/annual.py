"""The commands of `python -m data annual-report`: template (out), import (in), show (what is filed).

import: 0 filed, looked at with --dry-run, or filed before; 1 refused, with every problem listed.
"""

from __future__ import annotations

import argparse
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.cli.handed import hand_in
from data.cli.say import DONE, FAULTY, Add, as_json, complain, plain, tell
from data.cli.seats import office
from data.words import text

if TYPE_CHECKING:
    from data.actions.annual_reports import Done
    from data.desk import Desk
    from data.queries.annual_reports import Shown
    from data.queries.filings import Filed


def commands(add: Add, language: argparse.ArgumentParser) -> None:
    """What the three commands want to know."""
    parser = add("annual-report", annual_report)
    deeds = parser.add_subparsers(required=True, metavar="template|import|show", dest="deed")
    giving = deeds.add_parser("template", help="tables to fill in, for a body and year", parents=[language])
    taking = deeds.add_parser("import", help="check a report and file it", parents=[language])
    showing = deeds.add_parser("show", help="which reports are filed", parents=[language])
    for one in (giving, taking, showing):
        one.add_argument("--round", required=True)
        one.add_argument("--year", type=int, help="the round's own year where left out")
        one.add_argument("--body", metavar="CODE", required=one is not showing)
    for one in (giving, taking):
        one.add_argument(
            "--month", type=int, default=0, choices=range(13), metavar="MONTH", help="up to which"
        )
    giving.add_argument("--form", default="", help="which form, where a year has two")
    giving.add_argument("--to", metavar="FILE", type=Path, required=True)
    taking.add_argument("file", metavar="FILE", type=Path)
    taking.add_argument("--dry-run", action="store_true", help="look at it, change nothing")
    taking.add_argument("--as", dest="person", metavar="PERSON", help="who hands it in, for the audit trail")
    taking.add_argument(
        "--reason", default="", help="why another report is replaced or a sum does not come out"
    )
    taking.add_argument(
        "--marked", metavar="FILE", type=Path, help="where to write the workbook with its faults"
    )
    for one in (taking, showing):
        one.add_argument("--json", action="store_true", help="the result as JSON on standard output")


def annual_report(options: argparse.Namespace) -> int:
    """Annual reports of disclosure: tables to fill in, filing with every sum checked, what is filed."""
    from data.queries import rounds

    desk = office(options)
    if options.year is None:
        options.year = rounds.find(desk, options.round).year
    return {"template": template, "import": take_in, "show": show}[options.deed](desk, options)


def template(desk: Desk, options: argparse.Namespace) -> int:
    """Write the tables of the year's form for a body."""
    from data.queries import report_tables
    from data.reports.deliver import deliver

    made = report_tables.blank(desk, options.round, options.body, options.year, options.month, options.form)
    deliver(options.to.parent, {options.to.name: made.content})
    print(text("headless.template_to", options.lang, file=str(options.to)))
    return DONE


def take_in(desk: Desk, options: argparse.Namespace) -> int:
    """Check a report and file it, or say what does not add up."""
    return hand_in(options, partial(_take_in, desk, options), "filed")


def _take_in(desk: Desk, options: argparse.Namespace, content: bytes) -> int:
    from data.actions import annual_reports as acts
    from data.queries import annual_reports

    shown = annual_reports.preview(
        desk, options.round, options.body, options.year, options.month, content, options.file.name
    )
    done = None
    if not (shown.found.errors or options.dry_run):
        done = acts.file(desk, shown, reason=options.reason)
    told = {
        "file": shown.name, "sha256": shown.sha256, "round": shown.round, "body": shown.body,
        "year": shown.year, "month": shown.month, "form": shown.found.form.code if shown.found.form else None,
        "filed": done.filing.id if done else None, "again": bool(done and done.again),
        "dry_run": options.dry_run, "identities": _states(shown, options.lang),
        "problems": [plain(one, options.lang) for one in shown.found.problems],
    }  # fmt: skip
    tell(options, told, _sentences(options, shown, done), shown.found.problems)
    if shown.found.errors and options.marked:
        _write_marked(desk, options, shown)
    return FAULTY if shown.found.errors else DONE


def _write_marked(desk: Desk, options: argparse.Namespace, shown: Shown) -> None:
    from data.queries import annual_reports
    from data.reports.deliver import deliver

    made = annual_reports.marked(desk, shown.found, shown.name, shown.round)
    if made is not None:
        deliver(options.marked.parent, {options.marked.name: made.content})
        complain(text("headless.report_marked", options.lang, file=str(options.marked)))


def _sentences(options: argparse.Namespace, shown: Shown, done: Done | None) -> list[str]:
    """What happened, in words; errors are told with the problems."""
    states = [one["state"] for one in _states(shown, options.lang)]
    counts = {f"n_{state}": states.count(state) for state in ("holds", "error", "warning", "unchecked")}
    lines = [text("headless.report_sums", options.lang, **counts)] if states else []
    if shown.found.errors:
        return [*lines, text("refused.report_faulty", options.lang, errors=len(shown.found.errors))]
    if done is None:
        return [*lines, text("headless.report_dry", options.lang)]
    key = "headless.report_again" if done.again else "headless.report_filed"
    return [*lines, text(key, options.lang, id=done.filing.id, by=done.filing.person, at=done.filing.at)]


def _states(shown: Shown, language: str) -> list[dict[str, Any]]:
    from data.queries import filings

    form = shown.found.form
    checked = filings.checked(form, shown.found.outcomes, language) if form else ()
    return [
        {"code": one.identity.code, "formula": one.formula, "state": one.state, "places": len(one.outcomes)}
        for one in checked
    ]


def show(desk: Desk, options: argparse.Namespace) -> int:
    """Which reports are filed for the year, by whom, and what does not add up."""
    from data.queries import annual_reports, filings

    found = [
        one
        for one in filings.standing(desk, options.round, options.year)
        if options.body in (None, one.filing.body)
    ]
    if options.json:
        as_json([_filed(one) for one in found])
        return DONE
    for one in found:
        filing = one.filing
        when = annual_reports.period(filing.year, filing.month, filing.form, options.lang)
        print(text("headless.report_line", options.lang, **_filed(one), title=one.form.title, period=when))
    print(text("headless.report_lines", options.lang, n=len(found), year=options.year))
    return DONE


def _filed(one: Filed) -> dict[str, Any]:
    names = ("id", "body", "year", "month", "form", "name", "sha256", "note", "person", "at")
    told = {name: getattr(one.filing, name) for name in names}
    return told | {"broken": one.broken, "unchecked": list(one.unchecked), "figures": len(one.report.figures)}
