"""Annual reports of disclosure: tables out, reports in with every sum checked, which bodies have filed."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data import permits
from data.queries import filings
from data.queries.filings import Filed
from metrics.model import Body
from pages.parts import frame
from pages.parts.frame import Visit
from pages.parts.intake import annualreports, reportfiled
from pages.parts.intake.annualreports import Choice
from pages.parts.markup import show, tag
from pages.parts.portions import portion


def sentence(visit: Visit, year: int, bodies: Sequence[Body], found: Sequence[Filed]) -> str:
    """How many bodies have filed for the year, and whether their sums come out."""
    filed, broken = {one.filing.body for one in found}, sum(one.broken > 0 for one in found)
    numbers = {"year": year, "n": len(filed), "of": len(bodies), "broken": broken}
    if visit.desk.reach("observations.read") == permits.OWN:
        key = "reports.lead_own" if filed else "reports.lead_own_none"
        return visit.say(key, **numbers, body=bodies[0].name)
    key = "reports.lead_none" if not filed else "reports.lead_broken" if broken else "reports.lead"
    return visit.say(key, **numbers)


def hand_in(visit: Visit, choice: Choice) -> annualreports.Arrival | None:
    """Tables to fill in beside the place for the file."""
    left, right = frame.beside(1, 1)
    with left:
        annualreports.offer(visit, choice)
    with right:
        if visit.desk.may("annual_reports.file", body=choice.body):
            return annualreports.arrive(visit, choice)
        show(tag("p", visit.say("reports.not_yours"), class_="empty", role="status"))
    return None


def filed(visit: Visit, choice: Choice, found: Sequence[Filed]) -> None:
    """The report of the chosen body that stands, and what was before it."""
    if st.session_state.pop("report_withdrawn", None):
        show(tag("p", visit.say("reports.withdrawn_done"), class_="banner course", role="status"))
    here = (choice.body, choice.month)
    one = next((it for it in found if (it.filing.body, it.filing.month) == here), None)
    if one is not None:
        reportfiled.opened(visit, one)
    told = filings.story(visit.desk, visit.round.code, choice.body, choice.year)
    show(reportfiled.story(visit, told))


visit = frame.enter()
may = bool(visit.desk.reach("observations.read"))
bodies = [one for one in visit.board.bodies if visit.desk.may("observations.read", body=one.code)]
if not may or not bodies:
    frame.lead(visit, "annual_reports", visit.say("reports.lead_reader"))
    st.stop()
place = st.container()
choice = annualreports.choose(visit, bodies)
found = filings.standing(visit.desk, visit.round.code, choice.year)
with place:
    frame.lead(visit, "annual_reports", sentence(visit, choice.year, bodies, found))
    frame.state(
        visit,
        visit.say("reports.state", n=len(found)),
        downloads=reportfiled.long(visit, choice.year) if found else (),
    )
arrival = hand_in(visit, choice)
if arrival is not None:
    annualreports.arrived(visit, choice, arrival)
if arrival is None or arrival.done is not None:
    filed(visit, choice, found)
if len(bodies) > 1:
    show(tag("h2", visit.say("reports.of_year", n=len(bodies), year=choice.year)))
    shown = bodies[portion(visit, "part", len(bodies))]
    show(reportfiled.of_year(visit, shown, found, choice.body))
frame.notes(visit.say("reports.method"), visit.say("reports.method_more"))
