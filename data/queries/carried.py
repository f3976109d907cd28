"""Values of the round before that may be taken over, with their age; and the badges of those that were.

forward(desk, round_code, body="", indicator="") -> DataFrame FORWARD     offered where nothing is yet
badges(desk, round_code, body="") -> DataFrame BADGES                     what was taken over and counts
"""

from __future__ import annotations

import pandas as pd

from data import permits
from data.desk import Desk
from data.queries import catalogues, rounds
from data.store import carried as kept
from data.store import observations as kept_observations
from data.store import rounds as kept_rounds
from metrics.frames import CELL
from metrics.model import Catalogue, Round

# origin: row of the earlier round, to hand in with the value; from_round: where it was first entered;
# age: years since then.
FORWARD = (*CELL, "value", "origin", "from_round", "age")
BADGES = (*CELL, "from_round", "age")


def forward(desk: Desk, round_code: str, body: str = "", indicator: str = "") -> pd.DataFrame:
    """Values of the latest earlier round, for cells of this one where nothing is entered; columns FORWARD.

    A value is offered where the indicator (`formerly` gives its code of the year before) still has that field
    with the same type. Nothing is offered without an earlier round.
    """
    one = rounds.find(desk, round_code)
    desk.check("observations.read", body=body)
    plan = catalogues.of(desk, one.catalogue)
    with desk.database.reading() as connection:
        before = _before(kept_rounds.every(connection), one, plan.previous)
        if before is None:
            return pd.DataFrame(columns=list(FORWARD))
        old = kept_observations.current(connection, before.code, body=body)
        now = kept_observations.current(connection, round_code, body=body)
        roots = kept.roots(connection, old["id"])
        first = kept.rows(connection, roots.values()).set_index("id")
    old = _translated(old[old["status"] == ""], catalogues.of(desk, before.catalogue), plan)
    old = old[old["indicator"] == indicator] if indicator else old
    entered = pd.MultiIndex.from_frame(now[["body", "indicator"]])
    old = old[~pd.MultiIndex.from_frame(old[["body", "indicator"]]).isin(entered)]
    root = old["id"].map(roots)
    made = old.rename(columns={"id": "origin"}).assign(
        from_round=root.map(first["round"]), age=one.year - root.map(first["year"])
    )
    return made[list(FORWARD)].reset_index(drop=True)


def badges(desk: Desk, round_code: str, body: str = "") -> pd.DataFrame:
    """Cells whose value was taken over from an earlier round and still counts; columns BADGES."""
    one = rounds.find(desk, round_code)
    body = body or (desk.body if desk.reach("observations.read") == permits.OWN else "")
    desk.check("observations.read", body=body)
    with desk.database.reading() as connection:
        found = kept.marks(connection, round_code, body)
        counts = kept_observations.current(connection, round_code, body=body)["id"]
    found = found[found["id"].isin(counts)]
    return found.assign(age=one.year - found["year"])[list(BADGES)].reset_index(drop=True)


def _before(every: tuple[Round, ...], one: Round, previous: str) -> Round | None:
    """The latest round on the plan that this one follows, else of any earlier year.

    Made-up data never flows into real ones.
    """
    earlier = [it for it in every if it.year < one.year and it.demo == one.demo]
    return next((it for it in earlier if it.catalogue == previous), next(iter(earlier), None))


def _translated(old: pd.DataFrame, former: Catalogue, plan: Catalogue) -> pd.DataFrame:
    """Rows under this year's codes, of fields that still are what they were."""
    types = {(it.code, field.code): field.type for it in former.indicators for field in it.fields}
    codes = {
        (it.formerly or it.code, field.code): it.code
        for it in plan.indicators
        for field in it.fields
        if types.get((it.formerly or it.code, field.code)) == field.type
    }
    pairs = zip(old["indicator"], old["field"], strict=True)
    new = pd.Series([codes.get(pair, "") for pair in pairs], index=old.index, dtype=object)
    return old.assign(indicator=new)[new != ""]
