"""A year that differs little from another is written as its differences, and checked as a whole."""

from __future__ import annotations

from pathlib import Path

import pytest

from data.catalogue import FOLDER, all_bodies, load, load_bodies
from data.catalogue.crosschecks import load_crosschecks
from data.catalogue.differs import files
from metrics.errors import CatalogueError

BASE = """
[catalogue]
code = "2012"
year = 2012
title = "Base"
calendar = "cn"

[[kind]]
code = "district"
title = "District"
full_marks = 100

[[node]]
code = "1"
level = "section"
title = "One"

[[level]]
code = "section"
title = "Section"

[[indicator]]
code = "a"
node = "1"
title = "Share"
rule = "ratio"
kinds = ["district"]
marks = { district = 60 }
params = { num = "x", den = "y", full_at = 1.0, zero_at = 0.5 }
fields = [{ code = "x", title = "x", type = "int" }, { code = "y", title = "y", type = "int" }]

[[indicator]]
code = "b"
node = "1"
title = "Rules"
rule = "yes_no"
kinds = ["district"]
marks = { district = 40 }
params = { field = "z" }
fields = [{ code = "z", title = "z", type = "bool" }]
"""
HEAD = '[differs]\nfrom = "2012"\n'
OTHER = '[catalogue]\ncode = "2011"\nyear = 2011\n'


def write(folder: Path, differences: str, name: str = "differences.toml") -> Path:
    for place, content, file in (("2012", BASE, "plan.toml"), ("2011", differences, name)):
        (folder / place).mkdir(exist_ok=True)
        (folder / place / file).write_text(content, encoding="utf-8")
    (folder / "2012" / "bodies.csv").write_text("code,name_zh,kind\nA,甲区,district\nB,乙区,district\n")
    return folder / "2011"


def faults(folder: Path) -> str:
    with pytest.raises(CatalogueError) as caught:
        load(folder)
    return str(caught.value)


def test_what_is_not_named_stays(tmp_path: Path) -> None:
    here = write(tmp_path, HEAD + OTHER + '[[indicator]]\ncode = "a"\nparams.full_at = 0.8\n')
    made, base = load(here), load(tmp_path / "2012")
    assert (made.code, made.year, made.title.en, made.calendar) == ("2011", 2011, "Base", "cn")
    one, other = made.indicators[0], base.indicators[0]
    assert (one.params["full_at"], other.params["full_at"]) == (0.8, 1.0)
    assert (one.params["zero_at"], one.marks, one.fields) == (0.5, other.marks, other.fields)
    assert made.version != base.version
    assert made.indicators[1] == base.indicators[1]


def test_one_goes_and_one_comes_behind_its_like(tmp_path: Path) -> None:
    new = '[[indicator]]\ncode = "c"\nnode = "1"\ntitle = "New"\nrule = "yes_no"\nkinds = ["district"]\n'
    new += 'marks = { district = 60 }\nparams = { field = "z" }\n'
    new += 'fields = [{ code = "z", title = "z", type = "bool" }]\n'
    here = write(tmp_path, HEAD + 'without = ["a"]\n' + OTHER + new)
    assert [one.code for one in load(here).indicators] == ["b", "c"]
    # The control: it is the whole that is checked, and 60 marks less are found.
    assert "full_marks" in faults(write(tmp_path, HEAD + 'without = ["a"]\n' + OTHER))


def test_bodies_stay_but_those_with_a_row_of_their_own(tmp_path: Path) -> None:
    here = write(tmp_path, HEAD + OTHER)
    assert [one.name.zh for one in load_bodies(here)] == ["甲区", "乙区"]
    (here / "bodies.csv").write_text("code,name_zh,kind\nB,旧乙区,district\nC,丙区,district\n")
    assert [one.name.zh for one in all_bodies(here)] == ["甲区", "旧乙区", "丙区"]


@pytest.mark.parametrize(
    ("differences", "told"),
    [
        (
            '[differs]\nfrom = "2010"\n',
            "no whole catalogue beside this one; found 2010; allowed: did you mean 2012? 2012",
        ),
        ('[differs]\nfrom = "2011"\n', "no whole catalogue beside this one"),
        ('[differs]\nfrom = "../2012"\n', "from"),
        ("[differs]\n", "from: missing key"),
        (HEAD + 'without = ["q"]\n' + OTHER, "without: not in the other catalogue; found q"),
        (HEAD + OTHER + 2 * '[[indicator]]\ncode = "a"\nrule = "ratio"\n', "stands twice"),
        (HEAD + 'without = ["1"]\n' + OTHER, "node"),
        (HEAD + OTHER + '[[indicator]]\ncode = "a"\nmarks = "many"\n', "differences.toml a marks"),
    ],
)
def test_what_is_wrong_is_told(tmp_path: Path, differences: str, told: str) -> None:
    assert told in faults(write(tmp_path, differences))


def test_differences_stand_in_the_file_of_that_name(tmp_path: Path) -> None:
    assert "stands in another file" in faults(write(tmp_path, HEAD + OTHER, "year.toml"))


def test_a_file_of_the_other_folder_counts_as_its_own(tmp_path: Path) -> None:
    here = write(tmp_path, HEAD + OTHER)
    assert [file.parent.name for file in files(here)] == ["2012", "2011"]
    assert [file.name for file in files(tmp_path / "2012")] == ["plan.toml"]


def test_the_demonstrations_earlier_year_is_marked_and_whole() -> None:
    made, base = load(FOLDER / "2011-demo"), load(FOLDER / "2012")
    assert made.demo
    assert not base.demo
    assert "演示数据" in made.title.zh
    assert "demo data" in made.title.en
    codes, later = ({one.code for one in it.indicators} for it in (made, base))
    assert (codes - later, later - codes) == ({"3.3.10"}, {"3.2.3"})
    order = [one.code for one in made.indicators]
    assert order.index("3.3.10") == order.index("3.3.9") + 1
    assert load_crosschecks(FOLDER / "2011-demo", made) == load_crosschecks(FOLDER / "2012", base)
    assert {one.code for one in load_bodies(FOLDER / "2011-demo")} - {
        one.code for one in load_bodies(FOLDER / "2012")
    } == {"310103"}
