"""Annual reports whose sums come out, form by form, as workbooks, and the same with a figure changed."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from decimal import Decimal

from data.catalogue.identities import Form, forms
from data.intake.annual_report import Figure, Report, Subject, book

MADE_AT = datetime(2012, 7, 9, tzinfo=UTC).replace(tzinfo=None)
# Row → figures of its columns, in their order; rows left out are noughts. Table "text" is left blank.
SOUND: Mapping[str, Mapping[str, tuple[int, ...]]] = {
    "monthly_2004": {
        "new": (3059,), "new_open": (2695,), "new_request": (364,), "city_new": (1412,), "city_open": (1300,),
        "city_request": (112,), "district_new": (1647,), "district_open": (1395,), "district_request": (252,),
        "received": (520,), "answered": (502,), "agreed": (368, 73), "agreed_part": (22, 4),
        "refused": (112, 22), "no_such": (44, 39), "not_held": (28, 25), "unclear": (22, 20),
        "exempt": (12, 11), "other": (6, 5),
    },
    "report_2008": {
        "01": (100,), "02": (94,), "03": (5,), "04": (7,), "10": (12,), "11": (2,), "14": (8,), "15": (2,),
        "17": (10,), "18": (5,), "19": (2,), "20": (3,), "22": (3,), "34": (2,), "35": (1,),
        "carry_in": (1,), "carry_out": (3,),
    },
    "report_2014": {
        "open": (300,), "open_rules": (4,), "rules": (5,), "received": (12,), "received_in_person": (3,),
        "received_fax": (1,), "received_net": (6,), "received_letter": (2,), "closed": (11,),
        "closed_in_time": (10,), "closed_extended": (1,), "answered": (11,), "answered_open": (1,),
        "agreed": (5,), "agreed_part": (1,), "refused": (2,), "refused_business": (1,),
        "refused_privacy": (1,), "not_ours": (1,), "no_such": (1,), "reviews": (1,), "reviews_upheld": (1,),
    },
    "report_2019": {
        "ordinances": (0, 0, 0), "documents": (6, 2, 40),
        "1": (10, 2, 0, 0, 0, 0, 12), "2": (1, 0, 0, 0, 0, 0, 1), "3.1": (6, 1, 0, 0, 0, 0, 7),
        "3.2": (1, 0, 0, 0, 0, 0, 1), "3.4.1": (2, 1, 0, 0, 0, 0, 3), "3.7": (9, 2, 0, 0, 0, 0, 11),
        "4": (2, 0, 0, 0, 0, 0, 2), "cases": (1, 0, 0, 1, 2),
    },
}  # fmt: skip
OPTIONAL = ("share", "year", "rate", "figure")  # columns left blank where nothing is said of them


def form(code: str) -> Form:
    """The form with this code."""
    return next(one for one in forms() if one.code == code)


def sound(code: str, changes: Mapping[tuple[str, str], int] | None = None) -> Report:
    """A report whose sums come out, with `changes` to (row, column)."""
    figures: dict[tuple[str, str], Figure] = {}
    for grid in form(code).tables:
        for row in grid.rows:
            said = SOUND[code].get(row.code, ())
            for at, column in enumerate(grid.columns):
                if at < len(said):
                    figures[row.code, column.code] = Figure(Decimal(said[at]))
                elif column.code not in OPTIONAL and row.must:
                    figures[row.code, column.code] = Figure(Decimal(0))
    figures |= {place: Figure(Decimal(n)) for place, n in (changes or {}).items()}
    return Report(code, figures)


def handed_in(
    code: str,
    year: int,
    body: str = "310101",
    changes: Mapping[tuple[str, str], int] | None = None,
    month: int = 0,
    round_code: str = "2012",
    language: str = "zh",
) -> bytes:
    """Such a report as a workbook, as a body would hand it in."""
    who = Subject(round_code, body, str(year), str(month), code)
    return book(form(code), who, language, ["报告"], MADE_AT, sound(code, changes))
