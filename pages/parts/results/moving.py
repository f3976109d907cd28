"""The page of changes: what is asked, the sentence that answers, what is said of the years."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from typing import TypeVar

import streamlit as st

from data.queries import changes
from data.queries.changes import Years
from data.words import refusal
from metrics.engine.changes import SWITCHES
from metrics.errors import EvaluationError
from metrics.model import Round
from pages.parts import choosing, forms, frame, roundwide
from pages.parts.charts.parts import signed
from pages.parts.frame import Visit
from pages.parts.readings import changing as read
from pages.parts.readings import standings
from pages.parts.readings.changing import Mover
from pages.parts.remembered import of_record

Answer = TypeVar("Answer")

MOST = 6  # bodies that can be highlighted


@dataclass(frozen=True, slots=True)
class Look:
    """What the page is about: two rounds, a kind of body, those highlighted, all rows of the kind."""

    visit: Visit
    earlier: Round
    years: Years
    kind: str
    rows: list[Mover]
    chosen: tuple[str, ...]

    @property
    def asked(self) -> tuple[Hashable, ...]:
        """What was chosen: all that the page depends on besides the record and the reader."""
        return self.earlier.code, self.kind, self.chosen

    @property
    def heads(self) -> tuple[str, str]:
        """What the two years are called."""
        say = self.visit.say
        return say("moving.before", year=self.earlier.year), say("moving.after", year=self.visit.round.year)

    @property
    def kind_title(self) -> str:
        """What the plan calls the kind."""
        return standings.kind_title(self.visit.board.catalogue, self.kind, self.visit.language, many=True)

    @property
    def shown(self) -> list[Mover]:
        """The bodies with a total in both years."""
        return [row for row in self.rows if row.both]


def rounds_before(visit: Visit) -> tuple[Round, ...]:
    """The rounds of earlier years; a refusal ends the page in plain words."""
    return _asked(visit, lambda: changes.before(visit.desk, visit.round.code))


def _asked(visit: Visit, question: Callable[[], Answer]) -> Answer:
    try:
        return question()
    except EvaluationError as trouble:
        frame.nothing(refusal(trouble, visit.language))


def ask(visit: Visit, earlier: Sequence[Round]) -> Look:
    """Which year to compare with, which kind, whom to highlight: all of it in the address."""
    say, spoken, board = visit.say, visit.language, visit.board
    rounds = {one.code: one for one in earlier}
    own = next((one.kind for one in board.bodies if one.code == visit.desk.body), "")
    with st.container(horizontal=True, gap="medium", vertical_alignment="bottom"):
        before = forms.pick("before", say("changes.ask_before"), [*rounds],
                            lambda code: rounds[code].title[spoken], width=320)  # fmt: skip
        kind = forms.segments(
            "kind", say("ask.kind"), standings.kinds(board),
            lambda one: standings.kind_title(board.catalogue, one, spoken), default=own,
        )  # fmt: skip
        named = {row.body.code: row.body.name[spoken] for row in roundwide.standings(visit)
                 if row.named and row.body.kind == kind}  # fmt: skip
        home = [visit.desk.body] if visit.desk.body in named else []
        with st.container(width="stretch"):
            chosen = choosing.several(
                "with", say("changes.ask_with"), [*named], named.__getitem__, most=MOST,
                hint=say("changes.ask_hint"), default=home,
            )  # fmt: skip
    years = of_record(visit, "two_years", lambda: _asked(visit, lambda: waited(visit, before)), before)
    rows = of_record(visit, "movers", lambda: read.movers(years, board, kind), before, kind)
    return Look(visit, rounds[before], years, kind, rows, tuple(chosen))


def waited(visit: Visit, before: str) -> Years:
    """The two years worked out; while the worlds are scored their number is shown."""
    place = st.empty()

    def told(known: int, of: int) -> None:
        place.progress(known / of, visit.say("changes.wait", known=known, of=of))

    try:
        return changes.changes(visit.desk, before, visit.round.code, told)
    finally:
        place.empty()


def sentence(look: Look) -> str:
    """How much the bodies of this kind moved on average, in its parts, and who owes it to rules alone."""
    say, visit = look.visit.say, look.visit
    own = next((row for row in look.rows if row.body.code == visit.desk.body and row.divided), None)
    if own is not None:
        return say("changes.lead_own", name=own.body.name, before=own.before, after=own.after,
                   difference=signed(own.difference), parts=told(visit, own.parts))  # fmt: skip
    mean = read.mean(look.years, look.kind)
    if mean is None:
        return say("changes.lead_unknown", n=len(look.shown), kind=look.kind_title)
    first = say("changes.lead", n=mean["bodies"], kind=look.kind_title,
                difference=signed(mean["difference"]), parts=told(visit, mean["parts"]))  # fmt: skip
    others = [
        say(f"changes.{way}_by_rules", n=mean[f"{way}_by_rules"], of=mean[way])
        for way in ("up", "down")
        if mean[f"{way}_by_rules"]
    ]
    return say("changes.join").join([first, *others])


def told(visit: Visit, parts: Sequence[float]) -> list[str]:
    """The parts that are not nothing, in words; all of them where all are."""
    some = [(name, part) for name, part in zip(SWITCHES, parts, strict=True) if signed(part) != "0.00"]
    said = [
        visit.say("part.said", part=visit.say(f"part.{name}"), amount=signed(part)) for name, part in some
    ]
    return said or [visit.say("changes.unchanged")]


def facts(look: Look) -> list[str]:
    """What the state line says besides: the other year and how firm that is, how many bodies."""
    say, earlier = look.visit.say, look.earlier
    firm = say("state.sealed" if look.years.earlier.sealed else "state.provisional")
    return [
        say("changes.against", round=earlier.title, year=earlier.year, firm=firm),
        say("state.bodies", n=len(look.rows)),
    ]


def notes(look: Look) -> list[str]:
    """How the parts are made; for a reporter, that those of peers are not shown."""
    say, nameless = look.visit.say, not all(row.how for row in look.rows)
    return [say("changes.note_parts"), say("changes.note_stand_in"),
            *([say("changes.reporter_parts")] if nameless else [])]  # fmt: skip


