"""Opening and amending an evaluation round (评估批次)."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import asdict

from data import catalogue as catalogues
from data.actions.deed import deed
from data.desk import Desk
from data.queries.catalogues import folder_of, of
from data.queries.rounds import OPEN, SEALED
from data.store import bodies as kept_bodies
from data.store import rounds as kept
from data.store.db import Connection
from metrics.errors import Closed, Lacking, WrongState
from metrics.model import Body, Catalogue, Round, Text

CODE = re.compile(r"[\w.-]{1,40}")


def open(
    desk: Desk,
    code: str,
    *,
    catalogue: str,
    bodies: Sequence[Body] | None = None,
    title: Text | None = None,
    demo: bool = False,
    key: str = "",
) -> Round:
    """Open a round on the catalogue in the folder `catalogue`, for `bodies` (left out: those of the folder).

    WrongState("round_exists"); Lacking: "code", "bodies" (none), "kinds" (bodies of a kind that the
    catalogue does not know); CatalogueError.
    """
    plan = of(desk, catalogue)
    if bodies is None:
        bodies = catalogues.load_bodies(folder_of(desk, catalogue))
    given = [catalogue, [one.code for one in bodies], title and asdict(title), demo]
    with deed(desk, "rounds.open", round_code=code, key=key, given=given) as act:
        if act.is_new:
            _check(code, plan, bodies)
            if kept.exists(act.connection, code):
                raise WrongState("round_exists", round=code)
            one = Round(code, plan.year, title or plan.title, catalogue, OPEN, demo or plan.demo)
            kept.insert(act.connection, one)
            kept_bodies.insert(act.connection, code, bodies)
            act.tell(f"round:{code}", after={**asdict(one), "bodies": len(bodies), "plan": plan.version})
        return kept.find(act.connection, code)


def amend(desk: Desk, one: Round, *, key: str = "") -> Round:
    """Change the title of a round; `one` is the changed round with the version that was seen.

    Conflict("changed_meanwhile"); Lacking("title"); WrongState for anything but the title.
    """
    given = [asdict(one.title), one.version]
    with deed(desk, "rounds.amend", round_code=one.code, key=key, given=given) as act:
        before = kept.find(act.connection, one.code)
        if act.is_new:
            fixed = ("year", "catalogue", "state", "demo")
            if any(getattr(one, name) != getattr(before, name) for name in fixed):
                raise WrongState("only_title", round=one.code)
            if not one.title.zh.strip() or not one.title.en.strip():
                raise Lacking("title", round=one.code)
            after = kept.save(act.connection, one)
            act.tell(f"round:{one.code}", before=asdict(before.title), after=asdict(after.title))
        return kept.find(act.connection, one.code)


def still_open(connection: Connection, code: str) -> Round:
    """The round, if facts may still be changed; Closed("round_sealed") if not."""
    one = kept.find(connection, code)
    if one.state == SEALED:
        raise Closed("round_sealed", round=code)
    return one


def _check(code: str, plan: Catalogue, bodies: Sequence[Body]) -> None:
    if not CODE.fullmatch(code):
        raise Lacking("code", found=code)
    if not bodies:
        raise Lacking("bodies", round=code)
    known = {kind.code for kind in plan.kinds}
    strange = sorted({one.kind for one in bodies} - known) if known else []
    if strange:
        raise Lacking("kinds", found=" ".join(strange), allowed=" ".join(sorted(known)))
