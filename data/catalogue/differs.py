"""A year that differs little from another: its folder says the differences, all else is the other's.

    differences.toml:  [differs] from = "2012", without = ["3.2.3"]   and below it entries as in any catalogue

An entry is laid over the one with its code in the other folder: what it names is replaced, key by key and
within tables, what it does not name stays. A new code is added. `without` names codes that are left out.
A table that stands once is laid over in the same way; a row of bodies.csv replaces the row with its code.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import Any

from data.catalogue.faults import Faults, Place
from data.catalogue.keys import LISTS, ONCE, Key
from data.catalogue.read import Entry, Tables, read_one
from data.catalogue.take import take

FILE, TABLE = "differences.toml", "differs"
DIFFERS = {"from": Key("code", must=True), "without": Key("codes", default=())}


def other(folder: Path) -> Path | None:
    """The folder from which this one differs; None where it stands for itself (or cannot be read)."""
    file = folder / FILE
    if not file.is_file():
        return None
    state = file.stat()
    said = _said(file, state.st_mtime_ns, state.st_size)
    name = said.get("from") if isinstance(said, dict) else None
    found = folder.resolve().parent / str(name) if isinstance(name, str) and name.strip(".") else None
    apart = found is not None and found.is_dir() and found.parent == folder.resolve().parent
    return found if apart and found != folder.resolve() else None


@lru_cache(maxsize=32)
def _said(file: Path, *_: int) -> Any:
    """What the file says of the folder it differs from; read again when the file changes."""
    try:
        return tomllib.loads(file.read_text(encoding="utf-8-sig")).get(TABLE)
    except ValueError:  # what is wrong with it is told by whoever reads the catalogue
        return None


def files(folder: Path) -> list[Path]:
    """The TOML files of which the catalogue of `folder` is made: the other folder's first."""
    base = other(folder)
    return [*(sorted(base.glob("*.toml")) if base else ()), *sorted(folder.glob("*.toml"))]


def beside(folder: Path, name: Path | str) -> Path:
    """A file that stands beside a catalogue; the other folder's where this one has none of its own."""
    base = other(folder)
    return base / name if base and not (folder / name).is_file() else folder / name


def read(folder: Path, faults: Faults) -> Tables:
    """All tables of a catalogue, differences laid over the other folder's."""
    own = read_one(folder, faults)
    if TABLE not in own.apart:
        return own
    place = faults.at(own.apart[TABLE].place.file, f"[{TABLE}]")
    said = take(own.apart[TABLE].values, DIFFERS, place)
    base = other(folder)
    if place.file != FILE:
        place.fault("", "stands in another file", place.file, FILE)
    elif base is None or (base / FILE).exists():
        place.unknown("from", "no whole catalogue beside this one", str(said["from"]), _whole(folder))
    else:
        under = read_one(base, faults)
        return _laid(under, own, said["without"], place)
    return Tables(own.entries, False, faults)


def _whole(folder: Path) -> list[str]:
    near = sorted(one for one in folder.resolve().parent.iterdir() if any(one.glob("*.toml")))
    return [one.name for one in near if not (one / FILE).exists() and one != folder.resolve()]


def _laid(base: Tables, own: Tables, without: tuple[str, ...], place: Place) -> Tables:
    known = {_code(entry) for table in LISTS for entry in base.entries[table]}
    for code in without:
        if code not in known:
            place.fault("without", "not in the other catalogue", code, "a code that is left out")
    once = {table: _one(base.entries[table][:1], own.entries[table]) for table in ONCE}
    lists = {
        table: _over([one for one in base.entries[table] if _code(one) not in without], own.entries[table])
        for table in LISTS
    }
    return Tables(once | lists, base.whole and own.whole, own.faults)


def _one(base: tuple[Entry, ...], own: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """A table that stands once."""
    return (_under(base[0], own[0]),) if base and own else base or own


def _over(base: Sequence[Entry], own: Sequence[Entry]) -> tuple[Entry, ...]:
    """The base's entries, each with what the own one with its code says; new ones behind their like."""
    made = list(base)
    for entry in own:
        at = next((at for at, one in enumerate(base) if _code(one) == _code(entry)), None)
        # One that stands twice is not laid over twice: both are kept, and told.
        if at is not None and made[at] is base[at]:
            made[at] = _under(base[at], entry)
        else:
            made.insert(_behind(made, entry), entry)
    return tuple(made)


def _behind(made: Sequence[Entry], entry: Entry) -> int:
    """The place after the last entry of the same node (or parent), else at the end."""
    for key in ("node", "parent"):
        like = [at for at, one in enumerate(made) if key in entry.values and _same(one, entry, key)]
        if like:
            return like[-1] + 1
    return len(made)


def _same(one: Entry, other: Entry, key: str) -> bool:
    # Vetoes, deductions and bonuses hang at nodes too, but carry no marks.
    alike = ("marks" in one.values) == ("marks" in other.values)
    return alike and one.values.get(key) == other.values[key]


def _under(base: Entry, own: Entry) -> Entry:
    return Entry(own.place, _merged(base.values, own.values))


def _code(entry: Entry) -> str:
    """The code of an entry; "" for a table that stands once."""
    return str(entry.values.get("code", ""))


def _merged(base: Mapping[str, Any], own: Mapping[str, Any]) -> dict[str, Any]:
    return {
        **base,
        **{
            key: _merged(base[key], value)
            if isinstance(value, dict) and isinstance(base.get(key), dict)
            else value
            for key, value in own.items()
        },
    }
