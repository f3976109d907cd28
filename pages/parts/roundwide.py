"""What several pages ask of a whole round: the list, its doubt, last year; worked out once for all pages."""

from __future__ import annotations

from collections.abc import Mapping

from data.queries import robustness
from data.queries.changes import Years
from data.queries.robustness import Doubt
from pages.parts.frame import Visit
from pages.parts.readings import doubt as doubts
from pages.parts.readings import former
from pages.parts.readings import standings as places
from pages.parts.readings.doubt import Band
from pages.parts.readings.standings import Standing
from pages.parts.remembered import of_record, remembered


def standings(visit: Visit) -> list[Standing]:
    """Everybody, best first."""
    return remembered(visit, "standings", lambda: places.standings(visit.board))


def doubt(visit: Visit) -> Doubt | None:
    """How sure the order is; None where that cannot be asked."""
    return remembered(visit, "doubt", lambda: robustness.doubt(visit.desk, visit.round.code))


def bands(visit: Visit) -> Mapping[str, Band]:
    """Between which places and totals each body stays."""
    return remembered(visit, "bands", lambda: doubts.bands(doubt(visit)))


def year_before(visit: Visit, earlier: str = "") -> Years | None:
    """This round beside an earlier one (left out: that of the year before); None where none can be seen."""
    return of_record(
        visit, "year_before", lambda: former.years(visit.desk, visit.round.code, earlier), earlier
    )
