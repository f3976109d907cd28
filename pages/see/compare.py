"""Compare: two to four bodies side by side, where they differ and why."""

from __future__ import annotations

import streamlit as st

from pages.parts import exports, forms, frame, roundwide
from pages.parts.frame import link
from pages.parts.markup import show, tag
from pages.parts.remembered import remembered
from pages.parts.results import apart, besides

visit = frame.enter()
if besides.barred(visit):
    frame.lead(visit, "compare", visit.say("compare.own"))
    frame.state(visit)
    show(
        tag(
            "p",
            link(visit.say("compare.own_next"), forms.address("body", body=visit.desk.body)),
            class_="empty",
        )
    )
    st.stop()

top = st.container()
bodies = besides.ask(visit)
if len(bodies) < besides.FEWEST:
    with top:
        frame.lead(visit, "compare", visit.say("compare.few"))
        frame.state(visit)
    frame.nothing(visit.say("compare.few_next"))

seen = besides.sight(visit, bodies)
with top:
    frame.lead(visit, "compare", remembered(visit, "apart", lambda: besides.sentence(seen), seen.codes))
    frame.state(visit, visit.say("state.indicators", n=len(seen.shared)), downloads=exports.standings(visit))
    roundwide.waiting(visit)
besides.kinds(seen)
show(remembered(visit, "accounts", lambda: besides.account(seen), seen.codes), besides.cards(seen))
apart.sections(seen)
show(
    remembered(visit, "differing", lambda: apart.differing(seen), seen.codes),
    remembered(visit, "every_one", lambda: apart.everything(seen), seen.codes),
)

frame.notes(visit.say("compare.note"), visit.say("compare.note_kinds"))
