"""The keys of every table of a catalogue: the type of a value, whether it must be there, its default."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from metrics.model import FIELD_TYPES, MEANS, MISSING_POLICIES, NA_POLICIES, Text

ONCE = ("catalogue", "total", "defaults", "robustness", "review")
LISTS = ("kind", "level", "node", "grade", "indicator", "milestone")
ROLES = ("scored", "deduction", "bonus", "veto")
NO_TEXT = Text("", "")


@dataclass(frozen=True, slots=True)
class Key:
    """One key: `type` is a name of `data.catalogue.values`, `choices` the words of a "choice"."""

    type: str
    must: bool = False
    default: Any = None
    choices: tuple[str, ...] = ()


CODE = Key("code", must=True)
TITLE = Key("text", must=True)
WORDS = Key("string", default="")
TEXT = Key("text", default=NO_TEXT)
WEIGHT = Key("weight", default=1.0)
DECIMALS = Key("decimals")
LIST = Key("strings", default=())

CATALOGUE = {
    "code": CODE,
    "year": Key("year", must=True),
    "title": TITLE,
    "source": WORDS,
    "calendar": Key("code", default=""),
    "previous": Key("code", default=""),
    "demo": Key("flag", default=False),
    "sources": Key("string table", default={}),
}
KIND = {"code": CODE, "title": TITLE, "aliases": LIST, "full_marks": Key("positive"), "plural": TEXT}
POLICIES = {
    "mean": Key("choice", default="sum", choices=MEANS),
    "missing": Key("choice", default="zero", choices=MISSING_POLICIES),
    "not_applicable": Key("choice", choices=NA_POLICIES),
    "min_available": Key("share", default=0.0),
    "decimals": DECIMALS,
}
LEVEL = {"code": CODE, "title": TITLE, **POLICIES}
NODE = {
    "code": CODE,
    "level": Key("code", must=True),
    "parent": Key("code", default=""),
    "title": TITLE,
    "weight": WEIGHT,
    "marks": Key("positive"),
    "citation": WORDS,
    "text": TEXT,
}
TOTAL = {
    **POLICIES,
    "scale": Key("positive", default=100.0),
    "rebase": Key("flag"),
    "rescale": Key("choice", default="", choices=("", "minmax")),
    "peers": Key("choice", default="kind", choices=("kind", "group", "all")),
    "places_from": Key("choice", default="printed", choices=("printed", "raw", "rounded")),
    "places_decimals": DECIMALS,
    "floor": Key("number"),
    "deductions_cap": Key("not negative"),
    "bonus_cap": Key("not negative"),
    "bonus_gate": Key("number"),
    "thin_base": Key("not negative"),
}
GRADE = {"code": CODE, "title": TITLE, "at_least": Key("number", must=True), "quota": Key("share")}
DEFAULTS = {
    "decimals": DECIMALS,
    "marks": Key("marks"),
    "missing": Key("choice", choices=MISSING_POLICIES),
    "not_applicable": Key("choice", choices=NA_POLICIES),
}
ROBUSTNESS = {
    "seed": Key("seed", must=True),
    "weight_spread": Key("share", default=0.0),
    "judgement_spread": Key("share table", default={}),
    "draws": Key("draws", default=10_000),
    "body_draws": Key("body draws", default=3_000_000),
    "least_draws": Key("draws", default=1_000),
    "confidence": Key("share", default=0.95),
    "least_apart": Key("share", default=0.5),
    "sources": Key("string table", default={}),
}
REVIEW = {
    "short": Key("share", default=0.8),
    "common": Key("share", default=0.5),
    "tail": Key("share", default=0.27),
    "telling": Key("share", default=0.2),
    "sources": Key("string table", default={}),
}
INDICATOR = {
    "code": CODE,
    "node": Key("code", default=""),
    "title": TITLE,
    "role": Key("choice", choices=ROLES),
    "rule": Key("code", must=True),
    "params": Key("table", default={}),
    "kinds": Key("codes", default=()),
    "trait": Key("code", default=""),
    "units": Key("codes", default=()),
    "units_kind": Key("code", default=""),
    "marks": Key("marks"),
    "weight": WEIGHT,
    "decimals": DECIMALS,
    "missing": Key("choice", choices=MISSING_POLICIES),
    "not_applicable": Key("choice", choices=NA_POLICIES),
    "fields": Key("tables", default=()),
    "reads": Key("code", default=""),
    "for_kind": Key("table of tables", default={}),
    "effect": Key("table"),
    "unit": TEXT,
    "full_rule": TEXT,
    "zero_rule": TEXT,
    "na_rule": TEXT,
    "evidence": TEXT,
    "source": WORDS,
    "judge": WORDS,
    "formerly": Key("code", default=""),
}
MILESTONE = {"code": CODE, "title": TITLE, "on": Key("day", must=True), "source": WORDS}
FIELD = {
    "code": CODE,
    "title": TITLE,
    "type": Key("choice", must=True, choices=FIELD_TYPES),
    "choices": LIST,
}
EFFECT = {"grade": Key("code"), "ranked": Key("flag", default=True), "total": Key("number")}

KEYS: Mapping[str, Mapping[str, Key]] = {
    "catalogue": CATALOGUE,
    "kind": KIND,
    "level": LEVEL,
    "node": NODE,
    "total": TOTAL,
    "grade": GRADE,
    "defaults": DEFAULTS,
    "robustness": ROBUSTNESS,
    "review": REVIEW,
    "indicator": INDICATOR,
    "milestone": MILESTONE,
}
