"""The demonstration: everything that can happen happens, it is marked, and it is loaded once."""

from __future__ import annotations

import csv
from collections.abc import Callable
from pathlib import Path

import pytest

from data import cli, demo
from data.catalogue import FOLDER, load, load_bodies, load_calendar
from data.catalogue.crosschecks import load_crosschecks
from data.demo.cast import cast
from data.demo.facts import Play
from data.demo.script import script
from data.desk import Desk, sit
from data.intake import check
from data.intake.read import Table
from data.queries import boards, observations, rounds
from data.settings import from_environment
from data.store.db import shut
from metrics.engine.board import Board
from metrics.frames import STATUSES
from metrics.model import Setting


@pytest.fixture(name="base", scope="module")
def loaded(tmp_path_factory: pytest.TempPathFactory) -> dict[str, str]:
    """The environment of a record into which the demonstration was loaded by the command."""
    folder = tmp_path_factory.mktemp("demo")
    environment = {"EVALUATION_DATABASE": f"sqlite:///{folder / 'demo.db'}"}
    with pytest.MonkeyPatch.context() as patch:
        for name, value in environment.items():
            patch.setenv(name, value)
        assert cli.main(["migrate"]) == 0
        assert cli.main(["demo"]) == 0
    yield environment
    shut(environment["EVALUATION_DATABASE"])


@pytest.fixture(name="desk")
def office(base: dict[str, str]) -> Desk:
    return sit(from_environment(base), person="test", role="office")


@pytest.fixture(name="board")
def scored(desk: Desk) -> Board:
    return boards.board(desk, demo.ROUND)


def test_it_is_marked(desk: Desk) -> None:
    for code in demo.CATALOGUES:
        one = rounds.find(desk, code)
        assert one.demo
        assert "演示数据" in one.title.zh
        assert "demo data" in one.title.en
        assert code in one.title.en


def test_everything_happens(board: Board) -> None:
    statuses = {STATUSES[code] for code in set(board.status.to_numpy().ravel().tolist())}
    assert {"scored", "missing", "not_applicable", "nil"} <= statuses
    flags = {flag for flags in board.totals["flags"] for flag in flags.split(";")}
    assert {"thin_base", "unranked", "quota", "quota_tie", "bonus_gated"} <= flags
    thin = board.totals[board.totals["flags"].str.contains("thin_base")]
    assert set(thin["place"].isna()) == {True, False}
    vetoed = board.totals[board.totals["veto"] != ""]
    assert set(vetoed["grade"]) == {"good", "fail"}
    assert (board.totals["deductions"] > 0).sum() > 10
    assert (board.totals["bonus"] > 0).sum() > 5
    assert {"late", "below", "items", "too_few", "grade", "missing", "above"} <= set(board.ledger["reason"])
    assert set(board.totals["grade"]) == {"excellent", "good", "pass", "fail"}


def test_two_tie_and_others_are_far_apart(board: Board) -> None:
    for kind, peers in board.totals.groupby("kind"):
        ranked = peers.dropna(subset="place")
        assert ranked["total"].max() > 95
        assert ranked["total"].min() < 50
        assert ranked["total"].std() > 10
        assert (kind == "bureau") == bool(ranked["place"].duplicated().any())


def test_everybody_is_there(board: Board) -> None:
    assert board.totals["kind"].value_counts().to_dict() == {"bureau": 47, "district": 17}


def test_it_went_in_as_peoples_data_does(desk: Desk) -> None:
    batches = observations.batches(desk, demo.ROUND)
    assert len(batches) == 9
    assert batches[0].reason == demo.CORRECTION
    current = observations.current(desk, demo.ROUND)
    corrected = current[current["batch"] == batches[0].number].iloc[0]
    history = observations.history(desk, demo.ROUND, corrected["body"], corrected["indicator"])
    assert len(history[history["field"] == corrected["field"]]) == 2


def test_a_second_time_changes_nothing(
    base: dict[str, str], desk: Desk, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    before = observations.batches(desk, demo.ROUND)
    for name, value in base.items():
        monkeypatch.setenv(name, value)
    assert cli.main(["demo"]) == 0
    assert "已有评估批次" in capsys.readouterr().out
    demo.load(desk)
    assert observations.batches(desk, demo.ROUND) == before
    assert [one.code for one in rounds.every(desk)] == [demo.ROUND, demo.BEFORE]


@pytest.mark.parametrize("cut_at", [f"{demo.BEFORE}-4", f"{demo.BEFORE}-seal", f"{demo.ROUND}-4"])
def test_it_goes_on_after_an_interruption(
    cut_at: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("EVALUATION_DATABASE", f"sqlite:///{tmp_path / 'cut.db'}")
    assert cli.main(["migrate"]) == 0
    desk = sit(from_environment(), person="test", role="office")
    assert not demo.unfinished(desk)

    def cutting(kept: Callable[..., object]) -> Callable[..., object]:
        def cut(*given: object, **named: object) -> object:
            if named["key"] == f"{demo.KEY}-{cut_at}":
                raise KeyboardInterrupt
            return kept(*given, **named)

        return cut

    with monkeypatch.context() as patch:
        patch.setattr(demo.record, "record", cutting(demo.record.record))
        patch.setattr(demo.board_acts, "seal", cutting(demo.board_acts.seal))
        with pytest.raises(KeyboardInterrupt):
            demo.load(desk)
    assert demo.unfinished(desk)
    assert cli.main(["demo"]) == 0
    assert not demo.unfinished(desk)
    assert len(observations.batches(desk, demo.ROUND)) == 9
    assert len(observations.batches(desk, demo.BEFORE)) == 8
    assert boards.standing(desk, demo.BEFORE).sealed
    shut(f"sqlite:///{tmp_path / 'cut.db'}")


def test_it_can_be_forbidden(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EVALUATION_DATABASE", f"sqlite:///{tmp_path / 'none.db'}")
    monkeypatch.setenv("EVALUATION_DEMO", "0")
    assert cli.main(["migrate"]) == 0
    assert cli.main(["demo"]) == 0
    desk = sit(from_environment(), person="test", role="office")
    assert rounds.every(desk) == ()
    shut(f"sqlite:///{tmp_path / 'none.db'}")


def test_the_same_everywhere_and_without_a_fault() -> None:
    plan, bodies = load(FOLDER / "2012"), load_bodies(FOLDER / "2012")
    play = Play(Setting(2012, load_calendar("cn")), load_crosschecks(FOLDER / "2012", plan))
    rows = script(cast(bodies, plan), plan, play)
    assert rows.equals(script(cast(bodies, plan), plan, play))
    lines = rows.index.to_numpy() + 2
    _, problems = check.observations(Table("demo", rows.astype("str"), lines), plan, bodies)
    assert problems == []


def test_what_is_exported_scores_the_same(
    base: dict[str, str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The files of a round, scored again without the record, give the same four tables."""
    for name, value in base.items():
        monkeypatch.setenv(name, value)
    out, again = tmp_path / "out", tmp_path / "again"
    assert cli.main(["export", "--round", demo.ROUND, "--to", str(out)]) == 0
    assert any("演示数据" in one.name for one in out.iterdir())
    assert cli.main(["score", "--round", demo.ROUND, "--out", str(tmp_path / "round")]) == 0
    files = ["--bodies", str(out / "bodies.csv"), "--observations", str(out / "observations.csv")]
    assert cli.main(["score", "--catalogue", str(FOLDER / "2012"), *files, "--out", str(again)]) == 0
    for name in ("rollups.csv", "scores.csv", "ledger.csv"):
        assert (out / name).read_bytes() == (again / name).read_bytes()
        assert (out / name).read_bytes() == (tmp_path / "round" / name).read_bytes()
    first, second = (_rows(folder / "totals.csv") for folder in (out, again))
    assert [row["total"] for row in first] == [row["total"] for row in second]
    # A thin base is accepted in the record, not in files: there that body has no place.
    unranked = [sum("unranked" in row["flags"] for row in rows) for rows in (first, second)]
    assert unranked[1] == unranked[0] + 1


def test_totals_on_the_screen(
    base: dict[str, str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    for name, value in base.items():
        monkeypatch.setenv(name, value)
    assert cli.main(["score", "--round", demo.ROUND]) == 0
    assert len(capsys.readouterr().out.splitlines()) == 65
    assert cli.main(["score", "--round", "1999", "--lang", "en"]) == 1
    assert "1999" in capsys.readouterr().err


def _rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as content:
        return list(csv.DictReader(content))
