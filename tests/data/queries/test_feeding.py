"""The record of a round in the next one: shown before, handed in as an ordinary batch, never typed in."""

from __future__ import annotations

from typing import Any

import pytest

from data.actions import boards as seals
from data.actions import feeding as acts
from data.actions import observations, rectification_letters
from data.queries import boards
from data.queries import observations as asked
from data.queries.feeding import feeding
from metrics.errors import Conflict, Lacking, NotFound, NotPermitted
from metrics.frames import STATUSES
from tests.data.rectifying import BODY, People, act, closed, drafted, next_year, observed, tomorrow
from tests.data.small import rows


def test_without_a_next_round_there_is_nothing_to_hand_in(people: People, opened: str) -> None:
    observed(people["evaluator"], opened)
    found = feeding(people["office"], opened)
    assert (found.to, len(found.rows), len(found.changes)) == (None, 0, 0)
    with pytest.raises(NotFound):
        acts.take_over(people["office"], opened, reason="带入")


def test_it_is_shown_and_taken_over_as_a_batch(people: People, opened: str) -> None:
    observed(people["evaluator"], opened)
    closed(people, drafted(people["office"], opened))
    later = next_year(people["office"])
    found = feeding(people["office"], opened)
    assert found.to is not None
    assert found.to.code == later
    mine = found.changes[found.changes["body"] == BODY].set_index("field")
    assert (mine.loc["n_all", "now"], mine.loc["n_all", "fed"]) == ("", "1")
    assert mine.loc["n_published", "fed"] == "1"
    batch = acts.take_over(people["office"], opened, reason="带入", key="once")
    assert acts.take_over(people["office"], opened, reason="带入", key="once").number == batch.number
    assert "2012" in batch.source
    now = asked.current(people["office"], later, BODY).set_index("field")["value"]
    assert (now["n_all"], now["n_published"]) == ("1", "1")
    assert feeding(people["office"], opened).changes.empty


def test_criticism_counted_elsewhere_is_never_lowered(people: People, opened: str) -> None:
    observed(people["evaluator"], opened)
    later = next_year(people["office"])
    observations.record(people["evaluator"], later, rows((BODY, "d", "n_notices", "2")), source="x.csv")
    found = feeding(people["office"], opened)
    assert not ((found.rows["body"] == BODY) & (found.rows["field"] == "n_notices")).any()


def test_a_body_with_nothing_due_has_no_rate(people: People, opened: str) -> None:
    observed(people["evaluator"], opened)
    closed(people, drafted(people["office"], opened))
    later = next_year(people["office"])
    typed = rows(("310103", "a", "n_all", "5"), ("310103", "a", "n_published", "1"))
    observations.record(people["evaluator"], later, typed, source="typed.csv")
    shown = feeding(people["office"], opened).changes.query("indicator == 'a'").set_index("body")
    assert shown.loc["310104", ["field", "now", "fed"]].tolist() == ["", "", "nil"]
    assert shown.loc["310103", ["field", "now", "fed"]].tolist() == ["", "5 / 1", "nil"]
    acts.take_over(people["office"], opened, reason="带入")
    assert feeding(people["office"], opened).changes.empty
    kept = asked.current(people["office"], later, "310103").query("indicator == 'a'")
    assert kept[["field", "value", "status"]].to_numpy().tolist() == [["", "", "nil"]]
    board = boards.whole(people["office"], later)
    # this plan says `when_empty = "not_applicable"`: no point is lost, none is given, the base is smaller
    assert STATUSES[board.status.loc["310103", "a"]] == "not_applicable"
    assert STATUSES[board.status.loc[BODY, "a"]] == "scored"
    ledger = board.ledger
    assert not ((ledger["body"] == "310103") & (ledger["indicator"] == "a")).any()


def test_a_plan_that_gives_full_marks_for_nothing_due_goes_on_doing_so(people: People, opened: str) -> None:
    later = next_year(people["office"])
    file = people["office"].catalogues / "later" / "small.toml"
    plan = file.read_text(encoding="utf-8")
    file.write_text(plan.replace('when_empty = "not_applicable"', 'when_empty = "full"'), encoding="utf-8")
    acts.take_over(people["office"], opened, reason="带入")
    board = boards.whole(people["office"], later)
    assert STATUSES[board.status.loc["310103", "a"]] == "nil"
    assert board.points.loc["310103", "a"] == 60


def test_a_nil_return_never_speaks_for_a_field_that_others_fill_in(people: People, opened: str) -> None:
    later = next_year(people["office"])
    file = people["office"].catalogues / "later" / "small.toml"
    field = '  { code = "n_all", title = { zh = "总数", en = "all" }, type = "int" },\n'
    more = field.replace("n_all", "n_more")
    file.write_text(file.read_text(encoding="utf-8").replace(field, field + more), encoding="utf-8")
    assert feeding(people["office"], opened).to is not None
    assert not (feeding(people["office"], opened).rows["indicator"] == "a").any()
    assert later


def test_taken_over_twice_under_one_key_it_is_answered_as_then(
    people: People, opened: str, clock: Any
) -> None:
    """Even where the first time leaves nothing to take over: criticism is only ever raised."""
    observed(people["evaluator"], opened)
    act(people["leader"], drafted(people["office"], opened), "issue")
    tomorrow(clock, 38)  # more than ten working days late
    [letter] = rectification_letters.draft_due(people["office"], opened)
    rectification_letters.send(people["office"], letter.id, version=letter.version)
    later = next_year(people["office"])
    batch = acts.take_over(people["office"], opened, reason="带入", key="once")
    now = asked.current(people["office"], later, BODY).set_index("field")["value"]
    assert now["n_notices"] == "1"
    assert acts.take_over(people["office"], opened, reason="带入", key="once").number == batch.number
    with pytest.raises(Conflict, match="key_reused"):
        acts.take_over(people["office"], opened, reason="再带入", key="once")


def test_what_others_counted_meanwhile_is_not_lowered(
    people: People, opened: str, clock: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    observed(people["evaluator"], opened)
    act(people["leader"], drafted(people["office"], opened), "issue")
    tomorrow(clock, 38)
    [letter] = rectification_letters.draft_due(people["office"], opened)
    rectification_letters.send(people["office"], letter.id, version=letter.version)
    later = next_year(people["office"])
    found = feeding(people["office"], opened)  # worked out; and before it is handed in:
    observations.record(people["evaluator"], later, rows((BODY, "d", "n_notices", "3")), source="x.csv")
    monkeypatch.setattr(acts, "feeding", lambda *_: found)
    with pytest.raises(Conflict, match="changed_meanwhile"):
        acts.take_over(people["office"], opened, reason="带入")
    now = asked.current(people["office"], later, BODY).set_index("field")["value"]
    assert now["n_notices"] == "3"


def test_it_needs_a_reason_and_the_office(people: People, opened: str) -> None:
    observed(people["evaluator"], opened)
    next_year(people["office"])
    with pytest.raises(Lacking):
        acts.take_over(people["office"], opened, reason=" ")
    for role in ("evaluator", "leader", "reporter"):
        with pytest.raises(NotPermitted):
            acts.take_over(people[role], opened, reason="带入")


def test_a_next_round_that_is_sealed_takes_nothing(people: People, opened: str) -> None:
    observed(people["evaluator"], opened)
    closed(people, drafted(people["office"], opened))
    later = next_year(people["office"])
    observed(people["evaluator"], later)
    edition = seals.compute(people["office"], later)
    seals.seal(people["leader"], later, edition.number, sha256=edition.sha256)
    assert feeding(people["office"], opened).to is None
    with pytest.raises(NotFound):
        acts.take_over(people["office"], opened, reason="带入")
