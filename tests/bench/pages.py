"""`python -m tests.bench.pages`: how fast the pages are, beside a bare page with one chart and one table.

A re-run: from the reader's wish to the script's end, by raw websocket, once the page is warm; beside it the
processor time that the server spent on it, which a busy machine does not blur. First: the processor time of
the first run. Settled: from the address to the last change of the page, in a real browser that has the
program's files. All are medians. Then forty readers at once on one process, each with a page every few
seconds.
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
from tests.bench.served import Server, bare, program
from tests.bench.sessions import Session, open_session
from tests.browser.conftest import CHROMIUM, FLAGS, STILL

TIMES, LOOKS = 7, 3
SIZES = (64, 3_000)
READERS, EACH, PAUSE = 40, 6, 5.0  # readers, pages each of them asks for, seconds between two
REST = 0.05  # seconds until the server has done what follows a run
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

    first: float
    rerun: float
    spent: float
    size: int
    settled: float


def path(page: str) -> str:
    """The address of a page."""
    return "" if page in (HOME, BARE) else page


async def reruns(server: Server, pages: list[str]) -> Mapping[str, tuple[float, float, float, int]]:
    """By page: processor time of the first run; seconds and processor time of a warm re-run, bytes sent."""
    session, found = await open_session(server.address), {}
    for page in pages:
        runs, spent = [], []
        for _ in range(TIMES + 1):
            before = server.spent()
            runs.append(await session.run(path(page)))
            await asyncio.sleep(REST)
            spent.append(server.spent() - before)
        found[page] = spent[0], median(one.seconds for one in runs[1:]), median(spent[1:]), runs[-1].size
        print(f"  {page}: {found[page][0]:.2f} s at first", file=sys.stderr, flush=True)
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
    print(f"  {page}: settled after {median(times[1:]):.2f} s", file=sys.stderr, flush=True)
    return median(times[1:])


def measure(places: Mapping[Server, list[str]]) -> dict[str, Figures]:
    """All figures of the pages of each server; the browser comes last, since it takes the event loop."""
    runs: dict[str, tuple[float, float, float, int]] = {}
    for server, pages in places.items():
        runs |= asyncio.run(reruns(server, pages))
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        seen = {
            page: settled(browser, server.address, page) for server, pages in places.items() for page in pages
        }
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
    heads = ("re-run s", "x bare", "CPU ms", "first CPU", "kB sent", "settled s", "x bare")
    print(f"\n{f'{size:,} bodies':16}" + "".join(f" {head:>10}" for head in heads))
    for page, one in found.items():
        print(
            f"{page:16} {one.rerun:10.3f} {one.rerun / theirs.rerun:10.1f} {one.spent * 1000:10.1f} "
            f"{one.first * 1000:10.0f} {one.size / 1000:10.0f} "
            f"{one.settled:10.2f} {one.settled / theirs.settled:10.2f}", flush=True,
        )  # fmt: skip


def main(*sizes: str) -> None:
    """Measure, and print tables."""
    print(f"pages: {os.cpu_count()} cores, load {os.getloadavg()[0]:.1f}; medians of {TIMES} and {LOOKS}")
    for size in [int(one) for one in sizes] or SIZES:
        with tempfile.TemporaryDirectory() as folder, program(Path(folder), size) as server:
            with bare(size) as other:
                table(size, measure({other: [BARE], server: [*MENU]}))
            if size <= 64:
                before = server.spent()
                taken = asyncio.run(crowd(server.address))
                each = (server.spent() - before) / len(taken) * 1000
                middle, late = median(taken), quantiles(taken, n=20)[-1]
                print(f"{READERS} readers on one process, a page every {PAUSE:.0f} s: {len(taken)} re-runs, "
                      f"median {middle:.3f} s, p95 {late:.3f} s, {each:.0f} ms CPU each")  # fmt: skip


if __name__ == "__main__":
    main(*sys.argv[1:])
