"""A file on its way in: looked at once, kept with its preview in the session until it is taken or left."""

from __future__ import annotations

import uuid
from collections.abc import Collection
from dataclasses import dataclass, field

import pandas as pd
import streamlit as st

from data.actions import imports as acts
from data.actions.imports import Committed
from data.queries import imports
from data.queries.imports import STEPS, Preview
from data.words import refusal
from metrics.errors import EvaluationError
from pages.parts.frame import Visit

KEPT, TURN = "arriving", "arriving_turn"
MOVED = ("store_moved", "catalogue_moved", "file_gone")  # after these one must look again


@dataclass
class Arrival:
    """A file that was looked at.

    `mark`: whose file of which round it is. `key`: under which the commit happens once, however often the
    button is pressed. `trouble`: why it could not be taken in, `stale` where it must be looked at again.
    """

    mark: tuple[str, ...]
    shown: Preview
    content: bytes
    key: str = field(default_factory=lambda: uuid.uuid4().hex)
    effects: dict[tuple[int, ...], pd.DataFrame] = field(default_factory=dict)
    returned: tuple[str, bytes] | None = None
    trouble: str = ""
    stale: bool = False
    done: Committed | None = None
    moved: pd.DataFrame | None = None


def arrive(visit: Visit) -> Arrival | None:
    """The place to put a file, and what there is; None before there is one, or while it is refused."""
    turn = st.session_state.setdefault(TURN, 0)
    # Every kind of file is let through to the gate: its refusal says what to do, the browser's does not.
    file = st.file_uploader(visit.say("intake.choose"), key=f"arriving_{turn}", label_visibility="collapsed")
    if file is None:
        st.session_state.pop(KEPT, None)
        return None
    mark = (visit.round.code, visit.desk.person, file.file_id)
    there: Arrival | None = st.session_state.get(KEPT)
    if there is None or there.mark != mark:
        content = file.getvalue()
        there = st.session_state[KEPT] = Arrival(mark, look(visit, content, file.name), content)
    return there


def look(visit: Visit, content: bytes, name: str) -> Preview:
    """The preview, with its steps told while it is made."""
    say = visit.say
    with st.status(say("intake.looking"), expanded=True) as status:
        told: list[str] = []

        def progress(step: str, done: int, total: int) -> None:
            status.update(label=say("intake.step_of", step=say(f"taking.step_{step}"), n=done, all=total))
            if step not in told:
                told.append(step)
                status.write(say(f"taking.step_{step}"))

        shown = imports.preview(visit.desk, visit.round.code, content, name, progress)
        status.update(label=say("intake.looked", n=len(STEPS)), state="complete", expanded=False)
    return shown


def again(visit: Visit, one: Arrival) -> None:
    """Look at the same file again: what is stored has moved."""
    st.session_state[KEPT] = Arrival(one.mark, look(visit, one.content, one.shown.name), one.content)
    st.rerun()


def effect(visit: Visit, one: Arrival, accepted: Collection[int]) -> pd.DataFrame:
    """The totals that would move, worked out once per decision."""
    wanted = tuple(sorted(accepted))
    if wanted not in one.effects:
        one.effects[wanted] = imports.effect(visit.desk, one.shown, wanted)
    return one.effects[wanted]


def take(visit: Visit, one: Arrival, accepted: Collection[int], reason: str, signed: bool) -> None:
    """Take it in, or keep the sentence that says why not."""
    moved = effect(visit, one, accepted)
    try:
        one.done = acts.commit(
            visit.desk, one.shown, accepted=accepted, reason=reason, signed=signed, key=one.key
        )
        one.trouble, one.moved = "", moved
    except EvaluationError as refused:
        one.trouble = refusal(refused, visit.language)
        one.stale = refused.code in MOVED


def leave() -> None:
    """Put the file away; the place is empty again."""
    st.session_state.pop(KEPT, None)
    st.session_state[TURN] = st.session_state.get(TURN, 0) + 1
