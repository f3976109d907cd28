"""Letters of the ladder: which are due, drafted and sent; one opened to be read, taken away and sent."""

from __future__ import annotations

from collections.abc import Callable, Sequence

import streamlit as st

from data.actions import rectification_letters as acts
from data.queries import papers
from data.queries.letters import DueLetter, Letter
from metrics.procedure.terms import Rung, Terms
from pages.parts import asking, forms
from pages.parts.frame import Visit, link
from pages.parts.intake import said
from pages.parts.markup import Markup, as_written, show, tag
from pages.parts.rectification import lettersout, letterwords
from pages.parts.tables import Column, table

FEW = 7
DRAFTED = "drafted"  # state of a letter


def card(visit: Visit, terms: Terms, drafts: Sequence[Letter], due: Sequence[DueLetter]) -> None:
    """Which letters go out today; the one that is opened stands below, and several at once."""
    say, drafted = visit.say, sternest(drafts, terms)
    show(tag("h2", say("letters.title", n=len(drafted))), tag("p", say("letters.note"), class_="note"))
    draft(visit, due)
    if drafted:
        opened = chosen(drafted)
        show(
            table(
                drafted,
                columns(visit, terms),
                say("letters.title", n=len(drafted)),
                chosen=lambda one: one.id == opened.id,
                tall=len(drafted) > FEW,
            )
        )
        open_one(visit, opened, terms)
        lettersout.several(visit, drafted, terms)
    elif not due:
        show(tag("p", say("letters.none"), class_="empty", role="status"))


def sternest(found: Sequence[Letter], terms: Terms) -> list[Letter]:
    """The highest step of the ladder first, then the oldest."""
    order = [one.code for one in terms.rungs]
    return sorted(found, key=lambda one: (-order.index(one.step), one.id))


def draft(visit: Visit, due: Sequence[DueLetter]) -> None:
    """What has become due and is not drafted yet; one press drafts all of it."""
    if not due:
        return
    show(tag("p", visit.say("letters.due", n=len(due)), class_="banner"))
    if visit.desk.may("rectification.draft_letters"):
        st.button(
            visit.say("letters.draft", n=len(due)),
            key="draft_due",
            on_click=_draft,
            args=(visit, asking.turn("draft_due")),
        )


def _draft(visit: Visit, turn: str) -> None:
    def act(key: str) -> str:
        made = acts.draft_due(visit.desk, visit.round.code, key=key)
        return visit.say("letters.drafted", n=len(made))

    asking.attempt(visit, "draft_due", act, turn)


def chosen(found: Sequence[Letter]) -> Letter:
    """The letter of the address, else the first."""
    number = forms.chosen("letter", [str(one.id) for one in found])
    return next(one for one in found if str(one.id) == number)


def columns(visit: Visit, terms: Terms) -> list[Column]:
    """A letter as a row."""
    say = visit.say
    return [
        Column(
            say("letters.step"),
            lambda one: letterwords.step(visit, terms.rung(one.step)),
            lambda one: one.step,
        ),
        Column(say("column.body"), lambda one: said.body_name(visit, one.body), lambda one: one.body),
        Column(say("letters.item"), lambda one: link(one.number, forms.address("handling", item=one.number))),
        Column(say("letters.why"), lambda one: letterwords.why(visit, one)),
        Column(
            "", lambda one: tag("a", say("letters.open"), href=forms.here(letter=str(one.id)), data_page=True)
        ),
    ]


def open_one(visit: Visit, one: Letter, terms: Terms) -> None:
    """The letter to be read, its file, and for who may: sending it."""
    say, rung = visit.say, terms.rung(one.step)
    with st.container(key="card_letter", gap="small"):
        title = say("letters.one", step=rung.title, body=said.body_name(visit, one.body))
        show(tag("h3", title), tag("p", say("letters.goes_to", to=rung.to), class_="note"))
        with st.container(horizontal=True, gap="medium", vertical_alignment="center"):
            wanted = st.toggle(say("letters.preview"), key=f"read_{one.id}")
            files(visit, one, rung)
        if wanted:
            show(read(visit, papers.lines(papers.letter(visit.desk, one.id))))
        if visit.desk.may("rectification.send_letter"):
            send(visit, one, terms)


def read(visit: Visit, lines: Sequence[str]) -> Markup:
    """A paper as text."""
    return tag("div", [tag("p", as_written(line, visit.language)) for line in lines], class_="paper")


def files(visit: Visit, one: Letter, rung: Rung) -> None:
    """The letter as a file; the form for the talk where it asks for one."""
    take(visit.say("letters.docx"), f"{one.number}-{one.step}", lambda: papers.letter(visit.desk, one.id))
    if rung.talk:
        take(visit.say("letters.talk"), f"{one.number}-talk", lambda: papers.talk(visit.desk, one.id))


def take(label: str, name: str, made: Callable[[], papers.Paper]) -> None:
    """A paper to take away, made when it is asked for."""
    st.download_button(
        label,
        lambda: made().content,
        f"{name}.docx",
        papers.DOCX,
        key=f"take_{name}",
        on_click="ignore",
        type="tertiary",
    )


def send(visit: Visit, one: Letter, terms: Terms) -> None:
    """Sending: a named person does it, with a remark; the letter gets its number."""
    name = f"send_{one.id}"
    with (
        st.form(f"form_{name}", border=False),
        st.container(horizontal=True, vertical_alignment="bottom", gap="small"),
    ):
        st.text_input(visit.say("letters.remark"), key=f"note_{name}", max_chars=200)
        st.form_submit_button(
            visit.say("letters.send"),
            type="primary",
            key=f"do_{name}",
            on_click=_send,
            args=(visit, one, name, terms, asking.turn(name)),
        )


def _send(visit: Visit, one: Letter, name: str, terms: Terms, turn: str) -> None:
    def act(key: str) -> str:
        note = str(st.session_state.get(f"note_{name}", ""))
        sent = acts.send(visit.desk, one.id, version=one.version, note=note, key=key)
        number = letterwords.numbered(visit, sent, terms)
        return visit.say("letters.sent", number=number, body=said.body_name(visit, sent.body))

    asking.attempt(visit, name, act, turn)
