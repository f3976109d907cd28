"""Each indicator through its rule: matrices bodies x indicators of value, share, points and status."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, cast

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from metrics.frames import (
    FILLED,
    MISSING,
    NIL,
    NONE,
    NOT_APPLICABLE,
    OUT,
    RULE_RESULT,
    SCORED,
    Facts,
)  # fmt: skip
from metrics.model import FILLS, Body, Catalogue, Indicator, Setting
from metrics.rules import RULES
from metrics.scales import round_half_up

Floats = NDArray[np.float64]


@dataclass(frozen=True)
class Said(Mapping[str, pd.DataFrame]):
    """What the rules said: reason and named facts per indicator, indexed by body, made when asked for."""

    rows: Mapping[str, pd.DataFrame]
    codes: pd.Index

    def __getitem__(self, indicator: str) -> pd.DataFrame:
        rows = self.rows[indicator]
        return rows.iloc[:, RULE_RESULT.index("reason") :].set_axis(self.codes[rows.index.to_numpy()])

    def __iter__(self) -> Iterator[str]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True)
class Matrices:
    """Bodies (rows) x indicators (columns), and what the rules said besides.

    `full`: full marks, NaN where the indicator is not in the body's table. `status`: codes of
    `frames.STATUSES`. `reason`: positions in `words`. `facts`: per indicator, indexed by body.
    """

    full: Floats
    value: Floats
    share: Floats
    points: Floats
    status: NDArray[np.int8]
    reason: NDArray[np.int16]
    words: list[str]
    facts: Mapping[str, pd.DataFrame]
    na_reason: Mapping[tuple[str, str], str]


def score_indicators(
    catalogue: Catalogue, bodies: Sequence[Body], facts: Facts, setting: Setting
) -> Matrices:
    """Score every indicator for every body; bodies without observations are missing."""
    shape = (len(bodies), len(catalogue.indicators))
    roll = _Roll.of(bodies)
    refused = facts.not_applicable.groupby("indicator", observed=True)["body"].agg(list).to_dict()
    full, value, share = np.full(shape, np.nan), np.full(shape, np.nan), np.zeros(shape)
    status, reason = np.zeros(shape, dtype=np.int8), np.zeros(shape, dtype=np.int16)
    words = ["missing"]  # what is said where no rule said anything
    said: dict[str, pd.DataFrame] = {}
    for column, one in enumerate(catalogue.indicators):
        full[:, column] = roll.full_marks(one, catalogue.totals.scale)
        status[:, column] = roll.standing(one, refused.get(one.code, []))
        observed = facts.wide.get(one.reads or one.code)
        if observed is None:
            continue
        blank = status[:, column]
        observed = _at_hand(observed, roll, (blank == MISSING) | (blank == NONE))
        if observed.empty:
            continue
        rows = _apply(one, observed, roll, setting)
        where = rows.index.to_numpy()
        value[where, column] = rows["value"].to_numpy()
        share[where, column] = rows["share"].to_numpy()
        status[where, column] = rows["status"].to_numpy()
        reason[where, column] = _positions(rows["reason"], words)
        said[one.code] = rows
    _fill(catalogue, bodies, share, status)
    points = _points(catalogue, share, full, status)
    body, indicator, why = (facts.not_applicable[name].to_list() for name in ("body", "indicator", "reason"))
    na_reason = dict(zip(zip(body, indicator, strict=True), why, strict=True))
    return Matrices(full, value, share, points, status, reason, words, Said(said, roll.codes), na_reason)


def _positions(said: pd.Series[Any], words: list[str]) -> Any:
    """Where each reason stands among the words; new ones are added to them."""
    column = said.array
    words += [word for word in column.categories if word not in words]
    return np.array([words.index(word) for word in column.categories], dtype=np.int16)[column.codes]


@dataclass(frozen=True)
class _Roll:
    """The bodies as columns, so that no loop runs over them once per indicator."""

    codes: pd.Index
    kind: Any
    traits: Mapping[str, Any]
    seen: dict[int, tuple[pd.Index, Any]] = field(default_factory=dict)

    @classmethod
    def of(cls, bodies: Sequence[Body]) -> _Roll:
        traits = sorted({trait for body in bodies for trait in body.traits})
        return cls(
            pd.Index([body.code for body in bodies], dtype=object),
            pd.Categorical([body.kind for body in bodies]),
            {trait: np.array([trait in body.traits for body in bodies]) for trait in traits},
        )

    def full_marks(self, one: Indicator, scale: float) -> Floats:
        """Full marks per body, 0 for adjustments, NaN outside the body's table."""
        marks = [
            one.marks.get(kind, one.marks.get("", scale)) if one.role == "scored" else 0.0
            for kind in self.kind.categories
        ]
        by_kind = np.array(marks, dtype=np.float64)[self.kind.codes]
        return np.where(self._in_table(one), by_kind, np.nan)

    def standing(self, one: Indicator, refused: list[str]) -> Any:
        """Status before any observation: out of the table, not applicable, or missing."""
        standing = np.full(len(self.codes), MISSING if one.role == "scored" else NONE, dtype=np.int8)
        standing[self._out_of_scope(one)] = NOT_APPLICABLE
        where = self.positions(refused)
        standing[where[where >= 0]] = NOT_APPLICABLE
        standing[~self._in_table(one)] = OUT
        return standing

    def positions(self, codes: Any) -> Any:
        """Row of each body code, -1 where it is not on the roll; categories are looked up once."""
        if not isinstance(getattr(codes, "dtype", None), pd.CategoricalDtype):
            return self.codes.get_indexer(pd.Index(codes, dtype=object))
        names = codes.cat.categories
        if id(names) not in self.seen:
            self.seen[id(names)] = names, self.codes.get_indexer(names)
        return self.seen[id(names)][1][codes.cat.codes]

    def _in_table(self, one: Indicator) -> Any:
        if not one.kinds:
            return np.ones(len(self.codes), dtype=bool)
        has = [kind in one.kinds for kind in self.kind.categories]
        return np.array(has, dtype=bool)[self.kind.codes]

    def _out_of_scope(self, one: Indicator) -> Any:
        """No pilot where only pilots count; no lead unit where only those do (非 lead_units 部门不适用)."""
        out = np.zeros(len(self.codes), dtype=bool)
        if one.trait:
            out |= ~self.traits.get(one.trait, out)
        if one.units:
            lead = self.positions(sorted(one.units))
            others = np.ones(len(self.codes), dtype=bool)
            others[lead[lead >= 0]] = False
            out |= others & (np.asarray(self.kind == one.units_kind) if one.units_kind else True)
        return out


def _at_hand(observed: pd.DataFrame, roll: _Roll, open_: NDArray[np.bool_]) -> pd.DataFrame:
    """The cases of bodies on the roll to which the indicator applies, nil returns signed.

    Bodies become their rows on the roll: numbers group faster than names.
    """
    observed = _signed(observed)
    rows = roll.positions(observed["body"])
    here = (rows >= 0) & open_[rows]
    placed = observed.assign(body=rows)
    return placed if here.all() else placed.loc[here]


def _apply(one: Indicator, observed: pd.DataFrame, roll: _Roll, setting: Setting) -> pd.DataFrame:
    """The rule over all bodies at hand at once, or once per set of parameters where kinds differ."""
    rule: Callable[..., pd.DataFrame] = RULES[one.rule].score
    if not one.params_by_kind:
        return rule(observed, setting, **one.params)
    kinds = np.asarray(roll.kind)[observed["body"]]
    return pd.concat(
        [
            rule(observed[kinds == kind], setting, **{**one.params, **one.params_by_kind.get(kind, {})})
            for kind in np.unique(kinds)
        ]
    )


def _signed(observed: pd.DataFrame) -> pd.DataFrame:
    """A nil return (零报告) says 0 to every number it leaves open (numbers are the float columns)."""
    nil = observed["nil"].to_numpy(dtype=bool)
    if not nil.any():
        return observed
    numbers = list(observed.columns[observed.dtypes == np.float64])
    signed = observed.copy()
    signed[numbers] = signed[numbers].mask(signed[numbers].isna() & nil[:, None], 0.0)
    return signed


def mark_nil(matrices: Matrices, catalogue: Catalogue, facts: Facts, roster: pd.Index) -> None:
    """Scores that rest on a nil return say so (status nil)."""
    for column, one in enumerate(catalogue.indicators):
        observed = facts.wide.get(one.reads or one.code)
        if observed is None or not observed["nil"].any():
            continue
        where = roster.get_indexer(pd.Index(observed.loc[observed["nil"], "body"].unique()))
        where = where[where >= 0]
        scored = where[matrices.status[where, column] == SCORED]
        matrices.status[scored, column] = NIL


def _fill(catalogue: Catalogue, bodies: Sequence[Body], share: Floats, status: Any) -> None:
    """Gaps filled with the mean or median of the bodies of the same group, kind, or all."""
    for column, one in enumerate(catalogue.indicators):
        level = catalogue.level_above(one.node)
        for state, policy in (
            (MISSING, one.missing or level.missing),
            (NOT_APPLICABLE, one.not_applicable or level.not_applicable),
        ):
            if policy not in FILLS:
                continue
            gap = status[:, column] == state
            where, _, how = policy.rpartition("_")
            group = np.array([getattr(body, where) if where else "" for body in bodies], dtype=object)
            _fill_column(share[:, column], status[:, column], gap, group, how)


def _fill_column(share: Floats, status: Any, gap: Any, group: Any, how: str) -> None:
    known = pd.Series(share).where(np.isin(status, (SCORED, NIL)))
    centre: pd.Series[float] = (
        known.groupby(pd.Series(group)).transform(cast("Any", how)).fillna(getattr(known, how)())
    )
    filled = gap & centre.notna().to_numpy()
    share[filled] = centre.to_numpy()[filled]
    status[filled] = FILLED


def _points(catalogue: Catalogue, share: Floats, full: Floats, status: Any) -> Floats:
    """Share times full marks, rounded half up once, here; adjustments carry their points already."""
    scored = np.array([one.role == "scored" for one in catalogue.indicators])
    points: Floats = full + ~scored  # full marks of adjustments are 0, NaN outside the table
    points *= share
    for decimals in {one.decimals for one in catalogue.indicators} - {None}:
        alike = [column for column, one in enumerate(catalogue.indicators) if one.decimals == decimals]
        points[:, alike] = round_half_up(points[:, alike], decimals)
    points[(status == OUT) | (status == NOT_APPLICABLE)] = np.nan
    return points
