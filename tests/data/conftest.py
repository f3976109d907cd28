"""Everybody who takes part in rectification, at their desks, with the terms beside the small catalogue."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from data.desk import Desk
from data.settings import Settings
from tests.data.rectifying import BODY, People, put_terms


@pytest.fixture
def people(settings: Settings, seat: Callable[..., Desk]) -> People:
    """Desks by role; the reporter is of BODY."""
    put_terms(settings.catalogues)
    staff = {role: seat(role) for role in ("office", "evaluator", "leader", "viewer")}
    return staff | {"reporter": seat("reporter", body=BODY)}
