"""The desk at which a command is run, on the database that the environment names."""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING

from data import permits

if TYPE_CHECKING:
    from data.desk import Desk

PERSON = "command line"  # who did it, in the audit trail, where nobody is named


def seat(options: argparse.Namespace, *, role: str, body: str = "") -> Desk:
    """A desk of any role: rectification needs several people, and a script speaks for each of them."""
    from data import desk
    from data.settings import from_environment
    from data.store.migrate import check_head

    person = getattr(options, "person", None) or PERSON
    one = desk.sit(from_environment(), person=person, role=role, body=body, language=options.lang)
    check_head(one.database)
    return one


def office(options: argparse.Namespace) -> Desk:
    """A desk of the evaluation office: whoever runs commands on the machine holds its database anyway."""
    return seat(options, role=permits.OFFICE)
