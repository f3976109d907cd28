"""The pages of rectification without a browser: board, work list, one item, drafting; for every seat."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Callable
from datetime import date

import pytest
from streamlit.testing.v1 import AppTest

from data.actions import rectification as acts
from data.actions import rectification_letters
from data.desk import shanghai_now
from data.queries import hindrances, letters, rectification, rectification_figures
from data.settings import Settings
from data.words import refusal, text
from metrics.errors import EvaluationError, NotPermitted
from metrics.procedure import lifecycle
from metrics.procedure.clocks import Clock
from metrics.procedure.items import Item
from metrics.procedure.lifecycle import OPEN, STATES, STEPS
from tests.pages.foreign import foreign
from tests.pages.reading import lead, markup, opened, words
from tests.pages.rectified import BODY, NEXT, OTHER, ROUND, WHO, Office, Past, drafted, five
from tests.pages.spoken import spoken

LANGUAGES = ("zh", "en")
SEATS = ("office", "leader", "evaluator", f"reporter:{BODY}")
Items = dict[str, Item]


@pytest.fixture
def items(record: Settings) -> Items:
    """Five items on a record of this test alone."""
    return five(record)


def buttons(app: AppTest) -> list[str]:
    """What can be pressed."""
    return [str(one.label) for one in app.button]


def press(app: AppTest, label: str) -> AppTest:
    """Press the button with this label."""
    next(one for one in app.button if one.label == label).click()
    return app.run()


def numbers(app: AppTest) -> set[str]:
    """The items that the page names."""
    return set(re.findall(r"ZG-2012-\w+-\d{3}", markup(app)))


def fill(app: AppTest, label: str, value: str) -> None:
    """Write into the field with this label."""
    fields = [*app.text_input, *app.text_area]
    next(one for one in fields if one.label == label).set_value(value)


def one(record: Settings, item: Item) -> Item:
    """The item as it is kept now."""
    return rectification.find(Office(record, Past()).seat("office"), item.number).item


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_board_answers_first(record: Settings, items: Items, language: str) -> None:
    app = opened("rectification", lang=language, desk="leader")
    assert not app.exception
    office = Office(record, Past()).seat("office")
    told = rectification_figures.figures(office, ROUND)
    late = [
        rectification.find(office, one.number).clock.late
        for one in rectification.items(office, ROUND, states=OPEN)
    ]
    waiting = len(letters.letters(office, ROUND, "drafted")) + len(letters.due(office, ROUND))
    first = text("oversee.lead", language, open=told.open, overdue=told.overdue, longest=max(late))
    then = text("oversee.lead_letters", language, n=waiting)
    assert told.overdue > 0 < waiting
    assert lead(app) == text("oversee.join", language, first=first, then=then)
    assert f"■ {text('item_lamp.red', language)}" in markup(app)
    assert foreign(spoken(app, language), language) == set()
    strip, ageing = (one.proto.spec for one in app.get("plotly_chart"))
    assert items["late"].number in strip
    assert items["drafted"].number not in strip
    assert all(items[name].number in ageing for name in items)


def test_a_letter_is_sent_by_who_may_and_once(record: Settings, items: Items) -> None:
    desk = Office(record, Past()).seat("leader")
    letter = next(one for one in letters.letters(desk, ROUND, "drafted") if one.body == BODY)
    asked = {"lang": "zh", "letter": str(letter.id)}
    assert text("letters.send", "zh") not in buttons(opened("rectification", desk="evaluator", **asked))
    app = opened("rectification", desk="leader", **asked)
    assert text("letters.docx", "zh") in words(app)
    next(box for box in app.toggle if box.label == text("letters.preview", "zh")).set_value(True)
    app.run()
    said = words(app)
    assert "上海市政务公开办公室" in said  # the preview
    press(app, text("letters.send", "zh"))
    assert not app.exception
    sent = letters.find(desk, letter.id)
    assert (sent.state, sent.sent_by) == ("sent", "demo-leader")
    assert f"〔{desk.today.year}〕{sent.serial}号" in markup(app)


def test_several_letters_are_ticked_read_and_sent_with_one_press(record: Settings, items: Items) -> None:
    desk = Office(record, Past()).seat("leader")
    waiting = letters.letters(desk, ROUND, "drafted")
    assert len(waiting) > 2
    assert not opened("rectification", desk="evaluator", lang="zh").checkbox
    app = opened("rectification", desk="leader", lang="zh")
    assert len(app.checkbox) == len(waiting)
    assert text("letters.tick_first", "zh") in words(app)
    assert not [one for one in buttons(app) if one.startswith("发出所选")]  # nothing goes by itself
    for one in app.checkbox[:2]:
        one.set_value(True)
    app.run()
    assert text("letters.going", "zh", n=2) in words(app)
    press(app, text("letters.send_several", "zh", n=2))
    assert not app.exception
    sent = letters.letters(desk, ROUND, "sent")
    mine = [one for one in sent if one.id in {it.id for it in waiting}]
    assert len(mine) == 2
    assert all(f"〔{desk.today.year}〕{one.serial}号" in markup(app) for one in mine)
    assert len(app.checkbox) in (0, len(waiting) - 2)


@pytest.mark.parametrize(("seat", "language"), [*zip(SEATS, ("zh", "en", "zh", "en"), strict=True)])
def test_the_list_and_every_item_speak_to_every_seat(
    record: Settings, items: Items, seat: str, language: str
) -> None:
    visible = {name: item for name, item in items.items() if not (seat in SEATS[3:] and name == "drafted")}
    app = opened("handling", lang=language, desk=seat, scope="all")
    assert not app.exception
    assert numbers(app) >= {item.number for item in visible.values()}
    assert (items["drafted"].number in numbers(app)) == ("drafted" in visible)
    assert foreign(spoken(app, language), language) == set()
    for item in visible.values():
        app = opened("handling", lang=language, desk=seat, item=item.number)
        assert not app.exception
        assert "⟦" not in words(app)
        assert foreign(spoken(app, language), language) == set()


@pytest.mark.parametrize("seat", SEATS)
def test_buttons_are_the_choices_that_nothing_hinders(record: Settings, items: Items, seat: str) -> None:
    role = seat.partition(":")[0]
    desk = Office(record, Past()).seat(role, BODY if role == "reporter" else "")
    acted = {text(f"item_act.{act}", "zh"): act for act in lifecycle.ACTS}
    for name, item in items.items():
        if name == "drafted" and role == "reporter":
            continue
        app = opened("handling", lang="zh", desk=seat, item=item.number)
        offered = {acted[label] for label in buttons(app) if label in acted}
        dossier = rectification.find(desk, item.number)
        open_ = {step.act for step in dossier.choices}
        assert offered <= open_
        for act in open_ - offered:  # what is not offered says why
            assert f"<b>{text(f'item_act.{act}', 'zh')}</b>" in markup(app)


def test_filters_stand_in_the_link(record: Settings, items: Items) -> None:
    def found(**choices: str) -> set[str]:
        return numbers(opened("handling", lang="zh", desk="office", **choices))

    mine = {item.number for name, item in items.items() if name != "drafted"}
    assert found(scope="all", lamp="red", body=BODY) & mine == {items["late"].number}
    assert found(scope="all", state="contested", body=BODY) & mine == {items["contested"].number}
    assert items["drafted"].number in found(scope="all", body=OTHER)
    assert not found(scope="all", body=OTHER) & mine
    assert items["hand"].number in found(scope="mine")  # more time is asked for
    assert items["late"].number not in found(scope="mine")  # waits for the body


def test_a_reporter_signs_and_a_stranger_is_told_nothing(record: Settings, items: Items) -> None:
    number = items["late"].number
    stranger = opened("handling", lang="zh", desk=f"reporter:{NEXT}", item=number)
    assert lead(stranger) == text("item.gone", "zh")
    app = opened("handling", lang="zh", desk=f"reporter:{BODY}", item=number)
    press(app, text("item_act.sign", "zh"))
    assert text("refused.contacts", "zh") in markup(app)  # a refusal in words, the form still there
    fill(app, text("register.handler", "zh"), WHO.handler)
    fill(app, text("register.phone", "zh"), WHO.phone)
    press(app, text("item_act.sign", "zh"))
    assert not app.exception
    now = one(record, items["late"])
    assert (now.state, now.contacts.handler) == ("signed", WHO.handler)
    assert text("item_act.sign", "zh") not in buttons(app)


def test_what_changed_under_the_form_is_a_conflict(record: Settings, items: Items) -> None:
    app = opened("handling", lang="zh", desk="office", item=items["hand"].number)
    assert text("item_act.grant_extension", "zh") in buttons(app)
    seen = one(record, items["hand"])
    leader = Office(record, Past()).seat("leader")
    acts.do(leader, seen.number, "refuse_extension", version=seen.version, reason="不同意")
    press(app, text("item_act.grant_extension", "zh"))
    office = Office(record, Past()).seat("office")
    late = {"version": seen.version, "reason": "同意"}
    told(app, "zh", lambda: acts.do(office, seen.number, "grant_extension", **late))
    assert one(record, items["hand"]).extension == 0


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_draft_changed_under_who_approves_it_is_a_conflict(
    record: Settings, items: Items, language: str
) -> None:
    app = opened("drafting", lang=language, desk="leader")
    seen = one(record, items["drafted"])
    office, leader = (Office(record, Past()).seat(role) for role in ("office", "leader"))
    acts.do(office, seen.number, "amend", version=seen.version, changes={"measure": "十日内补齐"})
    press(app, next(one for one in buttons(app) if one.startswith(text("issue.do", language, n=1)[:3])))
    told(app, language, lambda: acts.do(leader, seen.number, "issue", version=seen.version))
    assert one(record, items["drafted"]).state == "drafted"


def test_a_letter_that_another_sent_meanwhile_is_told(record: Settings, items: Items) -> None:
    office, leader = (Office(record, Past()).seat(role) for role in ("office", "leader"))
    letter = next(one for one in letters.letters(leader, ROUND, "drafted") if one.body == BODY)
    app = opened("rectification", lang="zh", desk="leader", letter=str(letter.id))
    for box in app.checkbox:
        box.set_value(f"tick_{letter.id}_" in str(box.key))
    app.run()
    rectification_letters.send(office, letter.id, version=letter.version)
    press(app, text("letters.send", "zh"))
    told(app, "zh", lambda: rectification_letters.send(leader, letter.id, version=letter.version))
    app = opened("rectification", lang="zh", desk="leader")
    other = letters.letters(leader, ROUND, "drafted")[0]
    next(box for box in app.checkbox if f"tick_{other.id}_" in str(box.key)).set_value(True)
    app.run()
    rectification_letters.send(office, other.id, version=other.version)
    press(app, text("letters.send_several", "zh", n=1))
    assert text("letters.left_out", "zh", n=1) in words(app)


def told(app: AppTest, language: str, again: Callable[[], object]) -> None:
    """The page says in a banner what doing it once more says, by whom and when included."""
    assert not app.exception
    with pytest.raises(EvaluationError) as refused:
        again()
    banner = re.search(r'class="banner act" role="alert">(.*?)</p>', markup(app), re.DOTALL)
    assert banner, words(app)[:500]
    assert html.unescape(banner[1]) == refusal(refused.value, language)


@pytest.mark.parametrize("language", LANGUAGES)
def test_days_that_no_calendar_knows_are_said_to_be_reckoned_by_weekends(
    record: Settings, items: Items, language: str
) -> None:
    known = opened("handling", lang=language, desk="office", item=items["late"].number)
    told_here = text("item.unknown", language)
    before = sum(not one.known for one in _clocks(record))
    assert told_here not in words(known)  # the control: issued within the calendar
    long_ago = Office(record, Past((shanghai_now().date() - date(2003, 6, 2)).days))
    draft = drafted(long_ago, 1, NEXT)[0]
    assert told_here not in words(opened("handling", lang=language, desk="office", item=draft.number))
    issued = long_ago.act("leader", draft, "issue")
    app = opened("handling", lang=language, desk="office", item=issued.number)
    assert f'class="banner">{html.escape(told_here)}' in markup(app)
    board = opened("rectification", lang=language, desk="leader")
    assert text("oversee.unknown", language, n=before + 1) in words(board)
    listed = opened("handling", lang=language, desk="office", scope="all", body=NEXT)
    assert text("handle.by_weekends", language) in words(listed)
    for one in (app, board, listed):
        assert not one.exception
        assert foreign(spoken(one, language), language) == set()


def _clocks(record: Settings) -> list[Clock]:
    office = Office(record, Past()).seat("office")
    running = rectification.items(office, ROUND, states=OPEN)
    return [rectification.find(office, one.number).clock for one in running]


def test_the_office_drafts_and_may_not_approve_itself(record: Settings, items: Items) -> None:
    app = opened("drafting", lang="zh", desk="office", body=NEXT, above="0.0", common="yes")
    assert not app.exception
    next(box for box in app.toggle if box.label == text("draft.tick_all", "zh")).set_value(True)
    app.run()
    office = Office(record, Past()).seat("office")
    before = len(rectification.items(office, ROUND, body=NEXT))
    label = next(one for one in buttons(app) if re.fullmatch(r"起草 \d+ 项", one))
    press(app, label)
    made = rectification.items(office, ROUND, body=NEXT)
    n = int(re.findall(r"\d+", label)[0])
    fresh = {one.number for one in made[before:]}
    assert len(fresh) == n > 0
    assert {one.state for one in made if one.number in fresh} == {"drafted"}
    own = rectification.find(office, min(fresh))
    assert isinstance(hindrances.hindrances(office, own)["issue"], NotPermitted)  # drafted by the same person
    leader = opened("drafting", lang="zh", desk="leader")
    press(leader, next(one for one in buttons(leader) if one.startswith("批准并交办")))
    assert not leader.exception
    now = rectification.items(office, ROUND, body=NEXT)
    assert {one.state for one in now if one.number in fresh} == {"issued"}
    assert "下载整改通知书" in words(leader)


def test_a_shared_loss_becomes_one_measure_of_the_city(record: Settings, items: Items) -> None:
    app = opened("drafting", lang="zh", desk="office", above="0.0")
    office = Office(record, Past()).seat("office")
    there = {one.indicator for one in rectification.items(office, ROUND) if one.kind == "municipal"}
    code = next(one for one in re.findall(r"municipal=([\w.]+)", markup(app)) if one not in there)
    app = opened("drafting", lang="zh", desk="office", above="0.0", municipal=code, lead=NEXT)
    press(app, text("draft.municipal_draft", "zh"))
    assert not app.exception
    made = [
        one for one in rectification.items(office, ROUND) if one.kind == "municipal" and one.indicator == code
    ]
    assert [(one.indicator, one.state) for one in made] == [(code, "drafted")]
    assert len(made[0].about) > 32


def test_others_are_asked_to_look_for_themselves(record: Settings, items: Items) -> None:
    app = opened("drafting", lang="zh", desk="office", source=items["late"].number)
    press(app, text("draft.generalise_do", "zh"))
    assert not app.exception
    office = Office(record, Past()).seat("office")
    made = [one for one in rectification.items(office, ROUND) if one.kind == "self_check"]
    mine = {one.body for one in made if one.indicator == items["late"].indicator}
    assert len(mine) > 3
    assert BODY not in mine


def test_a_reporter_is_told_where_the_door_is(record: Settings, items: Items) -> None:
    app = opened("rectification", lang="zh", desk=f"reporter:{BODY}")
    assert lead(app) == text("oversee.not_yours", "zh")
    assert "handling" in markup(app)
    assert items["late"].number not in markup(app)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_procedure_is_drawn_from_the_table_of_steps(program: Settings, language: str) -> None:
    app = opened("method", lang=language)
    picture = json.dumps(json.loads(app.get("plotly_chart")[-1].proto.spec), ensure_ascii=False)
    for state in STATES:
        assert text(f"item_state.{state}", language).split(" ")[0] in picture
    for step in STEPS:
        if step.way == "on" and step.to not in ("…", ""):
            assert text(f"item_act.{step.act}", language).split(" ")[0][:3] in picture
        for need in step.needs:
            assert "⟦" not in text(f"need.{need}", language)
    assert text("procedure.extension", language, n=10, times=1) in words(app)
