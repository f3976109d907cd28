"""Where people sit in tests: settings over the small catalogue, a clock that can be told, desks by role."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

from data.desk import SHANGHAI, Desk, sit
from data.settings import Settings
from tests.data.small import BUREAUS, CATALOGUE, DISTRICTS


@dataclass
class Clock:
    """A clock that says what it is told and moves a second at each look."""

    now: datetime = datetime(2012, 7, 9, 8, 30, tzinfo=SHANGHAI)

    def __call__(self) -> datetime:
        self.now += timedelta(seconds=1)
        return self.now


def small(url: str, home: Path) -> Settings:
    """Settings for a database, with the small catalogue and nine bodies; what else is kept lies in `home`."""
    folder = home / "catalogues" / "small"
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "small.toml").write_text(CATALOGUE, encoding="utf-8")
    lines = ["code,name_zh,name_en,kind,traits"]
    lines += [f"{code},区{code},District {code},district," for code in DISTRICTS]
    lines += [f"{code},局{code},Bureau {code},bureau," for code in BUREAUS]
    (folder / "bodies.csv").write_text("\n".join(lines), encoding="utf-8")
    catalogues, files = home / "catalogues", home / "files"
    return Settings(url, home / "heads", catalogues, demo=True, language="zh", files=files)


def seats(settings: Settings, clock: Clock) -> Callable[..., Desk]:
    """Who sits down: `seat("office")`, `seat("reporter", body="310101")`; named after the role."""

    def take(role: str, *, person: str = "", body: str = "") -> Desk:
        return sit(settings, person=person or role, role=role, body=body, clock=clock, address="127.0.0.1")

    return take
