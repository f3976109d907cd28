"""A file is taken in as it was shown, once, all of it or nothing; nobody overrules another unseen."""

from __future__ import annotations

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import openpyxl
import pytest

from data.actions import boards, imports, observations, rounds
from data.actions.rows import FaultyRows
from data.desk import Desk
from data.queries import imports as ask
from data.queries import observations as ask_observations
from data.queries import returned, templates, trail
from data.settings import Settings
from data.store import files
from metrics.errors import Closed, Conflict, Lacking, NotFound, NotPermitted
from tests.data.handed_in import table
from tests.data.small import rows

ALL, PUBLISHED = ("310101", "a", "n_all", "10"), ("310101", "a", "n_published", "8")
RULE = ("310102", "b", "has_rule", "1")
FILE = table(ALL, PUBLISHED, RULE)


@pytest.fixture
def li(seat: Callable[..., Desk]) -> Desk:
    return seat("evaluator", person="li")


@pytest.fixture
def wang(seat: Callable[..., Desk]) -> Desk:
    return seat("evaluator", person="wang")


def take_in(desk: Desk, content: bytes, name: str = "a.csv", **more: object) -> imports.Committed:
    shown = ask.preview(desk, "2012", content, name)
    assert shown.errors == ()
    return imports.commit(desk, shown, **more)  # type: ignore[arg-type]


def stored(desk: Desk) -> dict[tuple[str, str, str], str]:
    now = ask_observations.current(desk, "2012")
    cells = zip(now["body"], now["indicator"], now["field"], strict=True)
    words = [value or status for value, status in zip(now["value"], now["status"], strict=True)]
    return dict(zip(cells, words, strict=True))


def test_a_preview_changes_nothing_and_says_what_would(opened: str, li: Desk) -> None:
    shown = ask.preview(li, opened, FILE, "a.csv")
    assert stored(li) == {}
    assert ask.log(li, opened) == ()
    assert shown.counts["new"] == 3
    assert (shown.sha256, shown.size, shown.name) == (files.sha256(FILE), len(FILE), "a.csv")
    assert shown.effect.to_dict("records") == [
        {"body": "310101", "before": 0.0, "after": 36.0},
        {"body": "310102", "before": 0.0, "after": 40.0},
    ]


def test_a_part_above_the_whole_that_is_stored_is_told_with_its_cell(opened: str, li: Desk) -> None:
    take_in(li, table(ALL))
    shown = ask.preview(li, opened, table((*PUBLISHED[:3], "11")), "b.csv")
    assert [(one.code, one.cell, one.found) for one in shown.errors] == [("num_over_den", "D2", "11 > 10")]


def test_a_whole_that_shrank_since_the_preview_refuses_the_part(opened: str, li: Desk, wang: Desk) -> None:
    shown = ask.preview(li, opened, table(PUBLISHED), "b.csv")
    assert shown.errors == ()
    take_in(wang, table((*ALL[:3], "7")), "w.csv")
    with pytest.raises(FaultyRows):
        imports.commit(li, shown)


def test_a_name_is_only_a_name(opened: str, li: Desk) -> None:
    assert ask.preview(li, opened, FILE, "../../etc/x\r\n\u202e.csv").name == "x   .csv"


def test_progress_is_told(opened: str, li: Desk) -> None:
    told: list[tuple[str, int, int]] = []
    ask.preview(li, opened, FILE, "a.csv", lambda *step: told.append(step))
    assert [step for step, _, _ in told[:4]] == list(ask.STEPS)
    assert [done for _, done, _ in told] == [0, 1, 2, 3, 4]
    assert {total for _, _, total in told} == {4}


def test_a_commit_takes_it_all_and_keeps_the_file(
    opened: str, li: Desk, office: Desk, settings: Settings
) -> None:
    done = take_in(li, FILE)
    assert not done.again
    assert stored(li) == {ALL[:3]: "10", PUBLISHED[:3]: "8", RULE[:3]: "1"}
    (line,) = ask.log(li, opened)
    assert line.batch == done.batch
    assert (line.batch.person, line.batch.source, line.batch.added) == ("li", "a.csv", 3)
    assert line.imported is not None
    assert line.imported.effect == (("310101", 0.0, 36.0), ("310102", 0.0, 40.0))
    assert ask.file(li, opened, done.batch.number) == ("a.csv", FILE)
    assert files.is_sound(settings.files, done.batch.sha256)
    assert not list((settings.files / files.WAITING).iterdir())
    assert trail.verify(office).intact
    files.find(settings.files, done.batch.sha256).unlink()
    assert trail.verify(office).files == (done.batch.sha256,)


def test_the_same_file_again_is_the_same_batch(opened: str, li: Desk, wang: Desk) -> None:
    first = take_in(li, FILE)
    shown = ask.preview(wang, opened, FILE, "renamed.csv")
    assert shown.imported == first.batch.number
    again = imports.commit(wang, shown)
    assert again == imports.Committed(first.batch, again=True)
    assert len(ask.log(li, opened)) == 1


def test_two_who_send_it_at_once_make_one_batch(opened: str, li: Desk, wang: Desk) -> None:
    shown = [ask.preview(desk, opened, FILE, "a.csv") for desk in (li, wang)]
    with ThreadPoolExecutor(2) as pool:
        both = list(pool.map(imports.commit, (li, wang), shown))
    assert {one.batch.number for one in both} == {1}
    assert sorted(one.again for one in both) == [False, True]


def test_the_same_values_in_another_file_write_no_row(opened: str, li: Desk, wang: Desk) -> None:
    take_in(li, FILE)
    done = take_in(wang, FILE + b"\n", "b.csv")
    assert (done.batch.added, done.batch.replaced, done.batch.unchanged) == (0, 0, 3)
    assert len(ask_observations.history(li, opened, "310102", "b")) == 1


def test_the_same_file_again_does_not_undo_what_came_after(opened: str, li: Desk) -> None:
    take_in(li, FILE)
    take_in(li, table((*RULE[:3], "0")), "b.csv", reason="looked again")
    shown = ask.preview(li, opened, FILE, "a.csv")
    assert shown.counts["kept"] == 1
    assert imports.commit(li, shown).again
    assert stored(li)[RULE[:3]] == "0"


def test_one_key_one_batch(opened: str, li: Desk) -> None:
    shown = ask.preview(li, opened, FILE, "a.csv")
    assert imports.commit(li, shown, key="k") == imports.commit(li, shown, key="k")
    other = ask.preview(li, opened, table(RULE), "b.csv")
    with pytest.raises(Conflict, match="key_reused"):
        imports.commit(li, other, key="k")


def test_a_faulty_file_is_refused_whole(opened: str, li: Desk, settings: Settings) -> None:
    shown = ask.preview(li, opened, table(ALL, ("310102", "b", "has_rule", "maybe")), "a.csv")
    assert [one.code for one in shown.errors] == ["not_bool"]
    assert (shown.errors[0].body, shown.errors[0].cell) == ("310102", "D3")
    assert shown.lines.empty
    with pytest.raises(Lacking, match="file_faulty"):
        imports.commit(li, shown)
    assert stored(li) == {}
    assert not list(settings.files.rglob("*"))  # nothing of a refused file stays


def test_two_evaluators_in_conflict(opened: str, li: Desk, wang: Desk) -> None:
    """wang has not seen what li entered: nothing of li's is lost unless wang says so, cell by cell."""
    take_in(li, FILE)
    shown = ask.preview(
        wang, opened, table((*ALL[:3], "12"), (*RULE[:3], "0"), ("310103", "b", "has_rule", "1")), "b.csv"
    )
    assert shown.counts["conflicting"] == 2
    assert set(shown.conflicts["by"]) == {"li"}
    assert shown.conflicts["now"].tolist() == ["10", "1"]
    left = imports.commit(wang, shown)
    assert (left.batch.added, left.batch.replaced) == (1, 0)
    assert (stored(li)[ALL[:3]], stored(li)[RULE[:3]]) == ("10", "1")
    shown = ask.preview(wang, opened, table((*ALL[:3], "12"), (*RULE[:3], "0")), "c.csv")
    with pytest.raises(Lacking, match="reason"):
        imports.commit(wang, shown, accepted=shown.conflicts.index[:1])
    imports.commit(wang, shown, accepted=shown.conflicts.index[:1], reason="read again")
    assert (stored(li)[ALL[:3]], stored(li)[RULE[:3]]) == ("12", "1")
    told = ask_observations.history(li, opened, "310101", "a")
    assert told["value"].tolist() == ["10", "8", "12"]
    (latest, *_) = ask.log(li, opened)
    assert latest.imported is not None
    assert (latest.imported.accepted, latest.imported.left_alone) == (1, 1)


def test_one_who_saw_it_may_change_it_with_a_reason(opened: str, li: Desk) -> None:
    take_in(li, FILE)
    changed = table((*RULE[:3], "0"))
    shown = ask.preview(li, opened, changed, "b.csv")
    assert shown.counts["changed"] == 1
    assert shown.needs_reason
    with pytest.raises(Lacking, match="reason"):
        imports.commit(li, shown)
    imports.commit(li, shown, reason="looked again")
    assert stored(li)[RULE[:3]] == "0"


@pytest.mark.parametrize("how", ["import", "record", "withdraw"])
def test_what_moved_since_the_preview_is_refused(opened: str, li: Desk, wang: Desk, how: str) -> None:
    take_in(li, FILE)
    shown = ask.preview(li, opened, table((*RULE[:3], "0"), ("310103", "b", "has_rule", "1")), "b.csv")
    if how == "import":
        take_in(wang, table(("310103", "b", "has_rule", "0")), "w.csv")
    elif how == "record":
        observations.record(wang, opened, rows(("310103", "b", "has_rule", "1")), source="form")
    else:
        observations.withdraw(wang, opened, rows(RULE)[["body", "indicator"]], reason="no")
    before = stored(li)
    with pytest.raises(Conflict, match="store_moved") as told:
        imports.commit(li, shown, reason="looked again")
    assert told.value.numbers["by"] == "wang"
    assert stored(li) == before


def test_what_moved_elsewhere_is_no_reason_to_refuse(opened: str, li: Desk, wang: Desk) -> None:
    shown = ask.preview(li, opened, FILE, "a.csv")
    take_in(wang, table(("310105", "b", "has_rule", "1")), "w.csv")
    assert imports.commit(li, shown).batch.added == 3


def test_a_sealed_round_takes_nothing_in(opened: str, li: Desk, office: Desk, leader: Desk) -> None:
    shown = ask.preview(li, opened, FILE, "a.csv")
    edition = boards.compute(office, opened)
    boards.seal(leader, opened, edition.number, sha256=edition.sha256)
    with pytest.raises(Closed):
        imports.commit(li, shown)


def test_a_plan_that_changed_since_the_preview_is_refused(opened: str, li: Desk, settings: Settings) -> None:
    shown = ask.preview(li, opened, FILE, "a.csv")
    plan = settings.catalogues / "small" / "small.toml"
    plan.write_text(plan.read_text(encoding="utf-8").replace("marks = 40", "marks = 30"), encoding="utf-8")
    with pytest.raises(Conflict, match="catalogue_moved"):
        imports.commit(li, shown)


def test_a_file_that_waited_too_long_is_asked_for_again(opened: str, li: Desk, settings: Settings) -> None:
    shown = ask.preview(li, opened, FILE, "a.csv")
    files.drop(settings.files, shown.sha256)
    with pytest.raises(NotFound, match="file_gone"):
        imports.commit(li, shown)
    assert stored(li) == {}


def test_nil_returns_are_signed(opened: str, li: Desk) -> None:
    shown = ask.preview(li, opened, table(("310101", "d", "n_notices", "", "nil")), "a.csv")
    assert shown.nil_returns == 1
    with pytest.raises(Lacking, match="signature"):
        imports.commit(li, shown)
    imports.commit(li, shown, signed=True)
    assert ask_observations.current(li, opened)["status"].tolist() == ["nil"]


def test_a_word_on_the_whole_displaces_the_facts(opened: str, li: Desk) -> None:
    take_in(li, FILE)
    take_in(
        li, table(("310101", "a", "", "", "not_applicable", "no such business")), "b.csv", reason="so it is"
    )
    assert stored(li) == {("310101", "a", ""): "not_applicable", RULE[:3]: "1"}
    take_in(li, table((*ALL[:3], "10"), PUBLISHED), "c.csv", reason="after all")
    assert stored(li) == {ALL[:3]: "10", PUBLISHED[:3]: "8", RULE[:3]: "1"}


@pytest.mark.parametrize("role", ["reporter", "leader", "viewer"])
def test_who_may_not_commit_may_not_look_either(
    role: str, opened: str, seat: Callable[..., Desk], li: Desk
) -> None:
    desk = seat(role, body="310101" if role == "reporter" else "")
    with pytest.raises(NotPermitted):
        ask.preview(desk, opened, FILE, "a.csv")
    shown = ask.preview(li, opened, FILE, "a.csv")
    with pytest.raises(NotPermitted):
        imports.commit(desk, shown)


def test_the_log_is_not_for_a_reporter(opened: str, li: Desk, seat: Callable[..., Desk]) -> None:
    number = take_in(li, FILE).batch.number
    for question in (ask.log, ask.find, ask.changes, ask.file):
        given = (seat("reporter", body="310101"), opened, *([] if question is ask.log else [number]))
        with pytest.raises(NotPermitted):
            question(*given)  # type: ignore[operator]


def test_a_batch_of_another_round_is_not_found(opened: str, li: Desk, office: Desk) -> None:
    take_in(li, FILE)
    rounds.open(office, "2013", catalogue="small")
    for question in (ask.find, ask.changes, ask.file):
        with pytest.raises(NotFound):
            question(li, "2013", 1)


# ---------- with the stamp of a template


def filled_in(content: bytes, *cells: tuple[str, str, object]) -> bytes:
    """A template with some values written into it: (sheet, address, value)."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet, address, value in cells:
        book[sheet][address] = value
    made = io.BytesIO()
    book.save(made)
    return made.getvalue()


def places(desk: Desk) -> dict[tuple[str, str, str], tuple[str, str]]:
    """Where the template of a district shows each stored cell."""
    shown = ask.preview(desk, "2012", templates.for_body(desk, "2012", "310101").content, "t.xlsx")
    assert shown.errors == ()
    cells = zip(shown.lines["body"], shown.lines["indicator"], shown.lines["field"], strict=True)
    where = zip(shown.lines["sheet"], shown.lines["cell"].map(ask.address), strict=True)
    return dict(zip(cells, where, strict=True))


def test_a_template_that_comes_back_late_undoes_nothing(opened: str, li: Desk, wang: Desk) -> None:
    take_in(li, FILE)
    form = templates.for_body(li, opened, "310101").content
    at = places(li)
    take_in(wang, table((*ALL[:3], "12")), "w.csv", accepted=[0], reason="read again")
    shown = ask.preview(li, opened, filled_in(form, (*at[PUBLISHED[:3]], 9)), "t.xlsx")
    assert shown.stamp == 1
    assert shown.counts == {
        "new": 0, "changed": 1, "same": 0, "withdrawn": 0, "conflicting": 0, "kept": 1,
    }  # fmt: skip
    line = shown.lines[shown.lines["state"] == "kept"].iloc[0]
    assert (line["then"], line["now"], line["file"], line["by"]) == ("10", "12", "10", "wang")
    imports.commit(li, shown, reason="counted again")
    assert (stored(li)[ALL[:3]], stored(li)[PUBLISHED[:3]]) == ("12", "9")


def test_a_cell_emptied_in_a_template_is_withdrawn(opened: str, li: Desk) -> None:
    take_in(li, FILE)
    form = templates.for_body(li, opened, "310101").content
    shown = ask.preview(li, opened, filled_in(form, (*places(li)[PUBLISHED[:3]], None)), "t.xlsx")
    assert (shown.counts["withdrawn"], shown.counts["same"]) == (1, 1)
    imports.commit(li, shown, reason="not known")
    assert stored(li) == {ALL[:3]: "10", RULE[:3]: "1"}


def test_a_cell_emptied_that_somebody_else_changed_is_a_conflict(opened: str, li: Desk, wang: Desk) -> None:
    take_in(li, FILE)
    form = filled_in(templates.for_body(li, opened, "310101").content, (*places(li)[PUBLISHED[:3]], None))
    take_in(wang, table((*PUBLISHED[:3], "9")), "w.csv", accepted=[0], reason="read again")
    shown = ask.preview(li, opened, form, "t.xlsx")
    assert shown.counts["conflicting"] == 1
    imports.commit(li, shown, reason="not known")
    assert stored(li)[PUBLISHED[:3]] == "9"


def test_a_template_of_another_round_is_refused(opened: str, li: Desk, office: Desk) -> None:
    take_in(li, FILE)
    rounds.open(office, "2013", catalogue="small")
    form = templates.for_body(li, opened, "310101").content
    shown = ask.preview(li, "2013", form, "t.xlsx")
    assert "other_round" in {one.code for one in shown.errors}


def test_a_stamp_from_the_future_counts_as_none(opened: str, li: Desk) -> None:
    """After a record was restored from an older copy a template may know batches that are not there."""
    take_in(li, FILE)
    shown = ask.preview(li, opened, templates.for_body(li, opened, "310101").content, "t.xlsx")
    assert shown.identity is not None
    with li.database.reading() as connection:
        later = replace(shown.identity, sequence="999")
        assert ask.stamp_of(connection, opened, shown.identity) == 1
        assert ask.stamp_of(connection, opened, later) is None
        assert ask.stamp_of(connection, opened, replace(shown.identity, sequence="x")) is None
        assert ask.stamp_of(connection, opened, None) is None


# ---------- refused, mended, handed in again


def test_the_marked_copy_mended_is_taken_in(opened: str, li: Desk) -> None:
    form = templates.for_body(li, opened, "310101").content
    take_in(li, table(ALL, PUBLISHED))
    at = places(li)
    faulty = filled_in(form, (*at[ALL[:3]], "约120"), (*at[PUBLISHED[:3]], 9))
    shown = ask.preview(li, opened, faulty, "t.xlsx")
    assert [one.code for one in shown.errors] == ["approximate"]
    copy = returned.annotated(li, shown, faulty)
    assert copy is not None
    again = ask.preview(li, opened, copy.content, copy.name)
    assert [(one.sheet, one.cell, one.code) for one in again.errors] == [
        (one.sheet, one.cell, one.code) for one in shown.errors
    ]
    mended = ask.preview(li, opened, filled_in(copy.content, (*at[ALL[:3]], 120)), copy.name)
    assert mended.errors == ()
    assert (mended.counts["conflicting"], mended.stamp) == (2, 0)  # the form was empty when it was downloaded
    imports.commit(li, mended, accepted=mended.conflicts.index, reason="counted")
    assert (stored(li)[ALL[:3]], stored(li)[PUBLISHED[:3]]) == ("120", "9")
