"""Questions about files that come in: what would happen, and what came in before.

preview(desk, round_code, content, name, progress=silent) -> Preview     nothing is changed
effect(desk, preview, accepted=()) -> DataFrame body, before, after      totals that a commit would move
address(cell) -> str                                                     B7, for a cell of a preview
takes(preview, accepted=()) -> int                                       cells that a commit would write
log(desk, round_code, limit=100) -> tuple[Logged, ...]                   the batch log, newest first
find(desk, round_code, number) -> Logged
changes(desk, round_code, number) -> DataFrame                           what a batch wrote, by cell
file(desk, round_code, number) -> (name, bytes)                          the file as it was handed in
"""

from __future__ import annotations

from collections.abc import Collection

import numpy as np
import pandas as pd

from data import permits
from data.desk import Desk
from data.intake.coded import beneath
from data.intake.diff import of, taken
from data.intake.identity import Identity
from data.intake.place import shown as address
from data.intake.preview import EFFECT, Preview, Stored, lines
from data.intake.proof import named
from data.intake.reading import STEPS, Progress, read, silent
from data.intake.spare import give_back
from data.queries import boards, catalogues, grounds, rounds
from data.store import bodies as kept_bodies
from data.store import files
from data.store import imports as kept
from data.store import observations as kept_observations
from data.store.db import Connection
from data.store.imports import Import, Logged
from metrics.engine.board import score
from metrics.errors import NotFound, NotPermitted
from metrics.frames import CELL, OBSERVATIONS, WITHDRAWN, widen

__all__ = [
    "EFFECT", "STEPS", "Import", "Logged", "Preview", "Progress",
    "address", "changes", "effect", "file", "find", "log", "preview", "takes",
]  # fmt: skip


def preview(desk: Desk, round_code: str, content: bytes, name: str, progress: Progress = silent) -> Preview:
    """What would happen if this person handed in a file with this content and name; it waits for a commit.

    Whatever is wrong with the file is in `problems`. NotPermitted for who may not commit; NotFound.
    """
    one = rounds.find(desk, round_code)
    desk.check("imports.commit")
    known, name = grounds.known(desk, round_code), named(name)
    with desk.database.reading() as connection:
        bodies = kept_bodies.of_round(connection, round_code)
        current = kept_observations.current(connection, round_code)
    reading = read(content, name, one, known, bodies, current, progress)
    sha256 = files.sha256(content)
    if not reading.errors:
        files.park(desk.files, content)
    progress("compare", 2, len(STEPS))
    with desk.database.reading() as connection:
        imported = kept.of_file(connection, round_code, sha256)
        stamp = imported or stamp_of(connection, round_code, reading.identity)
        stored = stored_of(connection, round_code, stamp)
    found = lines(reading.rows, reading.blanks, stored, desk.person, again=imported is not None)
    give_back(len(found))
    progress("score", 3, len(STEPS))
    moved = _effect(desk, round_code, found, stored.now, ())
    give_back(len(found))
    progress("score", len(STEPS), len(STEPS))
    return Preview(
        round=round_code, name=name, sha256=sha256, size=len(content), person=desk.person,
        catalogue_version=known.catalogue.version, identity=reading.identity, problems=reading.problems,
        rows=reading.rows, blanks=reading.blanks, lines=found, effect=moved, stamp=stamp, seen=stored.seen,
        imported=imported,
    )  # fmt: skip


def effect(desk: Desk, shown: Preview, accepted: Collection[int] = ()) -> pd.DataFrame:
    """The totals that a commit with these accepted conflicts would move (columns EFFECT; NaN: no total).

    Worked out on what is stored now: where that has moved since the preview, the commit is refused anyway.
    """
    rounds.find(desk, shown.round)
    desk.check("imports.commit")
    with desk.database.reading() as connection:
        if not len(accepted) and kept_observations.last(connection, shown.round) == shown.seen:
            return shown.effect
        now = kept_observations.ends(connection, shown.round)
    return _effect(desk, shown.round, shown.lines, now, accepted)


def takes(shown: Preview, accepted: Collection[int] = ()) -> int:
    """How many cells a commit with these accepted conflicts would write or empty."""
    return int(taken(shown.lines, accepted).sum())


def log(desk: Desk, round_code: str, limit: int = 100) -> tuple[Logged, ...]:
    """The last batches of a round, newest first; of the whole round, so not for a reporter."""
    _whole_round(desk, round_code)
    with desk.database.reading() as connection:
        return kept.log(connection, round_code, limit)


def find(desk: Desk, round_code: str, number: int) -> Logged:
    """One line of the batch log; NotFound("batch")."""
    _whole_round(desk, round_code)
    with desk.database.reading() as connection:
        return found_in(connection, round_code, number)


def changes(desk: Desk, round_code: str, number: int) -> pd.DataFrame:
    """What a batch wrote, beside what was there before; columns as `store.imports.changes` says."""
    _whole_round(desk, round_code)
    with desk.database.reading() as connection:
        found_in(connection, round_code, number)
        return kept.changes(connection, number)


def file(desk: Desk, round_code: str, number: int) -> tuple[str, bytes]:
    """The file that came in as a batch: its name and content; NotFound: batch, file_gone, file_damaged."""
    one = find(desk, round_code, number)
    if one.imported is None:
        raise NotFound("file_gone", batch=number)
    return one.batch.source, files.read(desk.files, one.imported.sha256)


def stamp_of(connection: Connection, round_code: str, identity: Identity | None) -> int | None:
    """The last batch that was in the template; None where it does not say, or speaks of another record."""
    said = identity.sequence if identity else ""
    if not said.isdigit() or int(said) > kept_observations.last(connection, round_code):
        return None
    return int(said)


def stored_of(connection: Connection, round_code: str, stamp: int | None) -> Stored:
    """What is kept now, and what was when batch `stamp` was the last one."""
    now = kept_observations.ends(connection, round_code)
    then = None if stamp is None else kept_observations.current(connection, round_code, stamp)
    batches = kept.who(connection, now["batch"].to_numpy(dtype=np.int64))
    return Stored(now, then, batches, kept_observations.last(connection, round_code))


def found_in(connection: Connection, round_code: str, number: int) -> Logged:
    """One line of the batch log; NotFound("batch")."""
    one = kept.find(connection, round_code, number)
    if one is None:
        raise NotFound("batch", round=round_code, batch=number)
    return one


def _whole_round(desk: Desk, round_code: str) -> None:
    rounds.find(desk, round_code)
    if desk.reach("observations.read") != permits.ALL:
        raise NotPermitted("not_permitted", role=desk.role, act="observations.read", body="")


def _effect(
    desk: Desk, round_code: str, found: pd.DataFrame, now: pd.DataFrame, accepted: Collection[int]
) -> pd.DataFrame:
    """Totals before and after, of the bodies where they differ."""
    before = boards.whole(desk, round_code)
    took = of(found, taken(found, accepted))
    if took.empty:
        return pd.DataFrame(columns=list(EFFECT)).astype({"before": float, "after": float})
    replaced = took.loc[took["id"].to_numpy() > 0, "id"]
    stays = now[(now["status"] != WITHDRAWN) & ~now["id"].isin(replaced.to_numpy(dtype=np.int64))]
    says = of(took, ((took["file"] != "") | (took["file_status"] != "")).to_numpy(dtype=bool))
    said = says[[*CELL, "file", "file_status", "reason"]].set_axis(list(OBSERVATIONS), axis=1)
    facts = widen(beneath(stays, said), before.catalogue)
    one = rounds.find(desk, round_code)
    with desk.database.reading() as connection:
        thin = kept_bodies.accepted(connection, round_code)
    after = score(before.catalogue, before.bodies, facts, catalogues.setting(one, before.catalogue), thin)
    both = pd.DataFrame(
        {
            "body": before.totals["body"],
            "before": before.totals["total"].astype(float),
            "after": after.totals.set_index("body")["total"].reindex(before.totals["body"]).to_numpy(float),
        }
    )
    differs = ~((both["before"] == both["after"]) | (both["before"].isna() & both["after"].isna()))
    return both[differs].reset_index(drop=True)
