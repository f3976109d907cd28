"""Annual reports filed in few words."""

from __future__ import annotations

from data.actions import annual_reports
from data.desk import Desk
from data.queries import annual_reports as ask
from data.store.annual_reports import Filing
from tests.data.annual import handed_in
from tests.data.small import DISTRICTS

OWN = DISTRICTS[0]


def file(
    desk: Desk, body: str = OWN, year: int = 2012, month: int = 0, code: str = "report_2008", **more: object
) -> Filing:
    """The report of a body whose sums come out, filed."""
    content = handed_in(code, year, body, month=month, **more)  # type: ignore[arg-type]
    shown = ask.preview(desk, "2012", body, year, month, content, f"{body}-{year}.xlsx")
    return annual_reports.file(desk, shown, reason="初次报送").filing
