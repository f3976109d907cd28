"""E-Government Development Index 2010, 2012, 2014: parts, index, rank, and what rounded parts allow."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from tests.gallery.comparison import Allowed, digits
from tests.gallery.reference import GALLERY, rows
from tests.gallery.stateless import Case, body, case, fact

YEARS = (2010, 2012, 2014)
PARTS = ("osi", "hci", "tii")
THIRD = Fraction(1, 3)
WEIGHTS = {
    2010: (Fraction(34, 100), Fraction(33, 100), Fraction(33, 100)),
    2012: (THIRD, THIRD, THIRD),
    2014: (THIRD, THIRD, THIRD),
}
DECIMALS = 5


@dataclass(frozen=True)
class Year:
    """The case, what was printed per country, and what the printed parts allow the index to be."""

    case: Case
    index: dict[str, str]
    rank: dict[str, str]
    allowed: dict[str, Allowed]


def read(year: int) -> Year:
    """A country without a human capital figure in 2010 is noted as such: it is printed with 0."""
    table = rows(f"egdi/egdi_{year}.csv")
    # A part is known to half a unit of the last digit that its column prints anywhere.
    slack = {part: Fraction(1, 2 * 10 ** max(digits(row[part]) for row in table)) for part in PARTS}
    bodies, observations = [], []
    for row in table:
        code = row["country_code"]
        bodies.append(body(code, row["country_name"]))
        observations += [fact(code, part, "index", row[part]) for part in PARTS if row[part]]
        if year == 2010 and row["osi"]:
            no_figure = "0" if row["hci"] else "1"
            observations.append(fact(code, "incomplete", "no_figure", no_figure))
    scored = [row for row in table if row["published_egdi"]]
    loose = sum((w * slack[part] for w, part in zip(WEIGHTS[year], PARTS, strict=True)), Fraction(0))
    return Year(
        case(GALLERY / "egdi" / str(year), bodies, observations),
        {row["country_code"]: row["published_egdi"] for row in scored},
        {row["country_code"]: row["published_rank"] for row in scored},
        {row["country_code"]: _allowed(row, year, loose) for row in scored},
    )


def _allowed(row: dict[str, str], year: int, slack: Fraction) -> Allowed:
    """The published formula in exact fractions; just 0 without human capital or online service."""
    if not all(row[part] for part in PARTS) or (year == 2012 and Fraction(row["osi"]) == 0):
        return Allowed(Fraction(0), Fraction(0))
    parts = zip(WEIGHTS[year], PARTS, strict=True)
    return Allowed(sum((weight * Fraction(row[part]) for weight, part in parts), Fraction(0)), slack)
