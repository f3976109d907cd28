"""The improvement plan on the page: what it promises, losses with their effort, what the law asks."""

from __future__ import annotations

from collections.abc import Hashable, Mapping, Sequence

import pandas as pd
import plotly.graph_objects as go
import streamlit as st

from data.queries.plans import LEVELS, Fix, Plan, Promise
from data.queries.rectification import Dossier
from data.words import points, reason, regain
from pages.parts import forms, marks
from pages.parts.charts import hover
from pages.parts.charts.lollipops import Lollipop, lollipops
from pages.parts.charts.panel import Data, caption, panel
from pages.parts.frame import Visit, link
from pages.parts.intake import said
from pages.parts.markup import Child, Markup, as_written, tag
from pages.parts.readings.lossbook import Loss
from pages.parts.remembered import of_record
from pages.parts.results import bothscores, way
from pages.parts.tables import Column, figure, table

SHOWN = 10  # fixes in the picture, and in the list before the rest is folded
BETWEEN, OF = ",", ":"


def efforts() -> dict[str, int]:
    """Efforts that were chosen, from the address: 3.3.3:1,4.1.1:3."""
    found = {}
    for part in st.query_params.get("effort", "").split(BETWEEN):
        code, _, level = part.partition(OF)
        if code and level.isdigit() and int(level) in LEVELS:
            found[code] = int(level)
    return found


def _with(one: Fix, level: int) -> str:
    """The address with this effort for a fix; the proposed one needs no mention."""
    kept = efforts() | {one.indicator.code: level}
    if level == one.proposed:
        kept.pop(one.indicator.code)
    return forms.here(effort=BETWEEN.join(f"{name}{OF}{value}" for name, value in sorted(kept.items())))


def sentence(visit: Visit, plan: Plan) -> str:
    """Which few fixes pay best, to which total and grade; what the law asks for besides."""
    if not plan.top.codes:
        return visit.say("plan.lead_none", body=plan.body.name)
    told = visit.say(
        "plan.lead", body=plan.body.name, n=len(plan.top.codes), before=plan.present.total,
        after=plan.top.total,
    )  # fmt: skip
    title = _grade(visit, plan.top.grade)
    moved = plan.top.grade != plan.present.grade
    if title:
        told += visit.say("plan.lead_grade" if moved else "plan.lead_same", grade=title)
    duties = [one for one in plan.fixes if one.duties and one.indicator.code not in plan.top.codes]
    return told + (visit.say("plan.law_more", n=len(duties)) if duties else "")


def _grade(visit: Visit, code: str) -> str:
    return next((one.title[visit.language] for one in visit.board.catalogue.grades if one.code == code), "")


def promises(visit: Visit, plan: Plan) -> Markup:
    """As it stands, with the three, with the plan."""
    say, now = visit.say, plan.present
    cells = [
        bothscores.cell(say("plan.before"), say("number.points", n=now.total), _stand(visit, now)),
        _promise(visit, say("plan.three_after"), plan.top, now),
        _promise(visit, visit.say("plan.after_n", n=len(plan.picked.codes)), plan.picked, now),
    ]
    return tag("dl", cells, class_="account promises")


def _promise(visit: Visit, head: str, one: Promise, now: Promise) -> Markup:
    gained = visit.say("plan.gain_of", n=one.total - now.total)
    total = [visit.say("number.points", n=one.total), " ", tag("span", gained, class_="small muted")]
    return bothscores.cell(head, total, _stand(visit, one))  # type: ignore[arg-type]


def _stand(visit: Visit, one: Promise) -> str:
    place = float("nan") if one.place is None else one.place
    return bothscores.stand(visit, place, one.grade)


def picture(visit: Visit, plan: Plan, asked: Sequence[Hashable]) -> None:
    """The fixes that gain most, the largest on top, those of the plan in the accent."""
    shown = sorted(plan.fixes, key=lambda one: -one.gain)[:SHOWN]
    shown = [one for one in shown if one.gain > 0]
    if not shown:
        return
    drawn, finding = of_record(visit, "plan.gains", lambda: _drawn(visit, plan, shown), *asked)
    data = Data(
        "plan", visit.say("plan.by_effort"), lambda: behind(visit, plan), _heads(visit),
        {"gain": "points", "lost": "points"},
    )  # fmt: skip
    panel(visit, "plan", drawn, finding, data)


def _drawn(visit: Visit, plan: Plan, shown: Sequence[Fix]) -> tuple[go.Figure, str]:
    say = visit.say
    rows = [
        Lollipop(
            one.indicator.code, _named(visit, one), one.gain, one.effort,
            one.indicator.code in plan.picked.codes, say("plan.gain_of", n=one.gain), _words(visit, one),
        )
        for one in shown
    ]  # fmt: skip
    finding = say("plan.chart", n=len(shown), title=shown[0].indicator.title, gain=shown[0].gain)
    words = [say("plan.effort_word", level=say(f"plan.effort_{level}")) for level in LEVELS]
    drawn = lollipops(rows, caption(visit, finding, say("plan.chart_measure", n=len(shown)), 60),
                      say("plan.column_gain"), words)  # fmt: skip
    return drawn, finding


def _named(visit: Visit, one: Fix) -> str:
    law = f" [{visit.say('plan.law_chip')}]" if one.duties else ""
    return said.indicator_name(visit, one.indicator.code) + law


def _words(visit: Visit, one: Fix) -> str:
    return hover(
        _named(visit, one), visit.say("plan.alone", n=one.gain),
        regain(one.indicator, one.reason, one.facts, visit.language),
    )  # fmt: skip


def behind(visit: Visit, plan: Plan) -> pd.DataFrame:
    """All fixes as a table."""
    rows = [
        (
            one.indicator.code, one.indicator.title[visit.language], one.lost, one.gain,
            visit.say(f"plan.effort_{one.effort}"), visit.say("join.list").join(one.duties), one.number,
        )
        for one in plan.fixes
    ]  # fmt: skip
    return pd.DataFrame(rows, columns=["indicator", "title", "lost", "gain", "effort", "duties", "number"])


def _heads(visit: Visit) -> dict[str, str]:
    names = ("indicator", "title", "lost", "gain", "effort", "duties", "number")
    return {name: visit.say(f"plan.column_{name}") for name in names}


def listing(visit: Visit, plan: Plan) -> list[Markup]:
    """Every loss with its effort to choose, the best rate first; the way to the next grade; the law."""
    rows = [_row(visit, plan, one) for one in plan.fixes]
    rest = rows[SHOWN:]
    fold = tag("details", tag("summary", visit.say("plan.rest", n=len(rest))), rest, class_="fold")
    return [
        tag("h2", visit.say("plan.fixes", n=len(plan.fixes))),
        tag("p", visit.say("plan.effort_note"), class_="note"),
        tag("div", rows[:SHOWN], fold if rest else None, class_="fixes"),
        way.card(visit, plan.way, _losses(plan)),
        law(visit, plan),
    ]


def _losses(plan: Plan) -> list[Loss]:
    """The fixes as the card of the way wants them."""
    return [Loss(one.indicator, one.lost, one.reason, "", one.lost, dict(one.facts)) for one in plan.fixes]


def _row(visit: Visit, plan: Plan, one: Fix) -> Markup:
    """One loss: what it would bring, why it was lost, what regains it; its effort at the right.

    Links and no widgets: there may be seventy of them, and each widget costs the server half a millisecond.
    """
    levels = [
        tag(
            "a", visit.say(f"plan.effort_{level}"), href=_with(one, level), data_page=True, data_stay=True,
            aria_current="true" if level == one.effort else None,
        )
        for level in LEVELS
    ]  # fmt: skip
    label = visit.say("plan.effort_of", title=one.indicator.title)
    choice = tag("div", levels, class_="levels", role="group", aria_label=label)
    return tag("div", _fix(visit, plan, one), choice, class_="fixrow")


def _fix(visit: Visit, plan: Plan, one: Fix) -> Markup:
    say, spoken = visit.say, visit.language
    chips: list[Child] = []
    if one.duties:
        chips.append(tag("span", say("plan.law_chip"), class_="chip"))
    if one.indicator.code in plan.picked.codes:
        chips.append(tag("span", say("plan.in_plan"), class_="chip sealed"))
    return tag(
        "div",
        tag("p", marks.indicator_link(visit, one.indicator, plan.body.code), chips,
            tag("span", say("plan.gain_of", n=one.gain), class_="number"), class_="head"),
        tag("p", reason(one.indicator, one.reason, one.facts, spoken), class_="muted"),
        tag("p", regain(one.indicator, one.reason, one.facts, spoken), _item(visit, one)),
        class_="fix",
    )  # fmt: skip


def _item(visit: Visit, one: Fix) -> Child:
    """The open item on it."""
    if not one.number:
        return None
    key = "plan.item" if one.deadline else "plan.item_open"
    words = visit.say(key, number=one.number, on=one.deadline)
    return [" ", link(words, forms.address("handling", item=one.number), class_="small")]


def law(visit: Visit, plan: Plan) -> Markup:
    """What the law demands whatever it brings, that is not in the plan already."""
    say = visit.say
    found = [plan.fix(code) for code in plan.law]
    title = say("plan.law", n=len(found))
    columns = [
        Column(say("plan.column_indicator"), lambda one: marks.indicator_link(
            visit, one.indicator, plan.body.code), lambda one: one.indicator.code),
        Column(say("plan.column_duties"), lambda one: [
            tag("div", as_written(it, visit.language)) for it in one.duties]),
        Column(say("plan.column_measure"), lambda one: regain(
            one.indicator, one.reason, one.facts, visit.language)),
        figure(say("plan.column_gain"), lambda one: one.gain, points),
    ]  # fmt: skip
    body = table(found, columns, title) if found else tag("p", say("plan.law_none"), class_="muted small")
    return tag("section", tag("h2", title), tag("p", say("plan.law_note"), class_="note"), body)


def suggestion(visit: Visit, dossier: Dossier) -> str:
    """A plan to begin with, for the form of an item: its measure, the proof it wants."""
    item, spoken = dossier.item, visit.language
    told: Mapping[str, str] = {"measure": item.measure[spoken], "proof": item.proof_wanted[spoken]}
    return visit.say("plan.suggested", **told)
