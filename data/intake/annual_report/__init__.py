"""Annual reports of disclosure as tables: read by the form of their year, checked sum by sum.

found, problems = read(sheets, form_of(sheets, year))
problems += check(found, form, previous=..., units=[...])
"""

from __future__ import annotations

from data.intake.annual_report.check import check, unchecked
from data.intake.annual_report.read import form_of, read
from data.intake.annual_report.report import Figure, Report

__all__ = ["Figure", "Report", "check", "form_of", "read", "unchecked"]
