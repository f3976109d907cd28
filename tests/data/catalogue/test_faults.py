"""All faults of a catalogue are told at once, whatever is wrong with its files."""

from __future__ import annotations

from pathlib import Path

from data.catalogue import load
from metrics.errors import CatalogueError
from tests.data.catalogue.sample import broken, faults, told, unsummed, write


def test_the_sample_itself_has_no_fault(tmp_path: Path) -> None:
    assert load(write(tmp_path)).code == "sample"


def test_all_faults_at_once(tmp_path: Path) -> None:
    text = broken("quota = 0.3", "quota = 3").replace('node = "C1"', 'node = "C9"')
    text = text.replace("per = 0.5", "per = 0")
    more = '[total]\nscale = 10\n[[indicator]]\ncode = "late"\n'
    found = faults(write(tmp_path, text, b=more))
    assert {told(fault)[:3] for fault in found} >= {
        ("excellent", "quota", "does not fit"),
        ("ratio", "node", "unknown node"),
        ("C1", "", "node without indicator"),
        ("late", "params.per", "does not fit"),
        ("[total]", "", "stands twice"),
        ("late", "code", "stands twice"),
        ("late", "title", "missing key"),
        ("late", "rule", "missing key"),
    }
    assert [fault.file for fault in found] == sorted(fault.file for fault in found)
    assert str(CatalogueError(found)).count("\n") == len(found) - 1


def test_a_syntax_error_is_told_with_its_line_and_the_other_files_are_still_read(tmp_path: Path) -> None:
    text = broken("quota = 0.3", "quota = 3")
    found = faults(write(tmp_path, text, b="[total\n", c='title = "open\n', d="x = [1,"))
    assert [(fault.file, fault.key, fault.problem) for fault in found] == [
        ("a.toml", "quota", "does not fit"),
        ("b.toml", "line 1", "TOML syntax"),
        ("c.toml", "line 1", "TOML syntax"),
        ("d.toml", "end of document", "TOML syntax"),
    ]


def test_a_file_that_is_no_utf8_is_told(tmp_path: Path) -> None:
    here = write(tmp_path)
    (here / "b.toml").write_bytes('title = "样例"'.encode("gbk"))
    found = faults(here)
    assert [(fault.file, fault.key, fault.problem) for fault in found] == [("b.toml", "byte 9", "not UTF-8")]


def test_a_circle_of_nodes_is_told_at_each_of_them(tmp_path: Path) -> None:
    text = unsummed('code = "S1"\nlevel = "section"', 'code = "S1"\nparent = "C1"\nlevel = "section"')
    assert [told(fault) for fault in faults(write(tmp_path, text))] == [
        ("S1", "parent", "goes round in a circle", "S1 > C1 > S1"),
        ("C1", "parent", "goes round in a circle", "C1 > S1 > C1"),
    ]


def test_a_table_of_the_wrong_shape_is_told(tmp_path: Path) -> None:
    found = faults(write(tmp_path, b="[[total]]\nscale = 10\n", c='[level]\ncode = "x"\n'))
    assert [(fault.file, *told(fault), fault.allowed) for fault in found] == [
        ("b.toml", "[total]", "", "stands once", "list", "[total]"),
        ("c.toml", "[[level]]", "", "is a list", "[level]", "[[level]]"),
    ]


def test_a_folder_without_catalogue_is_told(tmp_path: Path) -> None:
    (fault,) = faults(tmp_path / "nowhere")
    assert (fault.problem, fault.allowed) == ("no catalogue here", "a folder with *.toml files")


def test_a_catalogue_without_indicator_is_told(tmp_path: Path) -> None:
    head = '[catalogue]\ncode = "x"\nyear = 2012\ntitle = "x"\n'
    assert [told(fault) for fault in faults(write(tmp_path, head))] == [
        ("[[indicator]]", "", "no scored indicator", "")
    ]


def test_faults_of_the_bodies_beside_it_are_told(tmp_path: Path) -> None:
    text = broken('trait = "pilot"', 'trait = "pilot"\nunits = ["310101", "B01"]\nunits_kind = "district"')
    here = write(tmp_path, text)
    bodies = "code,name_zh,kind\n310101,黄浦区,district\nB01,市政府办公厅,buro\n"
    (here / "bodies.csv").write_text(bodies, encoding="utf-8")
    assert [(fault.file, *told(fault)) for fault in faults(here)] == [
        ("a.toml", "days", "trait", "no body has this mark", "pilot"),
        ("a.toml", "days", "units", "no body of this kind", "B01"),
        ("bodies.csv", "B01", "kind", "unknown kind", "buro"),
    ]
