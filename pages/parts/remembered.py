"""What was made before for the same record, reader and choices, shown again without being made again."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

import streamlit as st

from data.queries.memo import Memo
from pages.parts import forms
from pages.parts.frame import Visit

Made = TypeVar("Made")

_made: Memo[Any] = Memo(size=400)


def remembered(visit: Visit, name: str, work: Callable[[], Made], *choices: Hashable) -> Made:
    """`work()`, once per state of the record, language, colours, and what this reader may see.

    `choices`: all else that the answer depends on. Answers are shared by readers: nobody changes them.
    """
    standing = visit.standing
    key = (
        name, visit.desk.database.url, visit.round.code, standing.sequence, standing.state,
        standing.edition.sha256 if standing.edition else "", standing.catalogue_version, standing.scope,
        visit.desk.body, visit.language, str(st.context.theme.type), *(
            st.query_params.get(one, "") for one in forms.KEPT
        ), *choices,
    )  # fmt: skip
    made: Made = _made.get(key, work)
    return made
