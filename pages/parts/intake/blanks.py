"""Workbooks to fill in: choose what for, download; each stands as things are now."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from data import permits
from data.queries import templates
from data.queries.templates import Template
from pages.parts import forms
from pages.parts.exports import XLSX
from pages.parts.frame import Visit
from pages.parts.intake import said
from pages.parts.markup import show, tag

OF_ALL = ""  # a register of all bodies
KINDS = ("body", "unit", "indicator", "register")


def offer(visit: Visit) -> None:
    """The choice and the button."""
    say = visit.say
    show(tag("h2", say("intake.blanks")), tag("p", say("intake.blanks_note"), class_="note"))
    everything = visit.desk.reach("observations.read") == permits.ALL
    kinds = KINDS if everything else ("body",)
    kind = forms.segments("for", say("intake.for"), kinds, lambda one: say(f"intake.for_{one}"), quiet=True)
    bodies = own_bodies(visit)
    make = {"body": _body, "unit": _unit, "indicator": _indicator, "register": _register}[kind](visit, bodies)
    st.download_button(
        say("intake.download"), lambda: make().content, name_of(visit, kind), XLSX, key="download_blank",
        on_click="ignore", icon=":material/download:",
    )  # fmt: skip


def name_of(visit: Visit, kind: str) -> str:
    """The name under which it is saved."""
    asked = {"body": ["t_body"], "unit": ["t_unit"], "indicator": ["t_indicator"]}
    parts = [str(st.session_state.get(f"pick_{one}", "")) for one in asked.get(kind, ["t_register", "t_of"])]
    return "-".join(one for one in (visit.round.code, kind, *parts) if one) + ".xlsx"


def own_bodies(visit: Visit) -> list[str]:
    """The bodies whose data this person may read."""
    return [
        one.code for one in visit.board.bodies if visit.desk.may("observations.read", body=one.code)
    ]  # fmt: skip


def _body(visit: Visit, bodies: Sequence[str]) -> Callable[[], Template]:
    default = visit.desk.body if visit.desk.body in bodies else ""
    code = _pick(visit, "t_body", "ask.body", bodies, lambda one: said.body_name(visit, one), default)
    return lambda: templates.for_body(visit.desk, visit.round.code, code)


def _unit(visit: Visit, _bodies: Sequence[str]) -> Callable[[], Template]:
    units = templates.units(visit.desk, visit.round.code)
    code = _pick(visit, "t_unit", "intake.unit", units, lambda one: said.body_name(visit, one))
    return lambda: templates.for_unit(visit.desk, visit.round.code, code)


def _indicator(visit: Visit, _bodies: Sequence[str]) -> Callable[[], Template]:
    asked = [one.code for one in visit.board.catalogue.indicators if one.fields]
    code = _pick(visit, "t_indicator", "ask.indicator", asked, lambda one: said.indicator_name(visit, one))
    return lambda: templates.for_indicator(visit.desk, visit.round.code, code)


def _register(visit: Visit, bodies: Sequence[str]) -> Callable[[], Template]:
    asked = templates.registers(visit.desk, visit.round.code)
    code = _pick(visit, "t_register", "ask.indicator", asked, lambda one: said.indicator_name(visit, one))
    body = _pick(
        visit, "t_of", "ask.body", [OF_ALL, *bodies],
        lambda one: said.body_name(visit, one) if one else visit.say("intake.all_bodies"),
    )  # fmt: skip
    return lambda: templates.for_register(visit.desk, visit.round.code, code, body)


def _pick(
    visit: Visit, name: str, label: str, options: Sequence[str], titles: Callable[[str], str],
    default: str = "",
) -> str:  # fmt: skip
    return forms.pick(name, visit.say(label), options, titles, default=default, width=440)
