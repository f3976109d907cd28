"""Noting that somebody has looked at a round, so that next time they are told what is new.

The one act without an entry in the audit trail: a bookmark of one's own, it moves nothing that anybody
else sees. Entries for it would bury what was done, and would record who of the leaders reads when.
"""

from __future__ import annotations

from data.desk import Desk
from data.queries import rounds
from data.store import audit
from data.store import looks as kept
from data.store.looks import Look


def note(desk: Desk, round_code: str, session: str) -> Look:
    """Note a look of this person; once a session (`session`: its name), afterwards the same answer.

    NotPermitted for a viewer: until sign-in all viewers are one person, and a mark would be nobody's.
    """
    rounds.find(desk, round_code)
    desk.check("observations.read", body=desk.body)
    with desk.database.writing() as connection:
        last = kept.find(connection, round_code, desk.person)
        if last is not None and last.session == session:
            return last
        before = (None, None) if last is None else (last.seen, last.at)
        look = Look(round_code, desk.person, session, audit.head(connection).seq, desk.now, *before)
        kept.save(connection, look)
        return look
