"""The body's own pages: its tasks, the way up, the in-box, exemplars; as a reporter and as the office."""

from __future__ import annotations

import io
import re

from docx import Document

from data import permits
from data.desk import Desk, sit
from data.queries import letters, library, notices, notifications, papers, plans, tasks
from data.settings import Settings
from data.words import points
from tests.pages.reading import lead, markup, opened, words

BODY = "310115"
DESK = f"reporter:{BODY}"


def own(program: Settings) -> Desk:
    """The desk of the body's reporter, as the role switch gives it."""
    return sit(program, person=f"demo-reporter-{BODY}", role=permits.REPORTER, body=BODY)


def test_tasks_stand_in_the_order_they_are_due(program: Settings) -> None:
    app = opened("mine", lang="zh", desk=DESK)
    found = tasks.tasks(own(program), "2012", BODY)
    running = [one for one in found if one.open]
    heads = re.findall(r'class="taskhead".*?item=(ZG-[\w-]+)', markup(app), re.DOTALL)
    assert heads == [one.item.number for one in running]
    told = tasks.counts(found)
    assert f"有 {told['open']} 项未办结，其中 {told['late']} 项已逾期" in lead(app)
    said = words(app)
    for one in running:
        assert one.item.measure.zh in said
        assert one.item.proof_wanted.zh in said
    assert "监察机关" in said  # to whom it goes in the end
    assert "整改后" in said


def test_the_papers_can_be_taken_away(program: Settings) -> None:
    desk = own(program)
    app = opened("mine", lang="zh", desk=DESK)
    labels = [str(one.proto.label) for one in app.get("download_button")]
    mine = [one for one in letters.letters(desk, "2012", "sent") if one.body == BODY]
    sent = notices.notices(desk, "2012")
    assert {one.body for one in sent} == {BODY}
    assert labels.count("下载文书（docx）") == len(mine) + len(sent) > len(sent) > 0
    assert "回执" in labels
    open_ = [one.item.number for one in tasks.tasks(desk, "2012", BODY) if one.open]
    assert set(open_) <= {number for one in sent for number in one.items}
    assert "整改通知书" in words(app)
    for one in sent:
        assert notices.numbered(one, "zh") in words(app)
        content = papers.notice(desk, one.items).content
        said = "\n".join(cell.text for table in Document(io.BytesIO(content)).tables
                         for row in table.rows for cell in row.cells)  # fmt: skip
        assert all(number in said for number in one.items)


def test_the_office_chooses_a_body(program: Settings) -> None:
    app = opened("mine", lang="zh", body="B15")
    assert "市建设交通委" in lead(app)
    assert "desk=reporter" not in markup(app)


def test_the_way_up_is_the_engines(program: Settings) -> None:
    app = opened("plan", lang="zh", desk=DESK)
    told = plans.plan(own(program), "2012", BODY)
    assert f"{points(told.present.total)} → {points(told.top.total)}" in lead(app)
    said = words(app)
    for code in told.picked.codes:
        assert f"+{points(told.fix(code).gain)}" in said
    assert f"法律本来就要求的（{len(told.law)} 项）" in said
    assert "条例(2007)第18条" in said


def test_effort_and_choice_stand_in_the_address(program: Settings) -> None:
    told = plans.plan(own(program), "2012", BODY)
    last = told.fixes[8].indicator.code
    app = opened("plan", lang="zh", desk=DESK, effort=f"{last}:1", fixes=last)
    again = plans.plan(own(program), "2012", BODY, {last: 1}, [last])
    assert again.fixes[0].indicator.code == last
    assert "按计划补齐 1 项后" in words(app)
    assert points(again.picked.total) in words(app)
    assert not app.exception


def test_notifications_are_seen_once(record: Settings) -> None:
    desk = sit(record, person="demo-office", role=permits.OFFICE)
    n = notifications.unseen(desk)
    assert n > 5
    app = opened("inbox", lang="zh")
    assert f"有 {n} 条未阅消息" in lead(app)
    assert f'title="{n} 条未阅"' in markup(app)  # in the menu
    assert markup(app).count("● 未阅") == n
    app.button(key="see_all").click().run()
    assert not app.exception
    assert notifications.unseen(desk) == 0
    assert "消息都已阅" in lead(app)
    assert "条未阅" not in re.search(r"<nav.*?</nav>", markup(app), re.DOTALL)[0]


def test_exemplars_name_the_best_to_the_office_alone(program: Settings, desk: Desk) -> None:
    told = library.library(desk, "2012", BODY)
    code = next(code for code in told.lost if told.found.get(code) and told.found[code][0].left >= 0)
    best = told.found[code][0]
    assert best.name is not None
    app = opened("exemplars", lang="zh", body=BODY, indicator=code)
    assert best.name.zh in lead(app)
    assert best.plan in words(app)
    hidden = opened("exemplars", lang="zh", desk=DESK, indicator=code)
    assert best.name.zh not in words(hidden)
    assert best.plan in words(hidden)
    assert best.number not in markup(hidden)


def test_the_record_is_taken_over_into_the_next_round(record: Settings) -> None:
    app = opened("rectification", lang="zh", round="2011")
    assert "带入2012年度" in "".join(str(one.label) for one in app.expander)
    button = next(one for one in app.button if str(one.key).endswith("feeding_do"))
    button.click().run()
    assert not app.exception
    assert "已作为第" in words(app)
