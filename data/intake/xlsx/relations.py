"""Which part leads to which: the relations of a package, and what it declares to be."""

from __future__ import annotations

import posixpath
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

from data.intake.unfit import Unfit
from data.intake.xlsx.markup import Walk, plain
from data.intake.xlsx.package import Package

CONTENT_TYPES = "[Content_Types].xml"


@dataclass(frozen=True, slots=True)
class Relation:
    """`kind` is the last word of its type (worksheet, styles ...); `target` a part, or an address outside."""

    id: str
    kind: str
    target: str
    outside: bool


class _Relations(Walk):
    def __init__(self, part: str, folder: str, depth: int) -> None:
        super().__init__(part, depth)
        self.folder = folder
        self.found: list[Relation] = []

    def opened(self, name: str, attributes: dict[str, str]) -> None:
        if name != "Relationship":
            return
        given = plain(attributes)
        outside = given.get("TargetMode", "").casefold() == "external"
        kind = given.get("Type", "").rpartition("/")[2]
        target = given.get("Target", "")
        if not outside:
            target = _resolved(self.folder, target)
        self.found.append(Relation(given.get("Id", ""), kind, target, outside))


def _resolved(folder: str, target: str) -> str:
    """The part a target names, from the folder of the part that names it; "" where it leads out."""
    joined = posixpath.normpath(posixpath.join("/", folder, unquote(target.replace("\\", "/"))))
    return joined.lstrip("/").partition("#")[0]


def relations(package: Package, part: str) -> list[Relation]:
    """What the part leads to ("" is the package itself)."""
    folder, _, name = part.rpartition("/")
    where = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
    if not package.has(where):
        return []
    walk = _Relations(where, folder, package.limits.depth)
    walk.run(package.blocks(where))
    return walk.found


def leading_outside(package: Package) -> Iterator[Relation]:
    """Relations of any part to something outside the file, hyperlinks left aside; nothing follows them."""
    for entry in package.entries:
        folder, _, name = entry.filename.rpartition("/")
        if not name.casefold().endswith(".rels"):
            continue
        walk = _Relations(entry.filename, folder, package.limits.depth)
        walk.run(package.blocks(entry.filename))
        for one in walk.found:
            if one.kind.casefold() in ("oleobject", "package", "activexcontrol", "vbaproject"):
                raise Unfit("embedded", one.kind)
            if one.outside and one.kind != "hyperlink":
                yield one


class _ContentTypes(Walk):
    def opened(self, name: str, attributes: dict[str, str]) -> None:
        kind = plain(attributes).get("ContentType", "").casefold()
        if "macroenabled" in kind or "vbaproject" in kind:
            raise Unfit("macros", CONTENT_TYPES)


def forbid_macros(package: Package) -> None:
    """The package may not declare anything that runs."""
    if not package.has(CONTENT_TYPES):
        raise Unfit("other_format", "zip")
    _ContentTypes(CONTENT_TYPES, package.limits.depth).run(package.blocks(CONTENT_TYPES))
