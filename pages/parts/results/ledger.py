"""The ledger of lost points on the page: by section and clause, or the largest first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from data.words import points, reason, regain
from metrics.model import Node
from pages.parts import marks
from pages.parts.frame import Visit
from pages.parts.markup import Child, Markup, tag
from pages.parts.readings.lossbook import Group, Loss, clause_of

DUST = 1e-9


@dataclass(frozen=True, slots=True)
class Book:
    """Whose ledger it is, and what was handed in as evidence, by indicator, as links."""

    body: str
    filed: Mapping[str, Child]


def by_clause(visit: Visit, groups: Sequence[Group], book: Book) -> Markup:
    """Sections of the plan, to unfold: their clauses with text, and what was lost under each."""
    return tag("div", [section(visit, group, book) for group in groups], class_="ledger")


def by_size(visit: Visit, rows: Sequence[Loss], book: Book) -> Markup:
    """Losses in one list, the largest first, each with its clause."""
    return tag("div", tag("ul", [entry(visit, row, book, clause=True) for row in rows]), class_="ledger")


def section(visit: Visit, group: Group, book: Book) -> Markup:
    """One section: its title, how many losses, what it lost; its clauses under it."""
    head = tag(
        "summary",
        tag("b", marks.section_title(visit, group.node)),
        tag("span", visit.say("ledger.count", n=counted(group)), class_="note"),
        tag("span", lost_words(group.lost), class_="number strong"),
        class_="head",
    )
    inside = [clause(visit, one, book) for one in group.groups]
    direct = tag("ul", [entry(visit, row, book) for row in group.losses]) if group.losses else None
    return tag("section", tag("details", head, direct, inside))


def counted(group: Group) -> int:
    """How many losses lie under a node."""
    return len(group.losses) + sum(counted(one) for one in group.groups)


def unlost(visit: Visit, nodes: Sequence[Node]) -> Markup | None:
    """Clauses under which nothing was lost, in one folded line."""
    if not nodes:
        return None
    named = [tag("li", visit.say("ledger.clause", citation=one.citation, title=one.title)) for one in nodes]
    words = visit.say("ledger.unlost", n=len(nodes))
    return tag("details", tag("summary", words), tag("ul", named, class_="plain"), class_="fold")


def clause(visit: Visit, group: Group, book: Book) -> Markup:
    """One clause: where it stands, its text to unfold, and its losses."""
    title = visit.say("ledger.clause", citation=group.node.citation, title=group.node.title)
    said = group.node.text[visit.language]
    head: Markup = tag("p", title)
    if said:
        head = tag("details", tag("summary", title), tag("blockquote", said))
    return tag(
        "div",
        tag("div", head, tag("span", lost_words(group.lost), class_="number muted"), class_="clause"),
        tag("ul", [entry(visit, row, book) for row in group.losses]),
        [clause(visit, one, book) for one in group.groups],
    )


def entry(visit: Visit, row: Loss, book: Book, *, clause: bool = False) -> Markup:
    """One loss: how much of how much, which indicator, why, what regains it, which evidence is asked for."""
    one, spoken = row.indicator, visit.language
    share = min(row.lost / row.full_marks, 1.0) if row.full_marks > 0 else 1.0
    bar = tag("span", tag("i", style=f"width:{share * 100:.1f}%"), class_="bar")
    of = (
        visit.say("ledger.of", full=row.full_marks)
        if one.role == "scored"
        else visit.say(f"role_of.{one.role}")
    )
    amount = tag(
        "div", tag("b", lost_words(row.lost)), tag("span", of, class_="muted small"), bar, class_="amount"
    )
    name = marks.indicator_link(visit, one, book.body)
    node = clause_of(visit.board.catalogue, one.node) if clause else None
    where = (
        tag("p", visit.say("ledger.clause", citation=node.citation, title=node.title), class_="note")
        if node
        else None
    )
    return tag(
        "li",
        amount,
        tag(
            "div",
            tag("p", name),
            where,
            tag("p", reason(one, row.reason, row.facts, spoken), class_="why"),
            said(visit, "ledger.regain", regain(one, row.reason, row.facts, spoken)),
            said(visit, "ledger.evidence", one.evidence[spoken]),
            said(visit, "ledger.filed", book.filed.get(one.code)),
        ),
    )


def said(visit: Visit, key: str, words: Child) -> Markup | None:
    """A line with its label; nothing without words."""
    return tag("p", tag("span", visit.say(key), class_="label"), words, class_="small") if words else None


def lost_words(lost: float) -> str:
    """−2.50; an en dash where nothing was lost."""
    return f"−{points(lost)}" if lost > DUST else "0.00"
