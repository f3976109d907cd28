"""The commands notices and notice: papers of an issue under their numbers, and one of them as a file."""

from __future__ import annotations

import argparse
from dataclasses import replace
from pathlib import Path

from data.cli.rectify.say import Within, at_desk, say
from data.cli.say import DONE


def commands(within: Within) -> None:
    """What the two want to know."""
    within("notices", notices, of_round=True).add_argument("--body", default="", metavar="CODE")
    within("notice", notice, item=True).add_argument("--to", type=Path, required=True, metavar="FILE")


def notices(options: argparse.Namespace) -> int:
    """The notices of a round under their numbers, with the items they are about."""
    from data.queries import notices as ask

    for one in ask.notices(at_desk(options), options.round, options.body):
        told = {"number": ask.numbered(one, options.lang), "body": one.body, "on": one.issued_on}
        say(options, told | {"items": one.items}, "rectify.notice", **told, items=list(one.items))
    return DONE


def notice(options: argparse.Namespace) -> int:
    """Write the notice that an item was issued with, as a docx."""
    from data.queries import papers
    from data.reports.deliver import deliver

    made = papers.notice(replace(at_desk(options), language=options.lang), [options.number])
    deliver(options.to.parent, {options.to.name: made.content})
    say(options, str(options.to), "rectify.written", file=str(options.to))
    return DONE
