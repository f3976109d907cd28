"""Two rounds side by side: parts that add up, seals that hold, names that a reporter does not see."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np
import pandas as pd
import pytest

from data.actions import boards as act
from data.actions import observations, rounds
from data.desk import Desk
from data.queries import boards, changes
from data.queries.changes import Years
from data.settings import Settings
from metrics.engine.changes import SWITCHES
from metrics.errors import NotFound, NotPermitted
from tests.data.small import BUREAUS, CATALOGUE, DISTRICTS, rows

OWN = "310103"
PUBLISHED = (9, 10, 9, 8, 7, 6, 4)
# The later plan: all is full at 90 %, b is dropped, c is added; 310102 went into 310101, B03 is new.
NEXT = (
    CATALOGUE.replace('code = "small"', 'code = "next"\nprevious = "small"')
    .replace("year = 2012", "year = 2013")
    .replace("full_at = 1.0", "full_at = 0.9")
    .replace('code = "b"', 'code = "c"')
)


@pytest.fixture
def both(settings: Settings, scored: str, office: Desk, evaluator: Desk) -> tuple[str, str]:
    """Codes of two rounds: 2012 as it is scored elsewhere in these tests, 2013 on the later plan."""
    folder = settings.catalogues / "next"
    folder.mkdir()
    (folder / "next.toml").write_text(NEXT, encoding="utf-8")
    lines = ["code,name_zh,name_en,kind,traits,succeeds"]
    lines += [
        f"{code},区{code},District {code},district,," for code in DISTRICTS if code not in DISTRICTS[:2]
    ]
    lines += [f"{DISTRICTS[0]},新区,New,district,,{DISTRICTS[1]}"]
    lines += [f"{code},局{code},Bureau {code},bureau,," for code in ("B01", "B03")]
    (folder / "bodies.csv").write_text("\n".join(lines), encoding="utf-8")
    rounds.open(office, "2013", catalogue="next")
    given = [(code, "a", "n_all", "10") for code in DISTRICTS if code != DISTRICTS[1]]
    given += [
        (code, "a", "n_published", str(n))
        for code, n in zip(DISTRICTS, PUBLISHED, strict=True)
        if code != DISTRICTS[1]
    ]
    given += [(code, "c", "has_rule", "1") for code in DISTRICTS[2:]]
    observations.record(evaluator, "2013", rows(*given), source="next.csv")
    return scored, "2013"


def by_body(found: Years) -> pd.DataFrame:
    return found.bodies.set_index("body")


def seal(office: Desk, leader: Desk, code: str) -> None:
    edition = act.compute(office, code)
    act.seal(leader, code, edition.number, sha256=edition.sha256)


def test_the_parts_add_up_to_the_difference_of_the_two_boards(both: tuple[str, str], evaluator: Desk) -> None:
    found = changes.changes(evaluator, *both)
    table = by_body(found)
    gap = table[list(SWITCHES)].sum(axis=1, skipna=False) - table["difference"]
    assert table[list(SWITCHES)].notna().all(axis=1).sum() == 7  # but for B03, which is new
    assert gap.abs().max() < 1e-9
    for column, code in (("before", both[0]), ("after", both[1])):
        totals = boards.board(evaluator, code).totals.set_index("body")["total"]
        same = [body for body in table.index if body in totals.index and table["how"][body] == "same"]
        assert table.loc[same, column].tolist() == pytest.approx(totals[same].tolist())


def test_who_published_as_much_as_before_owes_the_difference_to_rules_alone(
    both: tuple[str, str], evaluator: Desk
) -> None:
    """310104: 8 of 10 in both years; a gives 36 of 60 in the first and 45 in the second, c stands for b."""
    row = by_body(changes.changes(evaluator, *both)).loc["310104"]
    assert (row["before"], row["after"]) == (76, 85)
    assert row["rules"] == pytest.approx(9)
    assert row[["own", "organisation"]].tolist() == pytest.approx([0, 0])
    means = changes.changes(evaluator, *both).means.set_index("kind")
    assert means.loc["district", "up_by_rules"] >= 1
    assert means.loc["district", "bodies"] == 6


def test_mergers_new_bodies_and_those_that_are_gone_are_told(both: tuple[str, str], evaluator: Desk) -> None:
    found = changes.changes(evaluator, *both)
    table = by_body(found)
    assert table.loc[DISTRICTS[0], ["how", "origin", "broken"]].tolist() == [
        "merged", "310101;310102", True,
    ]  # fmt: skip
    assert table.loc[DISTRICTS[0], "before"] == 99.0  # the mean of 100 and 98
    assert table.loc["B03", "how"] == "new"
    assert [body.code for body in found.gone] == ["B02"]
    assert found.names["310102"].name.zh == "区310102"


def test_the_indicators_of_both_years_are_told(both: tuple[str, str], evaluator: Desk) -> None:
    told = changes.changes(evaluator, *both).items.set_index("change")
    assert told.loc["dropped", "code_before"] == "b"
    assert told.loc["added", "code_after"] == "c"
    assert told.loc["changed", "code_after"] == "a"
    assert told.loc["kept", "code_after"] == "d"
    assert told.loc["changed", "share_before"] == pytest.approx(np.mean([1, 1, 0.8, 0.6, 0.4, 0.2, 0]))


def test_the_indicators_of_one_body_in_both_years(both: tuple[str, str], evaluator: Desk) -> None:
    own = changes.items(evaluator, *both, OWN).set_index("change")
    assert own.loc["changed", ["share_before", "share_after"]].tolist() == pytest.approx([0.8, 1.0])
    assert own.loc["changed", ["points_before", "points_after"]].tolist() == pytest.approx([48, 60])
    assert own.loc["dropped", "status_after"] != own.loc["dropped", "status_after"]  # not in that plan
    united = changes.items(evaluator, *both, DISTRICTS[0]).set_index("change")
    assert united.loc["changed", "points_before"] == 60
    assert united.loc["added", "status_after"] == "missing"
    with pytest.raises(NotFound):
        changes.items(evaluator, *both, "nobody")


def test_an_answer_follows_the_record(both: tuple[str, str], evaluator: Desk) -> None:
    first = by_body(changes.changes(evaluator, *both)).loc[OWN, "after"]
    observations.record(evaluator, both[1], rows((OWN, "d", "n_notices", "1")), source="late.csv")
    assert by_body(changes.changes(evaluator, *both)).loc[OWN, "after"] == first - 2


def test_an_answer_is_worked_out_once(both: tuple[str, str], evaluator: Desk, office: Desk) -> None:
    worlds: list[int] = []

    def told(known: int, of: int) -> None:
        worlds.append(known)

    changes.changes(evaluator, *both, told=told)
    assert worlds[-1] == 16
    worlds.clear()
    changes.changes(office, *both, told=told)
    assert worlds == []
    observations.record(evaluator, both[0], rows((OWN, "d", "n_notices", "1")), source="late.csv")
    changes.changes(office, *both, told=told)  # control: another record, another answer
    assert worlds[-1] == 16


def test_frames_are_lent(both: tuple[str, str], evaluator: Desk) -> None:
    lent = changes.changes(evaluator, *both)
    lent.bodies.loc[:, "own"] = 99.0
    lent.items.loc[:, "change"] = "spoilt"
    again = changes.changes(evaluator, *both)
    assert (again.bodies["own"] != 99).all()
    assert "spoilt" not in set(again.items["change"])


def test_a_sealed_year_is_compared_as_it_was_sealed(
    both: tuple[str, str], evaluator: Desk, office: Desk, leader: Desk, seat: Callable[..., Desk]
) -> None:
    """And what has not changed is still seen as unchanged when one plan comes out of an edition."""
    loose = changes.changes(evaluator, *both)
    seal(office, leader, both[0])
    held = changes.changes(evaluator, *both)
    assert held.earlier.sealed
    assert not held.later.sealed
    pd.testing.assert_frame_equal(loose.bodies, held.bodies)
    pd.testing.assert_frame_equal(loose.items, held.items)
    with pytest.raises(NotPermitted):  # the later one is not published
        changes.changes(seat("viewer"), *both)
    seal(office, leader, both[1])
    assert len(changes.changes(seat("viewer"), *both).bodies) == len(loose.bodies)


def test_a_reporter_sees_their_own_parts_and_peers_without_names(
    both: tuple[str, str], seat: Callable[..., Desk]
) -> None:
    found = changes.changes(seat("reporter", body=OWN), *both)
    assert found.bodies["body"].tolist().count(OWN) == 1
    others = found.bodies[found.bodies["body"] != OWN]
    assert others["body"].str.startswith("#").all()
    assert others[[*SWITCHES, "difference"]].isna().all().all()
    assert (others[["how", "origin"]] == "").all().all()
    own = found.bodies[found.bodies["body"] == OWN].iloc[0]
    assert own[list(SWITCHES)].sum() == pytest.approx(own["difference"])
    assert found.gone == ()
    assert set(found.names) == {OWN}
    assert set(found.means["kind"]) == {"district"}  # two bureaus are too few to hide behind
    for code in {*DISTRICTS, *BUREAUS} - {OWN}:
        assert code not in found.bodies.to_json()
    with pytest.raises(NotPermitted):
        changes.items(seat("reporter", body=OWN), *both, "310104")


def test_a_reporters_numbers_of_peers_are_those_of_the_board(
    both: tuple[str, str], seat: Callable[..., Desk]
) -> None:
    desk = seat("reporter", body=OWN)
    shown = boards.board(desk, both[1]).totals.set_index("body")["total"]
    found = by_body(changes.changes(desk, *both))["after"]
    assert found.to_dict() == pytest.approx(shown.astype(float).to_dict(), nan_ok=True)


def test_the_rounds_to_compare_with(
    both: tuple[str, str], evaluator: Desk, seat: Callable[..., Desk]
) -> None:
    assert [one.code for one in changes.before(evaluator, both[1])] == [both[0]]
    assert changes.before(evaluator, both[0]) == ()
    with pytest.raises(NotPermitted):
        changes.before(seat("viewer"), both[1])
