"""Changes: who really moved between two years, and how much of it is rules."""

from __future__ import annotations

import streamlit as st

from pages.parts import frame
from pages.parts.markup import show
from pages.parts.remembered import of_record
from pages.parts.results import changetables, itemyears, moving, twoyears

visit = frame.enter()
earlier = moving.rounds_before(visit)
if not earlier:
    frame.lead(visit, "changes", visit.say("changes.first"))
    frame.state(visit)
    frame.nothing(visit.say("changes.first_next"))

top = st.container()
look = moving.ask(visit, earlier)

with top:
    frame.lead(visit, "changes", of_record(visit, "moved", lambda: moving.sentence(look), *look.asked))
    frame.state(visit, *moving.facts(look))
left, right = frame.beside(5, 7, name="abreast")
with left:
    twoyears.lines(look)
with right:
    twoyears.parts(look)
show(of_record(visit, "movers_table", lambda: changetables.movers(look), *look.asked))

left, right = frame.beside(7, 5, name="items")
with left:
    itemyears.one_body(look)
with right:
    show(of_record(visit, "lineage", lambda: changetables.lineage(look), *look.asked),
         of_record(visit, "weakest", lambda: changetables.weakest(look), *look.asked))  # fmt: skip
show(of_record(visit, "crosswalk", lambda: changetables.crosswalk(look), *look.asked))

frame.notes(*moving.notes(look))
