"""A small scored board for the reports: decimals, fractions without any, a body called NA."""

from __future__ import annotations

from pathlib import Path

from data.catalogue import load_calendar
from metrics.engine.board import Board, score
from metrics.frames import widen
from metrics.model import Setting
from tests.data.intake.sample import catalogue, handed_in

OBSERVATIONS = """310101,share,,n_published,2,,
310101,share,,n_all,3,,
310101,share,,note,=1+1,,
310101,apiece,,n_visits,1,,
310101,apiece,,n_heads,3,,
310101,list,,item_1,1,,
310101,list,,item_2,0.5,,
310101,pilot,,has_rule,1,,
310104,share,,,,not_applicable,没有应公开事项
NA,share,,,,nil,
NA,grade,,grade,优,,
B01,papers,1,made,2012-07-09,,
B01,papers,1,published,2012-09-09,,
"""


def board(folder: Path) -> Board:
    """The sample catalogue scored."""
    given = handed_in(folder, OBSERVATIONS)
    plan = catalogue(folder / "catalogue")
    return score(plan, given.bodies, widen(given.observations, plan), Setting(2012, load_calendar("cn")))
