"""The pictures of the board of rectification: what falls due, and where items lie."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd
import plotly.graph_objects as go

from data.queries.rectification_figures import Figures
from pages.parts import forms
from pages.parts.charts import hover
from pages.parts.charts.ageing import Aged, Stage, ageing
from pages.parts.charts.duestrip import Due, due_strip
from pages.parts.charts.panel import Data, caption, panel
from pages.parts.frame import Visit
from pages.parts.intake import said
from pages.parts.readings import rectifying as read
from pages.parts.readings.rectifying import Line
from pages.parts.rectification import lamps
from pages.parts.remembered import of_record
from pages.parts.theme import palette

SLOW = 3  # stages that the finding names


def strip(visit: Visit, told: Figures, lines: Sequence[Line]) -> None:
    """The next working days, a mark an item; what is late at the left edge."""
    drawn, finding, shown = of_record(visit, "oversee.due", lambda: coming(visit, told, lines))
    data = Data("due", visit.say("oversee.strip_title"), lambda: behind(visit, shown), heads(visit))
    clicked = panel(visit, "due", drawn, finding, data, clicks=True)
    if clicked:
        forms.go("handling", item=clicked)


def coming(visit: Visit, told: Figures, lines: Sequence[Line]) -> tuple[go.Figure, str, list[Line]]:
    """The picture of it, what it says, and the items in it."""
    say, colours = visit.say, palette()
    days = {day: at for at, day in enumerate(told.days)}
    shown = [one for one in lines if one.open and (one.late or (one.running and one.deadline in days))]
    items = [
        Due(
            one.number,
            -1 if one.late or one.deadline is None else days[one.deadline],
            colours.act if one.late else lamps.colour(colours, one.lamp),
            lamps.SYMBOLS[one.lamp],
            words(visit, one),
        )
        for one in shown
    ]
    n_late, in_time = sum(one.day < 0 for one in items), sum(one.day >= 0 for one in items)
    soon = sum(0 <= one.day < 5 for one in items)
    finding = say("oversee.strip", late=n_late, soon=soon, coming=in_time, n=len(told.days))
    measure = say("oversee.strip_measure", n=len(items))
    drawn = due_strip(
        items,
        [tick(visit, day) for day in told.days],
        say("oversee.late"),
        caption(visit, finding, measure, 60),
    )
    return drawn, finding, shown


def tick(visit: Visit, day: date) -> str:
    """A day of the strip: its date, its day of the week."""
    month = visit.say(f"month.m{day.month}", day=day.day)
    return f"{month}\n{visit.say(f'weekday.d{day.isoweekday()}')}"


def words(visit: Visit, one: Line) -> str:
    """An item in words, for its mark in a picture."""
    code, numbers = read.timed(one)
    clock = visit.say(f"lamp.{code}", **numbers)
    return hover(
        said.body_name(visit, one.body),
        said.indicator_name(visit, one.indicator),
        visit.say(
            "oversee.hover",
            number=one.number,
            state=visit.say(f"item_state.{one.state}"),
            lamp=lamps.name(visit, one.lamp),
            clock=clock,
        ),
        visit.say("oversee.until", on=one.deadline) if one.deadline else "",
    )


def behind(visit: Visit, found: Sequence[Line]) -> pd.DataFrame:
    """The items of a picture as a table."""
    rows = [
        (
            one.number,
            said.body_name(visit, one.body),
            said.indicator_name(visit, one.indicator),
            visit.say(f"item_state.{one.state}"),
            visit.say(f"item_lamp.{one.lamp}"),
            one.deadline.isoformat() if one.deadline else "",
            one.left,
            one.late,
        )
        for one in found
    ]
    columns = ["number", "body", "indicator", "state", "lamp", "deadline", "left", "late"]
    return pd.DataFrame(rows, columns=columns)


def heads(visit: Visit) -> dict[str, str]:
    """The words over these columns: those of the register."""
    columns = ("number", "body", "indicator", "state", "lamp", "deadline", "left", "late", "progress")
    return {name: visit.say(f"register.{name}") for name in columns}


def stuck(visit: Visit, told: Figures, lines: Sequence[Line]) -> None:
    """Where items lie, and for how long, beside how long they usually lie there."""
    picture = of_record(visit, "oversee.ageing", lambda: lying(visit, told, lines))
    if picture is None:
        return
    drawn, finding = picture
    data = Data(
        "ageing",
        visit.say("oversee.ageing_title"),
        lambda: aged(visit, told),
        heads(visit)
        | {"days": visit.say("oversee.column_days"), "median": visit.say("oversee.column_median")},
    )
    clicked = panel(visit, "ageing", drawn, finding, data, clicks=True)
    if clicked:
        forms.go("handling", item=clicked)


def lying(visit: Visit, told: Figures, lines: Sequence[Line]) -> tuple[go.Figure, str] | None:
    """The picture of it and what it says; None where nothing lies anywhere."""
    say, colours = visit.say, palette()
    known = {one.number: one for one in lines}
    middle = told.medians.set_index("state")["median"].to_dict() if len(told.medians) else {}
    stages = []
    for state in read.states(lines):
        mine = told.stages[told.stages["state"] == state]
        if mine.empty:
            continue
        items = [
            Aged(
                number,
                int(days),
                lamps.colour(colours, known[number].lamp),
                lamps.SYMBOLS[known[number].lamp],
                hover(
                    said.body_name(visit, known[number].body),
                    said.indicator_name(visit, known[number].indicator),
                    say("oversee.aged", number=number, days=int(days), state=say(f"item_state.{state}")),
                ),
            )
            for number, days in zip(mine["number"], mine["days"], strict=True)
        ]
        usual = middle.get(state)
        label = say("oversee.median", days=usual) if usual is not None else ""
        stages.append(Stage(say(f"item_state.{state}"), items, usual, label))
    if not stages:
        return None
    finding = slowest(visit, told)
    measure = say("oversee.ageing_measure", n=len(told.stages))
    return ageing(stages, caption(visit, finding, measure, 34), say("oversee.days_unit")), finding


def slowest(visit: Visit, told: Figures) -> str:
    """The stage in which the most items lie longer than is usual there."""
    joined = told.stages.merge(told.medians, on="state")
    over = joined[joined["days"] > joined["median"]]
    if over.empty:
        return visit.say("oversee.ageing_none")
    state = str(over["state"].value_counts().index[0])
    mine = over[over["state"] == state]
    return visit.say(
        "oversee.ageing",
        state=visit.say(f"item_state.{state}"),
        n=len(mine),
        median=float(mine["median"].iloc[0]),
        longest=int(mine["days"].max()),
    )


def aged(visit: Visit, told: Figures) -> pd.DataFrame:
    """The stays behind the picture."""
    made = told.stages.merge(told.medians[["state", "median"]], on="state", how="left")
    made["body"] = [said.body_name(visit, code) for code in made["body"]]
    made["state"] = [visit.say(f"item_state.{code}") for code in made["state"]]
    return made[["number", "body", "state", "days", "median"]]
