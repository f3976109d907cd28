"""Files as people hand them in, made in few words."""

from __future__ import annotations

import csv
import io

HEADER = ("body", "indicator", "field", "value", "status", "reason", "evidence")


def table(*facts: tuple[str, ...]) -> bytes:
    """A CSV file of facts (columns HEADER); what is left out of one is ""."""
    text = io.StringIO()
    lines = csv.writer(text)
    lines.writerow(HEADER)
    lines.writerows((*fact, *[""] * (len(HEADER) - len(fact))) for fact in facts)
    return text.getvalue().encode()
