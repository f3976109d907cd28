"""GET /evidence/{id}: a file of evidence for who may see it; for everybody else there is no such thing."""

from __future__ import annotations

import logging
from urllib.parse import quote

import streamlit as st
from starlette.concurrency import run_in_threadpool
from starlette.requests import Request
from starlette.responses import Response

from data.actions import evidence as acts
from data.desk import Desk
from data.queries import evidence
from data.queries.evidence import Evidence, Served
from metrics.errors import EvaluationError, NotPermitted
from pages.parts import guard, seats
from pages.parts.markup import Markup, as_written, tag

DIGITS = 12  # of a number; longer ones are no numbers of ours
HEADERS = {
    "Cache-Control": "no-store",
    "X-Content-Type-Options": "nosniff",
    "Content-Security-Policy": guard.SANDBOX,
}

log = logging.getLogger(__name__)


def address(number: int) -> str:
    """Where a page links to; the role chosen over made-up data goes with it."""
    desk = st.query_params.get("desk", st.session_state.get("desk", ""))
    return f"{guard.prefix()}/evidence/{number}" + (f"?desk={quote(desk)}" if desk else "")


def named(one: Evidence, language: str) -> Markup:
    """A piece by its name: a file to save, a page to open, or a reference in words."""
    words = as_written(one.name or one.url, language)
    if one.kind == "file":
        return tag("a", words, href=address(one.id), download=True)
    if one.url:
        return tag("a", words, href=one.url, target="_blank", rel="noopener noreferrer")
    return words


async def answer(request: Request) -> Response:
    """The file as an attachment under its name; 404 alike for what is not there and what is not theirs."""
    number = request.path_params["id"]
    found = None
    if number.isascii() and number.isdigit() and len(number) <= DIGITS:
        found = await run_in_threadpool(lambda: fetch(seats.of_request(request), int(number)))
    if found is None:
        return Response(status_code=404, headers=HEADERS)
    headers = HEADERS | {"Content-Disposition": as_file(found.name)}
    return Response(found.content, media_type=found.media, headers=headers)


def fetch(desk: Desk, number: int) -> Served | None:
    """The file, or None; that somebody reached for what is not theirs is noted in the trail."""
    try:
        return evidence.served(desk, number)
    except NotPermitted:
        acts.refuse(desk, number)
    except EvaluationError as trouble:
        log.warning("evidence %d was not served: %s", number, trouble)
    return None


def as_file(name: str) -> str:
    """Saved, never shown in place; the name in the one form that every browser reads."""
    return f"attachment; filename*=UTF-8''{quote(name, safe='')}"
