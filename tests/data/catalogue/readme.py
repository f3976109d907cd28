"""The format as README.md tells it: its code blocks and its tables of keys, to be held against the loader."""

from __future__ import annotations

import re
from functools import cache

from data.catalogue import FOLDER


@cache
def text() -> str:
    """The README."""
    return (FOLDER / "README.md").read_text(encoding="utf-8")


def blocks(mark: str) -> list[str]:
    """The code blocks with this mark, e.g. "toml complete"."""
    return re.findall(rf"^```{mark}\n(.*?)^```$", text(), flags=re.M | re.S)


def section(heading: str) -> str:
    """What stands under a heading (as written, with its #) up to the next one of its rank or above."""
    rank = heading.index(" ")
    start = text().index(f"\n{heading}\n") + len(heading) + 2
    end = re.compile(rf"^#{{1,{rank}}} ", flags=re.M).search(text(), start)
    return text()[start : end.start() if end else None]


def rows(part: str, first: str) -> list[list[str]]:
    """The rows of the table whose head begins with the cell `first`, as lists of cells."""
    lines = part.splitlines()
    head = next(number for number, line in enumerate(lines) if line.startswith(f"| {first} |"))
    body = []
    for line in lines[head + 2 :]:
        if not line.startswith("|"):
            break
        body.append([cell.strip() for cell in line.strip("|").split("|")])
    return body


def codes(cell: str) -> list[str]:
    """The words set in `code` in a cell."""
    return re.findall(r"`([^`]+)`", cell)
