"""The terms of rectification: those of 2012, the faults of others, and a README that names every key."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.catalogue import FOLDER, load
from data.catalogue.rectification import FILE, LISTS, ONCE, load_terms
from metrics.errors import CatalogueError, Lacking
from metrics.procedure.terms import Terms
from tests.data.catalogue.readme import section

SOUND = (FOLDER / "2012" / FILE).read_text(encoding="utf-8")


def written(folder: Path, content: str) -> Path:
    (folder / FILE).parent.mkdir()
    (folder / FILE).write_text(content, encoding="utf-8")
    return folder


def faults(folder: Path, content: str) -> str:
    with pytest.raises(CatalogueError) as caught:
        load_terms(written(folder, content), load(FOLDER / "2012"))
    return str(caught.value)


@pytest.fixture(scope="module")
def terms() -> Terms:
    return load_terms(FOLDER / "2012", load(FOLDER / "2012"))


def test_the_numbers_of_2012(terms: Terms) -> None:
    assert {one.code: one.days for one in terms.classes} == {"prompt": 5, "ordinary": 15, "complex": 30}
    assert [one.milestones for one in terms.classes] == [False, False, True]
    assert (terms.extensions, terms.extension_days) == (1, 10)
    assert (terms.blue, terms.red_after, terms.red_returns) == (3, 5, 2)
    assert (terms.again_from, terms.again_until) == (3, 6)
    assert [one.title.zh for one in terms.rungs] == [
        "提醒函",
        "督办单",
        "红色督办单",
        "通报批评",
        "移送问责建议",
    ]
    assert terms.pauses == {"contested", "suspended", "reported", "verified"}
    assert {(one.indicator, one.what) for one in terms.feeds} == {
        ("8.1.3", "due"), ("8.1.3", "in_time"), ("K3", "criticised"),
    }  # fmt: skip


def test_every_chosen_number_has_a_source(terms: Terms) -> None:
    assert {
        "class",
        "extension",
        "contest",
        "suspension",
        "pauses",
        "lamps",
        "rung",
        "look_again",
        "most",
    } <= set(terms.sources)
    assert all(terms.sources.values())


def test_the_plan_does_not_depend_on_it(tmp_path: Path) -> None:
    """The version of the plan says nothing of the terms."""
    plan = "\n".join(file.read_text("utf-8") for file in (FOLDER / "2012").glob("*.toml"))
    assert "[[rung]]" not in plan


def test_a_year_that_differs_little_has_the_other_years_terms(terms: Terms) -> None:
    folder = FOLDER / "2011-demo"
    assert load_terms(folder, load(folder)) == terms


def test_a_folder_without_terms_is_refused(tmp_path: Path) -> None:
    with pytest.raises(Lacking, match="rectification_terms"):
        load_terms(tmp_path)


@pytest.mark.parametrize(
    ("old", "new", "told"),
    [
        ("extension_days = 10", "extension_days = -1", "does not fit; found -1"),
        ("extension_days = 10", "", "extension_days: missing key"),
        ("blue = 3", "blue = 3.5", "does not fit"),
        ('"verified"]', '"sleeping"]', "unknown state; found sleeping"),
        ("until_months = 6", "until_months = 2", "before from_months; found 2; allowed: from 3"),
        ('code = "ordinary"', 'code = "prompt"', "stands twice; found prompt"),
        ("late = 6", "late = 1", "not above the step before; found 1; allowed: more than 1"),
        ('lamp = "yellow"', 'lamp = "yelow"', "did you mean yellow?"),
        ('indicator = "8.1.3"', 'indicator = "8.1.4"', "unknown indicator; found 8.1.4"),
        ('field = "k_criticised"', 'field = "criticised"', "unknown field of K3; found criticised"),
        ('what = "due"', 'what = "all"', "unknown word; found all"),
        ("[look_again]", "[lok_again]", "did you mean look_again?"),
        ("most = 0.5", "most = 2", "does not fit; found 2"),
        ("[[severity]]", "[severity]", "TOML syntax"),
    ],
)
def test_faults_are_told(tmp_path: Path, old: str, new: str, told: str) -> None:
    assert old in SOUND
    assert told in faults(tmp_path, SOUND.replace(old, new, 1))


def test_all_faults_at_once(tmp_path: Path) -> None:
    found = faults(tmp_path, '[clock]\nblue = "x"\n[[rung]]\ncode = "a b"\n')
    for part in (
        "extension_days: missing key",
        "blue: does not fit",
        "[[class]]: missing table",
        "[[rung]] no. 1",
    ):
        assert part in found


def test_the_readme_names_every_key() -> None:
    told = section("## Rectification")
    for table, keys in {**ONCE, **LISTS}.items():
        bracket = f"`[{table}]`" if table in ONCE else f"`[[{table}]]`"
        assert bracket in told
        assert [key for key in keys if f"`{key}`" not in told] == []
