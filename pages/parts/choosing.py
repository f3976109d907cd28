"""Several of many, kept in the address as one word with commas, so that a link carries the choice."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from pages.parts import forms

BETWEEN = ","


def several(
    name: str,
    label: str,
    options: Sequence[str],
    titles: Callable[[str], str],
    *,
    most: int,
    hint: str,
    default: Sequence[str] = (),
) -> list[str]:
    """At most `most` of the options, in the order they were chosen; `hint` stands where none is chosen."""
    key = f"pick_{name}"
    value = asked(name, options, default)[:most]
    st.session_state[key] = value
    st.multiselect(
        label, options, key=key, format_func=titles, max_selections=most, placeholder=hint,
        on_change=_keep, args=(name, key),
    )  # fmt: skip
    return value


def asked(name: str, options: Sequence[str], default: Sequence[str] = ()) -> list[str]:
    """What the address names that is there, each once; the default where it names nothing."""
    there = st.query_params.get(name)
    codes = list(default) if there is None else there.split(BETWEEN)
    return [one for one in dict.fromkeys(codes) if one in options]


def _keep(name: str, key: str) -> None:
    st.query_params[name] = BETWEEN.join(st.session_state[key])


def compared(codes: Sequence[str], **choices: str) -> str:
    """A link to the comparison of these bodies."""
    return forms.address("compare", bodies=BETWEEN.join(codes), **choices)
