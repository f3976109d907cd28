"""A small memory for costly answers: bounded, shared by all threads, each answer worked out once."""

from __future__ import annotations

import threading
from collections import OrderedDict
from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

Answer = TypeVar("Answer")


class Memo(Generic[Answer]):
    """The last `size` answers by key. Keys say everything an answer depends on, so none grows stale."""

    def __init__(self, size: int) -> None:
        self.size = size
        self._answers: OrderedDict[Hashable, Answer] = OrderedDict()
        self._lock = threading.Lock()
        self._busy: dict[Hashable, threading.Lock] = {}

    def get(self, key: Hashable, work: Callable[[], Answer]) -> Answer:
        """The answer for `key`; who asks while another works it out waits for that answer."""
        with self._lock:
            if key in self._answers:
                self._answers.move_to_end(key)
                return self._answers[key]
            mine = self._busy.setdefault(key, threading.Lock())
        with mine:
            with self._lock:
                if key in self._answers:
                    return self._answers[key]
            try:
                answer = work()
                self._keep(key, answer)
            finally:
                with self._lock:
                    self._busy.pop(key, None)
            return answer

    def __contains__(self, key: Hashable) -> bool:
        """Whether the answer is there without any work."""
        with self._lock:
            return key in self._answers

    def _keep(self, key: Hashable, answer: Answer) -> None:
        with self._lock:
            self._answers[key] = answer
            while len(self._answers) > self.size:
                self._answers.popitem(last=False)
