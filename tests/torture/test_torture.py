"""The ordeal itself: the same every time, it lets sound files pass, and it sees a process that is lost."""

from __future__ import annotations

import sys

import pytest

from data.intake import upload
from tests.torture import ordeal as ordeals
from tests.torture.bases import bases
from tests.torture.mutations import MUTATIONS, tortured
from tests.torture.ordeal import ordeal

SEEDS = range(10_000, 10_040)  # not those of `make torture`


@pytest.fixture(scope="module")
def made() -> dict[str, bytes]:
    return bases()


def test_forty_broken_files_are_accepted_or_refused(made: dict[str, bytes]) -> None:
    for seed in SEEDS:
        how, name, content = tortured(seed, made)
        verdict = ordeal(name, content)
        assert not verdict.lost, f"seed {seed}, {how} of {name}: {verdict.outcome}"


def test_the_sound_ones_are_accepted(made: dict[str, bytes]) -> None:
    ours = (
        "hand.xlsx",
        "openpyxl.xlsx",
        "xlsxwriter.xlsx",
        "body.xlsx",
        "register.xlsx",
        "utf8.csv",
        "gb.csv",
    )
    for name in ours:
        assert ordeal(name, made[name]).outcome == "accepted"


def test_each_file_comes_of_its_seed_alone(made: dict[str, bytes]) -> None:
    assert [tortured(seed, made) for seed in SEEDS] == [tortured(seed, made) for seed in SEEDS]
    assert {tortured(seed, made)[0].rstrip("+") for seed in range(60)} == set(MUTATIONS)


def test_a_child_that_is_lost_is_seen(made: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(upload, "CHILD", [sys.executable, "-c", "1 / 0"])
    assert ordeal("hand.xlsx", made["hand.xlsx"]).lost


def test_a_server_that_stumbles_is_seen(made: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    def stumble(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(ordeals, "tables", stumble)
    assert ordeal("hand.xlsx", made["hand.xlsx"]).lost


def test_a_problem_without_words_is_seen(made: dict[str, bytes], monkeypatch: pytest.MonkeyPatch) -> None:
    def unsaid(path: object, name: str, limits: object) -> str:
        raise upload.Unfit("no such code")

    monkeypatch.setattr(upload.gate, "kind", unsaid)
    assert ordeal("hand.xlsx", made["hand.xlsx"]).lost
