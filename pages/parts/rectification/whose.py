"""Pages about one body: whose it is, and the ways on to the other pages about it."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from pages.parts import forms, frame
from pages.parts.frame import Visit, link
from pages.parts.intake import said
from pages.parts.markup import Child

# Pages of a body, and what a link to each is called.
ONWARD = {"mine": "exemplars.to_mine", "plan": "mine.to_plan", "exemplars": "mine.to_exemplars"}
BETWEEN = " · "


def body(
    visit: Visit, page: str, *, scores: bool = False, first: Callable[[Sequence[str]], str] | None = None
) -> str:
    """One's own body, else any; ends the page for who may see none.

    `scores`: the page shows scores too, which its reader must be allowed to see. `first`: which of many to
    begin with.
    """
    codes = [one.code for one in visit.board.bodies if _may(visit, one.code, scores=scores)]
    if not codes:
        frame.lead(visit, page, visit.say(f"{page}.not_yours"))
        frame.state(visit)
        frame.nothing(visit.say("mine.not_yours_more"))
    if len(codes) == 1:
        return codes[0]
    return forms.pick(
        "body", visit.say("ask.body"), codes, lambda one: said.body_name(visit, one),
        default=first(codes) if first else "", width=280,
    )  # fmt: skip


def _may(visit: Visit, code: str, *, scores: bool) -> bool:
    allowed = visit.desk.may("rectification.read", body=code)
    return allowed and (not scores or visit.desk.may("boards.read", body=code, sealed=visit.standing.sealed))


def notes(visit: Visit, page: str, code: str, *more: Child) -> None:
    """The foot of such a page: its note, the other pages of the body, and `more`."""
    others = [
        link(visit.say(words), forms.address(name, body=code))
        for name, words in ONWARD.items()
        if name != page
    ]
    ways: list[Child] = []
    for one in (*others, *more):
        ways += [BETWEEN, one] if ways else [one]
    frame.notes(visit.say(f"{page}.note"), ways)
