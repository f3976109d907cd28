"""Workbooks to be filled in, as things stand now: a body, a lead unit's block, an indicator, a register.

    for_body(desk, round_code, body) -> Template
    for_unit(desk, round_code, unit) -> Template
    for_indicator(desk, round_code, indicator) -> Template
    for_register(desk, round_code, indicator, body="") -> Template
    registers(desk, round_code) -> tuple[str, ...]        indicators that have a register of documents
    units(desk, round_code) -> tuple[str, ...]            lead units that have a block

What is stored already stands in them, and the number of the last batch; so of what comes back it can be told
what its author changed and what somebody else changed meanwhile.
"""

from __future__ import annotations

from dataclasses import dataclass

from data.desk import Desk
from data.intake import template
from data.queries import catalogues, grounds


@dataclass(frozen=True, slots=True)
class Template:
    """A workbook and the name under which it is saved."""

    name: str
    content: bytes


def for_body(desk: Desk, round_code: str, body: str) -> Template:
    """One body's whole table; of a reporter's own only. NotFound("body")."""
    desk.check("observations.read", body=body)
    return Template(_name(round_code, body), template.for_body(grounds.ground(desk, round_code), body))


def for_unit(desk: Desk, round_code: str, unit: str) -> Template:
    """A lead unit's block over all bodies. NotFound("block")."""
    desk.check("observations.read")
    ground = grounds.ground(desk, round_code)
    return Template(_name(round_code, "unit", unit), template.for_unit(ground, unit))


def for_indicator(desk: Desk, round_code: str, indicator: str) -> Template:
    """One indicator over all bodies. NotFound("indicator" | "no_fields")."""
    desk.check("observations.read")
    ground = grounds.ground(desk, round_code)
    return Template(_name(round_code, indicator), template.for_indicator(ground, indicator))


def for_register(desk: Desk, round_code: str, indicator: str, body: str = "") -> Template:
    """A register of documents, of one body or of all. NotFound("no_register")."""
    desk.check("observations.read", body=body)
    ground = grounds.ground(desk, round_code)
    parts = (round_code, "register", indicator, body)
    return Template(_name(*parts), template.for_register(ground, indicator, body))


def registers(desk: Desk, round_code: str) -> tuple[str, ...]:
    """Codes of the indicators whose figures are made from a register of documents."""
    return tuple(one.indicator for one in grounds.known(desk, round_code).crosschecks.registers)


def units(desk: Desk, round_code: str) -> tuple[str, ...]:
    """Codes of the units that check or are asked for an indicator of their own, in their order."""
    asked = [one for one in catalogues.plan(desk, round_code).indicators if one.fields]
    return tuple(sorted({unit for one in asked for unit in (one.judge, *one.units) if unit}))


def _name(*parts: str) -> str:
    return "-".join(part for part in parts if part) + ".xlsx"
