"""What can be taken away from a page: workbook and CSV, made when asked for, marked if data are made up."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import pandas as pd

from data import permits
from data.queries.scorecards import Scorecard
from data.reports import scorebook
from data.reports.tables import Sheet, csv, xlsx
from data.words import has, text
from pages.parts.frame import Download, Visit
from pages.parts.readings.matrix import Matrix

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"


def book(visit: Visit) -> tuple[Download, ...]:
    """The whole round as one workbook, for who may take all of it."""
    if visit.desk.reach("records.export") == permits.OWN or not _may(visit):
        return ()
    name = f"{visit.round.code}-scorebook.xlsx"
    board, one, spoken = visit.board, visit.round, visit.language
    return (
        Download(visit.say("download.book"), name, XLSX, lambda: scorebook.scorebook(board, one, spoken)),
    )


def standings(visit: Visit) -> tuple[Download, ...]:
    """The table of places."""
    return _both(
        visit,
        "rankings",
        lambda: scorebook.totals(visit.board, visit.language),
        text("book.totals", visit.language),
    )


def scorecard(visit: Visit, card: Scorecard) -> tuple[Download, ...]:
    """The ledger of one body."""
    code = card.body.code

    def losses() -> pd.DataFrame:
        ledger = scorebook.ledger(visit.board, visit.language)
        return ledger[ledger["body"] == code]

    return _both(visit, f"ledger-{code}", losses, text("book.ledger", visit.language))


def matrix(visit: Visit, one: Matrix) -> tuple[Download, ...]:
    """The rates of every body on every indicator shown."""
    return _both(visit, "indicators", lambda: rates(visit, one), text("book.scores", visit.language))


def rates(visit: Visit, one: Matrix) -> pd.DataFrame:
    """Indicators by bodies: the share earned, blank where nothing is at stake."""
    titles = {loss.indicator.code: loss.indicator.title[visit.language] for loss in one.losses}
    table = pd.DataFrame(1 - one.lost, columns=[body.name[visit.language] for body in one.bodies])
    table.insert(0, "indicator", list(titles))
    table.insert(1, "indicator_title", list(titles.values()))
    return table


def behind(
    visit: Visit,
    name: str,
    title: str,
    frame: Callable[[], pd.DataFrame],
    heads: Mapping[str, str],
    formats: Mapping[str, str],
) -> tuple[Download, ...]:
    """What stands behind a picture, as workbook and CSV; nothing for who may not take data away."""
    if not _may(visit):
        return ()
    spoken, demo, stem = visit.language, visit.round.demo, f"{visit.round.code}-{name}"

    def workbook() -> bytes:
        made = frame()
        plain = {str(one): "points" for one in made if str(one) in scorebook.POINTS}
        return xlsx([Sheet(title, made, headings(made, spoken, heads), {**plain, **formats})], demo, spoken)

    def plain() -> bytes:
        made = frame()
        return csv(made, demo, headings(made, spoken, heads))

    return (
        Download(visit.say("download.xlsx"), f"{stem}.xlsx", XLSX, workbook),
        Download(visit.say("download.csv"), f"{stem}.csv", CSV, plain),
    )


def headings(frame: pd.DataFrame, language: str, heads: Mapping[str, str]) -> dict[str, str]:
    """The words over the columns: those given, else those of the score book."""
    known = {str(one): text(f"book.{one}", language) for one in frame if has(f"book.{one}", language)}
    return {**known, **heads}


def _both(visit: Visit, name: str, frame: Callable[[], pd.DataFrame], title: str) -> tuple[Download, ...]:
    return behind(visit, name, title, frame, {}, {})


def _may(visit: Visit) -> bool:
    """Whether this person may take data away."""
    return visit.desk.may("records.export", body=visit.desk.body, sealed=visit.standing.sealed)
