"""The commands of `python -m data`: check, score, export, template, import, annual-report, rectify, mail, ...

One module per group of commands; each says which arguments its commands take and what they do. 0: done;
1: faults (told on stderr, nothing written); 2: the command line itself is wrong. Scoring from files needs
no database: what only the other commands need is imported where they need it.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence

from data.cli import annual, intake, record, rectify, scoring
from data.cli.say import FAULTY, Command, complain
from data.words import LANGUAGES, text
from data.words.faults import fault
from data.words.refusals import refusal
from metrics.errors import CatalogueError, EvaluationError

__all__ = ["main"]

GROUPS = (scoring, intake, annual, rectify, record)  # in the order in which the help lists them


def main(arguments: Sequence[str]) -> int:
    """Run one command; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    options = _parser().parse_args(arguments)
    command: Command = options.command
    try:
        return command(options)
    except CatalogueError as error:
        for one in error.faults:
            complain(fault(one, options.lang))
        complain(text("headless.faults", options.lang, n=len(error.faults)))
    except OSError as error:
        complain(text("headless.not_written", options.lang, folder=error.filename, problem=error.strerror))
    except EvaluationError as error:
        complain(refusal(error, options.lang))
    return FAULTY


def _parser() -> argparse.ArgumentParser:
    language = argparse.ArgumentParser(add_help=False)
    language.add_argument("--lang", choices=LANGUAGES, default=argparse.SUPPRESS, help="zh (default) or en")
    parser = argparse.ArgumentParser(prog="python -m data", description=__doc__, parents=[language])
    parser.set_defaults(lang=LANGUAGES[0])
    commands = parser.add_subparsers(required=True, metavar="COMMAND")

    def add(name: str, run: Command) -> argparse.ArgumentParser:
        summary = (run.__doc__ or "").splitlines()[0]
        one = commands.add_parser(name, help=summary, description=summary, parents=[language])
        one.set_defaults(command=run)
        return one

    for group in GROUPS:
        group.commands(add, language)
    return parser
