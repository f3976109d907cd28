"""Reads all TOML files of a folder into one set of tables, each entry with the file it came from."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from data.catalogue.faults import Faults
from data.catalogue.keys import LISTS, ONCE

TABLES = (*ONCE, *LISTS)


@dataclass(frozen=True, slots=True)
class Entry:
    """One table of one file as it was written; `number` counts the entries of a list within the file."""

    file: str
    table: str
    number: int
    values: Mapping[str, Any]

    @property
    def code(self) -> str:
        """How the entry is named in a fault: its code, or its place where it has none."""
        if self.table in ONCE:
            return f"[{self.table}]"
        code = self.values.get("code")
        return code if isinstance(code, str) and code else f"[[{self.table}]] no. {self.number}"


@dataclass(frozen=True, slots=True)
class Tables:
    """The entries of a folder by table; `whole` is false where a file could not be read."""

    entries: Mapping[str, tuple[Entry, ...]]
    whole: bool

    def once(self, table: str) -> Entry:
        """The entry of a table that stands once; an empty one where it is left out."""
        found = self.entries[table]
        return found[0] if found else Entry("", table, 1, {})


def read(folder: Path, faults: Faults) -> Tables:
    """All `*.toml` files of `folder`, in the order of their names, as one."""
    files = sorted(folder.glob("*.toml"))
    if not files:
        faults.add(str(folder), "", "", "no catalogue here", allowed="a folder with *.toml files")
        return Tables({table: () for table in TABLES}, whole=False)
    entries: dict[str, list[Entry]] = {table: [] for table in TABLES}
    whole = True
    for file in files:
        content = _parse(file, faults)
        whole = whole and content is not None
        for table, written in (content or {}).items():
            if table not in entries:
                faults.unknown(file.name, "", table, "unknown table", table, TABLES)
                continue
            entries[table] += _entries(file.name, table, written, faults)
    _stand_once(entries, faults)
    return Tables({table: tuple(found) for table, found in entries.items()}, whole)


def _parse(file: Path, faults: Faults) -> dict[str, Any] | None:
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except UnicodeDecodeError as error:
        faults.add(file.name, "", f"byte {error.start}", "not UTF-8", allowed="text saved as UTF-8")
    except tomllib.TOMLDecodeError as error:
        message, line = str(error), ""
        if place := re.search(r"\s*\(at (line \d+), column \d+\)", message):
            message, line = message[: place.start()], place[1]
        elif "end of document" in message:
            line = "end of file"
        faults.add(file.name, "", line, "TOML syntax", found=message)
    return None


def _entries(file: str, table: str, written: Any, faults: Faults) -> list[Entry]:
    if table in ONCE:
        if isinstance(written, dict):
            return [Entry(file, table, 1, written)]
        faults.add(file, f"[{table}]", "", "stands once", found=type(written).__name__, allowed=f"[{table}]")
        return []
    if isinstance(written, list) and all(isinstance(one, dict) for one in written):
        return [Entry(file, table, number, one) for number, one in enumerate(written, 1)]
    faults.add(file, f"[[{table}]]", "", "is a list", found=f"[{table}]", allowed=f"[[{table}]]")
    return []


def _stand_once(entries: Mapping[str, list[Entry]], faults: Faults) -> None:
    for table in ONCE:
        for extra in entries[table][1:]:
            first = entries[table][0].file
            faults.add(extra.file, f"[{table}]", "", "stands twice", found=f"also in {first}", allowed="once")
