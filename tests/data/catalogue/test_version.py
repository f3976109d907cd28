"""The version changes with what a catalogue says and with nothing else."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from data.catalogue import load
from tests.data.catalogue.sample import GOOD, broken, write

HEX = re.compile(r"[0-9a-f]{64}")


def version(folder: Path, text: str = GOOD, **more: str) -> str:
    folder.mkdir(exist_ok=True)
    return load(write(folder, text, **more)).version


def blocks() -> list[str]:
    """The tables of the sample, one text each."""
    return ["[" + block for block in re.split(r"^\[", GOOD, flags=re.M)[1:]]


def test_it_is_a_sha256(tmp_path: Path) -> None:
    assert HEX.fullmatch(version(tmp_path))


def test_it_does_not_depend_on_the_split_into_files(tmp_path: Path) -> None:
    once, levels = blocks()[0], [block for block in blocks() if block.startswith("[[level")]
    others = [block for block in blocks()[1:] if block not in levels]
    grades = [block for block in others if block.startswith("[[grade")]
    others = [block for block in others if block not in grades]
    # Backwards: an indicator may come in any file, in any order.
    more = {f"b{number:02}": block for number, block in enumerate(reversed(others))}
    assert version(tmp_path / "split", once + "".join(levels + grades), **more) == version(tmp_path / "whole")


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("comments and blank lines", GOOD.replace("\n\n", "\n\n# a remark\n\n")),
        ("order of keys", broken("at_least = 90\nquota = 0.3", "quota = 0.3\nat_least = 90")),
        ("order of parameters", broken("per = 0.5, cap = 2", "cap = 2, per = 0.5")),
        ("a whole number written with a dot", broken("at_least = 90", "at_least = 90.0")),
        ("a fraction that can be reduced", broken('"1/3"', '"2/6"')),
        ("a default written out", broken("[total]", "[total]\nscale = 100\nmissing = 'zero'")),
        ("a text in two languages", broken('"Section one"', '{ zh = "Section one", en = "Section one" }')),
        ("the total as parent", broken('code = "S1"', 'code = "S1"\nparent = "total"')),
        ("a table written in another way", broken('effect = { grade = "pass" }', 'effect.grade = "pass"')),
    ],
)
def test_it_does_not_depend_on_the_writing(name: str, text: str, tmp_path: Path) -> None:
    assert text != GOOD
    assert version(tmp_path / "other", text) == version(tmp_path / "sample"), name


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("at_least = 60", "at_least = 61"),
        ('title = "A ratio"', 'title = "The ratio"'),
        ("zero_at = 0.5", "zero_at = 0.51"),
        ('"1/3"', '"1/4"'),
        ("items = [", 'items = ["three", '),
        ('mean = "arithmetic"', 'mean = "geometric"'),
        ('choices = ["good", "poor"]', 'choices = ["poor", "good"]'),
        ('{ grade = "pass" }', '{ grade = "pass", total = 0 }'),
        ("year = 2012", "year = 2013"),
    ],
)
def test_it_depends_on_all_that_is_said(old: str, new: str, tmp_path: Path) -> None:
    assert version(tmp_path / "other", broken(old, new)) != version(tmp_path / "sample")


def test_it_depends_on_the_order_of_levels(tmp_path: Path) -> None:
    first = '[[level]]\ncode = "goal"\ntitle = "Goal"\n'
    second = '[[level]]\ncode = "aim"\ntitle = "Aim"\n'
    nodes = "".join(
        f'[[node]]\ncode = "{code}"\nlevel = "{level}"\ntitle = "x"\n'
        for code, level in (("G", "goal"), ("A", "aim"))
    )
    text = GOOD.replace('title = "Section one"', 'title = "Section one"\nparent = "G"') + nodes
    text += '[[indicator]]\ncode = "more"\nnode = "A"\ntitle = "x"\nrule = "value"\nmarks = 10\n'
    text += 'params = { field = "x" }\nfields = [{ code = "x", title = "x", type = "number" }]\n'
    text = text.replace("full_marks = 60\n", "").replace("full_marks = 100\n", "")
    assert version(tmp_path / "a", text + first + second) != version(tmp_path / "b", text + second + first)
