"""The state of the program, truthfully: what /api/health says; each fact is looked at, none is assumed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from data.catalogue import known_calendars, load_calendar
from data.desk import SHANGHAI
from data.settings import Settings
from data.store import audit
from data.store.check import Checked, check
from metrics.workdays import known


@dataclass(frozen=True, slots=True)
class Health:
    """`ok` says whether the program can do its work; `notes` are codes of what somebody should look at.

    `database` is what was found there, None if it cannot be reached. `anchored`: number of the last
    head kept outside. `calendars`: code -> whether this year's working days are known.
    """

    ok: bool
    notes: tuple[str, ...]
    database: Checked | None
    anchored: int
    calendars: dict[str, bool]
    at: datetime


def health(settings: Settings, now: datetime) -> Health:
    """Look at the database, its migrations, the trail, and the working-day calendars of this year."""
    day = now.astimezone(SHANGHAI).date()
    calendars = {code: known(day, load_calendar(code)) for code in known_calendars()}
    try:
        heads = audit.anchors(settings.anchor)
    except OSError:
        heads = []
    anchored = max((one.seq for one in heads), default=0)
    found = check(settings.database)
    ok = found is not None and found.sound
    at = now.astimezone(SHANGHAI)
    return Health(ok, _notes(found, anchored, calendars), found, anchored, calendars, at)


def _notes(found: Checked | None, anchored: int, calendars: dict[str, bool]) -> tuple[str, ...]:
    said = {
        "database_unreachable": found is None,
        "migrate_first": found is not None and not found.at_head,
        "database_damaged": found is not None and not found.intact,
        "database_replaced": found is not None and found.replaced,
        "trail_cut": found is not None and anchored > found.head,
        "head_not_anchored": found is not None and anchored < found.head,
        "sqlite_old": found is not None and found.sqlite_old,
        "calendar_unknown": not all(calendars.values()),
    }
    return tuple(code for code, yes in said.items() if yes)
