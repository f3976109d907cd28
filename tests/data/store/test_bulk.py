"""Rows put in by the thousand are the rows that were handed over, and their digest is that of their JSON."""

from __future__ import annotations

import hashlib

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.desk import Desk
from data.store import bulk, observations
from data.store.audit import canonical
from data.store.bulk import CHUNK, TOGETHER, digest
from data.store.db import Database
from metrics.frames import OBSERVATIONS
from tests.data.small import DISTRICTS

TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
ROWS = st.lists(st.tuples(*[TEXT] * 7, st.none() | st.integers(1, 2**40)), max_size=20)


def plainly(rows: pd.DataFrame) -> str:
    """The digest said in the shortest way."""
    total = hashlib.sha256()
    for *texts, old in rows[[*OBSERVATIONS, "supersedes"]].itertuples(index=False):
        total.update(canonical([*texts, None if pd.isna(old) else int(old)]).encode() + b"\n")
    return total.hexdigest()


@given(ROWS)
def test_the_digest_is_that_of_the_canonical_lines(given_rows: list[tuple[object, ...]]) -> None:
    rows = pd.DataFrame(given_rows, columns=[*OBSERVATIONS, "supersedes"], dtype=object)
    assert digest(rows) == plainly(rows)


def test_kinds_of_columns_make_no_difference() -> None:
    rows = pd.DataFrame([("x", "a", "", "f", "1", "", "", 7)] * 3, columns=[*OBSERVATIONS, "supersedes"])
    others = rows.astype(dict.fromkeys(OBSERVATIONS, "category")).astype({"supersedes": object})
    assert digest(rows) == digest(others) == digest(rows.astype({"supersedes": float})) == plainly(rows)


@pytest.mark.parametrize("count", [0, 1, TOGETHER - 1, TOGETHER, TOGETHER + 1, CHUNK + TOGETHER + 3])
def test_what_is_put_in_comes_out_in_its_order(
    count: int, database: Database, opened: str, office: Desk
) -> None:
    rows = pd.DataFrame({name: pd.Series([], dtype=object) for name in OBSERVATIONS})
    rows = rows.reindex(range(count)).fillna("")
    rows["body"] = np.resize(np.array(DISTRICTS, dtype=object), count)
    rows["item"] = [f"件{at}" for at in range(count)]
    rows["value"] = [f"'; DROP TABLE x; -- %s ? :y {at}" for at in range(count)]
    batch = {
        "round": opened, "source": "s", "sha256": "", "added": count, "replaced": 0, "withdrawn": 0,
        "unchanged": 0, "reason": "", "person": "li", "at": office.now,
    }  # fmt: skip
    with database.writing() as connection:
        number = observations.insert(connection, batch, rows.assign(supersedes=None))
    with database.reading() as connection:
        found = observations.of_batch(connection, number)
        counted = observations.bodies_of(connection, number)
        assert observations.altered(connection) == ()
    assert found[list(OBSERVATIONS)].to_numpy().tolist() == rows[list(OBSERVATIONS)].to_numpy().tolist()
    assert found["id"].is_monotonic_increasing
    assert list(counted.items()) == list(found["body"].value_counts(sort=False).items())
    assert bulk.CHUNK % bulk.TOGETHER == 0
