"""Writes docs/proof.json and docs/proof.md: `python -m tests.gallery.proof`, where the references lie."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from data.queries.documents import promptness, summary
from tests.gallery.egdi import results as egdi
from tests.gallery.hdi import results as hdi
from tests.gallery.open_budget import results as open_budget
from tests.gallery.open_data_barometer import results as open_data_barometer
from tests.gallery.proof_page import as_markdown
from tests.gallery.reference import GALLERY, ROOT
from tests.gallery.result import Result

DOCS = GALLERY.parents[1] / "docs"
DOCUMENTS = ROOT / "shanghai-policy-docs" / "shanghai_policy_docs.csv"
DOCUMENTS_SOURCE = (
    "8,396 documents of the Shanghai municipal government site "
    "(github zongtihuoguoguan/Policy-Transparency-China-2024, de4720d1)"
)


def results() -> list[Result]:
    """Every published column of the gallery."""
    return [*open_budget.results(), *egdi.results(), *open_data_barometer.results(), *hdi.results()]


def proof() -> dict[str, Any]:
    """What the files say: all indices, what they add up to, and the promptness of real documents."""
    found = results()
    return {
        "made_by": "python -m tests.gallery.proof",
        "together": {
            "scores": sum(one.scores for one in found),
            "equal": sum(one.scores - one.explained - len(one.wrong_scores) for one in found),
            "explained": sum(one.explained for one in found),
            "places": sum(one.places for one in found),
            "mismatches": sum(one.mismatches for one in found),
        },
        "indices": [one.as_row() for one in found],
        "documents": {
            "source": DOCUMENTS_SOURCE,
            "summary": {name: _plain(value) for name, value in summary(DOCUMENTS).items()},
            "promptness": [
                {name: _plain(value) for name, value in row.items()}
                for row in promptness(DOCUMENTS).to_dict("records")
            ],
        },
    }


def as_json(told: dict[str, Any]) -> str:
    """Text of docs/proof.json."""
    return json.dumps(told, ensure_ascii=False, indent=1) + "\n"


def _plain(value: Any) -> Any:
    """A value of a table as JSON knows it: no NaN, shares to four decimals."""
    value = value.item() if hasattr(value, "item") else value
    if isinstance(value, float):
        return None if value != value else round(value, 4)
    return value


def write(folder: Path = DOCS) -> None:
    """Both files."""
    told = proof()
    folder.mkdir(exist_ok=True)
    (folder / "proof.json").write_text(as_json(told), encoding="utf-8")
    (folder / "proof.md").write_text(as_markdown(told), encoding="utf-8")


if __name__ == "__main__":
    write()
