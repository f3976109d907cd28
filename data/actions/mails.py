"""Mailing what people have been told: each notification once, by whoever runs `python -m data mail`.

The server is asked outside every transaction, and a mail counts as sent after the server took it: a
crash between the two sends it again under the same Message-ID. Like a look it leaves no entry in the
audit trail; the notification itself keeps when it was mailed or what was in the way.
"""

from __future__ import annotations

from dataclasses import dataclass
from smtplib import SMTPException

from data.desk import Desk
from data.post import Post
from data.queries.notifications import sentence
from data.store import notifications, rounds
from data.store.notifications import Notification
from data.words import text

LIMIT = 500  # of one run; the rest goes with the next


@dataclass(frozen=True, slots=True)
class Mailed:
    """How many notifications were mailed, had nobody to read them, or met trouble (its last words)."""

    sent: int
    unaddressed: int
    failed: int
    trouble: str = ""


def mail(desk: Desk, post: Post) -> Mailed:
    """Send what has not been sent, oldest first; NotPermitted unless the desk is the office's."""
    desk.check("notifications.mail")
    with desk.database.reading() as connection:
        waiting = notifications.unmailed(connection, LIMIT)[::-1]
        made_up = {one.code: one.demo for one in rounds.every(connection)}
    sent = unaddressed = failed = 0
    trouble = ""
    if not waiting:
        return Mailed(0, 0, 0)
    try:
        with post.open() as session:
            for one in waiting:
                to = post.addresses(one.role, one.body)
                if not to:
                    unaddressed += 1
                    continue
                subject, words = written(desk, one, demo=made_up.get(one.round, False))
                try:
                    session.send_message(
                        post.letter(to, subject, words, f"notification-{one.round}-{one.id}")
                    )
                except SMTPException as refused:
                    failed, trouble = failed + 1, str(refused)
                    _note(desk, one, trouble)
                else:
                    sent += 1
                    _note(desk, one)
    except (OSError, SMTPException) as down:
        trouble = str(down)
        failed = len(waiting) - sent - unaddressed
    return Mailed(sent, unaddressed, failed, trouble)


def written(desk: Desk, one: Notification, *, demo: bool) -> tuple[str, str]:
    """Subject and words of the mail about a notification; made-up data is marked in both."""
    language, said = desk.language, sentence(desk, one)
    mark = text("mail.demo", language) if demo else ""
    subject = text("mail.subject", language, mark=mark, said=said)
    return subject, text("mail.words", language, mark=mark, said=said, at=one.at)


def _note(desk: Desk, one: Notification, trouble: str = "") -> None:
    with desk.database.writing() as connection:
        notifications.mailed(connection, one.id, None if trouble else desk.now, trouble)
