"""Forms: drafts are kept, two at one form are told, nil returns signed, carried values keep their age."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd
import pytest

from data.actions import boards, drafts, entries, observations, rounds
from data.actions.rows import FaultyRows
from data.desk import Desk
from data.queries import carried, trail
from data.queries import drafts as ask_drafts
from data.queries import entries as ask
from data.queries import imports as ask_imports
from data.queries import observations as ask_observations
from data.settings import Settings
from metrics.errors import Closed, Conflict, Lacking, NotFound, NotPermitted
from tests.data.small import rows

BODY = "310101"
ALL, PUBLISHED = (BODY, "a", "n_all", "10"), (BODY, "a", "n_published", "8")
RULE = (BODY, "b", "has_rule", "1")
NIL = (BODY, "d", "n_notices", "", "nil")


@pytest.fixture
def li(seat: Callable[..., Desk]) -> Desk:
    return seat("evaluator", person="li")


@pytest.fixture
def wang(seat: Callable[..., Desk]) -> Desk:
    return seat("evaluator", person="wang")


def submit(desk: Desk, *facts: tuple[str, ...], seen: int = 0, **more: object) -> int:
    given = {"body": BODY} | more
    return entries.submit(desk, "2012", rows(*facts), seen=seen, **given).number  # type: ignore[arg-type]


def stored(desk: Desk, round_code: str = "2012") -> dict[tuple[str, str, str], str]:
    now = ask_observations.current(desk, round_code)
    cells = zip(now["body"], now["indicator"], now["field"], strict=True)
    return dict(zip(cells, now["value"], strict=True))


def blanks(*cells: tuple[str, str, str]) -> pd.DataFrame:
    return pd.DataFrame(cells, columns=["body", "indicator", "field"]).assign(item="")


# ---------- drafts


def test_a_draft_is_kept_as_it_was_typed_and_for_its_person_only(opened: str, li: Desk, wang: Desk) -> None:
    typed = rows((*ALL[:3], "about 10"), ("310101", "b", "has_rule", ""))
    saved = drafts.save(li, opened, typed, body=BODY, seen=0)
    found = ask_drafts.find(li, opened, body=BODY)
    assert found is not None
    assert (found.version, found.seen, found.at) == (1, 0, saved.at)
    pd.testing.assert_frame_equal(found.rows.astype(object), typed.astype(object))
    assert ask_drafts.find(wang, opened, body=BODY) is None
    assert ask_drafts.mine(wang, opened) == ()
    assert stored(li) == {}


def test_two_windows_of_one_person_do_not_overwrite_each_other(opened: str, li: Desk) -> None:
    first = drafts.save(li, opened, rows(ALL), body=BODY, seen=0)
    second = drafts.save(li, opened, rows(PUBLISHED), body=BODY, seen=0, version=first.version)
    assert second.version == 2
    for stale in (0, first.version):
        with pytest.raises(Conflict, match="changed_meanwhile"):
            drafts.save(li, opened, rows(RULE), body=BODY, seen=0, version=stale)
    kept = ask_drafts.find(li, opened, body=BODY)
    assert kept is not None
    assert kept.rows["field"].tolist() == ["n_published"]


def test_drafts_of_a_body_and_of_an_indicator_are_different_ones(opened: str, li: Desk) -> None:
    drafts.save(li, opened, rows(ALL), body=BODY, seen=0)
    drafts.save(li, opened, rows(RULE), indicator="b", seen=0)
    assert [(one.body, one.indicator) for one in ask_drafts.mine(li, opened)] == [("", "b"), (BODY, "")]
    drafts.discard(li, opened, indicator="b")
    assert [one.body for one in ask_drafts.mine(li, opened)] == [BODY]
    with pytest.raises(NotFound):
        drafts.discard(li, opened, indicator="b")


@pytest.mark.parametrize("subject", [{}, {"body": BODY, "indicator": "a"}])
def test_a_form_is_about_one_thing(opened: str, li: Desk, subject: dict[str, str]) -> None:
    with pytest.raises(Lacking, match="subject"):
        drafts.save(li, opened, rows(ALL), seen=0, **subject)
    with pytest.raises(Lacking, match="subject"):
        entries.submit(li, opened, rows(ALL), seen=0, **subject)


# ---------- handing in


def test_what_is_handed_in_counts_and_its_draft_is_gone(opened: str, li: Desk) -> None:
    drafts.save(li, opened, rows(ALL), body=BODY, seen=0)
    drafts.save(li, opened, rows(RULE), indicator="b", seen=0)
    submit(li, ALL, PUBLISHED)
    assert stored(li) == {ALL[:3]: "10", PUBLISHED[:3]: "8"}
    assert [one.indicator for one in ask_drafts.mine(li, opened)] == ["b"]
    (line,) = ask_imports.log(li, opened)
    assert (line.batch.source, line.batch.added, line.imported) == (f"form:{BODY}", 2, None)


def test_what_the_draft_says_of_other_indicators_stays_in_it(
    opened: str, li: Desk, seat: Callable[..., Desk]
) -> None:
    drafts.save(li, opened, rows(ALL, PUBLISHED, RULE), body=BODY, seen=0)
    batch = entries.submit(li, opened, rows(ALL, PUBLISHED), body=BODY, seen=0)
    left = ask_drafts.find(li, opened, body=BODY)
    assert left is not None
    assert (left.rows["indicator"].tolist(), left.version) == (["b"], 2)
    acts = trail.entries(seat("office"), opened)["act"].tolist()
    assert (acts.count("drafts.save"), acts.count("entries.submit")) == (1, 1)
    entries.submit(li, opened, rows(RULE), body=BODY, seen=batch.number)
    assert ask_drafts.find(li, opened, body=BODY) is None


def test_a_refused_form_leaves_the_whole_draft(opened: str, li: Desk) -> None:
    drafts.save(li, opened, rows(ALL, RULE), body=BODY, seen=0)
    with pytest.raises(FaultyRows):
        entries.submit(li, opened, rows((*ALL[:3], "many")), body=BODY, seen=0)
    kept = ask_drafts.find(li, opened, body=BODY)
    assert kept is not None
    assert (kept.rows["indicator"].tolist(), kept.version) == (["a", "b"], 1)


def test_a_part_is_not_more_than_the_whole_that_is_stored_already(opened: str, li: Desk) -> None:
    number = submit(li, ALL)
    with pytest.raises(FaultyRows) as refused:
        submit(li, (*PUBLISHED[:3], "11"), seen=number)
    assert [(one.code, one.found) for one in refused.value.problems] == [("num_over_den", "11 > 10")]
    assert submit(li, (*PUBLISHED[:3], "10"), seen=number) == number + 1


def test_a_whole_that_is_emptied_bounds_nothing(opened: str, li: Desk) -> None:
    number = submit(li, ALL)
    more: dict[str, object] = {"blanks": blanks(ALL[:3]), "reason": "to be counted again"}
    assert submit(li, (*PUBLISHED[:3], "11"), seen=number, **more) == number + 1


def test_every_fault_at_once_and_the_draft_stays(opened: str, li: Desk) -> None:
    drafts.save(li, opened, rows(ALL), body=BODY, seen=0)
    with pytest.raises(FaultyRows) as told:
        submit(li, (*ALL[:3], "-1"), (*RULE[:3], "maybe"))
    assert {one.code for one in told.value.problems} == {"not_int", "not_bool"}
    assert stored(li) == {}
    assert len(ask_drafts.mine(li, opened)) == 1


def test_two_evaluators_at_one_form(opened: str, li: Desk, wang: Desk) -> None:
    seen = ask_drafts.seen(wang, opened)
    submit(li, ALL, PUBLISHED)
    drafts.save(wang, opened, rows(ALL), body=BODY, seen=seen)
    with pytest.raises(Conflict, match="changed_meanwhile") as told:
        submit(wang, (*ALL[:3], "12"), RULE, seen=seen)
    assert (told.value.numbers["by"], told.value.numbers["field"]) == ("li", "n_all")
    assert stored(li) == {ALL[:3]: "10", PUBLISHED[:3]: "8"}
    assert len(ask_drafts.mine(wang, opened)) == 1
    shown = ask.compare(wang, opened, rows((*ALL[:3], "12"), RULE), seen=seen)
    (conflict,) = shown.index[shown["state"] == "conflicting"].tolist()
    assert (shown.at[conflict, "now"], shown.at[conflict, "file"], shown.at[conflict, "by"]) == (
        "10",
        "12",
        "li",
    )
    with pytest.raises(Lacking, match="reason"):
        submit(wang, (*ALL[:3], "12"), RULE, seen=seen, accepted=[conflict])
    submit(wang, (*ALL[:3], "12"), RULE, seen=seen, accepted=[conflict], reason="read again")
    assert stored(li) == {ALL[:3]: "12", PUBLISHED[:3]: "8", RULE[:3]: "1"}
    assert ask_drafts.mine(wang, opened) == ()


def test_or_the_other_one_stays(opened: str, li: Desk, wang: Desk) -> None:
    submit(li, ALL)
    submit(wang, (*ALL[:3], "12"), RULE, seen=0, accepted=[])
    assert stored(li) == {ALL[:3]: "10", RULE[:3]: "1"}


def test_what_one_has_seen_one_may_change_and_empty(opened: str, li: Desk, wang: Desk) -> None:
    submit(li, ALL, PUBLISHED, RULE)
    seen = ask_drafts.seen(wang, opened)
    empty = blanks(RULE[:3], (BODY, "d", "n_notices"))
    with pytest.raises(Lacking, match="reason"):
        submit(wang, (*ALL[:3], "12"), PUBLISHED, blanks=empty, seen=seen)
    submit(wang, (*ALL[:3], "12"), PUBLISHED, blanks=empty, seen=seen, reason="looked again")
    assert stored(li) == {ALL[:3]: "12", PUBLISHED[:3]: "8"}


def test_a_form_that_is_only_emptied(opened: str, li: Desk) -> None:
    number = submit(li, RULE)
    submit(li, blanks=blanks(RULE[:3]), seen=number, reason="not known")
    assert stored(li) == {}


def test_nothing_to_do_is_said(opened: str, li: Desk) -> None:
    number = submit(li, RULE)
    with pytest.raises(Lacking, match="rows"):
        submit(li, RULE, seen=number)
    with pytest.raises(Lacking, match="rows"):
        submit(li, seen=number)


def test_a_form_brings_nothing_of_others(opened: str, li: Desk) -> None:
    with pytest.raises(Lacking, match="not_of_form"):
        submit(li, ALL, ("310102", "a", "n_all", "1"))
    with pytest.raises(Lacking, match="not_of_form"):
        submit(li, ALL, body="", indicator="b")
    with pytest.raises(Lacking, match="not_of_form"):
        submit(li, RULE, blanks=blanks(("310102", "a", "n_all")))


def test_a_nil_return_is_signed(opened: str, li: Desk) -> None:
    with pytest.raises(Lacking, match="signature"):
        submit(li, NIL)
    submit(li, NIL, signed=True)
    told = ask_observations.history(li, opened, BODY, "d")
    assert told[["status", "person"]].to_numpy().tolist() == [["nil", "li"]]


def test_the_same_form_sent_twice_is_handed_in_once(opened: str, li: Desk) -> None:
    assert submit(li, RULE, key="k") == submit(li, RULE, key="k")
    with pytest.raises(Conflict, match="key_reused"):
        submit(li, (*RULE[:3], "0"), key="k")


@pytest.mark.parametrize("role", ["reporter", "leader", "viewer"])
def test_who_may_not(role: str, opened: str, seat: Callable[..., Desk]) -> None:
    desk = seat(role, body=BODY if role == "reporter" else "")
    for act in (
        lambda: submit(desk, RULE),
        lambda: drafts.save(desk, opened, rows(RULE), body=BODY, seen=0),
        lambda: ask.compare(desk, opened, rows(RULE), seen=0),
        lambda: ask_drafts.find(desk, opened, body=BODY),
    ):
        with pytest.raises(NotPermitted):
            act()


def test_a_sealed_round_takes_neither(opened: str, li: Desk, office: Desk, leader: Desk) -> None:
    edition = boards.compute(office, opened)
    boards.seal(leader, opened, edition.number, sha256=edition.sha256)
    with pytest.raises(Closed):
        submit(li, RULE)
    with pytest.raises(Closed):
        drafts.save(li, opened, rows(RULE), body=BODY, seen=0)


# ---------- carried over from the round before


@pytest.fixture
def years(settings: Settings, office: Desk) -> tuple[str, str, str]:
    """Three rounds, one a year."""
    plan = (settings.catalogues / "small" / "small.toml").read_text(encoding="utf-8")
    bodies = (settings.catalogues / "small" / "bodies.csv").read_text(encoding="utf-8")
    for year in (2010, 2011, 2012):
        folder = settings.catalogues / f"plan-{year}"
        folder.mkdir()
        text = plan.replace("year = 2012", f"year = {year}").replace('"small"', f'"plan-{year}"')
        if year == 2012:  # indicator b has a new code, and a's whole is asked for as a number
            text = text.replace('code = "b"', 'code = "b2"\nformerly = "b"').replace(
                '"n_all", title = { zh = "总数", en = "all" }, type = "int"',
                '"n_all", title = { zh = "总数", en = "all" }, type = "number"',
            )
            text = text.replace("[total]", 'previous = "plan-2011"\n\n[total]')
        (folder / "small.toml").write_text(text, encoding="utf-8")
        (folder / "bodies.csv").write_text(bodies, encoding="utf-8")
        rounds.open(office, str(year), catalogue=f"plan-{year}")
    return "2010", "2011", "2012"


def test_values_of_the_year_before_are_offered_with_their_age(years: tuple[str, str, str], li: Desk) -> None:
    assert carried.forward(li, "2010").empty
    observations.record(li, "2010", rows(PUBLISHED, RULE), source="f")
    offered = carried.forward(li, "2011", body=BODY)
    assert offered[["field", "value", "from_round", "age"]].to_numpy().tolist() == [
        ["n_published", "8", "2010", 1], ["has_rule", "1", "2010", 1],
    ]  # fmt: skip
    assert stored(li, "2011") == {}


def test_what_is_taken_over_keeps_its_age_over_the_years(years: tuple[str, str, str], li: Desk) -> None:
    observations.record(li, "2010", rows(PUBLISHED, RULE, ALL), source="f")
    offered = carried.forward(li, "2011", indicator="b")
    entries.submit(li, "2011", offered, indicator="b", seen=0)
    badges = carried.badges(li, "2011")
    assert badges.to_numpy().tolist() == [[BODY, "b", "", "has_rule", "2010", 1]]
    offered = carried.forward(li, "2012")
    assert offered[["indicator", "from_round", "age"]].to_numpy().tolist() == [["b2", "2010", 2]]
    entries.submit(li, "2012", offered, indicator="b2", seen=0)
    assert carried.badges(li, "2012")[["from_round", "age"]].to_numpy().tolist() == [["2010", 2]]
    assert carried.forward(li, "2012").empty


def test_a_field_that_changed_its_type_is_not_offered(years: tuple[str, str, str], li: Desk) -> None:
    observations.record(li, "2011", rows(ALL, PUBLISHED), source="f")
    assert carried.forward(li, "2012")["field"].tolist() == ["n_published"]


def test_a_value_typed_over_loses_its_badge(years: tuple[str, str, str], li: Desk) -> None:
    observations.record(li, "2010", rows(RULE), source="f")
    entries.submit(li, "2011", carried.forward(li, "2011"), body=BODY, seen=0)
    seen = ask_drafts.seen(li, "2011")
    entries.submit(li, "2011", rows((*RULE[:3], "0")), body=BODY, seen=seen, reason="looked")
    assert carried.badges(li, "2011").empty


@pytest.mark.parametrize("change", ["value", "origin", "body"])
def test_what_is_not_what_was_said_then_cannot_wear_the_badge(
    years: tuple[str, str, str], li: Desk, change: str
) -> None:
    observations.record(li, "2010", rows(RULE, ("310102", "b", "has_rule", "1")), source="f")
    offered = carried.forward(li, "2011", body=BODY)
    forged = {"value": "0", "origin": 999, "body": 2}[change]
    offered["origin" if change == "body" else change] = forged
    with pytest.raises(Lacking, match="origin"):
        entries.submit(li, "2011", offered, body=BODY, seen=0)
    assert stored(li, "2011") == {}


def test_a_reporter_sees_their_own_only(
    years: tuple[str, str, str], li: Desk, seat: Callable[..., Desk]
) -> None:
    observations.record(li, "2010", rows(RULE), source="f")
    entries.submit(li, "2011", carried.forward(li, "2011"), body=BODY, seen=0)
    assert len(carried.badges(seat("reporter", body=BODY), "2011")) == 1
    assert carried.badges(seat("reporter", body="310102"), "2011").empty
    with pytest.raises(NotPermitted):
        carried.badges(seat("reporter", body="310102"), "2011", body=BODY)
    with pytest.raises(NotPermitted):
        carried.forward(seat("reporter", body="310102"), "2011")
