"""A made-up index with a portable definition: 60 indicators, 12 groups, 4 dimensions, one index.

Values, weights and gaps come from NumPy's generators 0, 1 and 2, so that anyone can make the same
files; their SHA-256 and the check values below were got with another program (COINr 1.1.14).
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from metrics.frames import Facts
from metrics.model import TOTAL, Body, Catalogue, Field, Indicator, Level, Node, Text, Totals

Floats = NDArray[np.float64]
UNITS, INDICATORS, GROUPS, DIMENSIONS = 40_000, 60, 12, 4
CODES = [f"i{number:02d}" for number in range(1, INDICATORS + 1)]
REVERSED = np.array([number % 7 == 0 for number in range(1, INDICATORS + 1)])
NO_TEXT = Text("", "")

# First 16 digits of the SHA-256 of the CSV; mean of the index, index of the first unit.
FILES = {
    ("full", 100): ("4245037619f040d0", 50.866494725613, 49.7148531003841),
    ("full", 3_000): ("44940f3d70e9f096", 49.989761038891, 49.6508264103917),
    ("full", 40_000): ("a25e1d5c45ba51a6", 50.0089157876538, 49.651982070815),
    ("missing5", 3_000): ("091c75fbf4865c43", 49.96866995397, 49.4458248986025),
}


@dataclass(frozen=True)
class Weights:
    """Weights of indicators, groups and dimensions within their parents."""

    indicators: Floats
    groups: Floats
    dimensions: Floats


def values(variant: str, units: int) -> Floats:
    """The numbers as the file holds them: six decimals, NaN where the variant has a gap."""
    numbers = np.round(np.random.default_rng(0).random((UNITS, INDICATORS)), 6)
    if variant == "missing5":
        numbers[np.random.default_rng(2).random((UNITS, INDICATORS)) < 0.05] = np.nan
    return numbers[:units]


def csv(numbers: Floats) -> bytes:
    """The file: unit code and 60 values a row."""
    lines = [",".join(["uCode", *CODES])]
    for unit, row in enumerate(numbers, 1):
        cells = ("" if cell != cell else f"{cell:.6f}" for cell in row)
        lines.append(",".join([f"u{unit:05d}", *cells]))
    return ("\n".join(lines) + "\n").encode()


def digest(numbers: Floats) -> str:
    return hashlib.sha256(csv(numbers)).hexdigest()[:16]


def weights() -> Weights:
    drawn = np.random.default_rng(1).integers(1, 6, INDICATORS + GROUPS + DIMENSIONS).astype(np.float64)
    return Weights(*np.split(drawn, [INDICATORS, INDICATORS + GROUPS]))


def catalogue(missing: str = "zero") -> Catalogue:
    """The tree as a catalogue; `missing` is the policy of every level."""
    w = weights()
    levels = [Level(code, NO_TEXT, "arithmetic", missing, "renew") for code in ("group", "dimension", TOTAL)]
    groups = [
        Node(f"g{n + 1:02d}", "group", f"d{n // 3 + 1}", NO_TEXT, float(w.groups[n])) for n in range(GROUPS)
    ]
    dimensions = [
        Node(f"d{n + 1}", "dimension", TOTAL, NO_TEXT, float(w.dimensions[n])) for n in range(DIMENSIONS)
    ]
    best, worst = {"full_at": "max", "zero_at": "min"}, {"full_at": "min", "zero_at": "max"}
    indicators = [
        Indicator(
            code=code,
            node=f"g{n // 5 + 1:02d}",
            title=NO_TEXT,
            kinds=(),
            rule="value",
            params={"field": "x", **(worst if REVERSED[n] else best)},
            fields=(Field("x", NO_TEXT, "number"),),
            weight=float(w.indicators[n]),
        )
        for n, code in enumerate(CODES)
    ]
    return Catalogue(
        code="synthetic",
        year=2012,
        title=NO_TEXT,
        kinds=(),
        levels=tuple(levels[:2]),
        nodes=(*groups, *dimensions),
        indicators=tuple(indicators),
        totals=Totals(top=levels[2], peers="all", places_from="raw"),
    )


def bodies(units: int) -> list[Body]:
    return [Body(f"u{unit:05d}", NO_TEXT, "unit") for unit in range(1, units + 1)]


def facts(numbers: Floats) -> Facts:
    """The values as wide tables, a gap as no row."""
    names = pd.Index([f"u{unit:05d}" for unit in range(1, len(numbers) + 1)], dtype=object)
    codes = pd.Categorical(names, categories=names)
    wide = {}
    for column, code in enumerate(CODES):
        there = ~np.isnan(numbers[:, column])
        table: dict[str, Any] = {"body": codes[there], "item": np.full(there.sum(), "", dtype=object)}
        wide[code] = pd.DataFrame({**table, "nil": False, "x": numbers[there, column]})
    return Facts(wide, pd.DataFrame({"body": [], "indicator": [], "reason": []}, dtype=object))


@dataclass(frozen=True)
class Bare:
    """The same numbers by NumPy alone."""

    shares: Floats
    groups: Floats
    dimensions: Floats
    index: Floats
    places: NDArray[np.int64]
    lost: tuple[Floats, ...] = ()


def bare_with_losses(numbers: Floats, w: Weights) -> Bare:
    """`bare`, and every loss as a row: unit, indicator, points lost, value, share."""
    found = bare(numbers, w)
    lost = 100 - np.floor(found.shares * 1e12 + 0.5) / 1e10
    lost[np.isnan(lost)] = 0.0
    at = np.flatnonzero((np.abs(lost) > 1e-10) | np.isnan(found.shares))
    unit, indicator = np.divmod(at, INDICATORS)
    rows = (unit, indicator, lost.take(at), numbers.take(at), found.shares.take(at))
    return replace(found, lost=rows)


def bare(numbers: Floats, w: Weights) -> Bare:
    """Min-max to 0..100, three weighted means over what is there, places."""
    low, high = np.nanmin(numbers, axis=0), np.nanmax(numbers, axis=0)
    shares = (numbers - low) / (high - low)
    shares[:, REVERSED] = 1 - shares[:, REVERSED]
    groups = _means(shares * 100, w.indicators, GROUPS)
    dimensions = _means(groups, w.groups, DIMENSIONS)
    index = _means(dimensions, w.dimensions, 1)[:, 0]
    order = np.sort(-index)
    return Bare(shares, groups, dimensions, index, np.searchsorted(order, -index) + 1)


def _means(children: Floats, w: Floats, nodes: int) -> Floats:
    blocks = children.reshape(len(children), nodes, -1)
    w = w.reshape(nodes, -1)
    there = ~np.isnan(blocks)
    if there.all():
        return np.asarray(np.einsum("unc,nc->un", blocks, w / w.sum(axis=1, keepdims=True)))
    weight = there * w
    return np.asarray((np.nan_to_num(blocks) * weight).sum(axis=2) / weight.sum(axis=2))
