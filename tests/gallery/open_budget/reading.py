"""The Open Budget Survey 2015 from its original workbook: letters answered, printed index and rank."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import openpyxl

from tests.gallery.reference import GALLERY, ROOT
from tests.gallery.stateless import Case, body, case, fact, not_applicable

WORKBOOK = ROOT / "open-budget-2015" / "ibp_data_2015-original.xlsx"
FOLDER = GALLERY / "open_budget" / "2015"
NOT_APPLICABLE = "e"


@dataclass(frozen=True)
class Survey:
    """The case, what was published per country code, and the scores that the workbook gives each answer."""

    case: Case
    index: dict[str, str]
    rank: dict[str, str]
    answers: dict[tuple[str, str], int]


def read() -> Survey:
    """Letters become observations; the numbers beside them stay apart, to check the letters against."""
    book = openpyxl.load_workbook(WORKBOOK, read_only=True, data_only=True)
    names = dict(_rows(book, "CountryCodes"))
    regions = {code: region for region, code in _rows(book, "Regions")}
    summary = {code: (str(index), str(rank)) for code, _, index, rank in _rows(book, "Summary")}
    asked = [str(one) for _, group, one in _rows(book, "Groupings") if group == "The Open Budget Index"]
    header, *scores = book["Scores"].iter_rows(values_only=True)
    column = {name: position for position, name in enumerate(header)}
    bodies, observations, answers = [], [], {}
    for row in scores:
        country = row[column["COUNTRY_CODE"]]
        bodies.append(body(country, names[country], group=regions[country]))
        for question in asked:
            title = question if question.startswith("t3") else f"Q {question}"
            indicator = title.lower().replace(" ", "")
            letter = row[column[f"{title} (LETTER)"]]
            answers[country, indicator] = row[column[title]]
            if letter == NOT_APPLICABLE:
                observations.append(not_applicable(country, indicator, "answered e, not applicable"))
            else:
                observations.append(fact(country, indicator, "answer", letter))
    return Survey(
        case(FOLDER, bodies, observations),
        {code: index for code, (index, _) in summary.items()},
        {code: rank for code, (_, rank) in summary.items()},
        answers,
    )


def _rows(book: Any, sheet: str) -> list[tuple[Any, ...]]:
    return list(book[sheet].iter_rows(min_row=2, values_only=True))
