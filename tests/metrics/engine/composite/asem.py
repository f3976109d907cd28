"""The ASEM example of COINr 1.1.14 as it was computed there, read from the reference beside the project."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pandas as pd
import pytest

FOLDER = Path(__file__).parents[5] / "shared" / "reference" / "coinr-asem"
needed = pytest.mark.skipif(not FOLDER.is_dir(), reason="the ASEM reference is not beside the project")

# Every file with results, so that none is forgotten; a test holds the list against the folder.
RESULTS = {
    "complete/minmax0-100_amean": ("imputed", "minmax", {"low": 0, "high": 100}, "arithmetic", None),
    "complete/minmax1-100_gmean": ("imputed", "minmax", {"low": 1, "high": 100}, "geometric", None),
    "complete/zscore0-1_amean": ("imputed", "zscore", {"mean": 0, "sd": 1}, "arithmetic", None),
    "complete/zscore50-10_gmean": ("imputed", "zscore", {"mean": 50, "sd": 10}, "geometric", None),
    "missing/minmax0-100_amean": ("raw", "minmax", {"low": 0, "high": 100}, "arithmetic", None),
    "missing/minmax1-100_gmean": ("raw", "minmax", {"low": 1, "high": 100}, "geometric", None),
    "missing/zscore0-1_amean": ("raw", "zscore", {"mean": 0, "sd": 1}, "arithmetic", None),
    "missing/minmax0-100_amean_datthresh0.9": ("raw", "minmax", {"low": 0, "high": 100}, "arithmetic", 0.9),
}  # fmt: skip


@dataclass(frozen=True)
class Asem:
    """Inputs of the example: indicators as columns, units as rows, sorted by unit."""

    data: pd.DataFrame
    meta: pd.DataFrame
    tree: pd.DataFrame
    direction: pd.Series[Any]


def read(path: str) -> pd.DataFrame:
    """A result: units x columns, an empty cell is missing."""
    return pd.read_csv(FOLDER / path, index_col=0, keep_default_na=False, na_values=[""])


def asem() -> Asem:
    data = pd.read_csv(FOLDER / "inputs" / "iData.csv", index_col="uCode").sort_index()
    meta = pd.read_csv(FOLDER / "inputs" / "iMeta.csv")
    levels = meta[meta["Level"].notna()]
    names = {"iCode": "code", "Parent": "parent", "Level": "level", "Weight": "weight"}
    indicators = meta[meta["Type"] == "Indicator"]
    return Asem(
        data=data,
        meta=meta,
        tree=levels.rename(columns=names)[list(names.values())].reset_index(drop=True),
        direction=indicators.set_index("iCode")["Direction"],
    )


def stage(name: str) -> pd.DataFrame:
    """Data before normalisation: "raw" or "imputed"."""
    return read({"raw": "stages/raw.csv", "imputed": "stages/imputed_group_mean.csv"}[name])


def same(ours: pd.DataFrame, theirs: pd.DataFrame) -> None:
    """Assert equal columns in order, equal empty cells, and numbers within 1e-9."""
    assert list(ours.columns) == list(theirs.columns)
    assert list(ours.index) == list(theirs.index)
    assert (ours.isna().to_numpy() == theirs.isna().to_numpy()).all()
    assert (ours - theirs).abs().max().max() < 1e-9
