"""The head of every page: name, menu, language, and who sits at the desk."""

from __future__ import annotations

import streamlit as st

from data import permits
from data.queries import notifications
from data.words import text
from pages.parts import forms, seats
from pages.parts.markup import LOCALES, Markup, show, tag
from pages.parts.menu import groups
from pages.parts.seats import Seat

INBOX = "inbox"
OTHER = {"zh": "en", "en": "zh"}


def draw(seat: Seat, spoken: str, current: str) -> None:
    """Name, the other language, over made-up data the role switch; below them the pages, group by group."""
    name = tag("div", text("app.name", spoken), tag("span", text("app.city", spoken)), class_="brand")
    with st.container(key="masthead", gap=None):
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            with st.container(width="stretch"):
                show(tag("a", text("app.skip", spoken), href="#start", class_="skip"), name)
            with st.container(width="content"):
                show(_other(spoken))
            if seat.switch:
                _switch(seat, spoken)
        mark = tag("i", data_house_language=spoken, data_house_theme=str(st.context.theme.type or "light"))
        show(_pages(seat, spoken, current), mark, tag("i", id="start", tabindex="-1"))
    if not seat.switch:
        show(tag("p", text("desk.no_sign_in", spoken), class_="banner"))


def _other(spoken: str) -> Markup:
    """The way to this page in the other language, written in that language."""
    other = OTHER[spoken]
    return tag(
        "a", text("app.language", other), href=forms.here(lang=other), data_page=True, lang=LOCALES[other],
        class_="small",
    )  # fmt: skip


def _pages(seat: Seat, spoken: str, current: str) -> Markup:
    """The menu: pages to read, pages to work at, pages to run the evaluation with."""
    parts = []
    unseen = notifications.unseen(seat.desk)
    for part, names in groups().items():
        entries = [
            tag("li", _page(name, spoken, current, unseen if name == INBOX else 0)) for name in names
        ]
        parts.append(tag("ul", entries, aria_label=text(f"menu.{part}", spoken)))
    return tag("nav", parts, aria_label=text("app.menu", spoken))


def _page(name: str, spoken: str, current: str, waiting: int = 0) -> Markup:
    """One page of the menu; `waiting`: how many things there nobody has seen yet."""
    at = "page" if name == current else None
    told = text("inbox.unseen", spoken, n=waiting)
    count = (
        tag("span", tag("span", str(waiting), aria_hidden="true"), tag("span", told, class_="unseen"),
            class_="count", title=told)
        if waiting else None
    )  # fmt: skip
    words = text(f"page.{name}", spoken)
    return tag("a", words, count, href=forms.address(name), data_page=True, aria_current=at)


def _switch(seat: Seat, spoken: str) -> None:
    """Choose whose desk it is: a role, and for a reporter the body."""
    names = {one.code: one.name[spoken] for one in seat.homes}
    desk = seat.desk
    who = names.get(desk.body, "") or text(f"role.{desk.role}", spoken)
    if seat.second:
        who = text("desk.second", spoken, who=who)
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
        st.session_state["desk_second"] = seat.second
        st.toggle(text("desk.as_second", spoken), key="desk_second", on_change=_changed)
        show(tag("p", text("desk.why", spoken), class_="note"))


def _changed() -> None:
    role = st.session_state["desk_role"]
    home = st.session_state.get("desk_home", "") if role == permits.REPORTER else ""
    seats.keep(role, home, st.session_state["desk_second"])
