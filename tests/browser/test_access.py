"""Everybody can use it: axe-core finds nothing serious on any page, the keyboard reaches all that matters."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import axe_playwright_python
import pytest

from pages.parts.menu import HOME, MENU
from tests.browser.conftest import Reader

AXE = Path(axe_playwright_python.__file__).with_name("axe.min.js").read_text("utf-8")
GRAVE = ("serious", "critical")
MANY = 600  # presses of Tab after which a page has been walked, whatever it is
FOCUS = """() => {
  const it = document.activeElement, look = getComputedStyle(it);
  return {
    tag: it.tagName, words: (it.getAttribute('aria-label') || it.innerText || it.value || '').trim(),
    href: it.getAttribute('href') || '', role: it.getAttribute('role') || '',
    ours: !!it.closest('[data-house]'),
    takes: !!it.closest('[data-testid=stDownloadButton]'),
    seen: look.outlineStyle !== 'none' || look.boxShadow !== 'none',
  };
}"""


def address(page: str) -> str:
    """The page's place."""
    return "" if page == HOME else page


def grave(reader: Reader) -> list[str]:
    """What axe-core calls serious or critical: rule, and where."""
    reader.page.evaluate(AXE)
    found: dict[str, Any] = reader.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        f"{one['id']}: {node['html'][:160]}"
        for one in found["violations"]
        if one["impact"] in GRAVE
        for node in one["nodes"]
    ]


def walk(reader: Reader, times: int = MANY) -> list[dict[str, Any]]:
    """Every stop of the Tab key, until it leaves the page."""
    stops: list[dict[str, Any]] = []
    for _ in range(times):
        reader.page.keyboard.press("Tab")
        stop = reader.page.evaluate(FOCUS)
        if stop["tag"] == "BODY":
            break
        stops.append(stop)
    return stops


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("page", MENU)
def test_no_page_has_a_grave_fault_of_access(reader: Reader, page: str, scheme: str) -> None:
    """Streamlit's own parts included: there is no exception."""
    reader.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    reader.open(address(page))
    reader.page.wait_for_timeout(500)
    assert grave(reader) == []


def test_grave_faults_would_be_found(reader: Reader) -> None:
    """The control: a picture without words, a button without a name, grey on grey."""
    reader.open()
    reader.page.evaluate(
        "document.querySelector('.state').innerHTML +="
        ' \'<img src="favicon.png"><button></button><p style="color:#bbb;background:#fff">pale</p>\''
    )
    rules = {one.split(":")[0] for one in grave(reader)}
    assert {"image-alt", "button-name", "color-contrast"} <= rules


def test_the_first_tab_skips_the_head(reader: Reader) -> None:
    reader.open("rankings")
    stops = walk(reader, 3)
    at = next(number for number, stop in enumerate(stops) if stop["words"] == "跳到正文")
    reader.page.locator("a.skip").focus()
    assert reader.page.locator("a.skip").bounding_box()["x"] >= 0  # type: ignore[index]
    reader.page.keyboard.press("Enter")
    assert reader.page.evaluate("document.activeElement.id") == "start"
    after = walk(reader, 1)[0]
    assert not after["href"].startswith(("rankings", "indicators"))
    assert at <= 2


@pytest.mark.parametrize("page", ["", "rankings", "body?body=B32", "indicators"])
def test_the_keyboard_reaches_all_that_matters(reader: Reader, page: str) -> None:
    reader.open(page)
    stops = walk(reader)
    words, links = {stop["words"] for stop in stops}, {stop["href"] for stop in stops}
    assert {"English", "总览", "排名", "指标透视", "计分过程"} <= words
    assert any(one.startswith("身份：") for one in words)
    assert any(stop["takes"] for stop in stops)
    if page != "indicators":  # its table is folded away
        assert any(one.startswith(("body?", "method?")) for one in links)
    if page:
        assert any(stop["role"] == "radio" or stop["tag"] == "INPUT" for stop in stops)
    unseen = [stop["words"] for stop in stops if stop["ours"] and not stop["seen"]]
    assert unseen == []


def test_what_stands_behind_a_picture_is_reached_by_keyboard(reader: Reader) -> None:
    """The table beside a picture unfolds by Enter; sorting is a button too."""
    reader.open("rankings")
    words = [stop["words"] for stop in walk(reader)]
    assert "总分" in words
    picture = reader.page.get_by_test_id("stPlotlyChart").first
    assert picture.evaluate(
        "it => !!(it.getAttribute('aria-label') || it.querySelector('[aria-label], [alt], title')"
        " || it.closest('[aria-label]'))"
    )


def test_every_page_asks_nobody_else(window: Callable[..., Reader], address: str) -> None:
    reader = window(address)
    for page in MENU:
        for language in ("zh", "en"):
            reader.open(f"{'' if page == HOME else page}?lang={language}")
    asked = [one for one in reader.requests if not one.startswith((reader.address, "data:", "blob:"))]
    assert asked == []
    assert len(reader.requests) > 50
