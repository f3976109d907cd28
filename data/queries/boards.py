"""Questions about boards: the one that counts now, its standing, the editions kept.

An open round is scored from the observations of the moment; a sealed one is shown as it was kept. A
reporter gets the same shape with nameless peers: their totals and places stay, everything else about them
is gone, so that the same page shows where one stands without showing who the others are.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field, fields, replace
from datetime import datetime
from typing import Any

import numpy as np
import pandas as pd

from data import permits
from data.desk import SHANGHAI, Desk
from data.queries import catalogues, rounds
from data.queries.memo import Memo
from data.store import audit
from data.store import boards as kept
from data.store import bodies as kept_bodies
from data.store import observations as kept_observations
from data.store import rounds as kept_rounds
from data.store.boards import Edition
from data.store.db import Connection
from metrics.engine.board import Board, score
from metrics.errors import NotFound
from metrics.frames import OBSERVATIONS, OUT, labelled, widen
from metrics.model import Body, Round, Text

PROVISIONAL = "provisional"

_boards: Memo[Board] = Memo(size=8)
_moments: Memo[Moment] = Memo(size=64)
# A board is made once per state of the record, so it is the key itself: the answer holds it, and its
# identity cannot pass to another board as long as the answer is kept.
_nameless: Memo[tuple[Board, Board]] = Memo(size=64)


@dataclass(frozen=True, slots=True)
class Standing:
    """How firm a board is: `state` is "provisional" or "sealed"; `at`: of the last fact, or of the seal.

    `sequence` is the entry of the audit trail up to which facts count; a cache of anything made from
    the board is keyed by it, by `catalogue_version` and by what the person may see (`scope`).
    """

    round: str
    state: str
    sequence: int
    catalogue_version: str
    scope: str
    demo: bool
    edition: Edition | None = None
    at: datetime | None = None

    @property
    def sealed(self) -> bool:
        """Whether the numbers can no longer move."""
        return self.state == rounds.SEALED


@dataclass(frozen=True, slots=True)
class Moment:
    """A round at one state of the record: the edition that counts (None while it is provisional), the entry
    of the trail up to which facts count, and when that was.
    """

    round: Round
    edition: Edition | None
    sequence: int
    at: datetime | None


def board(desk: Desk, round_code: str) -> Board:
    """The board of a round as this person may see it; NotPermitted where they may see none."""
    full = whole(desk, round_code)
    if desk.reach("boards.read") != permits.OWN:
        return lend(full)
    body = desk.body
    return lend(_nameless.get((id(full), body), lambda: (full, nameless(full, body)))[1])


def whole(desk: Desk, round_code: str) -> Board:
    """The board with every name, for other questions to work with: never hand it on as it is."""
    with desk.database.reading() as connection:
        now = moment(desk, connection, round_code)
        if now.edition:
            return _sealed(desk, connection, now.edition)
        return _scored(desk, connection, now.round, now.sequence)


def standing(desk: Desk, round_code: str) -> Standing:
    """Provisional or sealed, and made from what."""
    with desk.database.reading() as connection:
        now = moment(desk, connection, round_code)
    one, edition = now.round, now.edition
    version = edition.catalogue_version if edition else catalogues.of(desk, one.catalogue).version
    far = desk.reach("boards.read")
    scope = f"{far}:{desk.body}" if far == permits.OWN else far
    state = rounds.SEALED if edition else PROVISIONAL
    at = now.at.astimezone(SHANGHAI) if now.at else None
    return Standing(one.code, state, now.sequence, version, scope, one.demo, edition, at)


def moment(desk: Desk, connection: Connection, round_code: str) -> Moment:
    """A round as the record has it now, for who may see its board: read anew only after an act of anybody.

    NotFound; NotPermitted where it is there but not for this person.
    """
    now = _moments.get(
        (*_of(desk), audit.head(connection).hash, round_code), lambda: _moment(connection, round_code)
    )
    published = now.edition is not None
    rounds.check(desk, now.round, sealed=published)
    desk.check("boards.read", body=desk.body, sealed=published)
    return now


def _moment(connection: Connection, round_code: str) -> Moment:
    one, edition = kept_rounds.find(connection, round_code), kept.sealed(connection, round_code)
    if edition:
        return Moment(one, edition, edition.sequence, edition.sealed_at)
    sequence = latest(connection, round_code)
    return Moment(one, None, sequence, audit.moment(connection, sequence))


def head(desk: Desk) -> int:
    """The last entry of the whole trail, whatever the act: what is made after it is no older."""
    with desk.database.reading() as connection:
        return audit.head(connection).seq


def editions(desk: Desk, round_code: str) -> tuple[Edition, ...]:
    """The editions kept of a round, newest first (a viewer or reporter: only the sealed ones)."""
    one = rounds.find(desk, round_code)
    with desk.database.reading() as connection:
        found = kept.editions(connection, one.code)
    return found if desk.reach("boards.read") == permits.ALL else tuple(it for it in found if it.sealed_at)


def scored(desk: Desk, connection: Connection, one: Round) -> tuple[Board, int]:
    """The board of the moment, and the entry of the trail up to which facts count."""
    sequence = latest(connection, one.code)
    return _scored(desk, connection, one, sequence), sequence


def _scored(desk: Desk, connection: Connection, one: Round, sequence: int) -> Board:
    plan = catalogues.of(desk, one.catalogue)
    key = (*_of(desk), one.code, plan.version, sequence)

    def work() -> Board:
        facts = widen(kept_observations.current(connection, one.code)[list(OBSERVATIONS)], plan)
        bodies = kept_bodies.of_round(connection, one.code)
        accepted = kept_bodies.accepted(connection, one.code)
        return score(plan, bodies, facts, catalogues.setting(one, plan), accepted)

    return _boards.get(key, work)


def latest(connection: Connection, round_code: str) -> int:
    """The last entry of the trail after which the scores of a round may be different."""
    return audit.latest(connection, round_code, permits.MOVES_SCORES)


def lend(full: Board) -> Board:
    """The same board with frames that can be changed without harm to the next person (copied on write)."""
    frames = {
        one.name: getattr(full, one.name).copy(deep=False)
        for one in fields(full)
        if isinstance(getattr(full, one.name), pd.DataFrame)
    }
    return replace(full, **frames, facts=Lent(full.facts))


@dataclass(frozen=True, slots=True)
class Lent(Mapping[str, pd.DataFrame]):
    """What the rules said, lent out indicator by indicator: most readers ask for none or a few."""

    kept: Mapping[str, pd.DataFrame]
    taken: dict[str, pd.DataFrame] = field(default_factory=dict)

    def __getitem__(self, indicator: str) -> pd.DataFrame:
        if indicator not in self.taken:
            self.taken[indicator] = self.kept[indicator].copy(deep=False)
        return self.taken[indicator]

    def __iter__(self) -> Iterator[str]:
        return iter(self.kept)

    def __len__(self) -> int:
        return len(self.kept)


def nameless(full: Board, body: str) -> Board:
    """The board as one body sees it: of its peers only totals, places and grades, without names.

    Peers are numbered kind by kind from the best total down, so a number says nothing new. Groups,
    traits, notes, indicators and losses of others are gone. NotFound where the body is not on the board.
    """
    own = next((one for one in full.bodies if one.code == body), None)
    if own is None:
        raise NotFound("body", body=body)
    order, names = _best_first(full.totals), masks(full, body)
    kinds = {one.code: one.kind for one in full.bodies}
    bodies = tuple(own if code == body else _peer(names[code], kinds[code]) for code in order)
    codes = [one.code for one in bodies]

    def matrix(frame: pd.DataFrame, hidden: Any) -> pd.DataFrame:
        mine = frame.loc[order].copy()
        mine.index = pd.Index(codes, dtype=object)
        mine.loc[[code for code in codes if code != body]] = hidden
        return mine

    return replace(
        full,
        bodies=bodies,
        full=matrix(full.full, np.nan),
        value=matrix(full.value, np.nan),
        share=matrix(full.share, np.nan),
        points=matrix(full.points, np.nan),
        status=matrix(full.status, np.int8(OUT)),
        totals=_nameless_totals(full.totals, order, codes, body),
        rollups=_of_body(full.rollups, body),
        ledger=_of_body(full.ledger, body),
        facts={code: said[said.index == body] for code, said in full.facts.items()},
        na_reason={pair: reason for pair, reason in full.na_reason.items() if pair[0] == body},
    )


def masks(full: Board, body: str) -> dict[str, str]:
    """What `nameless` calls everybody but `body`."""
    others = (one for one in _best_first(full.totals) if one != body)
    return {code: _mask(number) for number, code in enumerate(others, start=1)}


def _of_body(table: pd.DataFrame, body: str) -> pd.DataFrame:
    """The rows of one body; a column of names would go on listing the others, so it is made anew."""
    mine = table[table["body"] == body].reset_index(drop=True)
    return mine.assign(body=labelled(np.zeros(len(mine), dtype=int), [body]))


def _nameless_totals(totals: pd.DataFrame, order: list[str], codes: list[str], body: str) -> pd.DataFrame:
    shown = totals.set_index("body").loc[order].reset_index()
    shown["body"] = pd.array(codes, dtype=object)
    others = shown["body"] != body
    for column in shown.columns.difference(["body", "kind", "total", "place", "grade", "of"]):
        numeric = pd.api.types.is_numeric_dtype(shown[column])
        shown[column] = shown[column].where(~others, np.nan if numeric else "")
    return shown


def _best_first(totals: pd.DataFrame) -> list[str]:
    ordered = totals.sort_values(["kind", "total", "body"], ascending=[True, False, True], na_position="last")
    return [str(code) for code in ordered["body"]]


def _mask(number: int) -> str:
    return f"#{number}"


def _peer(mask: str, kind: str) -> Body:
    return Body(mask, Text(f"同类单位 {mask}", f"peer {mask}"), kind)


def _sealed(desk: Desk, connection: Connection, edition: Edition) -> Board:
    key = (*_of(desk), edition.round, edition.number, edition.sha256)
    return _boards.get(key, lambda: kept.read(connection, edition))


def _of(desk: Desk) -> tuple[Hashable, ...]:
    return (desk.database.url.render_as_string(hide_password=False),)
