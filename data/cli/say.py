"""How the commands answer: exit codes, sentences, and with --json the same as JSON."""

from __future__ import annotations

import argparse
import json
import sys
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Any

from data.words.naming import Naming
from data.words.problems import problem
from metrics.errors import CellProblem

if TYPE_CHECKING:
    import pandas as pd

DONE, FAULTY = 0, 1
Command = Callable[[argparse.Namespace], int]
Add = Callable[[str, Command], argparse.ArgumentParser]  # a command by its name; its summary is its docstring


def complain(sentence: str) -> None:
    """A sentence on standard error."""
    print(sentence, file=sys.stderr)


def as_json(value: object) -> None:
    """A result for programs."""
    print(json.dumps(value, ensure_ascii=False, indent=1, default=str))


def tell(
    options: argparse.Namespace, told: object, lines: Iterable[str], problems: Iterable[CellProblem]
) -> None:
    """`told` as JSON; or problems on standard error and what happened on standard output."""
    if options.json:
        as_json(told)
        return
    for one in problems:
        complain(problem(one, options.lang))
    for line in lines:
        print(line)


def plain(one: CellProblem, language: str, naming: Naming | None = None) -> dict[str, str]:
    """A problem for programs: the codes as they are, and the sentence with names, for people."""
    codes = {name: str(getattr(one, name)) for name in one.__dataclass_fields__}
    return codes | {"sentence": problem(naming.told(one, language) if naming else one, language)}


def records(frame: pd.DataFrame) -> list[dict[Any, Any]]:
    """The rows of a table for programs, null where nothing stands."""
    rows: list[dict[Any, Any]] = frame.astype(object).where(frame.notna(), None).to_dict("records")
    return rows
