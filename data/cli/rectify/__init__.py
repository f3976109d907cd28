"""`python -m data rectify`: lost points put right from the command line, a month of it by script.

    rectify propose|draft --round R [--clause C] [--body B] [--indicator I] [--above N]
    rectify list --round R [--body B] [--state S] [--open]        show NUMBER
    rectify ACT NUMBER --as PERSON [...]                          issue, sign, plan, report, verify, close ...
    rectify prove NUMBER (--file F | --link URL)
    rectify remeasure NUMBER --set FIELD=VALUE ... --reason TEXT
    rectify notices --round R [--body B]                          notice NUMBER --to FILE
    rectify letters --round R [--draft]                           send LETTER
    rectify inbox | ledger | feeds | daily --round R

An act is done by --as PERSON in --role ROLE; left out, the role is the one that the act asks for, and a
reporter belongs to the body of the item. 0: done; 1: refused, with the reason.
"""

from __future__ import annotations

import argparse

from data.cli.rectify import drafting, items, letters, notices, register
from data.cli.say import Add, Command

GROUPS = (drafting, items, notices, letters, register)


def commands(add: Add, language: argparse.ArgumentParser) -> None:
    """What `rectify` wants to know, one sub-command each."""
    whats = add("rectify", rectify).add_subparsers(required=True, metavar="WHAT")

    def within(
        name: str, run: Command, *, item: bool = False, of_round: bool = False
    ) -> argparse.ArgumentParser:
        summary = (run.__doc__ or "").splitlines()[0]
        one = whats.add_parser(name, help=summary, description=summary, parents=[language])
        one.set_defaults(run=run, act=name.replace("-", "_"))
        one.add_argument("--as", dest="person", metavar="PERSON", help="who does it, for the audit trail")
        one.add_argument("--role", default="", help="in which role (left out: the one it asks for)")
        one.add_argument("--json", action="store_true", help="the result as JSON on standard output")
        if item:
            one.add_argument("number", metavar="NUMBER")
        if of_round:
            one.add_argument("--round", required=True)
        return one

    for group in GROUPS:
        group.commands(within)


def rectify(options: argparse.Namespace) -> int:
    """Put lost points right: draft, issue, sign, report, verify, close, letters, register."""
    return int(options.run(options))
