"""Runs a page of the program without a browser and reads what stands on it."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

from streamlit.testing.v1 import AppTest

from pages.parts.menu import HOME, MENU

SHELL = Path(__file__).resolve().parents[2] / "pages" / "parts" / "shell.py"
TAG = re.compile(r"<[^>]+>")
DOOR = "annual_reports"  # a page that is soon drawn


def opened(page: str, **choices: str) -> AppTest:
    """The page `page` of the menu as the shell runs it, with these choices in its address.

    It is gone to at once: the way over the first page would have that one worked out too, for each record
    anew. Before the first run Streamlit knows a page by the name of its file, so one that has another name
    in the menu is gone to from the door.
    """
    app = AppTest.from_file(str(SHELL), default_timeout=60)
    ways = [page] if page == HOME or MENU[page].stem == page else [DOOR, page]
    for way in ways:
        if way != HOME:
            app.switch_page(str(MENU[way]))
        for name, value in choices.items():
            app.query_params[name] = value
        app.run()
    return app


def markup(app: AppTest) -> str:
    """All HTML of the page."""
    return "\n".join(str(one.value) for one in app.get("html"))


def words(app: AppTest) -> str:
    """All text of the page as a person reads it: HTML, pictures, widgets."""
    said = [html.unescape(TAG.sub(" ", markup(app)))]
    said += [json.dumps(json.loads(one.proto.spec), ensure_ascii=False) for one in app.get("plotly_chart")]
    said += [str(one.label) for part in ("selectbox", "radio", "button_group") for one in app.get(part)]
    said += [str(one.proto.label) for one in app.get("download_button")]
    return "\n".join(said)


def lead(app: AppTest) -> str:
    """The sentence that answers the page's first question."""
    found = re.search(r"<h1>(.*?)</h1>", markup(app), re.DOTALL)
    assert found, words(app)[:2000]
    return html.unescape(TAG.sub("", found[1]))
