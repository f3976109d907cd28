"""Reads the bodies that stand beside a catalogue in bodies.csv."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path

from data.catalogue import values
from data.catalogue.differs import other
from data.catalogue.faults import Faults, Place
from metrics.model import Body, Text

FILE = "bodies.csv"
COLUMNS = (
    "code", "name_zh", "name_en", "kind", "group", "traits", "aliases", "since", "until", "succeeds",
    "default_evaluated", "order",
)  # fmt: skip
MUST = ("code", "name_zh", "kind")
EVALUATED = {"": True, "yes": True, "1": True, "true": True, "no": False, "0": False, "false": False}


def load_bodies(folder: Path | str) -> tuple[Body, ...]:
    """The bodies of `folder`/bodies.csv in their `order`; () where there is no such file.

    Bodies with `default_evaluated` no are left out: a round has to name them (see `all_bodies`).
    Raises CatalogueError with every faulty row.
    """
    return tuple(body for body, evaluated in _bodies(Path(folder)) if evaluated)


def all_bodies(folder: Path | str) -> tuple[Body, ...]:
    """All bodies of the file, those not evaluated by default too."""
    return tuple(body for body, _ in _bodies(Path(folder)))


def _bodies(folder: Path) -> list[tuple[Body, bool]]:
    faults = Faults()
    found: list[tuple[float, Body, bool]] = []
    for line, row in _written(folder, faults.at(FILE)):
        place = faults.at(FILE, row["code"]).under(line)
        found.append((_order(row, place), _body(row, place), _evaluated(row, place)))
    _between((body for _, body, _ in found), faults)
    faults.raise_all()
    return [(body, evaluated) for _, body, evaluated in sorted(found, key=lambda one: one[0])]


def _written(folder: Path, place: Place) -> list[tuple[str, dict[str, str]]]:
    """(line, row) of the file, after those of the other folder that it does not replace (differs.py)."""
    own, base = _rows(folder / FILE, place), other(folder)
    replaced = {row["code"] for _, row in own}
    under = _rows(base / FILE, place) if base else []
    return [*((line, row) for line, row in under if row["code"] not in replaced), *own]


def _rows(file: Path, place: Place) -> list[tuple[str, dict[str, str]]]:
    """(line, row) of every row; columns that are left out are empty. None where there is no such file."""
    if not file.exists():
        return []
    try:
        text = file.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        place.fault(f"byte {error.start}", "not UTF-8", allowed="text saved as UTF-8")
        return []
    reader = csv.DictReader(text.splitlines())
    names = list(reader.fieldnames or ())
    for name in names:
        if name not in COLUMNS:
            place.unknown("line 1", "unknown column", name, COLUMNS)
    missing = [name for name in MUST if name not in names]
    for name in missing:
        place.fault("line 1", "missing column", allowed=name)
    rows = []
    for row in reader if not missing else ():
        line = f"line {reader.line_num}"
        if None in row:
            place.fault(line, "more cells than columns", allowed=f"{len(names)} cells")
        rows.append((line, {name: (row.get(name) or "").strip() for name in COLUMNS}))
    return rows


def _body(row: Mapping[str, str], place: Place) -> Body:
    for name in MUST:
        if not row[name]:
            place.fault(name, "empty cell")
    if row["code"] and not values.CODE.fullmatch(row["code"]):
        place.fault("code", "does not fit", row["code"], "no blank, comma, quote, bar or slash")
    since, until = _day(row, "since", place), _day(row, "until", place)
    if since and until and until < since:
        place.fault("until", "before since", row["until"], f"from {row['since']} on")
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


def _between(bodies: Iterable[Body], faults: Faults) -> None:
    """Each code once; a name belongs to one body only, or a paper could not be told whose it is."""
    owner: dict[str, str] = {}
    seen: set[str] = set()
    for body in bodies:
        place = faults.at(FILE, body.code)
        if body.code in seen:
            place.fault("code", "stands twice", body.code, "each code once")
        seen.add(body.code)
        for name in dict.fromkeys((body.name.zh, *body.aliases)):
            if owner.setdefault(name, body.code) != body.code:
                place.fault("aliases", "name of two bodies", name, f"it is {owner[name]} already")


def _several(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split("|") if part.strip())


def _day(row: Mapping[str, str], column: str, place: Place) -> date | None:
    if not row[column]:
        return None
    try:
        return date.fromisoformat(row[column])
    except ValueError:
        place.fault(column, "no date", row[column], "2011-06-01")
        return None


def _order(row: Mapping[str, str], place: Place) -> float:
    """Where the body stands in lists; those without a number come last."""
    try:
        return float(row["order"] or "inf")
    except ValueError:
        place.fault("order", "no number", row["order"], "1, 2, 3 ...")
        return float("inf")


def _evaluated(row: Mapping[str, str], place: Place) -> bool:
    word = row["default_evaluated"].lower()
    if word not in EVALUATED:
        place.fault("default_evaluated", "unknown word", word, "yes, no")
    return EVALUATED.get(word, True)
