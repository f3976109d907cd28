"""People with habits: quick, slow, silent, careless bodies, an office that decides, evaluators that look."""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import numpy as np
import pandas as pd

from data.actions import rectification, rectification_proof
from data.demo.facts import Play, facts
from data.desk import Desk
from metrics.errors import Refused
from metrics.frames import OBSERVATIONS
from metrics.model import Catalogue, Indicator
from metrics.procedure.items import Contacts, Item, Milestone

HABITS = {  # chance to act on a working day; chance that a report is true; share of the bodies
    "quick": (0.6, 0.98, 0.35), "slow": (0.18, 0.9, 0.35),
    "careless": (0.4, 0.45, 0.15), "silent": (0.02, 0.9, 0.15),
}  # fmt: skip
WHO = Contacts("分管领导", "责任人", "021-00000000")


@dataclass
class People:
    """Everybody's desk, and what they know that the program does not: which reports are true."""

    seat: Callable[..., Desk]
    chance: random.Random
    plan: Catalogue
    play: Play
    habits: Mapping[str, str]
    mended: dict[str, bool] = field(default_factory=dict)
    refused: list[str] = field(default_factory=list)
    acts: dict[str, int] = field(default_factory=dict)

    def act(self, desk: Desk, item: Item, name: str, **more: Any) -> bool:
        """One act; False where it was refused, which is noted."""
        try:
            rectification.do(desk, item.number, name, version=item.version, **{"reason": "演练", **more})
        except Refused as no:
            self.refused.append(f"{name}: {no.code}")
            return False
        self.acts[name] = self.acts.get(name, 0) + 1
        return True

    def body(self, item: Item, today: date) -> None:
        """What the body does with an item that waits for it."""
        pace, honesty, _ = HABITS[self.habits[item.body]]
        if self.chance.random() > pace:
            return
        desk, luck = self.seat("reporter", body=item.body), self.chance.random()
        if luck < 0.02 and item.contests == 0:
            self.act(desk, item, "contest")
        elif luck < 0.08 and not item.extensions and not item.asked:
            self.act(desk, item, "ask_extension", days=self.chance.randint(1, 12))
        elif item.state == "issued":
            self.act(desk, item, "sign", contacts=WHO)
        elif item.state == "signed":
            steps = (Milestone("查清原因", item.allowed // 3 + 1), Milestone("完成整改", item.allowed))
            if not self.act(desk, item, "plan", plan="逐项整改", milestones=steps):
                self.act(desk, item, "start")
        elif item.state == "in_hand":
            self.at_work(desk, item, luck, honesty)

    def at_work(self, desk: Desk, item: Item, luck: float, honesty: float) -> None:
        """Either some progress, or a report with proof."""
        if luck < 0.4:
            done = tuple(at for at, one in enumerate(item.milestones) if one.done_on is None)[:1]
            self.act(desk, item, "progress", progress=min(item.progress + 40, 100), done=done)
            return
        address = f"https://example.org/{item.number}/{item.version}"
        rectification_proof.link(desk, item.number, url=address)
        self.mended[item.number] = self.chance.random() < honesty
        self.act(desk, item, "report")

    def judge(self, item: Item, desk: Desk) -> None:
        """An evaluator looks: at a plan, or at what was reported, observing anew."""
        if self.chance.random() > 0.7:
            return
        if item.state == "planned":
            self.act(desk, item, "agree" if self.chance.random() < 0.9 else "send_back")
            return
        if self.chance.random() < 0.02:
            self.act(desk, item, "verify")  # without having looked: must be refused
            return
        if self.mended.get(item.number):
            rectification_proof.remeasure(desk, item.number, self.good(item), reason="复测")
        if not self.act(desk, item, "verify"):
            if self.mended.get(item.number):  # no facts make this rule pass: the leader decides
                until = desk.today + timedelta(days=120)
                self.act(self.seat("leader"), item, "accept_deviation", until=until)
            else:
                self.act(desk, item, "send_back")

    def decide(self, item: Item) -> None:
        """The office and the leader: objections, extensions, closing out, rests."""
        leader = self.seat("leader")
        if item.state == "contested":
            self.act(leader, item, "uphold" if self.chance.random() < 0.7 else "overturn")
        elif item.asked:
            self.act(leader, item, "grant_extension" if self.chance.random() < 0.7 else "refuse_extension")
        elif item.state == "verified":
            self.act(self.seat("office"), item, "close")
        elif item.state in ("signed", "in_hand") and self.chance.random() < 0.001:
            self.act(leader, item, "suspend", until=leader.today + timedelta(days=self.chance.randint(5, 80)))

    def look_again(self, item: Item, desk: Desk) -> None:
        """After some months: most have held."""
        if self.chance.random() > 0.05:
            return
        held = self.chance.random() < 0.9
        rows = self.good(item) if held else self.bad(item)
        rectification_proof.remeasure(desk, item.number, rows, reason="回头看")
        if not self.act(desk, item, "hold"):
            self.act(desk, item, "lapse")

    def good(self, item: Item) -> pd.DataFrame:
        """Facts with which the indicator has full marks."""
        return self._rows(item, 1.0)

    def bad(self, item: Item) -> pd.DataFrame:
        """Facts with which it has none."""
        return self._rows(item, 0.0)

    def _rows(self, item: Item, quality: float) -> pd.DataFrame:
        one: Indicator = self.plan.indicator(item.indicator)
        draw = np.random.default_rng([*item.number.encode(), round(quality)])
        known = {"n_emg_elements_due": 12}
        rows = [
            (item.body, one.code, case, name, value, "", "")
            for case, name, value in facts(one, quality, draw, known, self.play, 3)
        ]
        return pd.DataFrame(rows, columns=list(OBSERVATIONS), dtype=object)
