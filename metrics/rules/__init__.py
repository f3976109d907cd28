"""The scoring rules (计分规则), one module each: ROLES, PARAMS and one function `score`.

`score(observations, setting, **params)` takes the wide table of one indicator (`frames.Facts.wide`)
for all bodies at once and returns `frames.RULE_RESULT` plus named facts, one row per body, indexed
by body. It knows no kinds, points, clauses or sentences and never changes its input.
"""

from __future__ import annotations

from types import ModuleType

from metrics.rules import (
    bonus,
    checklist,
    count,
    deduction,
    level,
    on_time,
    ratio,
    timeliness,
    value,
    veto,
    yes_no,
)  # fmt: skip

# Written out so that every rule named in a catalogue can be found by searching for its name.
RULES: dict[str, ModuleType] = {
    "value": value,
    "ratio": ratio,
    "checklist": checklist,
    "timeliness": timeliness,
    "on_time": on_time,
    "count": count,
    "level": level,
    "yes_no": yes_no,
    "deduction": deduction,
    "bonus": bonus,
    "veto": veto,
}

# The role an indicator has by its rule.
ROLE_OF_RULE = {"deduction": "deduction", "bonus": "bonus", "veto": "veto"}
