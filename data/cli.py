"""The commands of `python -m data`: check, score, export, template, import, annual-report, demo, migrate.

0: done; 1: faults (told on stderr, nothing written); 2: the command line itself is wrong. Scoring from
files needs no database: what only the other commands need is imported where they need it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Callable, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from data import catalogue as catalogues
from data import cli_annual, cli_intake, cli_rectify
from data.catalogue.differs import beside
from data.catalogue.rectification import FILE as TERMS
from data.catalogue.rectification import load_terms
from data.intake.hand_in import hand_in
from data.intake.problem import errors
from data.reports.deliver import deliver
from data.reports.results import results
from data.words import LANGUAGES, text
from data.words.faults import fault
from data.words.problems import problem
from data.words.refusals import refusal
from metrics.engine import board as engine
from metrics.engine.board import Board
from metrics.errors import CatalogueError, EvaluationError
from metrics.frames import widen
from metrics.model import Setting

if TYPE_CHECKING:
    from data.desk import Desk

DONE, FAULTY = 0, 1
PERSON = "command line"  # who did it, in the audit trail


def main(arguments: Sequence[str]) -> int:
    """Run one command; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    options = _parser().parse_args(arguments)
    command: Callable[[argparse.Namespace], int] = options.command
    try:
        return command(options)
    except CatalogueError as error:
        for one in error.faults:
            _complain(fault(one, options.lang))
        _complain(text("headless.faults", options.lang, n=len(error.faults)))
    except OSError as error:
        _complain(text("headless.not_written", options.lang, folder=error.filename, problem=error.strerror))
    except EvaluationError as error:
        _complain(refusal(error, options.lang))
    return FAULTY


def check(options: argparse.Namespace) -> int:
    """Read a catalogue and tell every fault."""
    catalogue = catalogues.load(options.folder)
    catalogues.all_bodies(options.folder)
    if beside(options.folder, TERMS).is_file():
        load_terms(options.folder, catalogue)
    told = {"code": catalogue.code, "indicators": len(catalogue.indicators), "version": catalogue.version}
    print(text("headless.sound", options.lang, title=catalogue.title, **told))
    return DONE


def score_files(options: argparse.Namespace) -> int:
    """Score what stands in files; writes the four result files, or nothing."""
    catalogue = catalogues.load(options.catalogue)
    given = hand_in(catalogue, options.bodies, options.observations)
    for one in given.problems:
        _complain(problem(one, options.lang))
    if faulty := errors(given.problems):
        _complain(text("headless.refused", options.lang, errors=len(faulty)))
        return FAULTY
    calendar = catalogues.load_calendar(catalogue.calendar) if catalogue.calendar else None
    setting = Setting(catalogue.year, calendar)
    board = engine.score(catalogue, given.bodies, widen(given.observations, catalogue), setting)
    return _hand_over(board, options, results(board, options.lang))


def score_round(options: argparse.Namespace) -> int:
    """Score a round of the record; the four files, or without --out the totals on the screen."""
    from data.queries import boards

    board = boards.board(_desk(options), options.round)
    files = results(board, options.lang)
    if options.out is None:
        sys.stdout.write(files["totals.csv"].decode("utf-8"))
        return DONE
    return _hand_over(board, options, files)


def export(options: argparse.Namespace) -> int:
    """Everything about a round as files: what went in, what came out, and a workbook of both."""
    from data.queries import boards, observations, rounds
    from data.reports.package import package

    desk = _desk(options)
    one = rounds.find(desk, options.round)
    board = boards.board(desk, options.round)
    files = package(board, one, observations.current(desk, options.round), options.lang)
    return _hand_over(board, options, files)


def demo(options: argparse.Namespace) -> int:
    """Load the demonstration into an empty record; a record with rounds is left alone."""
    from data.demo import load, unfinished
    from data.queries import rounds
    from data.settings import from_environment

    if not from_environment().demo:
        print(text("headless.demo_off", options.lang))
        return DONE
    desk = _desk(options)
    if (there := rounds.every(desk)) and not unfinished(desk):
        print(text("headless.demo_there", options.lang, rounds=[one.code for one in there]))
        return DONE
    for loaded in load(desk):
        told = {"bodies": loaded.bodies, "observations": loaded.observations}
        print(text("headless.demo_done", options.lang, title=loaded.round.title, **told))
    return DONE


def migrate(options: argparse.Namespace) -> int:
    """Bring the database up to date; an absent one is made."""
    from data.settings import from_environment
    from data.store.db import database
    from data.store.migrate import upgrade

    address = database(from_environment().database)
    upgrade(address)
    print(text("headless.migrated", options.lang, address=address.url.render_as_string()))
    return DONE


def template(options: argparse.Namespace) -> int:
    """Write a workbook to be filled in: of a body, a lead unit, an indicator or a register."""
    return cli_intake.template(_desk(options), options)


def take_in(options: argparse.Namespace) -> int:
    """Check a workbook or CSV file and take it into a round, all of it or nothing."""
    return cli_intake.take_in(_desk(options), options)


def annual_report(options: argparse.Namespace) -> int:
    """Annual reports of disclosure: tables to fill in, filing with every sum checked, what is filed."""
    return cli_annual.run(_desk(options), options)


def mail(options: argparse.Namespace) -> int:
    """Mail what people have been told and nobody has mailed yet (run it every few minutes)."""
    from data.actions import mails
    from data.settings import from_environment

    post = from_environment().post
    if post is None:
        _complain(text("mail.unset", options.lang))
        return FAULTY
    done = mails.mail(_desk(options), post)
    print(text("mail.done", options.lang, sent=done.sent, unaddressed=done.unaddressed))
    if done.failed:
        _complain(text("mail.failed", options.lang, failed=done.failed, trouble=done.trouble))
    return FAULTY if done.failed else DONE


def rectify(options: argparse.Namespace) -> int:
    """Put lost points right: draft, issue, sign, report, verify, close, letters, register."""
    return int(options.run(partial(_seat, options), options))


def _seat(options: argparse.Namespace, *, person: str = "", role: str, body: str = "") -> Desk:
    """A desk of any role: rectification needs several people, and a script speaks for each of them."""
    from data import desk
    from data.settings import from_environment
    from data.store.migrate import check_head

    who = person or PERSON
    one = desk.sit(from_environment(), person=who, role=role, body=body, language=options.lang)
    check_head(one.database)
    return one


def _desk(options: argparse.Namespace) -> Desk:
    """A desk of the evaluation office: whoever runs commands on the machine holds its database anyway."""
    from data import desk, permits
    from data.settings import from_environment
    from data.store.migrate import check_head

    person = getattr(options, "person", None) or PERSON
    one = desk.sit(from_environment(), person=person, role=permits.OFFICE, language=options.lang)
    check_head(one.database)
    return one


def _hand_over(board: Board, options: argparse.Namespace, files: Mapping[str, bytes]) -> int:
    """Write the files, and say in one line what is in them."""
    deliver(options.out, files)
    ranked = int(board.totals["place"].notna().sum())
    told = {"bodies": len(board.bodies), "ranked": ranked, "losses": len(board.ledger)}
    print(text("headless.summary", options.lang, title=board.catalogue.title, **told))
    print(text("headless.written", options.lang, folder=str(options.out), files=list(files)))
    return DONE


def _complain(sentence: str) -> None:
    print(sentence, file=sys.stderr)


def _parser() -> argparse.ArgumentParser:
    language = argparse.ArgumentParser(add_help=False)
    language.add_argument("--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help="zh (default) or en")
    parser = argparse.ArgumentParser(prog="python -m data", description=__doc__, parents=[language])
    parser.set_defaults(lang=LANGUAGES[0])
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, run: Callable[[argparse.Namespace], int]) -> argparse.ArgumentParser:
        summary = (run.__doc__ or "").splitlines()[0]
        one = commands.add_parser(name, help=summary, description=summary, parents=[language])
        one.set_defaults(command=run)
        return one

    add("check", check).add_argument("folder", metavar="DIR", type=Path)
    scoring = add("score", _score)
    scoring.set_defaults(parser=scoring)
    scoring.add_argument("--round", help="a round of the record; or, without a database:")
    for name in FILES:
        scoring.add_argument(f"--{name}", type=Path)
    scoring.add_argument("--out", type=Path, metavar="DIR")
    exporting = add("export", export)
    exporting.add_argument("--round", required=True)
    exporting.add_argument("--to", dest="out", metavar="DIR", type=Path, required=True)
    giving = add("template", template)
    giving.set_defaults(parser=giving)
    cli_intake.arguments_of_template(giving)
    cli_intake.arguments_of_import(add("import", take_in))
    cli_annual.arguments(add("annual-report", annual_report), language)
    cli_rectify.arguments(add("rectify", rectify), language)
    add("mail", mail)
    add("demo", demo)
    add("migrate", migrate)
    return parser


FILES = ("catalogue", "bodies", "observations")


def _score(options: argparse.Namespace) -> int:
    """Score a round of the record, or files (--catalogue --bodies --observations --out)."""
    given = [name for name in FILES if getattr(options, name) is not None]
    if options.round is not None and not given:
        return score_round(options)
    if options.round is not None or len(given) < len(FILES) or options.out is None:
        options.parser.error("either --round, or --catalogue DIR --bodies FILE --observations FILE --out DIR")
    return score_files(options)
