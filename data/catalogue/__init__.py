"""The year's plan as data: a folder of TOML files per year, its bodies and the working-day calendars."""

from __future__ import annotations

from pathlib import Path

from data.catalogue.bodies import all_bodies, load_bodies
from data.catalogue.calendars import known_calendars, load_calendar
from data.catalogue.load import load

FOLDER = Path(__file__).parent

__all__ = ["FOLDER", "all_bodies", "known_calendars", "load", "load_bodies", "load_calendar"]
