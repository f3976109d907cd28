"""An item in any state, and somebody who brings everything along that an act may need."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from metrics.model import Text
from metrics.procedure import lifecycle
from metrics.procedure.items import Contacts, Doing, Item, Milestone, Outcome, Pause

BODY = "310101"
ISSUED_ON, TODAY = date(2024, 3, 4), date(2024, 3, 6)  # a Monday and the Wednesday after
CLOSED_ON, LATER = date(2024, 3, 5), date(2024, 6, 5)
ENOUGH, TOO_LITTLE = Outcome(True, 0.0), Outcome(True, 1.5, "below")


def draft(**changes: object) -> Item:
    """A complete draft."""
    one = Item(
        round="2024", number="ZG-2024-310101-001", body=BODY, indicator="1.1.1", clause="1.1", kind="finding",
        state=lifecycle.DRAFTED, reason="below", lost=2.0,
        problem=Text("目录不全", "gaps"), measure=Text("补齐目录", "fill them"),
        severity="minor", deadline_class="ordinary", drafted_by="drafter", drafted_on=date(2024, 3, 1),
        proof_wanted=Text("目录", "catalogue"), id=1, version=1,
    )  # fmt: skip
    return replace(one, **changes)  # type: ignore[arg-type]


def item(state: str, **changes: object) -> Item:
    """An item that is in `state`, two working days after its issue."""
    made: dict[str, object] = {"state": state}
    if state != lifecycle.DRAFTED:
        made |= {
            "issued_by": "issuer",
            "issued_on": ISSUED_ON,
            "allowed": 15,
            "handlers": frozenset({"handler"}),
        }
    if state in (lifecycle.REPORTED, lifecycle.VERIFIED, lifecycle.CLOSED, lifecycle.LAPSED):
        made |= {"reported_on": CLOSED_ON, "proofs": (7,), "pauses": (Pause(CLOSED_ON, None, state),)}
    if state in (lifecycle.CLOSED, lifecycle.LAPSED):
        made |= {"closed_on": CLOSED_ON, "ended_on": CLOSED_ON, "pauses": ()}
    if state in (lifecycle.CONTESTED, lifecycle.SUSPENDED):
        made |= {"resume": lifecycle.SIGNED, "pauses": (Pause(CLOSED_ON, None, state),)}
    if state == lifecycle.SUSPENDED:
        made["suspended_until"] = date(2024, 4, 1)
    return draft(**(made | changes))


def doing(role: str, act: str = "", **changes: object) -> Doing:
    """Somebody of this role with everything in hand; nobody who had to do with the item before."""
    once_closed = act in ("hold", "lapse", "reopen")
    one = Doing(
        person="somebody", role=role, on=LATER if once_closed else TODAY,
        body=BODY if role == lifecycle.REPORTER else "", reason="理由", days=5, until=date(2024, 4, 2),
        plan="方案", milestones=(Milestone("第一步", 5),), progress=40,
        contacts=Contacts("领导", "经办", "021"),
        proofs=(9,), changes={"problem": Text("目录缺三项", "three gaps")},
        outcome=TOO_LITTLE if act == "lapse" else ENOUGH,
    )  # fmt: skip
    return replace(one, **changes)  # type: ignore[arg-type]


def ready(state: str, act: str) -> Item:
    """The item in this state such that the act needs nothing more."""
    if act in ("grant_extension", "refuse_extension"):
        return item(state, asked=5, asked_by="handler")
    return item(state, deadline_class="prompt") if act == "start" else item(state)
