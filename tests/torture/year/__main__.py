"""`make torture`: a year of rectification, day by day, each evening held against a count made the slow way.

python -m tests.torture.year [ITEMS] [SEED] [DAYS]

No item may be stuck without somebody who can move it, no clock or deadline wrong, every letter drafted on
its day and once; at the end the audit trail and the history of every item must be whole. A control tells
the oracle a holiday that is none: it must then find clocks wrong.
"""

from __future__ import annotations

import random
import sys
import tempfile
import time
from collections import Counter
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from pathlib import Path

import numpy as np

from data import demo, settings
from data.actions import rectification_drafts, rectification_letters
from data.catalogue import FOLDER
from data.catalogue.crosschecks import load_crosschecks
from data.demo.facts import Play
from data.desk import SHANGHAI, Desk, sit
from data.queries import catalogues, proposals, rectification, rectified, rounds
from data.settings import Settings
from data.store import audit, migrate
from data.store import rectification as kept
from metrics.procedure import clocks, lifecycle
from metrics.procedure.items import Item
from tests.torture.year.oracle import Oracle, days_of
from tests.torture.year.people import HABITS, People

ROUND, ITEMS, SEED, DAYS = "2012", 800, 20121203, 365
BEGIN = date(2012, 12, 3)
HOLIDAY = date(2012, 12, 20)  # a Thursday, which the control takes for one
WAVES = 10  # drafts are issued on so many of the first days


@dataclass
class Year:
    """The clock on the wall, the people, the count, and what was found wrong."""

    folder: Path
    items: int
    seed: int
    now: datetime = datetime.combine(BEGIN, datetime.min.time(), SHANGHAI).replace(hour=9)  # noqa: RUF009
    wrong: Counter[str] = field(default_factory=Counter)
    examples: dict[str, str] = field(default_factory=dict)
    letters: Counter[str] = field(default_factory=Counter)
    caught: int = 0  # clocks that a count by a wrong calendar contradicts

    def seat(self, role: str, *, body: str = "", person: str = "") -> Desk:
        """Somebody's desk, today."""
        here = Settings(
            database=f"sqlite:///{self.folder / 'year.db'}", anchor=self.folder / "heads",
            catalogues=settings.ROOT / "data" / "catalogue", demo=True, language="zh",
            files=self.folder / "files",
        )  # fmt: skip
        return sit(here, person=person or f"{role}-{body}", role=role, body=body, clock=lambda: self.now)

    def told(self, what: str, about: str) -> None:
        """Note something that must not be."""
        self.wrong[what] += 1
        self.examples.setdefault(what, f"{self.now.date()} {about}")


def main(items: int = ITEMS, seed: int = SEED, days: int = DAYS) -> int:
    """Play the year, print what came of it; 1 where something was wrong."""
    began = time.perf_counter()
    with tempfile.TemporaryDirectory(prefix="year-") as folder:
        year = Year(Path(folder), items, seed)
        people, oracle, false = opened(year)
        print(f"{len(people.habits)} bodies, {year.items} items, seed {seed}", flush=True)
        for number in range(days):
            one_day(year, people, oracle, false)
            if number % 30 == 29:
                left = sum(it.state in lifecycle.OPEN for it in everything(year))
                done, sent = sum(people.acts.values()), sum(year.letters.values())
                gone = time.perf_counter() - began
                print(
                    f"  {year.now.date()}: {left} open, {done:,} acts, {sent} letters, {gone:.0f} s",
                    flush=True,
                )
            year.now += timedelta(days=1)
        ended(year)
        tell(year, people)
    took = time.perf_counter() - began
    print(f"control: a count by a wrong calendar differs from {year.caught:,} clocks; {took:.0f} s in all")
    return int(bool(year.wrong) or not year.caught)


def opened(year: Year) -> tuple[People, Oracle, Oracle]:
    """The demonstration round, the drafts, everybody's habits; a count, and one by a wrong calendar."""
    office = year.seat("office")
    migrate.upgrade(office.database)
    demo.load(office, items=False)
    chance = random.Random(year.seed)
    plan = catalogues.of(office, ROUND)
    scored = {one.code for one in plan.indicators if one.role == "scored"}
    found = [one for one in proposals.proposals(office, ROUND) if one.indicator in scored]
    picked = chance.sample(found, min(year.items, len(found)))
    year.items = len(picked)
    rectification_drafts.draft(office, ROUND, picked)
    names = sorted({one.body for one in picked})
    kinds = chance.choices(list(HABITS), [share for *_, share in HABITS.values()], k=len(names))
    checks = load_crosschecks(catalogues.folder_of(office, ROUND), plan)
    play = Play(catalogues.setting(rounds.find(office, ROUND), plan), checks)
    exceptions, terms = days_of(FOLDER / "calendars" / "cn.csv"), rectification.terms(office, ROUND)
    false = Oracle({**exceptions, HOLIDAY: "holiday"}, terms)
    people = People(year.seat, chance, plan, play, dict(zip(names, kinds, strict=True)))
    return people, Oracle(exceptions, terms), false


def everything(year: Year) -> tuple[Item, ...]:
    """All items as they are kept."""
    with year.seat("office").database.reading() as connection:
        return kept.every(connection, ROUND)


def one_day(year: Year, people: People, oracle: Oracle, false: Oracle) -> None:
    """Morning: count, hold the clocks against the count, letters; on a working day people work then."""
    today = year.now.date()
    evening = everything(year)
    for item in evening:
        oracle.morning(item, today)
        false.morning(item, today)
    awake = [lifecycle.awake(one, today) for one in evening]
    held_against(year, oracle, awake, today)
    counts = ((oracle.elapsed.get(one.number), false.elapsed.get(one.number)) for one in awake)
    year.caught += sum(right != wrong for right, wrong in counts)
    letters(year, oracle, awake)
    if not oracle.works(today):
        return
    issue(year, people, [one for one in awake if one.state == "drafted"], today)
    for number in [one.number for one in awake if one.state not in lifecycle.FINAL | {"drafted"}]:
        work(year, people, number, today)


def held_against(year: Year, oracle: Oracle, items: list[Item], today: date) -> None:
    """Clocks, lamps, deadlines as counted; somebody can move each item."""
    office = year.seat("office")
    calendar, terms = rectification.calendar(office, ROUND), rectification.terms(office, ROUND)
    for one in items:
        roles = lifecycle.waits_for(one, today)
        if one.state not in lifecycle.FINAL and not any(
            lifecycle.choices(one, role, today) for role in roles
        ):
            year.told("stuck", f"{one.number} {one.state}")
        if one.state not in lifecycle.OPEN:
            continue
        clock = clocks.read(one, today, calendar, terms)
        if clock.elapsed != oracle.elapsed.get(one.number, 0) or clock.late != oracle.late(one):
            year.told("clock", f"{one.number} {clock} counted {oracle.elapsed.get(one.number, 0)}")
        if clock.lamp != oracle.lamp(one):
            year.told("lamp", f"{one.number} {clock.lamp}, counted {oracle.lamp(one)}")
        if clock.deadline is None or (clock.deadline < today) != (
            oracle.late(one) > 0 or _idle(one, oracle, today)
        ):
            year.told("deadline", f"{one.number} {clock}")


def _idle(one: Item, oracle: Oracle, today: date) -> bool:
    """All its days are used and today is a free day after the last of them."""
    used = oracle.elapsed.get(one.number, 0) == one.allowed + one.extension
    return used and not oracle.works(today)


def letters(year: Year, oracle: Oracle, items: list[Item]) -> None:
    """What was drafted this morning is what the count says, no more, no less; all of it is sent."""
    expected = {(one.number, rung.code) for one in items if (rung := oracle.rung(one)) is not None}
    allowed = {one.number: one.allowed + one.extension for one in items}
    made = rectification_letters.draft_due(year.seat("office"), ROUND)
    for number, step in expected ^ {(one.number, one.step) for one in made}:
        year.told("letter", f"{number} {step}")
    if rectification_letters.draft_due(year.seat("office"), ROUND):
        year.told("letter twice", "")
    for one in made:
        oracle.drafted.setdefault((one.number, allowed[one.number]), set()).add(one.step)
        rectification_letters.send(year.seat("leader"), one.id, version=one.version)
        year.letters[one.step] += 1


def issue(year: Year, people: People, drafts: list[Item], today: date) -> None:
    """In waves over the first days; later drafts (of what came back) at once."""
    first = (today - BEGIN).days <= WAVES * 2
    wave = people.chance.sample(drafts, min(len(drafts), year.items // WAVES + 1)) if first else drafts
    for one in wave:
        people.act(year.seat("leader"), one, "issue")


def work(year: Year, people: People, number: str, today: date) -> None:
    """Everybody for whom the item waits has a look at it."""
    with year.seat("office").database.reading() as connection:
        item = lifecycle.awake(kept.find(connection, number), today)
    evaluator = year.seat("evaluator", person=f"evaluator-{people.chance.randint(1, 5)}")
    if item.asked or item.state in ("contested", "verified"):
        people.decide(item)
    elif item.state in ("planned", "reported"):
        people.judge(item, evaluator)
    elif item.state in ("issued", "signed", "in_hand"):
        if people.chance.random() < 0.05:
            people.decide(item)
        else:
            people.body(item, today)
    elif item.state == "lapsed":
        people.act(year.seat("office"), item, "reopen")
    elif item.state == "closed":
        window = clocks.look_window(item, rectification.terms(year.seat("office"), ROUND))
        if window and window[0] <= today:
            people.look_again(item, evaluator)


def ended(year: Year) -> None:
    """The trail is whole; each item's history is a chain that ends where the item is."""
    office = year.seat("office")
    with office.database.reading() as connection:
        verdict = audit.verify(connection, audit.anchors(office.anchor))
        items = kept.every(connection, ROUND)
        events = kept.events(connection, [one.id for one in items])
    if not verdict.intact:
        year.told("trail", str(verdict))
    for one in items:
        state = "drafted"
        for event in (it for it in events if it.item == one.id):
            woke = event.came_from != state and state == "suspended"  # a rest that ended by itself
            if event.act not in ("draft",) and event.came_from != state and not woke:
                year.told("history", f"{one.number} {event}")
            state = event.led_to
        if state != one.state:
            year.told("history end", f"{one.number} {state} {one.state}")
        if one.closed_on and one.verified_by in one.handlers:
            year.told("judged themselves", one.number)


def tell(year: Year, people: People) -> None:
    """The figures."""
    items = everything(year)
    states = Counter(one.state for one in items)
    closed = [one for one in items if one.closed_on]
    in_time = sum(one.overrun == 0 for one in closed)
    both = rectified.side_by_side(year.seat("office"), ROUND)
    print(f"acts {sum(people.acts.values()):,}: {dict(sorted(people.acts.items()))}")
    print(f"refused {len(people.refused)}: {dict(Counter(people.refused).most_common(8))}")
    print(f"items {len(items)}: {dict(states)}; closed {len(closed)}, in time {in_time}")
    print(f"letters {sum(year.letters.values())}: {dict(year.letters)}")
    print(f"scores after rectification: +{np.nanmean(both['gained']):.2f} points on average")
    print(f"wrong: {dict(year.wrong) or 'nothing'} {year.examples or ''}")


if __name__ == "__main__":
    sys.exit(main(*map(int, sys.argv[1:])))
