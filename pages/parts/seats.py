"""Who sits at the desk until sign-in is built: over made-up data on this machine by choice, else a viewer."""

from __future__ import annotations

import ipaddress
from collections.abc import Mapping
from dataclasses import dataclass

import streamlit as st
from starlette.requests import Request

from data import desk as desks
from data import permits, settings
from data.desk import Desk
from data.queries import boards, bodies, rounds
from data.queries.memo import Memo
from metrics.model import Body

SWITCHED = (permits.OFFICE, permits.EVALUATOR, permits.LEADER, permits.REPORTER)
BETWEEN = ":"  # reporter:310101
_homes: Memo[tuple[Body, ...]] = Memo(size=4)
SECOND = ".2"  # evaluator.2: another person of the same role, for acts that want two


@dataclass(frozen=True, slots=True)
class Seat:
    """A desk and how it was come by: `switch` is true where the reader may take another role."""

    desk: Desk
    switch: bool
    homes: tuple[Body, ...] = ()
    second: bool = False


def sit(language: str) -> Seat:
    """The desk of this request: over made-up data on a loopback address by choice, else a viewer's.

    A viewer sees sealed rounds only (`data.permits`), so nothing provisional leaves this way.
    """
    return _seat(language, st.query_params.get("desk", st.session_state.get("desk", "")), st.context.headers)


def of_request(request: Request) -> Desk:
    """The desk of a request that no page makes (a link to a file): by the same rule, from its own address."""
    return _seat("zh", request.query_params.get("desk", ""), request.headers).desk


def _seat(language: str, wish: str, headers: Mapping[str, str]) -> Seat:
    here = settings.from_environment()
    probe = desks.sit(here, person="shell", role=permits.OFFICE, language=language)
    known = rounds.every(probe)
    if not (here.demo and known and all(one.demo for one in known) and on_loopback(headers)):
        return Seat(desks.sit(here, person="viewer", role=permits.VIEWER, language=language), switch=False)
    now = (probe.database.url, boards.head(probe), known[0].code)  # the list as it stands after the last act
    homes = _homes.get(now, lambda: bodies.every(probe, known[0].code))
    role, home, second = asked(wish, homes)
    person = f"demo-{role}" + (f"-{home}" if home else "") + ("-2" if second else "")
    return Seat(desks.sit(here, person=person, role=role, body=home, language=language), True, homes, second)


def asked(wish: str, homes: tuple[Body, ...]) -> tuple[str, str, bool]:
    """The role wished for, for a reporter their body, and whether it is the second person of that role.

    The office where the wish says nothing we know.
    """
    named, _, home = wish.partition(BETWEEN)
    second, role = named.endswith(SECOND), named.removesuffix(SECOND)
    if role not in SWITCHED:
        return permits.OFFICE, "", False
    if role != permits.REPORTER:
        return role, "", second
    return role, home if home in {one.code for one in homes} else homes[0].code, second


def keep(role: str, home: str, second: bool = False) -> None:
    """Put the role into the address (the office needs no mention) and remember it for links without one."""
    named = role + (SECOND if second else "") + (BETWEEN + home if home else "")
    written = "" if named == permits.OFFICE else named
    st.session_state["desk"] = written
    if written:
        st.query_params["desk"] = written
    elif "desk" in st.query_params:
        del st.query_params["desk"]


def on_loopback(headers: Mapping[str, str]) -> bool:
    """The server listens to this machine only and was asked by it directly, not through a proxy."""
    asked_for = (headers.get("Host") or "localhost").rsplit(":", 1)[0].strip("[]")
    passed_on = any(headers.get(name) for name in ("X-Forwarded-For", "X-Forwarded-Host", "Forwarded", "Via"))
    return loopback(str(st.get_option("server.address") or "")) and loopback(asked_for) and not passed_on


def loopback(name: str) -> bool:
    """An address or name that only this machine can reach."""
    try:
        return ipaddress.ip_address(name).is_loopback
    except ValueError:
        return name == "localhost"
