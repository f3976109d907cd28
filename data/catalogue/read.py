"""Reads all TOML files of a folder into one set of tables, each entry with the file it came from."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from data.catalogue.faults import Faults, Place
from data.catalogue.keys import LISTS, ONCE

TABLES = (*ONCE, *LISTS)
APART = ("differs",)  # says how the folder is to be read, nothing of the catalogue (differs.py)
LINE = re.compile(r"\s*\(at (line \d+), column \d+\)|\s*\(at (end of document)\)")


@dataclass(frozen=True, slots=True)
class Entry:
    """One table as it was written, and its place."""

    place: Place
    values: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Tables:
    """The entries of a folder by table; `whole` is false where a file could not be read.

    `apart`: tables that are not of the catalogue itself.
    """

    entries: Mapping[str, tuple[Entry, ...]]
    whole: bool
    faults: Faults
    apart: Mapping[str, Entry] = field(default_factory=dict)

    def once(self, table: str) -> Entry:
        """The entry of a table that stands once; an empty one where it is left out."""
        found = self.entries[table]
        return found[0] if found else Entry(self.faults.at("", f"[{table}]"), {})

    def places(self, table: str) -> tuple[Place, ...]:
        """The places of all entries of a list."""
        return tuple(entry.place for entry in self.entries[table])


def read_one(folder: Path, faults: Faults) -> Tables:
    """All `*.toml` files of `folder`, in the order of their names, as one."""
    entries: dict[str, list[Entry]] = {table: [] for table in TABLES}
    apart: dict[str, Entry] = {}
    files = sorted(file for file in folder.glob("*.toml") if file.is_file())
    if not files:
        faults.at(str(folder)).fault("", "no catalogue here", allowed="a folder with *.toml files")
    contents = {file.name: _parse(file, faults) for file in files}
    for file, content in contents.items():
        for table, written in (content or {}).items():
            if table in entries:
                entries[table] += _entries(faults.at(file), table, written)
            elif table in APART and isinstance(written, dict):
                apart[table] = Entry(faults.at(file, f"[{table}]"), written)
            else:
                faults.at(file).unknown(table, "unknown table", table, TABLES)
    for table in ONCE:
        for extra in entries[table][1:]:
            first = entries[table][0].place.file
            extra.place.fault("", "stands twice", f"also in {first}", "once")
    whole = bool(files) and None not in contents.values()
    return Tables({table: tuple(found) for table, found in entries.items()}, whole, faults, apart)


def _parse(file: Path, faults: Faults) -> dict[str, Any] | None:
    place = faults.at(file.name)
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        place.fault(f"byte {error.start}", "not UTF-8", allowed="text saved as UTF-8")
    except tomllib.TOMLDecodeError as error:
        line = LINE.search(str(error))
        where = (line[1] or line[2]) if line else ""
        place.fault(where, "TOML syntax", found=LINE.sub("", str(error)))
    except (ValueError, RecursionError):  # a number of 5000 digits, a list in a list in a list ...
        place.fault("", "TOML syntax", found="a number too long, or lists nested too deeply")
    return None


def _entries(place: Place, table: str, written: Any) -> list[Entry]:
    """The entries of one table of one file; a table that should be a list, or the reverse, is noted."""
    faults, file = place.faults, place.file
    if table in ONCE:
        here = faults.at(file, f"[{table}]")
        if isinstance(written, dict):
            return [Entry(here, written)]
        here.fault("", "stands once", type(written).__name__, f"[{table}]")
        return []
    if isinstance(written, list) and all(isinstance(one, dict) for one in written):
        codes = (_code(table, number, one) for number, one in enumerate(written, 1))
        return [Entry(faults.at(file, code), one) for code, one in zip(codes, written, strict=True)]
    faults.at(file, f"[[{table}]]").fault("", "is a list", f"[{table}]", f"[[{table}]]")
    return []


def _code(table: str, number: int, values: Mapping[str, Any]) -> str:
    """How an entry of a list is named in a fault: its code, or its place where it has none."""
    code = values.get("code")
    return code if isinstance(code, str) and code else f"[[{table}]] no. {number}"
