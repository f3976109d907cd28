"""Two scores of one body side by side: as it counts (or was sealed), and after rectification."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from data.queries import rectified
from pages.parts.frame import Visit
from pages.parts.markup import Child, Markup, tag


def account(visit: Visit, body: str) -> Markup | None:
    """Total, place and grade, twice, and what came back; None for a body that is not there."""
    both = rectified.side_by_side(visit.desk, visit.round.code)
    rows = both[both["body"] == body].astype(object).to_dict("records")
    if not rows:
        return None
    row, say = rows[0], visit.say
    first = "mine.sealed" if visit.standing.sealed else "mine.present"
    cells = [
        cell(say(first), total(visit, row["total"]), stand(visit, row["place"], row["grade"])),
        cell(
            say("mine.after"), total(visit, row["total_after"]),
            stand(visit, row["place_after"], row["grade_after"]),
        ),
        cell(
            say("mine.gained"), say("plan.gain_of", n=row["gained"]) if row["gained"] else "–",
            say("mine.gained_note_sealed" if visit.standing.sealed else "mine.gained_note"),
        ),
    ]  # fmt: skip
    return tag("dl", cells, class_="account bothscores")


def cell(head: str, figure: Child, note: Child) -> Markup:
    """One figure with what it is."""
    return tag("div", tag("dt", head), tag("dd", figure), tag("dd", note, class_="note"))


def total(visit: Visit, value: float | None) -> str:
    """A total in points."""
    return "–" if value is None or value != value else visit.say("number.points", n=value)


def stand(visit: Visit, place: Any, grade: Any) -> str:
    """Place and grade in words."""
    titles: Mapping[str, str] = {one.code: one.title[visit.language] for one in visit.board.catalogue.grades}
    ranked = visit.say("step.place_figure", place=int(place)) if place == place and place else ""
    told = [one for one in (ranked, titles.get(str(grade), "")) if one]
    return visit.say("join.list").join(told) or visit.say("standing.unranked")
