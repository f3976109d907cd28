"""Import: workbooks out, workbooks in; what is wrong, what would change, and what came in before."""

from __future__ import annotations

import streamlit as st

from data import permits
from data.queries import imports, returned
from data.words import percent
from pages.parts import forms, frame
from pages.parts.exports import XLSX
from pages.parts.frame import Visit, link
from pages.parts.intake import arriving, batches, blanks, comparison, decisions, faults, said
from pages.parts.intake.arriving import Arrival
from pages.parts.markup import show, tag
from pages.parts.readings import losses


def sentence(visit: Visit) -> str:
    """How much is in, who handed in last; for who may not hand in, who does."""
    if visit.desk.reach("observations.read") != permits.ALL:
        return visit.say("intake.lead_reader")
    found = imports.log(visit.desk, visit.round.code)
    if not found:
        return visit.say("intake.lead_none")
    last = found[0].batch
    by = said.person(last.person, visit.language)
    rate = percent(losses.completeness(visit.board))
    return visit.say("intake.lead", n=last.number, rate=rate, by=by, at=said.moment(last.at))


def refused(visit: Visit, one: Arrival) -> None:
    """What is wrong, with the workbook to mend."""
    problems, say = one.shown.errors, visit.say
    if faults.of_whole(one.shown.problems):
        show(faults.sentence(visit, problems[0]))
        return
    key = "intake.faulty_noticed" if one.shown.notices else "intake.faulty"
    told = say(key, file=one.shown.name, n=len(problems), more=len(one.shown.notices))
    show(tag("p", told, class_="banner act", role="alert"))
    if one.returned is None:
        made = returned.annotated(visit.desk, one.shown, one.content)
        one.returned = (made.name, made.content) if made else ("", b"")
    name, content = one.returned
    if content:
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            st.download_button(
                say("intake.annotated"), content, name, XLSX, key="download_annotated", on_click="ignore",
                type="primary", icon=":material/download:",
            )  # fmt: skip
            with st.container(width="stretch"):
                show(tag("p", say("intake.annotated_note"), class_="note"))
    show(faults.listing(visit, one.shown.problems, say("annotate.heading")))


def compared(visit: Visit, one: Arrival) -> None:
    """What it would change; conflicts to decide; what it does to totals; the button."""
    shown, say = one.shown, visit.say
    show(tag("h2", say("intake.compared", file=shown.name)), comparison.tally(visit, shown.counts))
    if shown.imported is not None:
        show(tag("p", say("intake.imported_before", batch=shown.imported), class_="banner"))
    if shown.notices:
        title = say("intake.notices", n=len(shown.notices))
        listing = faults.listing(visit, shown.notices, title)
        show(tag("details", tag("summary", title), listing, class_="fold"))
    accepted = decisions.decide(visit, shown.conflicts, f"arrival_{one.key}") if len(shown.conflicts) else []
    states = [state for state in comparison.STATES if shown.counts[state] and state != "conflicting"]
    if states:
        state = st.segmented_control(
            say("intake.cells"), states, default=states[0], required=True, key=f"cells_{one.key}",
            format_func=lambda it: say("intake.state_n", state=say(f"taking.state_{it}"), n=shown.counts[it]),
        )  # fmt: skip
        show(comparison.cells(visit, shown.lines, state or states[0]))
    if not any(shown.counts[state] for state in comparison.DEEDS):
        show(tag("p", say("intake.nothing_new"), class_="empty", role="status"))
        return
    show(tag("h2", say("intake.effect_title")), tag("p", say("intake.effect_note"), class_="note"))
    show(comparison.effect(visit, arriving.effect(visit, one, accepted)))
    if imports.takes(shown, accepted):
        confirm(visit, one, accepted)
    else:
        show(tag("p", say("intake.all_left_alone"), class_="empty", role="status"))


def confirm(visit: Visit, one: Arrival, accepted: list[int]) -> None:
    """Reason, signature, button."""
    shown, say, key = one.shown, visit.say, one.key
    with st.form(f"commit_{key}"):
        reason, signed = "", False
        if shown.needs_reason or accepted:
            reason = st.text_input(say("intake.reason_needed"), key=f"reason_{key}", max_chars=300)
        if shown.nil_returns:
            signed = st.checkbox(say("intake.sign", n=shown.nil_returns), key=f"signed_{key}")
        left = len(shown.conflicts) - len(accepted)
        if left:
            show(tag("p", say("intake.left_alone", n=left), class_="note"))
        pressed = st.form_submit_button(say("intake.commit"), type="primary", key=f"do_{key}")
    if pressed:
        arriving.take(visit, one, accepted, reason, signed)
        st.rerun()
    if one.trouble:
        show(tag("p", one.trouble, class_="banner act", role="alert"))
    if one.stale and st.button(say("intake.look_again"), key=f"again_{key}", type="primary"):
        arriving.again(visit, one)


def done(visit: Visit, one: Arrival) -> None:
    """It is in: as which batch, what it moved."""
    if one.done is None:
        return
    batch, say = one.done.batch, visit.say
    key = "intake.done_before" if one.done.again else "intake.done"
    told = say(key, n=batch.number, added=batch.added, replaced=batch.replaced, withdrawn=batch.withdrawn)
    show(tag("p", told, class_="banner course", role="status"))
    if one.moved is not None and not one.done.again:
        show(comparison.effect(visit, one.moved, before="intake.before_import"))
    show(tag("p", link(say("intake.see_batch"), forms.here(batch=str(batch.number)))))
    st.button(say("intake.next"), key=f"next_{one.key}", on_click=arriving.leave)


def arrived(visit: Visit, one: Arrival) -> None:
    """Whatever there is to say of the file."""
    if one.done is not None:
        done(visit, one)
    elif one.shown.errors:
        refused(visit, one)
    else:
        compared(visit, one)


def history(visit: Visit) -> None:
    """The batch log, and the batch that the address names."""
    back = st.session_state.pop("batch_back", None)
    place = st.empty()
    chosen = batches.log(visit)
    if back is not None:
        told = visit.say("intake.taken_back_done", batch=back[0], by=back[1])
        with place:
            show(tag("p", told, class_="banner course", role="status"))
    if chosen is not None:
        batches.opened(visit, chosen)


visit = frame.enter()
frame.lead(visit, "intake", sentence(visit))
frame.state(
    visit,
    visit.say("state.plan", code=visit.board.catalogue.code),
    visit.say("state.bodies", n=len(visit.board.bodies)),
)
may_read = bool(visit.desk.reach("observations.read"))
may_hand_in = visit.desk.may("imports.commit")
left, right = frame.beside(1, 1)
arrival = None
with left:
    if may_read:
        blanks.offer(visit)
with right:
    if may_hand_in:
        show(
            tag("h2", visit.say("intake.hand_in")),
            tag("p", visit.say("intake.hand_in_note"), class_="note"),
        )
        arrival = arriving.arrive(visit)
    else:
        show(tag("p", visit.say("intake.not_yours"), class_="empty", role="status"))
if arrival is not None:
    arrived(visit, arrival)
if visit.desk.reach("observations.read") == permits.ALL:
    history(visit)
frame.notes(visit.say("intake.note"))
