"""All that a page says to a reader, as texts: HTML with what is only read aloud, pictures, widgets."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from typing import Any

from google.protobuf.json_format import MessageToDict
from streamlit.testing.v1 import AppTest

SPOKEN = ("aria-label", "title", "placeholder", "alt")
ABOUT = (
    "label",
    "help",
    "placeholder",
    "options",
    "content",
    "body",
    "caption",
    "captions",
    "text",
)  # of a widget
TAG = re.compile(r"<[^>]+>")  # colours and lines inside the words of a picture
EMPTY = {"br", "hr", "col", "img", "wbr", "input"}
OF_PICTURES = {"text", "hovertext", "ticktext", "hovertemplate", "texttemplate", "y", "x", "name", "label"}


class Said(HTMLParser):
    """Texts of HTML, attributes included, but for what says another language (`lang`)."""

    def __init__(self, language: str) -> None:
        super().__init__()
        self.language = language
        self.texts: list[str] = []
        self._open: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        spoken = (given.get("lang") or (self._open[-1][1] if self._open else self.language))[:2]
        if spoken == self.language:
            self.texts += [str(given[name]) for name in SPOKEN if given.get(name)]
        if tag not in EMPTY:
            self._open.append((tag, spoken))

    def handle_endtag(self, tag: str) -> None:
        while self._open and self._open.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if data.strip() and (self._open[-1][1] if self._open else self.language) == self.language:
            self.texts.append(data)


def of_html(markup: str, language: str) -> list[str]:
    """The texts of a piece of HTML."""
    reader = Said(language)
    reader.feed(markup)
    return reader.texts


def of_picture(part: Any, name: str = "") -> Iterator[str]:
    """The texts in a figure: titles, notes, ticks, what is shown under the pointer."""
    if isinstance(part, dict):
        for key, value in part.items():
            if key not in ("template", "customdata", "font", "marker", "uid"):
                yield from of_picture(value, key)
    elif isinstance(part, list):
        for one in part:
            yield from of_picture(one, name)
    elif isinstance(part, str) and name in OF_PICTURES and part not in ("x", "y", "paper"):
        yield TAG.sub(" ", part)


def of_widget(part: Any, name: str = "") -> Iterator[str]:
    """Label, help, placeholder, choices of a widget or a block, as deep as they lie."""
    if isinstance(part, dict):
        for key, value in part.items():
            yield from of_widget(value, key)
    elif isinstance(part, list):
        for one in part:
            yield from of_widget(one, name)
    elif isinstance(part, str) and name in ABOUT:
        yield part


def spoken(app: AppTest, language: str) -> list[str]:
    """Everything the page says; the page's own language where an element does not name another."""
    said: list[str] = []
    for one in app.main:
        if one.type == "html":
            said += of_html(str(one.value), language)
        elif one.type == "plotly_chart":
            said += of_picture(json.loads(one.proto.spec))
        elif getattr(one, "proto", None) is not None:
            said += of_widget(MessageToDict(one.proto, preserving_proto_field_name=True))
    return [text for text in said if text.strip()]
