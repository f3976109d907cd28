"""Mailing what people have been told: each notification once, by whoever runs `python -m data mail`.

The server is asked outside every transaction, and a mail counts as sent after the server took it: a
crash between the two sends it again under the same Message-ID. Like a look it leaves no entry in the
audit trail; the notification itself keeps when it was mailed or what was in the way.
"""

from __future__ import annotations

from dataclasses import dataclass
from smtplib import SMTPNotSupportedError, SMTPRecipientsRefused, SMTPResponseException

from data.desk import Desk
from data.post import Post, addresses
from data.queries.notifications import sentence
from data.store import notifications, rounds
from data.store.notifications import Notification
from data.words import text

LIMIT = 500  # of one run; the rest goes with the next
NOBODY = "no address"  # kept as what was in the way
# The server takes this one mail not: its answer, its readers, or letters that it does not know.
REFUSED = (SMTPResponseException, SMTPRecipientsRefused, SMTPNotSupportedError)


@dataclass(frozen=True, slots=True)
class Mailed:
    """How many notifications were mailed, had nobody to read them, or met trouble (its last words)."""

    sent: int
    unaddressed: int
    failed: int
    trouble: str = ""


def mail(desk: Desk, post: Post) -> Mailed:
    """Send what has not been sent, oldest first.

    NotPermitted unless the desk is the office's; Lacking("mail_book").
    """
    desk.check("notifications.mail")
    with desk.database.reading() as connection:
        waiting = notifications.unmailed(connection, LIMIT)
        made_up = {one.code: one.demo for one in rounds.every(connection)}
    book = post.readers()
    addressed = [(one, to) for one in waiting if (to := addresses(book, one.role, one.body))]
    known = {one.id for one, _ in addressed}
    unread = [one for one in waiting if one.id not in known]
    for one in unread:
        if one.mail_trouble != NOBODY:
            _note(desk, one, NOBODY)
    if not addressed:
        return Mailed(0, len(unread), 0)
    sent, trouble = 0, ""
    try:
        with post.open() as session:
            for one, to in addressed:
                subject, words = written(desk, one, demo=made_up.get(one.round, False))
                name = f"notification-{one.round}-{one.id}"
                try:
                    session.send_message(post.letter(to, subject, words, name))
                except REFUSED as refused:
                    trouble = str(refused)
                    _note(desk, one, trouble)
                else:
                    sent += 1
                    _note(desk, one)
    except OSError as down:  # every trouble of a session is one
        trouble = str(down)
    return Mailed(sent, len(unread), len(addressed) - sent, trouble)


def written(desk: Desk, one: Notification, *, demo: bool) -> tuple[str, str]:
    """Subject and words of the mail about a notification; made-up data is marked in both."""
    language, said = desk.language, sentence(desk, one)
    mark = text("mail.demo", language) if demo else ""
    subject = text("mail.subject", language, mark=mark, said=said)
    return subject, text("mail.words", language, mark=mark, said=said, at=one.at)


def _note(desk: Desk, one: Notification, trouble: str = "") -> None:
    with desk.database.writing() as connection:
        notifications.mailed(connection, one.id, None if trouble else desk.now, trouble)
