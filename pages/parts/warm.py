"""Takes what a page leaves in memory for good out of the collection that Streamlit runs after every script.

app.py freezes what is imported at the start; modules of pages, boards and the caches of libraries come with
the first run of each page. Without a second freeze every later run pays for walking over them (30-60 ms).
Frozen things still go when nobody refers to them; only rings among them stay, once a page and not once a run.
"""

from __future__ import annotations

import gc
import threading

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
