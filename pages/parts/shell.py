"""What runs before every page: language, who is here, the menu; the script of `st.App` in app.py."""

from __future__ import annotations

import streamlit as st

from data import settings
from data.words import text
from pages.parts import forms, frame, masthead, menu, seats, warm


def run() -> None:
    """One run of the program for one reader."""
    spoken = forms.language(settings.from_environment().language)
    seat = seats.sit(spoken)
    frame.seat(seat)
    pages = menu.pages(spoken)
    page = st.navigation(list(pages.values()), position="hidden")
    current = next(name for name, one in pages.items() if one == page)
    title = f"{text(f'page.{current}', spoken)} · {text('app.name', spoken)}"
    st.set_page_config(page_title=title, page_icon="🔎", layout="wide")
    masthead.draw(seat, spoken, current)
    page.run()
    warm.settled(current)


run()
