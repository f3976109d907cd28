"""Rounds by chance: observations that fit a catalogue, with gaps, ties, nil returns and faulty dates."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from random import Random
from typing import Any

from metrics.model import Body, Catalogue, Field, Indicator, Text
from tests.metrics.recount.cells import Row

SEVERAL = ("level", "timeliness", "on_time", "checklist", "count", "ratio", "value", "yes_no", "deduction")


def rows_of(catalogue: Catalogue, bodies: Sequence[Body], chance: Random) -> list[Row]:
    """Rows for every body: good bodies and bad ones, some of them copies of another."""
    made: dict[str, list[Row]] = {}
    for body in bodies:
        alike = [one for one in bodies if (one.kind, one.traits) == (body.kind, body.traits)]
        twins = [one.code for one in alike if one.code in made]
        if twins and chance.random() < 0.15:
            made[body.code] = [(body.code, *row[1:]) for row in made[chance.choice(twins)]]
        else:
            made[body.code] = _rows(catalogue, body, chance)
    rows = [row for mine in made.values() for row in mine]
    chance.shuffle(rows)
    return rows


def _rows(catalogue: Catalogue, body: Body, chance: Random) -> list[Row]:
    rows: list[Row] = []
    goodness, gaps = chance.random() ** 0.4, chance.choice((0.0, 0.02, 0.1, 0.4))
    for one in catalogue.indicators:
        if chance.random() < gaps * 0.6:
            rows.append((body.code, one.code, "", "", "", "not_applicable", "无此业务"))
        if one.reads or chance.random() < gaps:
            continue
        if chance.random() < gaps * 0.3:
            rows.append((body.code, one.code, "", "", "", "nil", ""))
            continue
        many = chance.randint(1, 3) if one.rule in SEVERAL and chance.random() < 0.4 else 1
        for item in range(1, many + 1):
            for field, value in case(one, goodness, chance).items():
                if chance.random() >= gaps * 0.3:
                    rows.append((body.code, one.code, str(item) if many > 1 else "", field, value, "", ""))
    return rows


def case(one: Indicator, goodness: float, chance: Random) -> dict[str, str]:
    """One case with a value in every field its rule looks at (and in some it does not)."""
    kinds = {field.code: field for field in one.fields}
    params: dict[str, Any] = {**one.params}
    for own in one.params_by_kind.values():
        params |= own
    values = {code: anything(field, goodness, chance) for code, field in kinds.items()}
    if one.rule == "ratio":
        whole = chance.choice((0, 1, 2, 3, 7, 10, 40, 97, chance.randint(1, 300)))
        lower = params["full_at"] < params["zero_at"]
        part = round(whole * min(1.0, max(0.0, chance.gauss(1 - goodness if lower else goodness, 0.15))))
        values |= {params["den"]: str(whole), params["num"]: str(part)}
    if one.rule in ("timeliness", "on_time"):
        values |= days(params, kinds, goodness, chance)
    if params.get("year") in kinds:
        values[params["year"]] = chance.choice(("2012", "2012", "2011"))
    if one.role == "veto":
        values[params["field"]] = str(int(chance.random() < 0.05))
    return values


def days(params: dict[str, Any], kinds: dict[str, Field], goodness: float, chance: Random) -> dict[str, str]:
    """Dates around the limit; now and then one before its event."""
    reach = float(params.get("zero_at") or params.get("zero_late") or 20)
    if "limit" in params and reach < params["limit"]:
        reach = params["limit"]
    start = datetime.fromisoformat("2012-01-01") + timedelta(hours=chance.randint(0, 365 * 24))
    if str(params.get("due", "")).startswith("Y"):
        start = datetime.fromisoformat("2013-03-31")
    end = start + timedelta(hours=round(24 * chance.gauss((1.2 - goodness) * reach, reach / 4)))
    from_, to = params.get("from") or params.get("due"), params.get("to") or params.get("date")
    return {
        code: (at.isoformat() if kinds[code].type == "datetime" else at.date().isoformat())
        for code, at in ((from_, start), (to, end))
        if code in kinds
    }


def anything(field: Field, goodness: float, chance: Random) -> str:
    """Some value of the field's type."""
    good = chance.random() < goodness
    match field.type:
        case "int":
            return str(chance.randint(0, 12 if good else 3))
        case "number":
            return str(chance.choice((chance.randint(1, 100), round(chance.uniform(0.01, 120), 2))))
        case "bool":
            return str(int(good))
        case "entry":
            return "NA" if chance.random() < 0.06 else "1" if good else chance.choice(("0", "0.5", "0.5"))
        case "enum":
            return chance.choice(field.choices[:1] if good and chance.random() < 0.5 else field.choices)
        case "date" | "datetime":
            return (date(2012, 1, 1) + timedelta(days=chance.randint(0, 400))).isoformat()
        case _:
            return "见附件"


def some_bodies(chance: Random, kinds: Sequence[str], size: int) -> list[Body]:
    """Made-up bodies of these kinds, in groups, some with the mark "pilot"."""
    return [
        Body(
            code=f"b{n}",
            name=Text(f"单位{n}", f"Body {n}"),
            kind=chance.choice(list(kinds) or ["any", "other"]),
            group=chance.choice(("east", "west", "")),
            traits=frozenset({"pilot"}) if chance.random() < 0.5 else frozenset(),
        )
        for n in range(size)
    ]
