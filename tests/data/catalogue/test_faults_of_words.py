"""Wrong words, wrong values and codes that stand twice."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.data.catalogue.sample import FIELD_D, GOOD, Case, alone, broken

CASES: dict[str, Case] = {
    "unknown table": (
        GOOD + "[[indicater]]\ncode = 'x'\n",
        ("", "indicater", "unknown table", "indicater"), "did you mean indicator?",
    ),
    "unknown key": (
        broken("quota = 0.3", "quotta = 0.3"),
        ("excellent", "quotta", "unknown key", "quotta"), "did you mean quota? code, title, at_least, quota",
    ),
    "unknown key of the catalogue": (
        broken('calendar = "cn"', 'calendar = "cn"\nyears = 1'),
        ("[catalogue]", "years", "unknown key", "years"), "did you mean year?",
    ),
    "unknown key of a field": (
        broken(FIELD_D, FIELD_D.replace("}", ', unit = "%" }')),
        ("ratio", "fields.d.unit", "unknown key", "unit"), "code, title, type, choices",
    ),
    "unknown key of an effect": (
        broken('effect = { grade = "pass" }', 'effect = { grade = "pass", rank = false }'),
        ("leak", "effect.rank", "unknown key", "rank"), "did you mean ranked?",
    ),
    "missing key": (
        broken('title = "Clause one"\n', ""), ("C1", "title", "missing key", ""), "",
    ),
    "entry without code": (
        broken('code = "late"\n', ""), ("[[indicator]] no. 6", "code", "missing key", ""), "",
    ),
    "no catalogue table": (
        GOOD[GOOD.index("[[kind]]"):].replace('formerly = "old"\n', "").replace('"workday"', '"natural"'),
        ("[catalogue]", "", "missing table", ""), "[catalogue] with code, year and title",
    ),
    "a list written as a table": (
        GOOD.replace("[[kind]]", "[x]", 1).replace("[x]", "[[kind]]", 1) + "[grade2]\n",
        ("", "grade2", "unknown table", "grade2"), "did you mean grade?",
    ),
    "a year that is none": (
        broken("year = 2012", 'year = "2012"'),
        ("[catalogue]", "year", "does not fit", "2012"), "a whole number from 1900 to 2200",
    ),
    "a title in one language": (
        broken('{ zh = "样例", en = "Sample" }', '{ zh = "样例" }'),
        ("[catalogue]", "title", "does not fit", "{'zh': '样例'}"), 'a text: "…" or { zh = "…", en = "…" }',
    ),
    "a code with a blank": (
        broken('code = "leak"', 'code = "a leak"'),
        ("a leak", "code", "does not fit", "a leak"), "a code",
    ),
    "a weight below 0": (
        broken('weight = "1/3"', "weight = -1"),
        ("C1", "weight", "does not fit", "-1"), 'a number from 0 on, or a fraction such as "1/3"',
    ),
    "a fraction over 0": (
        broken('weight = "1/3"', 'weight = "1/0"'), ("C1", "weight", "does not fit", "1/0"), '"1/3"',
    ),
    "a flag that is none": (
        broken("decimals = 2\n\n[[grade]]", 'rebase = "no"\ndecimals = 2\n\n[[grade]]'),
        ("[total]", "rebase", "does not fit", "no"), "true or false",
    ),
    "quota above 1": (
        broken("quota = 0.3", "quota = 30"),
        ("excellent", "quota", "does not fit", "30"), "a share from 0 to 1",
    ),
    "not a number": (
        broken("at_least = 90", "at_least = nan"),
        ("excellent", "at_least", "does not fit", "nan"), "a number",
    ),
    "unknown mean": (
        broken('mean = "arithmetic"', 'mean = "geometrical"'),
        ("section", "mean", "unknown word", "geometrical"), "did you mean geometric? sum, arithmetic",
    ),
    "unknown policy": (
        broken('title = "Clause"\n', 'title = "Clause"\nmissing = "zeros"\n'),
        ("clause", "missing", "unknown word", "zeros"), "did you mean zero?",
    ),
    "full is no policy for what is missing": (
        broken('title = "Clause"\n', 'title = "Clause"\nmissing = "full"\n'),
        ("clause", "missing", "unknown word", "full"), "zero, renew, blank",
    ),
    "unknown type of field": (
        broken(FIELD_D, FIELD_D.replace("int", "integer")),
        ("ratio", "fields.d.type", "unknown word", "integer"), "did you mean int?",
    ),
    "an enum without choices": (
        broken(', choices = ["good", "poor"]', ""),
        ("level", "fields.grade.choices", "missing key", ""), "the words of the enum",
    ),
    "choices of a number": (
        broken(FIELD_D, FIELD_D.replace("}", ', choices = ["1"] }')),
        ("ratio", "fields.d.choices", "only for an enum", "int"), "",
    ),
    "a code twice": (
        broken('code = "C2"', 'code = "C1"').replace('node = "C2"', 'node = "C1"'),
        ("C1", "code", "stands twice", "also a node in a.toml"), "each code once",
    ),
    "an indicator with the code of a node": (
        broken('code = "late"', 'code = "S1"'),
        ("S1", "code", "stands twice", "also a node in a.toml"), "each code once",
    ),
    "the code of the total": (
        broken('code = "late"', 'code = "total"'),
        ("total", "code", "reserved for the total", "total"), "another code",
    ),
    "a field twice": (
        broken(FIELD_D, FIELD_D.replace('"d"', '"n"')).replace('den = "d"', 'den = "n"'),
        ("ratio", "fields.n", "stands twice", "n"), "each field once",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_one_change_one_fault(name: str, tmp_path: Path) -> None:
    alone(CASES[name], tmp_path)
