"""Keeping the board of the moment as an edition, and sealing an edition so that it never moves again."""

from __future__ import annotations

from dataclasses import replace

from data.actions.deed import deed
from data.actions.rounds import still_open
from data.desk import Desk
from data.queries import catalogues
from data.queries.boards import latest, scored
from data.queries.rounds import SEALED
from data.store import boards as kept
from data.store import rounds as kept_rounds
from data.store.boards import Edition
from metrics.errors import Conflict, NotPermitted, WrongState


def compute(desk: Desk, round_code: str, *, key: str = "") -> Edition:
    """Keep the board of the moment as the next edition of its round. Closed once the round is sealed."""
    with deed(desk, "boards.compute", round_code=round_code, key=key) as act:
        if act.earlier is not None:
            return kept.find(act.connection, round_code, act.earlier["number"])
        one = still_open(act.connection, round_code)
        board, sequence = scored(desk, act.connection, one)
        edition = kept.insert(
            act.connection, round_code, board, sequence=sequence, person=desk.person, at=desk.now
        )
        act.tell(_about(edition), after=_told(edition) | {"bodies": len(board.bodies)})
        return edition


def seal(desk: Desk, round_code: str, number: int, *, sha256: str, note: str = "", key: str = "") -> Edition:
    """Seal an edition and with it the round; `sha256` is the digest on the paper that was signed.

    Whoever computed an edition may not seal it as well (NotPermitted("same_person")).
    Conflict("other_content"): that is not the edition's digest. WrongState("board_stale"): facts or the
    catalogue have changed since it was computed. Closed: the round is sealed already.
    """
    given = [number, sha256]
    with deed(desk, "boards.seal", round_code=round_code, reason=note, key=key, given=given) as act:
        edition = kept.find(act.connection, round_code, number)
        if not act.is_new:
            return edition
        one = still_open(act.connection, round_code)
        if edition.sha256 != sha256:
            raise Conflict("other_content", number=number, signed=sha256, found=edition.sha256)
        if edition.person == desk.person:
            raise NotPermitted("same_person", person=desk.person, number=number)
        plan = catalogues.of(desk, one.catalogue)
        if (latest(act.connection, round_code), plan.version) != (
            edition.sequence,
            edition.catalogue_version,
        ):
            raise WrongState("board_stale", number=number)
        kept.seal(act.connection, edition, note=note, person=desk.person, at=desk.now)
        kept_rounds.save(act.connection, replace(one, state=SEALED))
        act.tell(_about(edition), after=_told(edition))
        return kept.find(act.connection, round_code, number)


def _about(edition: Edition) -> str:
    return f"board:{edition.round}/{edition.number}"


def _told(edition: Edition) -> dict[str, object]:
    return {name: getattr(edition, name) for name in ("number", "sha256", "sequence", "catalogue_version")}
