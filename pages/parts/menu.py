"""The menu: the name of each page in the address, and its file. To add a page: its file and one line here."""

from __future__ import annotations

from copy import copy
from pathlib import Path

import streamlit as st

from data.words import text

PAGES = Path(__file__).resolve().parents[1]
HOME = "overview"

# What the masthead shows: groups, each leading to its first page; below them the pages of the one one is in.
GROUPS = {
    "results": {
        "overview": PAGES / "see" / "overview.py",
        "rankings": PAGES / "see" / "rankings.py",
        "body": PAGES / "see" / "body.py",
        "indicators": PAGES / "see" / "indicators.py",
        "changes": PAGES / "see" / "changes.py",
        "compare": PAGES / "see" / "compare.py",
        "plan": PAGES / "see" / "plan.py",
    },
    "rectification": {
        "rectification": PAGES / "see" / "rectification.py",
        "mine": PAGES / "do" / "mine.py",
        "handling": PAGES / "do" / "rectification.py",
        "drafting": PAGES / "do" / "drafting.py",
        "exemplars": PAGES / "see" / "exemplars.py",
    },
    "intake": {
        "intake": PAGES / "do" / "intake.py",
        "entry": PAGES / "do" / "entry.py",
        "annual_reports": PAGES / "do" / "annual_reports.py",
    },
    "method": {"method": PAGES / "run" / "method.py"},
    "inbox": {"inbox": PAGES / "do" / "inbox.py"},
}
MENU = {name: file for pages_of in GROUPS.values() for name, file in pages_of.items()}

_pages: dict[str, dict[str, st.Page]] = {}


def pages(language: str) -> dict[str, st.Page]:
    """The pages by name, for one run: Streamlit lets a page be run once, and looks its file up when made.

    So they are made once a language, and each run gets copies.
    """
    if language not in _pages:
        _pages[language] = {
            name: st.Page(
                file,
                title=text(f"page.{name}", language),
                url_path="" if name == HOME else name,
                default=name == HOME,
            )
            for name, file in MENU.items()
        }
    return {name: copy(one) for name, one in _pages[language].items()}


def group(page: str) -> str:
    """The group a page belongs to."""
    return next(name for name, pages_of in GROUPS.items() if page in pages_of)
