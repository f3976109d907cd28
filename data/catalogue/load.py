"""From a folder of TOML files to a frozen Catalogue, or to a CatalogueError with every fault at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from pathlib import Path
from typing import Any

from data.catalogue import check, keys
from data.catalogue.faults import Faults
from data.catalogue.frozen import Table
from data.catalogue.indicators import indicators
from data.catalogue.read import Entry, Tables, read
from data.catalogue.take import Place, take
from data.catalogue.version import version
from metrics.model import TOTAL, Catalogue, Grade, Kind, Level, Node, Text, Totals


def load(folder: Path | str) -> Catalogue:
    """The catalogue of `folder` (format: README.md beside this file); raises CatalogueError."""
    folder, faults = Path(folder), Faults()
    tables = read(folder, faults)
    catalogue = _build(tables, faults)
    if tables.whole:
        check.check(catalogue, folder, tables, faults)
    faults.raise_all()
    return replace(catalogue, version=version(catalogue))


def _build(tables: Tables, faults: Faults) -> Catalogue:
    head = _take_once(tables, "catalogue", faults)
    totals = _totals(tables, faults)
    return Catalogue(
        code=head["code"],
        year=head["year"],
        title=head["title"],
        kinds=tuple(Kind(**row) for row in _take_list(tables, "kind", faults)),
        levels=tuple(Level(**_policies(row)) for row in _take_list(tables, "level", faults)),
        nodes=tuple(_node(row) for row in _take_list(tables, "node", faults)),
        indicators=indicators(tables, faults),
        totals=totals,
        grades=tuple(Grade(**row) for row in _take_list(tables, "grade", faults)),
        calendar=head["calendar"],
        source=head["source"],
        previous=head["previous"],
        demo=head["demo"],
        sources=Table(head["sources"]),
    )


def _totals(tables: Tables, faults: Faults) -> Totals:
    row = _policies(_take_once(tables, "total", faults))
    row["rebase"] = row["mean"] == "sum" if row["rebase"] is None else row["rebase"]
    of_level = {key: row.pop(key) for key in keys.POLICIES if key != "decimals"}
    top = Level(TOTAL, Text("总分", "Total"), decimals=row["decimals"], **of_level)
    return Totals(top=top, **row)


def _policies(row: dict[str, Any]) -> dict[str, Any]:
    """A sum lets what is not applicable leave the base, a mean shares out its weight."""
    if row["not_applicable"] is None:
        row["not_applicable"] = "pass_up" if row["mean"] == "sum" else "renew"
    return row


def _node(row: dict[str, Any]) -> Node:
    return Node(**{**row, "parent": row["parent"] or TOTAL})


def _take_once(tables: Tables, table: str, faults: Faults) -> dict[str, Any]:
    entry = tables.once(table)
    if not entry.file and table == "catalogue" and tables.whole:
        faults.add("", "[catalogue]", "", "missing table", allowed="[catalogue] with code, year and title")
        return take({"code": "_", "year": 1900, "title": "_"}, keys.CATALOGUE, _place(entry), faults)
    return take(entry.values, keys.KEYS[table], _place(entry), faults)


def _take_list(tables: Tables, table: str, faults: Faults) -> list[dict[str, Any]]:
    declared: Mapping[str, keys.Key] = keys.KEYS[table]
    return [take(entry.values, declared, _place(entry), faults) for entry in tables.entries[table]]


def _place(entry: Entry) -> Place:
    return Place(entry.file, entry.code)
