"""The tables of the page of changes: who moved, what became of bodies, the indicators of both plans."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from data.words import points, share
from metrics.engine.changes import SWITCHES
from pages.parts import choosing, forms, marks
from pages.parts.charts.parts import signed
from pages.parts.frame import link
from pages.parts.markup import Child, Markup, tag
from pages.parts.readings import changing as read
from pages.parts.readings import standings
from pages.parts.readings.changing import Crossing, Mover
from pages.parts.results import twoyears
from pages.parts.results.moving import Look
from pages.parts.tables import Column, figure, table

WEAKEST = 6
TWO = 2


def movers(look: Look) -> Markup:
    """Every body of the kind: totals of both years, the difference in its parts, its lineage."""
    say, spoken = look.visit.say, look.visit.language
    rows = [*read.by_own(look.rows), *(row for row in look.rows if not row.divided)]
    columns = [
        Column(say("column.body"), lambda row: name_of(look, row), lambda row: row.body.name[spoken]),
        figure(look.heads[0], lambda row: row.before, points),
        figure(look.heads[1], lambda row: row.after, points),
        figure(say("moving.difference"), lambda row: row.difference, strong),
        *[part(look, position, name) for position, name in enumerate(SWITCHES)],
        Column(say("moving.how"), lambda row: tag("span", lineage_of(look, row), class_="small muted")),
    ]
    title = say("changes.table", n=len(rows))
    beside = None
    if len(look.chosen) >= TWO:
        beside = tag("p", link(say("changes.together"), choosing.compared(look.chosen[:4])))
    return tag(
        "div", tag("h2", title), beside,
        table(rows, columns, title, chosen=lambda row: row.body.code in look.chosen),
    )  # fmt: skip


def part(look: Look, position: int, name: str) -> Column:
    """The column of one part."""
    return figure(look.visit.say(f"part.{name}"), lambda row: row.parts[position], or_dash)


def or_dash(amount: float) -> str:
    """A part with its sign; a dash where it is not known."""
    return signed(amount) if amount == amount else "–"


def strong(amount: float) -> Markup:
    """The difference, strong."""
    return tag("b", or_dash(amount))


def name_of(look: Look, row: Mover) -> Markup | str:
    """The body as a link to its scorecard; a nameless peer leads nowhere."""
    name = row.body.name[look.visit.language]
    return link(name, forms.address("body", body=row.body.code)) if row.how else name


def lineage_of(look: Look, row: Mover) -> str:
    """One word, and from whom."""
    if row.how in ("", "same"):
        return ""
    word = look.visit.say(f"how.{row.how}")
    return look.visit.say("how.of", how=word, origin=list(row.origin)) if row.origin else word


def lineage(look: Look) -> Markup:
    """Bodies that are not what they were, and how they are joined to last year."""
    say = look.visit.say
    said = [twoyears.lineage_words(look, row) for row in look.rows if row.how not in ("", "same")]
    gone = [one for one in look.years.gone if one.kind == look.kind]
    said += [say("changes.how_gone", name=one.name, gone=say("changes.gone")) for one in gone]
    items = [tag("p", one, class_="small") for one in said]
    return marks.short_list(
        say("changes.lineage"), say("changes.lineage_note"), items, say("changes.lineage_none")
    )


def weakest(look: Look) -> Markup:
    """Last year's weakest indicators, and whether they are better now."""
    say = look.visit.say
    items = [
        (
            marks.indicator_link(look.visit, row.one),
            tag("span", percents(row.rates[1] - row.rates[0]), class_="number"),
            tag(
                "p",
                say("changes.weakest_row", change=say(f"change.{row.change}"), before=row.rates[0],
                    after=row.rates[1]),
                class_="note",
            ),
        )
        for row in read.weakest(read.crossings(look.years), WEAKEST)
    ]  # fmt: skip
    return marks.short_list(
        say("changes.weakest"), say("changes.weakest_note"), items, say("changes.weakest_none")
    )


def percents(amount: float) -> str:
    """A difference of rates with its sign, in per cent."""
    return f"{'+' if amount > 0 else '−' if amount < 0 else ''}{share(abs(amount))}"


def crosswalk(look: Look) -> Markup:
    """The indicators of both plans: what changed openly, what was kept folded away."""
    say = look.visit.say
    rows = read.crossings(look.years)
    counts = {change: sum(row.change == change for row in rows) for change in read.ORDER}
    moved, kept = [row for row in rows if row.change != "kept"], [row for row in rows if row.change == "kept"]
    title = say("changes.crosswalk", n=len(rows), **counts)
    folded = say("changes.kept_fold", n=len(kept))
    return tag(
        "div",
        tag("h2", title),
        tag("p", say("changes.crosswalk_note"), class_="note"),
        table(moved, crossing_columns(look), title) if moved else None,
        tag(
            "details", tag("summary", folded), table(kept, crossing_columns(look), folded), class_="fold"
        ) if kept else None,
    )  # fmt: skip


def crossing_columns(look: Look) -> Sequence[Column]:
    """Change, indicator, what is different, largest marks and mean rates of both years."""
    say = look.visit.say
    return [
        Column(
            say("moving.change"),
            lambda row: tag("span", say(f"change.{row.change}"), class_="nowrap"),
            lambda row: float(read.ORDER.index(row.change)),
        ),
        Column(say("moving.indicator"), lambda row: title_of(look, row), lambda row: row.one.code),
        Column(say("moving.what"), lambda row: tag("span", what(look, row), class_="small")),
        Column(
            say("moving.marks"), lambda row: both(row.marks, points), lambda row: row.marks[1], number=True
        ),
        Column(
            say("moving.rates"), lambda row: both(row.rates, share), lambda row: row.rates[1], number=True
        ),
    ]  # fmt: skip


def title_of(look: Look, row: Crossing) -> Markup | str:
    """The indicator; one that is no longer there leads nowhere."""
    one = row.one
    said = f"{one.code} {one.title[look.visit.language]}"
    return marks.indicator_link(look.visit, one) if row.after else said


def both(pair: tuple[float, float], write: Any) -> Markup:
    """before → after; one figure where they are the same or one is absent."""
    before, after = (write(one) if one == one else "" for one in pair)
    said = before or after if before == after or not before or not after else f"{before} → {after}"
    return tag("span", said or "–", class_="nowrap")


def what(look: Look, row: Crossing) -> Child:
    """What of an indicator is otherwise, in words."""
    say = look.visit.say
    said = []
    for name, before, after in read.altered(row):
        part_, _, rest = name.partition(":")
        if part_ == "marks":
            kind = standings.kind_title(look.visit.board.catalogue, rest, look.visit.language)
            said.append(say("altered.marks", kind=kind, before=before, after=after))
        else:
            said.append(say(f"altered.{rest or part_}", before=before, after=after))
    if row.change == "moved" and row.before and row.after:
        said.append(say("altered.moved", before=row.before.code, after=row.after.code))
    if row.before and row.after and not row.readable:
        said.append(say("altered.unreadable"))
    return [tag("div", one) for one in said]
