"""Who sits down for a command of `rectify`, and how its result is told."""

from __future__ import annotations

import argparse
import json
import sys
from typing import TYPE_CHECKING, Protocol

from data import permits
from data.cli.say import DONE, Command, as_json, records
from data.cli.seats import seat
from data.words import text

if TYPE_CHECKING:
    import pandas as pd

    from data.desk import Desk


class Within(Protocol):
    """A sub-command of `rectify`: of an `item` by its number, or `of_round`."""

    def __call__(
        self, name: str, run: Command, *, item: bool = False, of_round: bool = False
    ) -> argparse.ArgumentParser: ...


def at_desk(options: argparse.Namespace, *, body: str = "") -> Desk:
    """A desk in the role that is named, or of the evaluation office."""
    return seat(options, role=options.role or permits.OFFICE, body=body)


def say(options: argparse.Namespace, value: object, key: str, **numbers: object) -> None:
    """A result as a sentence, or with --json as a line of JSON."""
    if options.json:
        print(json.dumps(value, ensure_ascii=False, default=str))
    else:
        print(text(key, options.lang, **numbers))


def state(options: argparse.Namespace, number: str, state: str) -> None:
    """Where an item stands now."""
    said = text(f"item_state.{state}", options.lang)
    say(options, {"number": number, "state": state}, "rectify.state", number=number, state=said)


def table(rows: pd.DataFrame, options: argparse.Namespace) -> int:
    """Rows as JSON, or as lines with tabs."""
    if options.json:
        as_json(records(rows))
    else:
        rows.to_csv(sys.stdout, sep="\t", index=False)
    return DONE
