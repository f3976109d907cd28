"""Cells that a spreadsheet program must not run, and text that would break a file."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.reports.cells import ACTIVE, LONGEST, PLAIN_NUMBER, demo_mark, guarded, readable

PAYLOADS = [
    "=1+1", "=cmd|'/C calc'!A0", "+1+1", "-1+1", "@SUM(A1)", "|x", "%x", "\t=1", "\r=1", "\n=1", " =1",
    "\u200b=1", "＝1+1", "＋1", "－1x", "＠x", '"=1', "'=1", "\u00a0=HYPERLINK(1)", "﹣x",
]  # fmt: skip


@pytest.mark.parametrize("payload", PAYLOADS, ids=repr)
def test_what_would_run_is_guarded(payload: str) -> None:
    assert guarded(payload) == f"'{payload}".replace("\r", "\n")


@pytest.mark.parametrize(
    "plain", ["-5", "+5", "-0.5", "1e-5", "5%", "徐汇区", "a=b", "", "2012-07-09", "（一）"]
)
def test_what_is_plain_stays(plain: str) -> None:
    assert guarded(plain) == plain


@given(st.text(st.sampled_from(ACTIVE + "'\" \u200b＝－a1.\r"), max_size=6))
def test_only_plain_numbers_begin_with_an_active_sign(words: str) -> None:
    shown = guarded(words)
    if shown.lstrip(" \u200b\"'＝－")[:1] in tuple(ACTIVE) or shown[:1] in "＝－":
        assert shown.startswith("'") or PLAIN_NUMBER.fullmatch(shown) or shown == ""


@given(st.text(st.characters(), max_size=50))
def test_readable_text_can_be_written(words: str) -> None:
    readable(words).encode("utf-8")


def test_what_is_too_long_is_cut_visibly() -> None:
    cut = readable("字" * 40_000)
    assert len(cut) == LONGEST
    assert cut.endswith("[…]")
    assert readable("a\x00\x0b\x1f\ud800b") == "a\ufffd\ufffd\ufffd\ufffdb"


def test_the_mark_speaks_both_languages() -> None:
    assert "演示数据" in demo_mark()
    assert "demo data" in demo_mark()
