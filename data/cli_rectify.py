"""`python -m data rectify`: lost points put right from the command line, a month of it by script.

    rectify propose|draft --round R [--clause C] [--body B] [--indicator I] [--above N]
    rectify list --round R [--body B] [--state S] [--open]        show NUMBER
    rectify ACT NUMBER --as PERSON [...]                          issue, sign, plan, report, verify, close ...
    rectify prove NUMBER (--file F | --link URL)
    rectify remeasure NUMBER --set FIELD=VALUE ... --reason TEXT
    rectify letters --round R [--draft]                           send LETTER
    rectify inbox | ledger | feeds | daily --round R

An act is done by --as PERSON in --role ROLE; left out, the role is the one that the act asks for, and a
reporter belongs to the body of the item. 0: done; 1: refused, with the reason.
"""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from data.words import text
from metrics.errors import NotFound
from metrics.procedure import lifecycle
from metrics.procedure.items import Contacts, Milestone

if TYPE_CHECKING:
    from data.desk import Desk
    from data.queries.proposals import Proposal

DONE = 0
Sit = Callable[..., "Desk"]
Run = Callable[[Sit, argparse.Namespace], int]


def arguments(parser: argparse.ArgumentParser, language: argparse.ArgumentParser) -> None:
    """What `rectify` wants to know, one sub-command each."""
    commands = parser.add_subparsers(required=True, metavar="WHAT")

    def add(name: str, run: Run, *, item: bool = False, of_round: bool = False) -> argparse.ArgumentParser:
        summary = (run.__doc__ or "").splitlines()[0]
        one = commands.add_parser(name, help=summary, description=summary, parents=[language])
        one.set_defaults(run=run, act=name.replace("-", "_"))
        one.add_argument("--as", dest="person", metavar="PERSON", help="who does it, for the audit trail")
        one.add_argument("--role", default="", help="in which role (left out: the one it asks for)")
        one.add_argument("--json", action="store_true", help="the result as JSON on standard output")
        if item:
            one.add_argument("number", metavar="NUMBER")
        if of_round:
            one.add_argument("--round", required=True)
        return one

    for name, run in (("propose", propose), ("draft", draft)):
        picking = add(name, run, of_round=True)
        for filter_ in ("clause", "body", "indicator"):
            picking.add_argument(f"--{filter_}", default="", metavar="CODE")
        picking.add_argument("--above", type=float, default=0.0, metavar="POINTS")
        picking.add_argument("--municipal", action="store_true", help="one measure of the city (--indicator)")
        picking.add_argument("--self-check", default="", metavar="NUMBER", help="others look for themselves")
        for changed in ("severity", "deadline-class", "problem-type", "origin"):
            picking.add_argument(f"--{changed}", default="", metavar="CODE")
    listing = add("list", list_items, of_round=True)
    listing.add_argument("--body", default="", metavar="CODE")
    listing.add_argument("--state", default="", choices=("", *lifecycle.STATES))
    listing.add_argument("--open", action="store_true")
    add("show", show, item=True)
    for act in lifecycle.ACTS:
        _arguments_of_act(add(act.replace("_", "-"), do, item=True))
    proving = add("prove", prove, item=True)
    given = proving.add_mutually_exclusive_group(required=True)
    given.add_argument("--file", type=Path)
    given.add_argument("--link", metavar="URL")
    measuring = add("remeasure", remeasure, item=True)
    measuring.add_argument("--set", action="append", required=True, metavar="FIELD=VALUE", dest="values")
    measuring.add_argument("--reason", required=True)
    add("letters", letters, of_round=True).add_argument("--draft", action="store_true", help="what is due")
    sending = add("send", send)
    sending.add_argument("letter", type=int, metavar="LETTER")
    sending.add_argument("--reason", default="")
    add("inbox", inbox).add_argument("--body", default="", metavar="CODE")
    add("ledger", ledger, of_round=True).add_argument("--to", type=Path, required=True, metavar="FILE")
    add("feeds", feeds, of_round=True).add_argument("--to", type=Path, metavar="FILE")
    add("daily", daily, of_round=True)


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
    parser.add_argument("--version", type=int, metavar="N", help="of the item as it was seen")


def propose(sit: Sit, options: argparse.Namespace) -> int:
    """Lost points that could be drafted, with what is proposed."""
    from data.queries import proposals

    desk = _desk(sit, options, "office")
    return _table(proposals.frame(_proposals(desk, options), options.lang), options)


def draft(sit: Sit, options: argparse.Namespace) -> int:
    """Draft an item for each lost point that is picked and has none yet."""
    from data.actions import rectification_drafts

    desk = _desk(sit, options, "office")
    found = [one for one in _proposals(desk, options) if not one.open]
    made = rectification_drafts.draft(desk, options.round, found)
    _say(options, [one.number for one in made], "rectify.drafted", n=len(made))
    return DONE


def list_items(sit: Sit, options: argparse.Namespace) -> int:
    """The items of a round with their clocks."""
    from data.queries import rectification

    desk = _desk(sit, options, "office")
    rows = rectification.register(
        desk, options.round, body=options.body, state=options.state, open_only=options.open
    )
    shown = ["number", "body", "indicator", "state", "lamp", "deadline", "left", "lost", "waits_for"]
    return _table(rows if options.json else rows[shown], options)


def show(sit: Sit, options: argparse.Namespace) -> int:
    """One item with its history."""
    from data.queries import rectification

    told = rectification.find(_desk(sit, options, "office"), options.number)
    if options.json:
        history = [
            {"at": one.at, "act": one.act, "person": one.person, "reason": one.reason, **one.detail}
            for one in told.events
        ]
        about = {"number": told.item.number, "state": told.item.state, "left": told.clock.left}
        print(json.dumps(about | {"events": history}, ensure_ascii=False, indent=1, default=str))
        return DONE
    _state(options, told.item.number, told.item.state)
    for one in told.events:
        name = one.act if one.act.startswith("letter") else text(f"item_act.{one.act}", options.lang)
        print(text("rectify.event", options.lang, at=one.at, act=name, by=one.person, reason=one.reason))
    return DONE


def do(sit: Sit, options: argparse.Namespace) -> int:
    """A step of an item's life."""
    from data.actions import rectification

    desk, version = _for_item(sit, options, options.act)
    named = ("problem", "measure", "proof_wanted", "severity", "deadline_class", "problem_type")
    item = rectification.do(
        desk, options.number, options.act,
        version=version if options.version is None else options.version, reason=options.reason,
        days=options.days, until=options.until, plan=options.plan, milestones=options.milestone,
        progress=options.progress, done=[one - 1 for one in options.done],
        contacts=Contacts(options.leader, options.handler, options.phone),
        changes={name: getattr(options, name) for name in named if getattr(options, name)},
    )  # fmt: skip
    _state(options, item.number, item.state)
    return DONE


def prove(sit: Sit, options: argparse.Namespace) -> int:
    """Hand in proof for an item: a file or a web address."""
    from data.actions import rectification_proof

    desk, _ = _for_item(sit, options, "prove")
    if options.link:
        made = rectification_proof.link(desk, options.number, url=options.link)
    else:
        try:
            content = options.file.read_bytes()
        except OSError as trouble:
            raise NotFound("file_gone", file=str(options.file)) from trouble
        made = rectification_proof.attach(desk, options.number, name=options.file.name, content=content)
    _say(options, made.id, "rectify.proved", name=made.name, number=options.number)
    return DONE


def remeasure(sit: Sit, options: argparse.Namespace) -> int:
    """Keep what the item's indicator was observed to be now."""
    import pandas as pd

    from data.actions import rectification_proof
    from data.queries import rectification

    desk, _ = _for_item(sit, options, "remeasure")
    item = rectification.find(desk, options.number).item
    pairs = [one.partition("=") for one in options.values]
    rows = pd.DataFrame(
        [(item.body, item.indicator, name.strip(), value.strip()) for name, _, value in pairs],
        columns=["body", "indicator", "field", "value"],
    )
    rectification_proof.remeasure(desk, options.number, rows, reason=options.reason)
    lost = rectification.find(desk, options.number).after.lost
    _say(options, lost, "rectify.measured", number=options.number, lost=lost)
    return DONE


def letters(sit: Sit, options: argparse.Namespace) -> int:
    """Letters of the ladder; with --draft those that are due are drafted first."""
    from data.actions import rectification_letters
    from data.queries import letters as ask
    from data.queries import rectification

    desk = _desk(sit, options, "office")
    if options.draft:
        rectification_letters.draft_due(desk, options.round)
    terms = rectification.terms(desk, options.round)
    for one in ask.letters(desk, options.round):
        told = {
            "id": one.id, "number": one.number, "step": terms.rung(one.step).title,
            "state": text(f"letter_state.{one.state}", options.lang), "on": one.drafted_on,
        }  # fmt: skip
        _say(options, {**told, "step": one.step, "state": one.state}, "rectify.letter", **told)
    return DONE


def send(sit: Sit, options: argparse.Namespace) -> int:
    """Send a letter that was drafted; it gets its number."""
    from data.actions import rectification_letters
    from data.queries import letters as ask

    desk = _desk(sit, options, "office")
    one = ask.find(desk, options.letter)
    sent = rectification_letters.send(desk, one.id, version=one.version, note=options.reason)
    _say(options, sent.serial, "rectify.sent", id=sent.id, year=sent.year, serial=sent.serial)
    return DONE


def inbox(sit: Sit, options: argparse.Namespace) -> int:
    """What people of a role have been told."""
    from data.queries import notifications

    desk = sit(person=options.person, role=options.role or "office", body=options.body)
    for one in notifications.inbox(desk):
        said = notifications.sentence(desk, one)
        _say(options, said, "rectify.told", at=one.at, said=said, by=one.seen_by or "–")
    return DONE


def ledger(sit: Sit, options: argparse.Namespace) -> int:
    """Write the register (台账) as a workbook, or as CSV by the file's name."""
    from data.queries import bodies, catalogues, rectification, rounds
    from data.reports.deliver import deliver
    from data.reports.ledger_book import Register, ledger_book, ledger_csv

    desk = _desk(sit, options, "office")
    register = Register(
        rectification.register(desk, options.round),
        catalogues.plan(desk, options.round),
        {one.code: one for one in bodies.every(desk, options.round)},
        rectification.terms(desk, options.round),
        rounds.find(desk, options.round).demo,
    )
    write = ledger_csv if options.to.suffix.lower() == ".csv" else ledger_book
    deliver(options.to.parent, {options.to.name: write(register, options.lang)})
    _say(options, len(register.rows), "rectify.ledger", n=len(register.rows), file=str(options.to))
    return DONE


def feeds(sit: Sit, options: argparse.Namespace) -> int:
    """What this round's record fills into the next, as observations to hand in there."""
    from data.queries import feeds as ask
    from data.reports.deliver import deliver

    rows = ask.feeds(_desk(sit, options, "office"), options.round)
    content = rows.to_csv(index=False, lineterminator="\n")
    if options.to is None:
        sys.stdout.write(content)
    else:
        deliver(options.to.parent, {options.to.name: content.encode("utf-8")})
    return DONE


def daily(sit: Sit, options: argparse.Namespace) -> int:
    """What a day begins with: letters that are due are drafted, and how things stand is said."""
    from data.actions import rectification_letters
    from data.queries import rectification_figures

    desk = _desk(sit, options, "office")
    made = rectification_letters.draft_due(desk, options.round)
    told = rectification_figures.figures(desk, options.round)
    counts = {"open": told.open, "overdue": told.overdue, "drafted": len(made), "coming": len(told.coming)}
    _say(options, counts, "rectify.daily", **counts)
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


def _desk(sit: Sit, options: argparse.Namespace, role: str) -> Desk:
    return sit(person=options.person, role=options.role or role)


def _for_item(sit: Sit, options: argparse.Namespace, act: str) -> tuple[Desk, int]:
    """The desk for an act on an item, and the item's version now."""
    from data.queries import rectification

    item = rectification.find(sit(role="office"), options.number).item
    step = lifecycle.find(item.state, act)
    roles = step.roles if step else lifecycle.roles_of(act) or OTHER.get(act, ("office",))
    role = options.role or roles[0]
    body = item.body if role == lifecycle.REPORTER else ""
    return sit(person=options.person, role=role, body=body), item.version


OTHER = {"prove": (lifecycle.REPORTER,), "remeasure": (lifecycle.EVALUATOR,)}


def _milestone(words: str) -> Milestone:
    title, _, day = words.rpartition("=")
    if not title or not day.isdigit():
        raise argparse.ArgumentTypeError(f"TITLE=DAY, found {words!r}")
    return Milestone(title, int(day))


def _state(options: argparse.Namespace, number: str, state: str) -> None:
    said = text(f"item_state.{state}", options.lang)
    _say(options, {"number": number, "state": state}, "rectify.state", number=number, state=said)


def _say(options: argparse.Namespace, value: object, key: str, **numbers: object) -> None:
    """A result as a sentence, or with --json as a line of JSON."""
    if options.json:
        print(json.dumps(value, ensure_ascii=False, default=str))
    else:
        print(text(key, options.lang, **numbers))


def _table(rows: Any, options: argparse.Namespace) -> int:
    """Rows as JSON, or as lines with tabs."""
    if options.json:
        plain = rows.astype(object).where(rows.notna(), None).to_dict("records")
        print(json.dumps(plain, ensure_ascii=False, indent=1, default=str))
        return DONE
    rows.to_csv(sys.stdout, sep="\t", index=False)
    return DONE
