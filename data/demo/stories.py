"""What becomes of the items of the demonstration: who does what, so many working days before today."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from metrics.procedure.items import Contacts, Milestone

OFFICE, EVALUATOR, LEADER, BODY = "office", "evaluator", "leader", "reporter"
LINK, FILE, MEASURED, FELL_BACK = "link", "file", "measured", "fell_back"  # beside those of the lifecycle
WHO = Contacts("演示分管领导", "演示经办人", "021-00000000")
PLANS = (
    "一、明确责任处室和经办人；二、对照条款逐项核对，补齐缺项；三、建立每月自查制度，防止反弹。（演示）",
    "一、向业务处室下发清单，两周内补录历史信息；二、在网站后台设置到期提醒；三、办公室逐条复核后上线。（演示）",
    "一、由分管领导召集专题会，逐条认领；二、修订公开目录和办事流程；三、组织一次全员培训并抽查效果。（演示）",
)
STEPS = (
    Milestone("完成问题排查（演示）", 5),
    Milestone("完成补充公开（演示）", 10),
    Milestone("制度印发（演示）", 25),
)


@dataclass(frozen=True, slots=True)
class Scene:
    """One act, `ago` working days before today; `until`: so many days after today."""

    ago: int
    who: str
    act: str
    more: Mapping[str, Any] = field(default_factory=dict)
    until: int = 0


@dataclass(frozen=True, slots=True)
class Story:
    """An item of this deadline class, and what happens to it; `origin` where it was found."""

    deadline_class: str
    scenes: tuple[Scene, ...]
    origin: str = "verification"


def _said(ago: int, who: str, act: str, reason: str, until: int = 0) -> Scene:
    return Scene(ago, who, act, {"reason": reason}, until)


def _asked(ago: int, days: int, reason: str) -> Scene:
    return Scene(ago, BODY, "ask_extension", {"days": days, "reason": reason})


def _issued(ago: int) -> tuple[Scene, ...]:
    return (Scene(ago, LEADER, "issue"),)


def _signed(ago: int) -> tuple[Scene, ...]:
    return (*_issued(ago), Scene(ago - 1, BODY, "sign", {"contacts": WHO}))


def _started(ago: int) -> tuple[Scene, ...]:
    """In hand at once, without a plan."""
    return (*_signed(ago), Scene(ago - 1, BODY, "start"))


def _planned(ago: int, milestones: tuple[Milestone, ...] = ()) -> tuple[Scene, ...]:
    return (
        *_signed(ago),
        Scene(ago - 2, BODY, "plan", {"plan": PLANS[ago // 2 % len(PLANS)], "milestones": milestones}),
    )


def _in_hand(ago: int, milestones: tuple[Milestone, ...] = ()) -> tuple[Scene, ...]:
    return (*_planned(ago, milestones), _said(ago - 3, EVALUATOR, "agree", "措施可行（演示）"))


def _progress(ago: int, part: int, *done: int) -> Scene:
    return Scene(ago, BODY, "progress", {"progress": part, "done": done, "reason": "按计划推进（演示）"})


def _reported(ago: int, report: int, proof: str = LINK) -> tuple[Scene, ...]:
    return (*_in_hand(ago), Scene(report, BODY, proof), _report(report))


def _report(ago: int) -> Scene:
    return _said(ago, BODY, "report", "已按要求补齐并公开，请予核验。（演示）")


def _back(ago: int, why: str) -> Scene:
    return _said(ago, EVALUATOR, "send_back", why)


def _closed(ago: int, report: int, measured: int, proof: str = LINK) -> tuple[Scene, ...]:
    return (
        *_reported(ago, report, proof),
        _said(measured, EVALUATOR, MEASURED, "现场复核（演示）"),
        _said(measured - 1, EVALUATOR, "verify", "按原规则复测通过（演示）"),
        _said(measured - 2, OFFICE, "close", "材料齐全，同意销号（演示）"),
    )


MEASURING = 12  # the day on which what was reported is looked at, working days ago
INCOMPLETE, UNREACHABLE = "补充材料仍缺两项（演示）", "所附链接打不开（演示）"

# This year: a check half way. In the order of bodies; what waits for somebody comes early.
NOW: tuple[Story, ...] = (
    Story("ordinary", (*_in_hand(18), _progress(10, 40))),  # three days late
    Story("prompt", _issued(2)),  # blue
    Story("ordinary", (*_in_hand(13), Scene(3, BODY, FILE), Scene(3, BODY, LINK), _report(3))),
    Story("ordinary", (*_in_hand(11), _asked(1, 8, "涉及三个部门会签（演示）"))),
    Story("ordinary", _closed(30, 18, MEASURING), "third_party"),
    Story("ordinary", (*_in_hand(23), _progress(15, 60))),  # red
    Story("complex", (*_in_hand(14, STEPS), _progress(8, 30, 0))),  # behind its plan
    Story("ordinary", _signed(6)),
    Story("ordinary", (*_issued(5), _said(2, BODY, "contest", "该事项已于检查前公开，有存档可查（演示）"))),
    Story("ordinary", _in_hand(30)),  # public criticism is due
    Story("ordinary", _closed(40, 18, MEASURING)),  # closed out late
    Story("ordinary", _planned(8)),
    Story("ordinary", (
        *_reported(15, 11), _back(10, INCOMPLETE), Scene(8, BODY, LINK), _report(8), _back(6, UNREACHABLE),
    )),  # red by what was sent back
    Story("prompt", (*_started(20), Scene(17, BODY, LINK), _report(17),
                     _said(MEASURING, EVALUATOR, MEASURED, "网上复核（演示）"),
                     _said(3, EVALUATOR, "verify", "按原规则复测通过（演示）"))),
    Story("ordinary", (*_signed(10), _said(6, LEADER, "suspend", "机构调整中，暂缓（演示）", 30))),
    Story("ordinary", (
        *_in_hand(20), _asked(8, 10, "系统改造未完成（演示）"),
        _said(6, LEADER, "grant_extension", "情况属实，同意延期（演示）"),
    )),
    Story("complex", (*_in_hand(12, STEPS), _progress(5, 40, 0, 1)), "mystery_visit"),
    Story("ordinary", (
        *_issued(9), _said(7, BODY, "contest", "职能已划转（演示）"),
        _said(4, LEADER, "overturn", "异议成立，撤销该事项（演示）"),
    )),
    Story("ordinary", (
        *_issued(9), _said(7, BODY, "contest", "统计口径不同（演示）"),
        _said(5, LEADER, "uphold", "口径以考核办法为准，维持（演示）"),
        Scene(4, BODY, "sign", {"contacts": WHO}),
    )),
    Story("complex", (
        *_in_hand(25, STEPS), Scene(8, BODY, LINK), _report(8),
        _said(5, LEADER, "accept_deviation", "需市级系统支持，年内先以纸质目录替代（演示）", 90),
        _said(2, EVALUATOR, "verify", "替代措施已核实（演示）"),
    )),
    Story("ordinary", ()),
    Story("ordinary", (*_in_hand(13), _progress(3, 80))),  # two days left
    Story("ordinary", _closed(27, 19, MEASURING, FILE), "survey"),
    Story("ordinary", _reported(10, 2)),
    Story("prompt", _started(7)),  # two days late
    Story("ordinary", ()),
    Story("complex", _signed(3), "complaint"),
    Story("ordinary", _closed(29, 17, MEASURING)),
    Story("complex", ()),
    Story("ordinary", _in_hand(7)),
)  # fmt: skip

AGAIN = 45  # the day on which what was closed last year is looked at again, working days ago

# The year before, sealed: what was closed is looked at again; one thing was never put right.
BEFORE: tuple[Story, ...] = (
    Story("ordinary", (*_closed(150, 138, 130), _said(AGAIN, EVALUATOR, MEASURED, "回头看（演示）"),
                       _said(AGAIN - 1, EVALUATOR, "hold", "回头看未反弹（演示）"))),
    Story("ordinary", (*_closed(148, 137, 130), _said(AGAIN, EVALUATOR, FELL_BACK, "回头看（演示）"),
                       _said(AGAIN - 1, EVALUATOR, "lapse", "栏目再次停更，问题反弹（演示）"),
                       _said(AGAIN - 5, OFFICE, "reopen", "重新立项整改（演示）"))),
    Story("ordinary", (*_closed(147, 140, 130), _said(AGAIN, EVALUATOR, FELL_BACK, "回头看（演示）"),
                       _said(AGAIN - 2, EVALUATOR, "lapse", "补录数据又有缺口（演示）"))),
    Story("ordinary", _closed(150, 141, 130, FILE)),
    Story("ordinary", _closed(150, 133, 130)),
    Story("ordinary", _closed(149, 142, 130)),
    Story("complex", (
        *_in_hand(150, STEPS), _progress(140, 60, 0, 1), Scene(135, BODY, LINK), _report(135),
        _said(130, EVALUATOR, MEASURED, "现场复核（演示）"),
        _said(129, EVALUATOR, "verify", "按原规则复测通过（演示）"),
        _said(128, OFFICE, "close", "同意销号（演示）"),
    )),
    Story("complex", _in_hand(70, STEPS)),  # to be referred
)  # fmt: skip

# One measure of the city, and others who were not found out look for themselves.
MUNICIPAL = Story("complex", (*_in_hand(16, STEPS), _progress(6, 30, 0)))
LOOKED: tuple[Story, ...] = (
    Story("prompt", (*_started(6), Scene(3, BODY, LINK), _report(3)), "self_check"),
    Story("prompt", _started(4), "self_check"),
    Story("prompt", _issued(1), "self_check"),
)


def day(base: date, until: int) -> date:
    """The end date of a scene."""
    return date.fromordinal(base.toordinal() + until)
