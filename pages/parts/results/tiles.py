"""The tile map: one equal tile per district, placed as in the city; small districts stay legible."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from pages.parts import forms, marks
from pages.parts.frame import Visit
from pages.parts.markup import Markup, tag
from pages.parts.readings.standings import Standing

# (column, row) of the 17 districts of 2012 and of Luwan, part of Huangpu since; by GB/T 2260 code.
PLACES: Mapping[str, tuple[int, int]] = {
    "310230": (4, 0),  # 崇明县
    "310114": (1, 1),  # 嘉定
    "310113": (3, 1),  # 宝山
    "310107": (2, 2),  # 普陀
    "310108": (3, 2),  # 闸北
    "310109": (4, 2),  # 虹口
    "310110": (5, 2),  # 杨浦
    "310118": (0, 3),  # 青浦
    "310105": (2, 3),  # 长宁
    "310106": (3, 3),  # 静安
    "310101": (4, 3),  # 黄浦
    "310115": (5, 3),  # 浦东
    "310117": (1, 4),  # 松江
    "310112": (2, 4),  # 闵行
    "310104": (3, 4),  # 徐汇
    "310103": (4, 4),  # 卢湾, until 2011
    "310116": (1, 5),  # 金山
    "310120": (3, 5),  # 奉贤
}


def tile_map(visit: Visit, rows: Sequence[Standing]) -> Markup | None:
    """The districts `rows` on the grid: name, total, depth of the grade, pilots with a corner; a link each.

    None where a district has no place on the grid (another year, another city) or names are hidden.
    """
    if not rows or any(row.body.code not in PLACES for row in rows):
        return None
    tiles = [tile(visit, row) for row in sorted(rows, key=lambda row: PLACES[row.body.code][::-1])]
    return tag("div", tag("div", tiles, class_="tiles"), keys(visit, rows))


def tile(visit: Visit, row: Standing) -> Markup:
    """One district."""
    column, line = PLACES[row.body.code]
    pilot = " pilot" if "pilot" in row.body.traits else ""
    depth = marks.depth_class(row.depth, len(visit.board.catalogue.grades)) if row.grade else "none"
    words = visit.say("standing.hover", total=row.total, place=marks.place_words(visit, row), of=row.of)
    grade = row.grade.title[visit.language] if row.grade else ""
    return tag(
        "a",
        tag("b", marks.short_name(row.body.name[visit.language])),
        tag("span", visit.say("tile.total", total=row.total)),
        href=forms.address("body", body=row.body.code),
        data_page=True,
        class_=f"tile {depth}{pilot}",
        style=f"grid-column:{column + 1};grid-row:{line + 1}",
        title=visit.say("tile.hover", name=row.body.name, grade=grade, words=words),
    )


def keys(visit: Visit, rows: Sequence[Standing]) -> Markup:
    """What the depths and the corner mean; only what is on the map."""
    grades = visit.board.catalogue.grades
    there = {row.depth for row in rows}
    shown = [
        tag("span", tag("i", class_=marks.depth_class(depth, len(grades))), one.title[visit.language])
        for depth, one in enumerate(grades)
        if depth in there
    ]
    if any("pilot" in row.body.traits for row in rows):
        shown.append(tag("span", tag("i", class_="pilot"), visit.say("tile.pilot")))
    return tag("div", shown, class_="keys")
