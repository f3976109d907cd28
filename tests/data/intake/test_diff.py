"""The three-way comparison by hand: each way a cell can have moved, what stands or falls together."""

from __future__ import annotations

from datetime import UTC, datetime
from itertools import product

import pandas as pd
import pytest

from data.intake.diff import COLUMNS, counts, diff, taken
from data.intake.place import place
from data.store.observations import KEPT
from metrics.frames import CELL, WITHDRAWN
from tests.data.small import rows

WHO = pd.DataFrame(
    {
        "number": [1, 2],
        "person": ["li", "wang"],
        "at": [datetime(2012, 7, day, tzinfo=UTC) for day in (1, 2)],
    }
)
NONE = pd.DataFrame(columns=[*CELL, "sheet", "cell"], dtype="str").astype({"cell": "int32"})
Row = tuple[str, ...]


def cell(value: str) -> Row:
    return ("x", "a", "n_all", value)


def said(*given: Row) -> pd.DataFrame:
    """Rows of a file, at A1, A2 ..."""
    made = rows(*given)
    return made.assign(sheet="S", cell=[place(f"A{at + 1}") for at in range(len(made))])


def empty(*given: Row) -> pd.DataFrame:
    return said(*given)[list(NONE.columns)]


def kept(*given: Row, batch: int = 1) -> pd.DataFrame:
    """Rows of the record with the ids 1, 2, ..."""
    made = rows(*given)
    return made.assign(id=range(1, len(made) + 1), batch=batch)[list(KEPT)]


def run(
    file: pd.DataFrame,
    now: pd.DataFrame,
    then: pd.DataFrame | None,
    blanks: pd.DataFrame = NONE,
    person: str = "li",
) -> pd.DataFrame:
    return diff(file, blanks, now, then, WHO, person)


def one_cell(file: str, now: str, then: str | None) -> str:
    """The state of a single cell ("" for nothing stored, or an empty cell of the file)."""
    made = run(
        said(cell(file)) if file else said(),
        kept(*([cell(now)] if now else []), batch=2),
        None if then is None else kept(*([cell(then)] if then else [])),
        NONE if file else empty(cell("")),
    )
    return str(made["state"].iloc[0]) if len(made) else ""


# then, now, file -> state; A, B, C are different values, "" is nothing
KNOWN = {
    ("", "", "A"): "new",
    ("A", "A", "A"): "same",
    ("", "A", "A"): "same",
    ("B", "A", "A"): "same",
    ("A", "A", "B"): "changed",
    ("A", "A", ""): "withdrawn",
    ("A", "B", "C"): "conflicting",
    ("", "A", "B"): "conflicting",
    ("A", "", "B"): "conflicting",
    ("A", "B", ""): "conflicting",
    ("A", "B", "A"): "kept",
    ("A", "", "A"): "kept",
    ("", "A", ""): "kept",
    ("A", "", ""): "",
    ("", "", ""): "",
}


@pytest.mark.parametrize(("sides", "state"), KNOWN.items())
def test_with_a_stamp(sides: tuple[str, str, str], state: str) -> None:
    then, now, file = sides
    assert one_cell(file, now, then) == state


def test_the_table_of_cases_is_complete() -> None:
    """Up to the names of the values there are no other cases."""
    seen = set()
    for sides in product("ABC ", repeat=3):
        names = dict(zip(dict.fromkeys(one for one in sides if one != " "), "ABC", strict=False))
        seen.add(tuple(names.get(one, "") for one in sides))
    known = set()
    for sides in KNOWN:
        names = dict(zip(dict.fromkeys(one for one in sides if one), "ABC", strict=False))
        known.add(tuple(names.get(one, "") for one in sides))
    assert known == seen


@pytest.mark.parametrize(
    ("person", "now", "file", "state"),
    [
        ("li", "", "A", "new"),
        ("li", "A", "A", "same"),
        ("li", "A", "B", "conflicting"),  # wang entered A
        ("wang", "A", "B", "changed"),  # they entered A themselves
        ("li", "A", "", ""),  # an empty cell of a workbook of one's own says nothing
        ("wang", "A", "", ""),
    ],
)
def test_without_a_stamp(person: str, now: str, file: str, state: str) -> None:
    made = run(
        said(cell(file)) if file else said(),
        kept(*([cell(now)] if now else []), batch=2),
        None,
        NONE if file else empty(cell("")),
        person,
    )
    assert made["state"].tolist() == ([state] if state else [])


def test_a_line_says_where_what_who_and_when() -> None:
    made = run(said(cell("12")), kept(cell("10"), batch=2), kept(cell("9")))
    line = made.iloc[0]
    assert list(made.columns) == list(COLUMNS)
    assert [line[name] for name in ("sheet", "cell", "body", "indicator", "item", "field")] == [
        "S", place("A1"), "x", "a", "", "n_all",
    ]  # fmt: skip
    assert (line["then"], line["now"], line["file"]) == ("9", "10", "12")
    assert (line["id"], line["batch"], line["by"]) == (1, 2, "wang")
    assert line["at"] == datetime(2012, 7, 2, tzinfo=UTC)


def test_a_withdrawn_row_is_nothing_but_its_place_in_the_history_is_known() -> None:
    gone = ("x", "a", "n_all", "", WITHDRAWN, "wrong body")
    made = run(said(cell("12")), kept(gone), kept())
    assert made["state"].tolist() == ["new"]
    assert made["id"].tolist() == [1]
    assert (made["now"].tolist(), made["now_status"].tolist(), made["batch"].tolist()) == ([""], [""], [0])


NA = ("x", "a", "", "", "not_applicable", "no such business")
OTHER_NA = ("x", "a", "", "", "not_applicable", "another reason")
NIL = ("x", "a", "n_all", "0", "nil")


def test_the_reason_counts_where_something_does_not_apply() -> None:
    assert run(said(NA), kept(NA), None)["state"].tolist() == ["same"]
    assert run(said(OTHER_NA), kept(NA, batch=1), None)["state"].tolist() == ["changed"]


def test_a_nil_return_is_not_the_number_nought() -> None:
    assert run(said(NIL), kept(cell("0")), None)["state"].tolist() == ["changed"]
    assert run(said(NIL), kept((*NIL, "remark")), None)["state"].tolist() == ["same"]


FACTS = (("x", "a", "n_all", "10"), ("x", "a", "n_published", "8"))
OF_Y = ("y", "a", "n_all", "1")


def test_a_word_on_the_whole_displaces_facts_and_stands_or_falls_with_them() -> None:
    made = run(said(NA), kept(*FACTS, OF_Y), kept(*FACTS, OF_Y))
    assert made["state"].tolist() == ["new", "withdrawn", "withdrawn"]
    assert made["field"].tolist() == ["", "n_all", "n_published"]
    assert made["group"].nunique() == 1
    assert taken(made).all()


def test_one_conflict_makes_the_whole_group_conflicting() -> None:
    then = kept(FACTS[0], ("x", "a", "n_published", "7"))
    made = run(said(NA, ("y", "a", "n_all", "2")), kept(*FACTS, OF_Y, batch=2), then)
    assert made["state"].tolist()[0] == "conflicting"
    assert made["state"].tolist()[2:] == ["conflicting", "conflicting"]
    whole = [0, 2, 3]
    assert not taken(made)[whole].any()
    assert not taken(made, whole[:2])[whole].any()
    assert taken(made, whole)[whole].all()


def test_facts_displace_a_word_on_the_whole() -> None:
    made = run(said(*FACTS), kept(NA), kept(NA))
    assert made["state"].tolist() == ["new", "new", "withdrawn"]
    assert made["group"].nunique() == 1


def test_an_untouched_word_displaces_nothing() -> None:
    """The file still says "not applicable" as downloaded; somebody entered facts since: they stay."""
    gone = ("x", "a", "", "", WITHDRAWN, "facts")
    made = run(said(NA), kept(gone, *FACTS, batch=2), kept(NA))
    assert made["state"].tolist() == ["kept"]


def test_a_stored_word_that_the_file_repeats_displaces_nothing() -> None:
    made = run(said(NA), kept(NA), kept(NA))
    assert made["state"].tolist() == ["same"]


def test_facts_that_somebody_added_since_are_not_displaced_without_a_decision() -> None:
    made = run(said(NA), kept(*FACTS, batch=2), kept())
    assert set(made["state"]) == {"conflicting"}


def test_an_emptied_cell_that_is_displaced_anyway_is_told_once() -> None:
    made = run(said(NA), kept(*FACTS), kept(*FACTS), empty(*FACTS))
    assert made["state"].tolist() == ["new", "withdrawn", "withdrawn"]


@pytest.mark.parametrize(
    ("accepted", "expected"), [((), []), ((0,), [0]), ((1,), []), ((99,), []), ((0, 1), [0])]
)
def test_only_conflicts_can_be_accepted(accepted: tuple[int, ...], expected: list[int]) -> None:
    made = run(said(cell("12"), OF_Y), kept(cell("10"), OF_Y, batch=2), kept(cell("9"), OF_Y))
    assert made["state"].tolist() == ["conflicting", "same"]
    assert made.index[taken(made, accepted)].tolist() == expected


def test_counts_name_every_state() -> None:
    made = run(said(cell("12"), OF_Y), kept(OF_Y), kept(OF_Y))
    assert counts(made) == {
        "new": 1, "changed": 0, "same": 1, "withdrawn": 0, "conflicting": 0, "kept": 0,
    }  # fmt: skip


def test_an_empty_file_over_an_empty_record() -> None:
    made = run(said(), kept(), None)
    assert made.empty
    assert list(made.columns) == list(COLUMNS)
    assert not taken(made).any()
