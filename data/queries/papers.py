"""The papers of rectification for who may read the items: made from the record when they are asked for.

notice(desk, numbers) -> Paper        整改通知书 to one body, with its list and reply form, under its number
reply(desk, numbers) -> Paper         回执 alone
letter(desk, letter) -> Paper         提醒函, 督办单, 通报 or 移送, whichever step of the ladder it is
talk(desk, letter) -> Paper           约谈记录 where the step asks for a talk
register(desk, round_code) -> Paper   台账 as a workbook; register_csv: as CSV
lines(paper) -> tuple[str, ...]       a paper read back, to be looked at before it is sent
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from data.desk import SHANGHAI, Desk
from data.queries import bodies, catalogues, letters, rectification, rounds
from data.queries.rectification import Dossier
from data.reports import papers
from data.reports.ledger_book import Register, ledger_book, ledger_csv
from data.reports.papers import Problem, reading
from data.words import text
from metrics.errors import Lacking
from metrics.model import Text
from metrics.procedure.terms import Terms
from metrics.workdays import add

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CSV = "text/csv"


@dataclass(frozen=True, slots=True)
class Paper:
    """A file to take away: its name, kind and content."""

    name: str
    mime: str
    content: bytes


def notice(desk: Desk, numbers: Sequence[str]) -> Paper:
    """The whole notice that these items were issued with, its deadlines as they were set then.

    Of drafts: as it would be, without a number. Lacking: "rectification_one_body" for items of several
    bodies, "rectification_one_notice" for items of several notices.
    """
    found = _of_one_body(desk, numbers)
    under = {one.notice.id if one.notice else 0 for one in found}
    if len(under) > 1:
        raise Lacking("rectification_one_notice", n=len(under))
    told = found[0].notice
    if told is None:
        return _docx("notice", found[0].item.number, papers.notice(_letter(desk, found)))
    whole = [rectification.find(desk, number) for number in told.items]
    made = _letter(desk, whole, serial=told.serial, code=told.code, as_issued=True)
    return _docx("notice", f"{told.year}-{told.serial:03d}", papers.notice(made))


def reply(desk: Desk, numbers: Sequence[str]) -> Paper:
    """The reply form about items of one body."""
    found = _of_one_body(desk, numbers)
    return _docx("reply", found[0].item.number, papers.reply(_letter(desk, found)))


def letter(desk: Desk, number: int) -> Paper:
    """A letter of the ladder; without its serial while nobody has sent it. NotFound, NotPermitted."""
    one = letters.find(desk, number)
    dossier = rectification.find(desk, one.number)
    rung = rectification.terms(desk, one.round).rung(one.step)
    everybody = [Text(*(text("paper.everybody", language) for language in ("zh", "en")))]
    to = [rung.to] if rung.refers else everybody if rung.criticism else [dossier.body.name]
    late = int(one.facts.get("late") or 0)
    made = _letter(
        desk, [dossier], to=to, serial=one.serial or 0, late=late,
        on=one.sent_at.astimezone(SHANGHAI).date() if one.sent_at else one.drafted_on,
    )  # fmt: skip
    if rung.refers:
        content = papers.referral(made)
    elif rung.criticism:
        content = papers.circular(made)
    elif rung.lamp == "blue":
        content = papers.reminder(made)
    else:
        content = papers.supervision(made, rung.lamp)
    return _docx(one.step, one.number, content)


def talk(desk: Desk, number: int) -> Paper:
    """The note of the talk that goes with a letter; Lacking("rectification_talk") where none is asked for."""
    one = letters.find(desk, number)
    rung = rectification.terms(desk, one.round).rung(one.step)
    if not rung.talk:
        raise Lacking("rectification_talk", step=rung.title)
    dossier = rectification.find(desk, one.number)
    made = _letter(desk, [dossier], serial=one.serial or 0, late=int(one.facts.get("late") or 0))
    return _docx("talk", one.number, papers.interview(made, "head" if rung.criticism else "deputy"))


def register(desk: Desk, round_code: str) -> Paper:
    """The register of a round, as far as this person may see it."""
    content = ledger_book(_register(desk, round_code), desk.language)
    return Paper(f"{round_code}-rectification.xlsx", XLSX, content)


def register_csv(desk: Desk, round_code: str) -> Paper:
    """The same as CSV."""
    content = ledger_csv(_register(desk, round_code), desk.language)
    return Paper(f"{round_code}-rectification.csv", CSV, content)


def lines(paper: Paper) -> tuple[str, ...]:
    """What stands in a docx: paragraphs, and rows of tables with a bar between their cells."""
    return reading.lines(paper.content)


def _register(desk: Desk, round_code: str) -> Register:
    of_round = rounds.find(desk, round_code)
    catalogue = catalogues.of(desk, of_round.catalogue)
    named = {one.code: one for one in bodies.every(desk, round_code)}
    rows = rectification.register(desk, round_code)
    return Register(rows, catalogue, named, rectification.terms(desk, round_code), of_round.demo)


def _of_one_body(desk: Desk, numbers: Sequence[str]) -> list[Dossier]:
    found = [rectification.find(desk, number) for number in dict.fromkeys(numbers)]
    if len({(one.item.round, one.item.body) for one in found}) != 1:
        raise Lacking("rectification_one_body", n=len(found))
    return found


def _letter(
    desk: Desk, found: Sequence[Dossier], *, to: Sequence[Text] = (), serial: int = 0,
    late: int | None = None, on: date | None = None, code: Text | None = None, as_issued: bool = False,
) -> papers.Letter:  # fmt: skip
    first = found[0].item
    of_round, terms = rounds.find(desk, first.round), rectification.terms(desk, first.round)
    return papers.Letter(
        sender=terms.sender,
        serial=serial,
        on=on or first.issued_on or desk.today,
        to=to or [found[0].body.name],
        round=of_round.title,
        plan=catalogues.of(desk, of_round.catalogue).source,
        problems=[_problem(desk, one, terms, late, as_issued=as_issued) for one in found],
        extension=terms.extension_days,
        language=desk.language,
        demo=of_round.demo,
        code=code,
    )


def _problem(
    desk: Desk, one: Dossier, terms: Terms, late: int | None, *, as_issued: bool = False
) -> Problem:
    item, clock, language = one.item, one.clock, desk.language
    allowed = terms.deadline_class(item.deadline_class).days  # of a draft: as if it were issued today
    due = clock.deadline
    if as_issued or due is None:  # more time, or a clock that stood, does not change a paper that went out
        start = item.issued_on or desk.today
        due = add(start, item.allowed or allowed, rectification.calendar(desk, item.round))
    return Problem(
        number=item.number,
        body=one.body.name,
        indicator=item.indicator,
        title=one.indicator.title,
        clause=item.clause,
        found=item.problem[language],
        lost=item.lost,
        target=text("paper.target_some" if item.target else "paper.target_none", language, left=item.target),
        measure=item.measure[language],
        deadline=terms.deadline_class(item.deadline_class).title[language],
        due=due,
        evidence=[proof.name for proof in one.proofs_before],
        overrun=clock.late if late is None else late,
        lamp=text(f"item_lamp.{clock.lamp}", language),
        owner=item.contacts.handler,
    )


def _docx(kind: str, number: str, content: bytes) -> Paper:
    return Paper(f"{number}-{kind}.docx", DOCX, content)
