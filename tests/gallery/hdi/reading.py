"""Human Development Index of four years: its four figures, and the printed index and (for 2022) rank."""

from __future__ import annotations

from dataclasses import dataclass

from tests.gallery.reference import GALLERY, rows
from tests.gallery.stateless import Case, body, case, fact

YEARS = (2012, 2015, 2019, 2022)
DECIMALS = 3
FIELDS = {
    "life_expectancy": ("life", "years"),
    "expected_years_schooling": ("expected", "years"),
    "mean_years_schooling": ("mean", "years"),
    "gni_per_capita": ("income", "dollars"),
}


@dataclass(frozen=True)
class Year:
    """The case, what was printed per country, and the countries without a printed index."""

    case: Case
    index: dict[str, str]
    rank: dict[str, str]
    without: set[str]


def read(year: int) -> Year:
    """A figure that is not there is no observation."""
    table = [row for row in rows("hdi/hdi_components.csv") if row["year"] == str(year)]
    observations = [
        fact(row["iso3"], indicator, field, row[column])
        for row in table
        for column, (indicator, field) in FIELDS.items()
        if row[column]
    ]
    bodies = [body(row["iso3"], row["country"]) for row in table]
    return Year(
        case(GALLERY / "hdi" / "catalogue", bodies, observations),
        {row["iso3"]: row["published_hdi"] for row in table if row["published_hdi"]},
        {row["iso3"]: row["published_rank"] for row in table if row["published_rank"]},
        {row["iso3"] for row in table if not row["published_hdi"]},
    )
