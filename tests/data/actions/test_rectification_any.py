"""Whatever people try in whatever order: the item stays consistent and the trail can be verified.

Hypothesis plays four people (and an outsider) over a real database; the clock runs on by days.
"""

from __future__ import annotations

import shutil
import tempfile
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import strategies as some
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from data.actions import rectification, rectification_letters, rectification_proof, rounds
from data.desk import SHANGHAI, Desk, sit
from data.queries import letters, trail
from data.queries import rectification as ask
from data.queries import rectification_figures as figures
from data.settings import Settings
from data.store import rectification as kept
from data.store.db import shut
from metrics.errors import EvaluationError
from metrics.procedure import lifecycle
from metrics.procedure.items import Contacts, Milestone
from tests.conftest import Clock
from tests.data.rectifying import BODY, PDF, drafted, observed, put_terms
from tests.data.small import BUREAUS, CATALOGUE, DISTRICTS, rows

PEOPLE = {
    "zhao": ("office", ""), "qian": ("leader", ""), "sun": ("reporter", BODY), "li": ("reporter", "310104"),
    "zhou": ("evaluator", ""), "wu": ("viewer", ""), "zheng": ("office", ""),
}  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def _template(migrated_file: Path) -> None:
    AnyLife.template = migrated_file


class AnyLife(RuleBasedStateMachine):
    """One item (and what it comes back as), seven people, every act at any time."""

    template: Path

    @initialize()
    def begin(self) -> None:
        self.folder = Path(tempfile.mkdtemp(prefix="any-life-"))
        shutil.copy(self.template, self.folder / "record.db")
        small = self.folder / "catalogues" / "small"
        small.mkdir(parents=True)
        (small / "small.toml").write_text(CATALOGUE, encoding="utf-8")
        lines = ["code,name_zh,kind", *(f"{code},区{code},district" for code in DISTRICTS)]
        lines += [f"{code},局{code},bureau" for code in BUREAUS]
        (small / "bodies.csv").write_text("\n".join(lines), encoding="utf-8")
        put_terms(self.folder / "catalogues")
        self.settings = Settings(
            f"sqlite:///{self.folder / 'record.db'}", self.folder / "heads", self.folder / "catalogues",
            demo=True, language="zh", files=self.folder / "files",
        )  # fmt: skip
        self.clock = Clock(datetime(2012, 3, 1, 9, 0, tzinfo=SHANGHAI))
        office = self.desk("zhao")
        rounds.open(office, "2012", catalogue="small")
        observed(self.desk("zhou"), "2012")
        self.numbers = [drafted(office, "2012").number]
        self.done = 0

    def desk(self, person: str) -> Desk:
        role, body = PEOPLE[person]
        return sit(self.settings, person=person, role=role, body=body, clock=self.clock)

    def item(self, pick: int) -> Any:
        return ask.find(self.desk("zhao"), self.numbers[pick % len(self.numbers)]).item

    def attempt(self, deed: Callable[[], object]) -> bool:
        """Whether it was done; a refusal must leave the trail and the items as they were."""
        office = self.desk("zhao")
        before = ask.items(office, "2012")
        try:
            deed()
        except EvaluationError:
            assert ask.items(office, "2012") == before
            return False
        return True

    @rule(
        person=some.sampled_from(sorted(PEOPLE)), act=some.sampled_from(lifecycle.ACTS),
        pick=some.integers(0, 3), stale=some.booleans(), days=some.integers(0, 12),
    )  # fmt: skip
    def anybody_tries_anything(self, person: str, act: str, pick: int, stale: bool, days: int) -> None:
        self.step(person, act, pick, days, stale=stale)

    @rule(pick=some.integers(0, 3), days=some.integers(0, 12), which=some.integers(0, 5))
    def the_right_person_goes_on(self, pick: int, days: int, which: int) -> None:
        state = self.item(pick).state
        onward = [step for step in lifecycle.STEPS if step.state == state]
        if not onward:
            return
        step = onward[which % len(onward)]
        person = next(name for name in ("zheng", "qian", "sun", "zhou") if PEOPLE[name][0] in step.roles)
        self.step(person, step.act, pick, days)

    def step(self, person: str, act: str, pick: int, days: int, stale: bool = False) -> None:
        item, desk = self.item(pick), self.desk(person)
        more: dict[str, Any] = {
            "reason": "理由", "days": days, "until": desk.today + timedelta(days=days), "plan": "方案",
            "milestones": [Milestone("初稿", 3)], "progress": 50, "contacts": Contacts("王", "李", "021"),
        }  # fmt: skip
        if act == "amend":
            more["changes"] = {"severity": "serious"}
        version = item.version - stale
        if self.attempt(lambda: rectification.do(desk, item.number, act, version=version, **more)):
            assert not stale
            self.done += 1
            self.numbers = [one.number for one in ask.items(self.desk("zhao"), "2012")]

    @rule(pick=some.integers(0, 3))
    def the_body_proves(self, pick: int) -> None:
        number, desk = self.item(pick).number, self.desk("sun")
        self.attempt(lambda: rectification_proof.attach(desk, number, name="制度.pdf", content=PDF))

    @rule(
        pick=some.integers(0, 3),
        value=some.sampled_from("01"),
        person=some.sampled_from(("zhou", "zheng", "sun")),
    )
    def somebody_observes_anew(self, pick: int, value: str, person: str) -> None:
        seen, number, desk = rows((BODY, "b", "has_rule", value)), self.item(pick).number, self.desk(person)
        self.attempt(lambda: rectification_proof.remeasure(desk, number, seen, reason="复核"))

    @rule()
    def letters_that_are_due_are_drafted(self) -> None:
        rectification_letters.draft_due(self.desk("zhao"), "2012")
        assert letters.due(self.desk("zhao"), "2012") == ()

    @rule(days=some.integers(1, 40))
    def time_goes_on(self, days: int) -> None:
        self.clock.now += timedelta(days=days)

    @invariant()
    def items_are_consistent(self) -> None:
        if not hasattr(self, "settings"):
            return
        office = self.desk("zhao")
        for number in self.numbers:
            told = ask.find(office, number)
            moves = [(one.came_from, one.led_to) for one in told.events if one.act in lifecycle.ACTS]
            assert told.events[0].act == "draft"
            assert len(moves) + 1 == told.item.version  # each act is one version and one event
            last = moves[-1][1] if moves else "drafted"
            assert told.item.state == last or last == "suspended"
            if told.item.state == "closed":
                assert told.item.closed_by not in told.item.handlers
                assert told.item.proofs
            if told.item.state in lifecycle.OPEN:
                assert told.waits_for
        counted = figures.figures(office, "2012")
        assert counted.open + counted.drafts + counted.closed <= len(self.numbers)
        assert sum(counted.lamps.values()) == counted.open

    def teardown(self) -> None:
        if not hasattr(self, "settings"):
            return
        found = trail.verify(self.desk("zhao"))
        assert found.intact
        shut(self.settings.database)
        shutil.rmtree(self.folder)


TestAnyLife = AnyLife.TestCase
TestAnyLife.settings = settings(
    max_examples=8, stateful_step_count=30, deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)  # fmt: skip


def test_the_machine_would_notice_an_act_without_its_event(
    migrated_file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The control: an act that changes the item and leaves no event behind is found."""
    machine = AnyLife()
    machine.begin()
    item, desk = machine.item(0), machine.desk("qian")
    monkeypatch.setattr(kept, "note", lambda *_: None)
    assert machine.attempt(lambda: rectification.do(desk, item.number, "issue", version=item.version))
    monkeypatch.undo()
    with pytest.raises(AssertionError):
        machine.items_are_consistent()
    machine.teardown()
