"""Every fault an observation row can have, each told with its line; what is sound passes unchanged."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.words.problems import problem
from tests.data.intake.sample import handed_in, told

FAULTS = [
    ("310199,share,,n_all,5,,", "unknown_body"),
    ("徐汇区,share,,n_all,5,,", "unknown_body"),
    (",share,,n_all,5,,", "no_body"),
    ("310101,shares,,n_all,5,,", "unknown_indicator"),
    ("310101,,,n_all,5,,", "no_indicator"),
    ("310101,share,,n_al,5,,", "unknown_field"),
    ("310101,share,,grade,优,,", "unknown_field"),
    ("310101,again,,n_all,5,,", "reads_other"),
    ("310101,share,,,5,,", "no_field"),
    ("310101,share,,n_all,,,", "empty_value"),
    ("310101,share,,n_all,5,absent,", "unknown_status"),
    ("310101,share,,n_all,-5,,", "not_int"),
    ("310101,share,,n_all,5.5,,", "not_int"),
    ("310101,share,,n_all,five,,", "not_int"),
    ("310101,share,,n_all,1e3,,", "not_int"),
    ("310101,apiece,,n_visits,inf,,", "not_number"),
    ("310101,apiece,,n_visits,nan,,", "not_number"),
    ("310101,apiece,,n_visits,1e999,,", "not_number"),
    ("310101,apiece,,n_visits,95%,,", "not_number"),
    ("310101,pilot,,has_rule,2,,", "not_bool"),
    ("310101,pilot,,has_rule,yes,,", "not_bool"),
    ("310101,list,,item_1,0.7,,", "not_entry"),
    ("310101,list,,item_1,na,,", "not_entry"),
    ("310101,list,,item_3,1,,", "unknown_field"),
    ("310101,grade,,grade,良,,", "not_enum"),
    ("B01,papers,1,made,2012-02-30,,", "not_date"),
    ("B01,papers,1,made,2012/02/03,,", "not_date"),
    ("B01,papers,1,made,2012-02-03T10:00,,", "not_date"),
    ("310101,events,1,begun,2012-07-09T25:00,,", "not_datetime"),
    ("310101,events,1,begun,9 July 2012,,", "not_datetime"),
    ("310101,share,,,,not_applicable,", "no_reason"),
    ("310101,share,,n_all,5,not_applicable,none", "na_with_value"),
    ("310101,share,,n_all,5,nil,", "nil_with_value"),
    ("310101,papers,1,made,2012-02-03,,", "not_in_table"),
    ("B01,pilot,,has_rule,1,,", "not_in_table"),
]


@pytest.mark.parametrize(("row", "code"), FAULTS, ids=[f"{code}-{row}" for row, code in FAULTS])
def test_a_faulty_row_is_told_with_its_line(tmp_path: Path, row: str, code: str) -> None:
    given = handed_in(tmp_path, f"310104,share,,n_all,5,,\n{row}\n310104,share,,n_published,5,,\n")
    assert told(given) == [("observations.csv", "line 3", code)]
    assert given.problems[0].severity == "error"
    assert len(given.observations) == 2


def test_the_same_rows_without_the_fault_are_sound(tmp_path: Path) -> None:
    """The control: what the faulty rows were made from is taken in without a word."""
    given = handed_in(
        tmp_path,
        "310101,share,,n_all,5,,\n310101,share,,n_published,4,,\n310101,apiece,,n_visits,9.5,,\n"
        "310101,apiece,,n_heads,3,,\n310101,pilot,,has_rule,1,,\n310101,list,,item_1,NA,,\n"
        "310101,grade,,grade,优,,\nB01,papers,1,made,2012-02-03,,\n310101,events,1,begun,2012-07-09T23:00,,\n"
        "310104,share,,,,not_applicable,nothing to publish\nNA,share,,,,nil,\n",
    )
    assert told(given) == []
    assert len(given.observations) == 11


@pytest.mark.parametrize(
    ("written", "kept"),
    [
        ("１２", "12"), ("12.0", "12"), ("007", "7"), (" 12 ", "12"), ("０", "0"),
    ],
)  # fmt: skip
def test_what_is_unambiguous_is_written_plainly(tmp_path: Path, written: str, kept: str) -> None:
    given = handed_in(tmp_path, f"310101,share,,n_all,{written},,\n")
    assert told(given) == []
    assert list(given.observations["value"]) == [kept]


def test_every_fault_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    given = handed_in(tmp_path, "".join(f"{row}\n" for row, _ in FAULTS))
    expected = {(f"line {number}", code) for number, (_, code) in enumerate(FAULTS, start=2)}
    assert expected <= {(one.cell, one.code) for one in given.problems}
    assert given.observations.empty


def test_said_twice_names_the_first_line(tmp_path: Path) -> None:
    row = "310101,list,2,item_1,1,,\n"
    given = handed_in(tmp_path, f"310104,share,,n_all,5,,\n{row}310101,list,,item_1,1,,\n{row}{row}")
    assert [(one.cell, one.code, one.allowed) for one in given.problems] == [
        ("line 5", "duplicate_row", "3"),
        ("line 6", "duplicate_row", "3"),
    ]


def test_not_applicable_beside_values_names_their_lines(tmp_path: Path) -> None:
    given = handed_in(
        tmp_path,
        "310101,share,,n_all,5,,\n310101,share,,,,not_applicable,none\n310101,share,,n_published,5,,\n"
        "310104,share,,,,nil,\n310104,share,1,,,not_applicable,none\n",
    )
    assert [(one.cell, one.code, one.found) for one in given.problems] == [
        ("line 3", "na_with_values", "2, 4"),
        ("line 6", "na_with_values", "5"),
    ]


def test_a_nil_return_for_all_beside_values_names_their_lines(tmp_path: Path) -> None:
    given = handed_in(
        tmp_path,
        "310101,share,,n_all,5,,\n310101,share,,,,nil,\n"
        "310104,share,1,,,nil,\n310104,share,2,n_all,5,,\n",  # of one case only: the other may have values
    )
    assert [(one.cell, one.code, one.found) for one in given.problems] == [("line 3", "nil_with_values", "2")]


def test_a_part_above_its_whole(tmp_path: Path) -> None:
    given = handed_in(
        tmp_path,
        "310101,share,,n_all,5,,\n310101,share,,n_published,6,,\n"
        "310104,share,,n_published,6,,\n"  # another body: its whole is not known
        "310101,share,2,n_all,9,,\n"  # another case
        "310101,apiece,,n_visits,6,,\n310101,apiece,,n_heads,2,,\n",  # asks for more than one apiece
    )
    found = [(one.cell, one.code, one.found) for one in given.problems]
    assert found == [("line 3", "num_over_den", "6 > 5")]


def test_an_end_before_its_beginning(tmp_path: Path) -> None:
    given = handed_in(
        tmp_path,
        "310101,events,1,begun,2012-07-09T08:00,,\n310101,events,1,released,2012-07-09T07:59,,\n"
        "310101,events,2,begun,2012-07-09T08:00,,\n310101,events,2,released,2012-07-09T08:00,,\n",
    )
    assert told(given) == [("observations.csv", "line 3", "dates_out_of_order")]
    assert given.problems[0].severity == "error"


def test_a_negative_lag_that_the_rule_counts_is_a_warning(tmp_path: Path) -> None:
    given = handed_in(tmp_path, "B01,papers,1,made,2012-07-09,,\nB01,papers,1,published,2012-07-08,,\n")
    assert [(one.code, one.severity) for one in given.problems] == [("dates_out_of_order", "warning")]
    assert len(given.observations) == 2


def test_warnings_do_no_harm(tmp_path: Path) -> None:
    given = handed_in(
        tmp_path,
        "310104,pilot,,has_rule,1,,\n310101,list,,,,not_applicable,none\n310101,events,1,begun,2012-07-09,,\n",
    )
    assert [(one.cell, one.code, one.severity) for one in given.problems] == [
        ("line 2", "out_of_scope", "warning"),
        ("line 3", "na_without_rule", "warning"),
        ("line 4", "day_without_time", "warning"),
    ]
    assert list(given.observations["value"]) == ["1", "", "2012-07-09T00:00:00"]


def test_nil_returns(tmp_path: Path) -> None:
    given = handed_in(
        tmp_path, "310101,share,,,,nil,\n310104,share,,n_all,0,nil,\n310104,share,,n_published,,nil,\n"
    )
    assert told(given) == []
    assert list(given.observations["value"]) == ["", "0", "0"]


def test_namibia_is_a_body_and_na_an_answer(tmp_path: Path) -> None:
    given = handed_in(tmp_path, "NA,list,,item_1,NA,,\nNA,share,,note,NA,,\nNA,share,,n_all,null,,\n")
    assert list(given.observations["body"]) == ["NA", "NA"]
    assert list(given.observations["value"]) == ["NA", "NA"]
    assert told(given) == [("observations.csv", "line 4", "not_int")]


def test_the_nearest_is_suggested(tmp_path: Path) -> None:
    given = handed_in(tmp_path, "310101,share,,n_al,5,,\n310105,shere,,n_all,5,,\n徐汇区,share,,n_all,5,,\n")
    allowed = {(one.cell, one.code): one.allowed for one in given.problems}
    assert allowed[("line 2", "unknown_field")].startswith("n_all, ")
    assert "n_published" in allowed[("line 2", "unknown_field")]
    assert allowed[("line 3", "unknown_indicator")] == "share"
    assert allowed[("line 3", "unknown_body")].startswith("310104")
    assert allowed[("line 4", "unknown_body")] == "310104"


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_problem_is_a_sentence_with_its_line(tmp_path: Path, language: str) -> None:
    given = handed_in(tmp_path, "".join(f"{row}\n" for row, _ in FAULTS))
    for one in given.problems:
        sentence = problem(one, language)
        assert "⟦" not in sentence
        assert one.cell.removeprefix("line ") in sentence
