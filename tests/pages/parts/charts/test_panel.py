"""A picture brings its table, its files and its copy with it."""

from __future__ import annotations

from data.settings import Settings
from tests.pages.reading import markup, opened, words


def test_a_picture_says_how_firm_it_is_and_offers_its_data(program: Settings) -> None:
    app = opened("indicators")
    said = words(app)
    assert "未定稿" in said
    labels = [str(one.proto.label) for one in app.get("download_button")]
    assert {"Excel", "CSV"} <= set(labels)
    assert "data-picture" in markup(app)


def test_the_table_is_made_only_when_asked_for(program: Settings) -> None:
    app = opened("indicators")
    before = markup(app).count("<table")
    app.button(key="table_heat").click().run()
    assert markup(app).count("<table") == before + 1
    app.button(key="table_heat").click().run()
    assert markup(app).count("<table") == before
