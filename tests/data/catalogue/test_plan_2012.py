"""The 2012 plan is whole in itself and bilingual throughout."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from functools import cache
from typing import Any

import pytest

from data.catalogue import FOLDER, all_bodies, load, load_bodies
from metrics.model import Catalogue, Text

CHINESE = re.compile(r"[\u3000-\u303f\u3400-\u9fff\uff00-\uffef]")
NUMBER = re.compile(r"\d+(?:\.\d+)?")
SIGNS = {"%"}  # a sign is the same in both languages


@cache
def plan() -> Catalogue:
    return load(FOLDER / "2012")


def texts(one: Any, where: str) -> Iterator[tuple[str, Text]]:
    """Every text of the catalogue with the place where it stands."""
    if isinstance(one, Text):
        yield where, one
    elif isinstance(one, dict) and {"zh", "en"} <= set(one):
        yield where, Text(one["zh"], one["en"])
    elif hasattr(one, "items"):
        for key, value in one.items():
            yield from texts(value, f"{where} {key}")
    elif isinstance(one, (tuple, list)):
        for value in one:
            yield from texts(value, f"{where} {getattr(value, 'code', '')}")
    elif hasattr(type(one), "__dataclass_fields__"):
        for name in type(one).__dataclass_fields__:
            yield from texts(getattr(one, name), f"{where} {name}")


def written() -> list[tuple[str, Text]]:
    return [(where, text) for where, text in texts(plan(), "") if text.zh or text.en]


def test_has_76_scored_indicators_4_vetoes_5_deductions_and_3_bonuses() -> None:
    roles = Counter(one.role for one in plan().indicators)
    assert roles == {"scored": 76, "veto": 4, "deduction": 5, "bonus": 3}


@pytest.mark.parametrize("kind", ["district", "bureau"])
def test_marks_add_up_to_100(kind: str) -> None:
    assert sum(one.marks.get(kind, 0) for one in plan().scored) == pytest.approx(100, abs=1e-9)


def test_marks_stand_exactly_for_the_kinds_that_are_scored() -> None:
    assert [one.code for one in plan().scored if set(one.marks) != set(one.kinds)] == []
    assert [one.code for one in plan().indicators if one.role != "scored" and one.marks] == []


def test_marks_of_the_sections() -> None:
    sums = {
        kind: [
            sum(one.marks.get(kind, 0) for one in plan().scored if one.node.startswith(f"{section}."))
            for section in range(1, 9)
        ]
        for kind in ("district", "bureau")
    }
    assert sums == {"district": [10, 16, 24, 14, 8, 10, 10, 8], "bureau": [14, 24, 30, 12, 8, 4, 0, 8]}


def test_every_one_of_the_24_clauses_is_measured() -> None:
    clauses = [node.code for node in plan().nodes if node.level == "clause"]
    assert len(clauses) == 24
    assert {one.node for one in plan().scored} == set(clauses)
    assert [node.code for node in plan().nodes if node.level == "section"] == [str(n) for n in range(1, 9)]


def test_the_pilot_section_concerns_the_three_pilots_only() -> None:
    pilots = {body.code for body in load_bodies(FOLDER / "2012") if "pilot" in body.traits}
    assert pilots == {"310115", "310104", "310106"}  # 浦东、徐汇、静安
    assert {one.code for one in plan().indicators if one.trait} == {
        one.code for one in plan().scored if one.node.startswith("7.")
    }


def test_caps_gate_and_grades() -> None:
    totals = plan().totals
    assert (totals.scale, totals.decimals, totals.floor) == (100, 2, 0)
    assert (totals.deductions_cap, totals.bonus_cap, totals.bonus_gate, totals.thin_base) == (10, 5, 80, 60)
    assert [(one.code, one.at_least, one.quota) for one in plan().grades] == [
        ("excellent", 90, 0.30), ("good", 70, None), ("pass", 60, None), ("fail", 0, None),
    ]  # fmt: skip
    for role, cap in (("deduction", totals.deductions_cap), ("bonus", totals.bonus_cap)):
        assert sum(one.params["cap"] for one in plan().indicators if one.role == role) == cap


def test_every_chosen_number_says_where_it_comes_from() -> None:
    caps = {"deductions_cap", "bonus_cap", "bonus_gate", "thin_base"}
    chosen = caps | {"marks", "thresholds", "grades", "quota"}
    assert chosen <= set(plan().sources)
    assert [one.code for one in plan().indicators if not one.source] == []


def test_every_text_is_there_in_both_languages() -> None:
    assert len(written()) > 700
    assert [where for where, text in written() if not (text.zh and text.en)] == []


def test_no_chinese_in_english_and_no_english_for_chinese() -> None:
    assert [where for where, text in written() if CHINESE.search(text.en)] == []
    assert [where for where, text in written() if not CHINESE.search(text.zh) and text.zh not in SIGNS] == []


def test_no_title_stands_for_two_things() -> None:
    for language in ("zh", "en"):
        titles = Counter(one.title[language] for one in plan().indicators)
        assert [title for title, times in titles.items() if times > 1] == []


def test_rule_texts_name_the_same_numbers_in_both_languages() -> None:
    """Only where Chinese counts months (3 月 31 日) does English spell a number out."""
    for one in plan().indicators:
        for text in (one.full_rule, one.zero_rule, one.na_rule):
            chinese = NUMBER.findall(text.zh.replace("3 月", "月"))
            assert Counter(NUMBER.findall(text.en)) == Counter(chinese), (one.code, text)


def test_rule_texts_state_the_parameters() -> None:
    for one in plan().indicators:
        stated = {
            "ratio": ("full_at", "zero_at"), "deduction": ("per", "cap"), "bonus": ("per", "cap"),
        }.get(one.rule, ())  # fmt: skip
        for name in stated:
            number = one.params[name]
            shown = f"{number:.0%}" if one.rule == "ratio" else f"{number:g}"
            for language in ("zh", "en"):
                assert shown in one.full_rule[language] + one.zero_rule[language], (one.code, name, language)


def test_lineage_leads_from_every_former_body_to_a_present_one() -> None:
    bodies = {body.code: body for body in all_bodies(FOLDER / "2012")}
    heirs = {former: body for body in bodies.values() for former in body.succeeds}
    assert {former: heir.code for former, heir in heirs.items()} == {
        "310103": "310101", "310119": "310115", "310230": "310151",
    }  # fmt: skip
    for former, heir in heirs.items():
        ended = bodies[former].until
        assert ended is not None
        assert heir.since is not None
        assert (heir.since - ended).days == 1


def test_17_districts_and_47_bureaus_take_part() -> None:
    evaluated = Counter(body.kind for body in load_bodies(FOLDER / "2012"))
    assert evaluated == {"district": 17, "bureau": 47}
    assert Counter(body.kind for body in all_bodies(FOLDER / "2012")) == {"district": 20, "bureau": 55}


def test_a_name_belongs_to_one_body_and_carries_no_note() -> None:
    names = [name for body in all_bodies(FOLDER / "2012") for name in {body.name.zh, *body.aliases}]
    assert [name for name, times in Counter(names).items() if times > 1] == []
    assert [name for name in names if re.search("挂牌|旧称|合署", name)] == []
    assert [body.code for body in all_bodies(FOLDER / "2012") if CHINESE.search(body.name.en)] == []
