"""Open Data Barometer 2014: z-scored parts of the ranking, and 12,900 checks of 15 data sets."""

from __future__ import annotations

from tests.gallery.reference import GALLERY, rows
from tests.gallery.stateless import Case, body, case, fact

FOLDER = GALLERY / "open_data_barometer"
PARTS = {
    "readiness_government": "Readiness_Government",
    "readiness_citizens": "Readiness_Citizens",
    "readiness_entrepreneurs": "Readiness_Entrepreneurs",
    "implementation": "Implementation",
    "impact_political": "Impact_Political",
    "impact_social": "Impact_Social",
    "impact_economic": "Impact_Economic",
}
CHECKS = (
    "aExists", "bAvailable", "cMachineReadable", "dBulk", "eFree",
    "fLicense", "gUpdated", "hSustainable", "iDiscoverable", "jLinked",
)  # fmt: skip
OPEN = ("cMachineReadable", "dBulk", "eFree", "fLicense")


def code(row: dict[str, str]) -> str:
    """The country's code; the reference files lost Namibia's, which is the text NA."""
    return "NA" if row["Country"] == "Namibia" else row["ISO2"]


def ranking() -> list[dict[str, str]]:
    """The published ranking, one row per country."""
    return rows("open-data-barometer-2014/odb_2014_rankings.csv")


def checklist() -> list[dict[str, str]]:
    """The published checklist, one row per country and data set."""
    return rows("open-data-barometer-2014/odb_datasets_checklist.csv")


def column(table: list[dict[str, str]], name: str) -> dict[str, str]:
    """A published column by country."""
    return {code(row): row[name] for row in table if row[name]}


def data_set(row: dict[str, str]) -> str:
    """ "D4" of "D4 - Census"."""
    return row["Dataset"].partition(" ")[0]


def z_scores(folder: str, *starts: str) -> Case:
    """The parts of the ranking (those that begin with `starts`) for one of the catalogues."""
    table = ranking()
    names = {one: name for one, name in PARTS.items() if one.startswith(starts or ("",))}
    return case(
        FOLDER / folder,
        _countries(table),
        [fact(code(row), one, "z", row[name]) for row in table for one, name in names.items()],
    )


def checks() -> Case:
    """Every check as an answer; "not updated" costs five points, which no answer of a checklist can say."""
    observations = []
    for row in checklist():
        country, one = code(row), data_set(row)
        for position, name in enumerate(CHECKS, 1):
            answer = "1" if int(row[name]) > 0 else "0"
            observations.append(fact(country, f"{one}.checks", f"item_{position}", answer))
        observations.append(fact(country, f"{one}.outdated", "points", str(min(int(row["gUpdated"]), 0))))
    return case(FOLDER / "datasets", _countries(ranking()), observations)


def openness() -> Case:
    """The four checks that make a data set open."""
    observations = [
        fact(code(row), data_set(row), f"item_{position}", "1" if int(row[name]) > 0 else "0")
        for row in checklist()
        for position, name in enumerate(OPEN, 1)
    ]
    return case(FOLDER / "open", _countries(ranking()), observations)


def _countries(table: list[dict[str, str]]) -> list[dict[str, str]]:
    return [body(code(row), row["Country"], group=row["Region"]) for row in table]
