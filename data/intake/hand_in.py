"""Takes in the two files of a headless run, bodies and observations, with all faults of both."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import pandas as pd

from data.intake import check, roster
from data.intake.problem import in_order
from data.intake.read import table
from metrics.errors import CellProblem
from metrics.frames import OBSERVATIONS
from metrics.model import Body, Catalogue


@dataclass(frozen=True)
class HandIn:
    """What was handed in; bodies and observations are sound only where no problem is an error."""

    bodies: tuple[Body, ...]
    observations: pd.DataFrame
    problems: list[CellProblem]


def hand_in(catalogue: Catalogue, bodies_file: Path, observations_file: Path) -> HandIn:
    """Read and check both files; every fault is told once, by file and line."""
    bodies: tuple[Body, ...] = ()
    listed, problems = table(bodies_file, roster.NEEDED, roster.OPTIONAL)
    if listed is not None:
        bodies, more = roster.bodies(listed, catalogue)
        problems = problems + more
    frame = pd.DataFrame(columns=list(OBSERVATIONS))
    given, unreadable = table(observations_file, OBSERVATIONS)
    if given is not None:
        frame, more = check.observations(given, catalogue, bodies)
        problems = problems + [one for one in more if not _told(one, listed is None, problems)]
    return HandIn(bodies, frame, in_order([*problems, *unreadable]))


def _told(one: CellProblem, unlisted: bool, problems: list[CellProblem]) -> bool:
    """A body that is faulty in its own file is not told again as unknown on each of its rows."""
    return one.code == "unknown_body" and (unlisted or any(one.found == other.body for other in problems))
