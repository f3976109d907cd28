"""The commands propose and draft: lost points that could be put right, and items made of them."""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from data.cli.rectify.say import Within, at_desk, say, table
from data.cli.say import DONE

if TYPE_CHECKING:
    from data.desk import Desk
    from data.queries.proposals import Proposal


def commands(within: Within) -> None:
    """Both pick lost points in the same words."""
    for name, run in (("propose", propose), ("draft", draft)):
        picking = within(name, run, of_round=True)
        for filter_ in ("clause", "body", "indicator"):
            picking.add_argument(f"--{filter_}", default="", metavar="CODE")
        picking.add_argument("--above", type=float, default=0.0, metavar="POINTS")
        picking.add_argument("--municipal", action="store_true", help="one measure of the city (--indicator)")
        picking.add_argument("--self-check", default="", metavar="NUMBER", help="others look for themselves")
        for changed in ("severity", "deadline-class", "problem-type", "origin"):
            picking.add_argument(f"--{changed}", default="", metavar="CODE")


def propose(options: argparse.Namespace) -> int:
    """Lost points that could be drafted, with what is proposed."""
    from data.queries import proposals

    desk = at_desk(options)
    return table(proposals.frame(_proposals(desk, options), options.lang), options)


def draft(options: argparse.Namespace) -> int:
    """Draft an item for each lost point that is picked and has none yet."""
    from data.actions import rectification_drafts

    desk = at_desk(options)
    found = [one for one in _proposals(desk, options) if not one.open]
    made = rectification_drafts.draft(desk, options.round, found)
    say(options, [one.number for one in made], "rectify.drafted", n=len(made))
    return DONE


def _proposals(desk: Desk, options: argparse.Namespace) -> list[Proposal]:
    from data.queries import proposals

    if options.municipal:
        found = [proposals.municipal(desk, options.round, options.indicator, body=options.body)]
    elif options.self_check:
        found = list(proposals.self_checks(desk, options.self_check))
    else:
        picked = {name: getattr(options, name) for name in ("clause", "body", "indicator", "above")}
        found = list(proposals.proposals(desk, options.round, **picked))
    named = ("severity", "deadline_class", "problem_type", "origin")
    changes: dict[str, Any] = {name: getattr(options, name) for name in named if getattr(options, name)}
    return [replace(one, **changes) for one in found]
