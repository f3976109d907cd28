"""The lamp of an item: shape, word and days, never colour alone."""

from __future__ import annotations

from collections.abc import Mapping

from metrics.procedure.clocks import BLUE, GREEN, OFF, RED, YELLOW
from pages.parts.frame import Visit
from pages.parts.markup import Markup, tag
from pages.parts.readings.rectifying import Line, timed
from pages.parts.theme import Palette

SIGNS: Mapping[str, str] = {RED: "■", YELLOW: "▲", BLUE: "●", GREEN: "◆", OFF: "◇"}
SYMBOLS: Mapping[str, str] = {  # the same shapes in pictures
    RED: "square",
    YELLOW: "triangle-up",
    BLUE: "circle",
    GREEN: "diamond",
    OFF: "diamond-open",
}
LEVELS: Mapping[str, str] = {RED: "act", YELLOW: "soon", BLUE: "near", GREEN: "course", OFF: "rest"}
STOPPED, STANDS = "○", "circle-open"  # the clock stands


def lamp(visit: Visit, one: Line) -> Markup:
    """■ 红 逾3天; ○ 停表 where the clock stands in time."""
    code, numbers = timed(one)
    words = visit.say(f"lamp.{code}", **numbers)
    if code in ("stopped", "until"):
        return tag("span", f"{STOPPED} {words}", class_="lamp rest")
    if one.lamp == OFF:
        return tag("span", f"{SIGNS[OFF]} {words}", class_="lamp rest")
    return tag("span", f"{name(visit, one.lamp)} {words}", class_=f"lamp {LEVELS[one.lamp]}")


def name(visit: Visit, code: str) -> str:
    """Shape and word."""
    return f"{SIGNS[code]} {visit.say(f'item_lamp.{code}')}"


def colour(colours: Palette, code: str) -> str:
    """The colour of a lamp in a picture."""
    return {
        RED: colours.act,
        YELLOW: colours.soon,
        BLUE: colours.accent,
        GREEN: colours.course,
    }.get(code, colours.others)
