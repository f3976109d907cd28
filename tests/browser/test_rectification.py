"""The journey of a lost point to closed out, at four desks in a real browser; a double click acts once."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from playwright.sync_api import Locator

from data.desk import Desk, sit
from data.queries import letters, proposals, rectification, rectified
from data.settings import from_environment
from data.store.db import shut
from metrics.procedure.lifecycle import OPEN
from tests.browser.conftest import Reader, served
from tests.browser.test_access import grave

ROUND, BODY, INDICATOR = "2012", "310230", "6.1.4"
PDF = {
    "name": "整改证明.pdf",
    "mimeType": "application/pdf",
    "buffer": b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\n%%EOF\n",
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the record of this journey lies."""
    return tmp_path_factory.mktemp("rectification")


@pytest.fixture(scope="module")
def own(demonstration: Path, folder: Path) -> Iterator[str]:
    """The address of a server over a record that this journey may change."""
    with served(folder, record=demonstration) as address:
        yield address


@pytest.fixture
def office(own: str, folder: Path) -> Iterator[Desk]:
    """A look into the record beside the browser."""
    url = f"sqlite:///{folder / 'evaluation.db'}"
    yield sit(from_environment({"EVALUATION_DATABASE": url}), person="looker", role="office")
    shut(url)


VIEWS = {
    "the list": "handling?scope=all&lang=en",
    "an item that is open, to the office": "handling?item={open}",
    "an item that is open, to its body": "handling?item={own}&desk=reporter:{body}",
    "an item that has ended": "handling?item={ended}",
    "a draft": "handling?item={draft}&desk=leader",
    "losses to draft from": "drafting?above=0.0&common=yes",
    "one measure for the city": "drafting?above=0.0&municipal={common}",
    "others look for themselves": "drafting?source={open}",
    "drafts to approve": "drafting?desk=leader",
    "the board, a letter opened": "rectification?letter={letter}&desk=leader",
    "what is asked of a body": "mine?body={body}",
    "what is asked of us": "mine?desk=reporter:{body}",
    "the way up": "plan?body={body}",
    "exemplars": "exemplars?body={body}&lang=en",
    "the in-box": "inbox?desk=reporter:{body}",
    "all that was said": "inbox?show=unseen",
}


@pytest.fixture(scope="module")
def places(own: str, folder: Path) -> Mapping[str, str]:
    """What stands in the addresses of VIEWS: items in several states, a letter, what most bodies lose."""
    url = f"sqlite:///{folder / 'evaluation.db'}"
    desk = sit(from_environment({"EVALUATION_DATABASE": url}), person="looker", role="office")
    found = rectification.items(desk, ROUND)
    running = [one for one in found if one.state in OPEN]
    common = next(one for one in proposals.proposals(desk, ROUND) if one.common)
    told = {
        "open": running[0].number, "own": running[-1].number, "body": running[-1].body,
        "ended": next(one.number for one in found if one.ended_on), "common": common.indicator,
        "draft": next(one.number for one in found if one.state == "drafted"),
        "letter": str(letters.letters(desk, ROUND, "drafted")[0].id),
    }  # fmt: skip
    shut(url)
    return told


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("view", VIEWS)
def test_no_view_of_rectification_has_a_grave_fault_of_access(
    own: str, places: Mapping[str, str], window: Callable[..., Reader], view: str, scheme: str
) -> None:
    reader = window(own, 1440)
    reader.page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    reader.open(VIEWS[view].format_map(places))
    for one in reader.page.locator("details:not([open]) > summary").all():  # what is folded away too
        if one.is_visible():
            one.click()
    reader.settle()
    reader.page.wait_for_timeout(300)
    assert grave(reader) == []


def test_a_button_that_waits_for_a_tick_can_be_read_in_the_dark(
    own: str, window: Callable[..., Reader]
) -> None:
    reader = window(own, 1440)
    reader.page.emulate_media(color_scheme="dark")
    reader.open("drafting?above=0.0")
    button = reader.page.get_by_role("button", name="起草 0 项")
    assert button.is_disabled()
    told = button.evaluate("it => [it, it.querySelector('p')].map(one => getComputedStyle(one).color)")
    assert told[0] == told[1]  # the colour of words on the page, not of words on the accent


def press(reader: Reader, name: str, *, twice: bool = False) -> None:
    """Press the button with this name and wait for the answer."""
    button = reader.page.get_by_role("button", name=name, exact=True)
    button.dblclick() if twice else button.click()
    reader.page.wait_for_timeout(400)
    reader.settle()


def told(reader: Reader, words: str) -> None:
    """The page says so."""
    reader.page.get_by_text(re.compile(words)).first.wait_for()
    reader.settle()


def field(reader: Reader, label: str) -> Locator:
    """The fields with this label that are seen: those in folded forms are none that a person fills in.

    While a page is made anew the first in order may be one of those: the browser would wait for just it.
    """
    return reader.page.get_by_label(label, exact=True).filter(visible=True)


def write(reader: Reader, label: str, words: str) -> None:
    """Fill in a field, leave it as a person does, and see that the words stand there."""
    box = field(reader, label).first
    box.fill(words)
    box.press("Tab")
    reader.page.wait_for_timeout(300)
    reader.settle()
    if box.input_value() != words:  # the page was made anew under the hand
        box.fill(words)
        box.press("Tab")
        reader.page.wait_for_timeout(300)
    assert box.input_value() == words


def test_from_a_lost_point_to_closed_out_at_four_desks(
    own: str, office: Desk, window: Callable[..., Reader]
) -> None:
    before = rectified.side_by_side(office, ROUND).set_index("body").loc[BODY]
    reader = window(own, 1440)

    # The office drafts, and may not approve its own draft.
    reader.open(f"drafting?body={BODY}&indicator={INDICATOR}&above=0.0&common=yes")
    reader.page.get_by_text("全部勾选").click()
    reader.page.get_by_role("button", name="起草 1 项").wait_for()
    press(reader, "起草 1 项")
    told(reader, "已起草 1 项，待他人批准后交办")
    (item,) = rectification.items(office, ROUND, body=BODY, indicator=INDICATOR)
    assert item.state == "drafted"
    page = f"handling?item={item.number}"
    reader.open(page)
    assert "该事项由您本人起草，须由另一人办理" in reader.text()

    # A leader issues it: a double click issues once.
    reader.open(f"{page}&desk=leader")
    press(reader, "批准并交办", twice=True)
    told(reader, f"{item.number}：批准并交办，已记录")
    assert [one.act for one in rectification.find(office, item.number).events] == ["draft", "issue"]

    # The body signs, plans, hands in proof and reports.
    mine = f"{page}&desk=reporter:{BODY}"
    reader.open(mine)
    press(reader, "签收")
    told(reader, "请填写责任人和联系电话")
    field(reader, "责任人").fill("李四")
    field(reader, "联系电话").fill("021-12345678")
    press(reader, "签收")
    told(reader, "签收，已记录")
    field(reader, "整改方案").fill("逐件核对，两周内办结积压件。")
    press(reader, "报送整改方案")
    told(reader, "报送整改方案，已记录")

    reader.open(f"{page}&desk=evaluator")
    press(reader, "同意方案")
    told(reader, "同意方案，已记录")

    reader.open(mine)
    assert "请先提交佐证材料" in reader.text()
    reader.page.locator("input[type=file]").first.set_input_files([PDF])
    reader.page.get_by_text("整改证明.pdf").first.wait_for()
    press(reader, "提交佐证")
    told(reader, "已收到“整改证明.pdf”")
    field(reader, "理由或说明").first.fill("积压件全部办结。")
    press(reader, "报结")
    told(reader, "报结，已记录")

    # An evaluator observes anew and verifies: not before the rule passes.
    reader.open(f"{page}&desk=evaluator")
    assert "交办之后还没有新的采集数据" in reader.text()
    total = field(reader, "办结件总数").input_value()
    write(reader, "承诺时限内办结件数", total)
    write(reader, "采集说明（怎样核实的）", "现场调取系统数据")
    press(reader, "重新采集")
    told(reader, "已重新采集，可按原规则复测")
    write(reader, "理由或说明", "按原规则复测通过。")
    press(reader, "核验通过")
    told(reader, "核验通过，已记录")

    # A leader closes it out; the score after rectification is higher, the present one has not moved.
    reader.open(f"{page}&desk=leader")
    field(reader, "理由或说明").first.fill("同意销号。")
    press(reader, "销号")
    told(reader, "销号，已记录；现为“已销号”")
    done = rectification.find(office, item.number)
    people = [one.person for one in done.events if one.act in ("draft", "issue", "sign", "verify", "close")]
    assert people == ["demo-office", "demo-leader", f"demo-reporter-{BODY}", "demo-evaluator", "demo-leader"]
    assert done.item.state == "closed"
    after = rectified.side_by_side(office, ROUND).set_index("body").loc[BODY]
    assert after["total"] == before["total"]
    assert after["total_after"] > before["total_after"]
    reader.open("rectification?desk=leader")
    shown = reader.text()
    assert f"+{after['gained']:.2f}" in shown
    assert [one for one in reader.complaints if "404" not in one] == []
