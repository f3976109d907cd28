"""Reads the issuers of a catalogue's folder: bodies.csv, issuers.csv and doc_numbers.csv.

issuers.csv: who issues documents and is no body of bodies.csv (the government itself, later names,
offices, the Party, national bodies), and more spellings of bodies. `aliases` with bars between;
`counts_for` the one body of the round its documents count for; `since` a year, for the reader.
doc_numbers.csv: letters of document numbers (`沪府办` exactly, `沪科*` and whatever follows), whose
they are, and in which years, where the letters passed from one issuer to the next.
"""

from __future__ import annotations

import csv
from collections.abc import Set
from pathlib import Path

from data.catalogue.bodies import all_bodies, load_bodies
from data.catalogue.faults import Faults, Place
from data.recognise.issuers import Issuer, Issuers, Series
from metrics.model import Body, Text

ISSUERS_FILE, SERIES_FILE = "issuers.csv", "doc_numbers.csv"
ISSUERS_COLUMNS = (
    "code", "name_zh", "name_en", "kind", "aliases", "counts_for", "since", "confidence", "note",
)  # fmt: skip
SERIES_COLUMNS = ("series", "issuer", "since", "until", "confidence", "note")

Row = dict[str, str]


def load_issuers(folder: Path | str) -> Issuers:
    """The issuers of `folder`; CatalogueError with every faulty row of the three files.

    `confidence` is for the reader: A proved by several documents, B by one or two or well known,
    C inferred.
    """
    folder, faults = Path(folder), Faults()
    evaluated = {body.code for body in load_bodies(folder)}
    by_code = {body.code: _from_body(body, evaluated) for body in all_bodies(folder)}
    for line, row in _rows(folder / ISSUERS_FILE, ISSUERS_COLUMNS, faults):
        _take_issuer(row, faults.at(ISSUERS_FILE, row["code"]).under(line), by_code, evaluated)
    series: list[Series] = []
    for line, row in _rows(folder / SERIES_FILE, SERIES_COLUMNS, faults):
        _take_series(row, faults.at(SERIES_FILE, row["series"]).under(line), by_code, series)
    faults.raise_all()
    return Issuers(by_code, tuple(sorted(series, key=lambda one: len(one.letters), reverse=True)))


def _from_body(body: Body, evaluated: Set[str]) -> Issuer:
    """A body not evaluated by itself counts for the one body it goes on from (崇明区 for 崇明县)."""
    heirs = [body.code, *(body.succeeds if len(body.succeeds) == 1 else ())]
    counts_for = next((code for code in heirs if code in evaluated), "")
    return Issuer(body.code, body.name, body.kind, body.aliases, counts_for)


def _take_issuer(row: Row, place: Place, by_code: dict[str, Issuer], evaluated: Set[str]) -> None:
    """A row of issuers.csv: a new issuer or (without a name) more about a body of bodies.csv."""
    code, counts_for = row["code"], row["counts_for"]
    aliases = tuple(alias for alias in row["aliases"].split("|") if alias)
    known = by_code.get(code)
    if counts_for and counts_for not in evaluated:
        place.unknown("counts_for", "no body of the round", counts_for, evaluated)
    if known and row["name_zh"]:
        place.fault("code", "stands twice", code, "each code once")
    elif known:
        all_aliases = (*known.aliases, *aliases)
        by_code[code] = Issuer(code, known.name, known.kind, all_aliases, counts_for or known.counts_for)
    elif not (code and row["name_zh"] and row["kind"]):
        place.fault("", "empty cell", allowed="code, name_zh, kind")
    else:
        name = Text(row["name_zh"], row["name_en"] or row["name_zh"])
        by_code[code] = Issuer(code, name, row["kind"], aliases, counts_for)


def _take_series(row: Row, place: Place, by_code: dict[str, Issuer], series: list[Series]) -> None:
    """A row of doc_numbers.csv; a star behind the letters means that more may follow."""
    letters, issuer = row["series"].rstrip("*"), row["issuer"]
    if not letters:
        place.fault("series", "empty cell")
    if issuer not in by_code:
        place.unknown("issuer", "unknown issuer", issuer, by_code)
    since, until = _year(row, "since", 0, place), _year(row, "until", 9999, place)
    one = Series(letters, row["series"].endswith("*"), issuer, since, until)
    for other in series:
        if one.clashes(other):
            place.fault("since", "belongs to two at a time", f"{other.issuer} and {issuer}", "one a year")
    series.append(one)


def _year(row: Row, column: str, default: int, place: Place) -> int:
    if not row[column]:
        return default
    if not row[column].isdigit():
        place.fault(column, "no year", row[column], "2018")
        return default
    return int(row[column])


def _rows(file: Path, columns: tuple[str, ...], faults: Faults) -> list[tuple[str, Row]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        if tuple(reader.fieldnames or ()) != columns:
            found = ",".join(reader.fieldnames or ())
            faults.at(file.name).fault("line 1", "wrong columns", found, ",".join(columns))
            return []
        return [
            (f"line {reader.line_num}", {name: (row[name] or "").strip() for name in columns})
            for row in reader
        ]
