"""What was made before for the same record, reader and choices, shown again without being made again."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

import streamlit as st

from data.queries.memo import Memo
from pages.parts import forms
from pages.parts.frame import Visit

Made = TypeVar("Made")

_made: Memo[Any] = Memo(size=1_000)


def remembered(visit: Visit, name: str, work: Callable[[], Made], *choices: Hashable) -> Made:
    """`work()`, once per state of the round's scores, language, colours, and what this reader may see.

    For what is made from the board of the round alone; for all else see `of_record`. `choices`: whatever
    the answer depends on besides. Answers are shared by readers: nobody changes them.
    """
    standing = visit.standing
    scores = (
        standing.sequence, standing.state, standing.edition.sha256 if standing.edition else "",
        standing.catalogue_version, standing.scope, visit.desk.body,
    )  # fmt: skip
    made: Made = _made.get((name, *_look(visit), *scores, *choices), work)
    return made


def of_record(visit: Visit, name: str, work: Callable[[], Made], *choices: Hashable) -> Made:
    """`work()`, once per state of the whole record, person and day: any act of anybody has it made again.

    For what is made from more than the round's scores: other years, papers, items, evidence, editions.
    """
    desk = visit.desk
    key = (name, *_look(visit), visit.head, desk.person, desk.role, desk.body, desk.today, *choices)
    made: Made = _made.get(key, work)
    return made


def _look(visit: Visit) -> tuple[Hashable, ...]:
    """What every answer depends on: the record, the round, language, colours, what links carry along."""
    carried = (st.query_params.get(one, "") for one in forms.KEPT)
    return (
        visit.desk.database.url, visit.round.code, visit.language, str(st.context.theme.type), visit.late,
        *carried,
    )  # fmt: skip
