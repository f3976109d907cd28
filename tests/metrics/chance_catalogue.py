"""Small catalogues by chance: every mean, policy, rule, rounding and way of ranking comes up."""

from __future__ import annotations

from random import Random
from typing import Any

from metrics.model import (
    FILLS,
    TOTAL,
    Catalogue,
    Effect,
    Field,
    Grade,
    Indicator,
    Kind,
    Level,
    Node,
    Text,
    Totals,
)

NO_TEXT = Text("", "")
NUMBER, COUNT, YES = "number", "int", "bool"


def fields(**types: str) -> tuple[Field, ...]:
    return tuple(
        Field(code, NO_TEXT, kind, ("优", "良", "差") if kind == "enum" else ())
        for code, kind in types.items()
    )


def maker(rule: str, chance: Random) -> tuple[dict[str, Any], tuple[Field, ...]]:
    """Parameters and fields of one rule."""
    pick = chance.choice
    up = pick((True, False))
    ends = (
        {"full_at": 1.0, "zero_at": pick((0.0, 0.5, 0.85))}
        if up
        else {"full_at": 0.0, "zero_at": pick((0.3, 1.0))}
    )
    over = pick(({}, {"over": "max"}, {"over": "min"}, {"over": "sum"}, {"over": "mean"}))
    empty = {"when_empty": pick(("not_applicable", "zero", "full"))}
    match rule:
        case "value":
            plain = pick(({"full_at": 100.0, "zero_at": 10.0}, {"full_at": 0.5, "zero_at": 80}))
            taken = pick(({"full_at": "max", "zero_at": "min"}, {"full_at": "min", "zero_at": "max"}))
            log = {"full_at": 100.0, "zero_at": 1.0, "scale": "log"}
            return {"field": "x", **pick((plain, taken, log, {**plain, "clip": True})), **over}, fields(
                x=NUMBER
            )
        case "ratio":
            more = pick(({}, {"empty_needs": "rules"}, {"min_den": 30}))
            return {"num": "n", "den": "d", **ends, **empty, **more}, fields(n=COUNT, d=COUNT, rules=YES)
        case "checklist":
            items = pick(
                (("a", "b", "c"), ({"zh": "甲", "en": "A", "weight": 2.5}, {"zh": "乙", "en": "B"}, "c", "d"))
            )
            codes = {f"item_{n}": "entry" for n in range(1, len(items) + 1)}
            return {"items": items, **pick(({}, {"need": "all"}))}, fields(**codes)
        case "timeliness":
            form = pick(
                (
                    {"from": "a", "to": "b", "limit": 20, "zero_at": 40},
                    {"from": "a", "to": "b", "limit": 1, "zero_at": 3, "over": "max"},
                    {"date": "b", "due": "a", "zero_late": 10},
                    {"date": "b", "due": "Y+1-03-31", "zero_late": 20, "year": "y"},
                )
            )
            kinds = fields(a=pick(("date", "datetime")), b="datetime", y=NUMBER)
            kinds = tuple(one for one in kinds if one.code != "y" or "year" in form)
            return {**form, **empty, "calendar": pick(("workday", "natural"))}, kinds
        case "on_time":
            more = {**empty, "calendar": pick(("workday", "natural")), "unknown": pick(("late", "left_out"))}
            return {"from": "a", "to": "b", "limit": 20, "full_at": 1.0, "zero_at": 0.5, **more}, fields(
                a="date", b="date"
            )
        case "count":
            tiers = pick((((4, 1.0), (2, 0.5)), ((3, 1.0), (2, 0.7), (1, 0.4))))
            return {"field": "n", "tiers": tiers, **over}, fields(n=COUNT)
        case "level":
            return {"field": "g", "map": {"优": 1.0, "良": 0.8, "差": 0.0}}, fields(g="enum")
        case "yes_no":
            return {"field": "y", **pick(({}, {"yes": 0}))}, fields(y=YES)
        case "deduction" | "bonus":
            return {"field": "n", "per": pick((0.2, 0.5, 1)), "cap": pick((1, 2, 5.5))}, fields(n=COUNT)
        case _:
            return {"field": "v", **pick(({}, {"at_least": 1}))}, fields(v=YES)


RULES = ("value", "ratio", "checklist", "timeliness", "on_time", "count", "level", "yes_no")


def catalogue_by(chance: Random) -> Catalogue:
    """A catalogue with up to three levels, two kinds and every sort of adjustment."""
    kinds = chance.choice(((), ("district", "bureau")))
    levels = tuple(level(f"L{n}", chance) for n in range(chance.randint(0, 3)))
    nodes = make_nodes(levels, chance)
    codes = [f"i{n}" for n in range(chance.randint(3, 9))]
    grades = tuple(Grade(code, NO_TEXT, at_least) for code, at_least in (("a", 85), ("b", 60), ("c", 30)))
    if chance.random() < 0.7:
        quotas = (chance.choice((0.0, 0.2, 0.3, 0.5)), chance.choice((None, 0.4)))
        grades = tuple(
            Grade(one.code, NO_TEXT, one.at_least, quota)
            for one, quota in zip(grades, (*quotas, None), strict=True)
        )
    own = [indicator(code, kinds, levels, nodes, chance) for code in codes]
    own += [adjustment(n, chance) for n in range(chance.randint(0, 4))]
    if chance.random() < 0.3:
        own.append(reader(own[0]))
    return Catalogue(
        code="chance",
        year=2012,
        title=NO_TEXT,
        kinds=tuple(Kind(code, NO_TEXT) for code in kinds),
        levels=levels,
        nodes=nodes,
        indicators=tuple(own),
        totals=totals(chance),
        grades=grades,
        calendar="cn",
    )


def level(code: str, chance: Random) -> Level:
    mean = chance.choice(("sum", "sum", "arithmetic", "geometric", "harmonic"))
    gone = (
        ("pass_up", "pass_up", "renew", "zero", "full", "blank")
        if mean == "sum"
        else ("renew", "zero", "full", "blank")
    )
    return Level(
        code=code,
        title=NO_TEXT,
        mean=mean,
        missing=chance.choice(("zero", "zero", "renew", "blank")),
        not_applicable=chance.choice(gone),
        min_available=chance.choice((0.0, 0.0, 0.4, 0.7)),
        decimals=chance.choice((None, None, 1, 2)),
    )


def make_nodes(levels: tuple[Level, ...], chance: Random) -> tuple[Node, ...]:
    """One to three nodes a level, each below a node of any higher level or the total."""
    nodes: list[Node] = []
    for one in reversed(levels):
        parents = [node.code for node in nodes] + [TOTAL]
        weights = (1.0, 2.0, 0.5) if one is not levels[-1] else (1.0, 1.5)
        for n in range(chance.randint(1, 3)):
            parent = chance.choice([above for above in parents if not above.startswith(one.code)])
            marks = chance.choice((None, 20.0))
            nodes.append(Node(f"{one.code}.{n}", one.code, parent, NO_TEXT, chance.choice(weights), marks))
    return tuple(nodes)


def indicator(
    code: str, kinds: tuple[str, ...], levels: tuple[Level, ...], nodes: tuple[Node, ...], chance: Random
) -> Indicator:
    rule = chance.choice(RULES)
    params, own = maker(rule, chance)
    node = chance.choice([one.code for one in nodes] + [TOTAL])
    marks: dict[str, float] = {kind: chance.choice((1.0, 2.5, 3.0)) for kind in kinds} or {
        "": chance.choice((1.5, 10.0))
    }
    fills = chance.random() < 0.25
    by_kind = {"bureau": {"zero_at": 0.25}} if kinds and rule == "on_time" else {}
    return Indicator(
        code=code,
        node=node,
        title=NO_TEXT,
        kinds=chance.choice(((), (), kinds[:1])),
        rule=rule,
        params=params,
        params_by_kind=by_kind,
        fields=own,
        marks=marks,
        weight=chance.choice((1.0, 1.0, 2.0, 0.25)),
        decimals=chance.choice((2, 2, 1, None)),
        trait=chance.choice(("", "", "", "pilot")),
        missing=chance.choice(FILLS) if fills else None,
        not_applicable=chance.choice((*FILLS, "zero", "full")) if fills and chance.random() < 0.5 else None,
    )


def adjustment(number: int, chance: Random) -> Indicator:
    rule = chance.choice(("deduction", "deduction", "bonus", "veto"))
    params, own = maker(rule, chance)
    effects = (Effect("c"), Effect("b", ranked=False), Effect(total=59.5), Effect(ranked=False))
    return Indicator(
        code=f"{rule[0]}{number}",
        node=TOTAL,
        title=NO_TEXT,
        kinds=(),
        rule=rule,
        params=params,
        fields=own,
        role=rule,
        decimals=chance.choice((2, None)),
        effect=chance.choice(effects) if rule == "veto" else None,
    )


def reader(source: Indicator) -> Indicator:
    """The same facts once more under another node's head."""
    return Indicator(
        code="again",
        node=TOTAL,
        title=NO_TEXT,
        kinds=source.kinds,
        rule=source.rule,
        params=source.params,
        params_by_kind=source.params_by_kind,
        marks=source.marks,
        reads=source.code,
        decimals=2,
    )


def totals(chance: Random) -> Totals:
    pick = chance.choice
    top = level(TOTAL, chance)
    decimals = pick((2, 2, 1, 0, None))
    return Totals(
        top=Level(TOTAL, NO_TEXT, top.mean, top.missing, top.not_applicable, top.min_available),
        scale=pick((100.0, 100.0, 1.0, 10.0)),
        decimals=decimals,
        rebase=pick((True, True, False)),
        rescale=pick(("", "", "", "minmax")),
        places_from=pick(("printed", "raw", "rounded")),
        places_decimals=pick((0, 1)),
        peers=pick(("kind", "group", "all")),
        floor=pick((None, 0.0)),
        deductions_cap=pick((None, 3.0)),
        bonus_cap=pick((None, 1.5)),
        bonus_gate=pick((None, 50.0)),
        thin_base=pick((None, 4.0, 12.0)),
    )
