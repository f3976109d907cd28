"""The ledger with its numbers as JSON and its sentences: why points were lost, what would regain them."""

from __future__ import annotations

import json
from collections.abc import Hashable, Mapping, Sequence
from typing import Any

import numpy as np
import pandas as pd

from data.reports.figures import short
from data.words.reasons import reason, regain
from metrics.engine.board import Board
from metrics.frames import LEDGER
from metrics.model import Indicator

SENTENCES = {"regain": regain, "why": reason}
FACT = "fact "  # keeps what a rule said apart from reason and kind


def losses(board: Board, language: str, sentences: Sequence[str] = tuple(SENTENCES)) -> pd.DataFrame:
    """Rows of `board.ledger` as frames.LEDGER: `facts` as JSON, `regain` as a sentence, and one column more.

    `why` is the reason as a sentence. `sentences`: which of the two are wanted.
    """
    rows = board.ledger
    told = {name: np.full(len(rows), "", dtype=object) for name in ("facts", *sentences)}
    kinds = pd.Series({body.code: body.kind for body in board.bodies}, dtype=object)
    groups = rows.groupby("indicator", sort=False, observed=True).indices
    for one in board.catalogue.indicators:
        where = groups.get(one.code)
        if where is not None:
            cases = _cases(board, one, rows.iloc[where], kinds)
            for name, texts in _told(one, cases, language, sentences).items():
                told[name][where] = texts
    return rows.assign(**told)[[*LEDGER[:-1], *sentences]]


def _cases(board: Board, one: Indicator, rows: pd.DataFrame, kinds: pd.Series) -> pd.DataFrame:
    """Per row the reason, the kind of body, and what the rule said of the body."""
    bodies = rows["body"].astype(object)
    cases = pd.DataFrame(
        {
            "reason": rows["reason"].to_numpy(dtype=object),
            "kind": kinds.loc[bodies].to_numpy(),
            f"{FACT}value": rows["value"].to_numpy(),
        }
    )
    said = board.facts.get(one.code)
    if said is None:
        return cases
    facts = said.drop(columns="reason").reindex(bodies).reset_index(drop=True)
    return pd.concat([cases, facts.rename(columns=lambda name: f"{FACT}{name}")], axis=1)


def _told(one: Indicator, cases: pd.DataFrame, language: str, sentences: Sequence[str]) -> dict[str, Any]:
    """Facts and sentences per row; the same case reads the same, so each is written once."""
    codes = pd.DataFrame({name: pd.factorize(cases[name])[0] for name in cases})
    groups = codes.groupby(list(codes), sort=False).ngroup().to_numpy()
    _, first = np.unique(groups, return_index=True)
    texts: dict[str, list[str]] = {name: [] for name in ("facts", *sentences)}
    for case in cases.iloc[first].to_dict("records"):
        code, facts = str(case["reason"]), _facts(one, case)
        texts["facts"].append(json.dumps(facts, ensure_ascii=False))
        for name in sentences:
            texts[name].append(SENTENCES[name](one, code, facts, language))
    return {name: np.array(written, dtype=object)[groups] for name, written in texts.items()}


def _facts(one: Indicator, case: Mapping[Hashable, Any]) -> dict[str, Any]:
    """As `metrics.engine.ledger.facts_of`: the rule's own numbers, then what it said of the body."""
    params = {**one.params, **one.params_by_kind.get(str(case["kind"]), {})}
    said = {str(name)[len(FACT) :]: item for name, item in case.items() if str(name).startswith(FACT)}
    numbers = {name: item for name, item in params.items() if isinstance(item, int | float)}
    known = {name: item for name, item in said.items() if item == item and item != ""}
    return {name: _plain(item) for name, item in (numbers | known).items()}


def _plain(item: Any) -> Any:
    """As JSON can say it: whole numbers whole, no dust."""
    return item if isinstance(item, str | bool) else json.loads(short(float(item)))
