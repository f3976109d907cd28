"""Entry: one body's facts of one indicator on screen, with draft, conflicts, nil return and evidence."""

from __future__ import annotations

import streamlit as st

from data.queries import carried, observations
from metrics.frames import OUT
from metrics.model import Indicator
from pages.parts import forms, frame
from pages.parts.frame import Visit, link
from pages.parts.intake import blanks, decisions, entering, entryform, proofs, said
from pages.parts.intake.entering import Handed, Opened
from pages.parts.intake.entryform import NIL, REFUSED, STATES, VALUES, Worn
from pages.parts.markup import Markup, show, tag
from pages.parts.remembered import of_record
from pages.parts.tables import Column, table

TOLD = "entry_told"


def ask(visit: Visit, bodies: list[str]) -> tuple[str, Indicator]:
    """Whose facts, of which indicator."""
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        body = forms.pick(
            "body", visit.say("ask.body"), bodies, lambda one: said.body_name(visit, one),
            default=visit.desk.body if visit.desk.body in bodies else bodies[0], width=240,
        )  # fmt: skip
        status, known = visit.board.status.loc[body], visit.board.catalogue.indicators
        inside = [one.code for one in known if one.fields and status[one.code] != OUT]
        code = forms.pick(
            "indicator", visit.say("ask.indicator"), inside, lambda one: said.indicator_name(visit, one),
            width=460,
        )  # fmt: skip
    return body, visit.board.catalogue.indicator(code)


def sentence(visit: Visit, body: str, one: Indicator) -> str:
    """Is it filled in, by whom and when?"""
    name, title = said.body_name(visit, body), one.title[visit.language]
    story = observations.history(visit.desk, visit.round.code, body, one.code)
    now = observations.current(visit.desk, visit.round.code, body)
    n = int((now["indicator"] == one.code).sum())
    if not n:
        return visit.say("entry.lead_none", name=name, title=title)
    last = story.iloc[-1]
    by, at = said.person(str(last["person"]), visit.language), said.moment(last["at"])
    return visit.say("entry.lead", name=name, title=title, n=n, by=by, at=at)


def badges(visit: Visit, body: str, one: Indicator) -> Worn:
    """What the badges say of values that were taken over from an earlier round and still count: their age."""
    found = carried.badges(visit.desk, visit.round.code, body)
    return {
        (str(row["item"]), str(row["field"])):
            visit.say("entry.carried", round=row["from_round"], n=int(row["age"]))
        for row in found[found["indicator"] == one.code].to_dict("records")
    }  # fmt: skip


def worn_by_cases(visit: Visit, worn: Worn) -> None:
    """Badges of a form that is a table: which cases wear which."""
    for words in dict.fromkeys(worn.values()):
        items = dict.fromkeys(item for (item, _), badge in worn.items() if badge == words)
        named = visit.say("join.list").join(items)
        show(tag("p", tag("span", words, class_="chip"), " ", tag("span", named, class_="note")))


def rule(visit: Visit, one: Indicator) -> None:
    """What the plan says: full and zero marks, when it does not apply."""
    lines = [
        tag("p", tag("span", visit.say(f"step.{it}"), class_="label"), words[visit.language], class_="small")
        for it, words in (
            ("full_rule", one.full_rule), ("zero_rule", one.zero_rule), ("na_rule", one.na_rule),
        )
        if words[visit.language]
    ]  # fmt: skip
    show(lines)


def offer(visit: Visit, there: Opened) -> None:
    """Values of the round before, to be taken over."""
    found = entering.offered(visit, there)
    if found.empty or there.origins:
        return
    first = found.iloc[0]
    words = visit.say("entry.take_over", n=len(found), round=first["from_round"], age=int(first["age"]))
    st.button(words, on_click=entering.take_over, args=(visit, there, found), key=f"over_{there.key}")


def fill(visit: Visit, there: Opened, worn: Worn) -> None:
    """The form."""
    say, key = visit.say, there.key
    if there.form.cases:
        worn_by_cases(visit, worn)
    if there.drafted:
        show(tag("p", say("entry.from_draft"), class_="banner"))
    offer(visit, there)
    state = st.segmented_control(
        say("entry.state"), STATES, default=there.form.state, required=True, key=f"state_{key}",
        format_func=lambda one: say(f"entry.state_{one}"),
    ) or VALUES  # fmt: skip
    with st.form(f"form_{key}"):
        typed: entryform.Typed = {}
        refused, signed = there.form.reason, False
        if state == VALUES:
            typed = entryform.ask(visit, there.form, f"field_{key}", worn)
        if state == REFUSED:
            refused = st.text_input(say("entry.why_not"), refused, key=f"why_{key}", max_chars=300)
        if state == NIL:
            signed = st.checkbox(say("entry.sign"), key=f"signed_{key}")
        reason = st.text_input(say("intake.reason_needed"), key=f"reason_{key}", max_chars=300)
        with st.container(horizontal=True):
            pressed = st.form_submit_button(say("entry.submit"), type="primary", key=f"submit_{key}")
            kept = st.form_submit_button(say("entry.save"), key=f"save_{key}")
    rows = entryform.rows_of(there.form, state, typed, refused, there.origins)
    if kept:
        trouble = entering.save(visit, there, rows)
        show(tag("p", trouble or say("entry.saved"), class_="banner act" if trouble else "banner course"))
    if pressed:
        empty = entryform.blanks_of(there.form, state, typed, there.kept)
        _hand_in(visit, there, Handed(rows, empty, reason, signed), None)
    if there.trouble:
        show(tag("div", [tag("p", one) for one in there.trouble], class_="banner act", role="alert"))
    if there.drafted and st.button(say("entry.discard"), key=f"discard_{key}", type="tertiary"):
        entering.discard(visit, there)
        st.rerun()


def settle(visit: Visit, there: Opened) -> None:
    """Somebody else changed it since the form was drawn: who wins, cell by cell."""
    if there.conflicts is None or there.conflicts.empty or there.handed is None:
        return
    accepted = decisions.decide(visit, there.conflicts, f"entry_{there.key}", ours="entry.take_mine")
    reason = st.text_input(visit.say("intake.reason_needed"), there.handed.reason, key=f"again_{there.key}")
    if st.button(visit.say("entry.settle"), type="primary", key=f"settle_{there.key}"):
        there.handed.reason = reason
        _hand_in(visit, there, there.handed, accepted)


def _hand_in(visit: Visit, there: Opened, given: Handed, accepted: list[int] | None) -> None:
    number = entering.hand_in(visit, there, given, accepted)
    if number is not None:
        st.session_state[TOLD] = number
    st.rerun()


def stored(visit: Visit, body: str, one: Indicator, worn: Worn) -> None:
    """What is kept, for who may look and not write."""
    kept = observations.current(visit.desk, visit.round.code, body)
    rows = kept[kept["indicator"] == one.code].astype(str).to_dict("records")
    if not rows:
        show(tag("p", visit.say("step.facts_none"), class_="empty", role="status"))
        return
    first = {row["item"]: row for row in reversed(rows)}  # a case is named once, by its first field
    titles = {field.code: field.title[visit.language] for field in one.fields}

    def value(row: dict[str, str]) -> list[Markup | str]:
        badge = worn.get((row["item"], row["field"]))
        seen = said.worded(visit, row, row["value"], row["status"])
        return [tag("span", badge, class_="chip"), " ", seen] if badge else [seen]

    columns = [
        Column(visit.say("column.field"), lambda row: titles.get(row["field"], visit.say("intake.whole"))),
        Column(visit.say("column.observed"), value, number=True),
    ]
    if any(first):
        case = visit.say("template.item")
        columns.insert(0, Column(case, lambda row: row["item"] if row is first[row["item"]] else ""))
    if any(row["reason"] for row in rows):
        columns.append(Column(visit.say("intake.reason"), lambda row: row["reason"]))
    show(table(rows, columns, visit.say("step.title_facts"), tall=len(rows) > 12))


visit = frame.enter()
bodies = blanks.own_bodies(visit)
place = st.container()
if not bodies:
    with place:
        frame.lead(visit, "entry", visit.say("intake.lead_reader"))
        frame.state(visit, visit.say("state.plan", code=visit.board.catalogue.code))
    frame.nothing(visit.say("entry.not_yours"))
body, indicator = ask(visit, bodies)
with place:
    words = of_record(visit, "entry", lambda: sentence(visit, body, indicator), body, indicator.code)
    frame.lead(visit, "entry", words)
    frame.state(visit, visit.say("state.plan", code=visit.board.catalogue.code))
told = st.session_state.pop(TOLD, None)
if told is not None:
    show(tag("p", visit.say("entry.done", n=told), class_="banner course", role="status"))
left, right = frame.beside(7, 5)
with left:
    rule(visit, indicator)
    worn = of_record(visit, "badges", lambda: badges(visit, body, indicator), body, indicator.code)
    if visit.desk.may("entries.submit"):
        there = entering.opened(visit, body, indicator)
        fill(visit, there, worn)
        settle(visit, there)
    else:
        if visit.desk.may("evidence.attach", body=body):
            show(tag("p", visit.say("entry.verified"), class_="note"))
        stored(visit, body, indicator, worn)
with right:
    proofs.beside(visit, body, indicator)
frame.notes(
    visit.say("entry.note"),
    link(visit.say("entry.to_method"), forms.address("method", body=body, indicator=indicator.code)),
)
