"""Indicators: which items most bodies fail, which no longer tell them apart, who lost what where."""

from __future__ import annotations

from collections.abc import Sequence
from operator import attrgetter

import streamlit as st

from data.words import points, share
from metrics.model import Review
from pages.parts import exports, forms, frame, marks
from pages.parts.frame import Visit, link
from pages.parts.markup import Markup, show, tag
from pages.parts.portions import COLUMNS, portion
from pages.parts.readings import items, losses, matrix
from pages.parts.readings import standings as read
from pages.parts.readings.items import Item
from pages.parts.readings.losses import Loss
from pages.parts.remembered import remembered
from pages.parts.results import lossmap, secondlook
from pages.parts.tables import Column, figure, table

ALL = "all"


def ask(visit: Visit) -> tuple[str, str, str, str]:
    """Which section, indicators and bodies in which order, as picture or table; kind comes first."""
    catalogue, say = visit.board.catalogue, visit.say
    titles = {one.code: marks.section_title(visit, one) for one in matrix.sections(catalogue)}
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        forms.segments(
            "kind",
            say("ask.kind"),
            read.kinds(visit.board),
            lambda one: read.kind_title(catalogue, one, visit.language),
        )
        section = forms.pick(
            "section",
            say("ask.section"),
            [ALL, *titles],
            lambda one: titles.get(one, say("ask.all")),
            width=260,
        )
        order = forms.segments(
            "order", say("ask.order"), [matrix.PLAN, matrix.BY_LOSS], lambda one: say(f"ask.by_{one}")
        )
        across = forms.segments(
            "across", say("indicators.across"), [matrix.PLAN, matrix.BY_LOSS],
            lambda one: say(f"indicators.across_{one}"),
        )  # fmt: skip
        shown = forms.segments("as", say("ask.as"), ["picture", "table"], lambda one: say(f"ask.as_{one}"))
    return "" if section == ALL else section, order, across, shown


def sentence(
    visit: Visit, found: Sequence[Loss], looked: Sequence[Item], review: Review | None, kind: str
) -> str:
    """Where most is lost, what is a common problem, what hardly tells bodies apart."""
    worst = losses.heaviest(found, 1)[0]
    said = visit.say(
        "indicators.lead", kind=kind, code=worst.indicator.code, title=worst.indicator.title, rate=worst.rate,
        full=worst.full, n=worst.bodies,
    )  # fmt: skip
    if review is None or not looked:
        same = matrix.undecided(found)
        return said + (visit.say("indicators.same", n=len(same)) if same else visit.say("indicators.no_same"))
    return said + visit.say(
        "indicators.second_look", common=len(items.common(looked, review)),
        untelling=len(items.untelling(looked, review)),
    )  # fmt: skip


def listing(visit: Visit, found: Sequence[Loss], looked: Sequence[Item]) -> Markup:
    """One row per indicator: what is lost, how many earned all, how many reported nothing."""
    say = visit.say
    columns = [
        Column(
            say("column.indicator"),
            lambda one: marks.indicator_link(visit, one.indicator),
            lambda one: one.indicator.code,
        ),
        figure(say("column.lost"), attrgetter("lost"), points),
        figure(say("column.stake"), attrgetter("stake"), points),
        figure(say("column.lost_rate"), attrgetter("rate"), share),
        Column(
            say("column.full"), lambda one: say("indicators.full_of", full=one.full, n=one.bodies),
            lambda one: one.passing, number=True,
        ),
        figure(say("column.missing"), attrgetter("missing"), marks.or_dash),
    ]  # fmt: skip
    if looked:
        of = {one.loss.indicator.code: one for one in looked}
        columns += [
            figure(
                say("indicators.head_short"), lambda one: of[one.indicator.code].failing,
                lambda part: share(part) if part else "–",
            ),
            figure(
                say("indicators.head_telling"), lambda one: of[one.indicator.code].telling,
                points, say("indicators.telling_hint"),
            ),
        ]  # fmt: skip
    title = say("indicators.list", n=len(found))
    return tag("div", tag("h2", title), table(found, columns, title))


visit = frame.enter()
catalogue = visit.board.catalogue
kind = forms.chosen("kind", read.kinds(visit.board))
everyone = [body for body in visit.board.bodies if body.kind == kind and not body.code.startswith("#")]
title = read.kind_title(catalogue, kind, visit.language, many=True)
codes = [body.code for body in everyone]
every_loss = remembered(visit, "losses", lambda: losses.by_indicator(visit.board, codes), kind)
if not every_loss:
    frame.nothing(visit.say("empty.filter"))
review = catalogue.review if len(everyone) > 1 else None
looked = (
    remembered(visit, "items", lambda: items.items(visit.board, every_loss, codes, review), kind)
    if review
    else []
)

said = remembered(visit, "losing", lambda: sentence(visit, every_loss, looked, review, title), kind)
frame.lead(visit, "indicators", said)
state = st.container()
section, order, across, shown = ask(visit)
choices = (kind, section, order, across)
chosen = remembered(
    visit, "matrix", lambda: matrix.matrix(visit.board, everyone, section, order, across), *choices
)
with state:
    frame.state(
        visit,
        visit.say("state.bodies", n=len(everyone)),
        visit.say("state.indicators", n=len(chosen.losses)),
        downloads=exports.matrix(visit, chosen),
    )
cut = portion(visit, "part", len(everyone), COLUMNS)
part, place = chosen.part(cut), (*choices, str(cut.start))
if shown == "picture":
    none = len(chosen.cells(matrix.MISSING))
    finding = visit.say("indicators.finding", kind=title, rate=chosen.rate, n=none)
    lossmap.picture(visit, part, finding, place)
else:
    show(remembered(visit, "matrix_table", lambda: lossmap.matrix_table(visit, part), *place))
if review:
    show(remembered(visit, "second_look", lambda: secondlook.cards(visit, looked, review, title), kind))
show(remembered(visit, "indicators", lambda: listing(visit, chosen.losses, looked), *choices))
frame.notes(visit.say("indicators.note"), link(visit.say("overview.note_method"), forms.address("method")))
