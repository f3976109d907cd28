"""A round as files to hand on: what went in, what came out, the scorebook; scored again it is the same."""

from __future__ import annotations

import pandas as pd

from data.reports.cells import demo_mark
from data.reports.results import results, written
from data.reports.scorebook import scorebook
from metrics.engine.board import Board
from metrics.frames import OBSERVATIONS
from metrics.model import Body, Round


def package(board: Board, one: Round, observations: pd.DataFrame, language: str) -> dict[str, bytes]:
    """File name → content: bodies.csv and observations.csv as they are taken in, the four result files,
    scorebook.xlsx; made-up data comes with a file that says so, since columns of the CSV files are fixed.
    """
    files = {
        "bodies.csv": written(_bodies(board.bodies, language)),
        "observations.csv": written(observations[list(OBSERVATIONS)].astype(object)),
        **results(board, language),
        "scorebook.xlsx": scorebook(board, one, language),
    }
    if one.demo:
        files["演示数据-DEMO-DATA.txt"] = f"{demo_mark()}\n".encode()
    return files


def _bodies(bodies: tuple[Body, ...], language: str) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "body": [one.code for one in bodies],
            "name": [one.name[language] for one in bodies],
            "kind": [one.kind for one in bodies],
            "group": [one.group for one in bodies],
            "pilot": ["1" if "pilot" in one.traits else "0" for one in bodies],
        }
    )
