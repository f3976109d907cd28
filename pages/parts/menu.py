"""The menu: the name of each page in the address, and its file. To add a page: its file and one line here."""

from __future__ import annotations

from pathlib import Path

PAGES = Path(__file__).resolve().parents[1]
HOME = "overview"

MENU = {
    "overview": PAGES / "see" / "overview.py",
    "rankings": PAGES / "see" / "rankings.py",
    "body": PAGES / "see" / "body.py",
    "indicators": PAGES / "see" / "indicators.py",
    "plan": PAGES / "see" / "plan.py",
    "changes": PAGES / "see" / "changes.py",
    "compare": PAGES / "see" / "compare.py",
    "rectification": PAGES / "see" / "rectification.py",
    "exemplars": PAGES / "see" / "exemplars.py",
    "mine": PAGES / "do" / "mine.py",
    "handling": PAGES / "do" / "rectification.py",
    "drafting": PAGES / "do" / "drafting.py",
    "inbox": PAGES / "do" / "inbox.py",
    "intake": PAGES / "do" / "intake.py",
    "entry": PAGES / "do" / "entry.py",
    "annual_reports": PAGES / "do" / "annual_reports.py",
    "method": PAGES / "run" / "method.py",
}


def groups() -> dict[str, list[str]]:
    """The names of the pages by what one does there: the folder they lie in (see, do, run), in order."""
    found: dict[str, list[str]] = {}
    for name, file in MENU.items():
        found.setdefault(file.parent.name, []).append(name)
    return found
