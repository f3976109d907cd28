"""The plan of a round as it stands in its folder, read again when a file of it changes."""

from __future__ import annotations

from pathlib import Path

from data import catalogue as catalogues
from data.catalogue import differs
from data.desk import Desk
from data.queries import rounds
from data.queries.memo import Memo
from metrics.errors import NotFound
from metrics.model import Catalogue, Round, Setting

_read: Memo[Catalogue] = Memo(size=8)


def plan(desk: Desk, round_code: str) -> Catalogue:
    """The catalogue of a round; CatalogueError with every fault where it cannot be used."""
    return of(desk, rounds.find(desk, round_code).catalogue)


def of(desk: Desk, name: str) -> Catalogue:
    """The catalogue in the folder `name`; NotFound where there is none."""
    folder = folder_of(desk, name)
    files = [(str(file), file.stat()) for file in differs.files(folder)]
    stamp = tuple((name, state.st_mtime_ns, state.st_size) for name, state in files)
    return _read.get((folder, stamp), lambda: catalogues.load(folder))


def folder_of(desk: Desk, name: str) -> Path:
    """The folder of a catalogue; a name that leads elsewhere is no catalogue."""
    folder = desk.catalogues / name
    if folder.parent != desk.catalogues or not name.strip(".") or not folder.is_dir():
        raise NotFound("catalogue", catalogue=name)
    return folder


def setting(one: Round, plan_: Catalogue) -> Setting:
    """What rules may know besides their facts."""
    calendar = catalogues.load_calendar(plan_.calendar) if plan_.calendar else None
    return Setting(one.year, calendar)
