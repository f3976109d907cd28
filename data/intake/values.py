"""Cell values by type of field: what is a whole number, a yes, a day; and the one way each is written."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from types import MappingProxyType

import numpy as np
import pandas as pd

# Written as it is kept: most cells are, and one pass over the column finds them.
KEPT = MappingProxyType(
    {
        "int": "0|[1-9][0-9]{0,14}",
        "bool": "[01]",
        "entry": r"1|0\.5|0|NA",
        "number": r"-?(0|[1-9][0-9]{0,14})(\.[0-9]{1,20})?",
    }
)
WHOLE = re.compile(r"\+?0*([0-9]{1,15})(\.0*)?")
NUMBER = re.compile(r"[+-]?([0-9]+(\.[0-9]*)?|\.[0-9]+)([eE][+-]?[0-9]+)?")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}([T ]\d{2}:\d{2}(:\d{2}(\.0{1,6})?)?)?", re.ASCII)
MIDNIGHT = "T00:00:00"


def written(text: str) -> str:
    """Full-width digits and signs (１２，３) as their plain forms, no blanks around."""
    return unicodedata.normalize("NFKC", text).strip()


def whole(text: str) -> str | None:
    """A whole number from 0; "12.0" is 12."""
    match = WHOLE.fullmatch(text)
    return str(int(match[1])) if match else None


def yes_or_no(text: str) -> str | None:
    """1 or 0."""
    number = whole(text)
    return number if number in ("0", "1") else None


def entry(text: str) -> str | None:
    """A checklist answer: 1, 0.5, 0 or NA."""
    if text == "NA":
        return text
    figure = number(text)
    return {0.0: "0", 0.5: "0.5", 1.0: "1"}.get(float(figure)) if figure else None


def number(text: str) -> str | None:
    """A finite number; plain decimals stay as they are written. 95% and 1,000 are no numbers."""
    if re.fullmatch(KEPT["number"], text):
        return text
    if not NUMBER.fullmatch(text):
        return None
    figure = float(text)
    if not math.isfinite(figure):
        return None
    return str(int(figure)) if figure.is_integer() and abs(figure) < 1e15 else repr(figure)


def moment(text: str) -> str | None:
    """A moment of the calendar and the clock, ISO (2012-07-09T08:30); a day alone is its midnight."""
    if not MOMENT.fullmatch(text):
        return None
    try:
        return datetime.fromisoformat(text).isoformat()
    except ValueError:
        return None


def day(text: str) -> str | None:
    """A day of the calendar, ISO (2012-07-09); the midnight of a day is that day."""
    found = moment(text)
    return found.removesuffix(MIDNIGHT) if found and found.endswith(MIDNIGHT) else None


READERS: Mapping[str, Callable[[str], str | None]] = MappingProxyType(
    {"int": whole, "bool": yes_or_no, "entry": entry, "number": number, "date": day, "datetime": moment}
)


def kept(values: pd.Series, kind: str, choices: Sequence[str] = ()) -> tuple[pd.Series, np.ndarray]:
    """Cells of one type of field as they are kept, and which of them are not of that type.

    `values`: text, none empty. The result has the same index; a faulty cell stays as it was.
    """
    if kind in ("text", "list"):
        return values, np.zeros(len(values), dtype=bool)
    if kind in KEPT:
        done = values.str.fullmatch(f"(?:{KEPT[kind]})").to_numpy(dtype=bool)
    else:
        done = np.zeros(len(values), dtype=bool)
    known = {written(one): one for one in choices}
    read = known.get if kind == "enum" else READERS[kind]
    cells = values.to_numpy(dtype=object).copy()
    codes, different = pd.factorize(cells[~done])
    found = np.array([read(written(str(one))) or "" for one in different], dtype=object)
    wrong = np.zeros(len(values), dtype=bool)
    if len(different):
        wrong[~done] = (found == "")[codes]
        cells[~done] = np.where(found == "", different, found)[codes]
    # As objects: a text that repeats is there once, and is not made anew for each row.
    return pd.Series(cells, index=values.index, dtype=object), wrong
