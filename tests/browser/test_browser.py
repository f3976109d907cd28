"""The program in a real browser: the shell first, nothing leaves the machine, one language at a time."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import httpx
import pytest

from tests.browser.conftest import Reader, served

RANKED = "tbody tr:has(td:nth-child(11))"  # rows of the table of places, the widest on its page
PAGES = ("", "rankings", "body?body=B32", "indicators", "method?body=310115&indicator=3.3.3")


def ours(reader: Reader) -> list[str]:
    """Complaints but for Streamlit's own: it asks beside the page's name before it asks at the root (404)."""
    return [one for one in reader.complaints if "404" not in one]


@pytest.mark.parametrize("path", ["body?body=310115", "nowhere"])
def test_a_cold_deep_link_runs_the_shell_first(
    window: Callable[..., Reader], demonstration: Path, tmp_path: Path, path: str
) -> None:
    """The first request a fresh server sees is a deep link: head, role switch and mark are there."""
    with served(tmp_path, record=demonstration) as address:
        reader = window(address)
        reader.page.goto(f"{address}/{path}")
        reader.page.locator(".brand").wait_for()
        reader.settle()
        said = reader.text()
        assert "政务公开考核" in said
        assert "身份：考核办" in said
        assert "演示数据" in said


def test_every_page_stands_and_asks_nobody_else(reader: Reader) -> None:
    for path in PAGES:
        for language in ("zh", "en"):
            reader.open(path + ("&" if "?" in path else "?") + f"lang={language}")
            assert "⟦" not in reader.text()
    assert len(reader.requests) > 50
    assert [one for one in reader.requests if not one.startswith((reader.address, "data:", "blob:"))] == []
    assert ours(reader) == []


def test_a_request_to_another_host_would_be_seen(reader: Reader) -> None:
    """The control of the one before: the policy stops it, and the window notes the refusal."""
    reader.open()
    reader.page.evaluate("const i = new Image(); i.src = 'http://192.0.2.1/x.png'; document.body.append(i)")
    reader.page.wait_for_timeout(500)
    assert [one for one in ours(reader) if "Content Security Policy" in one]


def test_one_click_changes_the_language_of_everything(reader: Reader) -> None:
    reader.open("body?body=B32")
    page = reader.page
    assert page.evaluate("document.documentElement.lang") == "zh-CN"
    page.get_by_role("link", name="English").click()
    page.get_by_text("Ledger of lost points").wait_for()
    page.wait_for_function("document.documentElement.lang === 'en'")
    assert "lang=en" in page.url
    assert "body=B32" in page.url
    page.get_by_role("link", name="Rankings").click()
    page.get_by_role("heading", name=re.compile("ahead|is first with")).wait_for()
    assert "lang=en" in page.url
    page.get_by_role("link", name="中文").click()
    page.get_by_role("heading", name=re.compile("领先|居首|第一")).wait_for()


def test_streamlits_own_words_are_chinese_in_chinese(reader: Reader) -> None:
    reader.open("rankings")
    page = reader.page
    page.get_by_test_id("stMainMenu").click()
    menu = page.get_by_test_id("stMainMenuPopover")
    menu.wait_for()
    page.wait_for_function(
        "document.querySelector('[data-testid=stMainMenuPopover]').innerText.includes('打印')"
    )
    icons = menu.get_by_test_id("stIconMaterial").all_inner_texts()  # drawn by a font from their names
    words = [one for one in menu.inner_text().split("\n") if one not in icons]
    assert re.findall(r"[A-Za-z]{3,}", " ".join(words).replace("Streamlit", "")) == []


def test_streamlits_own_words_stay_english_in_english(reader: Reader) -> None:
    reader.open("rankings?lang=en")
    reader.page.get_by_test_id("stMainMenu").click()
    menu = reader.page.get_by_test_id("stMainMenuPopover")
    menu.wait_for()
    reader.page.wait_for_timeout(500)
    assert not re.search(r"[\u4e00-\u9fff]", menu.inner_text())


def test_from_the_map_to_the_ledger_to_the_steps_without_a_reload(reader: Reader) -> None:
    reader.open()
    page = reader.page
    page.evaluate("window.stayed = true")
    page.locator("a.tile", has_text="浦东").click()
    page.get_by_role("heading", name=re.compile("浦东新区 70.61 分")).wait_for()
    reader.settle()
    ledger = page.locator(".ledger")
    page.evaluate("document.querySelectorAll('.ledger details').forEach(one => one.open = false)")
    for fold in ledger.locator("blockquote").first.locator("xpath=ancestor::details").all():
        fold.locator("> summary").click()  # the outermost first
    assert ledger.locator("blockquote").first.is_visible()
    ledger.locator("li a").first.click()
    page.locator("ol.steps li").first.wait_for()
    reader.settle()
    assert "70.61" in page.locator("ol.steps").inner_text()
    page.go_back()
    page.get_by_role("heading", name=re.compile("浦东新区 70.61 分")).wait_for()
    assert page.evaluate("window.stayed") is True


def test_a_click_on_a_dot_opens_the_scorecard(reader: Reader) -> None:
    reader.open("rankings?kind=district")
    reader.page.locator(".plotly .scatterlayer .trace:nth-child(2) .point").first.wait_for()
    reader.page.locator(".plotly .scatterlayer .trace:nth-child(2) .point").first.click(force=True)
    reader.page.get_by_role("heading", name=re.compile("虹口区 .* 分")).wait_for()
    assert "body=310109" in reader.page.url


def test_a_table_is_sorted_by_its_heads_both_ways_and_by_key(reader: Reader) -> None:
    reader.open("rankings")
    page = reader.page
    column = f"[...document.querySelectorAll('{RANKED}')].map(r => r.cells[9].dataset.key)"
    head = page.get_by_role("button", name="总分")
    head.click()
    rising = [float(one) for one in page.evaluate(column)]
    assert rising == sorted(rising)
    head.click()
    assert [float(one) for one in page.evaluate(column)] == sorted(rising, reverse=True)
    assert page.locator("th[aria-sort=descending]").count() == 1


def test_the_role_switch_changes_what_is_seen(reader: Reader) -> None:
    reader.open("rankings")
    page = reader.page
    page.get_by_role("button", name="身份：考核办").click()
    page.get_by_text("填报员").click()
    page.get_by_role("button", name=re.compile("身份：浦东新区")).wait_for()
    reader.settle()
    assert "desk=reporter" in page.url
    page.get_by_text("同类单位 #1").first.wait_for()


def test_a_workbook_comes_down(reader: Reader) -> None:
    reader.open("rankings")
    with reader.page.expect_download() as coming:
        reader.page.get_by_role("button", name="下载表格").click()
    file = coming.value.path()
    assert coming.value.suggested_filename == "2012-rankings.xlsx"
    assert Path(file).read_bytes()[:2] == b"PK"


def test_filters_live_in_the_address(reader: Reader) -> None:
    reader.open("rankings")
    reader.page.get_by_role("radio", name="市级部门").click()
    reader.page.wait_for_url("**kind=bureau**")
    reader.settle()
    assert reader.page.locator(RANKED).count() == 47
    other = reader.page.url
    reader.page.goto(other)
    reader.settle()
    assert reader.page.locator(RANKED).count() == 47


def test_health_is_truthful(address: str, tmp_path: Path) -> None:
    answer = httpx.get(f"{address}/api/health")
    assert answer.status_code == 200
    told = answer.json()
    assert told["ok"] is True
    assert told["database"]["rounds"] == 2
    assert told["database"]["migration"] == told["database"]["wanted"]
    (tmp_path / "evaluation.db").write_bytes(b"not a database at all" * 1000)
    with served(tmp_path, demo=False) as sick:
        refused = httpx.get(f"{sick}/api/health", timeout=30)
        assert refused.status_code == 503
        assert refused.json()["ok"] is False


def test_headers_are_on_the_real_server(address: str) -> None:
    for path in ("/", "/_stcore/health", "/look/house.js"):
        headers = httpx.get(f"{address}{path}").headers
        assert headers["x-frame-options"] == "DENY"
        assert headers["x-content-type-options"] == "nosniff"
    assert httpx.get(f"{address}/_stcore/metrics").status_code == 404
