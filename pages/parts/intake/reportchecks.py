"""The identities of an annual report as a table: what must hold, with which figures, and whether it does."""

from __future__ import annotations

from collections.abc import Sequence

from data.queries.filings import Checked, Outcome
from pages.parts.frame import Visit
from pages.parts.markup import Child, Markup, tag
from pages.parts.tables import Column, table

SIGNS = {
    "error": ("■", "act"),
    "warning": ("▲", "soon"),
    "holds": ("✓", "course"),
    "unchecked": ("○", "muted"),
}
ORDER = tuple(SIGNS)
AGAINST = {"=": "≠", "≤": ">", "≈": "≠"}  # what stands between two sides that do not agree
COMPARED = ("≤", "≈")


def tally(visit: Visit, checks: Sequence[Checked]) -> str:
    """How many hold, fail, are to be explained, could not be looked at; what there is none of is left out."""
    states = [one.state for one in checks]
    said = [visit.say(f"reports.n_{it}", n=states.count(it)) for it in ORDER if it in states]
    return visit.say("join.list").join(said)


def listing(visit: Visit, checks: Sequence[Checked]) -> Markup:
    """One row an identity, those that fail first; its places fold out."""
    say = visit.say
    ordered = sorted(checks, key=lambda one: ORDER.index(one.state))
    columns = [
        Column(say("report.identity"), lambda one: tag("span", one.identity.code, class_="nowrap")),
        Column(say("report.formula"), lambda one: rule(visit, one)),
        Column(say("report.result"), lambda one: lamp(visit, one), lambda one: float(ORDER.index(one.state))),
        Column(say("reports.figures"), lambda one: places(visit, one)),
    ]
    return tag("div", table(ordered, columns, say("reports.checks")), class_="checks")


def rule(visit: Visit, one: Checked) -> Child:
    """The formula, below it for what it must hold and where it comes from."""
    source = one.identity.source[visit.language]
    below = [part for part in (one.where, source) if part]
    note = tag("div", visit.say("join.list").join(below), class_="note") if below else None
    return [tag("div", one.formula, class_="formula"), note]


def lamp(visit: Visit, one: Checked) -> Markup:
    """Whether it holds, in a sign, a colour and words."""
    sign, level = SIGNS[one.state]
    n, wrong = len(one.outcomes), len(one.broken)
    key = f"reports.state_{one.state}" + ("_of" if n > 1 and one.state != "unchecked" else "")
    return tag("span", f"{sign} {visit.say(key, n=n, wrong=wrong)}", class_=f"lamp {level}")


def places(visit: Visit, one: Checked) -> Child:
    """The figures: of the one place, of those that fail, or of all of them folded."""
    if not one.outcomes:
        return tag("span", visit.say(f"reports.why_{why(one)}"), class_="note")
    if one.broken:
        return tag("ul", [tag("li", equation(visit, it)) for it in one.broken], class_="sums")
    if len(one.outcomes) == 1:
        return tag("div", equation(visit, one.outcomes[0]), class_="sums")
    lines = tag("ul", [tag("li", equation(visit, it)) for it in one.outcomes], class_="sums")
    summary = tag("summary", visit.say("reports.places", n=len(one.outcomes)))
    return tag("details", summary, lines)


def why(one: Checked) -> str:
    """What is wanting where an identity was not looked at: units, previous, figure."""
    if one.identity.rule == "rollup":
        return "units"
    return "previous" if any(term.report for term in one.identity.right) else "figure"


def equation(visit: Visit, one: Outcome) -> list[Child]:
    """Place, what was found, what should stand there, and by how much it is off."""
    said, wanted = (words.replace(" [", "\u00a0[") for words in one.bare)
    place = tag("span", one.place, class_="place") if one.place else None
    sign, wanted = (wanted[0], wanted[1:]) if wanted[0] in COMPARED else ("=", f" {wanted}")
    sign = sign if one.holds else AGAINST[sign]
    gap = None if one.holds else tag("span", visit.say("reports.gap", n=one.gap), class_="lamp act")
    return [place, said, tag("b", f" {sign}"), wanted, " " if gap else None, gap]
