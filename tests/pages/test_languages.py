"""The walk: all pages, all seats, both languages; no missing sentence, no word of the other language."""

from __future__ import annotations

import pytest

from data.settings import Settings
from pages.parts.menu import MENU
from tests.pages.foreign import foreign
from tests.pages.reading import opened
from tests.pages.spoken import of_html, of_picture, spoken

SEATS = ("office", "evaluator.2", "leader", "reporter:310101")
LANGUAGES = ("zh", "en")
# Addresses of a page that say more than its first view.
VIEWS: dict[str, tuple[dict[str, str], ...]] = {
    "body": ({"body": "B32"}, {"body": "310115"}),
    "rankings": ({"kind": "bureau", "only": "remarked"},),
    "indicators": ({"as": "table", "order": "by_loss"},),
    "method": ({"body": "310115", "indicator": "3.3.3"}, {"body": "B32", "indicator": "6.2.2"}),
    "entry": ({"body": "310115", "indicator": "6.2.2"},),
}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("page", MENU)
def test_a_page_speaks_one_language_to_everybody(program: Settings, page: str, language: str) -> None:
    views = [{"desk": seat} for seat in SEATS] + list(VIEWS.get(page, ()))
    found: dict[str, set[str]] = {}
    for view in views:
        app = opened(page, lang=language, **view)
        assert not app.exception, view
        said = spoken(app, language)
        assert len(said) > 10
        if wrong := foreign(said, language):
            found[str(view)] = wrong
    assert found == {}


@pytest.mark.parametrize("page", MENU)
def test_the_walk_would_find_the_other_language(program: Settings, page: str) -> None:
    """The control: the same texts, taken for the other language, are full of faults."""
    assert len(foreign(spoken(opened(page, lang="zh"), "zh"), "en")) > 10
    assert len(foreign(spoken(opened(page, lang="en"), "en"), "zh")) > 10


def test_what_is_only_read_aloud_is_read() -> None:
    """Attributes and pictures count; an element that names its language does not."""
    said = of_html('<p title="Help">数 <i lang="en">Index</i><br><img alt="Map"></p>', "zh")
    assert foreign(said, "zh") == {"Help  <  Help", "Map  <  Map"}
    figure = {
        "layout": {"title": {"text": "总分<br>Total"}},
        "data": [{"mode": "markers", "text": ["甲", "⟦x.y⟧"]}],
    }
    assert foreign(of_picture(figure), "zh") == {"Total  <  总分 Total", "⟦x.y⟧"}
