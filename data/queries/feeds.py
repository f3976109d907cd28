"""Feeds: what the record of rectification fills into the next round, so that nobody types it in."""

from __future__ import annotations

from collections import defaultdict

import pandas as pd

from data.desk import Desk
from data.queries import rectified, rounds
from data.queries.rectification import calendar_of, items, terms_of
from data.queries.rectification_figures import on_time
from data.store import letters as kept_letters
from data.store.letters import SENT
from data.words import text
from metrics.frames import OBSERVATIONS
from metrics.procedure import clocks

NIL = "nil"  # status of a row: there was no case


def feeds(desk: Desk, round_code: str) -> pd.DataFrame:
    """Rows OBSERVATIONS to be handed in to the next round, one per body and feed of the catalogue.

    `due` and `in_time` are counted as in `on_time`, per body; `criticised`: letters of public criticism sent.
    A body with nothing due has no rate: it gets a nil return (零报告) with its reason instead of 0 of 0, and
    what that is worth is said by the plan it is handed in to (`when_empty`: not applicable, or full marks).
    """
    of_round = rounds.find(desk, round_code)
    desk.check("rectification.draft")
    terms, calendar = terms_of(desk, of_round), calendar_of(desk, of_round)
    timed = defaultdict(list)
    for one in items(desk, round_code):
        timed[one.body].append((one, clocks.read(one, desk.today, calendar, terms)))
    with desk.database.reading() as connection:
        sent = kept_letters.every(connection, round_code, (SENT,))
        bodies = [one.code for one in rectified.present(desk, connection, of_round).bodies]
    why = text("feeding.nothing_due", "zh", round=of_round.title)
    rows = []
    for body in bodies:
        due, in_time = on_time(timed[body], desk.today)
        criticised = sum(one.body == body and terms.rung(one.step).criticism for one in sent)
        counts = {"due": due, "in_time": in_time, "criticised": criticised}
        fed = [(one, counts[one.what]) for one in terms.feeds]
        nothing = {one.indicator for one, n in fed if one.what == "due" and n == 0}
        nothing -= {one.indicator for one, n in fed if n}
        rows += [(body, code, "", "", "", NIL, why) for code in sorted(nothing)]
        rows += [
            (body, one.indicator, "", one.field, str(n), "", "")
            for one, n in fed
            if one.indicator not in nothing
        ]
    return pd.DataFrame(rows, columns=list(OBSERVATIONS))
