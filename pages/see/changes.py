"""Changes: who really moved between two years, and how much of it is rules."""

from __future__ import annotations

import streamlit as st

from pages.parts import changetables, frame, itemyears, moving
from pages.parts.markup import show

visit = frame.enter()
earlier = moving.rounds_before(visit)
if not earlier:
    frame.lead(visit, "changes", visit.say("changes.first"))
    frame.state(visit)
    frame.nothing(visit.say("changes.first_next"))

top = st.container()
look = moving.ask(visit, earlier)

with top:
    frame.lead(visit, "changes", moving.sentence(look))
    frame.state(visit, visit.say("changes.against", round=look.earlier.title), *moving.facts(look))
left, right = frame.beside(5, 7)
with left:
    moving.lines(look)
with right:
    moving.parts(look)
show(changetables.movers(look))

left, right = frame.beside(7, 5, name="items")
with left:
    itemyears.one_body(look)
with right:
    show(changetables.lineage(look), changetables.weakest(look))
show(changetables.crosswalk(look))

frame.notes(*moving.notes(look))
