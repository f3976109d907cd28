"""A form while somebody fills it in: as it was first drawn, its draft, handing it in, conflicts over it."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass, field, replace

import pandas as pd
import streamlit as st

from data.actions import drafts as draft_acts
from data.actions import entries as acts
from data.actions.rows import FaultyRows
from data.queries import carried, drafts, entries, observations
from data.words import refusal
from metrics.errors import Conflict, EvaluationError
from metrics.frames import OBSERVATIONS
from metrics.model import Indicator
from pages.parts.frame import Visit
from pages.parts.intake import entryform, faults
from pages.parts.intake.entryform import Form, Typed
from pages.parts.remembered import of_record


@dataclass
class Handed:
    """What was handed in last, to be handed in again with decisions."""

    rows: pd.DataFrame
    blanks: pd.DataFrame
    reason: str
    signed: bool


@dataclass
class Opened:
    """A form as it was drawn first, so that nothing under the hands of its writer changes.

    `seen`: last batch then; `key`: under which it is handed in once; `origins`: values taken over from an
    earlier round; `trouble`: why it could not be handed in; `conflicts`: to be decided.
    """

    form: Form
    seen: int
    kept: tuple[tuple[str, str], ...]
    drafted: bool = False
    key: str = field(default_factory=lambda: uuid.uuid4().hex)
    origins: dict[tuple[str, str], tuple[int, str]] = field(default_factory=dict)
    trouble: tuple[str, ...] = ()
    conflicts: pd.DataFrame | None = None
    handed: Handed | None = None


def opened(visit: Visit, body: str, one: Indicator) -> Opened:
    """The form of this body and indicator, drawn from the draft where there is one."""
    name = _name(visit, body, one)
    if name not in st.session_state:
        st.session_state[name] = _drawn(visit, body, one)
    there: Opened = st.session_state[name]
    return there


def _drawn(visit: Visit, body: str, one: Indicator) -> Opened:
    stored = observations.current(visit.desk, visit.round.code, body)
    mine = stored[stored["indicator"] == one.code].astype(str)
    kept = tuple((row["item"], row["field"]) for row in mine.to_dict("records"))
    form, seen = entryform.standing(body, one, stored), drafts.seen(visit.desk, visit.round.code)
    draft = drafts.find(visit.desk, visit.round.code, body) if visit.desk.may("drafts.read") else None
    if draft is not None and (draft.rows["indicator"] == one.code).any():
        return Opened(entryform.standing(body, one, draft.rows), draft.seen, kept, drafted=True)
    return Opened(form, seen, kept)


def close(visit: Visit, body: str, one: Indicator) -> None:
    """Forget the form; the next one is drawn from what is stored then."""
    st.session_state.pop(_name(visit, body, one), None)


def _name(visit: Visit, body: str, one: Indicator) -> str:
    return f"entry/{visit.round.code}/{visit.desk.person}/{body}/{one.code}"


def offered(visit: Visit, there: Opened) -> pd.DataFrame:
    """Values of an earlier round that could be taken over."""
    place = (there.form.body, there.form.indicator.code)
    return of_record(visit, "offered", lambda: carried.forward(visit.desk, visit.round.code, *place), *place)


def take_over(visit: Visit, there: Opened, found: pd.DataFrame) -> None:
    """Put the values of the earlier round into the form, with where they come from."""
    rows = found.astype({"item": str, "field": str, "value": str}).to_dict("records")
    values: Typed = {(row["item"], row["field"]): row["value"] for row in rows}
    name = _name(visit, there.form.body, there.form.indicator)
    origins = {(row["item"], row["field"]): (int(row["origin"]), row["value"]) for row in rows}
    form = replace(there.form, values={**there.form.values, **values})
    st.session_state[name] = Opened(form, there.seen, there.kept, origins=origins)


def save(visit: Visit, there: Opened, rows: pd.DataFrame) -> str:
    """Keep it as a draft beside the body's other indicators; "" or the sentence that says why not."""
    body, code = there.form.body, visit.round.code
    old = drafts.find(visit.desk, code, body)
    others = _others(old, there)
    made = pd.concat([others, rows[list(OBSERVATIONS)]], ignore_index=True)
    seen = min(there.seen, old.seen) if old else there.seen
    try:
        draft_acts.save(visit.desk, code, made, body=body, seen=seen, version=old.version if old else 0)
    except EvaluationError as refused:
        return refusal(refused, visit.language)
    there.drafted = True
    return ""


def discard(visit: Visit, there: Opened) -> None:
    """Forget the draft of this indicator; those of the body's others stay."""
    old = drafts.find(visit.desk, visit.round.code, there.form.body)
    if old is not None:
        others = _others(old, there)
        if others.empty:
            draft_acts.discard(visit.desk, visit.round.code, body=there.form.body)
        else:
            _keep(visit, there, others, old.seen, old.version)
    close(visit, there.form.body, there.form.indicator)


def hand_in(
    visit: Visit, there: Opened, given: Handed, accepted: Collection[int] | None = None
) -> int | None:
    """Hand it in; the number of the batch, or None with the trouble or the conflicts noted in the form."""
    form, code = there.form, visit.round.code
    there.trouble, there.handed = (), given
    try:
        made = acts.submit(
            visit.desk, code, given.rows, given.blanks, body=form.body, seen=there.seen, accepted=accepted,
            signed=given.signed, reason=given.reason, key=there.key,
        )  # fmt: skip
    except FaultyRows as faulty:
        there.trouble = tuple(faults.mend(visit, one) for one in faulty.problems)
        return None
    except Conflict as refused:
        there.trouble = (refusal(refused, visit.language),)
        lines = entries.compare(visit.desk, code, given.rows, given.blanks, seen=there.seen)
        there.conflicts = lines[lines["state"] == "conflicting"]
        return None
    except EvaluationError as refused:
        there.trouble = (refusal(refused, visit.language),)
        return None
    close(visit, form.body, form.indicator)
    return made.number


def _others(old: drafts.Draft | None, there: Opened) -> pd.DataFrame:
    if old is None:
        return pd.DataFrame(columns=list(OBSERVATIONS))
    return old.rows[old.rows["indicator"] != there.form.indicator.code]


def _keep(visit: Visit, there: Opened, rows: pd.DataFrame, seen: int, version: int) -> None:
    draft_acts.save(
        visit.desk, visit.round.code, rows, body=there.form.body, seen=seen, version=version
    )  # fmt: skip
