"""The procedure of rectification on the method page: its picture, every step, the terms and their sources."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from data.queries import rectification
from data.words import refusal
from metrics.errors import EvaluationError
from metrics.procedure import lifecycle
from metrics.procedure.clocks import LAMPS, OFF
from metrics.procedure.lifecycle import BACK, PATH, STAY, STEPS, Step
from metrics.procedure.terms import Terms
from pages.parts.charts.flow import Arrow, Flow, Place, flow
from pages.parts.charts.panel import Data, caption, panel
from pages.parts.frame import Visit
from pages.parts.markup import Child, Markup, as_written, show, tag
from pages.parts.rectification import lamps, overseeing
from pages.parts.remembered import remembered
from pages.parts.tables import Column, table

# Where each state stands in the picture: the way from a lost point to closed out on top.
ASIDE: dict[str, Place] = {
    "contested": (2, 1.55), "suspended": (4, 1.55), "dropped": (3, 0), "held": (6.05, 1.55),
    "lapsed": (7.2, 1.55), "reopened": (7.2, 0),
}  # fmt: skip
TOP = 3.2


def section(visit: Visit) -> None:
    """The whole of it; a plan without terms has none."""
    say = visit.say
    show(tag("h2", say("procedure.title"), id="procedure"))
    try:
        terms = rectification.terms(visit.desk, visit.round.code)
    except EvaluationError as refused:
        show(tag("p", refusal(refused, visit.language), class_="empty", role="status"))
        return
    picture(visit)
    show(
        tag("h3", say("procedure.terms")),
        tag("p", say("procedure.terms_note"), class_="note"),
        limits(visit, terms),
        ladder(visit, terms),
        sources(visit, terms),
    )


def picture(visit: Visit) -> None:
    """States and acts as boxes and arrows."""
    say = visit.say
    finding = say("procedure.finding")
    over = caption(visit, finding, say("procedure.measure", n=len(STEPS)), 60)
    drawn = remembered(visit, "procedure", lambda: flow(drawing(visit), over))
    heads = {name: say(f"procedure.{name}") for name in ("state", "act", "role", "needs", "to")}
    data = Data("procedure", say("procedure.steps", n=len(STEPS)), lambda: steps(visit), heads)
    panel(visit, "procedure", drawn, finding, data)


def drawing(visit: Visit) -> Flow:
    """The arrows of the lifecycle, those that several states of the line share drawn once."""
    places: dict[str, Place] = {state: (float(at), TOP) for at, state in enumerate(PATH)} | ASIDE
    names = {state: visit.say(f"item_state.{state}") for state in places}
    grouped: dict[tuple[str, str], list[Mapping[str, str]]] = {}
    for one in lifecycle.flow():
        if one["to"] not in (one["state"], BACK):
            shared = one["state"] in PATH and one["to"] not in PATH and one["way"] != lifecycle.ON
            grouped.setdefault((one["to"], "" if shared else one["state"]), []).append(one)
    arrows = [
        Arrow(
            tuple(dict.fromkeys(one["state"] for one in found)),
            to,
            visit.say("procedure.or").join(
                dict.fromkeys(visit.say(f"item_act.{one['act']}") for one in found)
            ),
            any(one["way"] == lifecycle.ON for one in found),
        )
        for (to, _), found in grouped.items()
    ]
    notes = {
        one["state"]: visit.say("procedure.returns", act=visit.say(f"item_act.{one['act']}"))
        for one in lifecycle.flow()
        if one["to"] == BACK
    }
    return Flow(places, names, PATH, arrows, notes)


def steps(visit: Visit) -> pd.DataFrame:
    """Every step of the lifecycle: who may do it, what it needs, where it leads."""
    say = visit.say
    rows = [
        (
            say(f"item_state.{one.state}"), say(f"item_act.{one.act}"),
            say("join.list").join(say(f"role.{role}") for role in one.roles),
            say("join.list").join(say(f"need.{need}") for need in one.needs), leads(visit, one),
        )
        for one in STEPS
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["state", "act", "role", "needs", "to"])


def leads(visit: Visit, one: Step) -> str:
    """The state after a step."""
    special = {STAY: "procedure.stay", BACK: "procedure.back"}
    return visit.say(special.get(one.to, f"item_state.{one.to}"))


def limits(visit: Visit, terms: Terms) -> Markup:
    """Deadline classes and lamps."""
    say, spoken = visit.say, visit.language
    classes = [
        (
            one.title[spoken],
            say(
                "procedure.class_milestones"
                if one.milestones
                else "procedure.class_plan"
                if one.plan
                else "procedure.class_none",
                n=one.days,
            ),
        )
        for one in terms.classes
    ]
    told: list[tuple[Child, Child]] = [(name, words) for name, words in classes]
    told += [
        (
            tag("span", lamps.name(visit, code), class_=f"lamp {lamps.LEVELS[code]}"),
            overseeing.meaning(visit, code, terms),
        )
        for code in reversed(LAMPS)
        if code != OFF
    ]
    told += [
        (say("about.extension"), say("procedure.extension", n=terms.extension_days, times=terms.extensions)),
        (say("about.contest"), say("procedure.contest", n=terms.contest_days, times=terms.contests)),
        (say("about.suspension"), say("procedure.suspension", n=terms.suspension_days)),
        (
            say("about.look_again"),
            say("procedure.look_again", first=terms.again_from, last=terms.again_until),
        ),
        (say("about.most"), say("procedure.most", most=terms.most)),
    ]
    cells = [tag("div", tag("dt", name), tag("dd", words)) for name, words in told]
    return tag("dl", cells, class_="facts card")


def ladder(visit: Visit, terms: Terms) -> Markup:
    """The letters, from the mildest up."""
    say, spoken = visit.say, visit.language
    columns = [
        Column(
            say("letters.step"),
            lambda one: tag(
                "span",
                f"{lamps.SIGNS[one.lamp]} {one.title[spoken]}",
                class_=f"lamp {lamps.LEVELS[one.lamp]}",
            ),
        ),
        Column(
            say("procedure.when"),
            lambda one: say(
                "procedure.when_left" if one.late < 0 else "procedure.when_late", n=abs(one.late)
            ),
        ),
        Column(say("procedure.letter_to"), lambda one: one.to[spoken]),
    ]
    return tag("div", tag("h3", say("about.rung")), table(terms.rungs, columns, say("about.rung")))


def sources(visit: Visit, terms: Terms) -> Markup:
    """Whether a paper stands behind a number, or only our proposal."""
    items = [
        tag("li", tag("span", visit.say(f"about.{name}"), class_="label"), as_written(words, visit.language))
        for name, words in terms.sources.items()
    ]
    summary = tag("summary", visit.say("procedure.sources", n=len(items)))
    return tag("details", summary, tag("ul", items, class_="plain small"), class_="fold")
