"""What a paper of rectification is made of: who writes to whom about which problems, by when."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from metrics.model import Text
from metrics.procedure.terms import Sender


@dataclass(frozen=True, slots=True)
class Problem:
    """One rectification item as papers quote it.

    number: of the item; clause: as the plan counts it; found: the problem in words, with its points; lost:
    points; target: what has to be reached; measure: proposed; deadline: its class in words; due: last day;
    overrun: working days late (0: in time); lamp: in words; owner: who handles it at the body.
    """

    number: str
    body: Text
    indicator: str
    title: Text
    clause: str
    found: str
    lost: float
    target: str
    measure: str
    deadline: str
    due: date
    evidence: Sequence[str] = ()
    overrun: int = 0
    lamp: str = ""
    owner: str = ""


@dataclass(frozen=True, slots=True)
class Letter:
    """One paper: sender, serial number of its year, day, addressees, the round and plan it rests on.

    serial 0 is a draft that has no number yet; code: in its number (None: the sender's). extension:
    most working days a deadline may be put off; copies: who gets a copy; demo: made-up data, which every
    page then says.
    """

    sender: Sender
    serial: int
    on: date
    to: Sequence[Text]
    round: Text
    plan: str
    problems: Sequence[Problem]
    extension: int
    language: str = "zh"
    copies: Sequence[Text] = ()
    demo: bool = False
    code: Text | None = None
