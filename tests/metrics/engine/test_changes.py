"""What really changed: parts that add up, whatever changed at once, and that say what they are called."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date
from random import Random
from typing import Any

import numpy as np
import pandas as pd
import pytest

from metrics.engine.board import score
from metrics.engine.changes import SWITCHES, Changes, all_worlds, changes, paired
from metrics.engine.crosswalk import crosswalk
from metrics.engine.lineage import lineage
from metrics.engine.mixed import Column, Pair, Placed, Run, World
from metrics.frames import OBSERVATIONS, Facts, widen
from metrics.model import Body, Catalogue, Field, Grade, Indicator, Level, Node, Setting, Text, Totals
from tests.metrics.chance import rows_of, some_bodies
from tests.metrics.chance_catalogue import catalogue_by, indicator
from tests.metrics.engine.rescored import SETTING

NAME = Text("名", "name")
COUNTS = (Field("n", NAME, "int"), Field("d", NAME, "int"))
NUMBER = (Field("x", NAME, "number"),)


# -- by chance: everything changes at once ---------------------------------------------------------


def two_years(seed: int) -> tuple[Run, Run]:
    """A catalogue by chance and the next year's: other marks, means and rules, codes dropped, added and
    renamed; bodies merged, renamed, new and gone."""
    chance = Random(seed)
    old = catalogue_by(chance)
    bodies = some_bodies(chance, [kind.code for kind in old.kinds], chance.randint(4, 8))
    return _run(old, bodies, chance, 2012), _run(_next(old, chance), _later(bodies, chance), chance, 2013)


def _run(catalogue: Catalogue, bodies: list[Body], chance: Random, year: int) -> Run:
    rows = pd.DataFrame(rows_of(catalogue, bodies, chance), columns=list(OBSERVATIONS), dtype=object)
    facts, setting = widen(rows, catalogue), replace(SETTING, year=year)
    return Run(score(catalogue, bodies, facts, setting), facts, setting)


def _next(old: Catalogue, chance: Random) -> Catalogue:
    kinds = tuple(kind.code for kind in old.kinds)
    read = {one.reads for one in old.indicators}
    kept = []
    for one in old.indicators:
        free = one.code not in read and not one.reads
        if free and chance.random() < 0.15:
            continue
        if free and one.role == "scored" and chance.random() < 0.4:
            other = indicator(one.code, kinds, old.levels, old.nodes, chance)
            # Half of them keep their rule and facts, so that one year's facts fit the other's rule.
            same = {name: getattr(one, name) for name in ("rule", "params", "params_by_kind", "fields")}
            one = replace(other, **same) if chance.random() < 0.5 else other
        if free and chance.random() < 0.2:
            one = replace(one, code=f"{one.code}new", formerly=one.code)
        kept.append(one)
    kept.append(indicator("extra", kinds, old.levels, old.nodes, chance))
    totals = replace(old.totals, decimals=chance.choice((None, 2)), rescale=chance.choice(("", "minmax")))
    levels = tuple(replace(level, decimals=chance.choice((None, 1))) for level in old.levels)
    return replace(old, code="next", year=2013, indicators=tuple(kept), totals=totals, levels=levels)


def _later(bodies: list[Body], chance: Random) -> list[Body]:
    first, second, third, *rest = bodies
    later = [replace(first, succeeds=(second.code,))]
    later.append(replace(third, code="renamed", succeeds=(third.code,)) if chance.random() < 0.5 else third)
    later += [replace(body, traits=frozenset(), group="moved") for body in rest[:-1]]
    return [*later, replace(first, code="fresh", succeeds=())]


EMPTY = (12, 13)  # rounds in which no body has a total in every world


@pytest.mark.parametrize("seed", range(16))
def test_the_parts_add_up_to_the_difference(seed: int) -> None:
    earlier, later = two_years(seed)
    found = changes(earlier, later).bodies
    whole = found[list(SWITCHES)].notna().all(axis=1)
    assert whole.any() == (seed not in EMPTY)
    gap = found.loc[whole, list(SWITCHES)].sum(axis=1) - found.loc[whole, "difference"]
    assert (gap.abs() < 1e-9).all()
    totals = later.board.totals.set_index("body")["total"]
    assert found["after"].equals(totals.reindex(found.index).astype(float).rename("after"))
    old = earlier.board.totals.set_index("body")["total"]
    for body, row in found.iterrows():
        origin = [code for code in row["origin"].split(";") if code]
        wanted = old.reindex(origin).mean() if origin else np.nan
        assert row["before"] == pytest.approx(wanted, abs=1e-12, nan_ok=True), body
        assert (row["how"] == "new") == (not origin)


def one_at_a_time(worlds: Mapping[frozenset[str], pd.Series[float]]) -> pd.DataFrame:
    """The naive story: each switch turned alone, from last year."""
    start = worlds[frozenset()]
    return pd.DataFrame({name: worlds[frozenset({name})] - start for name in SWITCHES})


def test_turning_one_switch_at_a_time_does_not_add_up() -> None:
    """Control: the same check fails for the naive way, on many of the same rounds."""
    failing = 0
    for seed in range(8):
        earlier, later = two_years(seed)
        worlds = all_worlds(paired(earlier, later))
        difference = worlds[frozenset(SWITCHES)] - worlds[frozenset()]
        failing += int((one_at_a_time(worlds).sum(axis=1, skipna=False) - difference).abs().max() > 1e-6)
    assert failing > 4


@pytest.mark.parametrize("seed", range(8))
def test_two_equal_years_have_no_difference_and_no_parts(seed: int) -> None:
    earlier, _ = two_years(seed)
    found = changes(earlier, earlier).bodies
    assert (found["difference"].dropna() == 0).all()
    assert (found[list(SWITCHES)].dropna() == 0).all().all()
    assert set(found["how"]) == {"same"}


class Anew(Pair):
    """Two years whose every column is scored again, in every world."""

    def _known(self, one: Placed, world: World) -> None:
        return None


def anew(earlier: Run, later: Run) -> Pair:
    """Such a pair."""
    pair = paired(earlier, later)
    return Anew(pair.earlier, pair.later, pair.pairs, pair.line)


@pytest.mark.parametrize("seed", range(12))
def test_columns_that_are_known_already_are_those_that_scoring_gives(seed: int) -> None:
    """From the boards or from another world: no total differs from scoring everything again."""
    quick, slow = all_worlds(paired(*two_years(seed))), all_worlds(anew(*two_years(seed)))
    for world, totals in slow.items():
        pd.testing.assert_series_equal(quick[world], totals, check_exact=False, rtol=0, atol=1e-9)


def test_a_known_column_that_were_another_years_would_be_found_out() -> None:
    """Control: with the earlier year's columns for the later one the same comparison fails."""

    class Careless(Pair):
        def _known(self, one: Placed, world: World) -> Column | None:
            return super()._known(one, replace(world, own=False, organisation=False))

    found = 0
    for seed in range(4):
        pair = paired(*two_years(seed))
        wrong = Careless(pair.earlier, pair.later, pair.pairs, pair.line)
        try:
            totals = all_worlds(wrong)
        except (ValueError, IndexError):  # other bodies
            found += 1
            continue
        right = all_worlds(pair)
        found += any(not totals[world].equals(right[world]) for world in right)
    assert found == 4


def test_the_worlds_are_told_as_they_are_known() -> None:
    told: list[tuple[int, int]] = []
    changes(*two_years(0), told=lambda known, of: told.append((known, of)))
    assert told == [(known, 16) for known in range(3, 17)]


@pytest.mark.parametrize("seed", range(8))
def test_a_world_of_one_year_alone_is_that_years_board(seed: int) -> None:
    """The mixing itself, without the shortcut through the boards: turned all or none it changes nothing."""
    earlier, later = two_years(seed)
    pair = anew(earlier, later)
    for run, late in ((earlier, False), (later, True)):
        made = pair.score(World(late, late, late, late))
        wanted = run.board.totals.set_index("body")["total"]
        if any(one.missing in FILLING or one.not_applicable in FILLING for one in run.board.catalogue.scored):
            continue  # a filled score is handed in as it was, which a threshold of availability sees
        assert made.to_numpy() == pytest.approx(wanted.to_numpy(), abs=1e-9, nan_ok=True)


FILLING = ("group_mean", "group_median", "kind_mean", "kind_median", "mean", "median")


# -- by hand ---------------------------------------------------------------------------------------


def ratio(code: str, marks: float, zero_at: float = 0.0, **more: Any) -> Indicator:
    params = {"num": "n", "den": "d", "full_at": 1.0, "zero_at": zero_at}
    return Indicator(
        code, more.pop("node", ""), NAME, (), "ratio", params, fields=COUNTS, marks={"": marks}, **more
    )


def plan(*indicators: Indicator, year: int = 2012, **more: Any) -> Catalogue:
    tree = {"levels": (), "nodes": (), "totals": Totals(top=Level("total", NAME), peers="all"), **more}
    return Catalogue(
        code=str(year), year=year, title=NAME, kinds=(), indicators=indicators,
        grades=(Grade("g", NAME, 0),), **tree,
    )  # fmt: skip


def run(
    catalogue: Catalogue,
    told: Mapping[str, Mapping[str, tuple[int, int]]],
    bodies: list[Body] | None = None,
    refused: tuple[tuple[str, str], ...] = (),
) -> Run:
    """told: indicator -> body -> (n, d)."""
    wide = {
        code: pd.DataFrame([(b, "", False, float(n), float(d)) for b, (n, d) in own.items()],
                           columns=["body", "item", "nil", "n", "d"])
        for code, own in told.items()
    }  # fmt: skip
    gone = pd.DataFrame(refused, columns=["body", "indicator"]).assign(reason="无此业务")
    codes = sorted({body for own in told.values() for body in own} | {body for body, _ in refused})
    setting, facts = Setting(catalogue.year), Facts(wide, gone)
    board = score(catalogue, bodies or [Body(code, NAME, "any") for code in codes], facts, setting)
    return Run(board, facts, setting)


def parts(found: Changes, body: str) -> list[float]:
    return [round(float(found.bodies.loc[body, name]), 9) for name in SWITCHES]


OLD = {"a": {"x": (50, 100)}, "b": {"x": (80, 100)}}
NEW = {"a": {"x": (70, 100)}, "b": {"x": (80, 100)}}


def test_only_facts_changed() -> None:
    catalogue = plan(ratio("a", 60), ratio("b", 40))
    found = changes(run(catalogue, OLD), run(replace(catalogue, year=2013), NEW))
    assert parts(found, "x") == [12, 0, 0, 0]
    assert found.indicators["change"].tolist() == ["kept", "kept"]


def test_only_a_threshold_changed() -> None:
    before, after = (
        plan(ratio("a", 60), ratio("b", 40)),
        plan(ratio("a", 60, zero_at=0.25), ratio("b", 40), year=2013),
    )
    found = changes(run(before, OLD), run(after, OLD))
    assert parts(found, "x") == [0, -10, 0, 0]  # (0.5 - 0.25) / 0.75 of 60 is 20, not 30
    assert found.indicators["change"].tolist() == ["changed", "kept"]


def test_only_marks_changed() -> None:
    before, after = plan(ratio("a", 60), ratio("b", 40)), plan(ratio("a", 40), ratio("b", 60), year=2013)
    assert parts(changes(run(before, OLD), run(after, OLD)), "x") == [0, 6, 0, 0]


def test_an_indicator_dropped_and_one_added() -> None:
    before, after = plan(ratio("a", 60), ratio("b", 40)), plan(ratio("a", 60), ratio("c", 40), year=2013)
    found = changes(run(before, OLD), run(after, {"a": OLD["a"], "c": {"x": (30, 100)}}))
    assert parts(found, "x") == [0, 0, -20, 0]
    told = found.indicators.set_index("change")
    assert (told.loc["dropped", "code_before"], told.loc["added", "code_after"]) == ("b", "c")


def test_performance_and_threshold_together_share_their_interplay_evenly() -> None:
    before, after = plan(ratio("a", 100)), plan(ratio("a", 100, zero_at=0.5), year=2013)
    found = changes(run(before, {"a": {"x": (60, 100)}}), run(after, {"a": {"x": (90, 100)}}))
    # 60 -> 80. Facts first: +30 then -10; rules first: -40 then +60. Means: 45 and -25.
    assert parts(found, "x") == [45, -25, 0, 0]
    naive = one_at_a_time(
        all_worlds(paired(run(before, {"a": {"x": (60, 100)}}), run(after, {"a": {"x": (90, 100)}})))
    )
    assert naive.loc["x"].sum() == pytest.approx(30 - 40)
    assert found.bodies.loc["x", "difference"] == pytest.approx(20)


def test_a_code_may_be_renamed_and_another_take_its_place() -> None:
    before = plan(ratio("a", 60), ratio("b", 40))
    after = plan(ratio("b", 60, formerly="a"), ratio("c", 40, formerly="b"), year=2013)
    found = changes(run(before, OLD), run(after, {"b": OLD["a"], "c": OLD["b"]}))
    assert parts(found, "x") == [0, 0, 0, 0]
    assert found.indicators["change"].tolist() == ["moved", "moved"]


def test_facts_that_the_other_rule_cannot_read_stand_in_with_their_result() -> None:
    """Half of 60 points by counting, then 0.9 of 60 by an expert: all own, as the rule cannot be tried."""
    expert = Indicator(
        "a", "", NAME, (), "value", {"field": "x", "raw": True}, fields=NUMBER, marks={"": 60.0}
    )
    before, after = plan(ratio("a", 60), ratio("b", 40)), plan(expert, ratio("b", 40), year=2013)
    later = run(after, {"b": OLD["b"]}, [Body("x", NAME, "any")])
    judged = pd.DataFrame({"body": ["x"], "item": "", "nil": False, "x": [0.9]})
    facts = Facts({**later.facts.wide, "a": judged}, later.facts.not_applicable)
    later = Run(score(after, later.board.bodies, facts, later.setting), facts, later.setting)
    found = changes(run(before, OLD), later)
    assert parts(found, "x") == [24, 0, 0, 0]
    assert found.indicators["readable"].tolist() == [False, True]


def test_a_due_day_moves_with_the_year_of_the_facts() -> None:
    """The report for 2012 by 31 March 2013, that for 2013 by 31 March 2014: nothing changed."""
    timely = Indicator(
        "a", "", NAME, (), "timeliness", {"date": "at", "due": "Y+1-03-31", "zero_late": 20},
        fields=(Field("at", NAME, "date"),), marks={"": 100.0},
    )  # fmt: skip

    def year(number: int, day: str, marks: float) -> Run:
        catalogue = plan(replace(timely, marks={"": marks}), year=number)
        table = pd.DataFrame(
            {"body": ["x"], "item": "", "nil": False, "at": np.array([day], dtype="datetime64[s]")}
        )
        facts, setting = (
            Facts({"a": table}, pd.DataFrame({"body": [], "indicator": [], "reason": []})),
            Setting(number),
        )
        return Run(score(catalogue, [Body("x", NAME, "any")], facts, setting), facts, setting)

    found = changes(year(2012, "2013-04-10", 100.0), year(2013, "2014-04-10", 50.0))
    assert parts(found, "x") == [0, 0, 0, 0]
    assert 0 < found.bodies.loc["x", "before"] < 100
    later = changes(year(2012, "2013-04-10", 100.0), year(2013, "2014-04-05", 100.0))
    assert parts(later, "x")[0] > 0
    assert parts(later, "x")[1:] == [0, 0, 0]


# -- organisation ----------------------------------------------------------------------------------

EAST, WEST = Body("e", NAME, "any"), Body("w", NAME, "any")
UNITED = replace(EAST, succeeds=("w",), since=date(2013, 1, 1))


def test_a_merger_is_bridged_by_the_mean_and_its_pooling_is_organisation() -> None:
    """50 of 100 and 9 of 10: 70 on the mean, 59 of 110 pooled; nothing else changed."""
    catalogue = plan(ratio("a", 100))
    old = {"a": {"e": (50, 100), "w": (9, 10)}}
    found = changes(
        run(catalogue, old, [EAST, WEST]),
        run(replace(catalogue, year=2013), {"a": {"e": (59, 110)}}, [UNITED]),
    )
    row = found.bodies.loc["e"]
    assert (row["before"], row["how"], row["origin"], row["broken"]) == (70, "merged", "e;w", True)
    pooled = 59 / 110 * 100
    assert row["difference"] == pytest.approx(pooled - 70)
    # Own performance: the merged figures for both halves; organisation: pooling. They share the change.
    assert sum(parts(found, "e")) == pytest.approx(pooled - 70)
    worlds = all_worlds(
        paired(run(catalogue, old, [EAST, WEST]), run(catalogue, {"a": {"e": (59, 110)}}, [UNITED]))
    )
    assert worlds[frozenset({"organisation"})]["e"] == pytest.approx(pooled)
    assert worlds[frozenset({"own"})]["e"] == pytest.approx(pooled)
    assert parts(found, "e") == pytest.approx([(pooled - 70) / 2, 0, 0, (pooled - 70) / 2])


def test_merging_two_that_are_alike_changes_nothing() -> None:
    catalogue = plan(ratio("a", 60), ratio("b", 40))
    both = {code: {"e": own["x"], "w": own["x"]} for code, own in OLD.items()}
    pooled = {code: {"e": (2 * own["x"][0], 2 * own["x"][1])} for code, own in OLD.items()}
    found = changes(run(catalogue, both, [EAST, WEST]), run(replace(catalogue, year=2013), pooled, [UNITED]))
    assert parts(found, "e") == [0, 0, 0, 0]
    assert found.bodies.loc["e", "broken"]


def test_who_was_renamed_keeps_its_line_and_who_is_new_or_gone_is_told() -> None:
    catalogue = plan(ratio("a", 100))
    before = run(catalogue, {"a": {"x": (50, 100), "old": (40, 100)}})
    bodies = [Body("y", NAME, "any", succeeds=("x",)), Body("fresh", NAME, "any")]
    found = changes(before, run(catalogue, {"a": {"y": (60, 100), "fresh": (1, 100)}}, bodies))
    assert parts(found, "y") == [10, 0, 0, 0]
    assert found.bodies.loc["y", ["how", "origin", "broken"]].tolist() == ["renamed", "x", True]
    assert found.bodies.loc["fresh", "how"] == "new"
    assert found.bodies.loc["fresh", ["before", *SWITCHES]].isna().all()
    assert found.gone == ("old",)


def test_a_mark_gained_is_organisation() -> None:
    """A district made pilot is measured by one indicator more."""
    catalogue = plan(ratio("a", 60), ratio("p", 40, trait="pilot"))
    told = {"a": {"x": (50, 100)}, "p": {"x": (0, 100)}}
    plain, pilot = Body("x", NAME, "any"), Body("x", NAME, "any", traits=frozenset({"pilot"}))
    without = {"a": told["a"]}
    found = changes(run(catalogue, without, [plain]), run(catalogue, told, [pilot]))
    assert found.bodies.loc["x", ["before", "after"]].tolist() == [50, 30]
    # Last year's facts have no pilot figure: not measured is not applicable, never a zero.
    assert parts(found, "x") == [-10, 0, 0, -10]


def test_what_did_not_apply_last_year_is_no_zero_under_this_years_rules() -> None:
    """From pilots only to all: nobody is charged for what was never asked of it."""
    before = plan(ratio("a", 60), ratio("p", 40, trait="pilot"))
    after = plan(ratio("a", 60), ratio("p", 40), year=2013)
    found = changes(
        run(before, {"a": {"x": (50, 100)}}), run(after, {"a": {"x": (50, 100)}, "p": {"x": (100, 100)}})
    )
    assert found.bodies.loc["x", ["before", "after"]].tolist() == [50, 70]
    assert parts(found, "x") == [10, 10, 0, 0]


def test_the_lineage_of_bodies() -> None:
    a, b, c = (Body(code, NAME, "any") for code in "abc")
    line = lineage(
        [a, b, c],
        [replace(a, succeeds=("b",)), Body("d", NAME, "any", succeeds=("c",)), Body("n", NAME, "any")],
    )
    assert line.before == {"a": ("a", "b"), "d": ("c",), "n": ()}
    assert [line.how(code) for code in "adn"] == ["merged", "renamed", "new"]
    assert line.gone == ()
    # Named long ago, but still there on its own: it went on by itself.
    assert lineage([a, b], [replace(a, succeeds=("b",)), b]).before == {"a": ("a",), "b": ("b",)}
    split = lineage([a], [Body("p", NAME, "any", succeeds=("a",)), Body("q", NAME, "any", succeeds=("a",))])
    assert [split.how(code) for code in "pq"] == ["split", "split"]
    assert lineage([a, b], [a]).gone == ("b",)


def test_a_split_body_has_its_origin_twice() -> None:
    catalogue = plan(ratio("a", 100))
    two = [Body("p", NAME, "any", succeeds=("x",)), Body("q", NAME, "any", succeeds=("x",))]
    found = changes(
        run(catalogue, {"a": {"x": (50, 100)}}), run(catalogue, {"a": {"p": (70, 100), "q": (40, 100)}}, two)
    )
    assert found.bodies["before"].tolist() == [50, 50]
    for body, difference in (("p", 20), ("q", -10)):
        assert sum(parts(found, body)) == pytest.approx(difference)


def test_the_tree_may_change_too() -> None:
    """One sum of two becomes the mean of two pillars: rules; a dropped one finds a place above."""
    pillars = (Level("pillar", NAME, "arithmetic", "zero", "renew"),)
    nodes = tuple(Node(code, "pillar", "total", NAME, 1.0, 50.0) for code in "PQ")
    before = plan(ratio("a", 60, node="P"), ratio("b", 40, node="Q"), ratio("z", 20, node="R"),
                  levels=pillars, nodes=(*nodes, Node("R", "pillar", "Q", NAME)))  # fmt: skip
    after = plan(ratio("a", 60), ratio("b", 40), year=2013)
    told = {**OLD, "z": {"x": (10, 100)}}
    found = changes(run(before, told), run(after, OLD))
    assert sum(parts(found, "x")) == pytest.approx(found.bodies.loc["x", "difference"], abs=1e-9)
    assert parts(found, "x")[0] == 0


def test_indicators_are_paired_once_and_by_role() -> None:
    before = plan(ratio("a", 60), ratio("b", 40))
    bonus = replace(ratio("b", 0), rule="bonus", role="bonus", params={"field": "n", "per": 1, "cap": 2})
    after = plan(ratio("p", 60, formerly="a"), ratio("q", 40, formerly="a"), bonus)
    found = crosswalk(before, after)
    assert [(a.code, b.code) for a, b in found.kept] == [("a", "p")]
    assert [one.code for one in found.dropped] == ["b"]
    assert [one.code for one in found.added] == ["q", "b"]
