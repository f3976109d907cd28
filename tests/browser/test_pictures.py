"""What hangs on a picture, in a real browser: its copy, its files, its table, its likeness on paper."""

from __future__ import annotations

import io
import re
from pathlib import Path
from urllib.parse import urlsplit

import numpy as np
import openpyxl
import pytest
from PIL import Image
from playwright.sync_api import Locator

from tests.browser.conftest import Reader


@pytest.fixture
def drawn(reader: Reader) -> Locator:
    """The panel of the districts on the page of rankings, once its picture stands."""
    reader.open("rankings?kind=district")
    panel = reader.page.locator(".st-key-panel_rank_district")
    panel.locator(".svg-container text").first.wait_for()
    return panel


def test_a_copy_is_made_in_the_browser_with_the_mark_in_it(reader: Reader, drawn: Locator) -> None:
    with reader.page.expect_download() as coming:
        drawn.locator("[data-picture]").click()
    assert coming.value.suggested_filename == "2012-rankings-district.png"
    with Image.open(Path(coming.value.path())) as copy:
        box = drawn.locator(".svg-container").bounding_box()
        assert box is not None
        assert copy.size == (round(box["width"]) * 2, round(box["height"]) * 2)
        red, green, blue = np.moveaxis(np.asarray(copy.convert("RGB")).astype(int), 2, 0)
        assert ((red - blue > 120) & (green > 60)).sum() > 100  # nothing but the stamp has its colour
    here = urlsplit(reader.address).netloc
    assert {urlsplit(one).netloc for one in reader.requests if one.startswith("http")} == {here}
    assert not [one for one in reader.complaints if "404" not in one]  # Streamlit looks for its address


def test_the_files_open_right_in_a_spreadsheet(reader: Reader, drawn: Locator) -> None:
    with reader.page.expect_download() as coming:
        drawn.get_by_text("CSV", exact=True).click()
    plain = Path(coming.value.path()).read_bytes()
    assert plain.startswith(b"\xef\xbb\xbf")
    head, first = plain.decode("utf-8-sig").splitlines()[:2]
    assert "演示数据" in head
    assert "名次上限" in head
    assert "虹口区" in first
    with reader.page.expect_download() as coming:
        drawn.get_by_text("Excel", exact=True).click()
    book = openpyxl.load_workbook(io.BytesIO(Path(coming.value.path()).read_bytes()))
    cells = [str(cell.value) for row in book.worksheets[0].iter_rows() for cell in row]
    assert any("演示数据" in cell for cell in cells)
    assert "虹口区" in cells


def test_the_table_unfolds_with_the_keyboard(reader: Reader, drawn: Locator) -> None:
    button = drawn.get_by_role("button", name="表格")
    button.focus()
    reader.page.keyboard.press("Enter")
    drawn.locator("table caption", has_text="名次区间").wait_for(state="attached")
    assert drawn.get_by_role("button", name="收起表格").is_visible()
    assert re.search(r"第2名（\d+–\d+）", drawn.locator("table").inner_text())


def test_the_picture_is_on_paper_with_all_its_words(reader: Reader, drawn: Locator) -> None:
    said = sorted(drawn.locator(".svg-container text").all_text_contents())
    reader.page.evaluate("dispatchEvent(new Event('beforeprint'))")
    reader.page.emulate_media(media="print")
    assert not drawn.locator("[data-testid='stPlotlyChart'] .svg-container").is_visible()
    paper = drawn.locator(".paper")
    assert paper.is_visible()
    assert sorted(paper.locator("text").all_text_contents()) == said
    assert paper.locator("[id]:not([id^='paper-'])").count() == 0
    assert not drawn.locator("[data-picture]").is_visible()
    reader.page.emulate_media(media="screen")
    reader.page.evaluate("dispatchEvent(new Event('afterprint'))")
    assert paper.count() == 0
