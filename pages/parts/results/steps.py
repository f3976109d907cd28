"""How one number came about, on the page: numbered steps, each with its sentence and its figure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from data.words import points
from data.words.reasons import terms
from metrics.errors import Reason
from metrics.model import Indicator, Node
from pages.parts.frame import Visit
from pages.parts.markup import Child, Markup, tag
from pages.parts.readings.lossbook import clause_of

TITLES = {"rule": "rule", "points": "points", "base": "base", "deductions": "deductions", "bonus": "bonus"}
UNSCORED = ("missing", "not_applicable", "out", "none")


@dataclass(frozen=True, slots=True)
class Step:
    """One step: its title, the sentence with the numbers, the figure it ends with, what stands below."""

    title: str
    sentence: str
    figure: str
    below: Child = None


def listed(steps: list[Step]) -> Markup:
    """The steps as a numbered list."""
    items = [
        tag(
            "li",
            tag("div", tag("h3", step.title), tag("p", step.sentence), step.below),
            tag("div", step.figure, class_="figure number"),
        )
        for step in steps
    ]
    return tag("ol", items, class_="steps")


def read(visit: Visit, one: Indicator, reasons: list[Reason]) -> list[Step]:
    """The engine's steps in words."""
    return [_step(visit, one, reason) for reason in reasons]


def _step(visit: Visit, one: Indicator, reason: Reason) -> Step:
    part = reason.code.split(".")[0]
    numbers: dict[str, Any] = dict(reason.numbers)
    if part == "rule":
        return _rule(visit, one, reason.code, numbers)
    if part == "node":
        return _node(visit, reason.code, numbers)
    if part in UNSCORED:
        key = "said" if numbers.get("said") else part
        below = (
            tag("p", visit.say("step.said", said=numbers["said"]), class_="muted") if key == "said" else None
        )
        return Step(
            visit.say("step.title_rule"), visit.say(f"step.{part}"), visit.say(f"status.{part}"), below
        )
    return _later(visit, part, reason.code, numbers)


def _rule(visit: Visit, one: Indicator, code: str, numbers: Mapping[str, Any]) -> Step:
    """The rule with the numbers of this body, and what the plan says about it."""
    ending = _variant(code, numbers)
    said = visit.say(f"step.{ending}", **{**terms(one, numbers, visit.language), **numbers})
    figure = (
        visit.say("step.share", share=numbers["share"])
        if one.role == "scored"
        else points(abs(numbers["share"]))
    )
    spoken = visit.language
    plan = [
        tag("p", tag("span", visit.say(f"step.{name}"), class_="label"), getattr(one, name)[spoken])
        for name in ("full_rule", "zero_rule", "na_rule")
        if getattr(one, name)[spoken]
    ]
    return Step(
        visit.say("step.title_rule_of", rule=visit.say(f"rule.{one.rule}")),
        said,
        figure,
        tag("div", plan, class_="small"),
    )


def _variant(code: str, numbers: Mapping[str, Any]) -> str:
    """What makes two cases of a rule read differently."""
    if code in ("rule.ratio", "rule.on_time") and not numbers.get("den"):
        return "rule.empty"
    if code == "rule.timeliness":
        if numbers.get("cases") == 0 and "days" not in numbers:
            return "rule.empty"
        return "rule.timeliness_due" if "zero_late" in numbers else code
    return code


def _node(visit: Visit, code: str, numbers: Mapping[str, Any]) -> Step:
    """A clause or section: what its indicators add up to, and what it says."""
    node = clause_of(visit.board.catalogue, str(numbers["node"]))
    level = next(
        one.title[visit.language] for one in visit.board.catalogue.levels if one.code == numbers["level"]
    )
    title = (
        visit.say("step.node_title", level=level, citation=node.citation, title=node.title) if node else level
    )
    figure = visit.say("body.of_full", points=numbers["points"], full=numbers["full_marks"])
    return Step(title, visit.say(f"step.{code}", **numbers), figure, _text(visit, node))


def _text(visit: Visit, node: Node | None) -> Markup | None:
    """The clause in full, folded away."""
    said = node.text[visit.language] if node else ""
    return (
        tag("details", tag("summary", visit.say("step.clause_text")), tag("blockquote", said))
        if said
        else None
    )


def _later(visit: Visit, part: str, code: str, numbers: dict[str, Any]) -> Step:
    """From the base to the grade."""
    catalogue, spoken = visit.board.catalogue, visit.language
    rules = catalogue.totals
    numbers |= {
        "cap": rules.deductions_cap if part == "deductions" else rules.bonus_cap,
        "gate": rules.bonus_gate,
    }
    title, sentence, below = visit.say(f"step.title_{part}"), f"step.{code}", None
    figure = points(numbers[part]) if part in ("base", "deductions", "bonus", "total") else ""
    if part == "points":
        figure = points(numbers["points"])
    if part == "veto":
        sentence, numbers["title"] = "step.veto", catalogue.indicator(numbers["code"]).title
    if part in ("place", "unranked"):
        figure = (
            visit.say("step.place_figure", place=numbers["place"])
            if part == "place"
            else visit.say("standing.unranked")
        )
        title = visit.say("step.title_place")
    if part == "grade":
        grade = next(one for one in catalogue.grades if one.code == numbers["grade"])
        numbers |= {"title": grade.title, "at_least": grade.at_least}
        figure = grade.title[spoken]
    return Step(title, visit.say(sentence, **numbers), figure, below)
