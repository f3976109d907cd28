"""What is worked out before the first reader comes is there when they come; trouble with it stops nothing."""

from __future__ import annotations

import time

import pytest

from data import permits
from data.desk import sit
from data.queries import robustness
from data.settings import Settings
from pages.parts import warm

PATIENCE = 120.0


def test_the_doubt_of_the_round_is_known_to_the_first_reader(record: Settings) -> None:
    desk = sit(record, person="office", role=permits.OFFICE)
    thread = warm.ahead()
    thread.join(PATIENCE)
    assert not thread.is_alive()
    began = time.thread_time()
    assert robustness.doubt(desk, "2012") is not None
    known = time.thread_time() - began
    robustness._doubts._answers.clear()  # the control: worked out anew it takes its time
    began = time.thread_time()
    robustness.doubt(desk, "2012")
    assert known < (time.thread_time() - began) / 3


def test_a_record_without_rounds_or_without_tables_stops_nothing(
    empty_program: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    warm.ahead().join(PATIENCE)
    monkeypatch.setenv("EVALUATION_DATABASE", "sqlite:////nowhere/at/all.db")
    warm.ahead().join(PATIENCE)
