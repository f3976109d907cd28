"""Questions about rounds: which there are, which one to show first."""

from __future__ import annotations

from data import permits
from data.desk import Desk
from data.store import boards as kept_boards
from data.store import rounds as kept
from data.store.db import Connection
from metrics.errors import NotPermitted
from metrics.model import Round

OPEN, SEALED = "open", "sealed"


def every(desk: Desk) -> tuple[Round, ...]:
    """The rounds this person may see, the newest first."""
    with desk.database.reading() as connection:
        return tuple(one for one in kept.every(connection) if _visible(desk, connection, one))


def current(desk: Desk) -> Round | None:
    """The newest round this person may see; None where there is none yet."""
    return next(iter(every(desk)), None)


def find(desk: Desk, code: str) -> Round:
    """One round; NotFound, or NotPermitted where it is there but not for this person."""
    with desk.database.reading() as connection:
        one = kept.find(connection, code)
        check(desk, one, sealed=_sealed(desk, connection, one))
        return one


def check(desk: Desk, one: Round, *, sealed: bool) -> None:
    """NotPermitted where this round, sealed or not, is not for this person."""
    if not _open_to(desk, sealed):
        raise NotPermitted("not_published", round=one.code)


def _visible(desk: Desk, connection: Connection, one: Round) -> bool:
    return _open_to(desk, _sealed(desk, connection, one))


def _open_to(desk: Desk, sealed: bool) -> bool:
    return sealed if desk.reach("rounds.read") == permits.SEALED else desk.may("rounds.read")


def _sealed(desk: Desk, connection: Connection, one: Round) -> bool:
    """Whether it is sealed; asked only for those who may see nothing else."""
    only = desk.reach("rounds.read") == permits.SEALED
    return only and kept_boards.sealed(connection, one.code) is not None
