"""Reads how lost points are put right: procedure/rectification.toml in the catalogue's folder.

It stands in a folder of its own because it decides what happens after scoring: the catalogue's version does
not depend on it.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from itertools import pairwise
from pathlib import Path
from typing import Any

from data.catalogue.differs import beside
from data.catalogue.faults import Faults, Place
from data.catalogue.keys import Key
from data.catalogue.take import take
from metrics.errors import Lacking
from metrics.model import Catalogue
from metrics.procedure.clocks import LAMPS
from metrics.procedure.lifecycle import OPEN
from metrics.procedure.terms import FEEDS, DeadlineClass, Feed, Named, Rung, Sender, Terms

FILE = Path("procedure") / "rectification.toml"

COUNT = Key("count", must=True)
CODE, TITLE = Key("code", must=True), Key("text", must=True)
NAMED: dict[str, Key] = {"code": CODE, "title": TITLE}
ONCE: Mapping[str, Mapping[str, Key]] = {
    "clock": {
        "extension_days": COUNT, "extensions": COUNT, "contest_days": COUNT, "contests": COUNT,
        "suspension_days": COUNT, "pauses": Key("strings", default=()), "blue": COUNT, "red_after": COUNT,
        "red_returns": COUNT,
    },
    "look_again": {"from_months": COUNT, "until_months": COUNT},
    "municipal": {"most": Key("share", must=True)},
    "numbering": {"prefix": CODE, "notice": TITLE},
    "sender": {"name": TITLE, "code": TITLE, "contact": TITLE},
}  # fmt: skip
LISTS: Mapping[str, Mapping[str, Key]] = {
    "class": NAMED | {
        "days": COUNT, "plan": Key("flag", default=True), "milestones": Key("flag", default=False),
        "reasons": Key("strings", default=()),
    },
    "severity": NAMED | {"share": Key("share", default=0.0)},
    "problem": NAMED | {"reasons": Key("strings", default=())},
    "origin": NAMED,
    "rung": NAMED | {
        "to": TITLE, "late": Key("whole", must=True),
        "lamp": Key("choice", default="red", choices=LAMPS), "behind": Key("flag", default=False),
        "returns": Key("count", default=0), "talk": Key("flag", default=False),
        "criticism": Key("flag", default=False), "refers": Key("flag", default=False),
    },
    "feed": {"indicator": CODE, "field": CODE, "what": Key("choice", default="due", choices=FEEDS)},
}  # fmt: skip
MUST = ("class", "severity", "rung")
TABLES = (*ONCE, *LISTS, "sources")


def load_terms(folder: Path | str, catalogue: Catalogue | None = None) -> Terms:
    """The terms beside a catalogue, or beside the one it differs from; feeds are held against `catalogue`.

    Lacking("rectification_terms") where the folder has no such file; CatalogueError with every fault.
    """
    file, faults = beside(Path(folder), FILE), Faults()
    if not file.is_file():
        raise Lacking("rectification_terms", folder=Path(folder).name)
    written = _parsed(file, faults.at(FILE.as_posix()))
    once = {name: _once(name, written.get(name, {}), faults) for name in ONCE}
    lists = {name: _list(name, written.get(name, []), faults) for name in LISTS}
    sources = _sources(written.get("sources", {}), faults.at(FILE.as_posix(), "[sources]"))
    _check(once, lists, catalogue, faults)
    faults.raise_all()
    return _built(once, lists, sources)


def _parsed(file: Path, place: Place) -> Mapping[str, Any]:
    try:
        written = tomllib.loads(file.read_text(encoding="utf-8-sig"))
    except (UnicodeDecodeError, tomllib.TOMLDecodeError) as error:
        place.fault("", "TOML syntax", found=str(error))
        place.faults.raise_all()
    for table in written:
        if table not in TABLES:
            place.unknown(table, "unknown table", table, TABLES)
    return written


def _once(name: str, written: Any, faults: Faults) -> dict[str, Any]:
    place = faults.at(FILE.as_posix(), f"[{name}]")
    if not isinstance(written, dict):
        place.fault("", "stands once", type(written).__name__, f"[{name}]")
        written = {}
    return take(written, ONCE[name], place)


def _list(name: str, written: Any, faults: Faults) -> list[tuple[Place, dict[str, Any]]]:
    place = faults.at(FILE.as_posix(), f"[[{name}]]")
    if not isinstance(written, list) or not all(isinstance(one, dict) for one in written):
        place.fault("", "is a list", f"[{name}]", f"[[{name}]]")
        return []
    if not written and name in MUST:
        place.fault("", "missing table", allowed=f"at least one [[{name}]]")
    places = [faults.at(FILE.as_posix(), f"[[{name}]] no. {number}") for number in range(1, len(written) + 1)]
    return [(here, take(one, LISTS[name], here)) for here, one in zip(places, written, strict=True)]


def _sources(written: Any, place: Place) -> Mapping[str, str]:
    if isinstance(written, dict) and all(isinstance(one, str) for one in written.values()):
        return written
    place.fault("", "does not fit", written, 'a table of strings: { name = "…" }')
    return {}


def _check(
    once: Mapping[str, Mapping[str, Any]], lists: Mapping[str, list[tuple[Place, dict[str, Any]]]],
    catalogue: Catalogue | None, faults: Faults,
) -> None:  # fmt: skip
    """Codes stand once, the ladder climbs, windows open before they close, feeds name what is there."""
    clock = faults.at(FILE.as_posix(), "[clock]")
    for state in once["clock"]["pauses"]:
        if state not in OPEN:
            clock.unknown("pauses", "unknown state", state, sorted(OPEN))
    again = once["look_again"]
    if _falls(again["from_months"], again["until_months"]):
        place = faults.at(FILE.as_posix(), "[look_again]")
        place.fault(
            "until_months", "before from_months", again["until_months"], f"from {again['from_months']}"
        )
    for name in ("class", "severity", "problem", "origin", "rung"):
        seen: set[str] = set()
        for place, row in lists[name]:
            if row["code"] in seen:
                place.fault("code", "stands twice", row["code"], "each code once")
            seen.add(row["code"])
    for (_, lower), (place, higher) in pairwise(lists["rung"]):
        if higher["late"] == lower["late"] or _falls(lower["late"], higher["late"]):
            place.fault("late", "not above the step before", higher["late"], f"more than {lower['late']}")
    for place, row in lists["feed"] if catalogue else ():
        _feed(row, catalogue, place)


def _falls(first: Any, second: Any) -> bool:
    """Whether the second number is less than the first; what is no number has been told already."""
    return isinstance(first, int) and isinstance(second, int) and second < first


def _feed(row: Mapping[str, Any], catalogue: Catalogue | None, place: Place) -> None:
    known = {one.code: one for one in catalogue.indicators} if catalogue else {}
    if row["indicator"] not in known:
        place.unknown("indicator", "unknown indicator", row["indicator"], known)
        return
    fields = [one.code for one in known[row["indicator"]].fields]
    if row["field"] not in fields:
        place.unknown("field", f"unknown field of {row['indicator']}", row["field"], fields)


def _built(
    once: Mapping[str, Mapping[str, Any]], lists: Mapping[str, list[tuple[Place, dict[str, Any]]]],
    sources: Mapping[str, str],
) -> Terms:  # fmt: skip
    rows = {name: [row for _, row in found] for name, found in lists.items()}
    clock = dict(once["clock"])
    return Terms(
        classes=tuple(DeadlineClass(**row) for row in rows["class"]),
        severities=tuple(Named(**row) for row in rows["severity"]),
        problems=tuple(Named(**row) for row in rows["problem"]),
        origins=tuple(Named(**row) for row in rows["origin"]),
        rungs=tuple(Rung(**row) for row in rows["rung"]),
        feeds=tuple(Feed(**row) for row in rows["feed"]),
        pauses=frozenset(clock.pop("pauses")),
        again_from=once["look_again"]["from_months"],
        again_until=once["look_again"]["until_months"],
        most=once["municipal"]["most"],
        prefix=once["numbering"]["prefix"],
        notice=once["numbering"]["notice"],
        sender=Sender(**once["sender"]),
        sources=dict(sources),
        **clock,
    )
