"""The demonstration obeys the cross-checks of its year: what is downloaded can be handed in again."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pandas as pd
import pytest

from data import demo
from data.catalogue import FOLDER, load, load_bodies, load_calendar
from data.catalogue.crosschecks import Crosschecks, Part, Sum, load_crosschecks
from data.demo.agreeing import between, dealt
from data.demo.cast import cast
from data.demo.earlier import earlier
from data.demo.facts import Play
from data.demo.script import script
from data.desk import Desk, sit
from data.intake import check
from data.intake.agree import agree
from data.intake.read import Table
from data.queries import imports, templates
from data.settings import from_environment
from data.store.db import shut
from metrics.errors import CellProblem
from metrics.model import Setting
from tests.data.handed_in import filled_in

YEAR = FOLDER / "2012"
PLANS = {2011: FOLDER / "2011-demo", 2012: YEAR}
DISTRICT, BUREAU, UNIT = "310115", "B05", "B10"


@pytest.fixture(name="rows", scope="module")
def this_year() -> pd.DataFrame:
    return written(2012)


def written(year: int) -> pd.DataFrame:
    """All rows of a year's demonstration."""
    plan, folder = load(PLANS[year]), PLANS[year]
    parts = cast(load_bodies(YEAR), load(YEAR))
    now = {one.code: one for one in load(YEAR).indicators}
    play = Play(Setting(year, load_calendar("cn")), load_crosschecks(folder, plan), now)
    return script(earlier(parts, load_bodies(folder)) if year == 2011 else parts, plan, play)


@pytest.fixture(name="desk", scope="module")
def evaluator(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    folder = tmp_path_factory.mktemp("agreeing")
    url = f"sqlite:///{shutil.copy(demonstration / 'evaluation.db', folder)}"
    settings = from_environment({"EVALUATION_DATABASE": url, "EVALUATION_FILES": str(folder / "files")})
    yield sit(settings, person="li", role="evaluator")
    shut(url)


def problems(rows: pd.DataFrame, folder: Path = YEAR) -> list[CellProblem]:
    """All that the checks of a handed-in file say of these rows."""
    plan, bodies = load(folder), load_bodies(folder)
    lines = np.arange(len(rows)) + 2
    sound, told = check.observations(Table("demo", rows.astype("str"), lines), plan, bodies)
    placed = sound.assign(sheet="demo", cell=[str(line) for line in range(len(sound))])
    return [*told, *agree(placed, load_crosschecks(folder, plan))]


@pytest.mark.parametrize(("year", "bodies"), [(2011, 65), (2012, 64)])
def test_no_fact_of_any_body_contradicts_another(year: int, bodies: int) -> None:
    rows = written(year)
    assert rows["body"].nunique() == bodies
    assert problems(rows, PLANS[year]) == []
    days = rows["value"][rows["value"].str.fullmatch(r"\d{4}-\d\d-\d\d.*")].str[:4].astype(int)
    assert set(days) <= {year, year + 1}


@pytest.mark.parametrize(
    ("indicator", "field", "code"),
    [("5.1.1", "school_open", "sum_differs"), ("4.4.1", "n_dept_published", "num_over_den"),
     ("4.4.2", "n_dept", "shared_differs"), ("2.4.1", "n_full_chain", "num_over_den")],
)  # fmt: skip
def test_a_fact_that_is_broken_is_found(rows: pd.DataFrame, indicator: str, field: str, code: str) -> None:
    """The control: each kind of check is really held against the round."""
    at = rows.index[(rows["indicator"] == indicator) & (rows["field"] == field)][0]
    broken = rows.copy()
    broken.loc[at, "value"] = "9999"
    assert (code, rows.loc[at, "body"]) in {(one.code, one.body) for one in problems(broken)}


@pytest.mark.parametrize("make", ["district", "bureau", "unit"])
def test_a_template_comes_back_as_it_was_downloaded(desk: Desk, make: str) -> None:
    made = {
        "district": lambda: templates.for_body(desk, demo.ROUND, DISTRICT),
        "bureau": lambda: templates.for_body(desk, demo.ROUND, BUREAU),
        "unit": lambda: templates.for_unit(desk, demo.ROUND, UNIT),
    }[make]()
    shown = imports.preview(desk, demo.ROUND, made.content, made.name)
    assert shown.problems == ()
    counts = shown.counts
    assert counts.pop("same") > 100
    assert set(counts.values()) == {0}


def test_one_cell_changed_in_it_is_refused(desk: Desk) -> None:
    """The control: more hospitals that are open than hospitals."""
    made = templates.for_body(desk, demo.ROUND, DISTRICT)
    wrong = filled_in(made.content, (DISTRICT, "5.1.1", "hospital_open", "999"))
    shown = imports.preview(desk, demo.ROUND, wrong, made.name)
    assert {one.code for one in shown.errors} == {"num_over_den", "sum_differs"}


def test_parts_add_up_and_stay_within_their_wholes() -> None:
    checks = Crosschecks(
        sums=(Sum("a", "open", ("p_open", "q_open")), Sum("a", "all", ("p_all", "q_all"))),
        parts=(Part("a", "p_open", "p_all"), Part("a", "q_open", "q_all"), Part("a", "late", "all")),
    )
    for seed in range(50):
        draw = np.random.default_rng(seed)
        found = dealt("a", checks, {"open": 30, "all": 40}, draw)
        assert found["p_open"] + found["q_open"] == 30
        assert found["p_all"] + found["q_all"] == 40
        assert found["p_open"] <= found["p_all"]
        assert found["q_open"] <= found["q_all"]
        assert 0 <= between("a", "late", checks, {"all": 3}, 1000, draw) <= 3
    assert dealt("b", checks, {"open": 30, "all": 40}, np.random.default_rng(0)) == {}


def test_a_whole_is_never_less_than_its_part() -> None:
    checks = Crosschecks(parts=(Part("a", "both", "budget"), Part("a", "budget", "all")))
    draws = {
        between("a", "budget", checks, {"both": 5, "all": 8}, 1, np.random.default_rng(seed))
        for seed in range(50)
    }
    assert draws == {5, 6, 7, 8}
