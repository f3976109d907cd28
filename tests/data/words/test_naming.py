"""Problems name bodies, indicators, fields and kinds as the catalogue does; what nobody knows stays."""

from __future__ import annotations

import pytest

from data import catalogue
from data.words.naming import Naming
from data.words.problems import what
from metrics.errors import CellProblem

PLAN = catalogue.load(catalogue.FOLDER / "2012")
NAMES = Naming(PLAN, catalogue.load_bodies(catalogue.FOLDER / "2012"))
RATIO = next(one for one in PLAN.indicators if one.rule == "ratio")
PART, WHOLE = str(RATIO.params["num"]), str(RATIO.params["den"])
BODY = NAMES.bodies[0]


def sentence(one: CellProblem, language: str) -> str:
    return what(NAMES.told(one, language), language)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_sentence_names_body_indicator_and_both_fields(language: str) -> None:
    one = CellProblem("S", "B7", "num_over_den", BODY.code, RATIO.code, PART, "6 > 5", WHOLE)
    told = sentence(one, language)
    titles = {it.code: it.title[language] for it in RATIO.fields}
    for name in (BODY.name[language], RATIO.title[language], titles[PART], titles[WHOLE]):
        assert name in told
    assert titles[WHOLE] not in what(one, language)  # the control: without names there are only codes


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_kind_is_named(language: str) -> None:
    told = sentence(CellProblem("S", "", "not_in_table", BODY.code, RATIO.code, found=BODY.kind), language)
    title = next(it.title[language] for it in PLAN.kinds if it.code == BODY.kind)
    assert title in told


def test_codes_to_be_typed_are_kept_beside_their_names() -> None:
    told = NAMES.told(CellProblem("S", "", "unknown_field", "", RATIO.code, allowed=f"{PART}, {WHOLE}"), "zh")
    assert all(f"（{code}）" in told.allowed for code in (PART, WHOLE))


def test_what_nobody_knows_stays_as_it_is() -> None:
    one = CellProblem("S", "B7", "not_int", "999", "9.9.9", "n_none", "x", "")
    assert NAMES.told(one, "zh") == one
