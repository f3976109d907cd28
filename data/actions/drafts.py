"""Drafts of forms: kept as they were typed, for the person who typed them, until they are handed in.

save(desk, round_code, rows, *, body="", indicator="", seen, version=0, key="") -> Draft
discard(desk, round_code, *, body="", indicator="", key="")
"""

from __future__ import annotations

import pandas as pd

from data.actions.deed import deed
from data.actions.rounds import still_open
from data.actions.rows import tidy
from data.desk import Desk
from data.store import drafts as kept
from data.store.bulk import digest
from data.store.drafts import Draft
from metrics.errors import Lacking, NotFound


def save(
    desk: Desk,
    round_code: str,
    rows: pd.DataFrame,
    *,
    body: str = "",
    indicator: str = "",
    seen: int,
    version: int = 0,
    key: str = "",
) -> Draft:
    """Keep what was typed into the form of a body, or of an indicator; nothing is checked yet.

    `seen`: last batch that was there when the form was drawn first (`drafts.seen`). `version`: of the
    draft that the form was drawn from, 0 where there was none.
    Conflict("changed_meanwhile"): the person saved it in another window; Lacking("subject"); Closed.
    """
    subject(body, indicator)
    rows = tidy(rows)
    typed = digest(rows.assign(supersedes=0))
    given = [typed, indicator, seen, version]
    with deed(desk, "drafts.save", round_code=round_code, body=body, key=key, given=given) as act:
        if act.is_new:
            still_open(act.connection, round_code)
            one = Draft(round_code, desk.person, body, indicator, rows, seen, version)
            saved = kept.save(act.connection, one, desk.now)
            after = {"rows": len(rows), "digest": typed, "version": saved.version}
            act.tell(f"draft:{round_code}/{body or indicator}", after=after)
            return saved
        found = kept.find(act.connection, round_code, desk.person, body, indicator)
        if found is None:
            raise NotFound("draft", round=round_code, body=body, indicator=indicator)
        return found


def discard(desk: Desk, round_code: str, *, body: str = "", indicator: str = "", key: str = "") -> None:
    """Forget one's own draft; NotFound("draft") where there is none."""
    subject(body, indicator)
    with deed(desk, "drafts.discard", round_code=round_code, body=body, key=key, given=indicator) as act:
        if act.is_new:
            if not kept.remove(act.connection, round_code, desk.person, body, indicator):
                raise NotFound("draft", round=round_code, body=body, indicator=indicator)
            act.tell(f"draft:{round_code}/{body or indicator}", after={"discarded": True})


def subject(body: str, indicator: str) -> None:
    if bool(body) == bool(indicator):
        raise Lacking("subject", body=body, indicator=indicator)
