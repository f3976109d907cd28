"""Evidence: who may add and see what, revisions in a line, files kept by their content."""

from __future__ import annotations

from collections.abc import Callable
from itertools import product

import pytest

from data import permits
from data.actions import boards, evidence
from data.desk import Desk
from data.queries import evidence as ask
from data.queries import trail
from data.settings import Settings
from data.store import files
from metrics.errors import Closed, Conflict, Lacking, NotFound, NotPermitted
from tests.data.small import BUREAUS, DISTRICTS

OWN, OTHER = DISTRICTS[:2]
PDF, NEWER = b"%PDF-1.4 first", b"%PDF-1.4 second"


@pytest.fixture
def reporter(seat: Callable[..., Desk]) -> Desk:
    return seat("reporter", body=OWN)


def attach(desk: Desk, body: str = OWN, **more: object) -> ask.Evidence:
    given = {"name": "a.pdf", "content": PDF} | more
    return evidence.attach(desk, "2012", body, "b", **given)  # type: ignore[arg-type]


def test_a_file_is_kept_and_served(opened: str, reporter: Desk, settings: Settings) -> None:
    one = attach(reporter, name="制度.pdf", note="第 3 条")
    assert (one.kind, one.media, one.size, one.sha256) == (
        "file", "application/pdf", len(PDF), files.sha256(PDF),
    )  # fmt: skip
    assert files.is_sound(settings.files, one.sha256)
    assert ask.beside(reporter, opened, OWN, "b") == (one,)
    assert ask.served(reporter, one.id) == ask.Served("制度.pdf", "application/pdf", PDF)
    assert ask.counts(reporter, opened) == {(OWN, "b"): 1}


def test_a_link_is_kept(opened: str, reporter: Desk) -> None:
    one = evidence.link(reporter, opened, OWN, "b", url=" https://www.shanghai.gov.cn/a ")
    assert (one.kind, one.url, one.name) == ("link", "https://www.shanghai.gov.cn/a", one.url)
    with pytest.raises(NotFound):
        ask.served(reporter, one.id)
    with pytest.raises(Lacking, match="evidence_link"):
        evidence.link(reporter, opened, OWN, "b", url="javascript:alert(1)")


def test_revisions_are_a_line(opened: str, reporter: Desk, evaluator: Desk) -> None:
    first = attach(reporter)
    second = attach(reporter, content=NEWER, supersedes=first.id)
    assert ask.beside(evaluator, opened, OWN, "b") == (second,)
    with pytest.raises(Conflict, match="changed_meanwhile") as told:
        attach(evaluator, supersedes=first.id)
    assert told.value.numbers["by"] == "reporter"
    gone = evidence.withdraw(evaluator, opened, OWN, second.id, reason="of another year")
    assert ask.beside(evaluator, opened, OWN, "b") == ()
    assert ask.revisions(reporter, opened, OWN, "b") == (first, second, gone)
    assert (gone.kind, gone.note, gone.supersedes) == ("withdrawn", "of another year", second.id)
    assert ask.served(reporter, first.id).content == PDF  # the past stays readable
    for number in (second.id, gone.id):
        with pytest.raises((Conflict, NotFound)):
            evidence.withdraw(evaluator, opened, OWN, number, reason="again")


def test_a_revision_stays_with_its_observation(opened: str, evaluator: Desk) -> None:
    one = attach(evaluator)
    with pytest.raises(NotFound):
        attach(evaluator, OTHER, supersedes=one.id)
    with pytest.raises(NotFound):
        evidence.attach(evaluator, opened, OWN, "a", name="a.pdf", content=PDF, supersedes=one.id)
    with pytest.raises(NotFound):
        evidence.withdraw(evaluator, opened, OTHER, one.id, reason="not theirs")
    with pytest.raises(NotFound):
        attach(evaluator, supersedes=999)


@pytest.mark.parametrize(
    ("given", "code"),
    [
        ({"content": b"<html>"}, "evidence_kind"),
        ({"name": "a.exe"}, "evidence_kind"),
        ({"content": b""}, "evidence_empty"),
    ],
)
def test_what_is_no_evidence_is_refused_and_not_kept(
    opened: str, reporter: Desk, settings: Settings, given: dict[str, object], code: str
) -> None:
    with pytest.raises(Lacking, match=code):
        attach(reporter, **given)
    assert not settings.files.exists()


def test_not_more_than_somebody_can_look_at(opened: str, evaluator: Desk) -> None:
    for number in range(evidence.MOST):
        evidence.link(evaluator, opened, OWN, "b", url=f"https://a.cn/{number}")
    with pytest.raises(Lacking, match="evidence_many"):
        attach(evaluator)
    one = ask.beside(evaluator, opened, OWN, "b")[0]
    evidence.link(evaluator, opened, OWN, "b", url="https://a.cn/new", supersedes=one.id)


def test_what_does_not_exist(opened: str, office: Desk) -> None:
    with pytest.raises(NotFound):
        attach(office, "nobody")
    with pytest.raises(NotFound):
        evidence.attach(office, opened, OWN, "z", name="a.pdf", content=PDF)
    with pytest.raises(NotFound):
        ask.served(office, 1)


def test_one_key_one_piece(opened: str, reporter: Desk) -> None:
    assert attach(reporter, key="k") == attach(reporter, key="k")
    with pytest.raises(Conflict, match="key_reused"):
        attach(reporter, content=NEWER, key="k")


def test_a_sealed_round_takes_no_more(opened: str, office: Desk, leader: Desk, reporter: Desk) -> None:
    one = attach(reporter)
    edition = boards.compute(office, opened)
    boards.seal(leader, opened, edition.number, sha256=edition.sha256)
    with pytest.raises(Closed):
        attach(reporter)
    with pytest.raises(Closed):
        evidence.withdraw(office, opened, OWN, one.id, reason="too late")
    assert ask.served(reporter, one.id).content == PDF


def test_the_trail_names_the_file(opened: str, reporter: Desk, office: Desk) -> None:
    one = attach(reporter, note="seen")
    entry = trail.entries(office, opened).iloc[0]
    assert (entry["act"], entry["about"]) == ("evidence.attach", f"evidence:2012/{OWN}/b/{one.id}")
    assert entry["after"]["sha256"] == one.sha256


# ---------- who may see and do what

EVERYBODY = [(role, "") for role in permits.ROLES if role != "reporter"]
EVERYBODY += [("reporter", body) for body in (*DISTRICTS, *BUREAUS, "")]


def test_nobody_sees_what_is_not_theirs(opened: str, office: Desk, seat: Callable[..., Desk]) -> None:
    """Every role and every body's reporter against every body's evidence, by every question."""
    pieces = {body: attach(office, body).id for body in (*DISTRICTS, *BUREAUS)}
    for (role, home), (body, number) in product(EVERYBODY, pieces.items()):
        desk = seat(role, body=home)
        may = role in ("evaluator", "office", "leader") or (role == "reporter" and home == body)
        questions: list[Callable[[], object]] = [
            lambda desk=desk, body=body: ask.beside(desk, opened, body, "b"),
            lambda desk=desk, body=body: ask.revisions(desk, opened, body, "b"),
            lambda desk=desk, body=body: ask.counts(desk, opened, body),
            lambda desk=desk, number=number: ask.served(desk, number),
        ]
        for question in questions:
            if may:
                assert question()
            else:
                with pytest.raises(NotPermitted):
                    question()


@pytest.mark.parametrize(
    ("role", "home"), [("reporter", OTHER), ("reporter", ""), ("leader", ""), ("viewer", "")]
)
def test_nobody_adds_or_withdraws_what_is_not_theirs(
    opened: str, role: str, home: str, office: Desk, seat: Callable[..., Desk]
) -> None:
    one, desk = attach(office), seat(role, body=home)
    with pytest.raises(NotPermitted):
        attach(desk)
    with pytest.raises(NotPermitted):
        evidence.link(desk, opened, OWN, "b", url="https://a.cn/")
    with pytest.raises(NotPermitted):
        evidence.withdraw(desk, opened, OWN, one.id, reason="not mine")
    assert ask.beside(office, opened, OWN, "b") == (one,)
    refused = trail.entries(office).query("result == 'refused'")
    assert refused["act"].tolist() == ["evidence.withdraw", "evidence.attach", "evidence.attach"]


def test_a_reporter_counts_their_own(opened: str, office: Desk, reporter: Desk) -> None:
    attach(office, OTHER)
    attach(office)
    assert ask.counts(reporter, opened) == {(OWN, "b"): 1}
    assert ask.counts(office, opened) == {(OWN, "b"): 1, (OTHER, "b"): 1}


def test_a_changed_or_lost_file_is_found(opened: str, office: Desk, settings: Settings) -> None:
    one, two = attach(office), attach(office, content=NEWER)
    assert trail.verify(office).intact
    files.find(settings.files, one.sha256).write_bytes(b"%PDF-1.4 forged")
    files.find(settings.files, two.sha256).unlink()
    found = trail.verify(office)
    assert set(found.files) == {one.sha256, two.sha256}
    assert not found.intact
    with pytest.raises(NotFound, match="file_damaged"):
        ask.served(office, one.id)
