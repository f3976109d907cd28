"""How a score is made: one number from the facts to the grade, and what the method was checked against."""

from __future__ import annotations

from collections.abc import Sequence
from operator import itemgetter

import streamlit as st

from data.queries import observations
from data.queries.proof import COMMAND, Proof, proof
from data.words import share
from metrics.engine.explain import explain
from metrics.frames import OUT
from metrics.model import Indicator, Text
from pages.parts import forms, frame, marks, roundwide
from pages.parts.frame import Visit, link
from pages.parts.markup import Markup, as_written, show, tag
from pages.parts.readings.standings import Standing
from pages.parts.rectification import procedure
from pages.parts.remembered import of_record, remembered
from pages.parts.results import steps
from pages.parts.results.steps import Step
from pages.parts.tables import Column, figure, table

FEWEST = 10  # documents of an issuer from which on a share says something


def ask(visit: Visit, rows: Sequence[Standing]) -> tuple[Standing, Indicator]:
    """Whose number, and which."""
    named = {row.body.code: row for row in rows if row.named}
    order = [one.code for one in visit.board.bodies if one.code in named]
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        code = forms.pick(
            "body", visit.say("ask.body"), order, lambda one: named[one].body.name[visit.language],
            default=visit.desk.body if visit.desk.body in named else order[0], width=240,
        )  # fmt: skip
        status = visit.board.status.loc[code]
        inside = [one.code for one in visit.board.catalogue.indicators if status[one.code] != OUT]
        titles = {
            one.code: f"{one.code} {one.title[visit.language]}" for one in visit.board.catalogue.indicators
        }
        indicator = forms.pick(
            "indicator",
            visit.say("ask.indicator"),
            inside,
            titles.__getitem__,
            default=remembered(visit, "first", lambda: first(visit, code, inside), code),
            width=460,
        )
    return named[code], visit.board.catalogue.indicator(indicator)


def first(visit: Visit, body: str, inside: Sequence[str]) -> str:
    """The indicator on which the body lost most: the number one asks about first."""
    mine = visit.board.ledger[visit.board.ledger["body"] == body]
    scored = mine[mine["indicator"].isin([one.code for one in visit.board.catalogue.scored])]
    return str(scored.sort_values("lost").iloc[-1]["indicator"]) if len(scored) else inside[0]


def sentence(visit: Visit, row: Standing, one: Indicator) -> str:
    """What this number is and where it ends up."""
    board = visit.board
    earned, full = (
        float(board.points.loc[row.body.code, one.code]),
        float(board.full.loc[row.body.code, one.code]),
    )
    key = "method.lead" if one.role == "scored" and earned == earned else "method.lead_other"
    return visit.say(
        key, body=row.body.name, title=one.title, points=earned, full=full, total=row.total,
        place=marks.place_words(visit, row),
    )  # fmt: skip


def facts(visit: Visit, row: Standing, one: Indicator) -> Step:
    """The first step: what was observed, as it counts now."""
    say, spoken = visit.say, visit.language
    source = one if not one.reads else visit.board.catalogue.indicator(one.reads)
    titles = {field.code: field.title[spoken] for field in source.fields}
    if not visit.desk.may("observations.read", body=row.body.code):
        return Step(say("step.title_facts"), say("step.facts_hidden"), "")
    kept = observations.current(visit.desk, visit.round.code, row.body.code)
    mine = kept[kept["indicator"] == source.code].to_dict("records")
    if not mine:
        return Step(
            say("step.title_facts"), say("step.facts_none"), say("number.count", n=0), evidence(visit, one)
        )
    columns = [
        Column(say("column.field"), lambda fact: titles.get(fact["field"]) or standing(visit, fact)),
        Column(say("column.item"), lambda fact: str(fact["item"])),
        Column(say("column.observed"), lambda fact: said(visit, fact), number=True),
        Column(say("column.batch"), lambda fact: say("step.batch", n=int(fact["batch"]))),
    ]  # fmt: skip
    if not any(fact["item"] for fact in mine):
        del columns[1]
    listing = table(mine, columns, say("step.title_facts"), tall=len(mine) > 12)
    return Step(
        say("step.title_facts"),
        say("step.facts", n=len(mine)),
        say("number.count", n=len(mine)),
        (listing, evidence(visit, one)),
    )


def way(visit: Visit, row: Standing, one: Indicator) -> list[Markup]:
    """From the facts to the grade, step by step; where the numbers of the plan come from."""
    found = steps.read(visit, one, explain(visit.board, row.body.code, one.code))
    return [steps.listed([facts(visit, row, one), *found]), sources(visit, one)]


def standing(visit: Visit, fact: dict[str, object]) -> str:
    """What a whole entry says in place of values."""
    return visit.say(f"fact.{fact['status']}")


def said(visit: Visit, fact: dict[str, object]) -> str:
    """One value as it was handed in, or what stands in its place."""
    value, status, reason = str(fact["value"]), str(fact["status"]), str(fact["reason"])
    if not status:
        return value
    return (
        visit.say("fact.because", what=standing(visit, fact), reason=reason)
        if reason
        else standing(visit, fact)
    )


def evidence(visit: Visit, one: Indicator) -> Markup | None:
    """The evidence that the plan asks for."""
    words = one.evidence[visit.language]
    return (
        tag("p", tag("span", visit.say("ledger.evidence"), class_="label"), words, class_="small")
        if words
        else None
    )


def sources(visit: Visit, one: Indicator) -> Markup:
    """Where the numbers of the plan come from: the indicator's source, and that of each chosen number."""
    catalogue, say = visit.board.catalogue, visit.say
    label = tag("span", say("method.source"), class_="label")
    own = tag("p", label, as_written(one.source, visit.language)) if one.source else None
    chosen = [tag("li", as_written(text, visit.language)) for text in catalogue.sources.values()]
    listed = tag("ul", chosen, class_="plain small")
    return tag(
        "div", tag("h2", say("method.sources")), own,
        tag("details", tag("summary", say("method.chosen", n=len(chosen))), listed, class_="fold"),
        tag("p", say("method.version", code=catalogue.code, version=catalogue.version[:12]), class_="note"),
    )  # fmt: skip


def published(visit: Visit, found: Proof) -> Markup:
    """Published indices, computed again."""
    say, spoken, all_ = visit.say, visit.language, found.together
    columns = [
        Column(
            say("column.index"),
            lambda row: [row["index"][spoken], " ", as_written(row["column"], spoken)],
        ),
        figure(say("column.bodies"), itemgetter("bodies"), str),
        figure(say("column.scores"), itemgetter("scores"), str),
        figure(say("column.explained"), itemgetter("explained"), marks.or_dash),
        figure(say("column.places"), itemgetter("places"), marks.or_dash),
        figure(say("column.mismatches"), itemgetter("mismatches"), lambda n: tag("b", str(n))),
        Column(say("column.controls"), lambda row: tag("span", controls(visit, row), class_="small muted")),
    ]  # fmt: skip
    title = say("method.published", scores=all_["scores"], places=all_["places"], n=all_["mismatches"])
    note = say("method.published_note", equal=all_["equal"], explained=all_["explained"])
    return tag(
        "div",
        tag("h2", title),
        tag("p", note, class_="note"),
        table(found.indices, columns, title, tall=True),
    )


def controls(visit: Visit, row: dict[str, object]) -> str:
    """Wrong readings that must fail, and by how much they do."""
    made = [visit.say("method.control", what=Text(**one["what"]), n=one["wrong"]) for one in row["controls"]]  # type: ignore[attr-defined]
    return visit.say("join.list").join(made)


def documents(visit: Visit, found: Proof) -> Markup:
    """How promptly real documents were published."""
    say, spoken, whole = visit.say, visit.language, found.documents["summary"]
    name = f"name_{spoken}"
    rows = [row for row in found.documents["promptness"] if row["documents"] >= FEWEST]
    columns = [
        Column(say("column.issuer"), lambda row: row[name] or say("method.unknown"), itemgetter(name)),
        figure(say("column.documents"), itemgetter("documents"), str),
        figure(say("column.undated"), itemgetter("missing"), str),
        figure(say("column.reversed"), itemgetter("negative"), str),
        figure(say("column.in_time"), itemgetter("in_time"), str),
        figure(say("column.share_known"), itemgetter("share_known"), share),
        figure(say("column.share_all"), itemgetter("share_all"), share),
    ]  # fmt: skip
    title = say(
        "method.documents", n=whole["documents"], rate=whole["all_share_known"], all=whole["all_share_all"]
    )
    note = say(
        "method.documents_note", recognised=whole["recognised"],
        unknown=whole["documents"] - whole["recognised"],
        counted=whole["for_a_body"], missing=whole["all_missing"], negative=whole["all_negative"],
        fewest=FEWEST,
    )  # fmt: skip
    before, after = say("method.documents_source", source="\n").split("\n")
    source = tag("p", before, as_written(found.documents["source"], spoken), after, class_="note")
    return tag(
        "div", tag("h2", title), tag("p", note, class_="note"), table(rows, columns, title, tall=True), source
    )


visit = frame.enter()
rows = roundwide.standings(visit)
place = st.container()
row, one = ask(visit, rows)
with place:
    frame.lead(visit, "method", sentence(visit, row, one))
    frame.state(visit, visit.say("state.plan", code=visit.board.catalogue.code))

show(of_record(visit, "steps", lambda: way(visit, row, one), row.body.code, one.code))
found = proof()
if found is None:
    show(tag("p", visit.say("empty.proof", command=COMMAND), class_="empty"))
else:
    known = found
    show(
        of_record(
            visit, "proof", lambda: [published(visit, known), documents(visit, known)], str(found.together)
        )
    )
procedure.section(visit)
frame.notes(link(visit.say("method.back", body=row.body.name), forms.address("body", body=row.body.code)))
