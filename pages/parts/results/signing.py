"""What waits for a signature: a card with what is ready, and the dialogs in which it is done."""

from __future__ import annotations

from uuid import uuid4

import streamlit as st

from data.actions import boards, bodies
from data.queries import robustness, signing
from data.queries.signing import Draft, Waiting
from data.words import refusal
from metrics.errors import EvaluationError
from metrics.model import Body
from pages.parts import forms
from pages.parts.frame import Visit, link
from pages.parts.intake import said
from pages.parts.markup import Child, Markup, show, tag
from pages.parts.readings import doubt, moves, standings

DIGEST = 12  # characters of the digest that people compare
NAMED = 4


def card(visit: Visit) -> None:
    """The card; nothing for who may not read all of the round."""
    if not visit.desk.may("observations.read"):
        return
    found = signing.waiting(visit.desk, visit.round.code)
    with st.container(key="card_signing", gap="small"):
        key = "sealed" if found.sealed else "mine" if found.count else "none"
        show(tag("h2", visit.say(f"signing.title_{key}")), tag("p", note(visit, found), class_="note"))
        board(visit, found)
        for one in found.thin[:NAMED]:
            thin(visit, found, one)


def note(visit: Visit, found: Waiting) -> str:
    """How many things wait, or that nothing does."""
    if found.sealed is not None:
        return visit.say("signing.note_sealed")
    return visit.say("signing.note", n=found.count) if found.count else visit.say("signing.note_none")


def board(visit: Visit, found: Waiting) -> None:
    """The edition: sealed, to be sealed, overtaken, or not there yet."""
    if found.sealed is not None:
        one = found.sealed
        by = said.person(one.sealed_by or "", visit.language)
        told = visit.say("signing.sealed", n=one.number, by=by, at=said.moment(one.sealed_at))
        row(
            tag("p", tag("span", visit.say("state.sealed"), class_="chip sealed"), " ", told),
            digest(visit, one.sha256),
        )
        return
    if found.draft is None:
        row(tag("p", visit.say("signing.no_draft")), visit.say("signing.no_draft_note"))
    else:
        row(*draft_words(visit, found.draft))
    with st.container(horizontal=True, gap="small"):
        draft = found.sealable
        if draft and st.button(visit.say("signing.review"), key="review", type="primary"):
            ask_seal(visit, found, draft)
        if found.may_compute and (found.draft is None or found.draft.stale):
            st.button(
                visit.say("signing.compute"), key="compute", on_click=compute, args=(visit, _key("compute"))
            )
    told = st.session_state.pop("signing_refused", "")
    if told:
        show(tag("p", told, class_="banner act", role="alert"))


def draft_words(visit: Visit, one: Draft) -> tuple[Child, Child]:
    """An edition that was computed, and whether it can be sealed."""
    by = said.person(one.edition.person, visit.language)
    told = visit.say("signing.draft", n=one.edition.number, by=by, at=said.moment(one.edition.at))
    if one.stale:
        counted = moves.tally(one.news.moved)
        if not one.news.news:
            return tag("p", told), visit.say("signing.stale_plan")
        return tag("p", told), visit.say("signing.stale", n=counted.totals, grades=counted.grades)
    return tag("p", told), visit.say("signing.own" if one.own else "signing.ready", n=one.bodies)


def row(words: Child, below: Child) -> None:
    """One thing that waits."""
    show(tag("div", words, tag("p", below, class_="note"), class_="waits"))


def digest(visit: Visit, sha256: str) -> str:
    """The start of the digest, to be held against the signed paper."""
    return visit.say("signing.digest", digest=sha256[:DIGEST])


def thin(visit: Visit, found: Waiting, one: Body) -> None:
    """A body whose thin base waits for somebody to answer for it."""
    full = visit.board.totals.set_index("body").at[one.code, "full_marks"]
    name = link(one.name[visit.language], forms.address("body", body=one.code))
    row(tag("p", visit.say("signing.thin", full=full), " ", name), visit.say("signing.thin_note"))
    if found.may_accept and st.button(visit.say("signing.accept"), key=f"accept_{one.code}"):
        ask_accept(visit, one)


def ask_seal(visit: Visit, found: Waiting, draft: Draft) -> None:
    """The dialog of the seal: what is sealed, what is missing, a reason, a confirmation."""

    @st.dialog(visit.say("signing.seal_title", n=draft.edition.number), width="medium")
    def dialog() -> None:
        show(tag("dl", [fact(name, words) for name, words in facts(visit, found, draft)], class_="facts"))
        show(tag("p", visit.say("signing.consequence"), class_="banner"))
        reason = st.text_input(visit.say("signing.reason"), key="seal_reason", max_chars=200)
        sure = st.checkbox(visit.say("signing.sure", digest=draft.edition.sha256[:DIGEST]), key="seal_sure")
        ready = bool(sure and reason.strip())
        if st.button(visit.say("signing.seal"), key="seal", type="primary", disabled=not ready):
            sealed(visit, draft, reason.strip())

    dialog()


def facts(visit: Visit, found: Waiting, draft: Draft) -> list[tuple[str, Child]]:
    """What the person who signs must have seen."""
    say, one = visit.say, draft.edition
    grades = [
        say("grade.count", grade=grade.title, n=draft.grades.get(grade.code, 0))
        for grade in visit.board.catalogue.grades
    ]
    names = [body.name for body in found.vetoed]
    missing = (
        say("signing.missing", n=found.missing, bodies=found.lacking)
        if found.missing
        else say("signing.none")
    )
    return [
        (say("signing.edition"), say("signing.edition_words", n=one.number, at=said.moment(one.at),
                                     by=said.person(one.person, visit.language))),
        (say("signing.bodies"), say("state.bodies", n=draft.bodies)),
        (say("signing.grades"), say("signing.list", names=grades) if grades else say("signing.none")),
        (say("signing.since"), say("signing.unchanged")),
        (say("signing.open"), missing),
        (say("signing.vetoed"), say("signing.list", names=names) if names else say("signing.none")),
        (say("signing.thin_open"), say("signing.list", names=[body.name for body in found.thin]) if found.thin
         else say("signing.none")),
        (say("signing.order"), order(visit)),
        (say("signing.sum"), tag("code", one.sha256[:DIGEST])),
    ]  # fmt: skip


def order(visit: Visit) -> str:
    """Whether the data supports an order among the bodies of each kind."""
    if visit.late:
        return visit.say("doubt.late")
    found = doubt.verdicts(robustness.doubt(visit.desk, visit.round.code))
    told = [
        visit.say(
            "signing.supported" if one.supported else "overview.unsupported", **one.reason.numbers,
            kind=standings.kind_title(visit.board.catalogue, one.kind, visit.language, many=True),
        )
        for one in found
    ]  # fmt: skip
    return visit.say("join.list").join(told) or visit.say("signing.none")


def fact(name: str, words: Child) -> Markup:
    """One line of the dialog."""
    return tag("div", tag("dt", name), tag("dd", words))


def sealed(visit: Visit, draft: Draft, reason: str) -> None:
    """Seal it, or say why not."""
    one = draft.edition
    try:
        boards.seal(
            visit.desk,
            visit.round.code,
            one.number,
            sha256=one.sha256,
            note=reason,
            key=_key(f"seal{one.number}"),
        )
    except EvaluationError as trouble:
        show(tag("p", refusal(trouble, visit.language), class_="banner act", role="alert"))
        return
    st.rerun()


def ask_accept(visit: Visit, one: Body) -> None:
    """The dialog in which somebody answers for a thin base."""

    @st.dialog(visit.say("signing.accept_title", name=one.name), width="medium")
    def dialog() -> None:
        show(tag("p", visit.say("signing.accept_note")))
        reason = st.text_input(visit.say("signing.accept_reason"), key="accept_reason", max_chars=200)
        if st.button(visit.say("signing.accept"), key="accept", type="primary", disabled=not reason.strip()):
            try:
                bodies.accept_thin_base(
                    visit.desk,
                    visit.round.code,
                    one.code,
                    reason=reason.strip(),
                    key=_key(f"accept{one.code}"),
                )
            except EvaluationError as trouble:
                show(tag("p", refusal(trouble, visit.language), class_="banner act", role="alert"))
                return
            st.session_state.pop(f"key_accept{one.code}", None)
            st.rerun()

    dialog()


def compute(visit: Visit, key: str) -> None:
    """Keep the board of the moment as an edition; a refusal is said at the next drawing."""
    try:
        boards.compute(visit.desk, visit.round.code, key=key)
        st.session_state.pop("key_compute", None)
    except EvaluationError as trouble:
        st.session_state["signing_refused"] = refusal(trouble, visit.language)


def _key(about: str) -> str:
    """One key for one intention, however often its button is pressed."""
    found: str = st.session_state.setdefault(f"key_{about}", uuid4().hex)
    return found
