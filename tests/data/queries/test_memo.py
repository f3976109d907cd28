"""A memory that is bounded, works each answer out once, and never keeps a failure."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from data.queries.memo import Memo


def test_each_answer_is_worked_out_once_however_many_ask_at_once() -> None:
    memo: Memo[int] = Memo(size=4)
    worked: list[int] = []

    def work() -> int:
        worked.append(1)
        time.sleep(0.02)
        return 7

    with ThreadPoolExecutor(16) as pool:
        assert set(pool.map(lambda _: memo.get("k", work), range(64))) == {7}
    assert len(worked) == 1


def test_different_questions_do_not_wait_for_each_other() -> None:
    memo: Memo[int] = Memo(size=4)
    inside = threading.Barrier(2, timeout=5)

    def work() -> int:
        inside.wait()  # passes only if both are at work at once
        return 1

    with ThreadPoolExecutor(2) as pool:
        assert list(pool.map(lambda key: memo.get(key, work), "ab")) == [1, 1]


def test_whether_an_answer_is_there_is_known_without_any_work() -> None:
    memo: Memo[int] = Memo(size=1)
    assert "k" not in memo
    memo.get("k", lambda: 1)
    assert "k" in memo
    memo.get("other", lambda: 2)
    assert "k" not in memo


def test_the_oldest_is_forgotten() -> None:
    memo: Memo[str] = Memo(size=2)
    for key in ("a", "b", "a", "c"):
        memo.get(key, lambda key=key: key)
    assert memo.get("a", lambda: "again") == "a"
    assert memo.get("b", lambda: "again") == "again"


def test_a_failure_is_not_remembered() -> None:
    memo: Memo[int] = Memo(size=2)
    with pytest.raises(ZeroDivisionError):
        memo.get("k", lambda: 1 // 0)
    assert memo.get("k", lambda: 3) == 3
