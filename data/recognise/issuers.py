"""Who issues documents: the bodies of the round, other issuers, and the series of their document numbers."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from data.catalogue.bodies import all_bodies, load_bodies
from data.catalogue.faults import Faults
from metrics.model import Body, Text

ISSUERS_FILE, SERIES_FILE = "issuers.csv", "doc_numbers.csv"
ISSUERS_COLUMNS = (
    "code", "name_zh", "name_en", "kind", "aliases", "counts_for", "since", "confidence", "note",
)  # fmt: skip
SERIES_COLUMNS = ("series", "issuer", "since", "until", "confidence", "note")
NATIONAL = "national"  # kind of the ministries and the State Council
DISTRICT = "district"  # kind of the bodies whose departments issue documents in their name


@dataclass(frozen=True, slots=True)
class Issuer:
    """Somebody who issues documents.

    `counts_for` is the body of the round they count for: itself, the body that goes on under this
    name, or the body an office is seated at; "" where there is none or where there are several.
    """

    code: str
    name: Text
    kind: str
    aliases: tuple[str, ...] = ()
    counts_for: str = ""


@dataclass(frozen=True, slots=True)
class Series:
    """A series of document numbers: its letters, whether more letters may follow, its issuer and years."""

    letters: str
    more: bool
    issuer: str
    since: int = 0
    until: int = 9999

    def covers(self, letters: str, year: int) -> bool:
        """Whether a number with these letters in this year belongs to the series."""
        alike = letters.startswith(self.letters) if self.more else letters == self.letters
        return alike and self.since <= year <= self.until


@dataclass(frozen=True, slots=True)
class Issuers:
    """All issuers by code, and the series of numbers, the longest letters first."""

    by_code: Mapping[str, Issuer]
    series: tuple[Series, ...]


def load_issuers(folder: Path | str) -> Issuers:
    """The issuers of a catalogue's folder: bodies.csv, issuers.csv and doc_numbers.csv.

    Raises CatalogueError with every faulty row.
    """
    folder, faults = Path(folder), Faults()
    evaluated = {body.code for body in load_bodies(folder)}
    by_code = {body.code: _from_body(body, evaluated) for body in all_bodies(folder)}
    for line, row in _rows(folder / ISSUERS_FILE, ISSUERS_COLUMNS, faults):
        _add(by_code, row, line, evaluated, faults)
    series = [
        _series(row, line, by_code, faults)
        for line, row in _rows(folder / SERIES_FILE, SERIES_COLUMNS, faults)
    ]
    _no_clash(series, faults)
    faults.raise_all()
    return Issuers(by_code, tuple(sorted(series, key=lambda one: len(one.letters), reverse=True)))


def _from_body(body: Body, evaluated: Iterable[str]) -> Issuer:
    heirs = [body.code, *(body.succeeds if len(body.succeeds) == 1 else ())]
    counts_for = next((code for code in heirs if code in evaluated), "")
    return Issuer(body.code, body.name, body.kind, body.aliases, counts_for)


def _add(
    by_code: dict[str, Issuer], row: Mapping[str, str], line: str, evaluated: set[str], faults: Faults
) -> None:
    """A row of issuers.csv: a new issuer or (without a name) more about a body of bodies.csv."""
    code, counts_for = row["code"], row["counts_for"]
    known = by_code.get(code)
    if counts_for and counts_for not in evaluated:
        faults.unknown(ISSUERS_FILE, code, line, "no body of the round", counts_for, evaluated)
    if known and row["name_zh"]:
        faults.add(ISSUERS_FILE, code, line, "stands twice", code, "each code once")
    elif known:
        aliases = (*known.aliases, *filter(None, row["aliases"].split("|")))
        by_code[code] = Issuer(code, known.name, known.kind, aliases, counts_for or known.counts_for)
    elif not (code and row["name_zh"] and row["kind"]):
        faults.add(ISSUERS_FILE, code, line, "empty cell", allowed="code, name_zh, kind")
    else:
        name = Text(row["name_zh"], row["name_en"] or row["name_zh"])
        aliases = tuple(filter(None, row["aliases"].split("|")))
        by_code[code] = Issuer(code, name, row["kind"], aliases, counts_for)


def _series(row: Mapping[str, str], line: str, by_code: Mapping[str, Issuer], faults: Faults) -> Series:
    """A row of doc_numbers.csv; a star behind the letters means that more may follow."""
    letters, issuer = row["series"].rstrip("*"), row["issuer"]
    if not letters:
        faults.add(SERIES_FILE, issuer, line, "empty cell", allowed="series")
    if issuer not in by_code:
        faults.unknown(SERIES_FILE, row["series"], line, "unknown issuer", issuer, by_code)
    years = []
    for column, default in (("since", 0), ("until", 9999)):
        if row[column] and not row[column].isdigit():
            faults.add(SERIES_FILE, row["series"], line, f"{column} is no year", row[column], "2018")
        years.append(int(row[column]) if row[column].isdigit() else default)
    return Series(letters, row["series"].endswith("*"), issuer, *years)


def _no_clash(series: list[Series], faults: Faults) -> None:
    """The same letters may belong to two issuers only one after the other."""
    for place, one in enumerate(series):
        for other in series[:place]:
            alike = (one.letters, one.more) == (other.letters, other.more)
            if alike and one.since <= other.until and other.since <= one.until:
                found = f"{other.issuer} and {one.issuer}"
                faults.add(SERIES_FILE, one.letters, "since", "belongs to two at a time", found, "one a year")


def _rows(file: Path, columns: tuple[str, ...], faults: Faults) -> list[tuple[str, dict[str, str]]]:
    with file.open(encoding="utf-8-sig", newline="") as stream:
        reader = csv.DictReader(stream)
        if tuple(reader.fieldnames or ()) != columns:
            found = ",".join(reader.fieldnames or ())
            faults.add(file.name, "", "line 1", "columns", found, ",".join(columns))
            return []
        return [
            (f"line {reader.line_num}", {name: (row[name] or "").strip() for name in columns})
            for row in reader
        ]
