"""The board of rectification in its parts: counts by lamp, who is late, on whom it waits, what it gained."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

import pandas as pd

from data.queries.rectification_figures import Figures
from metrics.procedure.clocks import BLUE, RED
from metrics.procedure.terms import Terms
from pages.parts import forms
from pages.parts.charts.parts import signed
from pages.parts.frame import Visit, link
from pages.parts.intake import said
from pages.parts.markup import Child, Markup, tag
from pages.parts.readings import rectifying as read
from pages.parts.readings.rectifying import Line
from pages.parts.rectification import lamps
from pages.parts.tables import Column, figure, table

FEW = 8  # rows of a short table


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
