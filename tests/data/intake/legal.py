"""Legal observations of the 2012 plan, drawn by Hypothesis: values, refusals, nil returns, cases."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal

from hypothesis import strategies as st

from data.intake.values import written
from metrics.model import NUMERIC_TYPES, Field, Indicator

# What is kept of a text is what is seen of it; "-" alone is how people leave a cell empty.
SIGNS = st.characters(categories=("L", "N", "P", "S"), exclude_characters="\u3164")
WORDS = (
    st.text(SIGNS, min_size=1, max_size=12)
    .map(str.strip)
    .filter(lambda text: text and not set(text) <= set("-—–/\\－／_#") and text[0] not in "-/")
)
TAKEN = ("不适用", "零报告", "n/a", "nil", "NA")  # words that mean a status where they stand alone
TEXTS = WORDS.filter(lambda text: text.casefold() not in [one.casefold() for one in TAKEN])
ITEMS = TEXTS.filter(lambda text: written(text) == text)  # a case is known by its plain name
REASONS = st.sampled_from(["无此业务", "本年度没有发生；已核实", "职能已划转（见文件）", "no such matter"])


def value(field: Field) -> st.SearchStrategy[str]:
    """A value as it is kept."""
    match field.type:
        case "int":
            return st.one_of(st.integers(0, 200), st.integers(0, 999_999_999_999_999)).map(str)
        case "number":
            return st.integers(-(10**9), 10**9).map(lambda n: _plain(Decimal(n) / 1000))
        case "bool":
            return st.sampled_from(["1", "0"])
        case "entry":
            return st.sampled_from(["1", "0.5", "0", "NA"])
        case "enum":
            return st.sampled_from(field.choices)
        case "date":
            return st.dates(date(1990, 1, 1), date(2030, 12, 31)).map(date.isoformat)
        case "datetime":
            moments = st.datetimes(datetime(1990, 1, 1), datetime(2030, 1, 1))
            return moments.map(lambda at: at.replace(microsecond=0).isoformat())
        case _:
            return TEXTS


def _plain(number: Decimal) -> str:
    text = f"{number.normalize():f}"
    return "0" if text in ("-0", "0") else text


@st.composite
def indicator(draw: st.DrawFn, one: Indicator, body: str, *, cases: bool) -> list[tuple[str, ...]]:
    """All rows of a body's indicator, () where nothing is reported."""
    kind = draw(st.sampled_from(["values", "values", "values", "nothing", "not applicable", "nil", "nils"]))
    if kind == "nothing":
        return []
    if kind == "not applicable":
        return [(body, one.code, "", "", "", "not_applicable", draw(REASONS))]
    if kind == "nil":
        return [(body, one.code, "", "", "", "nil", "")]
    items = draw(st.lists(ITEMS, max_size=3, unique=True)) if cases else []
    rows: list[tuple[str, ...]] = []
    for item in items or [""]:
        given = draw(st.fixed_dictionaries({field.code: value(field) for field in one.fields}))
        kept = draw(st.lists(st.sampled_from([field.code for field in one.fields]), min_size=1, unique=True))
        _in_order(one, given)
        for field in (field for field in one.fields if field.code in kept):
            status = "nil" if kind == "nils" else ""
            zero = "0" if field.type in NUMERIC_TYPES else ""
            rows.append((body, one.code, item, field.code, zero if status else given[field.code], status, ""))
    return rows


def _in_order(one: Indicator, given: dict[str, str]) -> None:
    """No part above its whole, no end before its beginning."""
    params = one.params
    if one.rule == "ratio" and int(given[params["num"]]) > int(given[params["den"]]):
        given[params["num"]], given[params["den"]] = given[params["den"]], given[params["num"]]
    if {"from", "to"} <= set(params) and given[params["from"]] > given[params["to"]]:
        given[params["from"]], given[params["to"]] = given[params["to"]], given[params["from"]]
