"""What each act asks for: its fields by the needs of the step, and what they bring to the act."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import streamlit as st

from data.queries.rectification import Dossier
from metrics.procedure.items import Contacts, Milestone
from metrics.procedure.lifecycle import Step
from metrics.procedure.terms import Named, Terms
from pages.parts.frame import Visit
from pages.parts.rectification import planning

Brought = dict[str, Any]
STEPS_OF_PLAN = 3  # rows for milestones
LONGEST = 600  # characters of a reason


@dataclass(frozen=True, slots=True)
class Place:
    """Where a form stands: the item as it was drawn, the act, and the key under which it is done once."""

    visit: Visit
    dossier: Dossier
    terms: Terms
    step: Step
    turn: str

    @property
    def name(self) -> str:
        """Of the form."""
        return named(self.dossier, self.step)

    def key(self, field: str) -> str:
        """Of a widget; another one after the act."""
        return f"{self.name}/{field}/{self.turn}"

    def value(self, field: str, default: Any = "") -> Any:
        """What stands in a widget."""
        return st.session_state.get(self.key(field), default)


def named(dossier: Dossier, step: Step) -> str:
    """The name of a form."""
    return f"{dossier.item.number}/{step.act}"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a form asks for: how it is drawn, and what it brings to the act."""

    draw: Callable[[Place], None]
    bring: Callable[[Place], Brought]


def fields(step: Step) -> list[Asked]:
    """What the needs of a step ask for, and what the act itself takes."""
    return [FIELDS[code] for code in dict.fromkeys((*step.needs, step.act)) if code in FIELDS]


def _reason(place: Place) -> None:
    st.text_area(place.visit.say("item.reason"), key=place.key("reason"), max_chars=LONGEST, height=76)


def _contacts(place: Place) -> None:
    known = place.dossier.item.contacts
    with st.container(horizontal=True, gap="small"):
        for name in ("leader", "handler", "phone"):
            st.text_input(
                place.visit.say(f"register.{name}"), getattr(known, name), key=place.key(name), max_chars=60
            )


def _plan(place: Place) -> None:
    item, say = place.dossier.item, place.visit.say
    text = item.plan or planning.suggestion(place.visit, place.dossier)
    st.text_area(say("register.plan"), text, key=place.key("plan"), max_chars=LONGEST * 2, height=110)
    wanted = place.terms.deadline_class(item.deadline_class).milestones
    for at in range(STEPS_OF_PLAN * wanted):
        with st.container(horizontal=True, gap="small", vertical_alignment="bottom"):
            st.text_input(
                say("item.milestone", n=at + 1), key=place.key(f"title{at}"), max_chars=80, width=420
            )
            st.number_input(
                say("item.milestone_due"),
                min_value=1,
                max_value=place.dossier.clock.allowed or 60,
                value=None,
                step=1,
                key=place.key(f"due{at}"),
                width=160,
            )


def _bring_plan(place: Place) -> Brought:
    named = [(str(place.value(f"title{at}")), place.value(f"due{at}", None)) for at in range(STEPS_OF_PLAN)]
    steps = tuple(Milestone(title.strip(), int(due or 0)) for title, due in named if title.strip())
    return {"plan": str(place.value("plan")), "milestones": steps}


def _progress(place: Place) -> None:
    item, say = place.dossier.item, place.visit.say
    st.slider(say("item.progress"), 0, 100, item.progress, 5, key=place.key("progress"), format="%d%%")
    if item.milestones:
        titles = [one.title for one in item.milestones]
        st.multiselect(
            say("item.milestones_done"),
            range(len(titles)),
            key=place.key("done"),
            format_func=titles.__getitem__,
            default=[at for at, one in enumerate(item.milestones) if one.done_on],
            placeholder=say("item.choose"),
        )


def _days(place: Place) -> None:
    most = place.terms.extension_days
    st.number_input(
        place.visit.say("item.days", most=most),
        min_value=1,
        max_value=most,
        value=min(5, most),
        step=1,
        key=place.key("days"),
        width=240,
    )


def _until(place: Place) -> None:
    today = place.visit.desk.today
    st.date_input(
        place.visit.say("item.until"),
        value=None,
        min_value=today + timedelta(days=1),
        key=place.key("until"),
        format="YYYY-MM-DD",
        width=240,
    )


def _bring_until(place: Place) -> Brought:
    until = place.value("until", None)
    return {"until": until if isinstance(until, date) else None}


def _changes(place: Place) -> None:
    item, say, spoken = place.dossier.item, place.visit.say, place.visit.language
    for name in TEXTS:
        st.text_area(say(f"register.{name}"), getattr(item, name)[spoken], key=place.key(name), height=76)
    with st.container(horizontal=True, gap="small"):
        for name, known in lists(place.terms).items():
            codes = ["", *known] if name in ("problem_type", "origin") else [*known]
            value = getattr(item, name)
            st.selectbox(
                say(f"register.{name}"),
                codes,
                codes.index(value) if value in codes else 0,
                key=place.key(name),
                format_func=lambda code, known=known: known[code].title[spoken] if code else "–",
                width=170,
            )
        st.number_input(
            say("item.target"),
            0.0,
            max(item.lost, 0.0),
            float(item.target),
            0.1,
            key=place.key("target"),
            width=170,
        )


def _bring_changes(place: Place) -> Brought:
    """Only what was written anew: words of one language would else replace those of both."""
    item, spoken = place.dossier.item, place.visit.language
    old = {name: getattr(item, name)[spoken] for name in TEXTS}
    old |= {name: getattr(item, name) for name in (*lists(place.terms), "target")}
    new = {name: place.value(name, value) for name, value in old.items()}
    return {"changes": {name: value for name, value in new.items() if value != old[name]}}


def lists(terms: Terms) -> Mapping[str, Mapping[str, Any]]:
    """What is chosen from a list in a draft."""
    named: Mapping[str, Sequence[Named | Any]] = {
        "severity": terms.severities,
        "deadline_class": terms.classes,
        "problem_type": terms.problems,
        "origin": terms.origins,
    }
    return {name: {one.code: one for one in found} for name, found in named.items()}


TEXTS = ("problem", "measure", "proof_wanted")
# By the code of a need (metrics.procedure.needs), or of an act that takes something without needing it.
FIELDS: Mapping[str, Asked] = {
    "reason": Asked(_reason, lambda place: {"reason": str(place.value("reason"))}),
    "contacts": Asked(
        _contacts,
        lambda place: {
            "contacts": Contacts(*(str(place.value(name)) for name in ("leader", "handler", "phone")))
        },
    ),
    "plan": Asked(_plan, _bring_plan),
    "progress": Asked(
        _progress,
        lambda place: {"progress": int(place.value("progress", 0)), "done": tuple(place.value("done", ()))},
    ),
    "extension_open": Asked(_days, lambda place: {"days": int(place.value("days", 0))}),
    "end_date": Asked(_until, _bring_until),
    "amend": Asked(_changes, _bring_changes),
}
