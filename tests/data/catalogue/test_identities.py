"""The forms of annual reports: those that come with the program, and what is told of a faulty one."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.catalogue.identities import forms
from metrics.errors import CatalogueError

SOUND = """
[form]
code = "small"
title = "Small"
first = 2000
last = 2001

[[table]]
code = "t"
title = "Table"
columns = [{ code = "a", title = "A" }, { code = "b", title = "B" }]
rows = [{ code = "1", title = "One" }, { code = "2", title = "Two" }]

[[identity]]
code = "I1"
per = "column"
table = "t"
left = ["1"]
right = ["2", "-previous:2"]
"""


def test_every_year_has_its_form() -> None:
    found = forms()
    assert [one.code for one in found] == ["monthly_2004", "report_2008", "report_2014", "report_2019"]
    for year in range(2008, 2026):
        assert sum(one.first <= year <= one.last for one in found if one.first >= 2008) == 1, year


def test_the_leaves_of_table_three_are_twenty_one() -> None:
    now = next(one for one in forms() if one.code == "report_2019")
    assert len(next(one for one in now.identities if one.code == "C2").right) == 21


def written(folder: Path, text: str) -> Path:
    (folder / "small.toml").write_text(text, encoding="utf-8")
    return folder


def test_a_sound_form_is_read(tmp_path: Path) -> None:
    (one,) = forms(written(tmp_path, SOUND))
    assert [(term.sign, term.report, term.row) for term in one.identities[0].right] == [
        (1, "", "2"),
        (-1, "previous", "2"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "problem", "found"),
    [
        ('left = ["1"]', 'left = ["3"]', "unknown row", "3"),
        ('left = ["1"]', 'left = ["1@a"]', "does not fit", "1@a"),
        ('left = ["1"]', 'left = ["elsewhere:1"]', "does not fit", "elsewhere:1"),
        ('table = "t"', 'table = "u"', "unknown table", "u"),
        ('per = "column"', 'per = "colum"', "unknown word", "colum"),
        ('left = ["1"]', "left = []", "needs both sides", ""),
        ('left = ["1"]', 'rule = "rate"\nleft = ["1"]', "belongs to a rate", ""),
        ('{ code = "2", title = "Two" }', '{ code = "1", title = "Two" }', "stands twice", "t"),
        ("[[identity]]", "[[identities]]", "unknown table", "identities"),
    ],
)
def test_a_fault_is_named(tmp_path: Path, old: str, new: str, problem: str, found: str) -> None:
    assert old in SOUND
    with pytest.raises(CatalogueError) as caught:
        forms(written(tmp_path, SOUND.replace(old, new)))
    assert (problem, found) in [(fault.problem, fault.found) for fault in caught.value.faults]


def test_what_is_no_toml_is_told(tmp_path: Path) -> None:
    with pytest.raises(CatalogueError, match="TOML syntax"):
        forms(written(tmp_path, "[form"))
