"""Improvement plan (提分路线): which fixes gain most for their effort, what follows, what the law demands.

    plan(desk, round_code, body, effort={}, chosen=None) -> Plan
    workbook(desk, plan) -> Paper      the plan as the body's own, to work on
    document(desk, plan) -> Paper      the same on paper

A plan decides nothing and is not kept: it is worked out again from the board that counts.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from data.desk import Desk
from data.queries import boards, catalogues, legal, paths, rectification, rounds
from data.queries.papers import DOCX, XLSX, Paper
from data.reports.plan_book import PlanLine, PlanPaper, plan_book, plan_document
from data.words.reasons import reason, regain
from metrics.engine.ledger import facts_of
from metrics.engine.outlook import outlook
from metrics.engine.path import Path
from metrics.frames import MISSING
from metrics.model import Body, Indicator
from metrics.procedure import clocks
from metrics.procedure.lifecycle import OPEN
from metrics.procedure.terms import Terms

TOP = 3  # fixes named first
LONGEST = 12  # steps up to which the way to the next grade is the plan that is proposed
SHORT = 8  # fixes that are proposed where it is longer
LEVELS = (1, 2, 3)  # of effort: little, some, much


@dataclass(frozen=True, slots=True)
class Fix:
    """One loss that could be regained.

    `gain`: what it alone adds to the total; `lost`: points. `facts`: what its sentences quote. `duties`:
    articles of law that ask for it whatever it brings. `effort`: one of LEVELS, `proposed` the one
    proposed. `number`, `state`, `deadline`: of the open item on it ("" and None: there is none).
    """

    indicator: Indicator
    reason: str
    lost: float
    gain: float
    facts: Mapping[str, Any]
    duties: tuple[str, ...]
    effort: int
    proposed: int
    number: str = ""
    state: str = ""
    deadline: date | None = None

    @property
    def rate(self) -> float:
        """Points for each step of effort."""
        return self.gain / self.effort


@dataclass(frozen=True, slots=True)
class Promise:
    """What would follow if these were put right: total, place (None: not ranked), grade ("": none)."""

    codes: tuple[str, ...]
    total: float
    place: int | None
    grade: str


@dataclass(frozen=True, slots=True)
class Plan:
    """The plan of one body.

    `way`: the cheapest way to the next grade with these efforts. `fixes`: all losses, the most points for
    the effort first. `top`: the three that gain most; `picked`: what the plan holds (chosen, or proposed:
    the way, else the first few); `law`: what the law demands besides. `present`: as it stands.
    """

    round: str
    body: Body
    way: Path
    fixes: tuple[Fix, ...]
    present: Promise
    top: Promise
    picked: Promise
    law: tuple[str, ...]

    def fix(self, code: str) -> Fix:
        """The fix of an indicator; KeyError."""
        return {one.indicator.code: one for one in self.fixes}[code]


def plan(
    desk: Desk, round_code: str, body: str, effort: Mapping[str, int] | None = None,
    chosen: Sequence[str] | None = None,
) -> Plan:  # fmt: skip
    """The plan of a body; of a reporter only their own. `effort`: by indicator, where not as proposed."""
    of_round = rounds.find(desk, round_code)
    first = paths.path(desk, round_code, body)  # refuses who may not ask
    board = boards.whole(desk, round_code)
    terms = rectification.terms(desk, round_code)
    missing = set(board.status.columns[(board.status.loc[body] == MISSING).to_numpy()])
    losses = first.losses.to_dict("records")
    proposed = {str(row["indicator"]): _proposed(terms, row, missing) for row in losses}
    costs = proposed | {code: level for code, level in (effort or {}).items() if code in proposed}
    way = paths.path(desk, round_code, body, costs)
    items = _items(desk, round_code, body)
    fixes = []
    for row in losses:
        code = str(row["indicator"])
        asked = board.catalogue.indicator(code)
        number, state, deadline = items.get(code, ("", "", None))
        fixes.append(
            Fix(
                indicator=asked, reason=_why(row, missing), lost=float(row["lost"]), gain=float(row["gain"]),
                facts=facts_of(board, body, code), duties=legal.duties(asked.source, of_round.year),
                effort=costs[code], proposed=proposed[code], number=number, state=state, deadline=deadline,
            )
        )  # fmt: skip
    known = {one.indicator.code for one in fixes}
    best = sorted((one for one in fixes if one.gain > 0), key=lambda one: (-one.gain, one.effort))[:TOP]
    top = tuple(one.indicator.code for one in best)
    ordered = tuple(sorted(fixes, key=lambda one: (-one.rate, -one.gain, one.indicator.code)))
    picked = _proposal(way, ordered) if chosen is None else tuple(code for code in chosen if code in known)
    follow = outlook(board, body, [(), top, picked]).to_dict("records")
    present, by_top, by_picked = (
        _promise(codes, row) for codes, row in zip(((), top, picked), follow, strict=True)
    )
    law = tuple(one.indicator.code for one in fixes if one.duties and one.indicator.code not in picked)
    [own] = [one for one in board.bodies if one.code == body]
    return Plan(round_code, own, way, ordered, present, by_top, by_picked, law)


def workbook(desk: Desk, one: Plan) -> Paper:
    """The plan as a workbook."""
    return Paper(f"{one.round}-{one.body.code}-plan.xlsx", XLSX, plan_book(_paper(desk, one)))


def document(desk: Desk, one: Plan) -> Paper:
    """The plan as a document."""
    return Paper(f"{one.round}-{one.body.code}-plan.docx", DOCX, plan_document(_paper(desk, one)))


def _proposal(way: Path, ordered: Sequence[Fix]) -> tuple[str, ...]:
    """What a plan holds before anybody chose: the way, if it is no longer than a plan may be."""
    if way.code == "path" and len(way.steps) <= LONGEST:
        return tuple(str(code) for code in way.steps["indicator"])
    return tuple(one.indicator.code for one in ordered if one.gain > 0)[:SHORT]


def _proposed(terms: Terms, row: Mapping[Any, Any], missing: set[str]) -> int:
    """Effort by the class of deadline that the loss would get: the shortest is little, the longest much."""
    ordered = sorted({one.days for one in terms.classes})
    days = terms.deadline_class(terms.propose_class(_why(row, missing))).days
    place = ordered.index(days) / max(len(ordered) - 1, 1)
    return LEVELS[round(place * (len(LEVELS) - 1))]


def _why(row: Mapping[Any, Any], missing: set[str]) -> str:
    return "missing" if row["indicator"] in missing else str(row["reason"])


def _items(desk: Desk, round_code: str, body: str) -> Mapping[str, tuple[str, str, date | None]]:
    """Open items by indicator: number, state, deadline; none for who may not read them."""
    if not desk.may("rectification.read", body=body):
        return {}
    terms, days = rectification.terms(desk, round_code), rectification.calendar(desk, round_code)
    return {
        one.indicator: (one.number, one.state, clocks.read(one, desk.today, days, terms).deadline)
        for one in rectification.items(desk, round_code, body=body, states=OPEN)
    }


def _promise(codes: tuple[str, ...], row: Mapping[Any, Any]) -> Promise:
    place = int(row["place"]) if row["place"] == row["place"] else None
    return Promise(codes, float(row["total"]), place, str(row["grade"]))


def _paper(desk: Desk, one: Plan) -> PlanPaper:
    of_round = rounds.find(desk, one.round)
    catalogue = catalogues.of(desk, of_round.catalogue)
    grades = {grade.code: grade.title for grade in catalogue.grades}
    lines = [_line(desk, one.fix(code), picked=True) for code in one.picked.codes]
    lines += [_line(desk, one.fix(code), picked=False) for code in one.law]
    return PlanPaper(
        body=one.body.name, round=of_round.title, lines=lines, on=desk.today, language=desk.language,
        demo=of_round.demo, before=one.present.total, after=one.picked.total,
        grade_before=grades.get(one.present.grade), grade_after=grades.get(one.picked.grade),
    )  # fmt: skip


def _line(desk: Desk, one: Fix, *, picked: bool) -> PlanLine:
    return PlanLine(
        indicator=one.indicator.code,
        title=one.indicator.title,
        why=reason(one.indicator, one.reason, one.facts, desk.language),
        measure=regain(one.indicator, one.reason, one.facts, desk.language),
        proof=one.indicator.evidence,
        lost=one.lost,
        gain=one.gain,
        effort=one.effort,
        duties=one.duties,
        picked=picked,
        number=one.number,
        deadline=one.deadline,
    )
