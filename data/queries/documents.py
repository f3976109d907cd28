"""How promptly the documents of a table were published, and whose they are."""

from __future__ import annotations

from pathlib import Path

import pandas as pd

from data.catalogue import FOLDER, load, load_calendar
from data.recognise import Issuers, counts, load_issuers, recognise
from data.reports import promptness as report
from metrics.model import Catalogue, Setting

YEAR = "2012"  # the bodies by whose names documents are told apart
PLAN = "promptness"  # the catalogue by which they are scored
WHOLE = ("documents", "dated", "missing", "negative", "in_time", "share_known", "share_all")


def promptness(csv_path: Path | str) -> pd.DataFrame:
    """Per issuer the columns of `data.reports.promptness`, its names and kind, `evaluated`, `other_name`.

    The file has the columns title, doc_number, issued, published (dates ISO or empty). Documents are
    put to the body of the round they count for, else to their issuer (`evaluated` false); those of
    nobody known stand in the row with the body "". `other_name`: how many of a body's documents
    carry another name than its own (a later one, or that of an office seated there).
    """
    issuers = load_issuers(FOLDER / YEAR)
    documents = _documents(csv_path, issuers)
    owner = documents["body"].where(documents["body"] != "", documents["issuer"])
    table = report.promptness(documents.assign(body=owner), *_plan())
    other = (documents["issuer"] != owner).groupby(owner).sum()
    table["other_name"] = table["body"].map(other).astype("int64")
    for column, language in (("name_zh", "zh"), ("name_en", "en")):
        table[column] = [issuers.by_code[code].name[language] if code else "" for code in table["body"]]
    table["kind"] = [issuers.by_code[code].kind if code else "" for code in table["body"]]
    table["evaluated"] = [bool(code) and issuers.by_code[code].counts_for == code for code in table["body"]]
    return table


def summary(csv_path: Path | str) -> dict[str, float]:
    """The whole table in numbers.

    How documents were recognised (`data.recognise.counts`), under which names (`own_name`: that of an
    evaluated body; `other_name`: a name that counts for one; `of_<kind>`: issuers that count for
    none), how promptly all were published (`all_*`), and those of the evaluated bodies (`bodies_*`).
    """
    issuers = load_issuers(FOLDER / YEAR)
    documents = _documents(csv_path, issuers)
    catalogue, setting = _plan()
    numbers: dict[str, float] = {**counts(documents), **_names(documents, issuers)}
    numbers["beyond_calendar"] = report.beyond_calendar(documents, setting)
    for name, part in (("all", documents), ("bodies", documents[documents["body"] != ""])):
        whole = report.promptness(part.assign(body=name), catalogue, setting)
        for row in whole[list(WHOLE)].to_dict("records"):  # one row, none where there is no document
            numbers |= {f"{name}_{column}": value for column, value in row.items()}
    return numbers


def _names(documents: pd.DataFrame, issuers: Issuers) -> dict[str, int]:
    """How many recognised documents carry which sort of name."""
    counted = documents["body"] != ""
    own = counted & (documents["issuer"] == documents["body"])
    others = documents.loc[~counted & (documents["issuer"] != ""), "issuer"]
    kinds = others.map({code: one.kind for code, one in issuers.by_code.items()}).value_counts()
    by_kind = {f"of_{kind}": int(n) for kind, n in kinds.items()}
    return {"own_name": int(own.sum()), "other_name": int((counted & ~own).sum()), **by_kind}


def _documents(csv_path: Path | str, issuers: Issuers) -> pd.DataFrame:
    """The file with what was recognised."""
    read = pd.read_csv(csv_path, dtype=str)[["title", "doc_number", "issued", "published"]]
    return pd.concat([read, recognise(read, issuers)], axis=1)


def _plan() -> tuple[Catalogue, Setting]:
    catalogue = load(FOLDER / PLAN)
    return catalogue, Setting(catalogue.year, load_calendar(catalogue.calendar))
