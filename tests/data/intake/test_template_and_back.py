"""Whatever is legal and filled into a template is what is read from it, to the last row."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from data.intake import template
from data.intake.template.pages import dated
from tests.data.intake import legal, plan_2012
from tests.data.intake.filling import fill

SLOW = settings(
    max_examples=8, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large]
)
ONE = "310104"
BLANK = plan_2012.ground()
ASKED = [one for one in plan_2012.catalogue().indicators if BLANK.concerns(one, BLANK.body(ONE))]
Rows = list[tuple[str, ...]]


@st.composite
def of_body(draw: st.DrawFn) -> Rows:
    """Some indicators of one body."""
    chosen = draw(st.lists(st.sampled_from(ASKED), max_size=12, unique_by=lambda one: one.code))
    return [row for one in chosen for row in draw(legal.indicator(one, ONE, cases=dated(one)))]


@SLOW
@given(of_body(), of_body())
def test_a_filled_form_says_what_was_filled_in(before: Rows, after: Rows) -> None:
    raw = template.for_body(plan_2012.ground(before), ONE)
    assert plan_2012.checked(plan_2012.read(raw))[0] == sorted(before)

    mended = plan_2012.read(fill(template.for_body(plan_2012.ground(), ONE), after, plan_2012.catalogue()))
    assert [one for one in mended.problems if one.severity == "error"] == []
    rows, problems = plan_2012.checked(mended)
    assert rows == sorted(after)
    assert [one for one in problems if one.severity == "error"] == []


@st.composite
def of_indicator(draw: st.DrawFn) -> tuple[str, Rows]:
    """One indicator of several bodies."""
    one = draw(st.sampled_from([one for one in plan_2012.catalogue().indicators if one.fields]))
    ground = plan_2012.ground()
    asked = [body.code for body in plan_2012.bodies() if ground.concerns(one, body)]
    chosen = draw(st.lists(st.sampled_from(asked), max_size=6, unique=True))
    rows = [row for body in chosen for row in draw(legal.indicator(one, body, cases=dated(one)))]
    return one.code, rows


@SLOW
@given(of_indicator(), st.sampled_from(["zh", "en"]))
def test_a_filled_table_says_what_was_filled_in(drawn: tuple[str, Rows], language: str) -> None:
    code, rows = drawn
    stored = plan_2012.ground(rows, language=language)
    assert plan_2012.checked(plan_2012.read(template.for_indicator(stored, code)))[0] == sorted(rows)

    blank = template.for_indicator(plan_2012.ground(), code)
    found = plan_2012.read(fill(blank, rows, plan_2012.catalogue()))
    assert [one for one in found.problems if one.severity == "error"] == []
    assert plan_2012.checked(found)[0] == sorted(rows)


def test_a_changed_value_is_not_read_as_the_old_one() -> None:
    """The control: the comparison above can fail."""
    before = [(ONE, "2.1.1", "", "n_listed", "38", "", "")]
    after = [(ONE, "2.1.1", "", "n_listed", "39", "", "")]
    raw = fill(template.for_body(plan_2012.ground(before), ONE), after, plan_2012.catalogue())
    assert plan_2012.said(plan_2012.read(raw)) == sorted(after) != sorted(before)
