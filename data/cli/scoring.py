"""The commands check, score and export: a catalogue looked at, a board worked out, its files written."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Mapping
from pathlib import Path

from data import catalogue as catalogues
from data.catalogue.differs import beside
from data.catalogue.rectification import FILE as TERMS
from data.catalogue.rectification import load_terms
from data.cli.say import DONE, FAULTY, Add, complain
from data.cli.seats import office
from data.intake.hand_in import hand_in
from data.intake.problem import errors
from data.reports.deliver import deliver
from data.reports.results import results
from data.words import text
from data.words.problems import problem
from metrics.engine import board as engine
from metrics.engine.board import Board
from metrics.frames import widen
from metrics.model import Setting

FILES = ("catalogue", "bodies", "observations")


def commands(add: Add, language: argparse.ArgumentParser) -> None:
    """What the three commands want to know."""
    add("check", check).add_argument("folder", metavar="DIR", type=Path)
    scoring = add("score", score)
    scoring.set_defaults(parser=scoring)
    scoring.add_argument("--round", help="a round of the record; or, without a database:")
    for name in FILES:
        scoring.add_argument(f"--{name}", type=Path)
    scoring.add_argument("--out", type=Path, metavar="DIR")
    exporting = add("export", export)
    exporting.add_argument("--round", required=True)
    exporting.add_argument("--to", dest="out", metavar="DIR", type=Path, required=True)


def check(options: argparse.Namespace) -> int:
    """Read a catalogue and tell every fault."""
    catalogue = catalogues.load(options.folder)
    catalogues.all_bodies(options.folder)
    if beside(options.folder, TERMS).is_file():
        load_terms(options.folder, catalogue)
    told = {"code": catalogue.code, "indicators": len(catalogue.indicators), "version": catalogue.version}
    print(text("headless.sound", options.lang, title=catalogue.title, **told))
    return DONE


def score(options: argparse.Namespace) -> int:
    """Score a round of the record, or files (--catalogue --bodies --observations --out)."""
    given = [name for name in FILES if getattr(options, name) is not None]
    if options.round is not None and not given:
        return score_round(options)
    if options.round is not None or len(given) < len(FILES) or options.out is None:
        options.parser.error("either --round, or --catalogue DIR --bodies FILE --observations FILE --out DIR")
    return score_files(options)


def score_files(options: argparse.Namespace) -> int:
    """Score what stands in files; writes the four result files, or nothing."""
    catalogue = catalogues.load(options.catalogue)
    given = hand_in(catalogue, options.bodies, options.observations)
    for one in given.problems:
        complain(problem(one, options.lang))
    if faulty := errors(given.problems):
        complain(text("headless.refused", options.lang, errors=len(faulty)))
        return FAULTY
    calendar = catalogues.load_calendar(catalogue.calendar) if catalogue.calendar else None
    setting = Setting(catalogue.year, calendar)
    board = engine.score(catalogue, given.bodies, widen(given.observations, catalogue), setting)
    return _hand_over(board, options, results(board, options.lang))


def score_round(options: argparse.Namespace) -> int:
    """Score a round of the record; the four files, or without --out the totals on the screen."""
    from data.queries import boards

    board = boards.board(office(options), options.round)
    files = results(board, options.lang)
    if options.out is None:
        sys.stdout.write(files["totals.csv"].decode("utf-8"))
        return DONE
    return _hand_over(board, options, files)


def export(options: argparse.Namespace) -> int:
    """Everything about a round as files: what went in, what came out, and a workbook of both."""
    from data.queries import boards, observations, rounds
    from data.reports.package import package

    desk = office(options)
    one = rounds.find(desk, options.round)
    board = boards.board(desk, options.round)
    files = package(board, one, observations.current(desk, options.round), options.lang)
    return _hand_over(board, options, files)


def _hand_over(board: Board, options: argparse.Namespace, files: Mapping[str, bytes]) -> int:
    """Write the files, and say in one line what is in them."""
    deliver(options.out, files)
    ranked = int(board.totals["place"].notna().sum())
    told = {"bodies": len(board.bodies), "ranked": ranked, "losses": len(board.ledger)}
    print(text("headless.summary", options.lang, title=board.catalogue.title, **told))
    print(text("headless.written", options.lang, folder=str(options.out), files=list(files)))
    return DONE
