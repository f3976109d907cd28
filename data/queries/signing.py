"""What waits for a signature: the edition to be sealed and what speaks for and against, thin bases to accept.

    waiting(desk, round_code) -> Waiting
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from data.desk import Desk
from data.queries import boards, catalogues, rounds, since
from data.queries.boards import latest
from data.queries.since import Since
from data.store import boards as kept
from data.store.boards import Edition
from metrics.engine.board import Board
from metrics.frames import MISSING
from metrics.model import Body


@dataclass(frozen=True, slots=True)
class Draft:
    """An edition that was computed and not sealed, and how it stands.

    bodies: how many it has. stale: facts or the plan have changed since, so it cannot be sealed; news: what
    changed. own: this person computed it, so somebody else has to seal it. grades: code → how many bodies.
    """

    edition: Edition
    bodies: int
    stale: bool
    own: bool
    news: Since
    grades: dict[str, int]


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits, and what this person may do about it.

    draft: None where nothing is computed or the round is sealed. missing: values not handed in, of how many
    bodies. vetoed: bodies under a veto. thin: bodies whose thin base nobody answers for yet.
    """

    draft: Draft | None
    sealed: Edition | None
    missing: int
    lacking: int
    vetoed: tuple[Body, ...]
    thin: tuple[Body, ...]
    may_seal: bool
    may_compute: bool
    may_accept: bool

    @property
    def sealable(self) -> Draft | None:
        """The draft, where this person may seal it now."""
        one = self.draft
        return one if one is not None and self.may_seal and not one.stale and not one.own else None

    @property
    def count(self) -> int:
        """How many things wait for a decision of this person."""
        return int(self.sealable is not None) + (len(self.thin) if self.may_accept else 0)


def waiting(desk: Desk, round_code: str) -> Waiting:
    """What waits in a round; for those who may read all of it (NotPermitted for others)."""
    one = rounds.find(desk, round_code)
    desk.check("observations.read")
    board = boards.whole(desk, one.code)
    with desk.database.reading() as connection:
        found = kept.editions(connection, one.code)
        sealed = kept.sealed(connection, one.code)
        last = latest(connection, one.code)
    open_ = next((it for it in found if it.sealed_at is None), None) if sealed is None else None
    plan = catalogues.of(desk, one.catalogue).version
    absent = (board.status == MISSING).sum(axis=1)
    bodies = {it.code: it for it in board.bodies}
    return Waiting(
        draft=_draft(desk, open_, board, current=(last, plan)) if open_ else None,
        sealed=sealed,
        missing=int(absent.sum()),
        lacking=int((absent > 0).sum()),
        vetoed=tuple(bodies[code] for code in _with(board, "veto", "")),
        thin=() if sealed else tuple(bodies[code] for code in _thin(board)),
        may_seal=sealed is None and desk.may("boards.seal"),
        may_compute=sealed is None and desk.may("boards.compute"),
        may_accept=sealed is None and desk.may("bodies.accept_thin_base"),
    )


def _draft(desk: Desk, edition: Edition, board: Board, *, current: tuple[int, str]) -> Draft:
    with desk.database.reading() as connection:
        held = kept.read(connection, edition)
    stale = (edition.sequence, edition.catalogue_version) != current
    given = held.totals["grade"].astype(str)
    return Draft(
        edition=edition,
        bodies=len(held.bodies),
        stale=stale,
        own=edition.person == desk.person,
        news=_news(desk, edition) if stale else Since((), 0, since.nothing()),
        grades={one.code: int((given == one.code).sum()) for one in board.catalogue.grades},
    )


def _news(desk: Desk, edition: Edition) -> Since:
    """What moved scores after the edition; that it was computed is no news."""
    found = since.since(desk, edition.round, edition.sequence)
    return replace(found, news=tuple(one for one in found.news if one.what != "computed"))


def _with(board: Board, column: str, without: str) -> list[str]:
    said = board.totals[column].astype(str)
    return [str(code) for code in board.totals.loc[said != without, "body"]]


def _thin(board: Board) -> list[str]:
    """Bodies that have no place for want of a word on their thin base."""
    rows = board.totals
    thin = rows["flags"].astype(str).str.split(";").map(lambda flags: "thin_base" in flags)
    return [str(code) for code in rows.loc[thin & rows["place"].isna(), "body"]]
