"""What runs before every page: language, who is here, the menu; the script of `st.App` in app.py."""

from __future__ import annotations

import streamlit as st

from data import settings
from data.words import text
from pages.parts import forms, frame, masthead, seats
from pages.parts.menu import HOME, MENU


def run() -> None:
    """One run of the program for one reader."""
    spoken = forms.language(settings.from_environment().language)
    st.set_page_config(page_title=text("app.name", spoken), page_icon="🔎", layout="wide")
    seat = seats.sit(spoken)
    frame.seat(seat)
    pages = {
        name: st.Page(
            file,
            title=text(f"page.{name}", spoken),
            url_path="" if name == HOME else name,
            default=name == HOME,
        )
        for name, file in MENU.items()
    }
    page = st.navigation(list(pages.values()), position="hidden")
    masthead.draw(seat, spoken, [*MENU], next(name for name, one in pages.items() if one == page))
    page.run()


run()
