"""A sealed number never moves: not by later facts, not by another plan, not by editing files."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest
from sqlalchemy import text

from data.actions import boards, observations, rounds
from data.desk import Desk
from data.queries import boards as ask
from data.queries import rounds as ask_rounds
from data.queries import trail
from data.store import content
from data.store.boards import Edition
from metrics.errors import Closed, Conflict, NotFound, NotPermitted, WrongState
from tests.data.small import DISTRICTS, rows

FACTS = rows(
    *((code, "b", "has_rule", "1") for code in DISTRICTS),
    *((code, "a", "n_all", "10") for code in DISTRICTS),
    *((code, "a", "n_published", str(number + 3)) for number, code in enumerate(DISTRICTS)),
)


@pytest.fixture
def edition(opened: str, evaluator: Desk, office: Desk) -> Edition:
    observations.record(evaluator, opened, FACTS, source="all.csv")
    return boards.compute(office, opened)


def test_an_edition_says_what_it_was_made_from(edition: Edition, office: Desk) -> None:
    standing = ask.standing(office, "2012")
    assert (edition.number, edition.person) == (1, "office")
    assert (edition.sequence, edition.catalogue_version) == (standing.sequence, standing.catalogue_version)
    assert edition.sealed_at is None
    assert boards.compute(office, "2012").number == 2
    assert [one.number for one in ask.editions(office, "2012")] == [2, 1]


def test_the_same_facts_give_the_same_digest(edition: Edition, office: Desk) -> None:
    assert boards.compute(office, "2012").sha256 == edition.sha256


def test_sealing_seals_the_round(edition: Edition, office: Desk, leader: Desk) -> None:
    before = ask.board(office, "2012")
    sealed = boards.seal(leader, "2012", 1, sha256=edition.sha256, note="签发")
    assert (sealed.sealed_by, sealed.note) == ("leader", "签发")
    assert ask_rounds.find(office, "2012").state == "sealed"
    assert ask.standing(office, "2012").sealed
    pd.testing.assert_frame_equal(ask.board(office, "2012").totals, before.totals, check_exact=True)
    with pytest.raises(Closed, match="round_sealed"):
        boards.compute(office, "2012")
    with pytest.raises(Closed, match="round_sealed"):
        boards.seal(leader, "2012", 1, sha256=edition.sha256)


def test_a_sealed_number_does_not_move_with_the_plan(edition: Edition, office: Desk, leader: Desk) -> None:
    boards.seal(leader, "2012", 1, sha256=edition.sha256)
    before = ask.board(office, "2012")
    file = office.catalogues / "small" / "small.toml"
    plan = (
        file.read_text(encoding="utf-8")
        .replace("marks = 60", "marks = 50")
        .replace("marks = 40", "marks = 50")
    )
    file.write_text(plan, encoding="utf-8")
    after = ask.board(office, "2012")
    pd.testing.assert_frame_equal(after.totals, before.totals, check_exact=True)
    assert after.catalogue == before.catalogue
    # The control: a round that is still open does move.
    rounds.open(office, "2013", catalogue="small")
    assert ask.board(office, "2013").catalogue.version != before.catalogue.version


@pytest.mark.parametrize("change", ["facts", "plan"])
def test_what_was_computed_before_a_change_cannot_be_sealed(
    edition: Edition, evaluator: Desk, leader: Desk, change: str
) -> None:
    if change == "facts":
        observations.record(evaluator, "2012", rows(("B01", "b", "has_rule", "1")), source="late.csv")
    else:
        file = leader.catalogues / "small" / "small.toml"
        file.write_text(file.read_text(encoding="utf-8").replace("per = 2", "per = 3"), encoding="utf-8")
    with pytest.raises(WrongState, match="board_stale"):
        boards.seal(leader, "2012", 1, sha256=edition.sha256)
    assert ask_rounds.find(leader, "2012").state == "open"


def test_the_seal_is_bound_to_what_was_signed(edition: Edition, leader: Desk) -> None:
    with pytest.raises(Conflict, match="other_content"):
        boards.seal(leader, "2012", 1, sha256="0" * 64)


def test_two_people_are_needed(edition: Edition, seat: Callable[..., Desk]) -> None:
    with pytest.raises(NotPermitted, match="same_person"):
        boards.seal(seat("leader", person="office"), "2012", 1, sha256=edition.sha256)


def test_an_edition_that_is_not_there(edition: Edition, leader: Desk) -> None:
    with pytest.raises(NotFound, match="edition"):
        boards.seal(leader, "2012", 9, sha256=edition.sha256)


def test_a_wrong_content_of_a_sealed_edition_is_found(
    edition: Edition, office: Desk, leader: Desk, kind: str
) -> None:
    boards.seal(leader, "2012", 1, sha256=edition.sha256)
    assert trail.verify(office).intact
    with office.database.migrating() as connection:
        board = ask.board(office, "2012")
        board.totals.loc[0, "total"] = 100.0
        forged, _ = content.pack(board)
        drop = {
            "sqlite": "DROP TRIGGER boards_no_update",
            "postgresql": "DROP TRIGGER boards_no_update ON boards",
        }
        connection.execute(text(drop[kind]))
        connection.execute(text("UPDATE boards SET content = :forged"), {"forged": forged})
    assert trail.verify(office).editions == (("2012", 1),)
