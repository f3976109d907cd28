"""A round on the small catalogue with lost points, the terms of 2012 beside it, and the way of an item."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

from data.actions import observations, rectification, rectification_drafts, rectification_proof, rounds
from data.catalogue import FOLDER
from data.catalogue.rectification import FILE
from data.desk import Desk
from data.queries import proposals
from metrics.procedure.items import Contacts, Item, Milestone
from tests.data.small import BUREAUS, DISTRICTS, rows

People = dict[str, Desk]
BODY = "310101"
WHO = Contacts("王副区长", "李四", "021-12345678")
FEEDS = """
[[feed]]
indicator = "a"
field = "n_all"
what = "due"

[[feed]]
indicator = "a"
field = "n_published"
what = "in_time"

[[feed]]
indicator = "d"
field = "n_notices"
what = "criticised"
"""
# Everybody has a rule book but 310101; two districts publish less than all.
FACTS = rows(
    *((code, "b", "has_rule", "0" if code == BODY else "1") for code in (*DISTRICTS, *BUREAUS)),
    *((code, "a", "n_all", "10") for code in (*DISTRICTS, *BUREAUS)),
    *((code, "a", "n_published", "8" if code in DISTRICTS[:2] else "10") for code in (*DISTRICTS, *BUREAUS)),
)
PDF = b"%PDF-1.4\n1 0 obj\n<<>>\nendobj\ntrailer\n<<>>\n%%EOF\n"
MENDED = rows((BODY, "b", "has_rule", "1"))


def put_terms(catalogues: Path, **changes: str) -> None:
    """The terms of 2012 beside the small catalogue, with feeds that it knows."""
    text = (FOLDER / "2012" / FILE).read_text(encoding="utf-8")
    start = text.index("# What the record of this year fills in")
    text = text[:start] + FEEDS + text[text.index("# Whoever wants to change a number above") :]
    for old, new in changes.items():
        text = text.replace(old, new)
    file = catalogues / "small" / FILE
    file.parent.mkdir(exist_ok=True)
    file.write_text(text, encoding="utf-8")


def next_year(office: Desk) -> str:
    """Open the round of 2013 on the same plan, a year later."""
    folder = office.catalogues / "later"
    shutil.copytree(office.catalogues / "small", folder)
    plan = (folder / "small.toml").read_text(encoding="utf-8").replace("year = 2012", "year = 2013")
    (folder / "small.toml").write_text(plan, encoding="utf-8")
    return rounds.open(office, "2013", catalogue="later").code


def observed(evaluator: Desk, round_code: str) -> None:
    """Hand in FACTS."""
    observations.record(evaluator, round_code, FACTS, source="all.csv")


def drafted(office: Desk, round_code: str, body: str = BODY, **changes: Any) -> Item:
    """A draft of the rule book that a body lacks."""
    found = proposals.proposals(office, round_code, body=body, indicator="b")
    one = replace(found[0], deadline_class="ordinary", **changes)
    return rectification_drafts.draft(office, round_code, [one])[0]


def act(desk: Desk, item: Item, name: str, **more: Any) -> Item:
    """One act on an item as it was last seen."""
    return rectification.do(desk, item.number, name, version=item.version, **{"reason": "理由", **more})


def reported(people: dict[str, Desk], item: Item) -> Item:
    """From a draft to a report with proof."""
    body = people["reporter"]
    item = act(people["leader"], item, "issue")
    item = act(body, item, "sign", contacts=WHO)
    item = act(body, item, "plan", plan="制定制度", milestones=[Milestone("初稿", 5)])
    item = act(people["evaluator"], item, "agree")
    rectification_proof.attach(body, item.number, name="制度.pdf", content=PDF)
    return act(body, item, "report")


def closed(people: dict[str, Desk], item: Item) -> Item:
    """From a draft to closed out."""
    item = reported(people, item)
    rectification_proof.remeasure(people["evaluator"], item.number, MENDED, reason="复核")
    item = act(people["evaluator"], item, "verify")
    return act(people["office"], item, "close")


def tomorrow(clock: Any, days: int = 1) -> None:
    """Move the clock of the test."""
    clock.now += timedelta(days=days)


Seat = Callable[..., Desk]
