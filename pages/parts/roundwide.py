"""What several pages ask of a whole round: the list, its doubt, last year; worked out once for all pages."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from data.queries import robustness
from data.queries.changes import Years
from data.queries.robustness import Doubt
from pages.parts import warm
from pages.parts.frame import Visit
from pages.parts.markup import show, tag
from pages.parts.readings import doubt as doubts
from pages.parts.readings import former
from pages.parts.readings import standings as places
from pages.parts.readings.doubt import Band
from pages.parts.readings.standings import Standing
from pages.parts.remembered import of_record, remembered

SOON = 3  # seconds until a page that waits looks again


def standings(visit: Visit) -> list[Standing]:
    """Everybody, best first."""
    return remembered(visit, "standings", lambda: places.standings(visit.board))


def doubt(visit: Visit) -> Doubt | None:
    """How sure the order is; None where that cannot be asked, or is not worked out yet."""
    if visit.late:
        warm.later(visit.desk, visit.round.code)
        return None
    return remembered(visit, "doubt", lambda: robustness.doubt(visit.desk, visit.round.code))


def bands(visit: Visit) -> Mapping[str, Band]:
    """Between which places and totals each body stays."""
    return remembered(visit, "bands", lambda: doubts.bands(doubt(visit)))


def waiting(visit: Visit) -> None:
    """Where bands are still being worked out: one quiet line, and the page anew as soon as they are there."""
    if not visit.late:
        return
    doubt(visit)
    show(tag("p", visit.say("doubt.late"), class_="note", role="status"))
    watch(visit)


@st.fragment(run_every=SOON)
def watch(visit: Visit) -> None:
    """Look again every few seconds."""
    if not robustness.late(visit.desk, visit.round.code, visit.board):
        st.rerun()
    doubt(visit)


def year_before(visit: Visit, earlier: str = "") -> Years | None:
    """This round beside an earlier one (left out: that of the year before); None where none can be seen."""
    return of_record(
        visit, "year_before", lambda: former.years(visit.desk, visit.round.code, earlier), earlier
    )
