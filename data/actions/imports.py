"""Taking in a file that was looked at, and taking a batch back: all of it or nothing.

    commit(desk, preview, *, accepted=(), reason="", signed=False, key="") -> Committed
    withdraw(desk, round_code, number, *, reason, leave_later=False, key="") -> Batch

A commit takes exactly what its preview showed. Where what is stored has moved since, so that the comparison
would come out differently, it is refused. The file is on the disk before its rows are in the record.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

import numpy as np
import pandas as pd

from data.actions import references, taking
from data.actions import rows as checks
from data.actions.deed import Deed, deed
from data.actions.rounds import still_open
from data.desk import Desk
from data.intake.coded import Mask
from data.intake.diff import counts, of, taken
from data.intake.preview import EFFECT, Preview, lines
from data.queries import catalogues, withdrawals
from data.queries import imports as ask
from data.store import files
from data.store import imports as kept
from data.store import observations as kept_observations
from data.store.db import Connection
from data.store.imports import Import
from data.store.observations import Batch
from metrics.errors import Conflict, Lacking, WrongState
from metrics.frames import CELL, WITHDRAWN


@dataclass(frozen=True, slots=True)
class Committed:
    """The batch, and whether the file had come in as this batch before, so that nothing was done."""

    batch: Batch
    again: bool = False


def commit(
    desk: Desk,
    shown: Preview,
    *,
    accepted: Collection[int] = (),
    reason: str = "",
    signed: bool = False,
    key: str = "",
) -> Committed:
    """Take in a file as its preview showed it.

    `accepted`: labels of conflicting lines (`shown.conflicts.index`) where the file shall win; the others
    stay as they are stored. `reason`: why, needed where anything stored is replaced or withdrawn.
    `signed`: the person answers for the nil returns in the file.

    Lacking("file_faulty", errors=); Lacking("reason", cells=); Lacking("signature", cells=);
    Conflict("store_moved", cells=, body=, indicator=, by=, at=, batch=): look at it again;
    Conflict("catalogue_moved"); Closed("round_sealed"); NotFound("file_gone").
    """
    if shown.errors:
        raise Lacking("file_faulty", errors=len(shown.errors))
    accepted = sorted({int(label) for label in accepted})
    given = [shown.sha256, accepted]
    moved = ask.effect(desk, shown, accepted) if desk.may("imports.commit") else None
    with deed(desk, "imports.commit", round_code=shown.round, reason=reason, key=key, given=given) as act:
        if act.earlier is not None:
            return _answer(act.connection, act.earlier["batch"], again=act.earlier["again"])
        one = still_open(act.connection, shown.round)
        plan = catalogues.of(desk, one.catalogue)
        if plan.version != shown.catalogue_version:
            raise Conflict("catalogue_moved", seen=shown.catalogue_version, found=plan.version)
        mask = taken(shown.lines, accepted)
        took = of(shown.lines, mask)
        before = kept.of_file(act.connection, shown.round, shown.sha256)
        if before is not None and not accepted and (took.empty or before > shown.seen):
            act.tell(f"batch:{shown.round}/{before}", after={"batch": before, "again": True})
            return _answer(act.connection, before, again=True)
        if kept_observations.last(act.connection, shown.round) != shown.seen:
            _refuse_moved(act.connection, shown)
            now = kept_observations.current(act.connection, shown.round)
            checks.stands(shown.rows, shown.name, plan, now)
        taking.need(took, reason, signed=signed)
        files.keep_parked(desk.files, shown.sha256)
        number = _keep(act, desk, shown, mask, took, moved, reason)
        return _answer(act.connection, number, again=False)


def withdraw(
    desk: Desk, round_code: str, number: int, *, reason: str, leave_later: bool = False, key: str = ""
) -> Batch:
    """Take a batch back: its cells say again what they said before it; nothing is deleted.

    Where later batches built on it (see `data.queries.withdrawals`), it is refused, unless `leave_later`:
    then these indicators stay as they are. A withdrawal cannot be withdrawn: hand the file in again.

    Conflict("built_on", cells=, body=, indicator=, by=, at=, batch=); WrongState("withdrawn_already",
    "is_withdrawal", "nothing_left"); Lacking("reason"); NotFound("batch"); Closed("round_sealed").
    """
    given = [number, leave_later]
    with deed(desk, "imports.withdraw", round_code=round_code, reason=reason, key=key, given=given) as act:
        if act.earlier is not None:
            return kept_observations.batch(act.connection, act.earlier["batch"])
        still_open(act.connection, round_code)
        found = ask.found_in(act.connection, round_code, number)
        if not reason.strip():
            raise Lacking("reason", batch=number)
        if found.withdrawn_by is not None:
            raise WrongState("withdrawn_already", batch=number, by=found.withdrawn_by)
        if found.withdraws is not None:
            raise WrongState("is_withdrawal", batch=number)
        undone = withdrawals.of(act.connection, round_code, number)
        built = undone[undone["built_on"] > 0]
        if len(built) and not leave_later:
            raise taking.conflict(act.connection, "built_on", built, "built_on")
        free = undone[undone["built_on"] == 0]
        if free.empty and len(built):
            raise WrongState("nothing_left", batch=number)
        return _undo(act, desk, round_code, number, free, len(built), reason)


def _answer(connection: Connection, number: int, *, again: bool) -> Committed:
    return Committed(kept_observations.batch(connection, number), again)


def _refuse_moved(connection: Connection, shown: Preview) -> None:
    """Conflict unless the comparison comes out as it did when the person looked at it."""
    last = kept_observations.last(connection, shown.round)
    stored = ask.stored_of(connection, shown.round, shown.stamp)
    now = lines(shown.rows, shown.blanks, stored, shown.person, again=shown.imported is not None)
    then, found = (_told(one) for one in (shown.lines, now))
    fresh, gone = now[~found.isin(then)], shown.lines[~then.isin(found)]
    if len(fresh) or len(gone):
        moved = pd.concat([fresh, gone])
        # What was taken back has no batch any more: then the last one tells who was here since.
        batch = moved["batch"].astype(np.int64)
        mover = batch.where(batch > shown.seen, last)
        raise taking.conflict(connection, "store_moved", moved.assign(mover=mover), "mover")


def _told(compared: pd.DataFrame) -> pd.Series:
    """Per line what a person decides by."""
    told: pd.Series = compared[[*CELL, "state", "id"]].astype(str).agg("\0".join, axis=1)
    return told


def _keep(
    act: Deed, desk: Desk, shown: Preview, mask: Mask, took: pd.DataFrame, moved: pd.DataFrame | None,
    reason: str,
) -> int:  # fmt: skip
    """Put in the batch with all that is known of it."""
    found = counts(shown.lines)
    batch = {
        "round": shown.round, "source": shown.name, "sha256": shown.sha256, "reason": reason,
        "person": desk.person, "at": desk.now,
    }  # fmt: skip
    number, told = taking.put_in(act.connection, shown.lines, took, batch)
    accepted = int((took["state"] == "conflicting").sum())
    left = found["kept"] + found["conflicting"] - accepted
    kept.insert(
        act.connection,
        Import(
            number, shown.round, shown.sha256, shown.size, shown.stamp, shown.catalogue_version,
            accepted, left, _effect(moved),
        ),
    )  # fmt: skip
    signed = taking.nil_returns(took)
    says_so = mask | (shown.lines["state"] == "same").to_numpy(dtype=bool)
    noted = references.note(act.connection, desk, shown.round, shown.beside(says_so))
    more = {"accepted": accepted, "left_alone": left, "signed": signed, "evidence": noted, "again": False}
    after = {"batch": number, "source": shown.name, "sha256": shown.sha256, **told, **more}
    act.tell(f"batch:{shown.round}/{number}", after=after)
    return number


def _effect(moved: pd.DataFrame | None) -> tuple[tuple[str, float | None, float | None], ...]:
    if moved is None:
        return ()
    plain: list[list[Any]] = moved.astype(object).where(moved.notna(), None)[list(EFFECT)].to_numpy().tolist()
    return tuple((str(body), before, after) for body, before, after in plain)


def _undo(
    act: Deed, desk: Desk, round_code: str, number: int, free: pd.DataFrame, left: int, reason: str
) -> Batch:
    """New rows that say what was said before."""
    rows = free.rename(columns={"former": "value", "former_status": "status", "former_reason": "reason"})
    gone = rows["status"] == WITHDRAWN
    rows.loc[gone, "reason"] = reason
    rows = rows.assign(supersedes=rows["id"].astype(object)).reset_index(drop=True)
    told = {"added": 0, "replaced": int((~gone).sum()), "withdrawn": int(gone.sum()), "unchanged": left}
    batch = {
        "round": round_code, "source": f"withdrawal:{number}", "sha256": "", "reason": reason,
        "person": desk.person, "at": desk.now, **told,
    }  # fmt: skip
    made = kept_observations.insert(act.connection, batch, rows)
    kept.note_withdrawal(act.connection, made, number)
    after = {"batch": made, "withdrew": number, "left_alone": left, **told}
    act.tell(f"batch:{round_code}/{made}", after=after)
    return kept_observations.batch(act.connection, made)
