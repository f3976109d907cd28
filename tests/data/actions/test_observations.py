"""Recording: history is kept, disagreement is told, a stale form does not overwrite, faults are values."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pandas as pd
import pytest

from data.actions import boards, observations
from data.actions.rows import FaultyRows
from data.desk import Desk
from data.queries import observations as ask
from data.queries import trail
from data.store import imports as kept_imports
from data.store.db import Database
from metrics.errors import Closed, Conflict, Lacking, NotFound
from tests.data.small import DISTRICTS, rows

Pair = tuple[str, str]
FACT = rows(("310101", "b", "has_rule", "1"))
OTHER = rows(("310101", "b", "has_rule", "0"))


def values(desk: Desk, round_code: str) -> list[tuple[str, ...]]:
    now = ask.current(desk, round_code)
    return list(now[["body", "indicator", "field", "value", "status"]].itertuples(index=False, name=None))


def test_what_is_recorded_counts(opened: str, evaluator: Desk) -> None:
    batch = observations.record(evaluator, opened, FACT, source="一月.csv", sha256="ab")
    assert values(evaluator, opened) == [("310101", "b", "has_rule", "1", "")]
    assert (batch.added, batch.replaced, batch.withdrawn, batch.unchanged) == (1, 0, 0, 0)
    assert (batch.person, batch.source, batch.sha256) == ("evaluator", "一月.csv", "ab")
    assert ask.batches(evaluator, opened) == (batch,)


def test_a_file_handed_in_twice_changes_nothing(opened: str, evaluator: Desk) -> None:
    observations.record(evaluator, opened, FACT, source="a.csv")
    again = observations.record(evaluator, opened, FACT, source="a.csv")
    assert (again.added, again.unchanged) == (0, 1)
    with evaluator.database.reading() as connection:
        ids = ask.current(evaluator, opened)["id"].to_numpy()
        confirmed = kept_imports.confirmed_after(connection, again.number - 1, ids)
    assert {batch: rows.tolist() for batch, rows in confirmed.items()} == {again.number: ids.tolist()}
    assert len(ask.history(evaluator, opened, "310101", "b")) == 1


def test_another_value_is_a_conflict_that_says_who_and_when(
    opened: str, evaluator: Desk, seat: Callable[..., Desk]
) -> None:
    observations.record(seat("evaluator", person="li"), opened, FACT, source="a.csv")
    with pytest.raises(Conflict) as told:
        observations.record(evaluator, opened, OTHER, source="b.csv")
    numbers = told.value.numbers
    assert told.value.code == "cells_differ"
    assert (numbers["cells"], numbers["body"], numbers["field"], numbers["value"]) == (
        1,
        "310101",
        "has_rule",
        "1",
    )
    assert numbers["by"] == "li"
    assert values(evaluator, opened) == [("310101", "b", "has_rule", "1", "")]


def test_replacing_needs_a_reason(opened: str, evaluator: Desk) -> None:
    observations.record(evaluator, opened, FACT, source="a.csv")
    with pytest.raises(Lacking, match="reason"):
        observations.record(evaluator, opened, OTHER, source="b.csv", replace=True, reason=" ")


def test_superseding_keeps_the_history(opened: str, evaluator: Desk) -> None:
    observations.record(evaluator, opened, FACT, source="a.csv")
    observations.record(evaluator, opened, OTHER, source="b.csv", replace=True, reason="read again")
    observations.withdraw(evaluator, opened, OTHER[["body", "indicator"]], reason="wrong body")
    observations.record(evaluator, opened, FACT, source="c.csv")
    told = ask.history(evaluator, opened, "310101", "b")
    assert told["value"].tolist() == ["1", "0", "", "1"]
    assert told["status"].tolist() == ["", "", "withdrawn", ""]
    assert told["source"].tolist() == ["a.csv", "b.csv", "", "c.csv"]
    assert told["why"].tolist() == ["", "read again", "wrong body", ""]
    ids = told["id"].tolist()
    assert told["supersedes"].tolist()[1:] == ids[:-1]
    assert values(evaluator, opened) == [("310101", "b", "has_rule", "1", "")]


def test_a_stale_form_does_not_overwrite(opened: str, evaluator: Desk, seat: Callable[..., Desk]) -> None:
    seen = observations.record(evaluator, opened, FACT, source="form").number
    change = {"source": "form", "replace": True, "reason": "checked"}
    observations.record(seat("evaluator", person="li"), opened, OTHER, seen=seen, **change)
    with pytest.raises(Conflict, match="changed_meanwhile") as told:
        observations.record(
            evaluator, opened, rows(("310101", "b", "", "", "not_applicable", "x")), seen=seen, **change
        )
    assert told.value.numbers["by"] == "li"
    with pytest.raises(Conflict, match="changed_meanwhile"):
        observations.withdraw(evaluator, opened, FACT[["body", "indicator"]], reason="x", seen=seen)
    assert values(evaluator, opened) == [("310101", "b", "has_rule", "0", "")]


CELL = ("310101", "a", "n_all")


def edit_at_once(seat: Callable[..., Desk], round_code: str, *, careful: bool) -> tuple[set[Pair], int]:
    """Eight people change one cell three times each, after a look; (seen, written) where taken, refusals.

    careful: they say what they saw, and look again when they are refused.
    """

    def work(number: int) -> tuple[list[Pair], int]:
        desk, refused, done = seat("evaluator", person=f"p{number}"), 0, []
        change = {"source": "form", "replace": True, "reason": "looked again"}
        while len(done) < 3:
            found = ask.current(desk, round_code).iloc[0]
            mine = str(1000 * (number + 1) + len(done))
            seen = int(found["batch"]) if careful else None
            try:
                observations.record(desk, round_code, rows((*CELL, mine)), seen=seen, **change)
                done.append((found["value"], mine))
            except Conflict:
                refused += 1
        return done, refused

    observations.record(seat("office"), round_code, rows((*CELL, "0")), source="form")
    with ThreadPoolExecutor(8) as pool:
        results = list(pool.map(work, range(8)))
    return {pair for done, _ in results for pair in done}, sum(refused for _, refused in results)


def replaced(desk: Desk, round_code: str) -> set[Pair]:
    """(old, new) of every replacement of the cell that the record knows."""
    told = ask.history(desk, round_code, *CELL[:2])
    value = dict(zip(told["id"], told["value"], strict=True))
    return {(value[old], new) for old, new in zip(told["supersedes"][1:], told["value"][1:], strict=True)}


def test_eight_evaluators_at_once_replace_only_what_they_saw(opened: str, seat: Callable[..., Desk]) -> None:
    taken, refused = edit_at_once(seat, opened, careful=True)
    assert len(taken) == 24
    assert replaced(seat("office"), opened) == taken
    assert refused > 0
    assert trail.verify(seat("office")).intact


def test_who_does_not_say_what_they_saw_replaces_what_they_never_saw(
    opened: str, seat: Callable[..., Desk]
) -> None:
    """The control: nothing is refused, and edits are replaced that nobody had looked at; history has all."""
    taken, refused = edit_at_once(seat, opened, careful=False)
    assert refused == 0
    assert replaced(seat("office"), opened) != taken
    assert {new for _, new in replaced(seat("office"), opened)} == {new for _, new in taken}


def test_a_sealed_round_takes_nothing(opened: str, evaluator: Desk, office: Desk, leader: Desk) -> None:
    observations.record(evaluator, opened, FACT, source="a.csv")
    edition = boards.compute(office, opened)
    boards.seal(leader, opened, edition.number, sha256=edition.sha256)
    with pytest.raises(Closed, match="round_sealed"):
        observations.record(evaluator, opened, OTHER, source="b.csv", replace=True, reason="late")
    with pytest.raises(Closed, match="round_sealed"):
        observations.withdraw(evaluator, opened, FACT[["body"]], reason="late")


def test_every_fault_is_told_at_once_and_nothing_is_kept(opened: str, evaluator: Desk) -> None:
    good = ("310102", "b", "has_rule", "1")
    faulty = rows(
        good,
        ("310199", "b", "has_rule", "1"),
        ("310101", "z", "has_rule", "1"),
        ("310101", "b", "has_rule", "yes"),
        ("310103", "b", "n_all", "1"),
        ("310104", "b", "has_rule", ""),
        ("310105", "b", "", "", "not_applicable"),
        ("310106", "b", "has_rule", "1", "perhaps"),
    )
    with pytest.raises(FaultyRows) as told:
        observations.record(evaluator, opened, faulty, source="a.csv")
    assert [(one.cell, one.code) for one in told.value.problems] == [
        ("line 3", "unknown_body"),
        ("line 4", "unknown_indicator"),
        ("line 9", "unknown_status"),
        ("line 6", "unknown_field"),
        ("line 7", "empty_value"),
        ("line 8", "no_reason"),
        ("line 5", "not_bool"),
    ]
    assert values(evaluator, opened) == []
    assert ask.batches(evaluator, opened) == ()


def test_no_rows_are_nothing_to_record(opened: str, evaluator: Desk) -> None:
    with pytest.raises(Lacking, match="rows"):
        observations.record(evaluator, opened, rows(), source="a.csv")


def test_nothing_kept_is_nothing_to_withdraw(opened: str, evaluator: Desk) -> None:
    with pytest.raises(Lacking, match="cells"):
        observations.withdraw(evaluator, opened, FACT[["body", "indicator"]], reason="x")


def test_withdrawing_needs_a_reason(opened: str, evaluator: Desk) -> None:
    observations.record(evaluator, opened, FACT, source="a.csv")
    with pytest.raises(Lacking, match="reason"):
        observations.withdraw(evaluator, opened, FACT[["body", "indicator"]], reason="")


def test_an_unknown_round(evaluator: Desk, database: Database) -> None:
    with pytest.raises(NotFound, match="round"):
        observations.record(evaluator, "1999", FACT, source="a.csv")


def test_a_table_with_gaps_and_other_types_is_taken_as_text(opened: str, evaluator: Desk) -> None:
    made = pd.DataFrame(
        {"body": ["310101"], "indicator": ["a"], "field": ["n_all"], "value": [12], "reason": [None]}
    )
    observations.record(evaluator, opened, made, source="form")
    assert values(evaluator, opened) == [("310101", "a", "n_all", "12", "")]


def test_hostile_text_is_kept_as_it_is(opened: str, evaluator: Desk) -> None:
    word = "'; DROP TABLE observations; -- %_\\ \u202e中"
    observations.record(evaluator, opened, rows(("310101", "a", "", "", "not_applicable", word)), source=word)
    assert ask.current(evaluator, opened)["reason"].tolist() == [word]
    assert ask.batches(evaluator, opened)[0].source == word


def test_a_whole_round_at_once(opened: str, evaluator: Desk) -> None:
    given = [(code, "a", field, "5") for code in DISTRICTS for field in ("n_all", "n_published")]
    batch = observations.record(evaluator, opened, rows(*given), source="all.csv")
    assert batch.added == 14
    assert len(values(evaluator, opened)) == 14
