"""Questions about evidence; a reporter is answered about their own body only.

beside(desk, round_code, body, indicator) -> tuple[Evidence, ...]       what stands now, oldest first
revisions(desk, round_code, body, indicator) -> tuple[Evidence, ...]    all there ever was
counts(desk, round_code, body="") -> {(body, indicator): number}
served(desk, number) -> Served                                          a file to hand over
"""

from __future__ import annotations

from dataclasses import dataclass

from data import permits
from data.desk import Desk
from data.queries import rounds
from data.store import evidence as kept
from data.store import files
from data.store.evidence import FILE, Evidence
from metrics.errors import NotFound

__all__ = ["Evidence", "Served", "beside", "counts", "revisions", "served"]


@dataclass(frozen=True, slots=True)
class Served:
    """A file to hand over: under which name, of which media type, and its content."""

    name: str
    media: str
    content: bytes


def beside(desk: Desk, round_code: str, body: str, indicator: str) -> tuple[Evidence, ...]:
    """What stands now for a body's indicator, oldest first."""
    rounds.find(desk, round_code)
    desk.check("evidence.read", body=body)
    with desk.database.reading() as connection:
        return kept.current(connection, round_code, body, indicator)


def revisions(desk: Desk, round_code: str, body: str, indicator: str) -> tuple[Evidence, ...]:
    """All revisions for a body's indicator, oldest first; each names the one that it supersedes."""
    rounds.find(desk, round_code)
    desk.check("evidence.read", body=body)
    with desk.database.reading() as connection:
        return kept.every(connection, round_code, body, indicator)


def counts(desk: Desk, round_code: str, body: str = "") -> dict[tuple[str, str], int]:
    """How many pieces stand, per (body, indicator); of a reporter only their own body's."""
    rounds.find(desk, round_code)
    body = body or (desk.body if desk.reach("evidence.read") == permits.OWN else "")
    desk.check("evidence.read", body=body)
    with desk.database.reading() as connection:
        return kept.counts(connection, round_code, body)


def served(desk: Desk, number: int) -> Served:
    """A file of evidence, any revision.

    NotPermitted where the person may not see it; NotFound where there is none, or its file is gone or
    no longer what was handed in. Whoever answers over the wire must not tell the two apart.
    """
    with desk.database.reading() as connection:
        one = kept.find(connection, number)
    desk.check("evidence.read", body=one.body)
    if one.kind != FILE:
        raise NotFound("evidence", id=number)
    return Served(one.name, one.media, files.read(desk.files, one.sha256))
