"""The board of rectification: open and late, which letters go out today, where it is stuck, what it won."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import streamlit as st

from data.queries import feeds, letters, rectification, rectification_figures, rectified
from data.queries.rectification_figures import Figures
from data.words import refusal
from metrics.errors import EvaluationError
from pages.parts import asking, forms, frame
from pages.parts.frame import Visit, link
from pages.parts.intake import said
from pages.parts.markup import Markup, show, tag
from pages.parts.readings import rectifying as read
from pages.parts.readings.rectifying import Line
from pages.parts.rectification import duepictures, itemlist, letterqueue, overseeing, takeover
from pages.parts.remembered import of_record
from pages.parts.tables import Column, figure, table


def sentence(visit: Visit, told: Figures, lines: Sequence[Line], waiting: int) -> str:
    """How many are open and late, how late at most; how many letters wait."""
    say = visit.say
    if not lines:
        return say("oversee.lead_none")
    key = "oversee.lead" if told.overdue else "oversee.lead_in_time"
    said_first = say(key, open=told.open, overdue=told.overdue, longest=read.longest(lines))
    return say(
        "oversee.join",
        first=said_first,
        then=say("oversee.lead_letters" if waiting else "oversee.lead_no_letters", n=waiting),
    )


def fed(visit: Visit, told: Figures) -> Markup:
    """What the record fills into the next round."""
    say = visit.say
    head = tag(
        "h2", say("oversee.feeds", n=told.in_time, of=told.due) if told.due else say("oversee.feeds_none")
    )
    note = tag("p", say("oversee.feeds_note"), class_="note")
    if not visit.desk.may("rectification.draft"):
        return tag("section", head, note)
    rows = shown(feeds.feeds(visit.desk, visit.round.code))
    columns = [
        Column(say("column.body"), lambda row: said.body_name(visit, row["body"]), lambda row: row["body"]),
        Column(say("column.indicator"), lambda row: said.indicator_name(visit, row["indicator"])),
        Column(say("column.field"), lambda row: field(visit, row)),
        figure(say("column.observed"), lambda row: int(row["value"]), str),
    ]
    listing = table(rows, columns, say("oversee.feeds_table"), tall=True)
    fold = tag("details", tag("summary", say("oversee.feeds_table")), listing, class_="fold")
    return tag("section", head, note, fold if rows else None)


def field(visit: Visit, row: dict[str, str]) -> str:
    """The field of the next round that is filled."""
    known = said.field_of(visit, row["indicator"], row["field"])
    return known.title[visit.language] if known else row["field"]


def shown(rows: pd.DataFrame) -> list[dict[str, str]]:
    """The rows that say something: neither the zeros nor the nil returns."""
    return rows[~rows["value"].isin(("", "0"))].astype(str).to_dict("records")


visit = frame.enter()
if not visit.desk.may("rectification.read"):
    frame.lead(visit, "rectification", visit.say("oversee.not_yours"))
    frame.state(visit)
    if visit.desk.reach("rectification.read"):
        show(tag("p", link(visit.say("oversee.to_own"), forms.address("handling"))))
    st.stop()
try:
    terms = rectification.terms(visit.desk, visit.round.code)
except EvaluationError as refused:
    frame.lead(visit, "rectification", visit.say("oversee.lead_none"))
    frame.state(visit)
    frame.nothing(refusal(refused, visit.language))
asked = (visit.desk, visit.round.code)
told = of_record(visit, "oversee.figures", lambda: rectification_figures.figures(*asked))
lines = itemlist.lines(visit)
drafted = of_record(visit, "oversee.drafted", lambda: letters.letters(*asked, letterqueue.DRAFTED))
due = of_record(visit, "oversee.letters", lambda: letters.due(*asked))

frame.lead(visit, "rectification", sentence(visit, told, lines, len(drafted) + len(due)))
frame.state(
    visit,
    visit.say("oversee.state", n=told.open + told.closed, today=visit.desk.today),
    downloads=itemlist.register(visit) if lines else (),
)
asking.told()
if not lines:
    show(
        tag(
            "p",
            visit.say("oversee.empty"),
            " ",
            link(visit.say("page.drafting"), forms.address("drafting")),
            class_="empty",
            role="status",
        )
    )
    st.stop()
if told.unknown:
    show(tag("p", visit.say("oversee.unknown", n=told.unknown), class_="banner"))
show(of_record(visit, "oversee.tally", lambda: overseeing.tally(visit, told, lines, terms)))
duepictures.strip(visit, told, lines)
left, right = frame.beside(5, 7)
with left:
    show(of_record(visit, "oversee.by_body", lambda: overseeing.by_body(visit, told)))
with right:
    letterqueue.card(visit, terms, drafted, due)
left, right = frame.beside(7, 5, name="stuck")
with left:
    duepictures.stuck(visit, told, lines)
with right:
    show(overseeing.waiting(visit, told), overseeing.repeats(visit, told))
show(
    of_record(visit, "oversee.both", lambda: overseeing.both(visit, rectified.side_by_side(*asked))),
    of_record(visit, "oversee.fed", lambda: fed(visit, told)),
)
takeover.offer(visit)
frame.notes(
    visit.say("oversee.note"),
    link(visit.say("oversee.to_method"), forms.address("method") + "#procedure"),
)
