"""The way to the next grade: the cheapest set of losses to regain, what each brings, who is displaced."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from data.queries.paths import HIDDEN
from data.words import points, reason
from metrics.engine.path import Path
from pages.parts import marks
from pages.parts.frame import Visit
from pages.parts.intake import said
from pages.parts.markup import Child, Markup, tag
from pages.parts.readings.lossbook import Loss

SHOWN = 5  # steps before the rest is folded
HAIR = 0.005  # points below which two totals print alike
GAINS = 3  # losses named where there is no way, or none is needed


def card(visit: Visit, way: Path, rows: Sequence[Loss]) -> Markup:
    """The card: the answer in a sentence, the steps, what they displace."""
    facts = {one.indicator.code: one for one in rows}
    steps = way.steps.to_dict("records") if way.code == "path" else []
    best = way.losses.sort_values("gain", ascending=False, kind="stable").head(GAINS).to_dict("records")
    title = visit.say("way.title_next", grade=grade(visit, way)) if way.border else visit.say("way.title")
    listed = steps or best
    return tag(
        "section",
        tag("h2", title),
        tag("p", sentence(visit, way), class_="sum"),
        displaced(visit, way),
        tag("p", visit.say("way.best" if not steps else "way.steps"), class_="note") if listed else None,
        tag("ul", [step(visit, one, facts, after=bool(steps)) for one in listed[:SHOWN]]),
        rest(visit, listed[SHOWN:], facts),
        tag("p", visit.say("way.note" if way.exact else "way.note_good"), class_="note"),
        class_="list way",
    )


def grade(visit: Visit, way: Path) -> str:
    """The title of the grade the way leads to."""
    code = way.border.grade if way.border else ""
    return next((one.title[visit.language] for one in visit.board.catalogue.grades if one.code == code), code)


def sentence(visit: Visit, way: Path) -> str:
    """The answer: how far, how many steps, or why there is no way."""
    border = way.border
    gap = max(border.cut - way.total, 0.0) if border else 0.0
    after = float(way.steps["after"].iloc[-1]) if way.code == "path" and len(way.steps) else way.best
    key = "path_tie" if way.code == "path" and gap < HAIR else way.code
    return visit.say(
        f"way.{key}", grade=grade(visit, way), gap=gap, n=len(way.steps), total=way.total, after=after,
        best=way.best, cut=border.cut if border else 0.0,
    )  # fmt: skip


def displaced(visit: Visit, way: Path) -> Markup | None:
    """Who would lose the grade by the quota."""
    if not way.displaces:
        return None
    if HIDDEN in way.displaces:
        return tag("p", visit.say("way.displaces_hidden", n=len(way.displaces)), class_="note")
    names = [said.body_name(visit, code) for code in way.displaces]
    return tag("p", visit.say("way.displaces", names=names), class_="note")


def step(visit: Visit, row: Mapping[Any, Any], facts: Mapping[str, Loss], *, after: bool) -> Markup:
    """One loss: what regaining it adds, where the total is then, why it was lost."""
    code = str(row["indicator"])
    one = visit.board.catalogue.indicator(code)
    known = facts.get(code)
    below: list[Child] = [reason(one, known.reason, known.facts, visit.language)] if known else []
    reached = tag("span", visit.say("way.then", total=row["after"]), class_="muted") if after else None
    return tag(
        "li",
        marks.indicator_link(visit, one),
        tag("span", f"+{points(row['gain'])} ", reached, class_="number"),
        tag("p", below, class_="note"),
    )


def rest(visit: Visit, rows: Sequence[Mapping[Any, Any]], facts: Mapping[str, Loss]) -> Markup | None:
    """The later steps, folded."""
    if not rows:
        return None
    listed = tag("ul", [step(visit, one, facts, after="after" in one) for one in rows])
    return tag("details", tag("summary", visit.say("way.more", n=len(rows))), listed)
