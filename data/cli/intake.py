"""The commands of `python -m data` for workbooks: template (out) and import (in).

import: 0 taken in, looked at with --dry-run, or taken in before; 1 refused, with every problem listed.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.cli.handed import hand_in
from data.cli.say import DONE, FAULTY, Add, as_json, complain, plain, records
from data.cli.seats import office
from data.words import text
from data.words.naming import Naming
from data.words.problems import problem

if TYPE_CHECKING:
    import pandas as pd

    from data.actions.imports import Committed
    from data.desk import Desk
    from data.queries.imports import Preview
    from data.queries.templates import Template

SUBJECTS = ("body", "unit", "indicator", "register")
REFUSE, FILE, RECORD = "refuse", "file", "record"


def commands(add: Add, language: argparse.ArgumentParser) -> None:
    """The two commands."""
    giving = add("template", template)
    giving.set_defaults(parser=giving)
    _arguments_of_template(giving)
    _arguments_of_import(add("import", take_in))


def _arguments_of_template(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--round", required=True)
    parser.add_argument("--body", metavar="CODE", help="the whole table of one body")
    parser.add_argument("--unit", metavar="CODE", help="the block of a lead unit, over all bodies")
    parser.add_argument("--indicator", metavar="CODE", help="one indicator over all bodies")
    parser.add_argument("--register", metavar="CODE", help="documents of an indicator (of --body, or of all)")
    parser.add_argument("--to", metavar="FILE", type=Path, required=True)


def _arguments_of_import(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE", type=Path)
    parser.add_argument("--round", required=True)
    parser.add_argument("--dry-run", action="store_true", help="look at it, change nothing")
    parser.add_argument("--json", action="store_true", help="the result as JSON on standard output")
    parser.add_argument("--as", dest="person", metavar="PERSON", help="who hands it in, for the audit trail")
    parser.add_argument("--reason", default="", help="why, where something stored is replaced or withdrawn")
    parser.add_argument("--signed", action="store_true", help="the person answers for the nil returns in it")
    parser.add_argument(
        "--conflicts", choices=(REFUSE, FILE, RECORD), default=REFUSE,
        help="where somebody else changed a cell meanwhile: refuse (default), the file wins, the record wins",
    )  # fmt: skip


def template(options: argparse.Namespace) -> int:
    """Write a workbook to be filled in: of a body, a lead unit, an indicator or a register."""
    from data.queries import templates
    from data.reports.deliver import deliver

    given = [name for name in SUBJECTS if getattr(options, name)]
    if len(given) != 1 and given != ["body", "register"]:
        options.parser.error("one of --body, --unit, --indicator, --register (with or without --body)")
    desk = office(options)
    makers: dict[str, Callable[[], Template]] = {
        "body": lambda: templates.for_body(desk, options.round, options.body),
        "unit": lambda: templates.for_unit(desk, options.round, options.unit),
        "indicator": lambda: templates.for_indicator(desk, options.round, options.indicator),
        "register": lambda: templates.for_register(desk, options.round, options.register, options.body or ""),
    }
    made = makers[given[-1]]()
    deliver(options.to.parent, {options.to.name: made.content})
    print(text("headless.template_to", options.lang, file=str(options.to)))
    return DONE


def take_in(options: argparse.Namespace) -> int:
    """Check a workbook or CSV file and take it into a round, all of it or nothing."""
    return hand_in(options, partial(_take_in, office(options), options), "batch")


def _take_in(desk: Desk, options: argparse.Namespace, content: bytes) -> int:
    from data.actions import imports as acts
    from data.queries import grounds, imports

    shown = imports.preview(desk, options.round, content, options.file.name)
    asked = options.conflicts == REFUSE and shown.imported is None
    undecided = shown.conflicts if asked else shown.conflicts.iloc[:0]
    done = None
    if not (shown.errors or len(undecided) or options.dry_run):
        accepted = shown.conflicts.index.tolist() if options.conflicts == FILE else []
        done = acts.commit(desk, shown, accepted=accepted, reason=options.reason, signed=options.signed)
    tell = _as_json if options.json else _in_words
    tell(options, shown, grounds.naming(desk, options.round), undecided, done)
    return FAULTY if shown.errors or len(undecided) else DONE


def _in_words(
    options: argparse.Namespace, shown: Preview, naming: Naming, undecided: pd.DataFrame,
    done: Committed | None,
) -> None:  # fmt: skip
    for one in shown.problems:
        complain(problem(naming.told(one, options.lang), options.lang))
    for line in undecided.to_dict("records"):
        quoted = {name: line[name] for name in ("body", "indicator", "field", "now", "by", "file")}
        complain(text("headless.conflict", options.lang, **quoted))
    if shown.errors:
        complain(text("headless.faulty_file", options.lang, errors=len(shown.errors)))
        return
    print(text("headless.counts", options.lang, **shown.counts))
    if len(undecided):
        complain(text("headless.conflicts", options.lang, n=len(undecided)))
        return
    if done is not None and done.again:
        about = {"batch": done.batch.number, "by": done.batch.person, "at": done.batch.at}
        print(text("headless.already", options.lang, **about))
        return
    for row in records(shown.effect):
        print(text("headless.moved", options.lang, **{str(name): one for name, one in row.items()}))
    key = "headless.dry_run" if done is None else "headless.imported"
    print(text(key, options.lang, batch=done.batch.number if done else 0))


def _as_json(
    options: argparse.Namespace, shown: Preview, naming: Naming, undecided: pd.DataFrame,
    done: Committed | None,
) -> None:  # fmt: skip
    told: dict[str, Any] = {
        "file": shown.name, "sha256": shown.sha256, "round": shown.round,
        "batch": done.batch.number if done else None, "again": bool(done and done.again),
        "dry_run": options.dry_run, "counts": shown.counts,
        "problems": [plain(one, options.lang, naming) for one in shown.problems],
        "conflicts": records(undecided),
        "effect": records(shown.effect),
    }  # fmt: skip
    as_json(told)
