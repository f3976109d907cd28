"""What an act leaves behind in the item, and what it takes away again."""

from __future__ import annotations

import pytest

from metrics.errors import Lacking
from metrics.procedure import lifecycle
from metrics.procedure.effects import fit
from metrics.procedure.terms import WORDS
from tests.metrics.procedure.items import TODAY, doing, item
from tests.metrics.procedure.terms import calendar, terms


def test_a_report_that_is_sent_back_leaves_nothing_of_its_judgement() -> None:
    """A deviation that was accepted for one report does not carry the next one through."""
    one = item("verified", deviation_until=TODAY, deviation_by="leader", verified_by="x", verified_on=TODAY)
    back = lifecycle.perform(one, "send_back", doing("office"), terms(), calendar())
    assert (back.state, back.returns, back.reported_on) == ("in_hand", 1, None)
    assert (back.deviation_until, back.deviation_by) == (None, "")
    assert (back.verified_by, back.verified_on) == ("", None)


def test_a_plan_that_is_sent_back_is_no_return() -> None:
    back = lifecycle.perform(item("planned"), "send_back", doing("evaluator"), terms(), calendar())
    assert (back.state, back.returns) == ("signed", 0)


@pytest.mark.parametrize("name", WORDS)
def test_words_are_those_of_the_terms_or_not_said_yet(name: str) -> None:
    for word in ("", *terms().known(name)):
        fit({name: word}, terms())
    with pytest.raises(Lacking, match="not_in_terms"):
        fit({name: "odd"}, terms())
