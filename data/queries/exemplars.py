"""Exemplars (同类最优): who closed the same item best, and what they did."""

from __future__ import annotations

from collections.abc import Mapping

import pandas as pd

from data import permits
from data.desk import Desk
from data.queries import rectified, rounds
from data.queries.rectification import calendar_of, terms_of
from data.store import rectification as kept
from metrics.procedure import clocks
from metrics.procedure.lifecycle import CLOSED, HELD

EXEMPLARS = (
    "indicator", "number", "round", "body", "days", "left", "gained", "returns", "plan", "closed_on",
    "held", "steps", "near",
)  # fmt: skip


def exemplars(
    desk: Desk, round_code: str, indicator: str = "", near: Mapping[str, int] | None = None
) -> pd.DataFrame:
    """Columns EXEMPLARS: closed items, of each indicator the best first: least often sent back, quickest.

    `days`: working days it took; `left`: that were left; `gained`: points that came back; `held`: it was
    looked at again and still stood; `steps`: titles of its milestones, a line each; `near`: what the
    argument says of the body (how alike it is to the one that asks), 0 where it says nothing. A reporter is
    told what others did and how long it took, not who they are nor what they had lost: number and body are
    "", `gained` is NaN.
    """
    of_round = rounds.find(desk, round_code)
    own = desk.body if desk.reach("rectification.read") == permits.OWN else ""
    desk.check("rectification.read", body=own)
    terms, calendar = terms_of(desk, of_round), calendar_of(desk, of_round)
    with desk.database.reading() as connection:
        found = kept.every(connection, round_code, indicator=indicator, states=(CLOSED, HELD))
        now = rectified.present(desk, connection, of_round)
    rows = []
    for one in found:
        clock = clocks.read(one, desk.today, calendar, terms)
        gained = one.lost - rectified.standpoint_of(now, one).lost
        rows.append(
            (
                *(one.indicator, one.number, one.round, one.body, clock.elapsed, clock.left, gained),
                *(one.returns, one.plan, one.closed_on, one.held_on is not None),
                *("\n".join(it.title for it in one.milestones), (near or {}).get(one.body, 0)),
            )
        )  # fmt: skip
    made = pd.DataFrame(rows, columns=list(EXEMPLARS))
    order = ["indicator", "returns", "days", "gained"]
    made = made.sort_values(order, ascending=[True, True, True, False]).reset_index(drop=True)
    if own:
        others = made["body"] != own
        made.loc[others, ["number", "body"]] = ""
        made.loc[others, "gained"] = float("nan")
    return made
