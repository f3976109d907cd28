"""What a cell of a template accepts, with the message for what it does not."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, datetime
from types import MappingProxyType
from typing import Any

from data.intake.template.lists import Lists
from data.words import text
from metrics.model import Field

LONGEST = 10_000  # characters of a text, as the record takes them (actions.rows)
LARGEST = 999_999_999_999_999  # a spreadsheet keeps 15 digits
FIRST_DAY, LAST_DAY = date(1950, 1, 1), date(2099, 12, 31)  # a slip of the pen lies outside
TITLE, MESSAGE = 32, 255  # characters that a message box takes

Check = dict[str, Any]


def of_field(field: Field, lists: Lists, language: str) -> Check:
    """The check of a field's cell."""
    made = MADE[field.type](field, lists, language)
    message = text(f"template.hint_{field.type}", language)
    if field.type == "enum":
        message = f"{message}: {' / '.join(field.choices)}"
    return made | _messages(field.title[language], message, _wrong(field), language)


def of_status(lists: Lists, language: str) -> Check:
    """The check of a status cell: blank, not applicable or nil."""
    title, message = text("template.status", language), text("template.status_message", language)
    words = (text("template.not_applicable", language), text("template.nil", language))
    return _list(words, lists) | _messages(title, message, "wrong_status", language)


def of_name(names: tuple[str, ...], lists: Lists, language: str) -> Check:
    """The check of a cell that names a body."""
    title, message = text("template.name", language), text("template.choose", language)
    return _list(names, lists) | _messages(title, message, "wrong_name", language)


def _messages(title: str, message: str, wrong: str, language: str) -> Check:
    return {
        "ignore_blank": True,
        "input_title": title[:TITLE],
        "input_message": message[:MESSAGE],
        "error_title": text("template.wrong", language)[:TITLE],
        "error_message": text(f"template.{wrong}", language, n=LONGEST)[:MESSAGE],
    }


def _list(words: tuple[str, ...], lists: Lists) -> Check:
    return {"validate": "list", "source": lists.reference(words)}


def _int(field: Field, lists: Lists, language: str) -> Check:
    return {"validate": "integer", "criteria": "between", "minimum": 0, "maximum": LARGEST}


def _number(field: Field, lists: Lists, language: str) -> Check:
    return {"validate": "decimal", "criteria": "between", "minimum": -LARGEST, "maximum": LARGEST}


def _bool(field: Field, lists: Lists, language: str) -> Check:
    return _list((text("template.yes", language), text("template.no", language)), lists)


def _entry(field: Field, lists: Lists, language: str) -> Check:
    return {"validate": "list", "source": lists.reference(("1", "0.5", "0", "NA"), numbers=True)}


def _enum(field: Field, lists: Lists, language: str) -> Check:
    return _list(field.choices, lists)


def _day(field: Field, lists: Lists, language: str) -> Check:
    # A moment late on the last day is still on it.
    last = datetime(LAST_DAY.year + 1, 1, 1) if field.type == "datetime" else LAST_DAY  # noqa: DTZ001
    return {"validate": "date", "criteria": "between", "minimum": FIRST_DAY, "maximum": last}


def _text(field: Field, lists: Lists, language: str) -> Check:
    return {"validate": "length", "criteria": "<=", "value": LONGEST}


MADE: Mapping[str, Callable[[Field, Lists, str], Check]] = MappingProxyType(
    {
        "int": _int, "number": _number, "bool": _bool, "entry": _entry, "enum": _enum,
        "date": _day, "datetime": _day, "text": _text, "list": _text,
    }
)  # fmt: skip


def _wrong(field: Field) -> str:
    return "wrong_text" if field.type == "list" else f"wrong_{field.type}"
