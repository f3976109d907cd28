"""Annual reports of disclosure as tables: read by the form of their year, checked sum by sum.

    hand_in(content, name, previous=..., units=[...]) -> HandedIn(form, report, problems, unchecked)

The forms and their identities are data: data/catalogue/annual_report/*.toml.
"""

from __future__ import annotations

from data.intake.annual_report.blank import Subject, book, subject
from data.intake.annual_report.check import Outcome, blind, check, outcomes, unchecked
from data.intake.annual_report.hand_in import HandedIn, hand_in, judged, opened
from data.intake.annual_report.read import form_of, read
from data.intake.annual_report.report import Figure, Report

__all__ = [
    "Figure", "HandedIn", "Outcome", "Report", "Subject", "blind", "book", "check", "form_of", "hand_in",
    "judged", "opened", "outcomes", "read", "subject", "unchecked",
]  # fmt: skip
