"""Indicators that do not fit the kinds of body, their role, other indicators or last year."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.data.catalogue.sample import (
    BONUS,
    BONUS_FIELDS,
    GOOD,
    Case,
    alone,
    broken,
    reader,
)

CASES: dict[str, Case] = {
    "unknown kind": (
        GOOD + BONUS + 'kinds = ["districts"]\n',
        ("extra", "kinds", "unknown kind", "districts"), "did you mean district? district, bureau",
    ),
    "no kind at all": (
        broken('kinds = ["district"]\ntrait', "kinds = []\ntrait").replace("full_marks = 60\n", ""),
        ("days", "kinds", "does not fit", "[]"), "a list of codes",
    ),
    "units of an unknown kind": (
        broken('trait = "pilot"', 'units = ["310101"]\nunits_kind = "bureau"'),
        ("days", "units_kind", "not a kind of this indicator", "bureau"), "district",
    ),
    "units without their kind": (
        GOOD + BONUS + 'units = ["310101"]\n',
        ("extra", "units_kind", "missing key", ""), "district, bureau",
    ),
    "a kind of units without units": (
        broken('trait = "pilot"', 'units_kind = "district"'),
        ("days", "units", "missing key", ""), "codes of bodies",
    ),
    "marks for another kind": (
        broken("marks = 20\nparams = { field", "marks = { district = 20, bureau = 1 }\nparams = { field"),
        ("level", "marks.bureau", "not a kind of this indicator", "bureau"), "district",
    ),
    "no marks for a kind": (
        broken("marks = { district = 10, bureau = 20 }", "marks = { district = 10 }"),
        ("list", "marks.bureau", "missing key", ""), "a number above 0",
    ),
    "marks of 0": (
        broken("marks = { district = 10, bureau = 20 }", "marks = { district = 10, bureau = 0 }"),
        ("list", "marks", "does not fit", "{'district': 10, 'bureau': 0}"), "one per kind",
    ),
    "parameters of another kind": (
        GOOD + "[indicator.for_kind.districts]\ncap = 3\n",
        ("late", "for_kind.districts", "not a kind of this indicator", "districts"), "did you mean district?",
    ),
    "a role that the rule has not": (
        GOOD + BONUS + 'role = "deduction"\n',
        ("extra", "role", "not the role of the rule", "deduction"), "bonus (bonus)",
    ),
    "marks of a bonus": (
        GOOD + BONUS + "marks = 3\n", ("extra", "marks", "only for scored indicators", "bonus"),
        "leave it out",
    ),
    "effect of what is no veto": (
        GOOD + BONUS + "effect = { total = 0 }\n", ("extra", "effect", "only for a veto", "bonus"),
        "leave it out",
    ),
    "a veto without effect": (
        broken('effect = { grade = "pass" }\n', ""),
        ("leak", "effect", "veto without effect", ""), "{ ranked = false }",
    ),
    "a veto that changes nothing": (
        broken('effect = { grade = "pass" }', "effect = { ranked = true }"),
        ("leak", "effect", "veto without effect", ""), "{ ranked = false }",
    ),
    "unknown grade": (
        broken('effect = { grade = "pass" }', 'effect = { grade = "passed" }'),
        ("leak", "effect.grade", "unknown grade", "passed"), "did you mean pass? excellent, pass",
    ),
    "unknown indicator read": (
        GOOD + reader("extra", "leaks"),
        ("extra", "reads", "unknown indicator", "leaks"), "did you mean leak?",
    ),
    "a reader is read": (
        GOOD + reader("extra", "leak") + reader("more", "extra"),
        ("more", "reads", "reads what is itself read", "extra"), "leak",
    ),
    "fields beside reads": (
        GOOD + reader("extra", "leak") + BONUS_FIELDS, ("extra", "fields", "not beside reads", ""),
        "leave it out",
    ),
    "reads what only some bodies give": (
        broken('code = "leak"', 'code = "leak"\nkinds = ["district"]') + reader("extra", "leak"),
        ("extra", "reads", "not asked of all bodies of this one", "leak is for district"), "the same kinds",
    ),
    "reads what only pilots give": (
        broken('code = "leak"', 'code = "leak"\ntrait = "pilot"') + reader("extra", "leak"),
        ("extra", "reads", "not asked of all bodies of this one", "leak is for pilot"), "the same trait",
    ),
    "no fields": (
        broken('fields = [{ code = "leaked", title = "leaked", type = "bool" }]\n', ""),
        ("leak", "fields", "missing key", ""), "what is filled in, or reads",
    ),
    "a code that last year had not": (
        broken('formerly = "old"', 'formerly = "older"'),
        ("ratio", "formerly", "not in the previous catalogue", "older"), "did you mean old?",
    ),
    "last year is not named": (
        broken('previous = "former"\n', ""),
        ("ratio", "formerly", "no previous catalogue is named", "old"), "previous in [catalogue]",
    ),
    "last year is not there": (
        broken('previous = "former"', 'previous = "2011"').replace('formerly = "old"\n', ""),
        ("[catalogue]", "previous", "no other folder beside this one", "2011"), "former",
    ),
    "it is its own last year": (
        broken('previous = "former"', 'previous = "sample"').replace('formerly = "old"\n', ""),
        ("[catalogue]", "previous", "no other folder beside this one", "sample"), "former",
    ),
    "unknown calendar": (
        broken('calendar = "cn"', 'calendar = "xx"'),
        ("[catalogue]", "calendar", "unknown calendar", "xx"), "cn",
    ),
    "no calendar": (
        broken('calendar = "cn"\n', ""),
        ("days", "params.calendar", "no working-day calendar is named", "workday"), 'calendar = "natural"',
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CASES)
def test_one_change_one_fault(name: str, tmp_path: Path) -> None:
    alone(CASES[name], tmp_path)
