"""The issuer of every document of a table, from number and title together."""

from __future__ import annotations

import pandas as pd

from data.recognise import numbers, titles
from data.recognise.issuers import Issuers

# both: number and title name the same · disagree: they do not, the title decides · ambiguous: the
# name may mean several · stranger: somebody is named who is not in the tables · none: nobody is.
STATES = ("both", "disagree", "title", "number", "ambiguous", "stranger", "none")
# number_state: found · cited: another body's number (a national one, or one named as a source, or one
# on an explanation) · unlisted: no such series in the table · none: no number, or none that can be read.
NUMBER_STATES = ("found", "cited", "unlisted", "none")
COLUMNS = ("issuer", "body", "state", "number_state", "number_issuer", "title_issuer", "name", "candidates")


def recognise(documents: pd.DataFrame, issuers: Issuers) -> pd.DataFrame:
    """One row per document (same index) with COLUMNS; all text, "" for nothing.

    `documents` has the columns `title` and `doc_number` (text; missing is allowed) and perhaps
    `published` (a date, by which numbers of older papers are told apart). `issuer` is who
    issued it, `body` the body of the round it counts for. Where number and title disagree the title
    decides: published tables often carry the number of a paper that is only cited. `name` is the
    name as it stands in the title, `candidates` the codes of an ambiguous one.
    """
    names = titles.Names(issuers)
    texts = documents[["title", "doc_number"]].fillna("").astype(str)
    table = zip(texts["title"], texts["doc_number"], _years(documents), strict=True)
    rows = [_recognise(title, number, year, names, issuers) for title, number, year in table]
    return pd.DataFrame(rows, index=documents.index, columns=list(COLUMNS))


def counts(recognised: pd.DataFrame) -> dict[str, int]:
    """How many documents are in which state, and how many count for a body of the round."""
    state, number = recognised["state"], recognised["number_state"]
    found = {f"number_{name}": int((number == name).sum()) for name in NUMBER_STATES}
    states = {name: int((state == name).sum()) for name in STATES}
    return {
        "documents": len(recognised),
        **found,
        "title_found": int((recognised["title_issuer"] != "").sum()),
        **states,
        "recognised": int((recognised["issuer"] != "").sum()),
        "for_a_body": int((recognised["body"] != "").sum()),
    }


def _recognise(raw: str, given: str, year: int, names: titles.Names, issuers: Issuers) -> tuple[str, ...]:
    title = titles.normalise(raw)
    opening = names.opening(title)
    by_title = opening.codes[0] if len(opening.codes) == 1 else ""
    number = numbers.at_the_end(title) or numbers.parse(given)
    by_number = numbers.issuer_of(number, issuers) if number else ""
    same = bool(by_title and by_number) and issuers.house(by_title) == issuers.house(by_number)
    if number is None:
        number_state = "none"
    elif numbers.is_cited(number, year, by_number, issuers, same) or titles.is_about(title):
        number_state, by_number, same = "cited", "", False
    else:
        number_state = "found" if by_number else "unlisted"
    state = _state(by_title, by_number, same, opening)
    # A stranger's paper with a number of the tables: the number may be cited, nobody is guessed.
    issuer = by_title or (by_number if state == "number" else "")
    body = issuers.by_code[issuer].counts_for if issuer else ""
    candidates = "|".join(opening.codes) if len(opening.codes) > 1 else ""
    return issuer, body, state, number_state, by_number, by_title, opening.name, candidates


def _state(by_title: str, by_number: str, same: bool, opening: titles.Opening) -> str:
    if by_title and by_number:
        return "both" if same else "disagree"
    if by_title:
        return "title"
    if opening.codes:
        return "ambiguous"
    if opening.name:
        return "stranger"
    return "number" if by_number else "none"


def _years(documents: pd.DataFrame) -> pd.Series:
    """The year of publication of each document, 0 where it is not known."""
    if "published" not in documents:
        return pd.Series(0, index=documents.index)
    return pd.to_datetime(documents["published"]).dt.year.fillna(0).astype(int)
