"""Looks a sentence up and puts its numbers in."""

from __future__ import annotations

import logging
import tomllib
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from functools import cache
from pathlib import Path
from string import Formatter
from types import MappingProxyType
from typing import Any

from data.words import figures
from metrics.model import Text

LANGUAGES = ("zh", "en")
DEMO = "demo-"  # how the people begin who sit at a desk of the demonstration
COMMA = {"zh": "、", "en": ", "}
FOLDER = Path(__file__).parent

log = logging.getLogger(__name__)


class Sentence(Formatter):
    """`str.format` that knows our figures.

    `{lost:points}` 0.60 · `{rate:share}` 92.5% · `{at:percent}` 100% · `{x:number}` 0.85 · `{on:day}` ·
    `{at:moment}` · `{n:place}` · `{n:span}` days · `{n:body|bodies}` 3 bodies (the English plural) ·
    `{citation:cited}` 四（一）, 4(1) · `{level:choice}` the name of an answer to choose ·
    `{by:person}` who it was.
    A bare `{name}` writes whole numbers, dates, bilingual texts and lists in the sentence's language.
    """

    def __init__(self, language: str) -> None:
        self.language = language

    def format_field(self, value: Any, format_spec: str) -> str:
        if isinstance(value, str) and format_spec:
            return self.named(value, format_spec)
        if "|" in format_spec:
            one, many = format_spec.split("|")
            return f"{figures.number(value)} {one if value == 1 else many}"
        if format_spec in ("points", "share", "percent", "number"):
            return str(getattr(figures, format_spec)(value))
        if format_spec in ("place", "day", "moment", "span"):
            return str(getattr(figures, format_spec)(value, self.language))
        return self.plain(value) if format_spec in ("", "person") else format(value, format_spec)

    def named(self, value: str, format_spec: str) -> str:
        """A text that has a form of its own in each language."""
        if format_spec == "cited":
            return figures.cited(value, self.language)
        if format_spec == "person":
            return person(value, self.language)
        return choice(value, self.language) if format_spec == "choice" else value

    def plain(self, value: Any) -> str:
        """A value without a wish about its form."""
        match value:
            case str():
                return value
            case Text():
                return value[self.language]
            case datetime():
                return figures.moment(value, self.language)
            case date():
                return figures.day(value, self.language)
            case None:
                return figures.ABSENT
            case float():
                return figures.number(value)
            case Iterable():
                return COMMA[self.language].join(self.plain(one) for one in value)
            case _:
                return str(value)


@cache
def sentences(language: str) -> Mapping[str, str]:
    """All sentences of a language by key, e.g. "reason.below"."""
    found: dict[str, str] = {}
    for file in sorted((FOLDER / language).glob("*.toml")):
        for part, table in tomllib.loads(file.read_text("utf-8")).items():
            for key, words in table.items():
                if found.setdefault(f"{part}.{key}", words) is not words:
                    raise ValueError(f"{part}.{key} stands in two files of {language}")
    return MappingProxyType(found)


def keys(language: str) -> frozenset[str]:
    """Every key that has a sentence in this language."""
    return frozenset(sentences(language))


def has(key: str, language: str) -> bool:
    """Is there a sentence with this key?"""
    return key in sentences(language)


def choice(value: str, language: str) -> str:
    """What an answer to choose from a list (优, 良, 一般, 差) is called; itself without another name."""
    return sentences(language).get(f"choice.{value}", value)


def person(name: str, language: str) -> str:
    """Who it was: at a desk of the demonstration its role (with body and number), else the name."""
    if not name.startswith(DEMO):
        return name
    said = sentences(language)
    role, _, home = name.removeprefix(DEMO).partition("-")
    if f"demo_person.{role}" in said:
        return said[f"demo_person.{role}"]
    return " ".join([said[f"role.{role}"], *home.split("-")]).strip() if f"role.{role}" in said else name


def text(key: str, language: str, **numbers: object) -> str:
    """The sentence `key` in `language` ("zh", "en") with its numbers put in.

    A key or number that is missing shows as ⟦key⟧ and is logged: a page with one word missing is of more use
    than no page. The tests fail on every ⟦ they meet.
    """
    try:
        return Sentence(language).vformat(sentences(language)[key], (), numbers)
    except (KeyError, ValueError, TypeError):
        log.exception("no sentence %s in %s with %s", key, language, sorted(numbers))
        return f"⟦{key}⟧"
