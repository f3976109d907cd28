"""Items read for the screen: who has to move, how the clock is said, filters, what is proposed together."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from data.desk import Desk
from data.queries import boards, proposals, rectification
from data.queries.proposals import Proposal
from metrics.model import Text
from pages.parts.readings import proposing
from pages.parts.readings import rectifying as read
from pages.parts.readings.rectifying import Line

TODAY = date(2012, 8, 1)
LINE = Line(
    number="ZG-2012-B01-001",
    body="B01",
    indicator="a",
    kind="finding",
    state="in_hand",
    problem="",
    lost=1.0,
    lamp="green",
    left=9,
    late=0,
    deadline=date(2012, 8, 14),
    running=True,
    behind=False,
    known=True,
    returns=0,
    asked=0,
    progress=0,
    overrun=0,
    suspended_until=None,
    look_from=None,
    drafted_by="demo-office",
    version=1,
    severity="minor",
    deadline_class="ordinary",
    measure="",
    waits=("reporter",),
)
LATE = replace(LINE, number="late", lamp="red", late=7, left=-7)
BACK = replace(LINE, number="back", lamp="red", returns=2)
BEHIND = replace(LINE, number="behind", lamp="yellow", behind=True)
REPORTED = replace(LINE, number="reported", state="reported", running=False, waits=("evaluator", "office"))
DRAFT = replace(LINE, number="draft", state="drafted", lamp="off", deadline=None, running=False, left=0)
CLOSED = replace(
    LINE, number="closed", state="closed", running=False, waits=("evaluator", "office"),
    look_from=date(2012, 11, 1), overrun=2,
)  # fmt: skip


@pytest.mark.parametrize(
    ("line", "code", "n"),
    [
        (LINE, "left", 9),
        (replace(LINE, left=0, lamp="blue"), "today", 0),
        (LATE, "late", 7),
        (replace(LATE, running=False), "late_stopped", 7),
        (BACK, "returned", 2),
        (BEHIND, "behind", 9),
        (REPORTED, "stopped", 9),
        (CLOSED, "overrun", 2),
        (replace(CLOSED, overrun=0), "in_time", 0),
    ],
)
def test_the_clock_in_few_words(line: Line, code: str, n: int) -> None:
    found, numbers = read.timed(line)
    assert (found, numbers["n"]) == (code, n)


def test_a_rest_says_its_end_and_what_never_ran_no_days() -> None:
    resting = replace(LINE, state="suspended", running=False, suspended_until=date(2012, 9, 1))
    assert read.timed(resting) == ("until", {"until": date(2012, 9, 1)})
    assert read.timed(DRAFT) == ("drafted", {})
    assert read.timed(replace(LINE, state="dropped", lamp="off")) == ("ended", {})


def test_who_has_to_move() -> None:
    lines = (LINE, REPORTED, CLOSED, replace(LINE, number="asked", asked=5))
    assert [one.number for one in read.waiting(lines, "reporter", TODAY)] == [LINE.number, "asked"]
    assert [one.number for one in read.waiting(lines, "leader", TODAY)] == ["asked"]
    assert [one.number for one in read.waiting(lines, "evaluator", TODAY)] == ["reported"]
    later = date(2012, 11, 1)  # then a closed item is to be looked at again
    assert [one.number for one in read.waiting(lines, "evaluator", later)] == ["reported", "closed"]


def test_lists_begin_with_what_is_urgent() -> None:
    lines = (LINE, CLOSED, BEHIND, BACK, LATE, DRAFT)
    register = pd.DataFrame(
        [
            {name: getattr(one, name) for name in read.PLAIN} | {"waits_for": " ".join(one.waits)}
            for one in lines
        ]
    )
    found = read.lines(register)
    assert [one.number for one in found][:4] == ["late", "back", "behind", LINE.number]
    assert found[0] == LATE  # nothing is lost on the way
    assert dict(read.tally(found)) == {"red": 2, "yellow": 1, "blue": 0, "green": 1}
    assert read.longest(found) == 7
    assert [one.number for one in read.drafts(found)] == ["draft"]


def test_filters() -> None:
    lines = (LINE, LATE, CLOSED)
    assert read.kept(lines, lamp="red") == (LATE,)
    assert read.kept(lines, open_only=True) == (LINE, LATE)
    assert read.kept(lines, state="closed", body="B01") == (CLOSED,)
    assert read.kept(lines, body="B02") == ()
    assert read.unknown((replace(LINE, known=False), replace(CLOSED, known=False))) == 1


WORDS = Text("甲", "A")
PROPOSAL = Proposal(
    body="B01", indicator="a", clause="1.1", lost=2.0, full_marks=3.0, reason="below", severity="minor",
    deadline_class="ordinary", problem_type="", problem=WORDS, measure=WORDS, proof_wanted=WORDS, losing=40,
    of=60,
)  # fmt: skip


def test_shared_losses_are_one_measure() -> None:
    shared = replace(PROPOSAL, common=True)
    found = proposing.shared((shared, replace(shared, body="B02", lost=1.0), PROPOSAL))
    assert [(one.indicator, one.losing, one.of, one.lost) for one in found] == [("a", 40, 60, 3.0)]
    taken = replace(PROPOSAL, open="ZG-2012-B01-001")
    assert proposing.free((shared, taken, PROPOSAL), with_common=False) == (PROPOSAL,)
    assert proposing.free((shared, taken, PROPOSAL), with_common=True) == (shared, PROPOSAL)


def test_only_what_was_written_anew_changes() -> None:
    rows = pd.DataFrame(
        {
            "picked": [True, True, False],
            "severity": ["minor", "grave", "grave"],
            "deadline_class": ["ordinary"] * 3,
            "measure": ["A", "B", "B"],
        }
    )
    same, changed = proposing.picked((PROPOSAL,) * 3, rows, "en")
    assert same is PROPOSAL  # both languages stand
    assert (changed.severity, changed.measure) == ("grave", Text("B", "B"))


def test_the_ground_counts_what_the_proposals_would_be(desk: Desk) -> None:
    found = proposals.proposals(desk, "2012")
    terms = rectification.terms(desk, "2012")
    counted = proposing.ground(boards.board(desk, "2012"), terms.most)
    assert counted.n == len(found)
    assert counted.common == len({one.indicator for one in found if one.common})
    assert set(counted.bodies) == {one.body for one in found}
    assert set(counted.indicators) == {one.indicator for one in found}
    assert {one.clause for one in found} <= set(counted.clauses)
