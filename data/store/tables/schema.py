"""What all tables share: how keys are named, and how a moment is kept."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any

from sqlalchemy import MetaData, String, TypeDecorator

metadata = MetaData(
    naming_convention={
        "pk": "pk_%(table_name)s",
        "ix": "ix_%(table_name)s_%(column_0_N_name)s",
        "uq": "uq_%(table_name)s_%(column_0_N_name)s",
        "fk": "fk_%(table_name)s_%(column_0_N_name)s",
    }
)


class Moment(TypeDecorator[datetime]):
    """A moment with its zone; kept as "2012-07-09T08:30:00.000000Z"."""

    impl = String(27)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, _dialect: Any) -> str | None:
        """Aware datetime to text; a naive one is a bug."""
        return None if value is None else stamp(value)

    def process_result_value(self, value: str | None, _dialect: Any) -> datetime | None:
        """Text to a datetime in UTC."""
        return None if value is None else datetime.fromisoformat(value)


def stamp(moment: datetime) -> str:
    """The text a moment is kept as; ValueError for one without a zone."""
    if moment.tzinfo is None:
        raise ValueError("a moment without a zone")
    return moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
