"""The head of every page: name, menu, language, and who sits at the desk."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data import permits
from data.words import text
from pages.parts import forms, seats
from pages.parts.markup import show, tag
from pages.parts.seats import Seat

OTHER = {"zh": "en", "en": "zh"}


def draw(seat: Seat, spoken: str, menu: Sequence[str], current: str) -> None:
    """Name, links to the pages, the other language; over made-up data also the role switch."""
    with st.container(horizontal=True, key="masthead", vertical_alignment="center", gap="medium"):
        links = [
            tag(
                "a", text(f"page.{name}", spoken), href=forms.address(name), data_page=True,
                aria_current="page" if name == current else None,
            )
            for name in menu
        ]  # fmt: skip
        brand = tag("div", text("app.name", spoken), tag("span", text("app.city", spoken)), class_="brand")
        nav = tag("nav", links, aria_label=text("app.menu", spoken))
        with st.container(width="stretch"):
            show(tag("div", brand, nav, class_="masthead"))
        other = OTHER[spoken]
        with st.container(width="content"):
            show(
                tag(
                    "a", text("app.language", other), href=forms.here(lang=other), data_page=True,
                    lang=other, class_="small",
                )
            )  # fmt: skip
        if seat.switch:
            _switch(seat, spoken)
    mark = tag("i", data_house_language=spoken, data_house_theme=str(st.context.theme.type or "light"))
    show(mark if seat.switch else (mark, tag("p", text("desk.no_sign_in", spoken), class_="banner")))


def _switch(seat: Seat, spoken: str) -> None:
    """Choose whose desk it is: a role, and for a reporter the body."""
    names = {one.code: one.name[spoken] for one in seat.homes}
    desk = seat.desk
    who = names.get(desk.body, "") or text(f"role.{desk.role}", spoken)
    with st.popover(text("desk.now", spoken, who=who), width="content"):
        st.session_state["desk_role"] = desk.role
        st.radio(
            text("desk.role", spoken), seats.SWITCHED, key="desk_role", on_change=_changed,
            format_func=lambda role: text(f"role.{role}", spoken),
        )  # fmt: skip
        if desk.role == permits.REPORTER:
            st.session_state["desk_home"] = desk.body
            st.selectbox(
                text("desk.body", spoken),
                [*names],
                key="desk_home",
                on_change=_changed,
                format_func=names.__getitem__,
            )
        show(tag("p", text("desk.why", spoken), class_="note"))


def _changed() -> None:
    seats.keep(st.session_state["desk_role"], st.session_state.get("desk_home", ""))
