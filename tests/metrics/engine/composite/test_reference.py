"""Number by number what COINr 1.1.14 made of its ASEM example, every file of it."""

from __future__ import annotations

import numpy as np
import pandas as pd
import pytest

from metrics.engine import composite
from tests.metrics.engine.composite import asem

pytestmark = asem.needed


@pytest.fixture(scope="module")
def example() -> asem.Asem:
    return asem.asem()


def made(name: str, example: asem.Asem) -> dict[str, pd.DataFrame]:
    """normalised, aggregated and ranks of one folder of results."""
    data, method, params, mean, threshold = asem.RESULTS[name]
    normalised = composite.normalise(asem.stage(data), example.direction, method, **params)
    aggregated = composite.aggregate(normalised, example.tree, mean, threshold)
    return {"normalised": normalised, "aggregated": aggregated, "ranks": composite.ranks(aggregated)}


@pytest.mark.parametrize("name", asem.RESULTS)
def test_scores_are_the_same(name: str, example: asem.Asem) -> None:
    for table, ours in made(name, example).items():
        if (asem.FOLDER / name / f"{table}.csv").exists():
            asem.same(ours, asem.read(f"{name}/{table}.csv"))


@pytest.mark.parametrize("name", asem.RESULTS)
def test_ranks_are_identical(name: str, example: asem.Asem) -> None:
    ours, theirs = made(name, example)["ranks"], asem.read(f"{name}/ranks.csv")
    assert np.array_equal(ours.to_numpy(), theirs.to_numpy(dtype=float), equal_nan=True)


def test_no_result_is_left_out() -> None:
    there = {
        file.parent.relative_to(asem.FOLDER).as_posix() for file in asem.FOLDER.glob("*/*/aggregated.csv")
    }
    assert there == set(asem.RESULTS)
    others = {file.relative_to(asem.FOLDER).as_posix() for file in asem.FOLDER.rglob("*.csv")}
    others -= {f"{name}/{table}.csv" for name in there for table in ("normalised", "aggregated", "ranks")}
    assert others == {
        "inputs/iData.csv",
        "inputs/iData_panel.csv",
        "inputs/iMeta.csv",
        "inputs/lineage.csv",
        "inputs/weights_original.csv",
        "missing/data_availability_by_group.csv",
        "missing/data_availability_units.csv",
        "missing/screen_byNA_0.9.csv",
        "stages/denominated.csv",
        "stages/imputed_group_mean.csv",
        "stages/raw.csv",
    }


def test_sizes_are_taken_out(example: asem.Asem) -> None:
    named = example.meta[(example.meta["Type"] == "Indicator") & example.meta["Denominator"].notna()]
    by = dict(zip(named["iCode"], named["Denominator"], strict=True))
    raw = asem.read("stages/raw.csv")
    assert (raw.isna().sum().sum(), int(raw.isna().any(axis=1).sum())) == (63, 20)
    asem.same(raw, example.data[list(raw.columns)].astype(float))
    asem.same(composite.denominate(raw, by, example.data), asem.read("stages/denominated.csv"))


def test_gaps_are_filled_by_group(example: asem.Asem) -> None:
    data = asem.read("stages/denominated.csv")
    ours = composite.impute(data, "mean", example.data["EurAsia_group"])
    asem.same(ours, asem.read("stages/imputed_group_mean.csv"))
    assert len(composite.changed(data, ours)) == data.isna().sum().sum() == 65  # two sizes are missing too


def test_what_there_is_of_each_unit() -> None:
    theirs = asem.read("missing/data_availability_units.csv")
    ours = composite.availability(asem.stage("raw"))
    asem.same(ours.set_axis(theirs.columns, axis=1), theirs)


def test_what_there_is_below_each_node(example: asem.Asem) -> None:
    theirs = asem.read("missing/data_availability_by_group.csv")
    ours = composite.availability(asem.stage("raw"), example.tree)
    assert set(ours.columns) == set(theirs.columns)
    asem.same(ours[list(theirs.columns)], theirs)


def test_who_is_screened_out() -> None:
    theirs = asem.read("missing/screen_byNA_0.9.csv")
    ours = composite.screen(asem.stage("raw"), 0.9)
    assert (ours["low_data"] == theirs["LowData"]).all()
    assert (ours["low_non_zero"] == theirs["LowNonZero"]).all()
    assert (ours["included"] == theirs["Included"]).all()
    assert 0 < (~ours["included"]).sum() < len(ours)


def test_the_tree_is_the_lineage(example: asem.Asem) -> None:
    parent = example.tree.set_index("code")["parent"]
    for row in pd.read_csv(asem.FOLDER / "inputs" / "lineage.csv").itertuples(index=False):
        assert [parent[row[0]], parent[row[1]], parent[row[2]]] == list(row[1:])
    weights = pd.read_csv(asem.FOLDER / "inputs" / "weights_original.csv").set_index("iCode")["Weight"]
    assert weights.to_dict() == example.tree.set_index("code")["weight"].to_dict()
    effective = composite.effective_weights(example.tree)
    for _, codes in example.tree.groupby("level")["code"]:
        assert effective[list(codes)].sum() == pytest.approx(1, abs=1e-12)
    # ConEcFin has five indicators, Conn five pillars, the index two sub-indexes: 1/2/5/5.
    assert effective["Goods"] == pytest.approx(0.02, abs=1e-15)


def test_years_are_worked_one_by_one(example: asem.Asem) -> None:
    """The panel: each year is an index of its own, whatever the others hold."""
    panel = pd.read_csv(asem.FOLDER / "inputs" / "iData_panel.csv")
    codes = list(example.direction.index)
    years = {
        year: table.set_index("uCode").sort_index()[codes].astype(float)
        for year, table in panel.groupby("Time")
    }
    assert len(years) == 5
    for data in years.values():
        scores = composite.aggregate(composite.normalise(data, example.direction, "minmax"), example.tree)
        assert scores["Index"].between(0, 100).all()
        low = composite.normalise(data, example.direction, "minmax").min()
        assert (low.dropna() == 0).all()


def test_a_wrong_convention_is_seen(example: asem.Asem) -> None:
    """Control: the population's deviation, weights lost with missing children, directions forgotten."""
    theirs = asem.read("missing/minmax0-100_amean/aggregated.csv")
    scaled = composite.normalise(asem.stage("raw"), example.direction, "minmax")
    as_zero = composite.aggregate(scaled.fillna(0.0), example.tree)
    assert (as_zero - theirs).abs().max().max() > 1
    undirected = composite.aggregate(composite.normalise(asem.stage("raw"), None, "minmax"), example.tree)
    assert (undirected - theirs).abs().max().max() > 1
    z = composite.normalise(asem.stage("raw"), example.direction, "zscore")
    n = z.notna().sum()
    assert (
        (z * np.sqrt(n / (n - 1))) - asem.read("missing/zscore0-1_amean/normalised.csv")
    ).abs().max().max() > 1e-3
