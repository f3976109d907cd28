"""Handing in what was typed on screen: the rows of one form, checked, compared, kept; no longer a draft.

submit(desk, round_code, rows, blanks=None, *, body="", indicator="", seen, accepted=None, signed=False,
       reason="", key="") -> Batch
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from typing import Any

import pandas as pd

from data.actions import rows as checks
from data.actions import taking
from data.actions.deed import Deed, deed
from data.actions.drafts import subject
from data.actions.rounds import still_open
from data.desk import Desk
from data.intake.diff import taken
from data.queries import catalogues, entries
from data.store import bodies as kept_bodies
from data.store import carried as kept_carried
from data.store import drafts as kept_drafts
from data.store import observations as kept
from data.store.bulk import digest
from data.store.observations import Batch
from metrics.errors import Lacking
from metrics.frames import CELL, OBSERVATIONS, WITHDRAWN
from metrics.model import Catalogue

FORM = "form"


def submit(
    desk: Desk,
    round_code: str,
    rows: pd.DataFrame,
    blanks: pd.DataFrame | None = None,
    *,
    body: str = "",
    indicator: str = "",
    seen: int,
    accepted: Collection[int] | None = None,
    signed: bool = False,
    reason: str = "",
    key: str = "",
) -> Batch:
    """Hand in the form of a body or of an indicator; what the draft says of other pairs of body and
    indicator than those handed in stays in the draft.

    rows: what is filled in (OBSERVATIONS; item, status, reason may be left out). A column `origin` names the
    row of an earlier round that a value was taken over from (0: typed). blanks: cells (CELL) of the form that
    are empty. seen: last batch when the form was drawn (`queries.drafts.seen`). accepted: None, unless the
    person has been shown the conflicts (`queries.entries.compare`) and decided: labels of those where the
    form wins; the others stay as they are stored.

    FaultyRows with every fault; Conflict("changed_meanwhile", cells=, body=, indicator=, by=, at=, batch=);
    Lacking: "rows" (nothing to do), "reason", "signature", "origin", "subject", "not_of_form"; Closed.
    """
    subject(body, indicator)
    given_rows = checks.tidy(rows)
    origins = _origins(rows)
    empty = pd.DataFrame(columns=list(CELL)) if blanks is None else blanks[list(CELL)].astype(str)
    given = [
        digest(given_rows.assign(supersedes=origins)), empty.to_numpy().tolist(), indicator, seen,
        None if accepted is None else sorted(int(label) for label in accepted), signed,
    ]  # fmt: skip
    with deed(
        desk, "entries.submit", round_code=round_code, body=body, reason=reason, key=key, given=given
    ) as act:
        if act.earlier is not None:
            return kept.batch(act.connection, act.earlier["batch"])
        plan = catalogues.of(desk, still_open(act.connection, round_code).catalogue)
        _of_form(given_rows, empty, body, indicator)
        sound = given_rows.iloc[:0]
        if len(given_rows) or empty.empty:
            sound = checks.checked(given_rows, FORM, plan, kept_bodies.of_round(act.connection, round_code))
        _stands(act, round_code, sound, empty, plan)
        lines = entries.of(act.connection, round_code, sound, empty, seen, desk.person)
        conflicts = lines[lines["state"] == "conflicting"]
        if accepted is None and len(conflicts):
            raise taking.conflict(act.connection, "changed_meanwhile", conflicts)
        took = lines[taken(lines, accepted or ())]
        if took.empty:
            raise Lacking("rows", round=round_code)
        taking.need(took, reason, signed=signed)
        source = f"{FORM}:{body or indicator}"
        number, told = _keep(act, desk, round_code, lines, took, reason, source, _by_cell(sound, origins))
        told["drafted"] = _done_with(act, desk, (round_code, body, indicator), given_rows, empty)
        act.tell(f"batch:{round_code}/{number}", after=told)
        return kept.batch(act.connection, number)


def _stands(act: Deed, round_code: str, sound: pd.DataFrame, empty: pd.DataFrame, plan: Catalogue) -> None:
    """FaultyRows where what is filled in cannot stand beside what is stored and not emptied."""
    if sound.empty:
        return
    ends = kept.ends(act.connection, round_code, near=sound)
    gone = pd.MultiIndex.from_frame(ends[list(CELL)]).isin(pd.MultiIndex.from_frame(empty))
    checks.stands(sound, FORM, plan, ends[(ends["status"] != WITHDRAWN) & ~gone])


def _keep(
    act: Deed, desk: Desk, round_code: str, lines: pd.DataFrame, took: pd.DataFrame, reason: str, source: str,
    origins: dict[tuple[str, ...], tuple[int, str]],
) -> tuple[int, dict[str, Any]]:  # fmt: skip
    """Put in the batch; its number, and what the trail shall say of it."""
    batch = {
        "round": round_code, "source": source, "sha256": "", "reason": reason,
        "person": desk.person, "at": desk.now,
    }  # fmt: skip
    number, told = taking.put_in(act.connection, lines, took, batch)
    carried = _carry(act, round_code, number, origins)
    more = {"signed": taking.nil_returns(took), "carried": carried}
    return number, {"batch": number, "source": source, **told, **more}


def _done_with(
    act: Deed, desk: Desk, form: tuple[str, str, str], rows: pd.DataFrame, blanks: pd.DataFrame
) -> int:
    """Take what was handed in out of the draft; how many rows are left in it."""
    round_code, body, indicator = form
    draft = kept_drafts.find(act.connection, round_code, desk.person, body, indicator)
    if draft is None:
        return 0
    pair = ["body", "indicator"]
    handed = pd.MultiIndex.from_frame(pd.concat([rows[pair], blanks[pair]]).astype(str))
    left = draft.rows[~pd.MultiIndex.from_frame(draft.rows[pair].astype(str)).isin(handed)]
    if left.empty:
        kept_drafts.remove(act.connection, round_code, desk.person, body, indicator)
    else:
        kept_drafts.save(act.connection, replace(draft, rows=left), desk.now)
    return len(left)


def _carry(act: Deed, round_code: str, number: int, origins: dict[tuple[str, ...], tuple[int, str]]) -> int:
    """Note where values that were taken over come from; Lacking("origin") where one does not say the same."""
    if not origins:
        return 0
    old = kept_carried.rows(act.connection, (origin for origin, _ in origins.values()))
    known = {int(one["id"]): one for one in old.to_dict("records")}
    for cell, (origin, value) in origins.items():
        if not _says(known.get(origin, {}), cell[0], value, round_code):
            raise Lacking("origin", body=cell[0], indicator=cell[1], field=cell[3], origin=origin)
    written = kept.of_batch(act.connection, number)
    cells = zip(*(written[name] for name in CELL), strict=True)
    ids = dict(zip(cells, written["id"], strict=True))
    new = {int(ids[cell]): origin for cell, (origin, _) in origins.items() if cell in ids}
    kept_carried.note(act.connection, new)
    return len(new)


def _says(old: Mapping[Any, Any], body: str, value: str, round_code: str) -> bool:
    """Whether a row of an earlier round says this of this body."""
    return (old.get("value"), old.get("body")) == (value, body) and old.get("round") != round_code


def _origins(rows: pd.DataFrame) -> list[int]:
    if "origin" not in rows:
        return [0] * len(rows)
    return [0 if pd.isna(one) or one == "" else int(one) for one in rows["origin"]]


def _by_cell(sound: pd.DataFrame, origins: list[int]) -> dict[tuple[str, ...], tuple[int, str]]:
    """Cell -> (origin, value), of the values that were taken over."""
    rows = sound[list(OBSERVATIONS)].astype(str).to_numpy()
    both = zip(rows, origins[: len(rows)], strict=True)
    return {tuple(row[:4]): (origin, str(row[4])) for row, origin in both if origin}


def _of_form(rows: pd.DataFrame, blanks: pd.DataFrame, body: str, indicator: str) -> None:
    """A form is about one body or one indicator, and nothing else is handed in with it."""
    name, wanted = ("body", body) if body else ("indicator", indicator)
    strange = [one for table in (rows, blanks) for one in table[name].unique() if one != wanted]
    if strange:
        raise Lacking("not_of_form", found=", ".join(strange), allowed=wanted)
