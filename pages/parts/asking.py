"""Acts from a form, once each: a key per form as it was drawn, what came of it, a refusal in words."""

from __future__ import annotations

import uuid
from collections.abc import Callable

import streamlit as st

from data.words import refusal
from metrics.errors import EvaluationError
from pages.parts.frame import Visit
from pages.parts.markup import show, tag

TOLD = "asking_told"


def turn(name: str) -> str:
    """The key under which this form acts; a double click acts once, after it there is another key."""
    key: str = st.session_state.setdefault(f"turn_{name}", uuid.uuid4().hex)
    return key


def attempt(
    visit: Visit,
    name: str,
    act: Callable[[str], str],
    key: str = "",
    explain: Callable[[EvaluationError], str] | None = None,
) -> bool:
    """Do `act(key)` and keep what it says for the next run; a refusal leaves the form as it is.

    `key`: as it was when the form was drawn; a second click on the same form brings the same. `explain`:
    a refusal in more words than usual.
    """
    try:
        told = act(key or turn(name))
    except EvaluationError as refused:
        tell(explain(refused) if explain else refusal(refused, visit.language), refused=True)
        return False
    st.session_state.pop(f"turn_{name}", None)
    tell(told)
    return True


def tell(sentence: str, *, refused: bool = False) -> None:
    """Keep a sentence for the top of the page."""
    st.session_state[TOLD] = (sentence, refused)


def told() -> None:
    """What came of the last act."""
    found = st.session_state.pop(TOLD, None)
    if found is not None:
        sentence, refused = found
        role, level = ("alert", "act") if refused else ("status", "course")
        show(tag("p", sentence, class_=f"banner {level}", role=role))
