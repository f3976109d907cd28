"""Several letters sent with one press: ticked, read as a list, sent by the person who presses."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.actions import rectification_letters as acts
from data.queries.letters import Letter
from metrics.procedure.terms import Terms
from pages.parts import asking
from pages.parts.frame import Visit
from pages.parts.intake import said
from pages.parts.markup import Markup, show, tag
from pages.parts.rectification import letterwords

NAME = "send_several"


def several(visit: Visit, drafted: Sequence[Letter], terms: Terms) -> None:
    """A box for each letter; below them what would go out, and the button."""
    if len(drafted) < 2 or not visit.desk.may("rectification.send_letter"):
        return
    say, turn = visit.say, asking.turn(NAME)
    with st.expander(say("letters.several", n=len(drafted))):
        every = st.toggle(say("draft.tick_all"), key=f"every_{turn}")
        with st.container(gap=None, height=320 if len(drafted) > 8 else "content"):
            ticked = [one for one in drafted if _ticked(visit, one, terms, f"{every}_{turn}", every)]
        if not ticked:
            show(tag("p", say("letters.tick_first"), class_="note"))
            return
        show(listing(visit, ticked, terms))
        st.text_input(say("letters.remark"), key=f"note_{turn}", max_chars=200)
        st.button(
            say("letters.send_several", n=len(ticked)), key=f"do_{turn}", type="primary", on_click=_send,
            args=(visit, tuple((one.id, one.version) for one in ticked), terms, turn),
        )  # fmt: skip


def _ticked(visit: Visit, one: Letter, terms: Terms, key: str, on: bool) -> bool:
    label = visit.say(
        "letters.tick", step=terms.rung(one.step).title, body=said.body_name(visit, one.body),
        number=one.number, why=letterwords.why(visit, one),
    )  # fmt: skip
    return st.checkbox(label, on, key=f"tick_{one.id}_{key}")


def listing(visit: Visit, ticked: Sequence[Letter], terms: Terms) -> Markup:
    """What would go out, in words: each letter, to which body, to whom there."""
    rows = [
        tag(
            "li", letterwords.step(visit, terms.rung(one.step)), " ", said.body_name(visit, one.body), " ",
            tag("span", visit.say("letters.goes_to", to=terms.rung(one.step).to), class_="note"),
        )
        for one in ticked
    ]  # fmt: skip
    head = tag("p", visit.say("letters.going", n=len(ticked)))
    return tag("section", head, tag("ol", rows, class_="plain"), class_="going")


def _send(visit: Visit, seen: Sequence[tuple[int, int]], terms: Terms, turn: str) -> None:
    def act(key: str) -> str:
        note = str(st.session_state.get(f"note_{turn}", ""))
        done = acts.send_all(visit.desk, seen, note=note, key=key)
        numbers = [letterwords.numbered(visit, one, terms) for one in done.letters]
        sent = visit.say("letters.sent_several", n=len(numbers), numbers=numbers)
        return sent + (visit.say("letters.left_out", n=len(done.gone)) if done.gone else "")

    asking.attempt(visit, NAME, act, turn)
