"""The commands letters, send, inbox and daily: the ladder of letters and what people are told."""

from __future__ import annotations

import argparse

from data.cli.rectify.say import Within, at_desk, say
from data.cli.say import DONE
from data.words import text


def commands(within: Within) -> None:
    """What the four want to know."""
    within("letters", letters, of_round=True).add_argument("--draft", action="store_true", help="what is due")
    sending = within("send", send)
    sending.add_argument("letter", type=int, metavar="LETTER")
    sending.add_argument("--reason", default="")
    within("inbox", inbox).add_argument("--body", default="", metavar="CODE")
    within("daily", daily, of_round=True)


def letters(options: argparse.Namespace) -> int:
    """Letters of the ladder; with --draft those that are due are drafted first."""
    from data.actions import rectification_letters
    from data.queries import letters as ask
    from data.queries import rectification

    desk = at_desk(options)
    if options.draft:
        rectification_letters.draft_due(desk, options.round)
    terms = rectification.terms(desk, options.round)
    for one in ask.letters(desk, options.round):
        told = {
            "id": one.id, "number": one.number, "step": terms.rung(one.step).title,
            "state": text(f"letter_state.{one.state}", options.lang), "on": one.drafted_on,
        }  # fmt: skip
        say(options, {**told, "step": one.step, "state": one.state}, "rectify.letter", **told)
    return DONE


def send(options: argparse.Namespace) -> int:
    """Send a letter that was drafted; it gets its number."""
    from data.actions import rectification_letters
    from data.queries import letters as ask

    desk = at_desk(options)
    one = ask.find(desk, options.letter)
    sent = rectification_letters.send(desk, one.id, version=one.version, note=options.reason)
    say(options, sent.serial, "rectify.sent", id=sent.id, year=sent.year, serial=sent.serial)
    return DONE


def inbox(options: argparse.Namespace) -> int:
    """What people of a role have been told."""
    from data.queries import notifications

    desk = at_desk(options, body=options.body)
    for one in notifications.inbox(desk):
        said = notifications.sentence(desk, one)
        say(options, said, "rectify.told", at=one.at, said=said, by=one.seen_by or "–")
    return DONE


def daily(options: argparse.Namespace) -> int:
    """What a day begins with: letters that are due are drafted, and how things stand is said."""
    from data.actions import rectification_letters
    from data.queries import rectification_figures

    desk = at_desk(options)
    made = rectification_letters.draft_due(desk, options.round)
    told = rectification_figures.figures(desk, options.round)
    counts = {"open": told.open, "overdue": told.overdue, "drafted": len(made), "coming": len(told.coming)}
    say(options, counts, "rectify.daily", **counts)
    return DONE
