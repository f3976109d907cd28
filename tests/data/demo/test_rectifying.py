"""The demonstration's rectification: every state and lamp occurs, in the past, once, also after a cut."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from data import demo
from data.actions import rectification as acts
from data.actions import rectification_letters as letter_acts
from data.demo import rectifying
from data.desk import Desk, sit
from data.queries import exemplars, feeds, letters, rectification, rectified, trail
from data.settings import from_environment
from data.store import migrate
from data.store.db import database, shut
from metrics.procedure.clocks import LAMPS
from metrics.procedure.lifecycle import IN_HAND, STATES
from metrics.workdays import add

LEAST = 40  # items


@pytest.fixture(name="scored", scope="module")
def without_items(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A record of both years, nothing of rectification in it."""
    file = tmp_path_factory.mktemp("rectifying") / "demo.db"
    url = f"sqlite:///{file}"
    settings = from_environment({"EVALUATION_DATABASE": url})
    migrate.upgrade(database(url))
    loaded = demo.load(sit(settings, person="test", role="office"), items=False)
    assert [(one.round.code, one.bodies) for one in loaded] == [("2011", 65), ("2012", 64)]
    shut(url)
    return file


@pytest.fixture(name="desk", scope="module")
def office(scored: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    desk = _copied(scored, tmp_path_factory.mktemp("played"))
    demo.load(desk)
    yield desk
    shut(desk.database.url.render_as_string(hide_password=False))


@pytest.fixture(name="own")
def not_yet_played(scored: Path, tmp_path: Path) -> Iterator[Desk]:
    desk = _copied(scored, tmp_path)
    yield desk
    shut(desk.database.url.render_as_string(hide_password=False))


def _copied(scored: Path, folder: Path) -> Desk:
    shutil.copy(scored, folder / "own.db")
    told = {
        "EVALUATION_DATABASE": f"sqlite:///{folder / 'own.db'}",
        "EVALUATION_FILES": str(folder / "files"),
    }
    return sit(from_environment(told), person="test", role="office")


def both(desk: Desk) -> list[dict[str, object]]:
    return [
        row
        for code in demo.CATALOGUES
        for row in rectification.register(desk, code).astype(object).to_dict("records")
    ]


def test_every_state_and_every_lamp(desk: Desk) -> None:
    rows = both(desk)
    assert len(rows) >= LEAST
    assert {row["state"] for row in rows} == set(STATES)
    assert {row["lamp"] for row in rows} == set(LAMPS)
    assert {row["kind"] for row in rows} == {"finding", "self_check", "municipal"}
    assert len({row["body"] for row in rows}) >= 15
    assert {row["asked"] for row in rows} > {0}
    assert max(row["returns"] for row in rows) == 2
    assert {row["overrun"] for row in rows} > {0}
    assert any(row["previous"] for row in rows)
    assert any(row["parent"] for row in rows)
    assert any(row["deviation_until"] for row in rows)


def test_letters_are_there_and_some_were_sent(desk: Desk) -> None:
    steps = {(one.step, one.state) for code in demo.CATALOGUES for one in letters.letters(desk, code)}
    for step in ("reminder", "supervision", "red_supervision", "criticism"):
        assert (step, "sent") in steps
    assert ("referral", "drafted") in steps
    assert ("supervision", "drafted") in steps


def test_it_happened_on_working_days_before_today(desk: Desk) -> None:
    calendar = rectification.calendar(desk, demo.ROUND)
    days = [row["issued_on"] for row in both(desk) if row["issued_on"]]
    assert all(day < desk.today for day in days)
    assert all(add(add(day, -1, calendar), 1, calendar) == day for day in days)  # working days
    for code in demo.CATALOGUES:
        at = trail.entries(desk, code, limit=400)["at"].tolist()
        assert at == sorted(at, reverse=True)
    assert trail.verify(desk).intact


def test_points_come_back_and_others_can_learn_from_it(desk: Desk) -> None:
    both_scores = rectified.side_by_side(desk, demo.ROUND)
    assert (both_scores["gained"] > 0).sum() >= 5
    assert (both_scores["gained"] >= 0).all()
    assert len(exemplars.exemplars(desk, demo.BEFORE)) >= 4
    told = feeds.feeds(desk, demo.BEFORE)
    assert (told[told["field"] == "k_criticised"]["value"] == "1").sum() == 1


@pytest.mark.parametrize("cut_at", [1, 100, 195])
def test_it_goes_on_after_an_interruption(
    cut_at: int, own: Desk, desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert demo.unfinished(own)
    with monkeypatch.context() as patch:
        patch.setattr(acts, "do", _cutting(acts.do, cut_at))
        with pytest.raises(KeyboardInterrupt):
            demo.load(own)
    assert demo.unfinished(own)
    demo.load(own)
    assert not demo.unfinished(own)
    assert [_told(row) for row in both(own)] == [_told(row) for row in both(desk)]
    for code in demo.CATALOGUES:
        assert len(letters.letters(own, code)) == len(letters.letters(desk, code))


def test_before_the_last_letters_it_is_unfinished(own: Desk, monkeypatch: pytest.MonkeyPatch) -> None:
    last = f"{rectifying.KEY}-{demo.ROUND}-letters-{rectifying.LETTERS[demo.ROUND][-1][0]}"
    kept = letter_acts.draft_due

    def cut(*given: object, key: str, **named: object) -> object:
        if key == last:
            raise KeyboardInterrupt
        return kept(*given, key=key, **named)

    with monkeypatch.context() as patch:
        patch.setattr(letter_acts, "draft_due", cut)
        with pytest.raises(KeyboardInterrupt):
            demo.load(own)
    assert demo.unfinished(own)


def test_what_is_in_hand_has_a_plan_unless_it_is_to_be_done_at_once(desk: Desk) -> None:
    for row in both(desk):
        if row["state"] == IN_HAND and row["deadline_class"] != "prompt":
            assert "演示" in row["plan"]


def _told(row: dict[str, object]) -> tuple[object, ...]:
    return tuple(row[name] for name in ("number", "indicator", "state", "lamp", "version", "proofs"))


def _cutting(kept: Callable[..., object], at: int) -> Callable[..., object]:
    done = 0

    def cut(*given: object, **named: object) -> object:
        nonlocal done
        done += 1
        if done == at:
            raise KeyboardInterrupt
        return kept(*given, **named)

    return cut
