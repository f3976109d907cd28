"""The board of a round as it was when some entry of the audit trail was the last.

    asof(desk, connection, one, catalogue, sequence) -> Board

Facts and acceptances as they were then, scored by `catalogue`; bodies as they are now, for what they were
before they were amended is in no table. So two of them differ by facts alone.
"""

from __future__ import annotations

from data.desk import Desk
from data.queries import catalogues
from data.queries.memo import Memo
from data.store import audit
from data.store import bodies as kept_bodies
from data.store import observations as kept
from data.store.db import Connection
from metrics.engine.board import Board, score
from metrics.frames import OBSERVATIONS, widen
from metrics.model import Catalogue, Round

BATCHES = (
    "observations.record", "observations.withdraw", "imports.commit", "imports.withdraw", "entries.submit",
)  # fmt: skip
WORDS = ("bodies.accept_thin_base", "bodies.withdraw_acceptance")
BODIES = ("rounds.open", "bodies.amend")

_boards: Memo[Board] = Memo(size=12)


def asof(desk: Desk, connection: Connection, one: Round, catalogue: Catalogue, sequence: int) -> Board:
    """The board after entry `sequence`; for other questions to work with, it has every name."""
    batch = _batch(connection, one.code, sequence)
    accepted = _accepted(connection, one.code, sequence)
    roster = audit.latest(connection, one.code, BODIES)
    where = desk.database.url.render_as_string(hide_password=False)

    def work() -> Board:
        facts = widen(kept.current(connection, one.code, batch)[list(OBSERVATIONS)], catalogue)
        bodies = kept_bodies.of_round(connection, one.code)
        return score(catalogue, bodies, facts, catalogues.setting(one, catalogue), accepted)

    return _boards.get((where, one.code, catalogue.version, batch, accepted, roster), work)


def _batch(connection: Connection, round_code: str, sequence: int) -> int:
    """The last batch that was there; 0 for none."""
    found = audit.between(connection, round_code, BATCHES, upto=sequence)
    return max((int(entry["after"]["batch"]) for entry in found), default=0)


def _accepted(connection: Connection, round_code: str, sequence: int) -> frozenset[str]:
    """The bodies whose thin base was accepted: the latest word on each decides."""
    words: dict[str, bool] = {}
    for entry in audit.between(connection, round_code, WORDS, upto=sequence):
        words[str(entry["about"]).rpartition("/")[2]] = bool(entry["after"]["accepted"])
    return frozenset(body for body, yes in words.items() if yes)
