"""A workbook's own parts: which sheets there are, where its days begin, its shared texts and properties."""

from __future__ import annotations

import re
from dataclasses import dataclass, field

from data.intake.raw import Words
from data.intake.unfit import Unfit
from data.intake.xlsx.formats import styles
from data.intake.xlsx.markup import Walk, plain
from data.intake.xlsx.package import Package
from data.intake.xlsx.relations import Relation, relations

STATES = {"visible": "visible", "hidden": "hidden", "veryhidden": "very_hidden"}
ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
# The custom properties of a document stand beside those every document has.
PROPERTIES = ("docProps/core.xml", "docProps/app.xml", "docProps/custom.xml")
KEPT = frozenset({"title", "subject", "creator", "lastModifiedBy", "created", "modified", "Application"})


@dataclass(slots=True)
class Listed:
    """A sheet as the workbook lists it; `part` is "" for a chart sheet, which has no cells."""

    name: str
    state: str
    part: str


@dataclass(slots=True)
class Book:
    """What is known before a sheet is opened; `shared` are places in the list of texts,
    `blank` those at which nothing is to be seen."""

    sheets: list[Listed] = field(default_factory=list)
    epoch_1904: bool = False
    shared: list[int] = field(default_factory=list)
    blank: set[int] = field(default_factory=set)
    styles: list[int] = field(default_factory=list)
    properties: dict[str, str] = field(default_factory=dict)


class _Workbook(Walk):
    def __init__(self, part: str, depth: int) -> None:
        super().__init__(part, depth)
        self.epoch_1904 = False
        self.sheets: list[tuple[str, str, str]] = []

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        given = plain(attributes)
        if name == "workbookPr":
            self.epoch_1904 = given.get("date1904", "0").casefold() in ("1", "true", "on")
        elif name == "sheet" and self.path[-2:-1] == ["sheets"]:
            state = STATES.get(given.get("state", "visible").casefold(), "visible")
            self.sheets.append((unescaped(given.get("name", "")), state, given.get("id", "")))


class _Shared(Walk):
    """Texts of cells; how they are to be pronounced (rPh) is left out."""

    def __init__(self, part: str, depth: int, words: Words) -> None:
        super().__init__(part, depth)
        self.list = words
        self.runs: list[str] = []
        self.places: list[int] = []
        self.blank: set[int] = set()

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "si":
            self.runs.clear()

    def closed(self, name: str, words: str) -> None:
        if name == "t" and "rPh" not in self.path:
            self.runs.append(words)
        elif name == "si":
            text = unescaped("".join(self.runs))
            self.places.append(self.list.place(text))
            if not text.strip():
                self.blank.add(self.places[-1])


class _Properties(Walk):
    def __init__(self, part: str, depth: int) -> None:
        super().__init__(part, depth)
        self.found: dict[str, str] = {}
        self.custom = ""

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name == "property":
            self.custom = plain(attributes).get("name", "")

    def closed(self, name: str, words: str) -> None:
        if self.path[-1:] == ["property"] and self.custom:
            self.found.setdefault(self.custom, words)
        elif name in KEPT and words.strip():
            self.found.setdefault(name, words.strip())


def unescaped(text: str) -> str:
    """_x000D_ and the like as the characters they stand for."""
    return ESCAPE.sub(lambda match: chr(int(match[1], 16)), text) if "_x" in text else text


def book(package: Package, words: Words) -> Book:
    """Everything but the sheets' cells."""
    part = _workbook_part(package)
    walk = _Workbook(part, package.limits.depth)
    walk.run(package.blocks(part))
    leads = {one.id: one for one in relations(package, part)}
    kinds = {one.kind: one.target for one in leads.values()}
    made = Book(epoch_1904=walk.epoch_1904, properties=_properties(package))
    for name, state, id_ in walk.sheets:
        lead = leads.get(id_)
        if lead is None or lead.outside:
            raise Unfit("damaged", part, place=(name, ""))
        if "macrosheet" in lead.kind.casefold() or lead.kind == "dialogsheet":
            raise Unfit("macros", name)
        chart = lead.kind == "chartsheet"
        made.sheets.append(
            Listed(name, "chart" if chart else state, "" if chart else _part(package, lead, name))
        )
    if len(made.sheets) > package.limits.sheets:
        raise Unfit("too_many_sheets", len(made.sheets), package.limits.sheets)
    made.styles = styles(package, kinds.get("styles", ""))
    made.shared, made.blank = _shared(package, kinds.get("sharedStrings", ""), words)
    return made


def _part(package: Package, lead: Relation, sheet: str) -> str:
    """The part of a sheet; some programs name it from the root and leave the slash out."""
    for part in (lead.target, lead.target.partition("/")[2]):
        if package.has(part):
            return part
    raise Unfit("damaged", lead.target[:80], place=(sheet, ""))


def _workbook_part(package: Package) -> str:
    leads = [one.target for one in relations(package, "") if one.kind == "officeDocument" and not one.outside]
    for part in (*leads, "xl/workbook.xml"):
        if package.has(part):
            return part
    raise Unfit("other_format", "zip")


def _shared(package: Package, part: str, words: Words) -> tuple[list[int], set[int]]:
    if not package.has(part):
        return [], set()
    walk = _Shared(part, package.limits.depth, words)
    walk.run(package.blocks(part))
    return walk.places, walk.blank


def _properties(package: Package) -> dict[str, str]:
    found: dict[str, str] = {}
    for part in PROPERTIES:
        if package.has(part):
            walk = _Properties(part, package.limits.depth)
            walk.run(package.blocks(part))
            found = {**walk.found, **found}
    return {name[:200]: value[:2000] for name, value in list(found.items())[:100]}
