"""The 2012 plan for as many bodies as one likes: facts by chance, and the same points by NumPy alone."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from data.catalogue import FOLDER, load, load_bodies, load_calendar
from metrics.frames import OBSERVATIONS, Facts
from metrics.model import Body, Catalogue, Indicator, Setting, Text

Floats = NDArray[np.float64]
DIVISIONS = Path(__file__).parents[3] / "shared" / "reference" / "divisions"
MISSING_SHARE, NA_SHARE = 0.04, 0.03
YEAR = np.datetime64("2012-01-01", "s")


def plan() -> tuple[Catalogue, Setting]:
    catalogue = load(FOLDER / "2012")
    return catalogue, Setting(catalogue.year, load_calendar(catalogue.calendar))


def bodies(size: int) -> list[Body]:
    """The 64 real ones; counties (3,000) and townships (41,352) by name where the list is at hand."""
    real = list(load_bodies(FOLDER / "2012"))
    if size <= len(real):
        return real[:size]
    names = _names("areas.csv" if size <= 3_000 else "streets.csv")
    names += [(f"x{number:05d}", f"单位{number}") for number in range(size - len(names))]
    return [
        Body(
            code=code,
            name=Text(name, name),
            kind="bureau" if number % 3 == 2 else "district",
            traits=frozenset({"pilot"}) if number % 6 == 0 else frozenset(),
        )
        for number, (code, name) in enumerate(names[:size])
    ]


def _names(file: str) -> list[tuple[str, str]]:
    path = DIVISIONS / file
    if not path.exists():
        return []
    with path.open(encoding="utf-8") as rows:
        return [(row["code"], row["name"]) for row in csv.DictReader(rows)]


def facts(catalogue: Catalogue, roll: list[Body]) -> Facts:
    """One case for each body and indicator, with gaps and some not applicable."""
    chance = np.random.default_rng(2012)
    names = pd.Index([body.code for body in roll], dtype=object)
    codes = pd.Categorical(names, categories=names)
    wide, refused = {}, []
    for one in catalogue.indicators:
        there = chance.random(len(roll)) >= MISSING_SHARE
        gone = (chance.random(len(roll)) < NA_SHARE) & (one.role == "scored")
        there &= ~gone & (one.role != "veto" or chance.random(len(roll)) < 0.02)
        columns = {
            field.code: _column(field.code, field.type, one, len(roll), chance) for field in one.fields
        }
        if one.rule == "ratio":
            columns[one.params["num"]] = np.floor(
                columns[one.params["den"]] * chance.random(len(roll)) ** 0.2
            )
        rows = {
            "body": codes,
            "item": np.full(len(roll), "", dtype=object),
            "nil": np.zeros(len(roll), dtype=bool),
        }
        wide[one.code] = pd.DataFrame({**rows, **columns})[there].reset_index(drop=True)
        refused.append(pd.DataFrame({"body": names[gone], "indicator": one.code, "reason": "无此业务"}))
    return Facts(wide, pd.concat(refused, ignore_index=True))


def _column(code: str, kind: str, one: Indicator, size: int, chance: np.random.Generator) -> Any:
    match kind:
        case "int" | "number":
            return (
                np.full(size, 2012.0)
                if code == "report_year"
                else chance.integers(0, 15, size).astype(np.float64)
            )
        case "bool":
            return (chance.random(size) < 0.8).astype(np.float64)
        case "entry":
            return chance.choice((1.0, 1.0, 1.0, 0.5, 0.0, -1.0), size)
        case "date" | "datetime":
            early = code in (one.params.get("from"), one.params.get("due"))
            days = chance.integers(0, 300, size) if early else chance.integers(200, 480, size)
            return YEAR + days.astype("timedelta64[D]")
        case "enum":
            words = next(field.choices for field in one.fields if field.code == code)
            return np.array(words, dtype=object)[chance.integers(0, len(words), size)]
        case _:
            return np.full(size, "", dtype=object)


def long(wide: Facts) -> pd.DataFrame:
    """The same facts as observations, one a row, as the record hands them over."""
    parts = []
    for code, table in wide.wide.items():
        for field in table.columns[3:]:
            given = table[["body", "item"]].assign(indicator=code, field=field, value=_texts(table[field]))
            parts.append(given[given["value"] != ""])
    rows = pd.concat(parts, ignore_index=True).assign(status="", reason="")
    refused = wide.not_applicable.assign(item="", field="", value="", status="not_applicable")
    every = pd.concat([rows, refused], ignore_index=True)[list(OBSERVATIONS)]
    few = ["body", "indicator", "item", "field", "status", "reason"]
    return every.astype({**dict.fromkeys(few, "category"), "value": object})


def _texts(column: pd.Series[Any]) -> Any:
    if column.dtype == np.float64:
        known = {float(x): "NA" if x == -1 else f"{x:g}" for x in column.unique()}
        return column.map(known)
    return column.dt.strftime("%Y-%m-%d") if column.dtype.kind == "M" else column


# -- by NumPy alone --------------------------------------------------------------------------------


def matrices(catalogue: Catalogue, roll: list[Body], given: Facts) -> Mapping[str, Any]:
    """What NumPy starts from: per field one array over all bodies, NaN or NaT where there is nothing."""
    at = {body.code: row for row, body in enumerate(roll)}
    out: dict[str, Any] = {"n": len(roll)}
    for one in catalogue.indicators:
        table = given.wide[one.code]
        rows = np.array([at[code] for code in table["body"]], dtype=np.int64)
        for field in one.fields:
            values = table[field.code].to_numpy()
            if field.type == "enum":
                values = np.array([one.params.get("map", {}).get(word, 0.0) for word in values])
            elif field.type in ("text", "list"):
                continue
            blank = np.datetime64("NaT", "s") if values.dtype.kind == "M" else np.nan
            column = np.full(len(roll), blank, dtype=values.dtype)
            column[rows] = values
            out[one.code, field.code] = column
    kind = np.array([body.kind for body in roll])
    pilot = np.array(["pilot" in body.traits for body in roll])
    code = np.array([body.code for body in roll])
    gone = given.not_applicable.groupby("indicator")["body"].agg(set).to_dict()
    for one in catalogue.indicators:
        marks = [one.marks.get(k, 0.0) if k in one.kinds else np.nan for k in kind]
        na = np.isin(code, list(gone.get(one.code, ())))
        if one.trait:
            na |= ~pilot
        if one.units:
            na |= (kind == one.units_kind) & ~np.isin(code, list(one.units))
        out[one.code, "full"], out[one.code, "na"] = np.array(marks), na
    out["kind"] = kind == "bureau"
    return out


def bare(catalogue: Catalogue, setting: Setting, m: Mapping[str, Any]) -> dict[str, Floats]:
    """Points of every indicator, sums of nodes, totals and places; no frame, no ledger, no reasons."""
    points, fulls = {}, {}
    taken, added = np.zeros(m["n"]), np.zeros(m["n"])
    for one in catalogue.indicators:
        share, na = _share(one, setting, m)
        if one.role == "deduction":
            taken += np.nan_to_num(share)
        elif one.role == "bonus":
            added += np.nan_to_num(share)
        elif one.role == "scored":
            full = np.where(np.isnan(m[one.code, "full"]) | na | m[one.code, "na"], 0.0, m[one.code, "full"])
            points[one.code] = np.floor(np.nan_to_num(share) * full * 100 + 0.5 + 1e-7) / 100
            fulls[one.code] = full
    nodes: dict[str, tuple[Floats, Floats]] = {}
    for one in catalogue.scored:
        had = nodes.get(one.node, (0.0, 0.0))
        nodes[one.node] = (had[0] + points[one.code], had[1] + fulls[one.code])
    for node in catalogue.nodes:
        if node.level == "clause":
            had, own = nodes.get(node.parent, (0.0, 0.0)), nodes[node.code]
            nodes[node.parent] = (had[0] + own[0], had[1] + own[1])
    tops = [nodes[node.code] for node in catalogue.nodes if node.level == "section" and node.code in nodes]
    earned, applicable = sum(top[0] for top in tops), sum(top[1] for top in tops)
    base = np.floor(earned / applicable * 10_000 + 0.5 + 1e-7) / 100
    total = base - np.minimum(taken, 10) + np.where(base >= 80, np.minimum(added, 5), 0)
    total = np.maximum(np.floor(total * 100 + 0.5 + 1e-7) / 100, 0)
    return {**points, "total": total, "base": base, "applicable": applicable}


def _share(one: Indicator, setting: Setting, m: Mapping[str, Any]) -> tuple[Floats, Any]:
    p, none = one.params, np.zeros(m["n"], dtype=bool)
    with np.errstate(invalid="ignore", divide="ignore"):
        match one.rule:
            case "ratio":
                n, d = m[one.code, p["num"]], m[one.code, p["den"]]
                share = np.clip((n / d - p["zero_at"]) / (p["full_at"] - p["zero_at"]), 0, 1)
                empty = d == 0
                good = p.get("when_empty") == "full"
                share = np.where(empty, float(good), share)
                if "empty_needs" in p:
                    share = np.where(empty & (m[one.code, p["empty_needs"]] != 1), 0.0, share)
                na = (empty & (p.get("when_empty", "not_applicable") == "not_applicable")) | (
                    d < p.get("min_den", 0)
                )
                return np.where(na, 0.0, share), na
            case "checklist":
                answers = np.stack([m[one.code, f"item_{k + 1}"] for k in range(len(p["items"]))])
                asked = np.where(np.isnan(answers), 0, answers != -1).sum(axis=0)
                share = np.where(answers > 0, answers, 0).sum(axis=0) / asked
                return share, (asked == 0) & ~np.isnan(answers[0])
            case "timeliness":
                return _days(one, setting, m), none
            case "count":
                n = m[one.code, p["field"]]
                reached = [n >= tier[0] for tier in p["tiers"]]
                return np.select(reached, [tier[1] for tier in p["tiers"]], 0.0), none
            case "level" | "yes_no":
                return m[one.code, p["field"]], none
            case "deduction" | "bonus":
                return np.minimum(m[one.code, p["field"]] * p["per"], p["cap"]), none
            case _:
                return np.zeros(m["n"]), none


def _days(one: Indicator, setting: Setting, m: Mapping[str, Any]) -> Floats:
    """Days between two columns: working days from a table of all days, or seconds."""
    p = one.params
    if "from" in p:
        start, end, limit, zero = m[one.code, p["from"]], m[one.code, p["to"]], p["limit"], p["zero_at"]
    else:
        march = np.full(m["n"], np.datetime64("2013-03-31", "s"))
        start = march if p["due"].startswith("Y") else m[one.code, p["due"]]
        end, limit, zero = m[one.code, p["date"]], 0, p["zero_late"]
    gone = np.isnat(start) | np.isnat(end)
    if p.get("calendar") == "workday":
        calendar = setting.working_days
        table = np.arange(np.datetime64("2011-01-01"), np.datetime64("2015-01-01"))
        busy = np.is_busday(table) & ~np.isin(
            table, np.array(sorted(calendar.holidays), dtype="datetime64[D]")
        )
        busy |= np.isin(table, np.array(sorted(calendar.workdays), dtype="datetime64[D]"))
        so_far = np.cumsum(busy)
        first, last = (np.where(gone, table[0], d.astype("datetime64[D]")) for d in (start, end))
        at = [(d.astype("datetime64[D]") - table[0]).astype(np.int64) for d in (first, last)]
        days = (so_far[at[1]] - so_far[at[0]]).astype(np.float64)
    else:
        days = (end - start).astype("timedelta64[s]").astype(np.float64) / 86400
    if "from" in p:
        days = np.where(end < start, zero, days)
    share = np.clip((days - zero) / (limit - zero), 0, 1)
    return np.where(gone, 0.0, share)
