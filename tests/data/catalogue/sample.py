"""A small catalogue without fault that uses most of the format, to be broken in one place at a time."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.catalogue import load
from metrics.errors import CatalogueError, Fault

GOOD = """
[catalogue]
code = "sample"
year = 2012
title = { zh = "样例", en = "Sample" }
calendar = "cn"
previous = "former"

[[kind]]
code = "district"
title = "District"
full_marks = 100

[[kind]]
code = "bureau"
title = "Bureau"
full_marks = 60

[[level]]
code = "clause"
title = "Clause"

[[level]]
code = "section"
title = "Section"
mean = "arithmetic"

[[node]]
code = "S1"
level = "section"
title = "Section one"
marks = 60

[[node]]
code = "C1"
level = "clause"
parent = "S1"
title = "Clause one"
weight = "1/3"

[[node]]
code = "C2"
level = "clause"
parent = "S1"
title = "Clause two"
weight = "2/3"

[total]
decimals = 2

[[grade]]
code = "excellent"
title = "Excellent"
at_least = 90
quota = 0.3

[[grade]]
code = "pass"
title = "Pass"
at_least = 60

[defaults]
decimals = 2

[[indicator]]
code = "ratio"
node = "C1"
title = "A ratio"
rule = "ratio"
marks = 10
formerly = "old"
params = { num = "n", den = "d", full_at = 1.0, zero_at = 0.5 }
fields = [{ code = "n", title = "n", type = "int" }, { code = "d", title = "d", type = "int" }]

[[indicator]]
code = "list"
node = "C2"
title = "A checklist"
rule = "checklist"
marks = { district = 10, bureau = 20 }
params = { items = ["one", { zh = "二", en = "two", weight = 2 }] }

[[indicator]]
code = "level"
title = "A level"
rule = "level"
kinds = ["district"]
marks = 20
params = { field = "grade", map = { good = 1.0, poor = 0.0 } }
fields = [{ code = "grade", title = "grade", type = "enum", choices = ["good", "poor"] }]

[[indicator]]
code = "days"
title = "Days"
rule = "timeliness"
kinds = ["district"]
trait = "pilot"
marks = 20
params = { from = "start", to = "end", limit = 5, zero_at = 10, calendar = "workday" }
fields = [{ code = "start", title = "start", type = "date" }, { code = "end", title = "end", type = "date" }]

[[indicator]]
code = "leak"
title = "A leak"
rule = "veto"
params = { field = "leaked" }
fields = [{ code = "leaked", title = "leaked", type = "bool" }]
effect = { grade = "pass" }

[[indicator]]
code = "late"
title = "Late returns"
rule = "deduction"
params = { field = "times", per = 0.5, cap = 2 }
fields = [{ code = "times", title = "times", type = "int" }]
"""

FORMER = """
[[indicator]]
code = "old"
"""


def write(folder: Path, text: str = GOOD, **more: str) -> Path:
    """The catalogue in `folder`/sample, last year's beside it; `more` are further files by name."""
    here, former = folder / "sample", folder / "former"
    for place in (here, former):
        place.mkdir(exist_ok=True)
    (here / "a.toml").write_text(text, encoding="utf-8")
    (former / "a.toml").write_text(FORMER, encoding="utf-8")
    for name, content in more.items():
        (here / f"{name}.toml").write_text(content, encoding="utf-8")
    return here


def broken(old: str, new: str) -> str:
    """The sample with one place changed; the place must be there exactly once."""
    assert GOOD.count(old) == 1, (old, GOOD.count(old))
    return GOOD.replace(old, new)


EXTRA = """
[[indicator]]
code = "extra"
title = "Extra"
"""
BONUS_FIELDS = 'fields = [{ code = "times", title = "times", type = "int" }]\n'
FIELD_D = '{ code = "d", title = "d", type = "int" }'
BONUS = EXTRA + 'rule = "bonus"\nparams = { field = "times", per = 1, cap = 2 }\n' + BONUS_FIELDS


def extra(text: str, field: str) -> str:
    """The sample with one more indicator for districts that takes 10 of the 20 marks of "level"."""
    fields = f'fields = [{{ code = "x", title = "x", type = "{field}" }}]\n'
    shared = broken("marks = 20\nparams = { field", "marks = 10\nparams = { field")
    return f'{shared}{EXTRA}kinds = ["district"]\nmarks = 10\n{text}{fields}'


def on_value(params: str) -> str:
    """The sample with one more indicator by the rule value."""
    return extra(f'rule = "value"\nparams = {{ {params} }}\n', "number")


def reader(code: str, source: str) -> str:
    """An indicator that reads the facts of another."""
    head = EXTRA.replace("extra", code)
    return head + f'rule = "bonus"\nreads = "{source}"\nparams = {{ field = "leaked", per = 1, cap = 1 }}\n'


def unsummed(old: str, new: str) -> str:
    """The sample with one place changed and no full marks to add up to."""
    return broken(old, new).replace("full_marks = 60\n", "").replace("full_marks = 100\n", "")


def on_time(params: str) -> str:
    """The sample with other parameters for the indicator that counts days."""
    return broken('from = "start", to = "end", limit = 5, zero_at = 10, calendar = "workday"', params)


def told(fault: Fault) -> tuple[str, str, str, str]:
    """What a fault says of its place and problem."""
    return fault.code, fault.key, fault.problem, fault.found


def faults(folder: Path) -> tuple[Fault, ...]:
    """The faults of the catalogue in `folder`, which must have some."""
    with pytest.raises(CatalogueError) as caught:
        load(folder)
    return caught.value.faults


Case = tuple[str, tuple[str, str, str, str], str]


def alone(case: Case, folder: Path) -> None:
    """Assert that a broken catalogue has exactly the fault it should have.

    `case`: the text; code, key, problem and what was found; part of what is said to be allowed.
    """
    text, place, allowed = case
    found = faults(write(folder, text))
    assert [told(fault) for fault in found] == [place]
    assert allowed in found[0].allowed
    assert found[0].file == ("" if place[2] == "missing table" else "a.toml")
