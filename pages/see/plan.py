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
from pages.parts.rectification import planning, whose
from pages.parts.remembered import of_record

MOST = 40  # indicators a plan may hold


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
body = whose.body(visit, "plan", scores=True)
try:
    plan = worked(visit, body, planning.efforts())
except EvaluationError as refused:
    frame.nothing(refusal(refused, visit.language))
with top:
    frame.lead(visit, "plan", planning.sentence(visit, plan))
    frame.state(visit, downloads=taken(visit, plan))
if plan.fixes:
    asked = (body, *sorted(st.query_params.to_dict().items()))  # the links of the page carry all of it
    show(of_record(visit, "plan.promises", lambda: planning.promises(visit, plan), *asked))
    planning.picture(visit, plan, asked)
    choosing.several(
        "fixes", visit.say("plan.add"), [one.indicator.code for one in plan.fixes],
        lambda code: said.indicator_name(visit, code), most=MOST, hint=visit.say("plan.choose"),
        default=plan.picked.codes,
    )  # fmt: skip
    show(*of_record(visit, "plan.listing", lambda: planning.listing(visit, plan), *asked))
way_on = link(visit.say("overview.note_method"), forms.address("method", body=body))
whose.notes(visit, "plan", body, way_on)
