"""A folder of TOML becomes a frozen catalogue: what was written, and defaults for what was left out."""

from __future__ import annotations

import pickle
from dataclasses import FrozenInstanceError
from pathlib import Path

import pytest

from data.catalogue import load
from metrics.model import Effect, Field, Grade, Kind, Level, Text
from tests.data.catalogue.sample import GOOD, broken, write


def test_every_table_arrives(tmp_path: Path) -> None:
    catalogue = load(write(tmp_path))
    assert (catalogue.code, catalogue.year, catalogue.calendar) == ("sample", 2012, "cn")
    assert catalogue.title == Text("样例", "Sample")
    assert catalogue.kinds[0] == Kind("district", Text("District", "District"), full_marks=100.0)
    assert [level.code for level in catalogue.levels] == ["clause", "section"]
    assert catalogue.node("C1").parent == "S1"
    assert catalogue.node("S1").parent == "total"
    assert catalogue.grades[0] == Grade("excellent", Text("Excellent", "Excellent"), 90.0, 0.3)
    assert [one.code for one in catalogue.indicators] == ["ratio", "list", "level", "days", "leak", "late"]


def test_what_carries_marks_comes_first_whatever_its_file_is_called(tmp_path: Path) -> None:
    cut = GOOD.index('[[indicator]]\ncode = "leak"')
    first = load(write(tmp_path, GOOD[cut:], b=GOOD[:cut]))
    assert [one.code for one in first.indicators] == ["ratio", "list", "level", "days", "leak", "late"]
    assert first == load(write(tmp_path, GOOD, b=""))


def test_a_fraction_is_a_weight(tmp_path: Path) -> None:
    catalogue = load(write(tmp_path))
    assert [catalogue.node(code).weight for code in ("S1", "C1", "C2")] == [1.0, 1 / 3, 2 / 3]


def test_a_sum_passes_up_and_a_mean_renews_what_is_not_applicable(tmp_path: Path) -> None:
    clause, section = load(write(tmp_path)).levels
    assert clause == Level("clause", Text("Clause", "Clause"), "sum", "zero", "pass_up", 0.0, None)
    assert (section.mean, section.missing, section.not_applicable) == ("arithmetic", "zero", "renew")


def test_the_total_is_a_sum_re_based_to_100(tmp_path: Path) -> None:
    totals = load(write(tmp_path)).totals
    assert (totals.scale, totals.rebase, totals.decimals, totals.places_from) == (100.0, True, 2, "printed")
    # Rounded once, after re-basing: not as a node before.
    assert (totals.top.code, totals.top.mean, totals.top.decimals) == ("total", "sum", None)


def test_a_total_made_by_a_mean_is_not_re_based(tmp_path: Path) -> None:
    text = broken("[total]\n", '[total]\nmean = "geometric"\n')
    text = text.replace("full_marks = 60\n", "").replace("full_marks = 100\n", "")
    totals = load(write(tmp_path, text)).totals
    assert (totals.top.mean, totals.top.not_applicable, totals.rebase) == ("geometric", "renew", False)


def test_marks_are_for_all_kinds_or_per_kind(tmp_path: Path) -> None:
    catalogue = load(write(tmp_path))
    assert dict(catalogue.indicator("ratio").marks) == {"": 10.0}
    assert dict(catalogue.indicator("list").marks) == {"district": 10.0, "bureau": 20.0}


def test_marks_come_from_the_defaults_and_then_from_the_scale(tmp_path: Path) -> None:
    text = broken("marks = 10\nformerly", "formerly").replace("full_marks = 60\n", "")
    assert dict(load(write(tmp_path, text)).indicator("ratio").marks) == {}
    text = text.replace("[defaults]\n", "[defaults]\nmarks = 7\n")
    assert dict(load(write(tmp_path, text)).indicator("ratio").marks) == {"": 7.0}
    assert dict(load(write(tmp_path, text)).indicator("leak").marks) == {}


def test_a_checklist_makes_its_fields_before_the_others(tmp_path: Path) -> None:
    fields = 'fields = [{ code = "url", title = { zh = "网址", en = "link" }, type = "text" }]'
    listed = load(write(tmp_path, broken('code = "list"', f'code = "list"\n{fields}'))).indicator("list")
    assert listed.fields == (
        Field("item_1", Text("one", "one"), "entry"),
        Field("item_2", Text("二", "two"), "entry"),
        Field("url", Text("网址", "link"), "text"),
    )
    assert [item["weight"] for item in listed.params["items"]] == [1.0, 2.0]


def test_the_role_comes_from_the_rule(tmp_path: Path) -> None:
    catalogue = load(write(tmp_path))
    roles = {one.code: one.role for one in catalogue.indicators}
    assert roles == {
        "ratio": "scored", "list": "scored", "level": "scored", "days": "scored",
        "leak": "veto", "late": "deduction",
    }  # fmt: skip
    assert catalogue.indicator("leak").effect == Effect(grade="pass")
    assert [one.code for one in catalogue.scored] == ["ratio", "list", "level", "days"]


def test_parameters_per_kind_lie_over_those_for_all(tmp_path: Path) -> None:
    late = load(write(tmp_path, GOOD + "[indicator.for_kind.bureau]\ncap = 3\n")).indicator("late")
    assert dict(late.params) == {"field": "times", "per": 0.5, "cap": 2.0}
    assert {kind: dict(params) for kind, params in late.params_by_kind.items()} == {"bureau": {"cap": 3.0}}


def test_a_parameter_may_stand_for_each_kind_only(tmp_path: Path) -> None:
    text = broken("per = 0.5, ", "") + "[indicator.for_kind]\ndistrict = { per = 1 }\nbureau = { per = 2 }\n"
    late = load(write(tmp_path, text)).indicator("late")
    assert "per" not in late.params


def test_who_reads_has_no_fields_of_its_own(tmp_path: Path) -> None:
    more = '[[indicator]]\ncode = "all"\ntitle = "All"\nrule = "checklist"\nreads = "list"\nmarks = 5\n'
    params = 'params = { items = ["one", "two"], need = "all" }\n'
    text = (GOOD + more + params).replace("full_marks = 60\n", "").replace("full_marks = 100\n", "")
    reader = load(write(tmp_path, text)).indicator("all")
    assert (reader.reads, reader.fields) == ("list", ())


def test_without_kinds_and_levels_all_hangs_at_the_total(tmp_path: Path) -> None:
    head = '[catalogue]\ncode = "x"\nyear = 2012\ntitle = "x"\n'
    one = '[[indicator]]\ncode = "a"\ntitle = "a"\nrule = "value"\nparams = { field = "x" }\n'
    fields = 'fields = [{ code = "x", title = "x", type = "number" }]\n'
    catalogue = load(write(tmp_path, head + one + fields))
    assert (catalogue.kinds, catalogue.levels, catalogue.nodes) == ((), (), ())
    assert catalogue.indicator("a").node == "total"


def test_a_file_may_begin_with_the_mark_of_windows_editors(tmp_path: Path) -> None:
    here = write(tmp_path)
    (here / "a.toml").write_text(GOOD, encoding="utf-8-sig")
    assert load(here).code == "sample"


def test_nothing_of_it_can_be_changed(tmp_path: Path) -> None:
    catalogue = load(write(tmp_path))
    ratio = catalogue.indicator("ratio")
    with pytest.raises(FrozenInstanceError):
        ratio.weight = 2.0  # type: ignore[misc]
    for mapping in (ratio.params, ratio.marks, catalogue.sources):
        with pytest.raises(TypeError):
            mapping["field"] = "x"  # type: ignore[index]
    with pytest.raises(TypeError):
        catalogue.indicator("list").params["items"][0]["weight"] = 3


def test_it_survives_a_cache(tmp_path: Path) -> None:
    catalogue = load(write(tmp_path))
    assert pickle.loads(pickle.dumps(catalogue)) == catalogue
