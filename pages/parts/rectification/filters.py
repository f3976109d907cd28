"""Filters of lists of rectification: one of what is there, or all of it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pages.parts import forms
from pages.parts.frame import Visit


def one_of(
    visit: Visit, name: str, label: str, codes: Sequence[str], titles: Callable[[str], str], width: int
) -> str:
    """The code that is wanted, "" for all; not asked where there is no choice."""
    if len(codes) < 2:
        return ""
    return forms.pick(
        name, visit.say(label), ["", *codes], lambda one: titles(one) if one else visit.say("ask.all"),
        width=width,
    )  # fmt: skip
