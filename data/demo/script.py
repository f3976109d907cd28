"""Writes the observations of the play: for each body and indicator a gap, a reason, a nil return or facts."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

import pandas as pd

from data.demo.cast import Part, chance
from data.demo.facts import Known, Play, facts
from metrics.frames import OBSERVATIONS
from metrics.model import Catalogue, Indicator

THIN_REASON = "职能单一，适用分值虽少，所评各项数据齐全，同意参加排名（演示）"
HARDEST = 0.12  # how much harder the hardest indicator is than the easiest
Row = tuple[str, str, str, str, str, str, str]


def script(parts: Sequence[Part], plan: Catalogue, play: Play) -> pd.DataFrame:
    """All rows (columns frames.OBSERVATIONS), the same on every machine."""
    rows = [row for part in parts for row in _body(part, plan, play)]
    return pd.DataFrame(rows, columns=list(OBSERVATIONS), dtype=object)


def _body(part: Part, plan: Catalogue, play: Play) -> Iterator[Row]:
    known: Known = {"n_emg_elements_due": 4 * part.events}
    for one in plan.indicators:
        if not one.applies_to(part.body) or one.reads or _out(one, part):
            continue
        yield from _indicator(part, one, play, known)


def _out(one: Indicator, part: Part) -> bool:
    """Not its table by trait or lead unit: nobody is asked for it."""
    lead = bool(one.units) and part.body.kind == one.units_kind and part.body.code not in one.units
    return lead or (bool(one.trait) and one.trait not in part.body.traits)


def _indicator(part: Part, one: Indicator, play: Play, known: Known) -> Iterator[Row]:
    body, draw = part.body.code, chance("facts", part.voice, one.code)
    set_ = {name: value for (code, name), value in part.values.items() if code == one.code}
    weak = 1.0 - part.strength
    if one.code in part.refused:
        yield (body, one.code, "", "", "", "not_applicable", part.refused[one.code])
    elif one.code in part.nil and set(set_.values()) <= {"0"}:
        yield from _nil(body, one)
    elif one.role != "scored":
        yield from ((body, one.code, "", name, value, "", "") for name, value in set_.items())
    elif one.node in part.absent or draw.random() < 0.08 * weak:
        return
    else:
        harder = HARDEST * chance("difficulty", one.code).random()
        spread = draw.normal(0.0, 1.0) * (0.25 * weak + 0.01)
        spread += part.wobble * chance("wobble", body, one.code).normal() if part.wobble else 0.0
        quality = min(max(part.strength + spread - harder * 4 * weak, 0.0), 1.0)
        events = part.events if one.code == "3.2.1" else 0
        like = play.now.get(one.code, one)
        for item, name, value in facts(like, quality, draw, known, play, events):
            yield (body, one.code, item, name, value, "", "")


def _nil(body: str, one: Indicator) -> Iterator[Row]:
    """A nil return: for the whole indicator, or for its counts where something else is still to be said."""
    needs = one.params.get("empty_needs", "")
    if not needs:
        yield (body, one.code, "", "", "", "nil", "")
        return
    for role in ("num", "den"):
        yield (body, one.code, "", str(one.params[role]), "0", "nil", "")
    yield (body, one.code, "", str(needs), "1", "", "")
