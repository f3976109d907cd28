"""Tables of annual reports to take away: they come back, every figure is in them, the form is the year's."""

from __future__ import annotations

import io

import openpyxl
import pytest

from data.desk import Desk
from data.intake.annual_report import hand_in
from data.queries import annual_reports as ask
from data.queries import filings, report_tables
from metrics.errors import Lacking, NotFound
from tests.data.queries.filed import OWN, file
from tests.data.small import DISTRICTS

OTHER = DISTRICTS[1]


def test_what_is_taken_away_can_be_handed_in_again(opened: str, office: Desk) -> None:
    one = file(office)
    made = report_tables.tables(office, opened, one.id)
    again = hand_in(made.content, made.name)
    assert again.report is not None
    assert again.errors == ()
    was = filings.find(office, opened, one.id).report
    assert {at: it.value for at, it in again.report.figures.items()} == {
        at: it.value for at, it in was.figures.items()
    }
    results = {
        row[0].value: row[3].value
        for row in openpyxl.load_workbook(io.BytesIO(made.content))["核对关系"].iter_rows(min_row=4)
    }
    assert results["A3"] == "成立（核对 1 处）"
    assert results["A8"].startswith("未核对")


def test_every_figure_as_one_table(opened: str, office: Desk) -> None:
    file(office)
    file(office, OTHER)
    table = report_tables.figures(office, opened, 2012)
    assert tuple(table) == report_tables.FIGURES
    answered = table[(table["row"] == "17") & (table["column"] == "now")]
    assert answered["value"].tolist() == [10.0, 10.0]
    assert answered["name"].tolist() == [f"区{OWN}", f"区{OTHER}"]
    assert answered["item"].tolist() == ["对申请的答复总数"] * 2


def test_a_blank_is_made_for_the_form_of_its_year(opened: str, office: Desk) -> None:
    assert report_tables.blank(office, opened, OWN, 2012).name == f"2012-annual-report-{OWN}-2012.xlsx"
    both = {it.code for it in ask.forms_of(2008, 2)}
    assert both == {"monthly_2004", "report_2008"}
    assert report_tables.blank(office, opened, OWN, 2008, 2, "monthly_2004").content.startswith(b"PK")
    with pytest.raises(NotFound, match="report_form"):
        report_tables.blank(office, opened, OWN, 2012, form="report_2019")
    with pytest.raises(Lacking, match="report_year"):
        report_tables.blank(office, opened, OWN, 2003)
