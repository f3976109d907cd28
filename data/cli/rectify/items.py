"""The commands of one item: list and show, every act of its life, prove, remeasure."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from data import permits
from data.cli.rectify.say import Within, at_desk, say, state, table
from data.cli.say import DONE, as_json
from data.cli.seats import seat
from data.words import text
from metrics.errors import NotFound
from metrics.procedure import lifecycle
from metrics.procedure.items import Contacts, Milestone

if TYPE_CHECKING:
    from data.desk import Desk


def commands(within: Within) -> None:
    """A list, and what is asked and done about one item by its number."""
    listing = within("list", list_items, of_round=True)
    listing.add_argument("--body", default="", metavar="CODE")
    listing.add_argument("--state", default="", choices=("", *lifecycle.STATES))
    listing.add_argument("--open", action="store_true")
    within("show", show, item=True)
    for act in lifecycle.ACTS:
        _arguments_of_act(within(act.replace("_", "-"), do, item=True))
    proving = within("prove", prove, item=True)
    given = proving.add_mutually_exclusive_group(required=True)
    given.add_argument("--file", type=Path)
    given.add_argument("--link", metavar="URL")
    measuring = within("remeasure", remeasure, item=True)
    measuring.add_argument("--set", action="append", required=True, metavar="FIELD=VALUE", dest="values")
    measuring.add_argument("--reason", required=True)


def _arguments_of_act(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--reason", default="")
    parser.add_argument("--days", type=int, default=0, help="working days asked for")
    parser.add_argument("--until", type=date.fromisoformat, metavar="YYYY-MM-DD")
    parser.add_argument("--plan", default="", metavar="TEXT")
    parser.add_argument("--milestone", action="append", default=[], metavar="TITLE=DAY", type=_milestone)
    parser.add_argument("--progress", type=int, metavar="PERCENT")
    parser.add_argument("--done", type=int, action="append", default=[], help="milestone, counted from 1")
    for name in ("leader", "handler", "phone"):
        parser.add_argument(f"--{name}", default="")
    for name in ("problem", "measure", "proof-wanted", "severity", "deadline-class", "problem-type"):
        parser.add_argument(f"--{name}", default="")
    parser.add_argument("--press", default="", metavar="WORD", help="issued together: on one notice")
    parser.add_argument("--version", type=int, metavar="N", help="of the item as it was seen")


def list_items(options: argparse.Namespace) -> int:
    """The items of a round with their clocks."""
    from data.queries import rectification

    desk = at_desk(options)
    rows = rectification.register(
        desk, options.round, body=options.body, state=options.state, open_only=options.open
    )
    shown = ["number", "body", "indicator", "state", "lamp", "deadline", "left", "lost", "waits_for"]
    return table(rows if options.json else rows[shown], options)


def show(options: argparse.Namespace) -> int:
    """One item with its history."""
    from data.queries import rectification
    from data.queries.notices import numbered

    told = rectification.find(at_desk(options), options.number)
    notice = numbered(told.notice, options.lang) if told.notice else ""
    if options.json:
        history = [
            {"at": one.at, "act": one.act, "person": one.person, "reason": one.reason, **one.detail}
            for one in told.events
        ]
        about = {"number": told.item.number, "state": told.item.state, "left": told.clock.left}
        as_json(about | {"notice": notice, "events": history})
        return DONE
    state(options, told.item.number, told.item.state)
    if told.notice:
        print(text("rectify.on_notice", options.lang, number=notice, n=len(told.notice.items)))
    for one in told.events:
        name = one.act if one.act.startswith("letter") else text(f"item_act.{one.act}", options.lang)
        print(text("rectify.event", options.lang, at=one.at, act=name, by=one.person, reason=one.reason))
    return DONE


def do(options: argparse.Namespace) -> int:
    """A step of an item's life."""
    from data.actions import rectification

    desk, version = _for_item(options, options.act)
    named = ("problem", "measure", "proof_wanted", "severity", "deadline_class", "problem_type")
    item = rectification.do(
        desk, options.number, options.act,
        version=version if options.version is None else options.version, reason=options.reason,
        days=options.days, until=options.until, plan=options.plan, milestones=options.milestone,
        progress=options.progress, done=[one - 1 for one in options.done],
        contacts=Contacts(options.leader, options.handler, options.phone),
        changes={name: getattr(options, name) for name in named if getattr(options, name)},
        press=options.press,
    )  # fmt: skip
    state(options, item.number, item.state)
    return DONE


def prove(options: argparse.Namespace) -> int:
    """Hand in proof for an item: a file or a web address."""
    from data.actions import rectification_proof

    desk, _ = _for_item(options, "prove")
    if options.link:
        made = rectification_proof.link(desk, options.number, url=options.link)
    else:
        try:
            content = options.file.read_bytes()
        except OSError as trouble:
            raise NotFound("file_gone", file=str(options.file)) from trouble
        made = rectification_proof.attach(desk, options.number, name=options.file.name, content=content)
    say(options, made.id, "rectify.proved", name=made.name, number=options.number)
    return DONE


def remeasure(options: argparse.Namespace) -> int:
    """Keep what the item's indicator was observed to be now."""
    import pandas as pd

    from data.actions import rectification_proof
    from data.queries import rectification

    desk, _ = _for_item(options, "remeasure")
    item = rectification.find(desk, options.number).item
    pairs = [one.partition("=") for one in options.values]
    rows = pd.DataFrame(
        [(item.body, item.indicator, name.strip(), value.strip()) for name, _, value in pairs],
        columns=["body", "indicator", "field", "value"],
    )
    rectification_proof.remeasure(desk, options.number, rows, reason=options.reason)
    lost = rectification.find(desk, options.number).after.lost
    say(options, lost, "rectify.measured", number=options.number, lost=lost)
    return DONE


OTHER = {"prove": (lifecycle.REPORTER,), "remeasure": (lifecycle.EVALUATOR,)}  # acts that move no state


def _for_item(options: argparse.Namespace, act: str) -> tuple[Desk, int]:
    """The desk for an act on an item, and the item's version now."""
    from data.queries import rectification

    item = rectification.find(seat(options, role=permits.OFFICE), options.number).item
    step = lifecycle.find(item.state, act)
    roles = step.roles if step else lifecycle.roles_of(act) or OTHER.get(act, ("office",))
    role = options.role or roles[0]
    body = item.body if role == lifecycle.REPORTER else ""
    return seat(options, role=role, body=body), item.version


def _milestone(words: str) -> Milestone:
    title, _, day = words.rpartition("=")
    if not title or not day.isdigit():
        raise argparse.ArgumentTypeError(f"TITLE=DAY, found {words!r}")
    return Milestone(title, int(day))
