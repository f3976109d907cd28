"""How a body comes to the next grade: asked of the engine once per board, told to whom it concerns.

path(desk, round_code, body, cost) -> Path      `metrics.engine.path`; of a reporter only their own body
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from data import permits
from data.desk import Desk
from data.queries import boards
from data.queries.memo import Memo
from metrics.engine.path import Path
from metrics.engine.path import path as worked
from metrics.errors import NotFound

HIDDEN = "?"  # stands for the code of a body that a reporter may not know

_paths: Memo[Path] = Memo(size=256)


def path(desk: Desk, round_code: str, body: str, cost: Mapping[str, int] | None = None) -> Path:
    """The path of one body, the cheapest by `cost` (effort per indicator, 1 where none is given).

    Who would lose the grade by the quota is not named to a reporter.
    """
    standing = boards.standing(desk, round_code)
    desk.check("boards.read", body=body, sealed=standing.sealed)
    board = boards.whole(desk, round_code)
    if body not in {one.code for one in board.bodies}:
        raise NotFound("body", round=round_code, body=body)
    edition = standing.edition.sha256 if standing.edition else ""
    key = (
        desk.database.url.render_as_string(hide_password=False),
        *(standing.round, standing.sequence, standing.catalogue_version, edition, body),
        tuple(sorted((cost or {}).items())),
    )
    found = _paths.get(key, lambda: worked(board, body, cost))
    told = replace(found, steps=found.steps.copy(deep=False), losses=found.losses.copy(deep=False))
    if desk.reach("boards.read") == permits.OWN:
        return replace(told, displaces=(HIDDEN,) * len(told.displaces))
    return told
