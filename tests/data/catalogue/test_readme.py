"""README.md says what the loader does: catalogues load, tables name every key, the example adds up."""

from __future__ import annotations

import re
import tomllib
from io import StringIO
from pathlib import Path

import pandas as pd
import pytest

from data.catalogue import bodies, calendars, keys, load
from metrics.engine.board import Board, score
from metrics.errors import CatalogueError
from metrics.frames import FILLED, NOT_APPLICABLE, widen
from metrics.model import FIELD_TYPES, MISSING_POLICIES, NA_POLICIES, Body, Setting, Text
from metrics.rules import RULES
from tests.data.catalogue.readme import blocks, codes, rows, section, text

TOUR = "".join(blocks("toml tour"))
TABLES = {
    "## Catalogue": keys.CATALOGUE, "## Kind": keys.KIND, "## Level": keys.LEVEL, "## Node": keys.NODE,
    "## Total": keys.TOTAL, "## Grade": keys.GRADE, "## Defaults": keys.DEFAULTS,
    "## Robustness": keys.ROBUSTNESS,
    "## Indicator": keys.INDICATOR, "### Fields": keys.FIELD, "### Effects": keys.EFFECT,
}  # fmt: skip


def write(folder: Path, content: str, name: str = "plan.toml") -> Path:
    """A catalogue in `folder`/new and last year's beside it."""
    here, former = folder / "new", folder / "2012"
    for place in (here, former):
        place.mkdir(parents=True, exist_ok=True)
    (here / name).write_text(content, encoding="utf-8")
    (former / "a.toml").write_text('[[indicator]]\ncode = "3.3.1"\n', encoding="utf-8")
    return here


def faults(folder: Path) -> str:
    with pytest.raises(CatalogueError) as caught:
        load(folder)
    return str(caught.value)


@pytest.mark.parametrize("number", range(len(blocks("toml complete"))))
def test_complete_catalogues_load(number: int, tmp_path: Path) -> None:
    assert load(write(tmp_path, blocks("toml complete")[number])).version


def test_the_pieces_make_one_catalogue(tmp_path: Path) -> None:
    catalogue = load(write(tmp_path, TOUR))
    assert [one.rule for one in catalogue.indicators if one.role == "veto"] == ["veto"] * 3


def test_no_code_block_is_unread() -> None:
    marks = set(re.findall(r"^```(.+)$", text(), flags=re.M))
    assert marks == {"toml complete", "toml tour", "csv bodies", "csv observations"}


def test_the_pieces_use_every_key() -> None:
    written = tomllib.loads(TOUR)
    for table, declared in keys.KEYS.items():
        entries = written[table] if isinstance(written[table], list) else [written[table]]
        assert {key for entry in entries for key in entry} == set(declared), table
    indicators = written["indicator"]
    assert {key for one in indicators for field in one.get("fields", ()) for key in field} == set(keys.FIELD)
    assert {key for one in indicators for key in one.get("effect", ())} == set(keys.EFFECT)


@pytest.mark.parametrize("rule", RULES)
def test_the_pieces_use_every_parameter(rule: str) -> None:
    used = [one["params"] for one in tomllib.loads(TOUR)["indicator"] if one["rule"] == rule]
    assert {name for params in used for name in params} == set(RULES[rule].PARAMS)


@pytest.mark.parametrize("heading", TABLES)
def test_every_key_has_its_row(heading: str) -> None:
    declared = TABLES[heading]
    table = rows(section(heading), "key")
    assert sorted(codes(row[0])[0] for row in table) == sorted(declared)
    for row in table:
        key = declared[codes(row[0])[0]]
        assert (row[1] == "yes") == key.must, row
        # The words are said in the row, or in the table of policies, means or types it leads to.
        told = row[2] if not re.search("polic|child|level|see below", row[2]) else section("## Level")
        words = [word for word in key.choices if word and word not in FIELD_TYPES]
        assert all(word in told for word in words), row


def test_every_policy_has_its_row() -> None:
    table = rows(section("## Level"), "policy")
    missing = [policy for row in table for policy in codes(row[0]) if row[1] == "yes"]
    refused = [policy for row in table for policy in codes(row[0]) if row[2]]
    assert sorted(missing) == sorted(MISSING_POLICIES)
    assert sorted(refused) == sorted(NA_POLICIES)


def test_every_type_of_field_has_its_row() -> None:
    table = rows(section("### Fields"), "type")
    assert sorted(code for row in table for code in codes(row[0])) == sorted(FIELD_TYPES)


def test_every_rule_has_its_section() -> None:
    assert re.findall(r"^### `(\w+)`$", section("## Rules"), flags=re.M) == list(RULES)


@pytest.mark.parametrize("rule", RULES)
def test_every_parameter_has_its_row(rule: str) -> None:
    declared = RULES[rule].PARAMS
    table = {codes(row[0])[0]: row for row in rows(section(f"### `{rule}`"), "parameter")}
    assert list(table) == list(declared)
    for name, param in declared.items():
        assert (table[name][1] == "yes") == param.required, name
        assert all(f'"{word}"' in table[name][2] for word in param.allowed), name
        if param.default is not None:
            assert table[name][3].strip('`"').lower() == str(param.default).lower(), name


def test_every_column_of_the_bodies_has_its_row() -> None:
    told = [code for row in rows(section("## Bodies and calendars"), "column") for code in codes(row[0])]
    assert sorted(told) == sorted(bodies.COLUMNS)
    assert told[:3] == ["code", "name_zh", "kind"]
    assert f"`{','.join(calendars.COLUMNS)}`" in section("## Bodies and calendars")


def test_links_lead_somewhere() -> None:
    headings = {re.sub(r"[^\w -]", "", line.lstrip("# ")).lower().replace(" ", "-")
                for line in text().splitlines() if re.match(r"#+ ", line)}  # fmt: skip
    assert set(re.findall(r"\]\(#([^)]+)\)", text())) <= headings


def test_the_faults_it_quotes_are_told_so(tmp_path: Path) -> None:
    broken = TOUR
    for old, new in (
        ("full_at = 1.0, zero_at = 0.8", "full_at = 0.8, zero_at = 0.8"),
        ("quota = 0.3", "quotta = 0.3"),
        ('kinds = ["district"]\nmarks = 4', 'kinds = ["district"]\nmarks = 3'),
    ):
        assert broken.count(old) == 1
        broken = broken.replace(old, new)
    told = faults(write(tmp_path / "a", broken)).splitlines()
    told += faults(write(tmp_path / "b", "[total]\nscale 100\n", name="more.toml")).splitlines()
    quoted = re.findall(r"^(?:plan|more)\.toml .*$", section("## Faults"), flags=re.M)
    assert quoted
    assert set(quoted) <= set(told)


def example(folder: Path, old: str = "", new: str = "") -> Board:
    """The worked example scored from its own blocks (with one place changed)."""
    content = blocks("toml complete")[-1]
    assert old in content
    catalogue = load(write(folder, content.replace(old, new) if old else content))
    towns = [
        Body(one["body"], Text(one["name"], one["name"]), one["kind"], one["group"])
        for one in pd.read_csv(StringIO(blocks("csv bodies")[0])).to_dict("records")
    ]
    table = pd.read_csv(StringIO(blocks("csv observations")[0]), dtype=object, keep_default_na=False)
    return score(catalogue, towns, widen(table, catalogue), Setting(catalogue.year))


def test_the_example_comes_out_as_printed(tmp_path: Path) -> None:
    board = example(tmp_path)
    totals = board.totals.set_index("body")
    points = board.rollups.set_index(["body", "node"])["points"]
    for town, *printed in rows(section("## A worked example"), "town"):
        for indicator, cell in zip(board.points.columns, printed[:5], strict=True):
            status = board.status.loc[town, indicator]
            marked = cell.startswith("f "), cell == "–"
            assert marked == (status == FILLED, status == NOT_APPLICABLE)
            if cell != "–":
                assert float(cell.removeprefix("f ")) == board.points.loc[town, indicator]
        for node, cell in zip(("RULES", "REQUESTS", "LAW", "SITE", "total"), printed[5:10], strict=True):
            made = points[town, node]
            assert (cell == "–") == pd.isna(made)
            assert cell == "–" or f"{made:.2f}" == f"{float(cell):.2f}"
        assert points[town, "PRACTICE"] == points[town, "SITE"]
        assert [str(int(totals.loc[town, "total"])), str(totals.loc[town, "place"])] == printed[10:12]
        assert totals.loc[town, "grade"] == printed[12]


def test_with_raw_totals_the_example_has_no_tie(tmp_path: Path) -> None:
    board = example(tmp_path, 'places_from = "printed"', 'places_from = "raw"')
    places = dict(zip(board.totals["body"], board.totals["place"], strict=True))
    assert places == {"A": 1, "B": 4, "C": 2, "D": 3}
