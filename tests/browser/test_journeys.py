"""Journeys through the program in a real browser: one language at a time, a workbook, a record gone bad."""

from __future__ import annotations

import re
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import httpx
import openpyxl
import pytest

from data.demo import EVALUATOR, OFFICE
from pages.parts.menu import GROUPS
from tests.browser.conftest import Reader, served

PAGES = ("", "rankings", "body?body=B32", "indicators", "method?body=310115&indicator=3.3.3")
CHINESE = re.compile(r"[一-鿿]+")
# What Streamlit writes of itself where nobody translates it.
WIDGET_WORDS = re.compile(
    r"\b(Choose an option|No results|No options|Press Enter|Browse files|Drag and drop|Fullscreen|Show more"
    r"|Download as|Running|Stop|Page not found|Connecting)\b"
)
CHROME = (
    "nav, .brand, .eyebrow, h1, th, button, label, .state, .account dt, [role=radio], [data-baseweb=select]"
)


def chrome(reader: Reader) -> str:
    """What the program itself says: menu, heads, buttons, labels; no papers, no names of who acted."""
    said = "\n".join(reader.page.locator(f".stApp :is({CHROME})").all_inner_texts())
    return said.replace(OFFICE, "").replace(EVALUATOR, "")


def told_in_english(reader: Reader) -> None:
    """Nothing of the program itself is left in Chinese."""
    assert "lang=en" in reader.page.url
    assert "demo data" in reader.text().lower()
    left = set(CHINESE.findall(chrome(reader))) - {"中文"}  # the way back is written in its own language
    assert not left, reader.page.url


def test_english_stays_from_page_to_page_and_leaves_no_chinese_in_the_chrome(reader: Reader) -> None:
    reader.open("?lang=en")
    for group, pages in GROUPS.items():
        reader.page.locator("nav.groups li").nth([*GROUPS].index(group)).locator("a").click()
        for at in range(len(pages)):
            shown = "nav.within a" if len(pages) > 1 else "nav.groups a[aria-current]"
            link = reader.page.locator(shown).nth(at)
            link.click()
            link.and_(reader.page.locator("[aria-current=page]")).wait_for()
            reader.settle()
            told_in_english(reader)


def test_the_chrome_of_a_chinese_page_would_not_pass_for_english(reader: Reader) -> None:
    """The control of the one before."""
    reader.open("rankings")
    assert len(set(CHINESE.findall(chrome(reader)))) > 10


@pytest.mark.parametrize("path", PAGES)
def test_no_widget_speaks_english_in_chinese(reader: Reader, path: str) -> None:
    reader.open(path)
    spoken = reader.page.evaluate(
        "[...document.querySelectorAll('.stApp [placeholder], .stApp [aria-label], .stApp [title]')]"
        ".flatMap(e => ['placeholder', 'aria-label', 'title'].map(n => e.getAttribute(n) ?? '')).join('\\n')"
    )
    assert WIDGET_WORDS.findall(reader.text() + spoken) == []


def test_a_search_without_a_result_says_so_in_chinese(reader: Reader) -> None:
    reader.open("body")
    field = reader.page.get_by_test_id("stSelectbox").locator("input").first
    field.click()
    field.fill("zzz")
    reader.page.get_by_text("没有匹配项").wait_for()
    assert "No results" not in reader.page.locator("body").inner_text()


def test_the_workbook_of_the_ranking_opens_and_is_marked(reader: Reader) -> None:
    reader.open("rankings")
    with reader.page.expect_download() as coming:
        reader.page.get_by_role("button", name="下载表格").click()
    book = openpyxl.load_workbook(BytesIO(coming.value.path().read_bytes()), read_only=True)
    try:
        for sheet in book.worksheets:
            cells = [
                str(value) for row in sheet.iter_rows(values_only=True) for value in row if value is not None
            ]
            assert any("演示数据" in cell for cell in cells), sheet.title
        said = "\n".join(cells)
    finally:
        book.close()
    assert "浦东新区" in said
    assert "70.61" in said


def test_two_filters_survive_a_reload(reader: Reader) -> None:
    reader.open("rankings")
    page = reader.page
    page.get_by_role("radio", name="市级部门").click()
    page.wait_for_url("**kind=bureau**")
    reader.settle()
    page.get_by_role("radio", name="仅有标注").click()
    page.wait_for_url("**only=remarked**")
    reader.settle()
    rows = page.locator("table[data-sortable] tbody tr").count()
    assert 0 < rows < 47
    page.reload()
    reader.settle()
    assert page.locator("table[data-sortable] tbody tr").count() == rows
    assert "kind=bureau" in page.url
    assert "only=remarked" in page.url


def test_a_record_overwritten_with_garbage_is_told_while_the_server_runs(
    window: Callable[..., Reader], demonstration: Path, tmp_path: Path
) -> None:
    """Health says 503 at once; a page says an incident number and no inside of the program."""
    with served(tmp_path, record=demonstration) as address:
        assert httpx.get(f"{address}/api/health", timeout=30).status_code == 200
        for file in tmp_path.glob("evaluation.db*"):
            file.write_bytes(b"not a database at all " * (file.stat().st_size // 22 + 1))
        refused = httpx.get(f"{address}/api/health", timeout=30)
        assert refused.status_code == 503
        assert refused.json()["ok"] is False
        assert str(tmp_path) not in refused.text
        reader = window(address)
        reader.page.goto(f"{address}/rankings")
        reader.page.get_by_role("alert").first.wait_for()
        assert re.search(r"[0-9a-f]{8}", reader.text())
        assert "Traceback" not in reader.text()
        assert "sqlite" not in reader.text().lower()
