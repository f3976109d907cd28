"""A file named on the command line: read, taken in, and refused in words or as JSON."""

from __future__ import annotations

import argparse
from collections.abc import Callable

from data.cli.say import FAULTY, as_json, plain, tell
from data.words.refusals import refusal
from metrics.errors import CellProblem, EvaluationError


def hand_in(options: argparse.Namespace, take_in: Callable[[bytes], int], made: str) -> int:
    """The exit code of `take_in` on the content of `options.file`.

    `made` is what JSON calls that which comes of it; it is null where the file cannot be opened or is
    refused. A file over the limit is read one byte beyond it, and refused by whoever takes it in.
    """
    from data.intake.limits import LIMITS

    try:
        with options.file.open("rb") as file:
            content = file.read(LIMITS.size + 1)
    except OSError as trouble:
        name, why = options.file.name, trouble.strerror or ""
        lost = CellProblem(name, "", "no_file", found=str(options.file), allowed=why)
        tell(options, {made: None, "problems": [plain(lost, options.lang)]}, [], [lost])
        return FAULTY
    try:
        return take_in(content)
    except EvaluationError as trouble:
        if not options.json:
            raise
        as_json({made: None, "refused": trouble.code, "sentence": refusal(trouble, options.lang)})
        return FAULTY
