"""Taking a batch back: what was said before is said again, nothing is deleted, later work stays."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from hypothesis import HealthCheck, given
from hypothesis import settings as effort
from hypothesis import strategies as st
from sqlalchemy import func, select

from data.actions import imports, observations
from data.desk import Desk
from data.queries import imports as ask
from data.queries import observations as ask_observations
from data.queries import trail, withdrawals
from data.store import imports as kept
from data.store.db import Database
from data.store.observations import ROWS
from metrics.errors import Conflict, Lacking, NotFound, NotPermitted, WrongState
from metrics.frames import OBSERVATIONS
from tests.data.handed_in import table
from tests.data.small import DISTRICTS, rows

Fact = tuple[str, ...]
ALL, PUBLISHED = ("310101", "a", "n_all", "10"), ("310101", "a", "n_published", "8")
RULE = ("310101", "b", "has_rule", "1")
NA = ("310101", "a", "", "", "not_applicable", "no such business")


def record(desk: Desk, *facts: Fact) -> int:
    batch = observations.record(desk, "2012", rows(*facts), source="f", replace=True, reason="so it is")
    return batch.number


def stored(desk: Desk) -> dict[tuple[str, ...], tuple[str, str]]:
    now = ask_observations.current(desk, "2012")
    return {
        (row["body"], row["indicator"], row["field"]): (row["value"], row["status"])
        for row in now.to_dict("records")
    }


def everything(database: Database) -> int:
    with database.reading() as connection:
        return int(connection.execute(select(func.count()).select_from(ROWS)).scalar_one())


def undo(desk: Desk, number: int, **more: object) -> int:
    return imports.withdraw(desk, "2012", number, reason="wrong file", **more).number  # type: ignore[arg-type]


def test_what_was_new_is_missing_again_and_its_history_stays(
    opened: str, evaluator: Desk, database: Database
) -> None:
    number = record(evaluator, ALL, PUBLISHED)
    back = imports.withdraw(evaluator, opened, number, reason="wrong body")
    assert (back.replaced, back.withdrawn) == (0, 2)
    assert stored(evaluator) == {}
    assert everything(database) == 4
    told = ask_observations.history(evaluator, opened, "310101", "a")
    assert told["value"].tolist() == ["10", "8", "", ""]
    assert told["why"].tolist()[2:] == ["wrong body"] * 2


def test_what_was_replaced_says_again_what_it_said(opened: str, evaluator: Desk) -> None:
    record(evaluator, ALL, PUBLISHED, RULE)
    before = stored(evaluator)
    number = record(evaluator, (*ALL[:3], "12"), (*PUBLISHED[:3], "9"))
    back = imports.withdraw(evaluator, opened, number, reason="wrong year")
    assert (back.replaced, back.withdrawn) == (2, 0)
    assert stored(evaluator) == before


def test_a_word_on_the_whole_and_what_it_displaced(opened: str, evaluator: Desk) -> None:
    record(evaluator, ALL, PUBLISHED)
    before = stored(evaluator)
    undo(evaluator, record(evaluator, NA))
    assert stored(evaluator) == before
    record(evaluator, NA)
    before = stored(evaluator)
    undo(evaluator, record(evaluator, ALL))
    assert stored(evaluator) == before


def test_the_log_and_the_trail_say_so(opened: str, evaluator: Desk, office: Desk) -> None:
    number = record(evaluator, RULE)
    back = undo(evaluator, number)
    latest, first = ask.log(evaluator, opened)
    assert (latest.batch.number, latest.withdraws, latest.withdrawn_by) == (back, number, None)
    assert (first.withdraws, first.withdrawn_by) == (None, back)
    entry = trail.entries(office, opened).iloc[0]
    assert (entry["act"], entry["reason"]) == ("imports.withdraw", "wrong file")
    assert entry["after"]["withdrew"] == number
    assert trail.verify(office).intact


def test_batches_are_taken_back_one_after_another(opened: str, evaluator: Desk) -> None:
    states, numbers = [stored(evaluator)], []
    for value in ("10", "11", "12"):
        numbers.append(record(evaluator, (*ALL[:3], value)))
        states.append(stored(evaluator))
    for number, before in zip(reversed(numbers), reversed(states[:-1]), strict=True):
        undo(evaluator, number)
        assert stored(evaluator) == before


def test_what_later_batches_changed_stands_in_the_way(
    opened: str, evaluator: Desk, seat: Callable[..., Desk]
) -> None:
    first = record(evaluator, ALL, PUBLISHED, RULE)
    second = record(seat("evaluator", person="wang"), (*ALL[:3], "12"))
    before = stored(evaluator)
    with pytest.raises(Conflict, match="built_on") as told:
        undo(evaluator, first)
    numbers = told.value.numbers
    assert (numbers["cells"], numbers["batch"], numbers["by"], numbers["indicator"]) == (
        2,
        second,
        "wang",
        "a",
    )
    assert stored(evaluator) == before
    shown = withdrawals.withdrawal(evaluator, opened, first)
    assert dict(zip(shown["field"], shown["built_on"], strict=True)) == {
        "n_all": second, "n_published": second, "has_rule": 0,
    }  # fmt: skip


def test_or_later_work_is_left_alone_by_indicator(opened: str, evaluator: Desk) -> None:
    first = record(evaluator, ALL, PUBLISHED, RULE)
    record(evaluator, (*ALL[:3], "12"))
    undo(evaluator, first, leave_later=True)
    assert stored(evaluator) == {ALL[:3]: ("12", ""), PUBLISHED[:3]: ("8", "")}


def test_a_cell_added_beside_stands_in_the_way_too(opened: str, evaluator: Desk) -> None:
    """Or "not applicable" would come back beside a value."""
    record(evaluator, NA)
    number = record(evaluator, ALL)
    record(evaluator, PUBLISHED)
    with pytest.raises(Conflict, match="built_on"):
        undo(evaluator, number)
    with pytest.raises(WrongState, match="nothing_left"):
        undo(evaluator, number, leave_later=True)


def test_what_somebody_handed_in_again_stands_in_the_way(
    opened: str, evaluator: Desk, seat: Callable[..., Desk]
) -> None:
    """Two people say the same; one takes their word back: the other's still holds."""
    first = imports.commit(evaluator, ask.preview(evaluator, opened, table(RULE), "a.csv")).batch.number
    wang = seat("evaluator", person="wang")
    second = imports.commit(wang, ask.preview(wang, opened, table(RULE) + b"\n", "b.csv")).batch.number
    with pytest.raises(Conflict, match="built_on") as told:
        undo(evaluator, first)
    assert told.value.numbers["batch"] == second
    undo(wang, second)
    undo(evaluator, first)
    assert stored(evaluator) == {}


def test_a_withdrawn_file_may_come_in_again(opened: str, evaluator: Desk) -> None:
    content = table(ALL, PUBLISHED)
    first = imports.commit(evaluator, ask.preview(evaluator, opened, content, "a.csv"))
    undo(evaluator, first.batch.number)
    shown = ask.preview(evaluator, opened, content, "a.csv")
    assert shown.imported is None
    assert shown.counts["new"] == 2
    assert imports.commit(evaluator, shown).batch.added == 2


def test_once_only_and_not_a_withdrawal(opened: str, evaluator: Desk) -> None:
    number = record(evaluator, RULE)
    back = undo(evaluator, number)
    with pytest.raises(WrongState, match="withdrawn_already"):
        undo(evaluator, number)
    with pytest.raises(WrongState, match="is_withdrawal"):
        undo(evaluator, back)


def test_a_reason_and_a_batch_are_needed(opened: str, evaluator: Desk) -> None:
    number = record(evaluator, RULE)
    with pytest.raises(Lacking, match="reason"):
        imports.withdraw(evaluator, opened, number, reason=" ")
    with pytest.raises(NotFound):
        undo(evaluator, 99)


@pytest.mark.parametrize("role", ["reporter", "leader", "viewer"])
def test_who_may_not(role: str, opened: str, evaluator: Desk, seat: Callable[..., Desk]) -> None:
    number = record(evaluator, RULE)
    desk = seat(role, body="310101" if role == "reporter" else "")
    with pytest.raises(NotPermitted):
        undo(desk, number)
    with pytest.raises(NotPermitted):
        withdrawals.withdrawal(desk, opened, number)


def test_what_a_batch_changed(opened: str, evaluator: Desk) -> None:
    record(evaluator, ALL)
    number = record(evaluator, (*ALL[:3], "12"), RULE)
    later = record(evaluator, (*ALL[:3], "13"))
    told = ask.changes(evaluator, opened, number)
    assert told[["field", "before", "after", "later"]].to_numpy().tolist() == [
        ["n_all", "10", "12", later], ["has_rule", "", "1", 0],
    ]  # fmt: skip


@given(
    st.lists(
        st.lists(
            st.tuples(st.sampled_from(["n_all", "n_published", "na"]), st.integers(1, 3)),
            min_size=1,
            max_size=3,
        ),
        min_size=1,
        max_size=5,
    )
)
@effort(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_taking_everything_back_leads_to_each_state_before(
    opened: str, evaluator: Desk, batches: list[list[tuple[str, int]]]
) -> None:
    """Whatever was recorded: taken back from the last to the first, each state comes again."""
    if evaluator.database.is_sqlite is False:
        batches = batches[:3]
    states, numbers = [], []
    for batch in batches:
        states.append(stored(evaluator))
        numbers.append(record(evaluator, *_facts(batch)))
    for number, before in zip(reversed(numbers), reversed(states), strict=True):
        undo(evaluator, number)
        assert stored(evaluator) == before
    with evaluator.database.reading() as connection:
        assert set(kept.withdrawn(connection).values()) >= set(numbers)


def _facts(batch: list[tuple[str, int]]) -> list[Fact]:
    if any(name == "na" for name, _ in batch):
        return [(*NA[:5], f"reason {batch[0][1]}")]
    # A part is not more than its whole.
    given = {
        name: (DISTRICTS[0], "a", name, str(10 * value if name == "n_all" else value))
        for name, value in batch
    }
    return list(given.values())


def test_packed_row_numbers_come_back() -> None:
    numbers = pd.Series([5, 1, 2, 900_000_000_000]).to_numpy()
    assert kept.unpack(kept.pack(numbers)).tolist() == sorted(numbers.tolist())
    assert len(kept.pack(pd.Series(range(10**6)).to_numpy())) < 20_000
    assert set(OBSERVATIONS) >= {"body", "indicator"}
