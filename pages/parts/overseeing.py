"""The board of rectification in its parts: counts by lamp, what falls due, where it is stuck, who is late."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from data.queries.rectification_figures import Figures
from metrics.procedure.clocks import BLUE, RED
from metrics.procedure.terms import Terms
from pages.parts import forms, lamps, said
from pages.parts.charts import hover
from pages.parts.charts.ageing import Aged, Stage, ageing
from pages.parts.charts.duestrip import Due, due_strip
from pages.parts.charts.panel import Data, caption, panel
from pages.parts.charts.parts import signed
from pages.parts.frame import Visit, link
from pages.parts.markup import Child, Markup, tag
from pages.parts.readings import rectifying as read
from pages.parts.readings.rectifying import Line
from pages.parts.tables import Column, figure, table
from pages.parts.theme import palette

FEW = 8  # rows of a short table
SLOW = 3  # stages that the finding names


def tally(visit: Visit, told: Figures, lines: Sequence[Line], terms: Terms) -> Markup:
    """Open items by lamp, each leading to its list; what is closed, and how much of it in time."""
    say = visit.say
    cells = [
        cell(
            tag("span", lamps.name(visit, code), class_=f"lamp {lamps.LEVELS[code]}"),
            link(str(n), forms.address("handling", scope="all", lamp=code)) if n else "0",
            meaning(visit, code, terms),
        )
        for code, n in read.tally(lines).items()
    ]
    share = say("oversee.in_time", n=told.in_time, of=told.due) if told.due else say("oversee.none_due")
    cells.append(cell(say("oversee.closed"), str(told.closed), share))
    cells.append(cell(say("item_state.drafted"), str(told.drafts), say("oversee.drafts_note")))
    return tag("dl", cells, class_="account lampcount")


def meaning(visit: Visit, code: str, terms: Terms) -> str:
    """What a lamp says, with the numbers of the terms."""
    n = terms.blue if code == BLUE else terms.red_after
    return visit.say(f"item_lamp.meaning_{code}", n=n, returns=terms.red_returns)


def cell(head: Child, count: Child, note: Child) -> Markup:
    """One count with what it is."""
    return tag("div", tag("dt", head), tag("dd", count), tag("dd", note, class_="note"))


def strip(visit: Visit, told: Figures, lines: Sequence[Line]) -> None:
    """The next working days, a mark an item; what is late at the left edge."""
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
    n_late, coming = sum(one.day < 0 for one in items), sum(one.day >= 0 for one in items)
    soon = sum(0 <= one.day < 5 for one in items)
    finding = say("oversee.strip", late=n_late, soon=soon, coming=coming, n=len(told.days))
    measure = say("oversee.strip_measure", n=len(items))
    drawn = due_strip(
        items,
        [tick(visit, day) for day in told.days],
        say("oversee.late"),
        caption(visit, finding, measure, 60),
    )
    data = Data("due", say("oversee.strip_title"), lambda: behind(visit, shown), heads(visit))
    clicked = panel(visit, "due", drawn, finding, data, clicks=True)
    if clicked:
        forms.go("handling", item=clicked)


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
        return
    finding = slowest(visit, told)
    measure = say("oversee.ageing_measure", n=len(told.stages))
    drawn = ageing(stages, caption(visit, finding, measure, 34), say("oversee.days_unit"))
    data = Data(
        "ageing",
        say("oversee.ageing_title"),
        lambda: aged(visit, told),
        heads(visit) | {"days": say("oversee.column_days"), "median": say("oversee.column_median")},
    )
    clicked = panel(visit, "ageing", drawn, finding, data, clicks=True)
    if clicked:
        forms.go("handling", item=clicked)


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


def by_body(visit: Visit, told: Figures) -> Markup:
    """Who has most that is late."""
    say = visit.say
    columns = [
        Column(
            say("column.body"),
            lambda row: link(
                said.body_name(visit, row["body"]), forms.address("handling", scope="all", body=row["body"])
            ),
        ),
        figure(say("oversee.column_open"), lambda row: row["open"], str),
        figure(say("oversee.column_overdue"), lambda row: row["overdue"], zero),
        figure(say("oversee.column_red"), lambda row: row["red"], lambda n: red(visit, n)),
        Column(
            say("oversee.column_next"),
            lambda row: day(visit, row["next_deadline"]),
            lambda row: str(row["next_deadline"] or ""),
        ),
    ]
    rows = told.by_body.astype(object).to_dict("records")
    n = sum(1 for row in rows if row["overdue"])
    title = say("oversee.by_body", n=len(rows), overdue=n) if rows else say("oversee.by_body_none")
    return tag("section", tag("h2", title), table(rows, columns, title, tall=len(rows) > FEW))


def zero(n: int) -> str:
    """A count; a dash for none, so that what is there stands out."""
    return str(n) if n else "–"


def red(visit: Visit, n: int) -> Child:
    """A count of red lamps."""
    return tag("span", f"{lamps.SIGNS[RED]} {n}", class_="lamp act") if n else "–"


def day(visit: Visit, on: date | None) -> Child:
    """A day that does not break over two lines."""
    return tag("span", visit.say("days.on", on=on), class_="nowrap") if on else "–"


def waiting(visit: Visit, told: Figures) -> Markup:
    """On whom items wait."""
    say = visit.say
    items = [
        tag("li", tag("span", say(f"role.{row['role']}")), tag("span", str(row["n"]), class_="number"))
        for row in told.waiting.to_dict("records")
    ]
    body = tag("ul", items) if items else tag("p", say("oversee.nobody"), class_="muted small")
    head = (tag("h2", say("oversee.waiting")), tag("p", say("oversee.waiting_note"), class_="note"))
    return tag("section", head, body, class_="list")


def repeats(visit: Visit, told: Figures) -> Markup:
    """What keeps coming back: the same body and indicator, how often (● once, ○ since closed)."""
    say = visit.say
    rows = told.repeats.head(FEW).to_dict("records")
    items = [
        tag(
            "li",
            tag(
                "span", said.body_name(visit, row["body"]), " ", said.indicator_name(visit, row["indicator"])
            ),
            tag(
                "span", "●" * int(row["times"]), class_="lamp act", title=say("oversee.times", n=row["times"])
            ),
            tag("p", numbers(row["numbers"]), class_="note"),
        )
        for row in rows
    ]
    body = tag("ul", items) if items else tag("p", say("oversee.no_repeats"), class_="muted small")
    head = (
        tag("h2", say("oversee.repeats", n=len(told.repeats))),
        tag("p", say("oversee.repeats_note"), class_="note"),
    )
    return tag("section", head, body, class_="list")


def numbers(joined: str) -> list[Child]:
    """Numbers of items as links."""
    return [[link(one, forms.address("handling", item=one)), " "] for one in joined.split()]


def both(visit: Visit, compared: pd.DataFrame) -> Markup:
    """Two scores side by side: as it counts (or was sealed), and after rectification."""
    say = visit.say
    grades = {one.code: one.title[visit.language] for one in visit.board.catalogue.grades}
    moved = compared[compared["gained"].abs() > 0].sort_values("gained", ascending=False)
    rows = moved.astype(object).where(moved.notna(), None).to_dict("records")
    columns = [
        Column(
            say("column.body"),
            lambda row: link(said.body_name(visit, row["body"]), forms.address("body", body=row["body"])),
        ),
        figure(
            say("oversee.sealed_total" if visit.standing.sealed else "oversee.present_total"),
            lambda row: row["total"],
            lambda n: say("number.points", n=n),
        ),
        figure(
            say("oversee.after_total"), lambda row: row["total_after"], lambda n: say("number.points", n=n)
        ),
        figure(say("oversee.gained"), lambda row: row["gained"], signed),
        Column(say("column.place"), lambda row: pair(visit, row["place"], row["place_after"])),
        Column(
            say("column.grade"),
            lambda row: changed(grades.get(row["grade"], "–"), grades.get(row["grade_after"], "–")),
        ),
    ]
    title = say("oversee.both", n=len(rows)) if rows else say("oversee.both_none")
    note = say("oversee.both_note_sealed" if visit.standing.sealed else "oversee.both_note")
    listing = table(rows, columns, title, tall=len(rows) > FEW) if rows else None
    return tag("section", tag("h2", title), tag("p", note, class_="note"), listing)


def pair(visit: Visit, before: float | None, after: float | None) -> str:
    """Two places."""
    return changed(*(visit.say("step.place_figure", place=one) if one else "–" for one in (before, after)))


def changed(before: str, after: str) -> str:
    """One where nothing moved, else from where to where."""
    return before if before == after else f"{before} → {after}"
