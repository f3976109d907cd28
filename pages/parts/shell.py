"""What runs before every page: language, who is here, the menu; the script of `st.App` in app.py."""

from __future__ import annotations

from pathlib import Path

import streamlit as st

from data import settings
from data.words import text
from pages.parts import forms, frame, masthead, seats

PAGES = Path(__file__).resolve().parents[1]

# The menu: the name in the address, and the file of the page.
MENU = {
    "overview": "see/overview.py",
    "rankings": "see/rankings.py",
    "body": "see/body.py",
    "indicators": "see/indicators.py",
    "method": "run/method.py",
}


def run() -> None:
    """One run of the program for one reader."""
    spoken = forms.language(settings.from_environment().language)
    st.set_page_config(page_title=text("app.name", spoken), page_icon="🔎", layout="wide")
    seat = seats.sit(spoken)
    frame.seat(seat)
    pages = {
        name: st.Page(
            PAGES / file,
            title=text(f"page.{name}", spoken),
            url_path="" if name == forms.HOME else name,
            default=name == forms.HOME,
        )
        for name, file in MENU.items()
    }
    page = st.navigation(list(pages.values()), position="hidden")
    masthead.draw(seat, spoken, [*MENU], next(name for name, one in pages.items() if one == page))
    page.run()


run()
