"""The demonstration's two years: the first is sealed, two bodies became one, and what changed adds up."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pytest

from data import demo
from data.desk import Desk, sit
from data.queries import boards, bodies, catalogues, observations, rectification, rounds, trail
from data.settings import from_environment
from data.store.db import shut
from metrics.engine.changes import SWITCHES, Changes, changes
from metrics.engine.mixed import Run
from metrics.frames import OBSERVATIONS, widen

MERGED, GIVEN_UP = "310101", "310103"


@pytest.fixture(name="desk", scope="module")
def office(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    copy = shutil.copy(demonstration / "evaluation.db", tmp_path_factory.mktemp("years"))
    url = f"sqlite:///{copy}"
    yield sit(from_environment({"EVALUATION_DATABASE": url}), person="test", role="office")
    shut(url)


@pytest.fixture(name="changed", scope="module")
def side_by_side(desk: Desk) -> Changes:
    return changes(_run(desk, demo.BEFORE), _run(desk, demo.ROUND))


def _run(desk: Desk, code: str) -> Run:
    board = boards.whole(desk, code)
    facts = widen(observations.current(desk, code)[list(OBSERVATIONS)], board.catalogue)
    return Run(board, facts, catalogues.setting(rounds.find(desk, code), board.catalogue))


def test_the_year_under_way_comes_first_and_the_one_before_is_sealed(desk: Desk) -> None:
    assert rounds.current(desk).code == demo.ROUND
    assert not boards.standing(desk, demo.ROUND).sealed
    standing = boards.standing(desk, demo.BEFORE)
    assert standing.sealed
    assert standing.demo
    assert standing.edition.person == demo.OFFICE
    entries = trail.entries(desk, limit=2000)
    seals = entries[entries["act"] == "boards.seal"]
    assert seals[["person", "role"]].to_numpy().tolist() == [[demo.LEADER, "leader"]]


def test_two_bodies_became_one(desk: Desk, changed: Changes) -> None:
    before, after = ({one.code for one in bodies.every(desk, code)} for code in (demo.BEFORE, demo.ROUND))
    assert (before - after, after - before) == ({GIVEN_UP}, set())
    told = changed.bodies.loc[MERGED]
    assert (told["how"], told["origin"], told["broken"]) == ("merged", f"{MERGED};{GIVEN_UP}", True)
    totals = boards.whole(desk, demo.BEFORE).totals.set_index("body")["total"]
    assert told["before"] == pytest.approx((totals[MERGED] + totals[GIVEN_UP]) / 2)
    others = changed.bodies.drop(MERGED)
    assert set(others["how"]) == {"same"}
    assert not others["broken"].any()
    assert changed.gone == ()


def test_the_parts_add_up_to_the_difference(desk: Desk, changed: Changes) -> None:
    table = changed.bodies
    assert not table[["before", "after", *SWITCHES]].isna().any(axis=None)
    pd.testing.assert_series_equal(
        table[list(SWITCHES)].sum(axis=1), table["difference"], check_names=False, atol=1e-9, rtol=0
    )
    after = boards.whole(desk, demo.ROUND).totals.set_index("body")["total"]
    pd.testing.assert_series_equal(table["after"], after, check_names=False)


def test_the_plans_differ_in_all_four_ways(changed: Changes) -> None:
    told = changed.indicators.set_index(["code_before", "code_after"])["change"]
    assert told[told == "dropped"].index.tolist() == [("3.3.10", "")]
    assert told[told == "added"].index.tolist() == [("", "3.2.3")]
    new = [one for one, _ in told[told == "changed"].index]
    assert sorted(new) == ["2.1.3", "3.1.2", "3.3.2", "3.3.3", "3.3.4"]
    marks = changed.indicators.set_index("code_after")
    assert (marks.loc["3.3.3", "marks_before"], marks.loc["3.3.3", "marks_after"]) == (3, 4)


def test_most_keep_their_character_and_a_few_really_move(changed: Changes) -> None:
    own = changed.bodies["own"]
    size = own.abs()
    assert (size < 4).mean() > 0.7
    assert (own > 6).sum() >= 4
    assert (own < -4).sum() >= 2
    # Nothing of their own changed, and yet their totals did.
    still = changed.bodies[size < 1e-9]
    assert len(still) >= 5
    assert (still["difference"].abs() > 0.01).sum() >= 3
    assert changed.bodies["before"].corr(changed.bodies["after"]) > 0.9


def test_what_stands_beside_the_plan_holds_for_both_years(desk: Desk) -> None:
    """The earlier plan is written as its differences; the terms of rectification are those of 2012."""
    assert rectification.terms(desk, demo.BEFORE) == rectification.terms(desk, demo.ROUND)
