"""What a reader chooses, kept in the address: language, filters, which body; links carry it along."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from urllib.parse import urlencode

import streamlit as st

from data.words import LANGUAGES
from pages.parts.menu import HOME, MENU

KEPT = ("lang", "desk")  # what every link inside the program carries along


def language(first: str = "zh") -> str:
    """The language of the address; else the one chosen before; else `first`. The address keeps it."""
    asked = st.query_params.get("lang", "")
    spoken = asked if asked in LANGUAGES else st.session_state.get("lang", first)
    st.session_state["lang"] = spoken
    if spoken != first and asked != spoken:
        st.query_params["lang"] = spoken
    return str(spoken)


def carried() -> dict[str, str]:
    """What links carry along of this address. Streamlit's own book of the address is slow: ask it once."""
    asked = st.query_params.to_dict()
    return {name: asked[name] for name in KEPT if name in asked}


def address(page: str, **choices: str) -> str:
    """A link to a page of the program, relative, with the language and the desk carried along."""
    return link(page, {**carried(), **choices})


def link(page: str, choices: Mapping[str, str]) -> str:
    """A link to a page with just these choices."""
    asked = urlencode({name: value for name, value in choices.items() if value})
    return ("./" if page == HOME else page) + (f"?{asked}" if asked else "")


def here(**choices: str) -> str:
    """A link to this page with some choices changed ("" removes one)."""
    asked = {name: value for name, value in {**st.query_params.to_dict(), **choices}.items() if value}
    return "?" + urlencode(asked)


def chosen(name: str, options: Sequence[str], default: str = "") -> str:
    """The choice `name` of the address if it is one of `options`, else the default (the first)."""
    asked = st.query_params.get(name, "")
    return asked if asked in options else default or (options[0] if options else "")


def pick(
    name: str,
    label: str,
    options: Sequence[str],
    titles: Callable[[str], str],
    *,
    default: str = "",
    width: int = 220,
) -> str:
    """One of several, kept in the address as `name`; titles(option) is what the reader sees."""
    key = f"pick_{name}"
    value = chosen(name, options, default)
    st.session_state[key] = value
    st.selectbox(
        label,
        options,
        key=key,
        format_func=titles,
        width=width,
        on_change=_keep,
        args=(name, key, default or options[0]),
    )
    return value


def segments(
    name: str,
    label: str,
    options: Sequence[str],
    titles: Callable[[str], str],
    *,
    default: str = "",
    quiet: bool = False,
) -> str:
    """One of a few, side by side, kept in the address as `name`; `quiet`: the label is read aloud only."""
    key = f"pick_{name}"
    value = chosen(name, options, default)
    st.session_state[key] = value
    st.segmented_control(
        label,
        options,
        key=key,
        format_func=titles,
        on_change=_keep,
        args=(name, key, default or options[0]),
        required=True,
        label_visibility="collapsed" if quiet else "visible",
    )
    return value


def _keep(name: str, key: str, default: str) -> None:
    """Write the choice into the address; the default needs no mention."""
    value = st.session_state[key]
    if value and value != default:
        st.query_params[name] = value
    elif name in st.query_params:
        del st.query_params[name]


def go(page: str, **choices: str) -> None:
    """Leave for another page of the program, language and desk carried along."""
    st.switch_page(MENU[page], query_params={**carried(), **choices})
