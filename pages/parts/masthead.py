"""The head of every page: name, menu in two levels, language, and who sits at the desk."""

from __future__ import annotations

from collections.abc import Mapping

import streamlit as st

from data import permits
from data.queries import notifications
from data.words import text
from pages.parts import forms, seats
from pages.parts.markup import LOCALES, Markup, show, tag
from pages.parts.menu import GROUPS, group
from pages.parts.seats import Seat

INBOX = "inbox"
OTHER = {"zh": "en", "en": "zh"}


def draw(seat: Seat, spoken: str, current: str) -> None:
    """Name and groups of pages, the other language, over made-up data the role switch; below, the pages."""
    name = tag("div", text("app.name", spoken), tag("span", text("app.city", spoken)), class_="brand")
    skip = tag("a", text("app.skip", spoken), href="#start", class_="skip")
    carried = forms.carried()
    with st.container(key="masthead", gap=None):
        with st.container(horizontal=True, vertical_alignment="center", gap="medium"):
            with st.container(width="stretch"):
                show(tag("div", skip, name, _groups(seat, spoken, current, carried), class_="head"))
            with st.container(width="content"):
                show(_other(spoken))
            if seat.switch:
                _switch(seat, spoken)
        mark = tag("i", data_house_language=spoken, data_house_theme=str(st.context.theme.type or "light"))
        show(_pages(spoken, current, carried), mark, tag("i", id="start", tabindex="-1"))
    if not seat.switch:
        show(tag("p", text("desk.no_sign_in", spoken), class_="banner"))


def _other(spoken: str) -> Markup:
    """The way to this page in the other language, written in that language."""
    other = OTHER[spoken]
    return tag(
        "a", text("app.language", other), href=forms.here(lang=other), data_page=True, lang=LOCALES[other],
        class_="small",
    )  # fmt: skip


def _groups(seat: Seat, spoken: str, current: str, carried: Mapping[str, str]) -> Markup:
    """What there is: results, rectification, intake, method, messages; each leads to its first page."""
    unseen, entries = notifications.unseen(seat.desk), []
    for name, within in GROUPS.items():
        alone = len(within) == 1
        words = text(f"page.{name}" if alone else f"menu.{name}", spoken)
        here = ("page" if alone else "true") if current in within else None
        count = _count(unseen, spoken) if name == INBOX else None
        entries.append(tag("li", _entry(words, next(iter(within)), carried, here, count)))
    return tag("nav", tag("ul", entries), aria_label=text("app.menu", spoken), class_="groups")


def _pages(spoken: str, current: str, carried: Mapping[str, str]) -> Markup | None:
    """The pages of the group one is in, where there is more than one."""
    inside = group(current)
    if len(GROUPS[inside]) == 1:
        return tag("div", class_="within")
    entries = [
        tag("li", _entry(text(f"page.{name}", spoken), name, carried, "page" if name == current else None))
        for name in GROUPS[inside]
    ]
    return tag("nav", tag("ul", entries), aria_label=text(f"menu.{inside}", spoken), class_="within")


def _entry(
    words: str, page: str, carried: Mapping[str, str], here: str | None, count: Markup | None = None
) -> Markup:
    return tag("a", words, count, href=forms.link(page, carried), data_page=True, aria_current=here)


def _count(waiting: int, spoken: str) -> Markup | None:
    """How many messages nobody has seen yet."""
    told = text("inbox.unseen", spoken, n=waiting)
    words = tag("span", str(waiting), aria_hidden="true"), tag("span", told, class_="unseen")
    return tag("span", *words, class_="count", title=told) if waiting else None


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
