"""What is costly is done once and early: the doubt of the round before anybody asks, the freeze of memory.

`settled` takes what a page leaves in memory for good out of the collection that Streamlit runs after every
script. app.py freezes what is imported at the start; modules of pages, boards and the caches of libraries
come with the first run of each page. Without a second freeze every later run pays for walking over them
(30-60 ms). Frozen things still go when nobody refers to them; only rings among them stay, once a page and
not once a run.
"""

from __future__ import annotations

import gc
import logging
import threading

from data import permits, settings
from data.desk import sit
from data.queries import changes, robustness, rounds

log = logging.getLogger("evaluation")
_seen: set[str] = set()
_lock = threading.Lock()


def settled(page: str) -> None:
    """Note that `page` has run; the first time, what is alive now is frozen."""
    with _lock:
        if page in _seen:
            return
        _seen.add(page)
        gc.collect()
        gc.freeze()


def ahead() -> threading.Thread:
    """Work out, beside everything else, what the first reader would wait for; the thread that does it."""
    thread = threading.Thread(target=_ahead, name="ahead", daemon=True)
    thread.start()
    return thread


def _ahead() -> None:
    try:
        desk = sit(settings.from_environment(), person="shell", role=permits.OFFICE)
        one = rounds.current(desk)
        if one is None:
            return
        robustness.doubt(desk, one.code)
        for earlier in changes.before(desk, one.code)[:1]:
            changes.changes(desk, earlier.code, one.code)
    except Exception:
        log.exception("nothing was worked out ahead: the first reader will wait a little")
