"""What was handed in, in words: whose, of which indicator and field, which value, by whom."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from data import words
from data.desk import SHANGHAI
from data.words import has
from metrics.frames import WITHDRAWN
from metrics.model import Field, Indicator
from pages.parts.frame import Visit
from pages.parts.markup import Markup, tag

NOTHING = "–"


def body_name(visit: Visit, code: str) -> str:
    """The body's name; the code itself where it is not in the round."""
    one = visit.board.roll.get(code)
    return one.name[visit.language] if one else code


def indicator_of(visit: Visit, code: str) -> Indicator | None:
    """The indicator of the plan; None for a code that it does not know (any more)."""
    return next((one for one in visit.board.catalogue.indicators if one.code == code), None)


def indicator_name(visit: Visit, code: str) -> str:
    """Code and title."""
    one = indicator_of(visit, code)
    return f"{code} {one.title[visit.language]}" if one else code


def field_of(visit: Visit, indicator: str, field: str) -> Field | None:
    """The field of the plan; None for the indicator as a whole."""
    one = indicator_of(visit, indicator)
    return next((it for it in one.fields if it.code == field), None) if one else None


def cell_name(visit: Visit, line: Mapping[Any, Any]) -> Markup:
    """Indicator, and below it field and case, of a line with the columns of a cell."""
    indicator, item, field = (str(line[name]) for name in ("indicator", "item", "field"))
    known = field_of(visit, indicator, field)
    title = known.title[visit.language] if known else field or visit.say("intake.whole")
    below = of_case(visit, title, item)
    return tag("div", indicator_name(visit, indicator), tag("div", below, class_="note"))


def of_case(visit: Visit, field: str, item: str) -> str:
    """A field by its name, with the case that it is of."""
    return visit.say("intake.of_case", field=field, item=item) if item else field


def value(visit: Visit, line: Mapping[Any, Any], side: str) -> str:
    """What one side of a comparison ("then", "now", "file") says: a value, a status, or nothing."""
    return worded(visit, line, str(line[side]), str(line[f"{side}_status"]))


def worded(visit: Visit, line: Mapping[Any, Any], found: str, status: str) -> str:
    """A value as a person reads it."""
    if status == WITHDRAWN:
        return NOTHING
    if status and has(f"fact.{status}", visit.language):
        return visit.say(f"fact.{status}")
    known = field_of(visit, str(line["indicator"]), str(line["field"]))
    if known and known.type == "bool" and found in ("0", "1"):
        return visit.say("template.yes" if found == "1" else "template.no")
    return found or NOTHING


def person(name: str, language: str) -> str:
    """Who it was: at a desk of the demonstration the role, else the name."""
    return words.person(name, language)


def moment(at: Any) -> datetime | None:
    """A moment of the record by the clock in Shanghai; None where there is none."""
    if at is None or at != at:
        return None
    made: datetime = at.to_pydatetime() if hasattr(at, "to_pydatetime") else at
    return made.astimezone(SHANGHAI) if made.tzinfo else made
