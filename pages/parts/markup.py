"""The only way to HTML: every text is escaped, so that a name can never become a tag, a link or a style."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable
from typing import TypeAlias

import streamlit as st

HAN = re.compile("[\u3400-\u9fff]")
LOCALES = {"zh": "zh-CN", "en": "en"}
VOID = frozenset({"br", "hr", "col", "img", "wbr"})


class Markup(str):
    """HTML that was built here; anything else is text and gets escaped."""

    __slots__ = ()


Child: TypeAlias = "str | Markup | Iterable[Child] | None"


def escape(child: Child) -> Markup:
    """Children as HTML: markup as it is, text escaped, None nothing, lists one after the other."""
    if child is None:
        return Markup()
    if isinstance(child, Markup):
        return child
    if isinstance(child, str):
        return Markup(html.escape(child))
    return Markup("".join(escape(one) for one in child))


def tag(name: str, *children: Child, **attributes: str | bool | None) -> Markup:
    """One element: tag("td", "76.40", class_="number"); `_` in attribute names stands for `-`.

    An attribute that is None or False is left out, True stands alone; a trailing `_` is dropped.
    """
    written = []
    for key, value in attributes.items():
        if value is None or value is False:
            continue
        key = key.rstrip("_").replace("_", "-")
        written.append(f" {key}" if value is True else f' {key}="{html.escape(str(value))}"')
    opened = f"<{name}{''.join(written)}>"
    return Markup(opened if name in VOID else f"{opened}{escape(children)}</{name}>")


def as_written(words: str, language: str) -> Markup:
    """Words of a paper or a person: they say their language where it is not the page's, for reading aloud."""
    return tag("span", words, lang=lang_of(words, language))


def lang_of(words: str, language: str) -> str | None:
    """The language of these words as an attribute, None where it is the page's."""
    own = "zh" if HAN.search(words) else "en"
    return None if own == language else LOCALES[own]


def show(*children: Child) -> None:
    """Put markup on the page (marked as ours, so that nobody translates it)."""
    st.html(tag("div", *children, data_house=True, class_="house"))
