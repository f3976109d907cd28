"""Recording and withdrawing observations (采集值): a batch at a time, nothing ever overwritten."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from data.actions import rows as checks
from data.actions.deed import Deed, deed
from data.actions.merge import Merge, merge, withdrawal
from data.actions.rounds import still_open
from data.desk import Desk
from data.queries import catalogues
from data.store import bodies as kept_bodies
from data.store import imports as kept_imports
from data.store import observations as kept
from data.store.bulk import digest
from data.store.observations import Batch
from metrics.errors import Conflict, Lacking
from metrics.frames import CELL, WITHDRAWN


def record(
    desk: Desk,
    round_code: str,
    rows: pd.DataFrame,
    *,
    source: str,
    sha256: str = "",
    replace: bool = False,
    whole: bool = False,
    reason: str = "",
    seen: int | None = None,
    key: str = "",
) -> Batch:
    """Take in rows (columns `frames.OBSERVATIONS`; item, status and reason may be left out).

    A cell (body, indicator, item, field) that is new is added; one that says the same already is left
    alone; one that says something else is replaced only if `replace` is set, with a `reason`. Rows that
    speak for a whole indicator (not applicable, a nil return) displace what was said before, and the other
    way round. `whole`: the rows say all there is about each body and indicator they name; what is kept
    there and not among them is withdrawn. `seen`: number of the last batch the person had before
    their eyes; what changed after it is a conflict. `source` is the file name or form, `sha256` the file's.

    rows.FaultyRows with every fault; Lacking("rows" | "reason"); Closed;
    Conflict("cells_differ" | "changed_meanwhile", cells=, body=, indicator=, by=, at=).
    """
    rows = checks.tidy(rows)
    given = [digest(rows.assign(supersedes=0)), source, replace, whole, seen]
    with deed(desk, "observations.record", round_code=round_code, reason=reason, key=key, given=given) as act:
        if act.earlier is not None:
            return kept.batch(act.connection, act.earlier["batch"])
        one = still_open(act.connection, round_code)
        plan = catalogues.of(desk, one.catalogue)
        rows = checks.checked(rows, source, plan, kept_bodies.of_round(act.connection, round_code))
        ends = kept.ends(act.connection, round_code, near=rows)
        if not whole:
            checks.stands(rows, source, plan, ends[ends["status"] != WITHDRAWN])
        merged = merge(ends, rows, whole=whole, reason=reason)
        if not replace:
            _refuse(act, merged.disputed, "cells_differ")
        told = {"source": source, "sha256": sha256, "reason": reason}
        return _keep(act, desk, round_code, merged, seen, told)


def withdraw(
    desk: Desk,
    round_code: str,
    cells: pd.DataFrame,
    *,
    reason: str,
    source: str = "",
    seen: int | None = None,
    key: str = "",
) -> Batch:
    """Take back what is kept of these cells (columns body, indicator, and item, field or not).

    A cell is then missing again, and its history stays. Lacking("cells"): nothing of it is kept;
    Lacking("reason"); Closed; Conflict("changed_meanwhile").
    """
    names = [name for name in CELL if name in cells]
    given = [names, cells[names].astype(str).to_numpy().tolist(), seen]
    with deed(
        desk, "observations.withdraw", round_code=round_code, reason=reason, key=key, given=given
    ) as act:
        if act.earlier is not None:
            return kept.batch(act.connection, act.earlier["batch"])
        still_open(act.connection, round_code)
        merged = withdrawal(kept.ends(act.connection, round_code, near=cells), cells[names], reason)
        if merged.rows.empty:
            raise Lacking("cells", round=round_code)
        told = {"source": source, "sha256": "", "reason": reason}
        return _keep(act, desk, round_code, merged, seen, told)


def _keep(
    act: Deed, desk: Desk, round_code: str, merged: Merge, seen: int | None, told: Mapping[str, str]
) -> Batch:
    """Put the merged rows in as one batch."""
    if not merged.disputed.empty and not told["reason"].strip():
        raise Lacking("reason", cells=len(merged.disputed))
    if seen is not None:
        _refuse(act, merged.disputed[merged.disputed["batch"] > seen], "changed_meanwhile")
    counts = {name: getattr(merged, name) for name in ("added", "replaced", "withdrawn", "unchanged")}
    who = {"round": round_code, "person": desk.person, "at": desk.now}
    batch = kept.batch(act.connection, kept.insert(act.connection, {**told, **counts, **who}, merged.rows))
    kept_imports.confirm(act.connection, batch.number, merged.same)
    file = {"source": batch.source, "sha256": batch.sha256}
    after = {"batch": batch.number, "digest": batch.digest, **file, **counts}
    act.tell(f"batch:{round_code}/{batch.number}", after=after)
    return batch


def _refuse(act: Deed, disputed: pd.DataFrame, code: str) -> None:
    """Conflict over cells that are kept with another value: how many, which first, and by whom when."""
    if not disputed.empty:
        first = disputed.iloc[0]
        batch = kept.batch(act.connection, int(first["batch"]))
        cell = {name: str(first[name]) for name in (*CELL, "value")}
        raise Conflict(code, cells=len(disputed), **cell, by=batch.person, at=batch.at, batch=batch.number)
