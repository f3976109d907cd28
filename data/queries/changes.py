"""What really changed between two rounds, and how much of it is rules: totals, parts, indicators, bodies.

    before(desk, round_code) -> tuple[Round, ...]          rounds of earlier years, the latest first
    changes(desk, earlier, later, told=None) -> Years      what `metrics.engine.changes` says of the two
    items(desk, earlier, later, body) -> DataFrame         one body's indicators in both years

A reporter gets the parts of their own body only; of their peers there are two totals without a name.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import numpy as np
import pandas as pd

from data import permits
from data.desk import Desk
from data.queries import boards, catalogues, rounds
from data.queries.boards import Standing
from data.queries.memo import Memo
from data.queries.scorecards import FEWEST
from data.store import observations as kept
from metrics.engine import changes as engine
from metrics.engine.board import Board
from metrics.engine.changes import SWITCHES, Changes
from metrics.engine.mixed import Run
from metrics.errors import NotFound
from metrics.frames import FILLED, NIL, OBSERVATIONS, SCORED, STATUSES, widen
from metrics.model import Body, Catalogue, Round
from metrics.scales import TIE

Told = Callable[[int, int], None]


@dataclass(frozen=True, slots=True)
class Years:
    """Two rounds side by side.

    bodies: body, kind, before, after, difference, own, rules, indicators, organisation, how (same,
    renamed, merged, split, new), origin (codes joined by ";"), broken; the bodies of the later round, kind
    by kind, the best total first. means: kind, bodies (with all parts), difference and the parts on
    average, up, down, up_by_rules and down_by_rules (total moved one way, own performance did not). items:
    code_before, code_after, change (kept, moved, changed, dropped, added), marks_before, marks_after,
    readable, share_before, share_after (mean rates over the bodies). gone: without successor. names: the
    bodies of the earlier round by code.
    """

    earlier: Standing
    later: Standing
    plan_before: Catalogue
    plan_after: Catalogue
    bodies: pd.DataFrame
    means: pd.DataFrame
    items: pd.DataFrame
    gone: tuple[Body, ...]
    names: Mapping[str, Body]


@dataclass(frozen=True, slots=True)
class _Both:
    """Two years worked out, with every name."""

    found: Changes
    earlier: Board
    later: Board
    bodies: pd.DataFrame
    items: pd.DataFrame


_both: Memo[_Both] = Memo(size=6)


def before(desk: Desk, round_code: str) -> tuple[Round, ...]:
    """The rounds of earlier years that this person may see: the plan's predecessor first, then the latest."""
    one = rounds.find(desk, round_code)
    older = [it for it in rounds.every(desk) if it.year < one.year]
    plan = catalogues.of(desk, one.catalogue)
    return tuple(sorted(older, key=lambda it: (it.catalogue != plan.previous, -it.year)))


def changes(desk: Desk, earlier: str, later: str, told: Told | None = None) -> Years:
    """Two rounds side by side as this person may see them; told(worlds scored, worlds in all)."""
    both = _worked(desk, earlier, later, told)
    bodies = both.bodies.copy()
    means, old = _means(bodies), {one.code: one for one in both.earlier.bodies}
    gone: tuple[Body, ...] = tuple(old[code] for code in both.found.gone)
    if desk.reach("boards.read") == permits.OWN:
        bodies, means, gone = _nameless(bodies, desk.body), means[means["bodies"] >= FEWEST], ()
        mine = {code for origin in bodies["origin"] for code in origin.split(";")}
        old = {code: body for code, body in old.items() if code in mine}
    return Years(
        earlier=boards.standing(desk, earlier),
        later=boards.standing(desk, later),
        plan_before=both.earlier.catalogue,
        plan_after=both.later.catalogue,
        bodies=bodies,
        means=means.reset_index(drop=True),
        items=both.items.copy(),
        gone=gone,
        names=old,
    )


def items(desk: Desk, earlier: str, later: str, body: str) -> pd.DataFrame:
    """The scored indicators of one body in both years.

    Columns code_before, code_after, change, readable, and before and after each: share, points, full_marks,
    status. Of a body made of several, last year's are the means of its predecessors (as its total is).
    """
    for code in (earlier, later):
        desk.check("boards.read", body=body, sealed=boards.standing(desk, code).sealed)
    both = _worked(desk, earlier, later, None)
    if body not in both.found.bodies.index:
        raise NotFound("body", round=later, body=body)
    origin = [code for code in str(both.found.bodies.loc[body, "origin"]).split(";") if code]
    made = both.found.indicators.drop(columns=["marks_before", "marks_after"])
    for when, board, codes in (("before", both.earlier, origin), ("after", both.later, [body])):
        made = made.join(_of(board, codes).add_suffix(f"_{when}"), on=f"code_{when}")
    there = made[["full_marks_before", "full_marks_after"]].notna().any(axis=1)
    return made[there].reset_index(drop=True)


def _of(board: Board, codes: list[str]) -> pd.DataFrame:
    """Mean share, points and full marks of some bodies per scored indicator, and a status they have."""
    scored = [one.code for one in board.catalogue.scored]
    status = board.status.loc[codes, scored]
    there = status.isin([SCORED, NIL, FILLED])
    first = (status.iloc[0] if len(status) else pd.Series(STATUSES.index("out"), scored)).map(
        lambda code: STATUSES[int(code)]
    )
    columns = {
        "share": board.share.loc[codes, scored].where(there).mean(),
        "points": board.points.loc[codes, scored].where(there).mean(),
        "full_marks": board.full.loc[codes, scored].mean(),
        "status": first.where(~there.any(), "scored"),
    }
    return pd.DataFrame(columns, index=pd.Index(scored, dtype=object))


def _worked(desk: Desk, earlier: str, later: str, told: Told | None) -> _Both:
    """The two years worked out, with every name: never handed on as it is."""
    told_of = [boards.standing(desk, code) for code in (earlier, later)]
    key = tuple(
        (one.round, one.state, one.sequence, one.catalogue_version, one.edition and one.edition.sha256)
        for one in told_of
    )

    def work() -> _Both:
        first, last = (_run(desk, one) for one in told_of)
        found = engine.changes(first, last, told)
        items_ = _items(found, first.board, last.board)
        return _Both(found, first.board, last.board, _bodies(found, last.board), items_)

    return _both.get((desk.database.url.render_as_string(hide_password=False), *key), work)


def _run(desk: Desk, standing: Standing) -> Run:
    """A round with the facts behind its board; what is sealed has no new ones."""
    one = rounds.find(desk, standing.round)
    sealed = boards.whole(desk, one.code) if standing.sealed else None
    with desk.database.reading() as connection:
        board = sealed or boards.scored(desk, connection, one)[0]
        facts = widen(kept.current(connection, one.code)[list(OBSERVATIONS)], board.catalogue)
    return Run(board, facts, catalogues.setting(one, board.catalogue))


def _bodies(found: Changes, later: Board) -> pd.DataFrame:
    table = found.bodies.rename_axis("body").reset_index()
    kinds = {one.code: one.kind for one in later.bodies}
    table.insert(1, "kind", [kinds[code] for code in table["body"]])
    ordered = table.sort_values(["kind", "after", "body"], ascending=[True, False, True], na_position="last")
    return ordered.reset_index(drop=True)


def _means(bodies: pd.DataFrame) -> pd.DataFrame:
    """Per kind how the totals moved, over the bodies that have every part."""
    whole = bodies[bodies[list(SWITCHES)].notna().all(axis=1)]
    moved, own = whole["difference"], whole["own"]
    marked = whole.assign(
        up=moved > TIE,
        down=moved < -TIE,
        up_by_rules=(moved > TIE) & (own <= TIE),
        down_by_rules=(moved < -TIE) & (own >= -TIE),
    )
    counted = ["up", "down", "up_by_rules", "down_by_rules"]
    groups = marked.groupby("kind", sort=True)
    made = groups.size().rename("bodies").to_frame()
    return made.join(groups[["difference", *SWITCHES]].mean()).join(groups[counted].sum()).reset_index()


def _items(found: Changes, earlier: Board, later: Board) -> pd.DataFrame:
    """The indicators of both years, with their mean rates over the bodies that were scored."""
    made = found.indicators.copy()
    for when, board in (("before", earlier), ("after", later)):
        there = board.status.isin([SCORED, NIL, FILLED])
        scored = [one.code for one in board.catalogue.scored]
        rates = board.share[scored].where(there[scored])
        mean = rates.mean().where(rates.notna().sum() >= FEWEST)
        made[f"share_{when}"] = made[f"code_{when}"].map(mean).astype(np.float64)
    return made


def _nameless(bodies: pd.DataFrame, body: str) -> pd.DataFrame:
    """What a reporter may see: peers numbered as on the board, with their totals alone."""
    if body not in set(bodies["body"]):
        raise NotFound("body", body=body)
    others = (bodies["body"] != body).to_numpy()
    shown = bodies.copy()
    shown.loc[others, "body"] = [f"#{number}" for number in range(1, int(others.sum()) + 1)]
    shown.loc[others, ["difference", *SWITCHES]] = np.nan
    shown.loc[others, ["how", "origin"]] = ""
    shown.loc[others, "broken"] = False
    return shown
