"""The in-box: what this person's role and body were told, newest first; unseen marked; see them all."""

from __future__ import annotations

from collections.abc import Sequence

import streamlit as st

from data.actions import notifications as acts
from data.queries import notifications
from data.queries.notifications import Notification
from pages.parts import asking, forms, frame
from pages.parts.frame import Visit
from pages.parts.markup import show, tag
from pages.parts.rectification import inboxlist
from pages.parts.remembered import of_record

FRESH, ALL = "unseen", "all"
MOST, FIRST = 200, 40  # asked for, and shown before the rest is folded


def sentence(visit: Visit, unseen: int) -> str:
    """How many are new."""
    return visit.say("inbox.lead", n=unseen) if unseen else visit.say("inbox.lead_none")


def see(visit: Visit, found: Sequence[Notification]) -> None:
    """Mark what stands here as seen, in one press."""
    fresh = [one.id for one in found if one.seen_at is None]
    if fresh and visit.desk.may("rectification.see", body=visit.desk.body):
        st.button(
            visit.say("inbox.see", n=len(fresh)), key="see_all", on_click=_see,
            args=(visit, fresh, asking.turn("inbox")),
        )  # fmt: skip


def _see(visit: Visit, numbers: Sequence[int], turn: str) -> None:
    asking.attempt(
        visit, "inbox", lambda key: visit.say("inbox.done", n=acts.see(visit.desk, numbers, key=key)), turn
    )


visit = frame.enter()
if not visit.desk.reach("rectification.read"):
    frame.lead(visit, "inbox", visit.say("inbox.not_yours"))
    frame.state(visit)
    frame.nothing(visit.say("mine.not_yours_more"))
unseen = notifications.unseen(visit.desk)
frame.lead(visit, "inbox", sentence(visit, unseen))
frame.state(visit, visit.say("inbox.state", n=unseen))
asking.told()
with st.container(horizontal=True, vertical_alignment="bottom"):
    with st.container(width="stretch"):
        which = forms.segments(
            "show", visit.say("inbox.show"), [ALL, FRESH], lambda one: visit.say(f"inbox.show_{one}")
        )
    found = notifications.inbox(visit.desk, unseen=which == FRESH, limit=MOST)
    see(visit, found)
if found:
    show(*of_record(visit, "inbox", lambda: inboxlist.lists(visit, found, FIRST), which))
else:
    show(tag("p", visit.say("inbox.empty"), class_="empty", role="status"))
frame.notes(visit.say("inbox.note", n=MOST))
