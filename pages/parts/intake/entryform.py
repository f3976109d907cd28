"""The form of one body and one indicator: a widget per field, or a table of cases; its rows."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

import pandas as pd
import streamlit as st

from data.words import choice
from metrics.frames import CELL, OBSERVATIONS
from metrics.model import Field, Indicator
from pages.parts.frame import Visit
from pages.parts.intake import said

VALUES, NIL, REFUSED = "values", "nil", "not_applicable"
STATES = (VALUES, NIL, REFUSED)
ENTRIES = ("1", "0.5", "0", "NA")
Worn = Mapping[tuple[str, str], str]  # (item, field) -> what the badge of its value says
NOTHING_WORN: Worn = MappingProxyType({})
Typed = dict[tuple[str, str], str]  # (item, field) -> value as it is kept; ("", "") is the whole


@dataclass(frozen=True)
class Form:
    """What stands in the form when it is drawn: values of fields and cases, or a word on the whole."""

    body: str
    indicator: Indicator
    state: str
    values: Typed
    reason: str = ""

    @property
    def cases(self) -> bool:
        """Is it judged by two dates of each case? Then there is a table."""
        return {"from", "to"} <= set(self.indicator.params)


def standing(body: str, one: Indicator, rows: pd.DataFrame) -> Form:
    """The form as some rows (OBSERVATIONS) of this body have it."""
    mine = rows[(rows["body"] == body) & (rows["indicator"] == one.code)].astype(str).to_dict("records")
    whole = next((row for row in mine if not row["field"] and row["status"]), None)
    state = str(whole["status"]) if whole and whole["status"] in STATES else VALUES
    values = {(str(row["item"]), str(row["field"])): str(row["value"]) for row in mine if row["field"]}
    return Form(body, one, state, values, str(whole["reason"]) if whole else "")


def ask(visit: Visit, form: Form, key: str, worn: Worn = NOTHING_WORN) -> Typed:
    """The widgets of the fields; what stands in them now. A value that was taken over wears its badge."""
    if form.cases:
        return _cases(visit, form, key)
    items = list(dict.fromkeys(item for item, _ in form.values)) or [""]
    typed: Typed = {}
    for item in items:
        for field in form.indicator.fields:
            before = form.values.get((item, field.code), "")
            label = said.of_case(visit, field.title[visit.language], item)
            if (item, field.code) in worn:
                label += f" :gray-badge[{worn[item, field.code]}]"
            typed[item, field.code] = _field(visit, field, label, before, f"{key}_{item}_{field.code}")
    return {place: value.strip() for place, value in typed.items()}


def _field(visit: Visit, field: Field, label: str, before: str, key: str) -> str:
    """One field; what is not chosen from a list is typed as it is kept, the checks say what is wrong."""
    say = visit.say
    if field.type in ("bool", "entry", "enum"):
        options = {"bool": ("1", "0"), "entry": ENTRIES}.get(field.type, field.choices)
        words = {"1": say("template.yes"), "0": say("template.no")} if field.type == "bool" else {}
        if field.type == "entry":
            words = {one: say(f"entry.answer_{one.replace('.', '_')}") for one in ENTRIES}
        chosen = st.segmented_control(
            label, options, key=key, default=before if before in options else None,
            format_func=lambda one: words.get(one) or choice(one, visit.language),
        )  # fmt: skip
        return chosen or ""
    hint = say(f"template.hint_{field.type}")
    if field.type in ("text", "list"):
        return st.text_area(label, before, key=key, placeholder=hint, height=76)
    return st.text_input(label, before, key=key, placeholder=hint, width=320)


def _cases(visit: Visit, form: Form, key: str) -> Typed:
    """One row per case, with its own number; rows may be added and removed."""
    fields = form.indicator.fields
    items = list(dict.fromkeys(item for item, _ in form.values))
    rows = [{"item": item, **{f.code: form.values.get((item, f.code), "") for f in fields}} for item in items]
    names = ["item", *(field.code for field in fields)]
    columns: dict[str, Any] = {
        field.code: st.column_config.TextColumn(
            field.title[visit.language], help=visit.say(f"template.hint_{field.type}")
        )
        for field in fields
    }
    columns["item"] = st.column_config.TextColumn(visit.say("template.item"))
    edited = st.data_editor(
        pd.DataFrame(rows, columns=names, dtype=str), column_config=columns, num_rows="dynamic",
        hide_index=True, key=f"{key}_cases",
    )  # fmt: skip
    typed: Typed = {}
    for at, row in enumerate(edited.fillna("").astype(str).to_dict("records"), start=1):
        if any(str(row[field.code]).strip() for field in fields):
            item = str(row["item"]).strip() or str(at)
            typed |= {(item, field.code): str(row[field.code]).strip() for field in fields}
    return typed


def rows_of(
    form: Form, state: str, typed: Typed, reason: str, origins: Mapping[tuple[str, str], tuple[int, str]]
) -> pd.DataFrame:
    """What is filled in, as OBSERVATIONS and `origin` (the earlier round's row, 0 for none)."""
    place = (form.body, form.indicator.code)
    made: list[tuple[object, ...]] = []
    if state != VALUES:
        made = [(*place, "", "", "", state, reason if state == REFUSED else "", 0)]
    else:
        for (item, field), value in typed.items():
            origin, said = origins.get((item, field), (0, ""))
            if value:
                made.append((*place, item, field, value, "", "", origin if value == said else 0))
    return pd.DataFrame(made, columns=[*OBSERVATIONS, "origin"]).astype({"origin": int})


def blanks_of(form: Form, state: str, typed: Typed, kept: Sequence[tuple[str, str]]) -> pd.DataFrame:
    """Cells that are stored and empty now; `kept`: (item, field) of what is stored."""
    empty = [
        (form.body, form.indicator.code, item, field)
        for item, field in kept
        if state == VALUES and field and not typed.get((item, field), "")
    ]
    return pd.DataFrame(empty, columns=list(CELL))
