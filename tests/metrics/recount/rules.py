"""The scoring rules once more in plain Python: exact fractions, one body at a time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal, localcontext
from fractions import Fraction
from typing import Any

from metrics.model import Calendar

Case = Mapping[str, str]  # field -> checked text


@dataclass(frozen=True)
class Found:
    """What a rule found for one body: a status, a share (points for adjustments) and the measured value."""

    status: str
    share: Fraction | None = None
    value: Fraction | None = None


MISSING = Found("missing")
NOT_APPLICABLE = Found("not_applicable")


def exact(number: float | int | str) -> Fraction:
    """The decimal number as it is written, not as the machine stores it."""
    return Fraction(str(number))


def half_up(number: Fraction, decimals: int | None) -> Fraction:
    """Round half away from zero."""
    if decimals is None:
        return number
    scaled = abs(number) * 10**decimals
    whole = (scaled + Fraction(1, 2)).__floor__()
    return Fraction(whole if number >= 0 else -whole, 10**decimals)


def logarithm(number: Fraction) -> Fraction:
    """Natural logarithm to 40 digits."""
    with localcontext() as context:
        context.prec = 40
        return Fraction((Decimal(number.numerator) / Decimal(number.denominator)).ln())


def line(x: Fraction, full_at: Fraction, zero_at: Fraction, clip: bool = True) -> Fraction:
    """Straight line from 0 at `zero_at` to 1 at `full_at`."""
    share = (x - zero_at) / (full_at - zero_at)
    return min(max(share, Fraction(0)), Fraction(1)) if clip else share


def together(numbers: Sequence[Fraction], over: str) -> Fraction:
    """Several cases as one number."""
    if over == "mean":
        return sum(numbers, Fraction(0)) / len(numbers)
    return {"sum": sum, "max": max, "min": min}[over](numbers)


def column(cases: Sequence[Case], field: str) -> list[Fraction]:
    """The numbers given for this field."""
    return [Fraction(case[field]) for case in cases if case.get(field, "") != ""]


def lacks(cases: Sequence[Case], *fields: str) -> bool:
    """No case at all, or one without a number the rule needs: to leave a bad case blank must never pay."""
    return not cases or any(case.get(field, "") == "" for case in cases for field in fields)


def silent(cases: Sequence[Case], *fields: str) -> bool:
    """No case says anything in any of these fields."""
    return not any(case.get(field, "") for case in cases for field in fields)


def empty(when: str) -> Found:
    """Nothing to measure."""
    if when == "not_applicable":
        return NOT_APPLICABLE
    return Found("scored", Fraction(1 if when == "full" else 0))


# -- days


def is_workday(day: date, calendar: Calendar) -> bool:
    if day in calendar.workdays:
        return True
    return day.weekday() < 5 and day not in calendar.holidays


def workdays(start: date, end: date, calendar: Calendar) -> int:
    """Working days from the day after `start` to `end`; negative where `end` is before `start`."""
    if end < start:
        return -workdays(end, start, calendar)
    days = (start + timedelta(n) for n in range(1, (end - start).days + 1))
    return sum(is_workday(day, calendar) for day in days)


def moment(text: str) -> datetime:
    return datetime.fromisoformat(text)


def lag(start: str, end: str, kind: str, calendar: Calendar | None) -> Fraction:
    """Days between two dates: working days, or natural days (with hours where moments are given)."""
    if kind == "workday":
        assert calendar is not None
        return Fraction(workdays(moment(start).date(), moment(end).date(), calendar))
    apart = moment(end) - moment(start)
    return Fraction(apart.days) + Fraction(apart.seconds, 86400)


def ends_before(start: str, end: str, kind: str) -> bool:
    """Done before it began; working days know no time of day."""
    if kind == "workday":
        return moment(end).date() < moment(start).date()
    return moment(end) < moment(start)


def due_day(due: str, case: Case, year: int) -> str:
    """The due day: a field of the case, or a day such as "Y+1-03-31"."""
    if not due.startswith("Y"):
        return case.get(due, "") if not due[:1].isdigit() else due
    shift, rest = due[1:].split("-", 1) if due[1] != "-" else ("0", due[2:])
    return f"{year + int(shift)}-{rest}"


# -- rules


def value(cases: Sequence[Case], params: Mapping[str, Any], bounds: Mapping[str, Fraction]) -> Found:
    if lacks(cases, params["field"]):
        return MISSING
    x = together(column(cases, params["field"]), params.get("over", "mean"))
    if params.get("raw"):
        return Found("scored", x, x)
    full_at, zero_at = (
        bounds[end] if isinstance(end, str) else exact(end) for end in (params["full_at"], params["zero_at"])
    )
    if full_at == zero_at:
        return Found("scored", Fraction(1), x)
    if params.get("scale") == "log":
        if x <= 0:
            return Found("scored", Fraction(0), x)
        return Found("scored", line(logarithm(x), logarithm(full_at), logarithm(zero_at)), x)
    return Found("scored", line(x, full_at, zero_at, params.get("clip", True)), x)


def ratio(cases: Sequence[Case], params: Mapping[str, Any]) -> Found:
    if lacks(cases, params["den"]):
        return MISSING
    den = sum(column(cases, params["den"]), Fraction(0))
    if den < exact(params.get("min_den", 0)):
        return NOT_APPLICABLE
    if den == 0:
        needs = params.get("empty_needs")
        if needs and (lacks(cases, needs) or not sum(column(cases, needs))):
            return Found("scored", Fraction(0))
        return empty(params.get("when_empty", "not_applicable"))
    if lacks(cases, params["num"]):
        return MISSING
    quotient = sum(column(cases, params["num"]), Fraction(0)) / den
    return Found("scored", line(quotient, exact(params["full_at"]), exact(params["zero_at"])), quotient)


def checklist(cases: Sequence[Case], params: Mapping[str, Any]) -> Found:
    items = params["items"]
    weights = [exact(item.get("weight", 1)) if hasattr(item, "get") else Fraction(1) for item in items]
    fields = [f"item_{n}" for n in range(1, len(weights) + 1)]
    if silent(cases, *fields):
        return MISSING
    shares = []
    for case in cases:
        answers = [case.get(field, "") or "0" for field in fields]
        asked = [(w, Fraction(a)) for w, a in zip(weights, answers, strict=True) if a != "NA"]
        if not asked:
            continue
        if params.get("need") == "all":
            shares.append(Fraction(all(answer == 1 for _, answer in asked)))
        else:
            shares.append(sum(w * answer for w, answer in asked) / sum(w for w, _ in asked))
    if not shares:
        return NOT_APPLICABLE
    share = together(shares, "mean")
    return Found("scored", share, share)


def timeliness(
    cases: Sequence[Case], params: Mapping[str, Any], year: int, calendar: Calendar | None
) -> Found:
    """A case without usable dates counts as `zero_at` days: not to say must never pay."""
    kind, from_to = params.get("calendar", "natural"), "from" in params
    limit = exact(params["limit"]) if from_to else Fraction(0)
    zero = exact(params["zero_at"] if from_to else params["zero_late"])
    days, said = [], False
    for case in cases:
        if from_to:
            start, end = case.get(params["from"], ""), case.get(params["to"], "")
            said |= bool(start or end)
        else:
            own = case.get(params.get("year", ""), "")
            start, end = due_day(params["due"], case, int(own) if own else year), case.get(params["date"], "")
            said |= bool(end)
        if not start or not end or (from_to and ends_before(start, end, kind)):
            days.append(zero)
        else:
            days.append(max(lag(start, end, kind, calendar), Fraction(0)))
    if not said:
        return MISSING
    day = together(days, params.get("over", "mean"))
    return Found("scored", Fraction(1) if day <= limit else line(day, limit, zero), day)


def on_time(cases: Sequence[Case], params: Mapping[str, Any], calendar: Calendar | None) -> Found:
    good = bad = 0
    kind, late = params.get("calendar", "workday"), params.get("unknown", "late") == "late"
    for case in cases:
        start, end = case.get(params["from"], ""), case.get(params["to"], "")
        if not start or not end or ends_before(start, end, kind):
            bad += late
        elif lag(start, end, kind, calendar) <= exact(params["limit"]):
            good += 1
        else:
            bad += 1
    if not good + bad:
        return MISSING
    part = Fraction(good, good + bad)
    return Found("scored", line(part, exact(params["full_at"]), exact(params["zero_at"])), part)


def count(cases: Sequence[Case], params: Mapping[str, Any]) -> Found:
    if lacks(cases, params["field"]):
        return MISSING
    n = together(column(cases, params["field"]), params.get("over", "sum"))
    share = next((exact(part) for start, part in params["tiers"] if n >= exact(start)), Fraction(0))
    return Found("scored", share, n)


def level(cases: Sequence[Case], params: Mapping[str, Any]) -> Found:
    """A case without a level counts 0 in the average."""
    if silent(cases, params["field"]):
        return MISSING
    shares = [exact(params["map"].get(case.get(params["field"], ""), 0)) for case in cases]
    return Found("scored", together(shares, "mean"), together(shares, "mean"))


def yes_no(cases: Sequence[Case], params: Mapping[str, Any]) -> Found:
    """Of several cases all must be so."""
    if silent(cases, params["field"]):
        return MISSING
    yes, answers = exact(params.get("yes", 1)), [case.get(params["field"]) for case in cases]
    return Found("scored", Fraction(all(bool(answer) and exact(answer) == yes for answer in answers)))


def adjustment(cases: Sequence[Case], params: Mapping[str, Any]) -> Found:
    numbers = column(cases, params["field"])
    if not numbers:
        return Found("none", Fraction(0))
    n = sum(numbers)
    points = n * exact(params["per"])
    return Found("scored", min(points, exact(params["cap"])) if "cap" in params else points, Fraction(n))


def veto(cases: Sequence[Case], params: Mapping[str, Any]) -> Found:
    numbers = column(cases, params["field"])
    if not numbers:
        return Found("none", Fraction(0))
    if "at_most" in params:
        hit = any(n <= exact(params["at_most"]) for n in numbers)
    elif "at_least" in params:
        hit = any(n >= exact(params["at_least"]) for n in numbers)
    else:
        hit = any(n == 1 for n in numbers)
    return Found("scored", Fraction(hit), max(numbers))
