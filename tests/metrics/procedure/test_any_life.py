"""Any life of an item: whatever people try, it stays consistent and its clock never runs backwards."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as some

from metrics.errors import Refused
from metrics.procedure import clocks, lifecycle
from metrics.procedure.items import Item, Outcome
from tests.metrics.procedure.items import doing, draft
from tests.metrics.procedure.terms import calendar, terms

MOVES = some.tuples(
    some.sampled_from(lifecycle.ACTS),
    some.sampled_from(("office", "evaluator", "leader", "reporter", "viewer")),
    some.sampled_from(("ann", "bo", "cy", "drafter")),
    some.integers(0, 40),
    some.sampled_from((None, Outcome(True, 0.0), Outcome(True, 1.0, "below"), Outcome(False, 0.0))),
    some.sampled_from(("prompt", "ordinary", "complex")),
)


def check(before: Item, act: str, person: str, after: Item, on: date) -> None:
    """What holds after every act."""
    assert after.returns >= before.returns
    assert after.proofs[: len(before.proofs)] == before.proofs
    assert after.handlers >= before.handlers
    stands = [one for one in after.pauses if one.end is None]
    assert len(stands) == (after.state in terms().pauses)
    assert all(one.end is None or one.start <= one.end <= on for one in after.pauses)
    assert all(
        a.end is not None and a.end <= b.start for a, b in zip(after.pauses, after.pauses[1:], strict=False)
    )
    assert (after.resume != "") == (after.state in ("contested", "suspended"))
    assert (after.ended_on is not None) == (after.state in lifecycle.ENDED)
    assert (after.issued_on is None) == (after.state == "drafted" or not after.issued_by)
    assert after.extensions <= terms().extensions
    assert after.extension <= terms().extension_days
    if act in ("verify", "close"):
        assert person not in after.handlers
        assert after.proofs
    if act == "issue":
        assert person != after.drafted_by
    if after.state in lifecycle.OPEN:
        assert lifecycle.waits_for(after, on)
        now, later = (clocks.read(after, day, calendar(), terms()) for day in (on, on + timedelta(days=30)))
        assert later.elapsed >= now.elapsed >= 0
        assert clocks.due_rung(after, now, terms()) is None or now.running
    if after.state == "closed":
        assert after.overrun == clocks.read(after, on + timedelta(days=400), calendar(), terms()).late


@settings(max_examples=300)
@given(moves=some.lists(MOVES, max_size=40))
def test_any_sequence_of_acts_leaves_a_consistent_item(moves: list[tuple]) -> None:
    one, on = draft(), date(2024, 3, 1)
    for act, role, person, days, outcome, length in moves:
        on += timedelta(days=days // 4)
        changes = {"deadline_class": length}
        who = doing(role, person=person, on=on, outcome=outcome, days=days % 12, changes=changes,
                    until=on + timedelta(days=days), done=(0,) if days % 2 else ())  # fmt: skip
        try:
            after = lifecycle.perform(one, act, who, terms(), calendar())
        except Refused:
            continue
        check(one, act, person, after, on)
        one = after


@settings(max_examples=100)
@given(seed=some.randoms(use_true_random=False))
def test_the_way_out_is_never_lost(seed: object) -> None:
    """From wherever chance has led, people who do their part bring an open item to its end."""
    one, on = draft(), date(2024, 3, 1)
    for turn in range(60):
        if one.state in lifecycle.ENDED:
            break
        on += timedelta(days=seed.choice((1, 3, 30)))  # type: ignore[attr-defined]
        state = lifecycle.awake(one, on).state
        onward = [step for step in lifecycle.STEPS if (step.state, step.way) == (state, "on")]
        side = [
            step for step in lifecycle.STEPS if step.state == state and step.act not in ("drop", "overturn")
        ]
        detour = [seed.choice(side)] if turn < 20 else []  # type: ignore[attr-defined]
        for step in (*detour, *onward):
            who = doing(step.roles[0], person=f"one {step.roles[0]}", on=on, until=on + timedelta(days=9))
            try:
                one = lifecycle.perform(one, step.act, who, terms(), calendar())
            except Refused:
                continue
            break
    else:
        raise AssertionError(one.state)
