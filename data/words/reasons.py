"""Why points were lost and what would regain them, in words: code, the rule's numbers, the plan's terms."""

from __future__ import annotations

import math
from collections.abc import Mapping
from typing import Any

from data.words.sentences import has, text
from metrics.model import Indicator

# Numbers a sentence may quote; a rule that did not say one leaves it 0.
QUOTED = (
    "num", "den", "need", "days", "cases", "open", "negative", "unknown", "limit", "full_at", "zero_at",
    "zero_late", "per", "cap", "value", "min_den", "applicable",
)  # fmt: skip


def reason(one: Indicator, code: str, facts: Mapping[str, Any], language: str) -> str:
    """The sentence for a reason code of the ledger; `facts` are `metrics.engine.ledger.facts_of`."""
    return text(_key("reason", code, one, facts, language), language, **terms(one, facts, language))


def regain(one: Indicator, code: str, facts: Mapping[str, Any], language: str) -> str:
    """The sentence that says what would bring the lost points back (or that nothing does this year)."""
    return text(_key("regain", code, one, facts, language), language, **terms(one, facts, language))


def _key(part: str, code: str, one: Indicator, facts: Mapping[str, Any], language: str) -> str:
    """The most particular sentence there is: for the variant, for the rule, for the code."""
    for ending in (f"{code}_{_variant(code, facts)}", f"{code}_{one.rule}", code):
        if has(f"{part}.{ending}", language):
            return f"{part}.{ending}"
    return f"{part}.other"


def _variant(code: str, facts: Mapping[str, Any]) -> str:
    """What makes two cases of one reason read differently."""
    if code == "late":
        return "due" if "zero_late" in facts else "open" if facts.get("open", 0) > 0 else "limit"
    if code == "items":
        return "missing" if facts.get("answered") == 0 else "listed"
    return ""


def terms(one: Indicator, facts: Mapping[str, Any], language: str) -> dict[str, Any]:
    """Everything a sentence may quote: the facts, and the plan's own words for them."""
    answers = _answers(one, facts)
    return {
        **dict.fromkeys(("num", "den", "need", "days", "cases", "open", "negative", "unknown", "limit"), 0.0),
        **dict.fromkeys(
            ("full_at", "zero_at", "zero_late", "per", "cap", "value", "min_den", "applicable"), 0.0
        ),
        "level": "",
        **facts,
        "num_title": _title(one, "num", language),
        "den_title": _title(one, "den", language),
        "field_title": _title(one, "field", language),
        "title": one.title[language],
        "unit": one.unit[language],
        "full_rule": one.full_rule[language],
        "zero_rule": one.zero_rule[language],
        "evidence": one.evidence[language],
        "days_word": text(f"term.{one.params.get('calendar', 'natural')}", language),
        "more": abs(float(facts.get("need", 0)) - float(facts.get("num", 0))),
        "rate": _rate(facts),
        "best": _best_level(one),
        "absent": [words[language] for words, answer in answers if answer <= 0],
        "partly": [words[language] for words, answer in answers if 0 < answer < 1],
        "n_absent": sum(answer <= 0 for _, answer in answers),
        "n_partly": sum(0 < answer < 1 for _, answer in answers),
        "to_mend": [words[language] for words, answer in answers if answer < 1],
    }


def _rate(facts: Mapping[str, Any]) -> float:
    whole = float(facts.get("den", 0))
    return float(facts.get("num", 0)) / whole if whole else math.nan


def _title(one: Indicator, role: str, language: str) -> str:
    """What the plan calls the field that plays this role in the rule."""
    code = one.params.get(role, "")
    return next((field.title[language] for field in one.fields if field.code == code), str(code))


def _answers(one: Indicator, facts: Mapping[str, Any]) -> list[tuple[Mapping[str, str], float]]:
    """Items of a checklist with their answers (mean over the cases), those that do not apply left out."""
    found = []
    for position, item in enumerate(one.params.get("items", ()), start=1):
        answer = facts.get(f"item_{position}")
        if answer is not None:
            words = item if hasattr(item, "get") else {"zh": str(item), "en": str(item)}
            found.append((words, float(answer)))
    return found


def _best_level(one: Indicator) -> str:
    levels: Mapping[str, float] = one.params.get("map", {})
    return max(levels, key=lambda level: levels[level]) if levels else ""
