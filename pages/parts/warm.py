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
from data.desk import Desk, sit
from data.queries import changes, robustness, rounds

log = logging.getLogger("evaluation")
_seen: set[str] = set()
_underway: set[tuple[str, str]] = set()
_lock = threading.Lock()


def settled(page: str) -> None:
    """Note that `page` has run; the first time, what is alive now is frozen."""
    with _lock:
        if page in _seen:
            return
        _seen.add(page)
        gc.collect()
        gc.freeze()


def later(desk: Desk, round_code: str) -> None:
    """Work out the doubt of a large round beside everything else; once, however many readers ask."""
    asked = str(desk.database.url), round_code
    with _lock:
        if asked in _underway:
            return
        _underway.add(asked)
    threading.Thread(target=_later, args=(desk, asked), name="later", daemon=True).start()


def _later(desk: Desk, asked: tuple[str, str]) -> None:
    try:
        robustness.doubt(desk, asked[1])
    except Exception:
        log.exception("the doubt of %s was not worked out: the next reader asks for it again", asked[1])
    finally:
        with _lock:
            _underway.discard(asked)


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
