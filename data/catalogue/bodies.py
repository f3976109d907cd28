"""Reads the bodies that stand beside a catalogue in bodies.csv."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from datetime import date
from pathlib import Path

from data.catalogue import values
from data.catalogue.faults import Faults, choices
from metrics.model import Body, Text

FILE = "bodies.csv"
COLUMNS = (
    "code", "name_zh", "name_en", "kind", "group", "traits", "aliases", "since", "until", "succeeds",
    "default_evaluated", "order",
)  # fmt: skip
MUST = ("code", "name_zh", "kind")
YES = ("", "yes", "1", "true")
NO = ("no", "0", "false")


def load_bodies(folder: Path | str) -> tuple[Body, ...]:
    """The bodies of `folder`/bodies.csv in their `order`; () where there is no such file.

    Bodies with `default_evaluated` no are left out: they take part only when a round names them
    (see `all_bodies`). Raises CatalogueError with every faulty row.
    """
    return tuple(body for body, evaluated in _bodies(Path(folder)) if evaluated)


def all_bodies(folder: Path | str) -> tuple[Body, ...]:
    """All bodies of the file, those not evaluated by default too."""
    return tuple(body for body, _ in _bodies(Path(folder)))


def _bodies(folder: Path) -> list[tuple[Body, bool]]:
    file, faults = folder / FILE, Faults()
    if not file.exists():
        return []
    found: list[tuple[float, Body, bool]] = []
    for line, row in _rows(file, faults):
        order = _order(row, line, faults)
        body = _body(row, line, faults)
        flag = row["default_evaluated"].lower()
        if flag not in (*YES, *NO):
            faults.add(FILE, row["code"], line, "default_evaluated does not fit", flag, "yes or no")
        found.append((order, body, flag in YES))
    _between([body for _, body, _ in found], faults)
    faults.raise_all()
    return [(body, evaluated) for _, body, evaluated in sorted(found, key=lambda one: one[0])]


def _rows(file: Path, faults: Faults) -> list[tuple[str, dict[str, str]]]:
    """(line, row) of every row; columns that are left out are empty."""
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        faults.add(FILE, "", f"byte {error.start}", "not UTF-8", allowed="text saved as UTF-8")
        return []
    reader = csv.DictReader(text.splitlines())
    names = [name or "" for name in reader.fieldnames or ()]
    for name in names:
        if name not in COLUMNS:
            faults.unknown(FILE, "", "line 1", "unknown column", name, COLUMNS)
    for name in MUST:
        if name not in names:
            faults.add(FILE, "", "line 1", "missing column", allowed=name)
    if any(name not in names for name in MUST):
        return []
    rows = []
    for row in reader:
        line = f"line {reader.line_num}"
        if None in row:
            faults.add(FILE, row["code"] or "", line, "more cells than columns", allowed=str(len(names)))
        rows.append((line, {name: (row.get(name) or "").strip() for name in COLUMNS}))
    return rows


def _body(row: Mapping[str, str], line: str, faults: Faults) -> Body:
    for name in MUST:
        if not row[name]:
            faults.add(FILE, row["code"], line, "empty cell", allowed=name)
    if row["code"] and not values.CODE.fullmatch(row["code"]):
        faults.add(FILE, row["code"], line, "code does not fit", row["code"], "no blank, comma, quote, bar or slash")
    since, until = _day(row, "since", line, faults), _day(row, "until", line, faults)
    if since and until and until < since:
        faults.add(FILE, row["code"], line, "until is before since", row["until"], f"from {row['since']} on")
    return Body(
        code=row["code"],
        name=Text(row["name_zh"], row["name_en"] or row["name_zh"]),
        kind=row["kind"],
        group=row["group"],
        traits=frozenset(_several(row["traits"])),
        aliases=_several(row["aliases"]),
        since=since,
        until=until,
        succeeds=_several(row["succeeds"]),
    )


def _between(bodies: list[Body], faults: Faults) -> None:
    """Each code once; an alias belongs to one body only, or a paper could not be told whose it is."""
    owner: dict[str, str] = {}
    seen: set[str] = set()
    for body in bodies:
        if body.code in seen:
            faults.add(FILE, body.code, "code", "stands twice", body.code, "each code once")
        seen.add(body.code)
        for alias in dict.fromkeys((body.name.zh, *body.aliases)):
            if owner.setdefault(alias, body.code) != body.code:
                faults.add(FILE, body.code, "aliases", "name of two bodies", alias, f"already {owner[alias]}")


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _day(row: Mapping[str, str], column: str, line: str, faults: Faults) -> date | None:
    if not row[column]:
        return None
    try:
        return date.fromisoformat(row[column])
    except ValueError:
        faults.add(FILE, row["code"], line, f"{column} is no date", row[column], "2011-06-01")
        return None


def _order(row: Mapping[str, str], line: str, faults: Faults) -> float:
    try:
        return float(row["order"] or "inf")
    except ValueError:
        faults.add(FILE, row["code"], line, "order is no number", row["order"], choices(["1", "2", "3"]))
        return float("inf")
