"""The scorebook: a whole round as one workbook (totals, clauses, indicators, lost points, the plan)."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import pandas as pd

from data.reports.losses import losses
from data.reports.tables import Sheet, xlsx
from data.words import has, text
from metrics.engine.board import Board, scores
from metrics.model import TOTAL, Round

POINTS = ("base", "points", "full_marks", "deductions", "bonus", "total", "score", "lost")
FORMATS = {**dict.fromkeys(POINTS, "points"), "place": "whole", "of": "whole", "share": "share"}


def scorebook(board: Board, one: Round, language: str) -> bytes:
    """The workbook of a round; its sheets are in the order in which one asks."""
    sheets = [
        _sheet(name, make(board, language), language)
        for name, make in (
            ("totals", totals), ("rollups", rollups), ("scores", indicators), ("ledger", ledger),
            ("catalogue", plan),
        )
    ]  # fmt: skip
    return xlsx([_about(board, one, language), *sheets], one.demo, language)


def _sheet(name: str, frame: pd.DataFrame, language: str) -> Sheet:
    headings = {
        str(column): text(f"book.{column}", language) for column in frame if has(f"book.{column}", language)
    }
    frozen = 2 if {"body", "name"} <= set(frame.columns) else 1
    return Sheet(text(f"book.{name}", language), frame, headings, FORMATS, frozen)


def _about(board: Board, one: Round, language: str) -> Sheet:
    """What this workbook is: round, plan and its version, how many bodies."""
    catalogue = board.catalogue
    told = {
        "round": f"{one.title[language]} ({one.code})",
        "plan": f"{catalogue.title[language]} ({catalogue.code})",
        "version": catalogue.version,
        "source": catalogue.source,
        "ranked": f"{int(board.totals['place'].notna().sum())} / {len(board.bodies)}",
        "losses": str(len(board.ledger)),
    }
    if one.demo:
        told["made_up"] = text("book.demo", language)
    rows = pd.DataFrame(
        {
            "about_key": [text(f"book.{key}", language) for key in told],
            "about_value": list(told.values()),
        }
    )
    return _sheet("about", rows, language)


def totals(board: Board, language: str) -> pd.DataFrame:
    """One row per body, kind by kind, the best first."""
    table = board.totals
    grades = {grade.code: grade.title[language] for grade in board.catalogue.grades}
    shown = pd.DataFrame(
        {
            "body": table["body"],
            "name": _names(board, table["body"], language),
            "kind": _each(table["kind"], _kinds(board, language)),
            "group": table["group"],
            **{name: table[name] for name in ("place", "of", "total")},
            "grade": _each(table["grade"], grades),
            **{name: table[name] for name in ("base", "points", "full_marks", "deductions", "bonus", "veto")},
            "flags": [_flags(str(one), language) for one in table["flags"]],
        }
    )
    order = [kind.code for kind in board.catalogue.kinds]
    rank = table["kind"].map(lambda kind: order.index(kind) if kind in order else len(order))
    return (
        shown.assign(rank=rank)
        .sort_values(["rank", "place", "body"], na_position="last", kind="stable")
        .drop(columns="rank")
    )


def rollups(board: Board, language: str) -> pd.DataFrame:
    """Points of every clause and section of every body."""
    table, catalogue = board.rollups, board.catalogue
    levels = {level.code: level.title[language] for level in (*catalogue.levels, catalogue.totals.top)}
    nodes = {node.code: node.title[language] for node in catalogue.nodes}
    nodes[TOTAL] = catalogue.totals.top.title[language]
    return pd.DataFrame(
        {
            "body": table["body"].astype(object),
            "name": _names(board, table["body"], language),
            "level": _each(table["level"], levels),
            "node": table["node"].astype(object),
            "title": _each(table["node"], nodes),
            **{name: table[name] for name in ("points", "full_marks", "score")},
        }
    )


def indicators(board: Board, language: str) -> pd.DataFrame:
    """Every indicator of every body: what it is worth and how it stands."""
    table = scores(board)
    return pd.DataFrame(
        {
            "body": table["body"].astype(object),
            "name": _names(board, table["body"], language),
            "indicator": table["indicator"].astype(object),
            "indicator_title": _titles(board, table["indicator"], language),
            "status": [_word("status", str(one), language) for one in table["status"]],
            **{name: table[name] for name in ("value", "share", "points", "full_marks")},
        }
    )


def ledger(board: Board, language: str) -> pd.DataFrame:
    """Every lost point with its reason and what would regain it."""
    table = losses(board, language)
    citations = {node.code: node.citation or node.title[language] for node in board.catalogue.nodes}
    return pd.DataFrame(
        {
            "body": table["body"].astype(object),
            "name": _names(board, table["body"], language),
            "clause": _each(table["clause"], citations),
            "indicator": table["indicator"].astype(object),
            "indicator_title": _titles(board, table["indicator"], language),
            **{name: table[name] for name in ("lost", "why", "regain")},
        }
    )


def plan(board: Board, language: str) -> pd.DataFrame:
    """The catalogue as a table: one row per indicator."""
    catalogue, names = board.catalogue, {body.code: body.name[language] for body in board.bodies}
    citations = {node.code: node.citation or node.title[language] for node in catalogue.nodes}
    texts = ("unit", "full_rule", "zero_rule", "na_rule", "evidence")
    rows: list[dict[str, Any]] = []
    for one in catalogue.indicators:
        row: dict[str, Any] = {
            "indicator": one.code,
            "indicator_title": one.title[language],
            "clause": citations.get(one.node, ""),
            "role": _word("role_of", one.role, language),
            "rule": one.rule,
        }
        for kind in catalogue.kinds:
            heading = text("book.marks", language, kind=kind.title[language])
            row[heading] = one.marks.get(kind.code, one.marks.get("")) if one.role == "scored" else None
        row |= {name: getattr(one, name)[language] for name in texts}
        rows.append(row | {"source": one.source, "judge": names.get(one.judge, one.judge)})
    return pd.DataFrame(rows)


def _names(board: Board, codes: pd.Series, language: str) -> list[str]:
    return _each(codes, {body.code: body.name[language] for body in board.bodies})


def _titles(board: Board, codes: pd.Series, language: str) -> list[str]:
    return _each(codes, {one.code: one.title[language] for one in board.catalogue.indicators})


def _kinds(board: Board, language: str) -> dict[str, str]:
    return {kind.code: kind.title[language] for kind in board.catalogue.kinds}


def _each(codes: pd.Series, words: Mapping[str, str]) -> list[str]:
    """The words for a column of codes; a code without words stays."""
    return [words.get(str(one), str(one)) for one in codes]


def _word(part: str, code: str, language: str) -> str:
    return text(f"{part}.{code}", language) if has(f"{part}.{code}", language) else code


def _flags(flags: str, language: str) -> str:
    """Flags of a total in words."""
    return text("join.list", language).join(_word("flag", one, language) for one in flags.split(";") if one)
