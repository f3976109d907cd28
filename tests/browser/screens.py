"""`make screens`: pictures of every page, in both languages and windows and once dark, kept small.

`python -m tests.browser.screens FOLDER` writes them elsewhere, each page whole.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, Page, sync_playwright

from pages.parts.menu import HOME, MENU
from tests.browser.conftest import CHROMIUM, FLAGS, ROOT, STILL, served

KEPT = ROOT / "docs" / "screens"
QUALITY = 60
PATIENCE = 180_000  # milliseconds a page may take on a busy machine
TALLEST = 9_000
UNDRAWN = "[class*='st-key-panel_']:not(:has(.main-svg))"
WIDE, NARROW = (1440, 900), (1024, 768)
# Where the first view of a page is not the one to show.
VIEWS = {"body": "body?body=310115", "method": "method?body=310115&indicator=3.3.3"}


@dataclass(frozen=True)
class Shot:
    """One picture: which page, in which language and window, light or dark, all of it or what fits."""

    name: str
    path: str
    language: str = "zh"
    size: tuple[int, int] = WIDE
    dark: bool = False


def shots() -> list[Shot]:
    """Every page in both languages and windows, and once dark."""
    made = []
    for page in MENU:
        path = VIEWS.get(page, "" if page == HOME else page)
        for language in ("zh", "en"):
            made += [Shot(f"{page}-{language}-{size[0]}", path, language, size) for size in (WIDE, NARROW)]
        made.append(Shot(f"{page}-dark", path, dark=True))
    return made


def take(browser: Browser, address: str, wanted: Iterable[Shot], folder: Path, *, whole: bool) -> None:
    """Open each page, wait until its pictures stand, write it into `folder`; `whole`: to its foot."""
    folder.mkdir(parents=True, exist_ok=True)
    windows: dict[tuple[int, bool], Page] = {}
    for shot in wanted:
        width, height = shot.size
        page = windows.get((width, shot.dark)) or opened(browser, shot)
        windows[width, shot.dark] = page
        page.set_viewport_size({"width": width, "height": height})
        page.goto(f"{address}/{shot.path}{'&' if '?' in shot.path else '?'}lang={shot.language}")
        page.locator("h1").first.wait_for()
        page.locator(STILL).wait_for()
        page.locator(UNDRAWN).first.wait_for(state="detached")  # they are drawn after the script has run
        page.wait_for_timeout(1000)
        if whole:
            tall = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
            page.set_viewport_size({"width": width, "height": min(int(tall), TALLEST)})
            page.wait_for_timeout(1000)
        with Image.open(BytesIO(page.screenshot())) as shown:
            shown.convert("RGB").save(folder / f"{shot.name}.webp", quality=QUALITY, method=6)


def opened(browser: Browser, shot: Shot) -> Page:
    """A window of the size and colours of the shot, used again for all of its kind."""
    context = browser.new_context(color_scheme="dark" if shot.dark else "light")
    context.set_default_timeout(PATIENCE)
    return context.new_page()


def main(folder: str = "") -> None:
    """Serve the demonstration round and take the pictures; old ones of docs/screens go."""
    with (
        tempfile.TemporaryDirectory() as record,
        served(Path(record)) as address,
        sync_playwright() as play,
    ):
        browser = play.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        if not folder:
            for old in KEPT.glob("*.*"):
                old.unlink()
        take(browser, address, shots(), Path(folder) if folder else KEPT, whole=bool(folder))
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
