"""A few rectification items on the demonstration round, made as people make them, some weeks back."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from data.actions import rectification as acts
from data.actions import rectification_drafts, rectification_letters, rectification_proof
from data.desk import Desk, shanghai_now, sit
from data.queries import proposals
from data.settings import Settings
from metrics.procedure.items import Contacts, Item

ROUND = "2012"
BODY, OTHER, NEXT = "310120", "B49", "310230"  # that the demonstration itself leaves alone, or nearly
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
WHO = Contacts("王副区长", "李四", "021-12345678")


@dataclass
class Past:
    """A clock some days back, that moves at each look."""

    days: float = 0

    def __call__(self) -> datetime:
        self.days -= 1e-5
        return shanghai_now() - timedelta(days=self.days)


@dataclass
class Office:
    """People at their desks over one record, on a day that can be chosen."""

    settings: Settings
    clock: Past

    def seat(self, role: str, body: str = "") -> Desk:
        """The person that the page calls by this role."""
        person = f"demo-{role}" + (f"-{body}" if body else "")
        return sit(self.settings, person=person, role=role, body=body, clock=self.clock)

    def act(self, role: str, item: Item, name: str, **more: Any) -> Item:
        """One act on an item as it was last seen."""
        desk = self.seat(role, item.body if role == "reporter" else "")
        return acts.do(desk, item.number, name, version=item.version, **more)


def drafted(office: Office, count: int, body: str) -> list[Item]:
    """Drafts of the largest losses of a body that are ordinary."""
    desk = office.seat("office")
    found = [one for one in proposals.proposals(desk, ROUND, body=body) if one.lost > 0 and not one.open]
    ordinary = [replace(one, deadline_class="ordinary") for one in found[:count]]
    return list(rectification_drafts.draft(desk, ROUND, ordinary))


def five(settings: Settings) -> dict[str, Item]:
    """Items of BODY: late, in hand with more time asked, reported, contested; of OTHER one drafted today."""
    office = Office(settings, Past(40))
    late, hand, reported, contested = drafted(office, 4, BODY)
    late = office.act("leader", late, "issue")
    office.clock.days = 8
    hand, reported, contested = (office.act("leader", one, "issue") for one in (hand, reported, contested))
    hand, reported = (office.act("reporter", one, "sign", contacts=WHO) for one in (hand, reported))
    hand, reported = (office.act("reporter", one, "plan", plan="补齐材料") for one in (hand, reported))
    hand, reported = (office.act("evaluator", one, "agree") for one in (hand, reported))
    contested = office.act("reporter", contested, "contest", reason="口径不符")
    hand = office.act("reporter", hand, "ask_extension", days=5, reason="等待排期")
    office.clock.days = 5
    rectification_proof.attach(office.seat("reporter", BODY), reported.number, name="制度.pdf", content=PDF)
    reported = office.act("reporter", reported, "report", reason="已补齐")
    office.clock.days = 0
    rectification_letters.draft_due(office.seat("office"), ROUND)
    fresh = drafted(office, 1, OTHER)[0]
    return {"late": late, "hand": hand, "reported": reported, "contested": contested, "drafted": fresh}
