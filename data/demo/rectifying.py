"""The rectification of the demonstration: lost points of both years drafted, and what became of them.

Every act goes the way of people's acts, on the desk of who did it, by a clock moved back to its day.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np
import pandas as pd

from data.actions import notifications as notification_acts
from data.actions import rectification, rectification_drafts, rectification_letters, rectification_proof
from data.demo import people, stories
from data.demo.casting import HOME, Slot, slots
from data.demo.stories import BODY, EVALUATOR, FELL_BACK, FILE, LEADER, LINK, MEASURED, OFFICE, Scene, Story
from data.desk import SHANGHAI, Desk
from data.queries import boards, letters, notifications, observations, proposals
from data.queries import rectification as ask
from data.queries.proposals import Proposal
from metrics.frames import MISSING, OBSERVATIONS, SCORED
from metrics.model import Calendar
from metrics.procedure.items import Item
from metrics.workdays import add, shift

PERSONS = {OFFICE: people.OFFICE, EVALUATOR: people.EVALUATOR, LEADER: people.LEADER}
KEY = "demonstration-rectification"
MORNING = time(9, 0, tzinfo=SHANGHAI)
PAPER = b"%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer\n<< /Root 1 0 R >>\n%%EOF\n"  # empty
NAME, ADDRESS = "整改情况说明（演示数据）.pdf", "https://demo.invalid/{number}/{ago}"

# Days on which letters are drafted, working days ago, and whether they are sent on the same day.
LETTERS: Mapping[str, tuple[tuple[int, bool], ...]] = {
    "2011": ((38, True), (32, True), (28, True), (15, False)),
    "2012": ((13, True), (8, True), (4, True), (1, False)),
}
DRAFTED = {"2011": 155, "2012": 44}  # working days ago
LATER = 18  # the measure of the city, and those who look for themselves
MANY = 10_000  # all of them
SEEN = 5  # what was told before that many working days ago has been read
ISSUE = "issue"
LAST = "red_supervision"  # to the first body it is drafted with the last act of all


@dataclass(frozen=True, slots=True)
class Act:
    """Something to be done `ago` working days before today: a scene of an item, or letters of a round."""

    ago: int
    order: int
    round: str
    scene: Scene | None = None
    item: str = ""
    slot: Slot | None = None
    send: bool = False


class Stage:
    """Whose desk, on which day; items count their versions here, so that a second run asks the same."""

    def __init__(self, office: Desk, today: date, calendar: Calendar) -> None:
        self.office = office
        self.today = today
        self.calendar = calendar
        self.versions: Counter[str] = Counter()
        self._days: dict[int, date] = {}
        self._minute = 0

    def desk(self, who: str, ago: int, body: str = "") -> Desk:
        """The desk of somebody, so many working days before today, later than any before it."""
        if ago not in self._days:
            self._days[ago] = shift(np.datetime64(self.today, "D"), -ago, self.calendar).tolist()
        self._minute += 1
        at = datetime.combine(self._days[ago], MORNING) + timedelta(minutes=self._minute)
        person = PERSONS.get(who, f"demo-reporter-{body}")
        own = body if who == BODY else ""
        return replace(self.office, person=person, role=who, body=own, clock=lambda: at)


def finished(office: Desk, round_code: str) -> bool:
    """Whether all of it was played."""
    found = letters.letters(office, round_code)
    return any((one.body, one.step) == (HOME, LAST) for one in found)


def play(office: Desk, before: str, now: str) -> None:
    """Draft the items of both rounds and do with them what their stories say, day by day."""
    calendar = ask.calendar(office, now)
    stage = Stage(office, _today(office, now, calendar), calendar)
    rows = {code: observations.current(office, code)[list(OBSERVATIONS)] for code in (before, now)}
    cast = slots(office, before, now, rows)
    waiting = _of_round(stage, before, cast[before], stories.BEFORE)
    waiting = _until(stage, waiting, DRAFTED[now], rows)
    waiting += _of_round(stage, now, cast[now], stories.NOW)
    waiting = _until(stage, waiting, LATER, rows)
    waiting += _beside(stage, now, cast[now])
    waiting = _until(stage, waiting, SEEN, rows)
    _seen(stage, sorted({one.body for told in cast.values() for one in told}))
    _until(stage, waiting, 0, rows)


def _of_round(stage: Stage, code: str, cast: Sequence[Slot], told: Sequence[Story]) -> list[Act]:
    """Draft the items of a round; what is to be done with them, and the letters."""
    made = _drafted(stage, code, cast, told)
    acts = list(_acts(code, zip(made, cast, told, strict=True)))
    return acts + [Act(ago, 10_000, code, send=send) for ago, send in LETTERS[code]]


def _until(stage: Stage, acts: Sequence[Act], ago: int, rows: Mapping[str, pd.DataFrame]) -> list[Act]:
    """Do what comes before a day, in its order; what is left."""
    for act in sorted(acts, key=lambda one: (-one.ago, one.order)):
        if act.ago <= ago:
            continue
        if act.scene is None:
            _letters(stage, act)
        else:
            _do(stage, act, act.scene, rows[act.round])
    return [one for one in acts if one.ago <= ago]


def _today(office: Desk, now: str, calendar: Calendar) -> date:
    """The working day all is counted from: of an interrupted run the same as then."""
    there = ask.items(office, now)
    if there:
        return add(there[0].drafted_on, DRAFTED[now], calendar)
    tomorrow: date = office.today + timedelta(days=1)
    latest: date = shift(np.datetime64(tomorrow, "D"), -1, calendar).tolist()
    return latest


def _drafted(stage: Stage, round_code: str, cast: Sequence[Slot], told: Sequence[Story]) -> tuple[Item, ...]:
    """One item for each slot, in one batch."""
    desk = stage.desk(OFFICE, DRAFTED[round_code])
    found: dict[tuple[str, str], Proposal] = {}
    for code in dict.fromkeys(one.indicator for one in cast):
        mine = proposals.proposals(desk, round_code, indicator=code)
        found |= {(one.body, one.indicator): one for one in mine}
    picked = [
        _as_told(found[slot.body, slot.indicator], story) for slot, story in zip(cast, told, strict=True)
    ]
    made = rectification_drafts.draft(desk, round_code, picked, key=f"{KEY}-{round_code}-drafts")
    return _counted(stage, made)


def _beside(stage: Stage, round_code: str, cast: Sequence[Slot]) -> Iterator[Act]:
    """One measure of the city for what most bodies lose, and bodies that look for themselves."""
    board = boards.whole(stage.office, round_code)
    taken = {one.indicator for one in cast}
    open_ = board.ledger[~board.ledger["indicator"].isin(taken) & (board.ledger["lost"] > 0)]
    common = str(open_["indicator"].value_counts().index[0])
    desk = stage.desk(OFFICE, LATER)
    bodies = {it.body for it in cast}
    one = proposals.municipal(desk, round_code, common, body=cast[0].body)
    first = rectification_drafts.draft(
        desk, round_code, [_as_told(one, stories.MUNICIPAL)], key=f"{KEY}-{round_code}-city"
    )
    source = next(it for it in ask.items(desk, round_code) if it.indicator == cast[0].indicator)
    looking = proposals.self_checks(desk, source.number)[0]
    applies = board.status[source.indicator].isin((SCORED, MISSING))
    others = [str(it) for it in board.status.index[applies] if it not in bodies][-len(stories.LOOKED) :]
    told = [
        _as_told(replace(looking, body=it), story) for it, story in zip(others, stories.LOOKED, strict=True)
    ]
    more = rectification_drafts.draft(desk, round_code, told, key=f"{KEY}-{round_code}-checks")
    made = _counted(stage, (*first, *more))
    places = [Slot(it.body, it.indicator, "") for it in made]
    yield from _acts(round_code, zip(made, places, (stories.MUNICIPAL, *stories.LOOKED), strict=True))


def _as_told(one: Proposal, story: Story) -> Proposal:
    """The proposal as the story wants it; without what a second run would find changed."""
    return replace(one, deadline_class=story.deadline_class, origin=story.origin, open="", previous="")


def _counted(stage: Stage, made: Sequence[Item]) -> tuple[Item, ...]:
    for one in made:
        stage.versions[one.number] = 1
    return tuple(made)


def _acts(round_code: str, parts: Iterator[tuple[Item, Slot, Story]]) -> Iterator[Act]:
    for at, (item, slot, story) in enumerate(parts):
        for number, scene in enumerate(story.scenes):
            yield Act(scene.ago, at * 100 + number, round_code, scene, item.number, slot)


def _do(stage: Stage, act: Act, scene: Scene, rows: pd.DataFrame) -> None:
    assert act.slot is not None  # every scene has one
    desk = stage.desk(scene.who, scene.ago, act.slot.body)
    key = f"{KEY}-{act.item}-{act.order % 100}"
    if scene.act == LINK:
        url = ADDRESS.format(number=act.item, ago=scene.ago)
        rectification_proof.link(desk, act.item, url=url, key=key)
    elif scene.act == FILE:
        rectification_proof.attach(desk, act.item, name=NAME, content=PAPER, key=key)
    elif scene.act in (MEASURED, FELL_BACK):
        whose = act.slot.body if scene.act == FELL_BACK else act.slot.like
        mine = rows[(rows["body"] == whose) & (rows["indicator"] == act.slot.indicator)]
        observed = mine.assign(body=act.slot.body)
        rectification_proof.remeasure(desk, act.item, observed, reason=scene.more["reason"], key=key)
    else:
        _step(stage, desk, act.item, scene, key)


def _step(stage: Stage, desk: Desk, number: str, scene: Scene, key: str) -> None:
    more: dict[str, Any] = dict(scene.more)
    if scene.until:
        more["until"] = stories.day(stage.today, scene.until)
    if scene.act == ISSUE:  # what a body is asked on one day stands on one notice
        more["press"] = f"{KEY}-{number.rsplit('-', 1)[0]}-{scene.ago}"
    rectification.do(desk, number, scene.act, version=stage.versions[number], key=key, **more)
    stage.versions[number] += 1


def _seen(stage: Stage, bodies: Sequence[str]) -> None:
    """Everybody has read what they were told so far."""
    readers = [(OFFICE, ""), (EVALUATOR, ""), *((BODY, body) for body in bodies)]
    for who, body in readers:
        desk = stage.desk(who, SEEN, body)
        numbers = [one.id for one in notifications.inbox(desk, unseen=True, limit=MANY)]
        if numbers:
            notification_acts.see(desk, numbers)


def _letters(stage: Stage, act: Act) -> None:
    """The letters that are due on a day, and their numbers where they are sent."""
    desk, key = stage.desk(OFFICE, act.ago), f"{KEY}-{act.round}-letters-{act.ago}"
    for one in rectification_letters.draft_due(desk, act.round, key=key):
        if act.send:
            rectification_letters.send(desk, one.id, version=1, key=f"{key}-{one.id}")
