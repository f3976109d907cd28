"""台账, the register of rectification as a workbook: one row an item, fields as offices keep them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

import pandas as pd

from data.reports.tables import Sheet, csv, xlsx
from data.words import day, text
from metrics.model import Body, Catalogue
from metrics.procedure.terms import Terms

# Colours of lamps on paper; the word stands beside it.
LAMPS = {"red": "C2301C", "yellow": "B86E00", "blue": "0B5CAD", "green": "1F6F8B"}
# The fields in their order; the first eight of practice are among them: number, problem, body, owner,
# measure, deadline, result, closed.
FIELDS = (
    "at", "number", "origin", "indicator", "clause", "indicator_title", "problem", "problem_type", "severity",
    "lost", "body", "leader", "handler", "phone", "target", "measure", "proof_wanted", "notice", "issued_on",
    "deadline_class", "allowed", "deadline", "left", "late", "lamp", "state", "progress", "plan",
    "reported_on", "proofs", "returns", "verified_by", "verified_on", "closed_on", "overrun", "extensions",
    "asked", "paused", "held_on", "parent", "previous", "kind",
)  # fmt: skip
DAYS = ("issued_on", "deadline", "reported_on", "verified_on", "closed_on", "held_on")


@dataclass(frozen=True, slots=True)
class Register:
    """The register of a round (queries.rectification.register) with what its codes mean."""

    rows: pd.DataFrame
    catalogue: Catalogue
    bodies: Mapping[str, Body]
    terms: Terms
    demo: bool


def ledger_book(register: Register, language: str) -> bytes:
    """The workbook: FIELDS in words of `language`, lamps in words and colours, made-up data marked."""
    lamps = {text(f"item_lamp.{one}", language): colour for one, colour in LAMPS.items()}
    words, rows = headings(language), spelt(register, language)
    title = text("register.title", language)
    sheet = Sheet(title, rows, words, {"lost": "points"}, frozen=2, colours={"lamp": lamps})
    return xlsx([sheet], register.demo, language)


def ledger_csv(register: Register, language: str) -> bytes:
    """The same as CSV."""
    return csv(spelt(register, language), register.demo, headings(language))


def headings(language: str) -> dict[str, str]:
    """What stands over each of FIELDS."""
    return {one: text(f"register.{one}", language) for one in FIELDS}


def spelt(register: Register, language: str) -> pd.DataFrame:
    """The register with words for its codes and days; figures stay figures."""
    rows, terms = register.rows.reset_index(drop=True), register.terms
    indicators = {one.code: one for one in register.catalogue.indicators}
    titled: dict[str, Mapping[str, str]] = {
        "body": {code: one.name[language] for code, one in register.bodies.items()},
        "indicator_title": {code: one.title[language] for code, one in indicators.items()},
        "origin": {one.code: one.title[language] for one in terms.origins},
        "problem_type": {one.code: one.title[language] for one in terms.problems},
        "severity": {one.code: one.title[language] for one in terms.severities},
        "deadline_class": {one.code: one.title[language] for one in terms.classes},
    }
    said: dict[str, Callable[[str], str]] = {
        "lamp": lambda code: text(f"item_lamp.{code}", language),
        "state": lambda code: text(f"item_state.{code}", language),
        "kind": lambda code: text(f"item_kind.{code}", language),
    }
    rows = rows.assign(at=range(1, len(rows) + 1), indicator_title=rows["indicator"])
    for name in FIELDS:
        if name in titled:
            rows[name] = [titled[name].get(code, code) for code in rows[name]]
        elif name in said:
            rows[name] = [said[name](code) for code in rows[name]]
        elif name in DAYS:
            rows[name] = ["" if pd.isna(one) else day(one, language) for one in rows[name]]
    return rows[list(FIELDS)]
