"""Who is told what when something happens to an item, and the item that one comes back as."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict
from typing import Any

from data.actions.deed import Deed
from data.desk import Desk
from data.permits import EVALUATOR, OFFICE, REPORTER
from data.queries import rectified
from data.store import notifications
from data.store import rectification as kept
from data.store import rounds as kept_rounds
from data.store.db import Connection
from data.store.notifications import Notification
from metrics.procedure.items import Event, Item
from metrics.procedure.lifecycle import DRAFTED

BODY = (REPORTER,)
JUDGES = (EVALUATOR, OFFICE)

# act: the sentence, and the roles that are told (reporters: of the item's body)
TOLD: Mapping[str, tuple[str, tuple[str, ...]]] = {
    "issue": ("issued", BODY),
    "sign": ("signed", (OFFICE,)),
    "plan": ("planned", JUDGES),
    "start": ("started", (OFFICE,)),
    "agree": ("agreed", BODY),
    "send_back": ("sent_back", BODY),
    "report": ("reported", JUDGES),
    "accept_deviation": ("deviation", (REPORTER, *JUDGES)),
    "verify": ("verified", (OFFICE,)),
    "close": ("closed", BODY),
    "ask_extension": ("extension_asked", (OFFICE,)),
    "grant_extension": ("extension_granted", BODY),
    "refuse_extension": ("extension_refused", BODY),
    "contest": ("contested", (OFFICE,)),
    "uphold": ("upheld", BODY),
    "overturn": ("overturned", BODY),
    "suspend": ("suspended", BODY),
    "resume": ("resumed", BODY),
    "drop": ("dropped", BODY),
    "hold": ("held", BODY),
    "lapse": ("lapsed", (REPORTER, OFFICE)),
    "reopen": ("reopened", (OFFICE,)),
}
QUOTED = ("reason", "days", "until")  # what a sentence may ask for, besides the number


def tell(one_deed: Deed, desk: Desk, act: str, item: Item, detail: Mapping[str, Any]) -> None:
    """Keep a notification for each role concerned; nobody hears of what was never issued to them."""
    if act not in TOLD or item.issued_on is None:
        return
    code, roles = TOLD[act]
    facts = {"number": item.number, **{name: detail[name] for name in QUOTED if name in detail}}
    for role in roles:
        body = item.body if role == REPORTER else ""
        one = Notification(item.round, code, role, body, facts, desk.now, item=item.id)
        notifications.insert(one_deed.connection, one)


def child(one_deed: Deed, desk: Desk, item: Item) -> Item:
    """A new draft of the same finding, linked to the item that came back, with what is lost now."""
    connection = one_deed.connection
    now = rectified.standpoint_of(
        rectified.present(desk, connection, kept_rounds.find(connection, item.round)), item
    )
    fresh = Item(
        round=item.round, number=next_number(connection, item), body=item.body, indicator=item.indicator,
        clause=item.clause, kind=item.kind, state=DRAFTED, reason=now.reason or item.reason, lost=now.lost,
        problem=item.problem, measure=item.measure, severity=item.severity,
        deadline_class=item.deadline_class, drafted_by=desk.person, drafted_on=desk.today,
        proof_wanted=item.proof_wanted, problem_type=item.problem_type, origin=item.origin,
        target=min(item.target, now.lost), edition=item.edition, about=item.about, parent=item.id,
        previous=item.previous,
    )  # fmt: skip
    made = kept.insert(connection, fresh)
    told = asdict(now)
    told["facts"] = {name: plain(one) for name, one in now.facts.items()}
    detail = {"before": told, "parent": item.number}
    kept.note(
        connection, Event(made.id, "draft", desk.person, desk.role, "", DRAFTED, desk.now, detail=detail)
    )
    return made


def plain(value: Any) -> int | float | str:
    """A fact as JSON keeps it."""
    return value if isinstance(value, int | float | str) else str(value)


def next_number(connection: Connection, like: Item) -> str:
    """The next number of the same body and round."""
    stem = like.number.rsplit("-", 1)[0]
    return f"{stem}-{kept.serial(connection, like.round, like.body) + 1:03d}"
