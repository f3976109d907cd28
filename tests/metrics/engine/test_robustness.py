"""Rank bands: the vectorised draws against the engine itself, and what is said of them."""

from __future__ import annotations

import time
from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from metrics.engine.bases import bases, ground
from metrics.engine.board import Board, score
from metrics.engine.draws import SOURCES, draw, varied
from metrics.engine.robustness import HELD, bands, quantiles
from metrics.engine.standings import fixed, shown, standings
from metrics.frames import Facts
from metrics.model import Body, Catalogue, Field, Grade, Indicator, Level, Robustness, Setting, Text, Totals
from tests.bench import plan
from tests.metrics.engine.rescored import by_chance, rescored, unrounded

WIDE = Robustness(
    seed=7,
    weight_spread=0.25,
    judgement_spread={"level": 0.2, "checklist": 0.1, "ratio": 0.05, "value": 0.1},
    draws=400,
)
PLAN = replace(WIDE, judgement_spread={"level": 0.2, "checklist": 0.1})


@pytest.fixture(scope="module")
def round_2012() -> tuple[Board, Facts, Setting]:
    catalogue, setting = plan.plan()
    bodies = plan.bodies(64)
    facts = plan.facts(catalogue, bodies)
    return score(unrounded(catalogue), bodies, facts, setting), facts, setting


def differences(board: Board, facts: Facts, robustness: Robustness, size: int) -> None:
    """Assert that every world of some draws is what the engine makes of it."""
    open_ = varied(board, robustness)
    drawn = draw(board, open_, np.random.default_rng(robustness.seed), size)
    found = bases(ground(board, open_), drawn)
    stood = standings(fixed(board), found[0].T)
    rules = board.catalogue.totals
    free = rules.top.mean == "sum" and not rules.rebase  # the ruler is kept, the engine's grows
    for number in range(size):
        for world, sources in enumerate((SOURCES, *((source,) for source in SOURCES))):
            slow = rescored(board, facts, open_, drawn, number, sources)
            if free:
                still = tuple(source for source in sources if source != "weights")
                ruler = rescored(board, facts, open_, drawn, number, still).totals["full_marks"]
                wanted = slow.totals["points"] / slow.totals["full_marks"] * ruler
            else:
                scale = rules.scale if rules.top.mean == "sum" else slow.totals["full_marks"]
                wanted = slow.totals["points"] / slow.totals["full_marks"] * scale
            assert found[world][:, number] == pytest.approx(wanted.to_numpy(), abs=1e-9, nan_ok=True)
            if world == 0 and not free:
                told = shown(slow)
                if not (told["place"].notna() == shown(board)["place"].notna()).all():
                    continue  # who has no total is not ranked in any draw, though evidence would give one
                assert stood.total[number] == pytest.approx(told["total"].to_numpy(), abs=1e-9, nan_ok=True)
                assert np.array_equal(stood.place[number], told["place"].to_numpy(), equal_nan=True)
                assert (stood.grade[number] == told["grade"].to_numpy()).all()


@pytest.mark.parametrize("seed", range(45))
def test_draws_are_what_the_engine_makes_of_them(seed: int) -> None:
    board, facts = by_chance(seed)
    differences(board, facts, WIDE, 2)


def test_draws_on_the_plan_are_what_the_engine_makes_of_them(
    round_2012: tuple[Board, Facts, Setting],
) -> None:
    board, facts, _ = round_2012
    assert ground(board, varied(board, PLAN)).sums is not None  # the fast way
    differences(board, facts, PLAN, 8)


def test_the_fast_way_and_the_roll_up_agree(
    round_2012: tuple[Board, Facts, Setting],
) -> None:
    board = round_2012[0]
    open_ = varied(board, PLAN)
    drawn = draw(board, open_, np.random.default_rng(1), 50)
    fast = ground(board, open_)
    slow = replace(fast, sums=None)
    assert np.abs(bases(fast, drawn) - bases(slow, drawn)).max() < 1e-9


def test_a_wrong_draw_is_seen(round_2012: tuple[Board, Facts, Setting]) -> None:
    """Control: the same check with one judged share left out of the facts must fail."""
    board, facts, _ = round_2012
    open_ = varied(board, PLAN)
    drawn = draw(board, open_, np.random.default_rng(7), 1)
    found = bases(ground(board, open_), drawn)[0]
    shares = (drawn.shares[0] * 0.9, *drawn.shares[1:])
    slow = rescored(board, facts, open_, replace(drawn, shares=shares), 0)
    assert np.abs(found[:, 0] - slow.totals["base"].to_numpy()).max() > 0.005


@pytest.mark.parametrize("seed", range(40))
def test_with_nothing_open_every_draw_is_the_board(seed: int) -> None:
    board, _ = by_chance(seed)
    open_ = varied(board, Robustness(seed=1))
    drawn = draw(board, open_, np.random.default_rng(1), 2)
    stood = standings(fixed(board), bases(ground(board, open_), drawn)[SOURCES.index("weights") + 1].T)
    told = shown(board)
    for number in range(2):
        assert stood.total[number] == pytest.approx(told["total"].to_numpy(), abs=1e-9, nan_ok=True)
        assert np.array_equal(stood.place[number], told["place"].to_numpy(), equal_nan=True)
        assert (stood.grade[number] == told["grade"].to_numpy()).all()


def test_rounding_at_the_indicator_moves_a_total_by_no_more_than_its_cents() -> None:
    """What the draws leave out: points are rounded after weights are drawn. Bound: half a cent each."""
    catalogue, setting = plan.plan()
    bodies = plan.bodies(64)
    facts = plan.facts(catalogue, bodies)
    board = score(catalogue, bodies, facts, setting)
    open_ = varied(board, PLAN)
    drawn = draw(board, open_, np.random.default_rng(3), 4)
    found = bases(ground(board, open_), drawn)[0]
    bound = 2 * 0.005 * len(catalogue.scored) / board.totals["applicable_points"].to_numpy() * 100 / 0.75
    for number in range(4):
        slow = rescored(board, facts, open_, drawn, number)
        assert (
            np.abs(
                found[:, number] - slow.totals["raw"].add(slow.totals["deductions"]).sub(slow.totals["bonus"])
            )
            < bound
        ).all()


def test_ten_thousand_draws_are_fast_enough_for_a_page() -> None:
    """Asked: half a second of CPU for 64 bodies x 76 indicators (0.3 measured); here twice that will do."""
    catalogue, setting = plan.plan()
    bodies = plan.bodies(64)
    board = score(catalogue, bodies, plan.facts(catalogue, bodies), setting)
    assert catalogue.robustness is not None
    assert (len(board.bodies), len(catalogue.scored), catalogue.robustness.draws) == (64, 76, 10_000)
    spent = []
    for _ in range(3):
        start = time.process_time()
        bands(board, catalogue.robustness)
        spent.append(time.process_time() - start)
    assert min(spent) < 1.0


def test_a_large_round_is_drawn_less_often_but_never_too_little() -> None:
    rule = Robustness(seed=1)
    drawn = {bodies: rule.drawn(bodies) for bodies in (0, 1, 64, 300, 301, 1_000, 3_000, 41_000)}
    assert drawn == {
        0: 10_000, 1: 10_000, 64: 10_000, 300: 10_000, 301: 9_966, 1_000: 3_000, 3_000: 1_000, 41_000: 1_000,
    }  # fmt: skip
    assert replace(rule, draws=400).drawn(41_000) == 400
    assert (rule.sampling(64), rule.sampling(3_000)) == pytest.approx((0.0044, 0.0138), abs=5e-5)


def test_a_band_is_read_off_the_draws_as_the_counts_of_the_places_say() -> None:
    """The first place up to which 5, 50 and 95 % of the draws lie, by counting, also where places repeat."""
    chance = np.random.default_rng(5)
    places = np.round(chance.normal(20, 6, (40, 600))).clip(1, 40).astype(np.float32)
    places[3] = np.nan  # not ranked
    shares = (1 - 0.95, 0.5, 0.95)
    found = quantiles(places, shares)
    for row, drawn in zip(found, places, strict=True):
        reached = [[p for p in range(1, 41) if (drawn <= p).sum() >= share * 600 - 1e-9] for share in shares]
        assert np.isnan(row).all() if np.isnan(drawn).any() else row.tolist() == [one[0] for one in reached]


def test_three_thousand_bodies_are_drawn_in_seconds() -> None:
    """Asked: six seconds of CPU for a round of counties (2.7 measured); here twice that will do."""
    catalogue, setting = plan.plan()
    bodies = plan.bodies(3_000)
    board = score(catalogue, bodies, plan.facts(catalogue, bodies), setting)
    assert catalogue.robustness is not None
    start = time.process_time()
    found = bands(board, catalogue.robustness)
    assert time.process_time() - start < 12.0
    assert (len(found.bodies), found.varied["draws"]) == (3_000, 1_000)
    assert (found.bodies["low"] <= found.bodies["median"]).sum() == found.bodies["low"].notna().sum()


# -- what is said ----------------------------------------------------------------------------------

NAME = Text("名", "name")


def contest(
    *shares: float, missing: tuple[int, ...] = (), robustness: Robustness = WIDE, **totals: object
) -> Board:
    """Bodies with one judged share of 60 points each, and 40 points that are the same for all."""
    number, raw = (Field("x", NAME, "number"),), {"field": "x", "raw": True}
    catalogue = Catalogue(
        code="contest", year=2012, title=NAME, kinds=(), levels=(), nodes=(),
        indicators=(
            Indicator("judged", "", NAME, (), "value", raw, fields=number, marks={"": 60.0}),
            Indicator("same", "", NAME, (), "value", raw, fields=number, marks={"": 40.0}),
        ),
        totals=Totals(top=Level("total", NAME), peers="all", decimals=2, **totals),  # type: ignore[arg-type]
        grades=(Grade("good", NAME, 70), Grade("poor", NAME, 0)),
        robustness=robustness,
    )  # fmt: skip
    codes = [f"b{n}" for n in range(len(shares))]
    keep = [n for n in range(len(shares)) if n not in missing]
    told = pd.DataFrame({"body": codes, "item": "", "nil": False, "x": shares})
    wide = {"judged": told.iloc[keep], "same": told.assign(x=0.5)}
    nothing = pd.DataFrame({"body": [], "indicator": [], "reason": []}, dtype=object)
    bodies = [Body(code, NAME, "any") for code in codes]
    return score(catalogue, bodies, Facts(wide, nothing), Setting(2012))


JUDGED = Robustness(seed=3, judgement_spread={"value": 0.1}, draws=4000)


def test_a_band_is_the_places_of_the_draws() -> None:
    """Two bodies whose shares are drawn from overlapping ranges: the chance is a triangle's area."""
    board = contest(0.50, 0.55, 0.9)
    found = bands(board, JUDGED)
    assert found.bodies.loc["b2", ["place", "low", "high", "group"]].tolist() == [1, 1, 1, 1]
    for body in ("b0", "b1"):
        assert found.bodies.loc[body, ["low", "high", "group"]].tolist() == [2, 3, 2]
    [pair] = found.pairs.to_dict("records")
    assert (pair["body"], pair["other"]) == ("b1", "b0")
    # Ranges 0.40..0.60 and 0.45..0.65, both also move the common half: P = 1 - (0.15 / 0.2)² / 2.
    drawn = replace(JUDGED, judgement_spread={"value": 0.1})
    sure = 1 - 0.75**2 / 2
    noisy = bands(contest(0.50, 0.55), drawn).pairs["ahead"][0]
    assert sure - 0.08 < noisy < sure + 0.03
    assert found.bodies["judgement"].tolist() == pytest.approx([1, 1, 1])


def test_missing_evidence_is_drawn_from_nothing_to_full() -> None:
    board = contest(0.5, 0.5, 0.9, missing=(1,))
    found = bands(board, replace(JUDGED, judgement_spread={}))
    assert found.varied["missing"] == 1
    row = found.bodies.loc["b1"]
    assert (row["total"], row["total_low"], row["total_high"]) == pytest.approx((20, 23, 77), abs=1)
    assert (row["low"], row["high"], row["missing"], row["doubt"] > 5) == (1, 3, 1, True)
    # A share above 0.5 is in front of b0: half of the draws.
    ahead = found.pairs.set_index(["body", "other"])["ahead"]
    assert ahead["b0", "b1"] == pytest.approx(0.5, abs=0.03)
    assert ahead["b2", "b1"] == pytest.approx(0.9, abs=0.02)
    assert found.bodies.loc["b0", "missing"] == 1  # its doubt is that of the peer it stands beside


def test_weights_alone_move_only_who_differs_by_indicator() -> None:
    board = contest(0.5, 0.5, 0.2)
    found = bands(board, replace(WIDE, judgement_spread={}))
    assert found.bodies[["low", "high"]].to_numpy().tolist() == [[1, 1], [1, 1], [3, 3]]
    assert found.pairs["ahead"].tolist() == [0.5]  # equal in every draw
    assert found.bodies["weights"].tolist() == [1, 1, 1]


def test_chances_of_grades_are_counted_and_add_up() -> None:
    board = contest(0.8, 0.84, 1.0)  # totals 68, 70.4, 80; the border is 70
    found = bands(board, JUDGED)
    assert found.grades.sum(axis=1).tolist() == pytest.approx([1, 1, 1])
    assert found.bodies["grade"].tolist() == ["poor", "good", "good"]
    assert 0.5 < found.bodies.loc["b0", "sure"] < 0.75
    assert found.bodies.loc["b2", "sure"] == 1
    assert found.bodies["likely"].tolist() == ["poor", "good", "good"]
    assert (found.grades.idxmax(axis=1) == found.bodies["likely"]).all()


def test_the_same_seed_gives_the_same_bands_and_another_another() -> None:
    board = contest(0.5, 0.55, 0.6, missing=(2,))
    one, two, other = (bands(board, replace(JUDGED, seed=seed)) for seed in (1, 1, 2))
    pd.testing.assert_frame_equal(one.bodies, two.bodies)
    pd.testing.assert_frame_equal(one.pairs, two.pairs)
    assert not one.bodies["total_low"].equals(other.bodies["total_low"])


def test_the_verdict_warns_where_neighbours_cannot_be_told_apart() -> None:
    close = bands(contest(0.50, 0.51, 0.52, 0.53, 0.9), JUDGED).verdicts[0]
    assert (close.supported, close.publish, close.reason.code) == (False, "grades", "order_not_supported")
    wanted = {"bodies": 5, "neighbours": 4, "apart": 1, "share": 0.25, "least": 0.5, "groups": 2}
    assert wanted.items() <= dict(close.reason.numbers).items()
    clear = bands(contest(0.1, 0.4, 0.7, 1.0), JUDGED).verdicts[0]
    assert (clear.supported, clear.publish, clear.reason.code) == (True, "ranking", "order_supported")
    assert clear.reason.numbers["groups"] == 4
    strict = bands(contest(0.50, 0.51, 0.52, 0.53, 0.9), replace(JUDGED, least_apart=0.2)).verdicts[0]
    assert strict.supported


def test_it_says_exactly_what_was_varied() -> None:
    board = contest(0.5, 0.6, missing=(1,))
    found = bands(board, WIDE)
    assert found.varied == {
        "weights": 2, "judgement": 3, "missing": 1, "weight_spread": 0.25,
        "judgement_spread.level": 0.2, "judgement_spread.checklist": 0.1,
        "judgement_spread.ratio": 0.05, "judgement_spread.value": 0.1,
        "draws": 400, "sampling": pytest.approx(2 * (0.95 * 0.05 / 400) ** 0.5), "seed": 7,
        "confidence": 0.95,
    }  # fmt: skip
    assert found.held == HELD


def test_one_body_alone_and_none_at_all() -> None:
    alone = bands(contest(0.5), JUDGED)
    assert alone.bodies.loc["b0", ["low", "high", "group"]].tolist() == [1, 1, 1]
    assert alone.verdicts[0].supported
    assert alone.pairs.empty
    assert bands(contest(), JUDGED).verdicts == ()


def test_who_is_not_ranked_has_no_band_and_no_place_for_others() -> None:
    board = contest(0.5, 0.9, 0.7, thin_base=150)
    found = bands(board, JUDGED)
    assert found.bodies[["place", "low", "high", "group"]].isna().all().all()
    assert found.verdicts == ()
    assert found.bodies["sure"].tolist() == pytest.approx([1, 0.82, 0.98], abs=0.02)  # grades ask no place
