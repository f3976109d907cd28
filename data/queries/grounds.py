"""What reading a file and making a template stand on: catalogue, bodies and names, cross-checks, calendar.

known(desk, round_code) -> Known       for reading what comes in
naming(desk, round_code) -> Naming     for telling what is wrong with it
ground(desk, round_code) -> Ground     for templates: also what is stored, and up to which batch
"""

from __future__ import annotations

from data import catalogue as catalogues
from data.catalogue.crosschecks import Crosschecks, load_crosschecks
from data.desk import Desk
from data.intake.columns import Known
from data.intake.names import Names
from data.intake.template import Ground
from data.queries import rounds
from data.queries.catalogues import folder_of, of
from data.store import bodies as kept_bodies
from data.store import observations as kept_observations
from data.words.naming import Naming
from metrics.model import Body, Calendar, Catalogue, Round


def known(desk: Desk, round_code: str) -> Known:
    """What a reader of tables knows of a round; NotFound, CatalogueError."""
    one = rounds.find(desk, round_code)
    plan, crosschecks, others = _of_folder(desk, one)
    with desk.database.reading() as connection:
        bodies = kept_bodies.of_round(connection, round_code)
    names = Names(bodies, others, one.year, desk.language)
    return Known(plan, names, one.year, crosschecks, _calendar(plan))


def naming(desk: Desk, round_code: str) -> Naming:
    """The names by which problems of a round are told; NotFound, CatalogueError."""
    one = rounds.find(desk, round_code)
    with desk.database.reading() as connection:
        return Naming(of(desk, one.catalogue), kept_bodies.of_round(connection, round_code))


def ground(desk: Desk, round_code: str) -> Ground:
    """What a template of a round is made from, as things stand now; NotFound, CatalogueError."""
    one = rounds.find(desk, round_code)
    plan, crosschecks, _ = _of_folder(desk, one)
    with desk.database.reading() as connection:
        return Ground(
            round=one,
            catalogue=plan,
            bodies=kept_bodies.of_round(connection, round_code),
            stored=kept_observations.current(connection, round_code),
            sequence=kept_observations.last(connection, round_code),
            language=desk.language,
            made_at=desk.now,
            calendar=_calendar(plan),
            crosschecks=crosschecks,
        )


def _of_folder(desk: Desk, one: Round) -> tuple[Catalogue, Crosschecks, tuple[Body, ...]]:
    """Plan, cross-checks and all bodies that stand beside it, those not evaluated too."""
    plan, folder = of(desk, one.catalogue), folder_of(desk, one.catalogue)
    return plan, load_crosschecks(folder, plan), catalogues.all_bodies(folder)


def _calendar(plan: Catalogue) -> Calendar | None:
    return catalogues.load_calendar(plan.calendar) if plan.calendar else None
