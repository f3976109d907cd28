"""The batch log: who handed in what and when, what it moved, and the way to take a batch back."""

from __future__ import annotations

import uuid

import pandas as pd
import streamlit as st

from data.actions import imports as acts
from data.queries import imports, withdrawals
from data.queries.imports import Logged
from data.words import points, refusal
from metrics.errors import EvaluationError
from pages.parts import forms
from pages.parts.frame import Visit, link
from pages.parts.intake import comparison, said
from pages.parts.markup import Child, Markup, show, tag
from pages.parts.tables import Column, figure, table

FORM, BACK = "form", "withdrawal"
SHOWN = 100
NONE = "-"


def log(visit: Visit) -> Logged | None:
    """The table of batches, newest first; the one that the address names."""
    found = imports.log(visit.desk, visit.round.code, SHOWN)
    asked = forms.chosen("batch", [str(one.batch.number) for one in found], NONE)
    say = visit.say
    columns = [
        Column(say("column.batch"), lambda one: number(visit, one), lambda one: float(one.batch.number)),
        Column(say("intake.source"), lambda one: source(visit, one), lambda one: one.batch.source),
        Column(
            say("intake.who"),
            lambda one: said.person(one.batch.person, visit.language),
            lambda one: one.batch.person,
        ),
        Column(
            say("intake.at"),
            lambda one: tag("span", say("overview.at", at=said.moment(one.batch.at)), class_="nowrap"),
            lambda one: one.batch.at.isoformat(),
        ),
        figure(say("taking.state_new"), lambda one: one.batch.added, dash),
        figure(say("taking.state_changed"), lambda one: one.batch.replaced, dash),
        figure(say("taking.state_withdrawn"), lambda one: one.batch.withdrawn, dash),
        Column(say("intake.effect"), lambda one: moved(visit, one), number=True),
        Column(say("column.status"), lambda one: state(visit, one)),
    ]
    show(tag("h2", say("intake.log", n=len(found))), tag("p", say("intake.log_note"), class_="note"))
    show(
        table(
            found, columns, say("intake.log", n=len(found)),
            chosen=lambda one: str(one.batch.number) == asked, tall=len(found) > 12,
        )
    )  # fmt: skip
    return next((one for one in found if str(one.batch.number) == asked), None)


def dash(n: float) -> str:
    """A count; a dash for none."""
    return f"{int(n)}" if n else said.NOTHING


def number(visit: Visit, one: Logged) -> Markup:
    """The number, leading to what the batch did."""
    return link(str(one.batch.number), forms.here(batch=str(one.batch.number)))


def source(visit: Visit, one: Logged) -> str:
    """The file by its name, or where else the batch comes from."""
    kind, _, about = one.batch.source.partition(":")
    if one.withdraws is not None:
        return visit.say("intake.withdrawal_of", batch=one.withdraws)
    if kind == FORM and about:
        name = said.body_name(visit, about)
        return visit.say("intake.form_of", name=name if name != about else said.indicator_name(visit, about))
    return visit.say("intake.from_demo") if kind == "demo" else one.batch.source or said.NOTHING


def state(visit: Visit, one: Logged) -> Child:
    """In force, or taken back by which batch."""
    if one.withdrawn_by is None:
        return tag("span", visit.say("intake.stands"), class_="nowrap")
    return tag("span", visit.say("intake.taken_back", batch=one.withdrawn_by), class_="muted")


def moved(visit: Visit, one: Logged) -> str:
    """How many totals it moved, and the largest move."""
    both = [(before, after) for _, before, after in _effect(one)]
    gaps = [abs(after - before) for before, after in both if before is not None and after is not None]
    if one.imported is None:
        return said.NOTHING
    if not one.imported.effect:
        return visit.say("intake.moved_none")
    return visit.say("intake.moved", n=len(one.imported.effect), most=points(max(gaps, default=0.0)))


def _effect(one: Logged) -> tuple[tuple[str, float | None, float | None], ...]:
    return one.imported.effect if one.imported else ()


def opened(visit: Visit, one: Logged) -> None:
    """One batch: its reason, its cells, the totals it moved, the file, and taking it back."""
    say, batch = visit.say, one.batch
    by, at = said.person(batch.person, visit.language), said.moment(batch.at)
    show(
        tag("h2", say("intake.batch", n=batch.number, source=source(visit, one))),
        tag("p", say("intake.by_whom", by=by, at=at), class_="note"),
        tag("p", tag("span", say("intake.reason"), class_="label"), batch.reason, class_="small")
        if batch.reason
        else None,
    )
    if one.imported is not None:
        _file(visit, one)
    effect = pd.DataFrame(_effect(one), columns=["body", "before", "after"]).astype(
        {"before": float, "after": float}
    )
    if one.imported is not None:
        show(
            tag("h3", say("intake.effect_title")),
            comparison.effect(visit, effect, before="intake.before_import"),
        )
    _cells(visit, one)
    if visit.desk.may("imports.withdraw") and one.withdrawn_by is None and one.withdraws is None:
        _withdraw(visit, one)


def _file(visit: Visit, one: Logged) -> None:
    kept = one.imported
    if kept is None:
        return
    said_ = visit.say("intake.kept_file", size=kept.size / 1024, sha256=kept.sha256)
    with st.container(horizontal=True, vertical_alignment="center"):
        with st.container(width="stretch"):
            show(tag("p", said_, class_="note"))
        st.download_button(
            visit.say("intake.original"),
            lambda: imports.file(visit.desk, visit.round.code, one.batch.number)[1],
            one.batch.source, key=f"original_{one.batch.number}", on_click="ignore", type="tertiary",
        )  # fmt: skip


def _cells(visit: Visit, one: Logged) -> None:
    """What it wrote beside what was there before."""
    say = visit.say
    found = imports.changes(visit.desk, visit.round.code, one.batch.number)
    rows = found.head(comparison.SHOWN).astype(object).to_dict("records")
    columns = [
        Column(say("column.body"), lambda row: said.body_name(visit, str(row["body"]))),
        Column(say("column.indicator"), lambda row: said.cell_name(visit, row)),
        Column(say("intake.was"), lambda row: _side(visit, row, "before", "before_status"), number=True),
        Column(say("intake.became"), lambda row: _side(visit, row, "after", "after_status"), number=True),
    ]
    title = say("intake.wrote", n=len(found))
    summary = tag("summary", title)
    if rows:
        show(tag("details", summary, table(rows, columns, title, tall=len(rows) > 8), class_="fold"))


def _side(visit: Visit, row: dict[str, object], value: str, status: str) -> str:
    return said.worded(visit, row, _plain(row.get(value)), _plain(row.get(status)))


def _plain(one: object) -> str:
    return "" if one is None or one != one else str(one)


def _withdraw(visit: Visit, one: Logged) -> None:
    """The form that takes it back: what would be, why, and what to do with what was built on it."""
    say, name = visit.say, f"back_{one.batch.number}"
    undone = withdrawals.withdrawal(visit.desk, visit.round.code, one.batch.number)
    built = int((undone["built_on"] > 0).sum())
    with st.form(name):
        show(tag("h3", say("intake.take_back", n=one.batch.number)))
        free, later = len(undone) - built, sorted({str(n) for n in undone["built_on"] if n})
        show(tag("p", say("intake.take_back_note", n=free), class_="note"))
        leave = False
        if built:
            show(tag("p", say("intake.built_on", n=built, batches=later), class_="banner"))
            leave = st.checkbox(say("intake.leave_later"), key=f"{name}_leave")
        reason = st.text_input(say("intake.reason"), key=f"{name}_reason", max_chars=300)
        pressed = st.form_submit_button(say("intake.take_back_do"), key=f"{name}_do")
    if pressed:
        key = st.session_state.setdefault(f"{name}_key", uuid.uuid4().hex)
        try:
            made = acts.withdraw(
                visit.desk, visit.round.code, one.batch.number, reason=reason, leave_later=leave, key=key
            )
        except EvaluationError as refused:
            st.session_state.pop(f"{name}_key")
            show(tag("p", refusal(refused, visit.language), class_="banner act", role="alert"))
            return
        st.session_state["batch_back"] = (one.batch.number, made.number)
        st.rerun()
