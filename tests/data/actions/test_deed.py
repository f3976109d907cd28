"""Every action: one check, one transaction, one entry; done once per key; nothing left by a failure."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from dataclasses import dataclass, replace
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import event, text

from data import permits
from data.actions import (
    annual_reports,
    boards,
    bodies,
    drafts,
    evidence,
    imports,
    notifications,
    observations,
    rectification,
    rectification_drafts,
    rectification_letters,
    rectification_proof,
    rounds,
)  # fmt: skip
from data.actions import entries as forms
from data.actions.deed import deed
from data.desk import SHANGHAI, Desk
from data.queries import annual_reports as ask_reports
from data.queries import bodies as ask_bodies
from data.queries import imports as ask_imports
from data.queries import proposals
from data.queries import rounds as ask_rounds
from data.settings import Settings
from data.store import audit
from data.store import notifications as kept_notifications
from data.store.db import Database, shut
from data.store.notifications import Notification
from data.store.tables import metadata
from metrics.errors import Conflict, EvaluationError, NotPermitted
from metrics.model import Text
from metrics.procedure import lifecycle
from tests.data.annual import handed_in
from tests.data.desks import Clock, seats, small
from tests.data.rectifying import put_terms
from tests.data.small import rows

FACT = rows(("310101", "b", "has_rule", "1"))
CELL = FACT[["body", "indicator"]]
ALL_PUBLISHED = (("310101", "a", "n_all", "10"), ("310101", "a", "n_published", "10"))
ISSUED_ON = (datetime(2012, 6, 1, 9, tzinfo=SHANGHAI), datetime(2012, 6, 20, 9, tzinfo=SHANGHAI))
FILE = b"body,indicator,field,value\n310102,b,has_rule,0\n"

# Every act that has an effect, as one call; `ready` prepares what it needs and returns what it is done with.
ACTS: dict[str, Callable[[Desk, dict[str, Any], str], Any]] = {
    "rounds.open": lambda desk, it, key: rounds.open(desk, "2013", catalogue="small", key=key),
    "rounds.amend": lambda desk, it, key: rounds.amend(
        desk, replace(it["round"], title=Text("新题", "New title")), key=key
    ),
    "bodies.amend": lambda desk, it, key: bodies.amend(
        desk, "2012", replace(it["body"], traits=frozenset({"pilot"})), version=1, key=key
    ),
    "bodies.accept_thin_base": lambda desk, it, key: bodies.accept_thin_base(
        desk, "2012", "310102", reason="looked at", key=key
    ),
    "bodies.withdraw_acceptance": lambda desk, it, key: bodies.withdraw_acceptance(
        desk, "2012", "310101", reason="not so", key=key
    ),
    "observations.record": lambda desk, it, key: observations.record(
        desk, "2012", rows(("310102", "b", "has_rule", "0")), source="form", key=key
    ),
    "observations.withdraw": lambda desk, it, key: observations.withdraw(
        desk, "2012", CELL, reason="wrong body", key=key
    ),
    "imports.commit": lambda desk, it, key: imports.commit(desk, it["preview"](), key=key),
    "imports.withdraw": lambda desk, it, key: imports.withdraw(
        desk, "2012", it["batch"].number, reason="wrong file", key=key
    ),
    "entries.submit": lambda desk, it, key: forms.submit(
        desk, "2012", rows(("310103", "b", "has_rule", "1")), body="310103", seen=0, key=key
    ),
    "drafts.save": lambda desk, it, key: (
        drafts.save(desk, "2012", FACT, body="310101", seen=1, key=key).version
    ),
    "drafts.discard": lambda desk, it, key: drafts.discard(desk, "2012", indicator="b", key=key),
    "evidence.attach": lambda desk, it, key: evidence.attach(
        desk, "2012", "310101", "b", name="a.pdf", content=b"%PDF-1.4", key=key
    ),
    "evidence.withdraw": lambda desk, it, key: evidence.withdraw(
        desk, "2012", "310101", it["evidence"].id, reason="wrong file", key=key
    ),
    "annual_reports.file": lambda desk, it, key: annual_reports.file(desk, it["report"], key=key).filing,
    "annual_reports.withdraw": lambda desk, it, key: annual_reports.withdraw(
        desk, "2012", "310101", it["filed"].id, reason="wrong year", key=key
    ),
    "rectification.draft": lambda desk, it, key: rectification_drafts.draft(
        desk, "2012", it["lost"][3:4], key=key
    ),
    "rectification.issue": lambda desk, it, key: rectification.do(
        desk, it["items"][2].number, "issue", version=it["items"][2].version, key=key
    ),
    "rectification.prove": lambda desk, it, key: rectification_proof.link(
        desk, it["items"][0].number, url="https://example.org/proof", key=key
    ),
    "rectification.remeasure": lambda desk, it, key: rectification_proof.remeasure(
        desk, it["items"][0].number, rows(*ALL_PUBLISHED), reason="looked again", key=key
    ),
    "rectification.draft_letters": lambda desk, it, key: rectification_letters.draft_due(
        desk, "2012", key=key
    ),
    "rectification.send_letter": lambda desk, it, key: rectification_letters.send(
        desk, it["letter"].id, version=it["letter"].version, key=key
    ),
    "rectification.see": lambda desk, it, key: notifications.see(desk, range(1, 100), key=key),
    "boards.compute": lambda desk, it, key: boards.compute(desk, "2012", key=key),
    "boards.seal": lambda desk, it, key: boards.seal(
        desk, "2012", it["edition"].number, sha256=it["edition"].sha256, key=key
    ),
}
# The acts of the lifecycle are one function with one table: issuing stands for all, the rest is in
# test_rectification. Mailing is no act on the record (test_mails).
ONE_FOR_ALL = {f"rectification.{act}" for act in lifecycle.ACTS} - {"rectification.issue"}
ELSEWHERE = {*ONE_FOR_ALL, "notifications.mail"}
ALLOWED = [
    (role, name)
    for role in permits.ROLES
    for name in ACTS
    if permits.reach(role, name) in (permits.ALL, permits.OWN)
]


@dataclass(frozen=True)
class Prepared:
    """A record in which every act can be done: its database, the folder beside it, what the acts work on."""

    url: str
    folder: Path
    until: datetime
    found: dict[str, Any]


@pytest.fixture(scope="module")
def prepared(
    copied: Callable[..., AbstractContextManager[str]], tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[str], Prepared]]:
    """`prepared(kind)`: a round with a fact, an acceptance and a computed edition, made by other people.

    Made once; every test works on a copy of it.
    """
    with ExitStack() as kept:

        @cache
        def prepare(kind: str) -> Prepared:
            folder = tmp_path_factory.mktemp(kind)
            settings, clock = small(kept.enter_context(copied(kind, folder)), folder), Clock()
            found = everything(settings, seats(settings, clock))
            shut(settings.database)
            return Prepared(settings.database, folder, clock.now, found)

        yield prepare


@pytest.fixture
def url(
    request: pytest.FixtureRequest,
    kind: str,
    copied: Callable[..., AbstractContextManager[str]],
    prepared: Callable[[str], Prepared],
    tmp_path: Path,
) -> Iterator[str]:
    """The test's own database: the prepared one for those who ask for what is `ready`, else an empty one."""
    origin = prepared(kind).url if "ready" in request.fixturenames else ""
    with copied(kind, tmp_path, origin) as url:
        yield url


@pytest.fixture
def ready(
    kind: str,
    prepared: Callable[[str], Prepared],
    seat: Callable[..., Desk],
    clock: Clock,
    tmp_path: Path,
) -> dict[str, Any]:
    """What the acts of ACTS are done with, in a record of this test alone."""
    one = prepared(kind)
    shutil.copytree(one.folder, tmp_path, dirs_exist_ok=True, ignore=shutil.ignore_patterns("record.db*"))
    clock.now = one.until
    # A child process reads the file: only for the act that needs it.
    return one.found | {"preview": cache(lambda: ask_imports.preview(seat("office"), "2012", FILE, "b.csv"))}


def everything(settings: Settings, seat: Callable[..., Desk]) -> dict[str, Any]:
    office = seat("office", person="wang")
    opened = rounds.open(seat("office"), "2012", catalogue="small").code
    batch = observations.record(office, opened, FACT, source="a.csv")
    for role in ("office", "evaluator"):
        drafts.save(seat(role), opened, FACT, indicator="b", seen=0)
    bodies.accept_thin_base(office, opened, "310101", reason="seen")
    return {
        "batch": batch,
        "evidence": evidence.attach(office, opened, "310101", "b", name="a.pdf", content=b"%PDF-1.4"),
        "edition": boards.compute(office, opened),
        "round": ask_rounds.find(office, opened),
        "body": ask_bodies.find(office, opened, "310101")[0],
        **reported(seat, opened),
        **put_right(seat, opened, settings),
    }


def reported(seat: Callable[..., Desk], opened: str) -> dict[str, Any]:
    """An annual report that is filed, and another one looked at."""
    desk = seat("office", person="wang")
    found = []
    for year in (2011, 2012):
        content, about = handed_in("report_2008", year), {"body": "310101", "year": year, "month": 0}
        found.append(ask_reports.preview(desk, opened, content=content, name="a.xlsx", **about))
    return {"filed": annual_reports.file(desk, found[0]).filing, "report": found[1]}


def put_right(seat: Callable[..., Desk], opened: str, settings: Settings) -> dict[str, Any]:
    """Three items of points lost, two issued some weeks ago, one letter; everybody was told something."""
    put_terms(settings.catalogues)
    office = seat("office", person="wang")
    lost = [one for one in proposals.proposals(office, opened) if one.indicator == "a"]
    lost = [replace(one, deadline_class="ordinary") for one in lost]
    items = list(rectification_drafts.draft(office, opened, lost[:3]))
    for at, day in enumerate(ISSUED_ON):
        leader = replace(seat("leader"), clock=lambda day=day: day)
        number, version = items[at].number, items[at].version
        items[at] = rectification.do(leader, number, "issue", version=version)
    before = replace(office, clock=lambda: datetime(2012, 7, 2, 9, tzinfo=SHANGHAI))
    [letter] = rectification_letters.draft_due(before, opened)
    with office.database.writing() as connection:
        for role in ("office", "evaluator", "leader", "reporter"):
            told = Notification(opened, "reported", role, "", {"number": items[0].number}, office.now)
            kept_notifications.insert(connection, told)
    return {"lost": lost, "items": items, "letter": letter}


def doer(seat: Callable[..., Desk], name: str) -> Desk:
    """Somebody who may do it: the office, where it may."""
    special = {"boards.seal": ("leader", ""), "rectification.prove": ("reporter", "310101")}
    role, body = special.get(name, ("office", ""))
    return seat(role, body=body)


def snapshot(database: Database, *without: str) -> dict[str, list[Any]]:
    """Every row of every table."""
    with database.reading() as connection:
        return {
            name: [tuple(row) for row in connection.execute(text(f"SELECT * FROM {name} ORDER BY 1, 2"))]
            for name in metadata.tables
            if name not in without
        }


def entries(database: Database) -> list[dict[str, Any]]:
    with database.reading() as connection:
        return audit.trail(connection)


def test_every_act_of_the_table_is_tried_here() -> None:
    acts = {name for name in permits.PERMITS if not name.endswith((".read", ".export"))}
    assert set(ACTS) == acts - ELSEWHERE
    assert acts >= ELSEWHERE


@pytest.mark.parametrize("name", ACTS)
def test_each_effect_is_one_entry(
    name: str, ready: dict[str, Any], database: Database, seat: Callable[..., Desk]
) -> None:
    before = entries(database)
    desk = doer(seat, name)
    ACTS[name](desk, ready, "")
    after = entries(database)
    assert len(after) == len(before) + 1
    told = after[0]
    assert (told["act"], told["person"], told["role"], told["result"]) == (
        name,
        desk.person,
        desk.role,
        "done",
    )
    assert (told["address"], told["request"]) == ("127.0.0.1", desk.request)
    assert told["about"]
    assert told["after"]
    assert told["at"].startswith("2012-07-09T00:3")


@pytest.mark.parametrize("role", permits.ROLES)
def test_each_role_is_refused_what_the_table_does_not_allow(
    role: str, ready: dict[str, Any], database: Database, seat: Callable[..., Desk]
) -> None:
    desk = seat(role, body="310101" if role == "reporter" else "")
    for name in ACTS:
        if (role, name) in ALLOWED:
            continue
        before, known = snapshot(database, "audit"), len(entries(database))
        with pytest.raises(NotPermitted) as refused:
            ACTS[name](desk, ready, "")
        assert refused.value.numbers["act"] == name
        assert snapshot(database, "audit") == before
        told = entries(database)
        assert len(told) == known + 1
        assert (told[0]["act"], told[0]["role"], told[0]["result"]) == (name, role, "refused")


# What the office may do is done in `test_each_effect_is_one_entry`.
@pytest.mark.parametrize(("role", "name"), [pair for pair in ALLOWED if pair[0] != permits.OFFICE])
def test_each_role_may_do_what_the_table_allows(
    role: str, name: str, ready: dict[str, Any], database: Database, seat: Callable[..., Desk]
) -> None:
    desk = seat(role, body="310101" if role == "reporter" else "")
    before = snapshot(database, "audit")
    ACTS[name](desk, ready, "")
    assert snapshot(database, "audit") != before


@pytest.mark.parametrize("name", ACTS)
def test_the_same_key_has_its_effect_once(
    name: str, ready: dict[str, Any], database: Database, seat: Callable[..., Desk]
) -> None:
    desk = doer(seat, name)
    first = ACTS[name](desk, ready, "form-1")
    after = snapshot(database)
    again = ACTS[name](desk, ready, "form-1")
    assert again == first
    assert snapshot(database) == after


@pytest.mark.parametrize("name", ACTS)
def test_a_failure_leaves_neither_rows_nor_entry(
    name: str,
    ready: dict[str, Any],
    database: Database,
    seat: Callable[..., Desk],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    desk = doer(seat, name)
    before, heads = snapshot(database), audit.anchors(desk.anchor)

    def broken(*_: object) -> None:
        raise OSError("the trail cannot be written")

    with monkeypatch.context() as patch:
        patch.setattr(audit, "append", broken)
        with pytest.raises(OSError, match="the trail"):
            ACTS[name](desk, ready, "form-1")
    assert snapshot(database) == before
    assert audit.anchors(desk.anchor) == heads
    ACTS[name](desk, ready, "form-1")
    assert snapshot(database) != before


@pytest.mark.parametrize("name", ACTS)
def test_a_power_cut_at_any_statement_leaves_all_or_nothing(
    name: str, ready: dict[str, Any], database: Database, seat: Callable[..., Desk]
) -> None:
    """The act fails at its k-th statement, for every k: each time there is nothing, and then all of it."""
    desk = doer(seat, name)
    before = snapshot(database)
    k = 0
    while True:
        with failing_at(database, k) as cut, suppress(PowerCut):
            ACTS[name](desk, ready, "form-1")
        if not cut.happened:
            break
        assert snapshot(database) == before, f"statement {k}"
        k += 1
    assert k >= 3
    assert snapshot(database) != before


class PowerCut(Exception):
    """The machine stops."""


class Cut:
    happened = False


@contextmanager
def failing_at(database: Database, k: int) -> Iterator[Cut]:
    cut, count = Cut(), 0

    def maybe(*_: object) -> None:
        nonlocal count
        if count == k:
            cut.happened = True
            raise PowerCut
        count += 1

    event.listen(database._writes, "before_cursor_execute", maybe)
    try:
        yield cut
    finally:
        event.remove(database._writes, "before_cursor_execute", maybe)


def test_fifty_at_once_with_one_key_have_one_effect(database: Database, opened: str, evaluator: Desk) -> None:
    def submit(_: int) -> int:
        return observations.record(evaluator, opened, FACT, source="form", key="k").number

    with ThreadPoolExecutor(16) as pool:
        numbers = set(pool.map(submit, range(50)))
    assert len(numbers) == 1
    assert [one["act"] for one in entries(database)] == ["observations.record", "rounds.open"]


def test_without_a_key_each_is_an_act_of_its_own(database: Database, opened: str, evaluator: Desk) -> None:
    numbers = {observations.record(evaluator, opened, FACT, source="form").number for _ in range(3)}
    assert len(numbers) == 3


@pytest.mark.parametrize("other", ["person", "given", "act"])
def test_a_key_cannot_be_used_for_something_else(
    other: str, opened: str, evaluator: Desk, seat: Callable[..., Desk]
) -> None:
    observations.record(evaluator, opened, FACT, source="form", key="k")
    again = {
        "person": lambda: observations.record(
            seat("evaluator", person="eve"), opened, FACT, source="form", key="k"
        ),
        "given": lambda: observations.record(
            evaluator, opened, FACT.assign(value="0"), source="form", key="k"
        ),
        "act": lambda: observations.withdraw(evaluator, opened, CELL, reason="r", key="k"),
    }
    with pytest.raises(Conflict, match="key_reused"):
        again[other]()


def test_an_act_that_says_nothing_is_a_bug_and_has_no_effect(database: Database, office: Desk) -> None:
    before = snapshot(database)

    def silent() -> None:
        with deed(office, "rounds.open", round_code="x") as act:
            act.connection.execute(
                text("INSERT INTO rounds VALUES ('x', 1, 'x', 'x', 'x', 'open', false, 1)")
            )

    with pytest.raises(RuntimeError, match="has not said"):
        silent()
    assert snapshot(database) == before


def test_every_head_is_kept_outside(database: Database, ready: dict[str, Any], office: Desk) -> None:
    heads = audit.anchors(office.anchor)
    assert [one.seq for one in heads] == list(range(1, len(entries(database)) + 1))


def test_a_head_that_cannot_be_kept_outside_does_not_undo_the_act(
    database: Database, opened: str, evaluator: Desk, caplog: pytest.LogCaptureFixture
) -> None:
    blocked = replace(evaluator, anchor=evaluator.anchor / "below-a-file")
    observations.record(blocked, opened, FACT, source="form")
    assert entries(database)[0]["act"] == "observations.record"
    assert "could not be anchored" in caplog.text


def test_refusals_are_evaluation_errors_with_a_code(office: Desk, opened: str) -> None:
    with pytest.raises(EvaluationError) as refused:
        rounds.open(office, opened, catalogue="small")
    assert refused.value.code == "round_exists"
