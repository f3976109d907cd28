"""What is new since a look: pieces of news, and what each moved in points and places."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from data.actions import boards, bodies, imports, looks, observations
from data.desk import Desk
from data.queries import boards as ask_boards
from data.queries import imports as ask_imports
from data.queries import rounds
from data.queries.asof import asof
from data.queries.since import MOVED, since
from data.store import audit
from metrics.errors import NotPermitted
from tests.data.handed_in import table
from tests.data.small import DISTRICTS, rows

FIRST, SECOND, LAST = DISTRICTS[0], DISTRICTS[1], DISTRICTS[-1]


def head(desk: Desk) -> int:
    with desk.database.reading() as connection:
        return audit.head(connection).seq


def correct(desk: Desk, code: str, body: str, value: str) -> None:
    given = rows((body, "a", "n_published", value))
    observations.record(desk, code, given, source="mend.csv", replace=True, reason="seen again")


def test_nothing_new(scored: str, leader: Desk) -> None:
    found = since(leader, scored, head(leader))
    assert (found.news, found.earlier, found.moved.empty) == ((), 0, True)


def test_a_correction_says_what_it_moved(scored: str, leader: Desk, evaluator: Desk) -> None:
    seen = head(leader)
    correct(evaluator, scored, LAST, "9")  # 4 of 10 earns nothing, 9 of 10 earns 48
    [one] = since(leader, scored, seen).news
    assert (one.what, one.person, one.cells, one.bodies, len(one.batches)) == (
        "corrected", "evaluator", 1, (LAST,), 1,
    )  # fmt: skip
    assert list(one.moved.columns) == list(MOVED)
    first = one.moved.iloc[0]
    assert (first["body"], first["total_before"], first["total"]) == (LAST, 0.0, 48.0)
    before, after = (first["place_before"], first["place"])
    now = ask_boards.board(leader, scored).totals.set_index("body")
    assert (before, after) == (7, int(now.at[LAST, "place"]))
    overtaken = set(one.moved["body"]) - {LAST}
    assert all(now.at[body, "place"] > 1 for body in overtaken)


def test_acts_of_one_sort_in_a_row_are_one_piece(
    scored: str, leader: Desk, evaluator: Desk, office: Desk
) -> None:
    seen = head(leader)
    correct(evaluator, scored, FIRST, "9")
    correct(evaluator, scored, SECOND, "9")
    bodies.accept_thin_base(office, scored, "B01", reason="seen")
    edition = boards.compute(office, scored)
    correct(evaluator, scored, FIRST, "10")
    found = since(leader, scored, seen)
    assert [(one.what, one.acts) for one in found.news] == [
        ("corrected", 1), ("computed", 1), ("accepted", 1), ("corrected", 2),
    ]  # fmt: skip
    assert found.news[1].edition == edition.number
    assert found.news[1].moved.empty
    assert found.news[2].bodies == ("B01",)
    # Together: what was put back did not move, and what each piece moved is not told again.
    assert FIRST in set(found.news[3].moved["body"])
    assert FIRST not in set(found.moved.loc[found.moved["total"] != found.moved["total_before"], "body"])


def test_an_acceptance_moves_a_place(scored: str, leader: Desk, office: Desk) -> None:
    seen = head(leader)
    bodies.accept_thin_base(office, scored, "B01", reason="seen")
    [one] = since(leader, scored, seen).news
    moved = one.moved.set_index("body").loc["B01"]
    assert moved["place_before"] != moved["place_before"]  # no place before
    assert moved["place"] == 1
    assert moved["total"] == moved["total_before"]


def test_a_withdrawal(scored: str, leader: Desk, evaluator: Desk) -> None:
    seen = head(leader)
    cells = rows((FIRST, "b", "has_rule", ""))[["body", "indicator", "item", "field"]]
    observations.withdraw(evaluator, scored, cells, reason="not theirs")
    [one] = since(leader, scored, seen).news
    assert (one.what, one.cells, one.bodies) == ("withdrawn", 1, (FIRST,))
    assert one.moved.iloc[0]["total"] < one.moved.iloc[0]["total_before"]


def test_the_first_look_has_news_but_no_moves(scored: str, leader: Desk) -> None:
    found = since(leader, scored, 0)
    assert [one.what for one in found.news] == ["handed_in", "opened"]
    assert all(one.moved.empty for one in found.news)
    assert found.moved.empty


def test_a_reporter_hears_of_their_own_body_only(
    scored: str, evaluator: Desk, seat: Callable[..., Desk]
) -> None:
    reporter = seat("reporter", body=LAST)
    seen = head(reporter)
    correct(evaluator, scored, FIRST, "9")  # moves neither the last one's total nor its place
    assert since(reporter, scored, seen).news == ()
    correct(evaluator, scored, LAST, "9")
    [one] = since(reporter, scored, seen).news
    assert (one.bodies, one.cells, set(one.moved["body"])) == ((LAST,), 1, {LAST})
    [first] = since(reporter, scored, 0).news[-1:]
    assert (first.what, first.cells) == ("handed_in", 2)  # the two of their own, of all that came in


def test_a_file_handed_in_twice_is_one_piece_of_news(scored: str, leader: Desk, evaluator: Desk) -> None:
    seen = head(leader)
    content = table(("B02", "b", "has_rule", "1"))
    for _ in range(2):
        imports.commit(evaluator, ask_imports.preview(evaluator, scored, content, "x.csv"))
    [one] = since(leader, scored, seen).news
    assert (one.what, one.acts, one.cells) == ("handed_in", 1, 1)


def test_what_one_was_told_is_not_what_another_may_know(
    scored: str, leader: Desk, evaluator: Desk, seat: Callable[..., Desk]
) -> None:
    seen = head(leader)
    correct(evaluator, scored, LAST, "9")
    assert since(leader, scored, seen).news[0].bodies == (LAST,)
    assert since(seat("reporter", body=LAST), scored, seen).news[0].bodies == (LAST,)
    assert all(LAST not in one.bodies for one in since(seat("reporter", body=FIRST), scored, seen).news)


def test_what_concerns_a_body_is_not_lost_behind_what_does_not(
    scored: str, evaluator: Desk, office: Desk, seat: Callable[..., Desk]
) -> None:
    reporter = seat("reporter", body=LAST)
    seen = head(reporter)
    correct(evaluator, scored, LAST, "9")
    for value in ("8", "9", "8", "9"):  # two pieces each: what two people do in turn is not one
        correct(evaluator, scored, FIRST, value)
        correct(office, scored, SECOND, value)
    told = since(reporter, scored, seen)
    assert [one.bodies for one in told.news if one.bodies] == [(LAST,)]
    assert told.earlier == 0
    for value in ("8", "9") * 4:
        correct(evaluator, scored, LAST, value)
        correct(office, scored, LAST, "7")
    told = since(reporter, scored, seen)
    assert len([one for one in told.news if one.bodies]) == 6
    assert told.earlier == 17 - 6


def test_a_viewer_may_not_ask(scored: str, leader: Desk, office: Desk, seat: Callable[..., Desk]) -> None:
    edition = boards.compute(office, scored)
    boards.seal(leader, scored, edition.number, sha256=edition.sha256)
    with pytest.raises(NotPermitted):
        since(seat("viewer"), scored, 0)


def test_as_of_now_is_the_board_of_the_moment(scored: str, leader: Desk, office: Desk) -> None:
    bodies.accept_thin_base(office, scored, "B01", reason="seen")
    one = rounds.find(leader, scored)
    now = ask_boards.board(leader, scored)
    with leader.database.reading() as connection:
        then = asof(leader, connection, one, now.catalogue, head(leader))
    assert then.totals.equals(now.totals)
    assert then.points.equals(now.points)


def test_a_look_and_what_is_new_since(scored: str, leader: Desk, evaluator: Desk) -> None:
    looks.note(leader, scored, "monday")
    correct(evaluator, scored, LAST, "9")
    look = looks.note(leader, scored, "tuesday")
    assert look.seen_before is not None
    assert [one.what for one in since(leader, scored, look.seen_before).news] == ["corrected"]
