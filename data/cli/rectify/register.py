"""The commands ledger and feeds: the register (台账) as a file, and what it fills into the next round."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from data.cli.rectify.say import Within, at_desk, say
from data.cli.say import DONE


def commands(within: Within) -> None:
    """Where the files go."""
    within("ledger", ledger, of_round=True).add_argument("--to", type=Path, required=True, metavar="FILE")
    within("feeds", feeds, of_round=True).add_argument("--to", type=Path, metavar="FILE")


def ledger(options: argparse.Namespace) -> int:
    """Write the register (台账) as a workbook, or as CSV by the file's name."""
    from data.queries import bodies, catalogues, rectification, rounds
    from data.reports.deliver import deliver
    from data.reports.ledger_book import Register, ledger_book, ledger_csv

    desk = at_desk(options)
    register = Register(
        rectification.register(desk, options.round),
        catalogues.plan(desk, options.round),
        {one.code: one for one in bodies.every(desk, options.round)},
        rectification.terms(desk, options.round),
        rounds.find(desk, options.round).demo,
    )
    write = ledger_csv if options.to.suffix.lower() == ".csv" else ledger_book
    deliver(options.to.parent, {options.to.name: write(register, options.lang)})
    say(options, len(register.rows), "rectify.ledger", n=len(register.rows), file=str(options.to))
    return DONE


def feeds(options: argparse.Namespace) -> int:
    """What this round's record fills into the next, as observations to hand in there."""
    from data.queries import feeds as ask
    from data.reports.deliver import deliver

    rows = ask.feeds(at_desk(options), options.round)
    content = rows.to_csv(index=False, lineterminator="\n")
    if options.to is None:
        sys.stdout.write(content)
    else:
        deliver(options.to.parent, {options.to.name: content.encode("utf-8")})
    return DONE
