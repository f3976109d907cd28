"""A leader seals a round in a real browser: a reason, a confirmation, and no number moves any more."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PATIENCE, ROOT, STILL, served

COMPUTE = """
import os
from data import permits
from data.actions import boards
from data.desk import sit
from data.settings import from_environment
boards.compute(sit(from_environment(os.environ), person="demo-office", role=permits.OFFICE), "2012")
"""


@pytest.fixture(scope="module")
def address(demonstration: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """A server over a record of its own, with an edition that waits."""
    folder = tmp_path_factory.mktemp("signing")
    with served(folder, record=demonstration) as where:
        told = {"EVALUATION_DATABASE": f"sqlite:///{folder / 'evaluation.db'}", "PYTHONPATH": str(ROOT)}
        told["EVALUATION_ANCHOR"] = str(Path(folder) / "anchor")
        subprocess.run([sys.executable, "-c", COMPUTE], cwd=ROOT, env=os.environ | told, check=True)
        yield where


def settled(page: Page) -> None:
    page.locator(STILL).wait_for()


def test_a_leader_accepts_a_thin_base_and_the_office_computes_anew(chromium: Browser, address: str) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(PATIENCE * 1000)
    page.goto(f"{address}/?lang=zh&desk=leader")
    settled(page)
    page.get_by_role("button", name="认可并参加排名").first.click()
    dialog = page.get_by_role("dialog")
    accept = dialog.get_by_role("button", name="认可并参加排名")
    expect(accept).to_be_disabled()
    dialog.get_by_label("认可的理由").fill("职能单一，数据齐全")
    dialog.get_by_label("认可的理由").press("Enter")
    accept.click()
    expect(page.get_by_text("成版后数据又有变动").first).to_be_visible()
    page.goto(f"{address}/?lang=zh")
    settled(page)
    page.get_by_role("button", name="计分成版").click()
    expect(page.get_by_text("此版由您计分，须由另一人定稿")).to_be_visible()
    page.close()


def test_a_leader_seals_with_a_reason_and_a_confirmation(chromium: Browser, address: str) -> None:
    page = chromium.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(PATIENCE * 1000)
    page.goto(f"{address}/?lang=zh&desk=leader")
    settled(page)
    page.get_by_role("button", name="审阅并定稿").click()
    dialog = page.get_by_role("dialog")
    seal = dialog.get_by_role("button", name="定稿", exact=True)
    expect(seal).to_be_disabled()
    dialog.get_by_label("定稿依据").fill("领导小组会议")
    dialog.get_by_label("定稿依据").press("Enter")
    settled(page)
    expect(seal).to_be_disabled()  # not confirmed yet
    dialog.get_by_test_id("stCheckbox").locator("label").click()
    expect(seal).to_be_enabled()
    seal.click()
    expect(page.get_by_text("本批次已定稿，数字不再变动")).to_be_visible()
    expect(page.get_by_text("领导定稿第 2 版")).to_be_visible()
    page.close()
