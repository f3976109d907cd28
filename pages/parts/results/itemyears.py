"""One body item by item in two years: which rates rose and fell, and every indicator of it behind that."""

from __future__ import annotations

from collections.abc import Sequence

import pandas as pd
import plotly.graph_objects as go

from data.queries import changes
from data.words import points, share
from pages.parts import forms
from pages.parts.charts import hover
from pages.parts.charts.pairs import Pair, begins, dumbbells
from pages.parts.charts.panel import Data, caption, panel
from pages.parts.charts.parts import signed
from pages.parts.markup import show, tag
from pages.parts.readings import changing as read
from pages.parts.readings.changing import Item
from pages.parts.remembered import of_record
from pages.parts.results.moving import Look

ITEMS = 18  # items drawn of one body


def one_body(look: Look) -> None:
    """One body item by item: last year and this year."""
    visit, say, spoken = look.visit, look.visit.say, look.visit.language
    rows = [row for row in read.by_own(look.rows) if row.how]
    if not rows:
        return
    names = {row.body.code: row.body.name[spoken] for row in rows}
    first = next((code for code in (*look.chosen, visit.desk.body) if code in names), rows[0].body.code)
    code = forms.pick("body", say("changes.ask_body"), [*names], names.__getitem__,
                      default=forms.chosen("body", [*names], first), width=280)  # fmt: skip
    items = of_record(visit, "items_of", lambda: items_of(look, code), look.earlier.code, code)
    name = names[code]
    if not any(one.moved for one in items):
        show(tag("p", say("changes.dumbbell_none", name=name), class_="empty"))
        return
    figure, finding = of_record(
        visit, "dumbbells", lambda: drawing(look, items, name), look.earlier.code, code
    )
    panel(visit, "items", figure, finding, items_data(look, items, name, code))


def items_of(look: Look, code: str) -> list[Item]:
    """The indicators of the body in both years."""
    found = changes.items(look.visit.desk, look.earlier.code, look.visit.round.code, code)
    return read.items(found, look.years)


def drawing(look: Look, items: Sequence[Item], name: str) -> tuple[go.Figure, str]:
    """The picture of what moved most, and what it shows in a sentence."""
    visit, say, spoken = look.visit, look.visit.say, look.visit.language
    moved, both = [one for one in items if one.moved], [one for one in items if one.both]
    drawn = [
        Pair(
            one.indicator.title[spoken], *one.shares, signed(one.gained), item_words(look, one),
            changed=one.change == "changed",
        )
        for one in moved[:ITEMS]
    ]  # fmt: skip
    up = sum(one.shares[1] > one.shares[0] for one in moved)
    finding = say("changes.dumbbell", name=name, n=len(moved), up=up, down=len(moved) - up)
    low = begins([end for one in drawn for end in (one.before, one.after)])
    measure = say("changes.dumbbell_measure", before=look.heads[0], after=look.heads[1], shown=len(drawn),
                  n=len(both), low=low)  # fmt: skip
    over = caption(visit, finding, measure, wide=39)
    return dumbbells(drawn, look.heads, say("moving.items_gain"), over), finding


def item_words(look: Look, one: Item) -> str:
    """An item in words: rates and points of both years, whether its rule has changed."""
    rates = f"{look.heads[0]} {share(one.shares[0])} → {look.heads[1]} {share(one.shares[1])}"
    earned = " → ".join(f"{points(a)}/{points(b)}" for a, b in zip(one.points, one.full_marks, strict=True))
    changed = look.visit.say(f"change.{one.change}") if one.change != "kept" else ""
    return hover(one.indicator.title[look.visit.language], rates, earned, changed)


def items_data(look: Look, items: Sequence[Item], name: str, code: str) -> Data:
    """Every indicator of the body in both years."""
    say, spoken = look.visit.say, look.visit.language
    before, after = look.heads
    heads = {
        "code": say("moving.code"), "indicator": say("moving.indicator"), "change": say("moving.change"),
        "share_before": f"{before} {say('column.rate')}", "share_after": f"{after} {say('column.rate')}",
        "points_before": f"{before} {say('column.points')}",
        "points_after": f"{after} {say('column.points')}", "gained": say("moving.items_gain"),
    }  # fmt: skip

    def table() -> pd.DataFrame:
        made = [
            (one.indicator.code, one.indicator.title[spoken], say(f"change.{one.change}"), *one.shares,
             *one.points, one.gained)
            for one in items
        ]  # fmt: skip
        return pd.DataFrame(made, columns=list(heads))

    formats = dict.fromkeys(("share_before", "share_after"), "share")
    formats |= dict.fromkeys(("points_before", "points_after", "gained"), "points")
    return Data(f"items-{code}", say("changes.everything", name=name, n=len(items)), table, heads, formats)
