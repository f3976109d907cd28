"""From lost points to drafts of rectification items: what the office may pick, with everything proposed.

    proposals(desk, round_code, ...) -> tuple[Proposal]      losses, by filters
    municipal(desk, round_code, indicator) -> Proposal       one measure of the city for what most bodies lose
    self_checks(desk, number) -> tuple[Proposal]             举一反三: bodies that an item could concern too
    frame(proposals, language) -> DataFrame                  columns FRAME, to show and to pick from

A proposal is nothing yet: `actions.rectification_drafts.draft` makes items of those that were picked.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from data.desk import Desk
from data.queries import boards, rectified, rounds
from data.queries.rectification import terms_of
from data.store import boards as kept_boards
from data.store import rectification as kept
from data.store import rounds as kept_rounds
from data.store.db import Connection
from data.words import LANGUAGES, text
from data.words.reasons import reason, regain
from metrics.engine.board import Board
from metrics.engine.ledger import facts_by_body
from metrics.errors import Lacking, NotFound
from metrics.frames import NOT_APPLICABLE, OUT
from metrics.model import Indicator, Round, Text
from metrics.procedure.items import FINDING, MUNICIPAL, SELF_CHECK, Item
from metrics.procedure.lifecycle import DRAFTED, OPEN
from metrics.procedure.terms import Terms

FRAME = (
    "body", "indicator", "clause", "kind", "lost", "full_marks", "reason", "severity", "deadline_class",
    "problem_type", "problem", "measure", "proof_wanted", "losing", "of", "common", "open", "previous",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Proposal:
    """A draft that could be made. `lost` points of `full_marks` for `reason` (code of the ledger).

    `losing` of `of` bodies lose points on the indicator; `common`: more than `Terms.most` of them, so one
    municipal measure is better. `open`: number of an item on the same matter that has not ended, "" for
    none. `previous`: number of the last item on it in an earlier round. `about`: bodies concerned.
    `target`: points that may stay lost. What the office changes is changed with `dataclasses.replace`.
    """

    body: str
    indicator: str
    clause: str
    lost: float
    full_marks: float
    reason: str
    severity: str
    deadline_class: str
    problem_type: str
    problem: Text
    measure: Text
    proof_wanted: Text
    losing: int = 0
    of: int = 0
    common: bool = False
    open: str = ""
    previous: str = ""
    kind: str = FINDING
    origin: str = ""
    target: float = 0.0
    about: tuple[str, ...] = ()
    source: str = ""


@dataclass(frozen=True, slots=True)
class Ground:
    """What proposals are made from: the board that counts, the terms, and items there are already."""

    board: Board
    terms: Terms
    edition: int
    open: Mapping[tuple[str, str], str]
    earlier: Mapping[tuple[str, str], Item]


def ground(desk: Desk, connection: Connection, one: Round) -> Ground:
    """The ground of a round; the board is the sealed one where there is one."""
    edition = kept_boards.sealed(connection, one.code)
    open_, earlier = {}, {}
    before = {it.code for it in kept_rounds.every(connection) if it.year < one.year}
    for item in kept.every(connection):
        if item.round in before and item.issued_on is not None:  # else it was nothing that comes back
            earlier[item.body, item.indicator] = item
        elif item.round == one.code and (item.state in OPEN or item.state == DRAFTED):
            open_[item.body, item.indicator] = item.number
    board = boards.whole(desk, one.code)
    return Ground(board, terms_of(desk, one), edition.number if edition else 0, open_, earlier)


def proposals(
    desk: Desk, round_code: str, *, clause: str = "", body: str = "", indicator: str = "", above: float = 0.0,
) -> tuple[Proposal, ...]:  # fmt: skip
    """Losses of more than `above` points (of one clause, body, indicator), the largest first.

    A clause is a node of the plan; everything below it counts. Missing figures and vetoes are proposed
    whatever they cost.
    """
    one = rounds.find(desk, round_code)
    desk.check("rectification.draft")
    with desk.database.reading() as connection:
        here = ground(desk, connection, one)
    rows = here.board.ledger
    if clause:
        rows = rows[rows["clause"].isin(_below(here.board, clause))]
    if body:
        rows = rows[rows["body"] == body]
    if indicator:
        rows = rows[rows["indicator"] == indicator]
    always = (rows["status"] == "missing") | (rows["reason"] == "veto")
    rows = rows[(rows["lost"] > above) | always] if above > 0 else rows
    rows = rows.sort_values("lost", ascending=False, kind="stable")
    codes = [str(code) for code in rows["indicator"].unique()]
    told = {code: _told(here.board, code) for code in codes}
    return tuple(_of_row(here, row, told[str(row["indicator"])]) for row in rows.to_dict("records"))


def municipal(desk: Desk, round_code: str, indicator: str, *, body: str = "") -> Proposal:
    """One measure for the whole city; `body` leads it (left out: whoever judges the indicator).

    NotFound("indicator", "body"); Lacking("lead_body") where nobody is named and nobody judges it.
    """
    one = rounds.find(desk, round_code)
    desk.check("rectification.draft")
    with desk.database.reading() as connection:
        here = ground(desk, connection, one)
    plan = next((it for it in here.board.catalogue.indicators if it.code == indicator), None)
    if plan is None:
        raise NotFound("indicator", indicator=indicator)
    lead = body or plan.judge
    if not lead:
        raise Lacking("lead_body", indicator=indicator)
    if lead not in {it.code for it in here.board.bodies}:
        raise NotFound("body", body=lead)
    losing, of, lost = rectified.spread(here.board, indicator)
    rows = here.board.ledger
    told: dict[str, Any] = {"n": losing, "of": of}
    return Proposal(
        body=lead, indicator=indicator, clause=plan.node, lost=lost, full_marks=_whole(here.board, indicator),
        reason="municipal", severity=here.terms.propose_severity(1.0),
        deadline_class=here.terms.propose_class("municipal"), problem_type="",
        problem=_said("problem_municipal", plan, **told), measure=_said("municipal", plan, **told),
        proof_wanted=_proof(plan), losing=losing, of=of, common=of > 0 and losing / of > here.terms.most,
        open=here.open.get((lead, indicator), ""), kind=MUNICIPAL,
        about=tuple(str(code) for code in rows[rows["indicator"] == indicator]["body"]),
    )  # fmt: skip


def self_checks(desk: Desk, number: str) -> tuple[Proposal, ...]:
    """For each body that the item's indicator applies to and that has no item on it: to look for itself."""
    desk.check("rectification.draft")
    with desk.database.reading() as connection:
        item = kept.find(connection, number)
        one = rounds.find(desk, item.round)
        here = ground(desk, connection, one)
        taken = {it.body for it in kept.every(connection, item.round, indicator=item.indicator)}
    plan = here.board.catalogue.indicator(item.indicator)
    status = here.board.status[item.indicator]
    losing, of, _ = rectified.spread(here.board, item.indicator)
    # What one body got wrong is not for the others to know.
    problem, measure = _said("problem_self_check", plan), _said("self_check", plan)
    return tuple(
        Proposal(
            body=code, indicator=item.indicator, clause=item.clause, lost=0.0, full_marks=0.0,
            reason="self_check", severity=here.terms.propose_severity(0.0),
            deadline_class=here.terms.propose_class("self_check"), problem_type=item.problem_type,
            problem=problem, measure=measure, proof_wanted=_proof(plan), losing=losing, of=of,
            open=here.open.get((code, item.indicator), ""), kind=SELF_CHECK, source=number,
        )
        for code in (it.code for it in here.board.bodies)
        if code not in taken and int(status[code]) not in (OUT, NOT_APPLICABLE)
    )  # fmt: skip


def frame(found: Iterable[Proposal], language: str) -> pd.DataFrame:
    """Columns FRAME, one row a proposal, texts in one language."""
    rows = []
    for one in found:
        row = {name: getattr(one, name) for name in FRAME}
        rows.append(row | {name: row[name][language] for name in ("problem", "measure", "proof_wanted")})
    return pd.DataFrame(rows, columns=list(FRAME))


@dataclass(frozen=True, slots=True)
class Told:
    """What is the same for all losses on an indicator: its plan, how widespread they are, facts by body."""

    plan: Indicator
    spread: tuple[int, int, float]
    facts: Mapping[str, Mapping[str, Any]]
    proof: Text


def _told(board: Board, code: str) -> Told:
    plan = board.catalogue.indicator(code)
    return Told(plan, rectified.spread(board, code), facts_by_body(board, code), _proof(plan))


def _of_row(here: Ground, row: Mapping[Any, Any], told: Told) -> Proposal:
    body, code = str(row["body"]), str(row["indicator"])
    plan = told.plan
    facts = told.facts[body]
    why = "missing" if row["status"] == "missing" else str(row["reason"])
    full = float(row["full_marks"]) if row["full_marks"] == row["full_marks"] else 0.0
    share = float(row["lost"]) / full if full > 0 else 1.0
    losing, of, _ = told.spread
    earlier = here.earlier.get((body, code)) or here.earlier.get((body, plan.formerly))
    return Proposal(
        body=body, indicator=code, clause=str(row["clause"]), lost=float(row["lost"]), full_marks=full,
        reason=why, severity=here.terms.propose_severity(share),
        deadline_class=here.terms.propose_class(why), problem_type=here.terms.propose_problem(why),
        problem=Text(*(reason(plan, why, facts, language) for language in LANGUAGES)),
        measure=Text(*(regain(plan, why, facts, language) for language in LANGUAGES)),
        proof_wanted=told.proof, losing=losing, of=of, common=of > 0 and losing / of > here.terms.most,
        open=here.open.get((body, code), ""), previous=earlier.number if earlier else "",
    )  # fmt: skip


def _below(board: Board, node: str) -> list[str]:
    """The node and everything below it."""
    found, grown = [node], True
    while grown:
        more = [one.code for one in board.catalogue.nodes if one.parent in found and one.code not in found]
        found, grown = found + more, bool(more)
    return found


def _whole(board: Board, indicator: str) -> float:
    return float(board.full[indicator].sum())


def _proof(plan: Indicator) -> Text:
    """The evidence that the plan asks for; in other words where it asks for none."""
    if plan.evidence.zh.strip():
        return plan.evidence
    return Text(*(text("item_measure.proof", language) for language in LANGUAGES))


def _said(key: str, plan: Indicator, **numbers: Any) -> Text:
    return Text(*(text(f"item_measure.{key}", it, title=plan.title, **numbers) for it in LANGUAGES))
