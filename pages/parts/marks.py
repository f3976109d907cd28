"""Small marks used all over: the grade as a chip, a place, a body as a link, remarks on a standing."""

from __future__ import annotations

from collections.abc import Sequence

from data.words import place
from metrics.model import Indicator, Node
from pages.parts import forms
from pages.parts.charts import hover
from pages.parts.frame import Visit, link
from pages.parts.markup import Child, Markup, tag
from pages.parts.readings.attention import Case
from pages.parts.readings.standings import Standing

DEPTHS = 4
SUFFIXES = ("新区", "区", "县", " New Area", " County")


def depth_class(depth: int, of: int) -> str:
    """The style of a grade: its depth among four, whatever the number of grades."""
    last = DEPTHS - 1
    return f"g{0 if of < 2 else round(depth * last / (of - 1))}"


def grade_chip(visit: Visit, row: Standing) -> Markup | str:
    """The grade by name on its own depth of colour; nothing where there is no grade."""
    if row.grade is None:
        return "–"
    depth = depth_class(row.depth, len(visit.board.catalogue.grades))
    return tag("span", row.grade.title[visit.language], class_=f"chip grade {depth}")


def body_link(visit: Visit, row: Standing) -> Markup | str:
    """The name of the body, leading to its scorecard; a nameless peer leads nowhere."""
    name = row.body.name[visit.language]
    return link(name, forms.address("body", body=row.body.code)) if row.named else name


def indicator_link(visit: Visit, one: Indicator, body: str = "") -> Markup:
    """Code and title of an indicator, leading to how its score (of this body) is made."""
    return link(
        f"{one.code} {one.title[visit.language]}", forms.address("method", body=body, indicator=one.code)
    )


def place_words(visit: Visit, row: Standing) -> str:
    """第3名, or that it is not ranked."""
    return place(row.place, visit.language) if row.ranked else visit.say("standing.unranked")


def spoken(visit: Visit, row: Standing) -> str:
    """The row in words, for the mark of a picture."""
    return hover(
        row.body.name[visit.language],
        visit.say("standing.hover", total=row.total, place=place_words(visit, row), of=row.of),
        visit.say("standing.base", points=row.points, full=row.full_marks, base=row.base)
        if row.named
        else "",
        *remarks(visit, row),
    )


def why(visit: Visit, case: Case) -> str:
    """Why a body needs someone."""
    row = case.row
    if case.why == "veto":
        return visit.say("join.list").join(remarks(visit, row))
    grade = row.grade.title if row.grade else ""
    return visit.say(
        f"attention.{case.why}", grade=grade, full=row.full_marks, place=place_words(visit, row),
        amount=abs(case.amount), other=case.other,
    )  # fmt: skip


def remarks(visit: Visit, row: Standing) -> list[str]:
    """What is special: vetoes by name, a thin base, a quota, capped deductions, an uncounted bonus."""
    titles = {one.code: one.title[visit.language] for one in visit.board.catalogue.indicators}
    vetoes = [visit.say("flag.veto", what=titles.get(code, code)) for code in row.vetoes]
    return vetoes + [visit.say(f"flag.{flag}") for flag in row.flags if flag != "unranked"]


def short_remarks(visit: Visit, row: Standing) -> list[str]:
    """The same in one word each, for a picture."""
    vetoes = [visit.say("flag.short_veto")] if row.vetoes else []
    return vetoes + [
        visit.say(f"flag.short_{flag}") for flag in row.flags if flag in ("thin_base", "quota", "quota_tie")
    ]


def section_title(visit: Visit, node: Node) -> str:
    """A section by where it stands in the plan's paper and what it is called."""
    key = "ledger.section" if node.citation else "ledger.section_uncited"
    return visit.say(key, citation=node.citation, title=node.title)


def or_dash(count: float | None) -> str:
    """A count; a dash for none."""
    return str(count) if count else "–"


def short_name(name: str) -> str:
    """The name without its kind: 静安 for 静安区, Pudong for Pudong New Area."""
    for suffix in SUFFIXES:
        if name.endswith(suffix) and len(name) > len(suffix) + 1:
            return name.removesuffix(suffix)
    return name


def short_list(title: str, note: str, items: Sequence[Child], nothing: str) -> Markup:
    """A short list with its heading; `nothing` is said where there is no item."""
    body = tag("ul", [tag("li", one) for one in items]) if items else tag("p", nothing, class_="muted small")
    return tag("section", tag("h2", title), tag("p", note, class_="note"), body, class_="list")
