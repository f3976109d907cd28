"""The frame of a page: enter (who, which round), the sentence that answers first, state line, notes."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import NoReturn

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from data.desk import Desk
from data.queries import boards, robustness, rounds
from data.queries.boards import Standing
from data.words import refusal, text
from metrics.engine.board import Board
from metrics.errors import EvaluationError
from metrics.model import Round
from pages.parts.markup import Child, Markup, show, tag
from pages.parts.seats import Seat

SEAT = "seat"


@dataclass(frozen=True, slots=True)
class Visit:
    """One look at one round: who looks, in which language, at which board, how firm it is.

    `head`: the last entry of the whole audit trail when the look began. `late`: how sure the order is
    would take long to say; until it is worked out (`roundwide.waiting`) places stand without bands.
    """

    desk: Desk
    language: str
    round: Round
    board: Board
    standing: Standing
    head: int = 0
    late: bool = False

    @property
    def demo(self) -> str:
        """The mark of made-up data for pictures, "" for real data."""
        return text("state.demo", self.language) if self.round.demo else ""

    def say(self, key: str, **numbers: object) -> str:
        """A sentence in the reader's language."""
        return text(key, self.language, **numbers)


@dataclass(frozen=True, slots=True)
class Download:
    """A file to take away; `content` makes it only when it is asked for."""

    label: str
    file: str
    mime: str
    content: Callable[[], bytes]


def seat(one: Seat) -> None:
    """Note whose request this is (the shell does, before any page)."""
    st.session_state[SEAT] = one


def enter() -> Visit:
    """Who is here and which round; stops the page with a plain sentence where there is nothing to see."""
    desk: Desk = st.session_state[SEAT].desk
    try:
        asked = st.query_params.get("round", "")
        one = rounds.find(desk, asked) if asked else rounds.current(desk)
        if one is None:
            nothing(text("empty.no_round" if desk.may("rounds.open") else "empty.none_sealed", desk.language))
        # first: what is remembered under them is never older than they are
        head, firm = boards.head(desk), boards.standing(desk, one.code)
        board = boards.board(desk, one.code)
        late = robustness.late(desk, one.code, board)
        return Visit(desk, desk.language, one, board, firm, head, late)
    except EvaluationError as trouble:
        nothing(refusal(trouble, desk.language))


def nothing(sentence: str) -> NoReturn:
    """Say why there is nothing to see and end the page."""
    show(tag("p", sentence, class_="empty", role="status"))
    st.stop()


def lead(visit: Visit, name: str, sentence: str) -> None:
    """The page's name, small, and the sentence that answers its first question."""
    show(tag("p", visit.say(f"page.{name}"), class_="eyebrow"), tag("h1", sentence))


def state(visit: Visit, *facts: str, downloads: Sequence[Download] = ()) -> None:
    """The state line: provisional or sealed, round, facts (n, completeness), as of when; downloads."""
    sealed = visit.standing.sealed
    firm = tag("span", visit.say("state.sealed" if sealed else "state.provisional"), class_=_firm(sealed))
    chips = [tag("span", firm, class_="bare")]
    if visit.demo:
        chips.append(tag("span", tag("span", visit.demo, class_="chip demo"), class_="bare"))
    at = visit.standing.at
    said = [visit.round.title[visit.language], *facts]
    if at is not None:
        said.append(visit.say("state.sealed_at" if sealed else "state.as_of", at=at))
    if visit.standing.edition is not None:
        said.append(visit.say("state.edition", n=visit.standing.edition.number))
    with st.container(horizontal=True, vertical_alignment="center", gap="small"):
        with st.container(width="stretch"):
            show(tag("div", chips, [tag("span", one) for one in said if one], class_="state"))
        for one in downloads:
            st.download_button(
                one.label, one.content, one.file, one.mime, key=f"download_{one.file}", on_click="ignore",
                type="tertiary",
            )  # fmt: skip


def _firm(sealed: bool) -> str:
    return "chip sealed" if sealed else "chip provisional"


def notes(*lines: Child) -> None:
    """The method note at the foot of a page."""
    show([tag("p", line, class_="note") for line in lines])


def link(words: Child, href: str, **attributes: str) -> Markup:
    """A link inside the program."""
    return tag("a", words, href=href, data_page=True, **attributes)


def beside(*widths: int, name: str = "") -> list[DeltaGenerator]:
    """Columns side by side, one below the other where the window is narrow (the style sheet does it).

    `name` tells a second row of the same page from the first.
    """
    with st.container(key="beside" + (name and f"_{name}")):
        return st.columns(list(widths), gap="medium")
