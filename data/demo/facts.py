"""Makes up the facts of one indicator so that its rule gives about the share wanted."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, MutableMapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

import numpy as np
from numpy.random import Generator

from data.catalogue.crosschecks import Crosschecks
from data.demo.agreeing import between, dealt
from metrics.model import Field, Indicator, Setting
from metrics.rules.timeliness import DUE
from metrics.workdays import add

Known = MutableMapping[str, int]  # counts already told of this body: the same fact is the same everywhere
Fact = tuple[str, str, str]  # item, field, value


@dataclass(frozen=True, slots=True)
class Play:
    """What holds for all bodies of a year: its days, which figures must agree, and this year's indicators.

    Facts of both years are made up by this year's thresholds (`now`, by code): whoever did just the same has
    the same facts, whatever was asked then.
    """

    setting: Setting
    checks: Crosschecks
    now: Mapping[str, Indicator] = field(default_factory=dict)


# How large a whole usually is; where nothing is written, USUAL.
SIZES = {
    "n_weeks": 52, "n_valid": 400, "n_cases_closed": 20_000, "n_credit": 3_000, "n_vil": 220,
    "n_towns_all": 12, "n_decisions": 14, "n_concerns": 30, "n_pub_sampled": 50, "n_due": 80,
    "n_reviewed": 20, "n_programmes": 12, "n_review_closed": 9, "n_complaints": 15, "n_rect": 18,
    "n_dept": 55, "n_centres": 11, "n_main_powers": 90,
}  # fmt: skip
USUAL = 60
EXACT = ("n_weeks",)
SAMPLED = {
    "n_guides_sampled": "10", "n_guide_elements_missing": "3", "min_comment_days": "15", "n_visits": "2",
}  # fmt: skip
DUE_DAY = (11, 30)  # the day by which the notice wants self-assessments


def facts(
    one: Indicator, quality: float, draw: Generator, known: Known, play: Play, events: int
) -> Iterator[Fact]:
    """Facts for a share of about `quality` (0..1); `events`: how many cases, where that is known."""
    setting = play.setting
    if one.rule == "timeliness":
        told = list(_due(one, quality, draw, setting) if "due" in one.params else
                    _lags(one, quality, draw, setting, events))  # fmt: skip
    else:
        told = [("", name, value) for name, value in INVENTORS[one.rule](one, quality, draw, known)]
    yield from told
    items = list(dict.fromkeys(item for item, _, _ in told))
    said = {name for _, name, _ in told}
    parts = dealt(one.code, play.checks, known, draw)
    for beside in one.fields:
        if beside.code not in said:
            for item in items:
                yield (item, beside.code, _aside(beside, one, draw, known, play, parts))


def _ratio(one: Indicator, quality: float, draw: Generator, known: Known) -> Iterator[tuple[str, str]]:
    num, den = str(one.params["num"]), str(one.params["den"])
    if den not in known:
        size = SIZES.get(den, USUAL)
        known[den] = size if den in EXACT else max(int(size * draw.uniform(0.6, 1.5)), 1)
    full, zero = float(one.params["full_at"]), float(one.params["zero_at"])
    known[num] = int(np.clip(round((zero + (full - zero) * quality) * known[den]), 0, known[den]))
    yield num, str(known[num])
    yield den, str(known[den])


def _checklist(one: Indicator, quality: float, draw: Generator, known: Known) -> Iterator[tuple[str, str]]:
    """As many items published as the share wants, the next in part; some do not concern the body."""
    count = len(one.params["items"])
    order = draw.permutation(count)
    idle = [int(order[0])] if count > 3 and draw.random() < 0.1 else []
    open_ = [int(at) for at in order if int(at) not in idle]
    earned = round(quality * len(open_) * 2) / 2
    for at in range(count):
        answer = min(max(earned - open_.index(at), 0.0), 1.0) if at in open_ else -1.0
        yield f"item_{at + 1}", {-1.0: "NA", 0.0: "0", 0.5: "0.5", 1.0: "1"}[answer]


def _count(one: Indicator, quality: float, draw: Generator, known: Known) -> Iterator[tuple[str, str]]:
    tiers = [*one.params["tiers"], (0.0, 0.0)]
    at = int(np.argmin([abs(share - quality) for _, share in tiers]))
    many = int(tiers[at][0]) + (int(draw.integers(0, 4)) if at == 0 else 0)
    yield str(one.params["field"]), str(many)


def _level(one: Indicator, quality: float, draw: Generator, known: Known) -> Iterator[tuple[str, str]]:
    levels = dict(one.params["map"])
    yield str(one.params["field"]), min(levels, key=lambda level: abs(levels[level] - quality))


def _yes_no(one: Indicator, quality: float, draw: Generator, known: Known) -> Iterator[tuple[str, str]]:
    yield str(one.params["field"]), "1" if quality > 0.3 else "0"


INVENTORS: dict[str, Callable[[Indicator, float, Generator, Known], Iterator[tuple[str, str]]]] = {
    "ratio": _ratio, "checklist": _checklist, "count": _count, "level": _level, "yes_no": _yes_no,
}  # fmt: skip


def _lags(one: Indicator, quality: float, draw: Generator, setting: Setting, events: int) -> Iterator[Fact]:
    """Cases with a beginning and an end: within the limit where all is well, else the later the worse."""
    first, last = str(one.params["from"]), str(one.params["to"])
    limit, zero = float(one.params["limit"]), float(one.params["zero_at"])
    kinds = next((asked for asked in one.fields if asked.choices), None)
    cases = len(kinds.choices) if kinds else events or 2
    moments = any(asked.code == first and asked.type == "datetime" for asked in one.fields)
    for case in range(cases):
        late = quality < 0.97
        days = limit + (1 - quality) * (zero - limit) if late else limit * draw.uniform(0.2, 0.9)
        begun = date(setting.year, 2, 1) + timedelta(days=int(draw.integers(0, 240)))
        item = str(case + 1) if cases > 1 else ""
        if moments:
            at = datetime.fromisoformat(begun.isoformat()) + timedelta(minutes=5 * int(draw.integers(0, 288)))
            yield item, first, at.isoformat()
            yield item, last, (at + timedelta(minutes=round(days * 24 * 60))).isoformat()
        else:
            ended = _after(begun, round(days), one, setting)
            yield item, first, begun.isoformat()
            yield item, last, ended.isoformat()
        if kinds:
            yield item, kinds.code, kinds.choices[case]


def _due(one: Indicator, quality: float, draw: Generator, setting: Setting) -> Iterator[Fact]:
    """Done some days before the due day, or so late that the rule takes what it should."""
    match = DUE.fullmatch(str(one.params["due"]))
    due = (
        date(setting.year + int(match[1] or 0), int(match[2]), int(match[3])) if match
        else date(setting.year, *DUE_DAY)
    )  # fmt: skip
    late = round((1 - quality) * float(one.params["zero_late"])) if quality < 0.8 else 0
    done = _after(due, late, one, setting) if late else due - timedelta(days=int(draw.integers(0, 20)))
    yield "", str(one.params["date"]), done.isoformat()
    if not match:
        yield "", str(one.params["due"]), due.isoformat()
    if one.params.get("year"):
        yield "", str(one.params["year"]), str(setting.year)


def _after(day: date, days: int, one: Indicator, setting: Setting) -> date:
    if one.params.get("calendar") == "workday" and setting.calendar is not None:
        return add(day, days, setting.calendar)
    return day + timedelta(days=days)


def _aside(
    asked: Field, one: Indicator, draw: Generator, known: Known, play: Play, parts: Mapping[str, int]
) -> str:
    """What stands beside the facts that count; texts say that they are made up, and name nobody."""
    if asked.code in SAMPLED:
        return SAMPLED[asked.code]
    if asked.code in parts:
        return str(parts[asked.code])
    if asked.type == "int":
        usual = known.get(str(one.params.get("num", "")), 10)
        known[asked.code] = between(one.code, asked.code, play.checks, known, usual, draw)
        return str(known[asked.code])
    fixed = {"bool": "1", "enum": asked.choices[0] if asked.choices else "", "number": "1"}
    day = f"{play.setting.year}-10-18"
    dated = {"date": day, "datetime": f"{day}T10:00:00"}
    return {**fixed, **dated}.get(asked.type, f"演示：{asked.title.zh}")
