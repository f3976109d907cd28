"""The way back of a refused file: the same cells, the faulty ones marked, with what is wrong and allowed.

annotated(desk, preview, content) -> Template | None
"""

from __future__ import annotations

from pathlib import Path

from data.desk import Desk
from data.intake import upload
from data.intake.annotate import annotate
from data.intake.preview import Preview
from data.queries import grounds, rounds
from data.queries.templates import Template
from data.words import text
from data.words.naming import Naming


def annotated(desk: Desk, shown: Preview, content: bytes) -> Template | None:
    """A workbook to mend and hand in again; None where the file could not be read at all.

    `content`: of the file that `shown` is the preview of; it is read once more, in a child process.
    """
    rounds.find(desk, shown.round)
    desk.check("imports.commit")
    workbook = upload.read_bytes(content, shown.name).workbook
    if workbook is None:
        return None
    ground = grounds.ground(desk, shown.round)
    naming = Naming(ground.catalogue, ground.bodies)
    told = [naming.told(one, desk.language) for one in shown.problems]
    made = annotate(workbook, told, desk.language, ground)
    return Template(f"{Path(shown.name).stem}-{text('annotate.title', desk.language)}.xlsx", made)
