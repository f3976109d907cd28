"""The improvement plan of a body: what gains most for the effort, what would follow, what the law demands."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from data.queries import plans
from data.queries.plans import Plan
from data.words import refusal
from metrics.errors import EvaluationError
from pages.parts import choosing, forms, frame
from pages.parts.frame import Download, Visit, link
from pages.parts.intake import said
from pages.parts.markup import show
from pages.parts.rectification import planning
from pages.parts.remembered import of_record

MOST = 40  # indicators a plan may hold


def ask(visit: Visit) -> str:
    """Whose plan: one's own body's, else any."""
    bodies = [
        one.code
        for one in visit.board.bodies
        if visit.desk.may("boards.read", body=one.code, sealed=visit.standing.sealed)
        and visit.desk.may("rectification.read", body=one.code)
    ]
    if not bodies:
        frame.lead(visit, "plan", visit.say("plan.not_yours"))
        frame.state(visit)
        frame.nothing(visit.say("mine.not_yours_more"))
    if len(bodies) == 1:
        return bodies[0]
    return forms.pick(
        "body", visit.say("ask.body"), bodies, lambda one: said.body_name(visit, one), width=280
    )


def worked(visit: Visit, body: str, effort: Mapping[str, int]) -> Plan:
    """The plan with the efforts and the choice that stand in the address."""
    asked, efforts = (visit.desk, visit.round.code, body, effort), tuple(sorted(effort.items()))
    first = of_record(visit, "plan", lambda: plans.plan(*asked), body, efforts)
    codes = [one.indicator.code for one in first.fixes]
    if "fixes" not in st.query_params:
        return first
    chosen = choosing.asked("fixes", codes)
    return of_record(visit, "plan", lambda: plans.plan(*asked, chosen), body, efforts, tuple(chosen))


def taken(visit: Visit, plan: Plan) -> list[Download]:
    """The plan as a workbook and as a document."""
    made = {"xlsx": plans.workbook, "docx": plans.document}
    mimes = {"xlsx": plans.XLSX, "docx": plans.DOCX}
    return [
        Download(
            visit.say(f"plan.{name}"), f"{plan.round}-{plan.body.code}-plan.{name}", mimes[name],
            lambda make=make: make(visit.desk, plan).content,
        )
        for name, make in made.items()
        if plan.fixes
    ]  # fmt: skip


visit = frame.enter()
top = st.container()
body = ask(visit)
try:
    plan = worked(visit, body, planning.efforts())
except EvaluationError as refused:
    frame.nothing(refusal(refused, visit.language))
with top:
    frame.lead(visit, "plan", planning.sentence(visit, plan))
    frame.state(visit, downloads=taken(visit, plan))
if plan.fixes:
    show(planning.promises(visit, plan))
    planning.picture(visit, plan)
    choosing.several(
        "fixes", visit.say("plan.add"), [one.indicator.code for one in plan.fixes],
        lambda code: said.indicator_name(visit, code), most=MOST, hint=visit.say("plan.choose"),
        default=plan.picked.codes,
    )  # fmt: skip
    planning.listing(visit, plan)
    show(planning.law(visit, plan))
frame.notes(
    visit.say("plan.note"),
    [
        link(visit.say("exemplars.to_mine"), forms.address("mine", body=body)),
        " · ",
        link(visit.say("mine.to_exemplars"), forms.address("exemplars", body=body)),
        " · ",
        link(visit.say("overview.note_method"), forms.address("method", body=body)),
    ],
)
