"""The commands mail, demo and migrate: what keeps the record itself going."""

from __future__ import annotations

import argparse

from data.cli.say import DONE, FAULTY, Add, complain
from data.cli.seats import office
from data.words import text


def commands(add: Add, language: argparse.ArgumentParser) -> None:
    """None of the three wants to know anything."""
    for name, run in (("mail", mail), ("demo", demo), ("migrate", migrate)):
        add(name, run)


def mail(options: argparse.Namespace) -> int:
    """Mail what people have been told and nobody has mailed yet (run it every few minutes)."""
    from data.actions import mails
    from data.settings import from_environment

    post = from_environment().post
    if post is None:
        complain(text("mail.unset", options.lang))
        return FAULTY
    done = mails.mail(office(options), post)
    print(text("mail.done", options.lang, sent=done.sent, unaddressed=done.unaddressed))
    if done.failed:
        complain(text("mail.failed", options.lang, failed=done.failed, trouble=done.trouble))
    return FAULTY if done.failed else DONE


def demo(options: argparse.Namespace) -> int:
    """Load the demonstration into an empty record; a record with rounds is left alone."""
    from data.demo import load, unfinished
    from data.queries import rounds
    from data.settings import from_environment

    if not from_environment().demo:
        print(text("headless.demo_off", options.lang))
        return DONE
    desk = office(options)
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
