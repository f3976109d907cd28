"""Pictures of the pages: `python -m tests.browser.screens` for the README, with a FOLDER every page."""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path

from PIL import Image
from playwright.sync_api import Browser, sync_playwright

from tests.browser.conftest import CHROMIUM, FLAGS, PATIENCE, ROOT, STILL, served

README = ROOT / "docs" / "screens"
COLOURS = 256
WIDE, NARROW = (1440, 900), (1024, 768)
PAGES = {
    "overview": "",
    "rankings": "rankings",
    "body": "body?body=310115",
    "indicators": "indicators",
    "method": "method?body=310115&indicator=3.3.3",
}


@dataclass(frozen=True)
class Shot:
    """One picture: which page, in which language and window, light or dark, all of it or what fits."""

    name: str
    path: str
    language: str = "zh"
    size: tuple[int, int] = WIDE
    dark: bool = False
    whole: bool = False


FOR_README = (
    *(Shot(name, path) for name, path in PAGES.items()),
    Shot("overview_en", PAGES["overview"], "en"),
)


def every() -> list[Shot]:
    """Every page in both languages and windows, dark once, and whole once."""
    shots = [
        Shot(f"{name}-{language}-{size[0]}", path, language, size)
        for name, path in PAGES.items()
        for language in ("zh", "en")
        for size in (WIDE, NARROW)
    ]
    shots += [Shot(f"{name}-dark", path, dark=True) for name, path in PAGES.items()]
    return shots + [Shot(f"{name}-whole", path, whole=True) for name, path in PAGES.items()]


def take(browser: Browser, address: str, shots: Iterable[Shot], folder: Path) -> None:
    """Open each page in a fresh window, wait until its pictures stand, write it into `folder`."""
    folder.mkdir(parents=True, exist_ok=True)
    for shot in shots:
        width, height = shot.size
        context = browser.new_context(
            viewport={"width": width, "height": height}, color_scheme="dark" if shot.dark else "light"
        )
        context.set_default_timeout(PATIENCE * 1000)
        page = context.new_page()
        page.goto(f"{address}/{shot.path}{'&' if '?' in shot.path else '?'}lang={shot.language}")
        page.locator("h1").first.wait_for()
        page.locator(STILL).wait_for()
        page.wait_for_timeout(1500)  # pictures are drawn after the script has run
        if shot.whole:
            tall = page.evaluate("document.querySelector('[data-testid=stMain]').scrollHeight")
            page.set_viewport_size({"width": width, "height": min(int(tall), 9000)})
            page.wait_for_timeout(1000)
        small(page.screenshot(), folder / f"{shot.name}.png")
        context.close()


def small(picture: bytes, file: Path) -> None:
    """Write a picture with a palette of its own colours: a third of the size, the same to the eye."""
    with Image.open(BytesIO(picture)) as shown:
        shown.convert("RGB").quantize(COLOURS, Image.Quantize.MAXCOVERAGE, 3, dither=Image.Dither.NONE).save(
            file, optimize=True
        )


def main(folder: str = "") -> None:
    """Serve the demonstration round and take the pictures."""
    with (
        tempfile.TemporaryDirectory() as record,
        served(Path(record)) as address,
        sync_playwright() as play,
    ):
        browser = play.chromium.launch(executable_path=CHROMIUM, args=list(FLAGS))
        take(browser, address, every() if folder else FOR_README, Path(folder) if folder else README)
        browser.close()


if __name__ == "__main__":
    main(*sys.argv[1:])
