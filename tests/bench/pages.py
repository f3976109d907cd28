"""`python -m tests.bench.pages`: how fast the pages are, beside a bare page with one chart and one table.

A re-run: from the reader's wish to the script's end, by raw websocket, once the page is warm. Settled: from
the address to the last change of the page, in a real browser that has the program's files. Both are medians.
Then forty readers at once on one process, each with a page every few seconds.
"""

from __future__ import annotations

import asyncio
import os
import random
import sys
import tempfile
import time
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import median, quantiles

from playwright.sync_api import Browser, sync_playwright

from pages.parts.menu import HOME, MENU
from tests.bench.served import bare, program
from tests.bench.sessions import Session, open_session
from tests.browser.conftest import CHROMIUM, FLAGS, STILL

TIMES, LOOKS = 7, 3
SIZES = (64, 3_000)
READERS, EACH, PAUSE = 40, 6, 5.0  # readers, pages each of them asks for, seconds between two
QUIET = 400  # milliseconds without a change: the page stands
BARE = "bare"
WATCH = """
addEventListener('DOMContentLoaded', () => new MutationObserver(() => { window.changed = performance.now(); })
  .observe(document, {childList: true, subtree: true, attributes: true, characterData: true}));
"""
STANDS = f"(still) => !!document.querySelector(still) && performance.now() - window.changed > {QUIET}"


@dataclass(frozen=True)
class Figures:
    """What one page takes."""

    rerun: float
    size: int
    settled: float


def path(page: str) -> str:
    """The address of a page."""
    return "" if page in (HOME, BARE) else page


async def reruns(address: str, pages: list[str]) -> Mapping[str, tuple[float, int]]:
    """Seconds of a warm re-run and bytes sent, by page; the first run of each is not counted."""
    session, found = await open_session(address), {}
    for page in pages:
        runs = [await session.run(path(page)) for _ in range(TIMES + 1)][1:]
        found[page] = median(one.seconds for one in runs), runs[-1].size
    await session.socket.close()
    return found


def settled(browser: Browser, address: str, page: str) -> float:
    """Seconds from the address to the last change of the page, in a window that has been there before."""
    context = browser.new_context(viewport={"width": 1440, "height": 900})
    context.add_init_script(WATCH)
    window, times = context.new_page(), []
    window.set_default_timeout(180_000)
    for _ in range(LOOKS + 1):
        window.goto(f"{address}/{path(page)}")
        window.wait_for_function(STANDS, arg=STILL)
        times.append(float(window.evaluate("window.changed")) / 1000)
    context.close()
    return median(times[1:])


def measure(places: Mapping[str, list[str]]) -> dict[str, Figures]:
    """All figures of the pages at each address; the browser comes last, since it takes the event loop."""
    runs: dict[str, tuple[float, int]] = {}
    for address, pages in places.items():
        runs |= asyncio.run(reruns(address, pages))
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        seen = {page: settled(browser, address, page) for address, pages in places.items() for page in pages}
        browser.close()
    return {page: Figures(*runs[page], seen[page]) for page in runs}


async def crowd(address: str) -> list[float]:
    """Seconds of every re-run of forty readers who go from page to page."""
    chance = random.Random(2012)
    sessions = [await open_session(address) for _ in range(READERS)]
    for session in sessions:
        await session.run("")

    async def read(session: Session, starts: float, pages: list[str]) -> list[float]:
        await asyncio.sleep(starts)
        taken = []
        for page in pages:
            began = time.perf_counter()
            taken.append((await session.run(path(page))).seconds)
            await asyncio.sleep(max(0.0, PAUSE - (time.perf_counter() - began)))
        return taken

    readers = [
        read(session, chance.random() * PAUSE, chance.choices([*MENU], k=EACH)) for session in sessions
    ]
    every = await asyncio.gather(*readers)
    return [seconds for one in every for seconds in one]


def table(size: int, found: Mapping[str, Figures]) -> None:
    """Print one table: each page, and how many times the bare page it takes."""
    theirs = found[BARE]
    heads = ("re-run s", "x bare", "kB sent", "settled s", "x bare")
    print(f"\n{f'{size:,} bodies':16}" + "".join(f" {head:>10}" for head in heads))
    for page, one in found.items():
        print(
            f"{page:16} {one.rerun:10.3f} {one.rerun / theirs.rerun:10.1f} {one.size / 1000:10.0f} "
            f"{one.settled:10.2f} {one.settled / theirs.settled:10.2f}", flush=True,
        )  # fmt: skip


def main(*sizes: str) -> None:
    """Measure, and print tables."""
    print(f"pages: {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; medians of {TIMES} and {LOOKS}")
    for size in [int(one) for one in sizes] or SIZES:
        with tempfile.TemporaryDirectory() as folder, program(Path(folder), size) as address:
            with bare(size) as other:
                table(size, measure({other: [BARE], address: [*MENU]}))
            if size <= 64:
                taken = asyncio.run(crowd(address))
                middle, late = median(taken), quantiles(taken, n=20)[-1]
                print(f"{READERS} readers on one process, a page every {PAUSE:.0f} s: {len(taken)} re-runs, "
                      f"median {middle:.3f} s, p95 {late:.3f} s")  # fmt: skip


if __name__ == "__main__":
    main(*sys.argv[1:])
