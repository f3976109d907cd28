"""Rankings: who is clearly ahead or behind, who cannot be told apart, who sits at a cut-off."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence

import streamlit as st

from data.queries import robustness
from data.words import has
from pages.parts import exports, forms, frame, roundwide
from pages.parts.frame import Visit
from pages.parts.markup import Markup, show, tag
from pages.parts.portions import portion
from pages.parts.readings import doubt
from pages.parts.readings import standings as read
from pages.parts.readings.doubt import Band
from pages.parts.readings.standings import Standing
from pages.parts.remembered import remembered
from pages.parts.results import cutoffs, otherways, placestable, rankbands, weighing
from pages.parts.results.placestable import kind_of

ALL = "all"


def ask(visit: Visit, everyone: Sequence[Standing], known: Mapping[str, Band]) -> list[Standing]:
    """Which bodies (kind, sub-group, grade, with a remark) and in which order; all of it in the address."""
    catalogue, say = visit.board.catalogue, visit.say
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        kind = forms.segments(
            "kind", say("ask.kind"), [ALL, *read.kinds(visit.board)],
            lambda one: read.kind_title(catalogue, one, visit.language) if one != ALL else say("ask.all"),
        )  # fmt: skip
        rows = [row for row in everyone if kind in (ALL, row.body.kind)]
        groups = read.groups(rows)
        group = forms.pick("group", say("rankings.group"), [ALL, *groups], group_name(visit), width=150)
        titles = {one.code: one.title[visit.language] for one in catalogue.grades}
        grade = forms.pick(
            "grade", say("ask.grade"), [ALL, *titles], lambda one: titles.get(one, say("ask.all")), width=110
        )
        orders = [*read.ORDERS] if known else [one for one in read.ORDERS if one != read.BY_DOUBT]
        order = forms.pick(
            "order", say("ask.order"), orders, lambda one: say(f"rankings.by_{one}"), width=150
        )
        only = forms.segments("only", say("ask.only"), [ALL, "remarked"], lambda one: say(f"ask.{one}"))
    rows = [row for row in rows if group == ALL or group in row.groups]
    rows = [row for row in rows if grade == ALL or (row.grade and row.grade.code == grade)]
    rows = [row for row in rows if only == ALL or row.vetoes or row.flags]
    return read.ordered(rows, order, {code: band.wide for code, band in known.items()}, visit.board)


def group_name(visit: Visit) -> Callable[[str], str]:
    """What a sub-group is called; its code where the words do not know it."""

    def name(one: str) -> str:
        key = f"group.{one}"
        return visit.say("ask.all") if one == ALL else visit.say(key) if has(key, visit.language) else one

    return name


def own(visit: Visit, mine: Standing, rows: Sequence[Standing]) -> str:
    """For a reporter: where their own body stands, and how far the next place is."""
    said = {
        "name": mine.body.name, "total": mine.total, "kind": kind_of(visit, mine), "of": mine.of,
        "place": mine.place,
    }  # fmt: skip
    better = [
        row.total for row in rows if row.body.kind == mine.body.kind and row.ranked and row.total > mine.total
    ]
    if not mine.ranked:
        return visit.say("rankings.own_unranked", **said)
    if not better:
        return visit.say("rankings.own_first", **said)
    return visit.say("rankings.own", gap=min(better) - mine.total, **said)


def sentence(visit: Visit, rows: Sequence[Standing], known: Mapping[str, Band]) -> str:
    """Who leads each kind, by how much, whether clearly; who shares a place."""
    mine = next((row for row in rows if row.body.code == visit.desk.body and row.scored), None)
    if mine is not None:
        return own(visit, mine, rows)
    said = []
    for kind in read.kinds(visit.board):
        ranked = [row for row in rows if row.body.kind == kind and row.ranked]
        if len(ranked) > 1:
            clear = doubt.clear(ranked[0], ranked[1], known)
            said.append(
                visit.say(
                    f"rankings.leader{'' if clear is None else '_clear' if clear else '_unclear'}",
                    kind=read.kind_title(visit.board.catalogue, kind, visit.language, many=True),
                    name=ranked[0].body.name[visit.language],
                    total=ranked[0].total,
                    gap=ranked[0].total - ranked[1].total,
                    second=ranked[1].body.name[visit.language],
                )
            )
    ties = read.tied(rows)
    said.append(visit.say("rankings.ties", n=len(ties)) if ties else visit.say("rankings.no_ties"))
    return visit.say("rankings.join").join(said)


def warnings(visit: Visit, found: robustness.Doubt | None, kind: str) -> Markup:
    """Whether the order shown is supported by the data, per set of peers; a strip where it is not."""
    said = []
    for one in doubt.verdicts(found, kind):
        title = read.kind_title(visit.board.catalogue, one.kind, visit.language, many=True)
        words = visit.say(f"doubt.{one.reason.code}", **{**one.reason.numbers, "kind": title})
        said.append(
            tag(
                "p", words, class_="banner verdict" if one.supported else "banner verdict soon", role="status"
            )
        )
    return tag("div", said)


def keys(visit: Visit, known: Mapping[str, Band]) -> Markup:
    """What the marks of the pictures mean."""
    names = ["total", *(["band", "group"] if known else []), "before"]
    return tag(
        "div",
        [tag("span", tag("i", class_=f"rank {name}"), visit.say(f"rankings.key_{name}")) for name in names],
        class_="keys",
    )


def edges(visit: Visit, rows: Sequence[Standing], found: robustness.Doubt | None) -> tuple[Markup, Markup]:
    """Who is within the noise of a cut-off (or just below one), and who shares a place."""
    settings = visit.board.catalogue.robustness
    if found is None or settings is None:
        near = placestable.nearest(visit, rows)
    else:
        near = cutoffs.card(visit, doubt.near(found, rows), settings.confidence)
    return near, placestable.shared(visit, rows)


def sets(visit: Visit, found: robustness.Doubt, shown: Sequence[str]) -> list[tuple[int, str]]:
    """Number and name of the sets of peers of the kinds that are shown."""
    return [
        (one.peers, read.kind_title(visit.board.catalogue, one.kind, visit.language, many=True))
        for one in doubt.verdicts(found)
        if one.kind in ("", *shown)
    ]


def told(visit: Visit, found: robustness.Doubt | None) -> str:
    """What was drawn to make the bands, how far and how often."""
    if found is None:
        return ""
    drawn = found.bands.varied
    return visit.say("doubt.varied", **{**drawn, "low": 1 - drawn["confidence"], "high": drawn["confidence"]})


visit = frame.enter()
everyone = roundwide.standings(visit)
found, known = roundwide.doubt(visit), roundwide.bands(visit)

frame.lead(visit, "rankings", remembered(visit, "leading", lambda: sentence(visit, everyone, known)))
frame.state(visit, visit.say("state.bodies", n=len(everyone)), downloads=exports.standings(visit))
roundwide.waiting(visit)
strip = st.container()
rows = ask(visit, everyone, known)

shown = rows[portion(visit, "part", len(rows))]
asked = tuple(row.body.code for row in rows)
present = [kind for kind in read.kinds(visit.board) if any(row.body.kind == kind for row in shown)]
with strip:
    show(warnings(visit, found, present[0] if len(present) == 1 else ""))
if rows:
    left, right = frame.beside(2, 1)
    with left:
        show(keys(visit, known))
        for kind in present:
            rankbands.picture(visit, kind, [row for row in shown if row.body.kind == kind], known)
    with right:
        show(*remembered(visit, "edges", lambda: edges(visit, rows, found), asked))
    weighing.bench(visit, everyone)
    if found is not None:
        methods = sets(visit, found, present)
        show(remembered(visit, "methods", lambda: otherways.section(visit, found, methods), *methods))
    codes = tuple(row.body.code for row in shown)
    show(remembered(visit, "places", lambda: placestable.listing(visit, shown, known), codes))
else:
    show(tag("p", visit.say("empty.filter"), class_="empty"))

frame.notes(visit.say("rankings.note_places"), visit.say("rankings.note_base"), told(visit, found))
