"""What is worked out before the first reader comes is there when they come; trouble with it stops nothing."""

from __future__ import annotations

import threading
import time

import pytest

from data import permits
from data.desk import sit
from data.queries import boards, robustness
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


def test_a_large_round_is_worked_out_beside_the_reader_and_once(
    record: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    desk = sit(record, person="office", role=permits.OFFICE)
    monkeypatch.setattr(robustness, "AT_ONCE", 1)
    board = boards.board(desk, "2012")
    robustness._doubts._answers.clear()
    assert robustness.late(desk, "2012", board)
    for _ in range(40):
        warm.later(desk, "2012")
    at_work = [one for one in threading.enumerate() if one.name == "later"]
    assert len(at_work) == 1
    at_work[0].join(PATIENCE)
    assert not robustness.late(desk, "2012", board)


def test_trouble_beside_the_reader_leaves_the_next_one_free_to_ask(
    record: Settings, caplog: pytest.LogCaptureFixture
) -> None:
    desk = sit(record, person="office", role=permits.OFFICE)
    for _ in range(2):
        warm.later(desk, "nowhere")
        for one in threading.enumerate():
            if one.name == "later":
                one.join(PATIENCE)
    assert caplog.text.count("nowhere was not worked out") == 2
