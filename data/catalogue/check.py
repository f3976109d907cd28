"""Checks that the things of a catalogue fit together; every fault is noted."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from itertools import pairwise
from pathlib import Path

from data.catalogue import check_indicators, check_tree
from data.catalogue.bodies import FILE, all_bodies
from data.catalogue.calendars import known_calendars
from data.catalogue.differs import read
from data.catalogue.faults import Faults
from data.catalogue.read import Tables
from metrics.errors import CatalogueError
from metrics.model import TOTAL, Body, Catalogue


def check(catalogue: Catalogue, folder: Path, tables: Tables) -> None:
    """Note every fault between the things of `catalogue`, whose entries are `tables`."""
    _codes(tables)
    _head(catalogue, folder, tables)
    _totals(catalogue, tables)
    _grades(catalogue, tables)
    _robustness(catalogue, tables)
    _milestones(catalogue, tables)
    check_tree.check(catalogue, tables)
    check_indicators.check(catalogue, tables)
    _formerly(catalogue, folder, tables)
    _bodies(catalogue, folder, tables)


def _codes(tables: Tables) -> None:
    """A code stands once: among nodes and indicators together, and in each other list."""
    for group in (("node", "indicator"), ("level",), ("kind",), ("grade",), ("milestone",)):
        seen: dict[str, str] = {}
        for table in group:
            for entry in tables.entries[table]:
                code = entry.values.get("code")
                if not isinstance(code, str) or not code:
                    continue
                if code in seen:
                    entry.place.fault("code", "stands twice", f"also a {seen[code]}", "each code once")
                elif code == TOTAL:
                    entry.place.fault("code", "reserved for the total", code, "another code")
                seen.setdefault(code, f"{table} in {entry.place.file}")


def _head(catalogue: Catalogue, folder: Path, tables: Tables) -> None:
    place = tables.once("catalogue").place
    if catalogue.calendar and catalogue.calendar not in known_calendars():
        place.unknown("calendar", "unknown calendar", catalogue.calendar, known_calendars())
    here, former = folder.resolve(), _sibling(folder, catalogue.previous)
    if catalogue.previous and (not former.is_dir() or former == here):
        beside = sorted(one.name for one in here.parent.iterdir() if one != here and any(one.glob("*.toml")))
        place.unknown("previous", "no other folder beside this one", catalogue.previous, beside)


def _totals(catalogue: Catalogue, tables: Tables) -> None:
    place, totals = tables.once("total").place, catalogue.totals
    if totals.places_from == "rounded" and totals.places_decimals is None:
        place.fault("places_decimals", "missing key", allowed='a whole number, as places_from is "rounded"')
    if totals.places_from != "rounded" and totals.places_decimals is not None:
        place.fault("places_decimals", "without effect", totals.places_from, 'places_from = "rounded"')
    if totals.rebase and totals.top.mean != "sum":
        place.fault("rebase", "only where the total is a sum", totals.top.mean, "false")


def _grades(catalogue: Catalogue, tables: Tables) -> None:
    pairs = zip(tables.places("grade"), catalogue.grades, strict=True)
    for (_, above), (place, grade) in pairwise(pairs):
        if grade.at_least >= above.at_least:
            allowed = f"less than {above.at_least:g} ({above.code}): the best grade stands first"
            place.fault("at_least", "not descending", f"{grade.at_least:g}", allowed)


def _robustness(catalogue: Catalogue, tables: Tables) -> None:
    """Judgements differ only where a rule of the catalogue gives a share."""
    if catalogue.robustness is None:
        return
    place = tables.once("robustness").place
    rules = sorted({one.rule for one in catalogue.scored})
    for rule in catalogue.robustness.judgement_spread:
        if rule not in rules:
            place.unknown("judgement_spread", "no scored indicator has this rule", rule, rules)


def _milestones(catalogue: Catalogue, tables: Tables) -> None:
    """Days of a round run forward, from the year under evaluation on."""
    written = zip(tables.places("milestone"), catalogue.milestones, strict=True)
    pairs = [(place, one) for place, one in written if one.on < date.max]  # the others are told already
    for (_, before), (place, one) in pairwise(pairs):
        if one.on < before.on:
            allowed = f"{before.on} or later ({before.code}): the earliest stands first"
            place.fault("on", "not in order of time", f"{one.on}", allowed)
    for place, one in pairs:
        if one.on.year < catalogue.year:
            place.fault("on", "before the year under evaluation", f"{one.on}", f"{catalogue.year} or later")


def _formerly(catalogue: Catalogue, folder: Path, tables: Tables) -> None:
    """A cross-walk leads to codes that last year's catalogue had."""
    known: Mapping[str, None] = {}
    if catalogue.previous and _sibling(folder, catalogue.previous).is_dir():
        # Last year's own faults are not this year's: only its codes are read.
        former = read(_sibling(folder, catalogue.previous), Faults())
        known = dict.fromkeys(str(one.values.get("code")) for one in former.entries["indicator"])
    for place, one in zip(tables.places("indicator"), catalogue.indicators, strict=True):
        if one.formerly and not catalogue.previous:
            place.fault("formerly", "no previous catalogue is named", one.formerly, "previous in [catalogue]")
        elif one.formerly and one.formerly not in known:
            place.unknown("formerly", "not in the previous catalogue", one.formerly, known)


def _bodies(catalogue: Catalogue, folder: Path, tables: Tables) -> None:
    """Where bodies stand beside the catalogue, they have the kinds, traits and codes that it names."""
    try:
        bodies = all_bodies(folder)
    except CatalogueError as error:
        for fault in error.faults:
            tables.faults.add(fault)
        return
    kinds = [kind.code for kind in catalogue.kinds]
    for body in bodies if kinds else ():
        if body.kind not in kinds:
            tables.faults.at(FILE, body.code).unknown("kind", "unknown kind", body.kind, kinds)
    if bodies:
        _scopes(catalogue, bodies, tables)


def _scopes(catalogue: Catalogue, bodies: tuple[Body, ...], tables: Tables) -> None:
    traits = sorted({trait for body in bodies for trait in body.traits})
    for place, one in zip(tables.places("indicator"), catalogue.indicators, strict=True):
        if one.trait and one.trait not in traits:
            place.unknown("trait", "no body has this mark", one.trait, traits)
        fitting = [body.code for body in bodies if one.units_kind in ("", body.kind)]
        for unit in sorted(one.units - set(fitting)):
            place.unknown("units", "no body of this kind", unit, fitting)


def _sibling(folder: Path, code: str) -> Path:
    return folder.resolve().parent / code
