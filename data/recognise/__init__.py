"""Which body issued a document, told from its number (文号) and its title; pure but for `load_issuers`.

    documents = pd.DataFrame({"title": [...], "doc_number": [...]})
    found = recognise(documents, load_issuers(FOLDER / "2012"))

Nobody is guessed: what is not in the tables beside the catalogue (bodies.csv, issuers.csv,
doc_numbers.csv) stays unrecognised and is listed.
"""

from __future__ import annotations

from data.recognise.documents import COLUMNS, STATES, counts, recognise
from data.recognise.issuers import Issuer, Issuers, Series
from data.recognise.load import load_issuers

__all__ = ["COLUMNS", "STATES", "Issuer", "Issuers", "Series", "counts", "load_issuers", "recognise"]
