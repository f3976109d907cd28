"""From a folder of TOML files to a frozen Catalogue, or to a CatalogueError with every fault at once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

from data.catalogue import check, keys
from data.catalogue.differs import read
from data.catalogue.faults import Faults
from data.catalogue.frozen import Table
from data.catalogue.indicators import indicators
from data.catalogue.read import Tables
from data.catalogue.take import take
from data.catalogue.version import version
from metrics.model import (
    TOTAL,
    Catalogue,
    Grade,
    Kind,
    Level,
    Milestone,
    Node,
    Review,
    Robustness,
    Text,
    Totals,
)


def load(folder: Path | str) -> Catalogue:
    """The catalogue of `folder` (format: README.md beside this file); raises CatalogueError.

    Where a file is no TOML, what stands in it is not known: then each entry of the other files is
    checked for itself, but nothing that depends on another entry.
    """
    folder, faults = Path(folder), Faults()
    tables = read(folder, faults)
    catalogue = _build(tables)
    if tables.whole:
        check.check(catalogue, folder, tables)
    faults.raise_all()
    # While it is checked, an indicator is found by its entry; for people, what carries marks comes first.
    in_order = sorted(catalogue.indicators, key=lambda one: one.role != "scored")
    return replace(catalogue, indicators=tuple(in_order), version=version(catalogue))


def _build(tables: Tables) -> Catalogue:
    head = _take_head(tables)
    return Catalogue(
        code=head["code"],
        year=head["year"],
        title=head["title"],
        kinds=tuple(Kind(**row) for row in _take_list(tables, "kind")),
        levels=tuple(Level(**_policies(row)) for row in _take_list(tables, "level")),
        nodes=tuple(_node(row) for row in _take_list(tables, "node")),
        indicators=indicators(tables),
        totals=_totals(_take_once(tables, "total")),
        grades=tuple(Grade(**row) for row in _take_list(tables, "grade")),
        calendar=head["calendar"],
        source=head["source"],
        previous=head["previous"],
        demo=head["demo"],
        sources=Table(head["sources"]),
        robustness=_robustness(tables),
        milestones=tuple(Milestone(**row) for row in _take_list(tables, "milestone")),
        review=_review(tables),
    )


def _review(tables: Tables) -> Review | None:
    """When indicators are looked into; None where the catalogue does not say."""
    if not tables.entries["review"]:
        return None
    row = _take_once(tables, "review")
    return Review(**{**row, "sources": Table(row["sources"])})


def _robustness(tables: Tables) -> Robustness | None:
    """What may be otherwise; None where the catalogue does not say."""
    if not tables.entries["robustness"]:
        return None
    row = _take_once(tables, "robustness")
    row |= {key: Table(row[key]) for key in ("judgement_spread", "sources")}
    return Robustness(**row)


def _totals(row: dict[str, Any]) -> Totals:
    row = _policies(row)
    row["rebase"] = row["mean"] == "sum" if row["rebase"] is None else row["rebase"]
    of_level = {key: row.pop(key) for key in keys.POLICIES if key != "decimals"}
    # The total is rounded once, after re-basing and stretching (Totals.decimals), never as a node before.
    top = Level(TOTAL, Text("总分", "Total"), **of_level)
    return Totals(top=top, **row)


def _policies(row: dict[str, Any]) -> dict[str, Any]:
    """A sum lets what is not applicable leave the base, a mean shares out its weight."""
    if row["not_applicable"] is None:
        row["not_applicable"] = "pass_up" if row["mean"] == "sum" else "renew"
    return row


def _node(row: dict[str, Any]) -> Node:
    return Node(**{**row, "parent": row["parent"] or TOTAL})


def _take_head(tables: Tables) -> dict[str, Any]:
    """The [catalogue] table; where it is missing altogether this is one fault, not one per key."""
    if tables.entries["catalogue"]:
        return _take_once(tables, "catalogue")
    place = tables.once("catalogue").place
    if tables.whole:
        place.fault("", "missing table", allowed="[catalogue] with code, year and title")
    return take({"code": "_", "year": 1900, "title": "_"}, keys.CATALOGUE, place)


def _take_once(tables: Tables, table: str) -> dict[str, Any]:
    entry = tables.once(table)
    return take(entry.values, keys.KEYS[table], entry.place)


def _take_list(tables: Tables, table: str) -> list[dict[str, Any]]:
    return [take(entry.values, keys.KEYS[table], entry.place) for entry in tables.entries[table]]
