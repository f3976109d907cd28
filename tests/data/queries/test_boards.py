"""The board each person may see: scored once per state, nameless for a reporter, sealed for a viewer."""

from __future__ import annotations

import dataclasses
import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import numpy as np
import pandas as pd
import pytest

from data.actions import boards as act
from data.actions import bodies, observations, rounds
from data.desk import Desk
from data.queries import boards
from data.store import content
from metrics.engine.board import Board
from metrics.errors import NotFound, NotPermitted
from metrics.frames import OUT
from tests.data.queries.conftest import CANARY
from tests.data.small import BUREAUS, DISTRICTS, rows

OWN = "310103"


def seal(office: Desk, leader: Desk, code: str) -> None:
    edition = act.compute(office, code)
    act.seal(leader, code, edition.number, sha256=edition.sha256)


def everything(board: Board) -> str:
    """All that a board says, as text (the catalogue is public)."""
    return json.dumps(content.encode(board)["of"] | {"catalogue": None}, ensure_ascii=False)


def test_points_are_those_worked_out_by_hand(scored: str, evaluator: Desk) -> None:
    board = boards.board(evaluator, scored)
    # a: (published/10 - 0.5) / 0.5 x 60, b: 40 or missing, d: 2 points a notice.
    assert board.points["a"].tolist()[:7] == pytest.approx([60, 60, 48, 36, 24, 12, 0])
    totals = board.totals.set_index("body")
    assert totals.loc[DISTRICTS, "total"].tolist() == [100.0, 98.0, 88.0, 76.0, 64.0, 52.0, 0.0]
    assert totals.loc[DISTRICTS, "place"].tolist() == [1, 2, 3, 4, 5, 6, 7]
    assert "thin_base" in totals.loc["B01", "flags"]
    assert totals.loc["B02", "total"] == 0


def test_every_change_of_the_record_changes_the_answer(scored: str, evaluator: Desk, office: Desk) -> None:
    first = boards.standing(evaluator, scored)
    observations.record(evaluator, scored, rows(("B02", "b", "has_rule", "1")), source="late.csv")
    assert boards.board(evaluator, scored).totals.set_index("body").loc["B02", "total"] == 40
    assert boards.standing(evaluator, scored).sequence > first.sequence
    observations.withdraw(evaluator, scored, pd.DataFrame({"body": ["B02"]}), reason="wrong body")
    assert boards.board(evaluator, scored).totals.set_index("body").loc["B02", "total"] == 0
    bodies.accept_thin_base(office, scored, "B01", reason="seen")
    assert boards.board(evaluator, scored).totals.set_index("body").loc["B01", "place"] == 1


def test_a_change_of_the_plan_changes_the_answer(scored: str, evaluator: Desk) -> None:
    before = boards.standing(evaluator, scored)
    file = evaluator.catalogues / "small" / "small.toml"
    file.write_text(file.read_text(encoding="utf-8").replace("per = 2", "per = 5"), encoding="utf-8")
    assert boards.board(evaluator, scored).totals.set_index("body").loc[DISTRICTS[1], "total"] == 95.0
    assert boards.standing(evaluator, scored).catalogue_version != before.catalogue_version


def test_the_same_state_is_scored_once(
    scored: str, evaluator: Desk, leader: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    count = []
    real = boards.score
    monkeypatch.setattr(boards, "score", lambda *given: count.append(1) or real(*given))
    with ThreadPoolExecutor(8) as pool:
        totals = list(pool.map(lambda _: boards.board(evaluator, scored).totals, range(16)))
    boards.board(leader, scored)
    assert len(count) == 1
    for one in totals:
        pd.testing.assert_frame_equal(one, totals[0])


def test_what_somebody_does_to_a_lent_board_nobody_else_sees(scored: str, evaluator: Desk) -> None:
    mine = boards.board(evaluator, scored)
    before = everything(boards.board(evaluator, scored))
    mine.totals.loc[0, "total"] = -1.0
    mine.totals["place"] = 1
    mine.points.iloc[0, 0] = -1.0
    mine.status.iloc[:, :] = 5
    mine.ledger.loc[:, "lost"] = 0.0
    mine.facts["a"].loc[:, "num"] = -1.0
    assert everything(boards.board(evaluator, scored)) == before


def test_a_reporter_sees_their_own_body_whole(
    scored: str, evaluator: Desk, seat: Callable[..., Desk]
) -> None:
    full, mine = boards.board(evaluator, scored), boards.board(seat("reporter", body=OWN), scored)
    assert mine.body(OWN) == full.body(OWN)
    for name in ("full", "value", "share", "points", "status"):
        assert getattr(mine, name).loc[OWN].equals(getattr(full, name).loc[OWN])
    columns = list(full.totals.columns)
    own = mine.totals[mine.totals["body"] == OWN][columns].to_dict("records")
    assert str(own) == str(full.totals[full.totals["body"] == OWN].to_dict("records"))
    assert len(mine.ledger) == (full.ledger["body"] == OWN).sum() > 0
    assert set(mine.rollups["body"]) == {OWN}


def test_a_reporter_sees_peers_without_names_or_detail(
    scored: str, evaluator: Desk, seat: Callable[..., Desk]
) -> None:
    full, mine = boards.board(evaluator, scored), boards.board(seat("reporter", body=OWN), scored)
    text = everything(mine)
    names = [code for code in (*DISTRICTS, *BUREAUS) if code != OWN]
    assert CANARY in everything(full)
    for secret in (*names, *(f"{part}{code}" for code in names for part in ("区", "局")), CANARY):
        assert f'"{secret}"' not in text, secret
    others = [one.code for one in mine.bodies if one.code != OWN]
    assert len(others) == len(names)
    assert (mine.status.loc[others] == OUT).all().all()
    for name in ("full", "value", "share", "points"):
        assert getattr(mine, name).loc[others].isna().all().all()
    hidden = mine.totals[mine.totals["body"] != OWN]
    for column in ("base", "applicable_points", "deductions", "bonus", "points", "full_marks", "raw"):
        assert hidden[column].isna().all(), column
    for column in ("veto", "flags", "group"):
        assert (hidden[column] == "").all(), column


def test_two_reporters_are_answered_each_about_their_own(scored: str, seat: Callable[..., Desk]) -> None:
    for body in (OWN, DISTRICTS[0], OWN):
        mine = boards.board(seat("reporter", body=body), scored)
        assert [one.code for one in mine.bodies if one.code in DISTRICTS] == [body]


def test_totals_and_places_of_peers_stay(scored: str, evaluator: Desk, seat: Callable[..., Desk]) -> None:
    full, mine = boards.board(evaluator, scored), boards.board(seat("reporter", body=OWN), scored)
    for column in ("total", "place"):
        assert sorted(full.totals[column].dropna()) == sorted(mine.totals[column].dropna())
    assert list(mine.totals["body"]) == [one.code for one in mine.bodies] == list(mine.points.index)


def test_numbers_of_peers_follow_the_totals_and_nothing_else(
    scored: str, evaluator: Desk, seat: Callable[..., Desk]
) -> None:
    mine = boards.board(seat("reporter", body=OWN), scored)
    for _, of in mine.totals.groupby("kind"):
        others = of[of["body"] != OWN]
        numbers = others["body"].str.removeprefix("#").astype(int)
        assert numbers.is_monotonic_increasing
        assert others["total"].is_monotonic_decreasing


@pytest.mark.parametrize("body", ["", "999"])
def test_a_reporter_of_no_body_of_the_round_sees_nothing(
    scored: str, seat: Callable[..., Desk], body: str
) -> None:
    with pytest.raises((NotPermitted, NotFound)):
        boards.board(seat("reporter", body=body), scored)


def test_a_viewer_sees_nothing_before_the_seal_and_all_after(
    scored: str, office: Desk, leader: Desk, seat: Callable[..., Desk]
) -> None:
    viewer = seat("viewer")
    for ask in (boards.board, boards.standing, boards.editions):
        with pytest.raises(NotPermitted, match="not_published"):
            ask(viewer, scored)
    seal(office, leader, scored)
    assert everything(boards.board(viewer, scored)) == everything(boards.board(office, scored))
    assert boards.standing(viewer, scored).sealed
    assert [one.number for one in boards.editions(viewer, scored)] == [1]


def test_who_may_not_see_all_editions_sees_the_sealed_one(
    scored: str, office: Desk, leader: Desk, seat: Callable[..., Desk]
) -> None:
    act.compute(office, scored)
    assert boards.editions(seat("reporter", body=OWN), scored) == ()
    seal(office, leader, scored)
    assert [one.number for one in boards.editions(seat("reporter", body=OWN), scored)] == [2]


def test_the_key_of_a_cache_says_what_the_person_may_see(scored: str, seat: Callable[..., Desk]) -> None:
    scopes = {
        boards.standing(seat(role, body=body), scored).scope
        for role, body in (
            ("evaluator", ""), ("office", ""), ("leader", ""), ("reporter", "310101"), ("reporter", "310102"),
        )
    }  # fmt: skip
    assert scopes == {"all", "own:310101", "own:310102"}


def test_standing_says_how_firm_and_of_when(scored: str, office: Desk, leader: Desk) -> None:
    before = boards.standing(office, scored)
    assert (before.state, before.edition, before.demo) == ("provisional", None, False)
    assert before.at is not None
    assert before.at.isoformat().startswith("2012-07-09T08:30:")
    seal(office, leader, scored)
    after = boards.standing(office, scored)
    assert (after.state, after.sequence) == ("sealed", before.sequence)
    assert after.edition is not None
    assert after.at == after.edition.sealed_at


def test_an_unknown_round(office: Desk) -> None:
    with pytest.raises(NotFound, match="round"):
        boards.board(office, "1999")


def test_a_round_without_any_fact_has_a_board(office: Desk) -> None:
    rounds.open(office, "empty", catalogue="small")
    board = boards.board(office, "empty")
    assert len(board.totals) == 9
    assert np.isnan(board.totals["total"]).sum() == 0 or board.totals["total"].isna().all()


def test_every_part_of_a_board_is_hidden_or_public(scored: str) -> None:
    """A new part of a board must be thought of in `nameless`; the leak test above then covers it."""
    assert {one.name for one in dataclasses.fields(Board)} == {
        "catalogue", "bodies", "full", "value", "share", "points", "status", "totals", "rollups", "ledger",
        "facts", "na_reason",
    }  # fmt: skip
