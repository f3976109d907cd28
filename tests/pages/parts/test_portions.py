"""Thousands of bodies are shown a stretch at a time, and their dots find a place however many they are."""

from __future__ import annotations

import numpy as np
import pytest

from data.settings import Settings
from pages.parts import portions, remembered
from pages.parts.charts.dots import DEEPEST, Grain, grain, stacked
from pages.parts.results import cutoffs
from tests.pages.reading import markup, opened


def test_a_crowd_of_dots_stays_within_its_strip() -> None:
    few = stacked([70.0, 70.0, 70.0], (0.0, 100.0))
    assert len(set(few)) == 3
    many = stacked(np.random.default_rng(1).uniform(60, 90, 2_000).tolist(), (0.0, 100.0))
    assert len(many) == 2_000
    assert max(map(abs, many)) < DEEPEST
    fine = grain(2_000)
    crowd = stacked(np.random.default_rng(1).normal(60, 8, 2_000).tolist(), (0.0, 100.0), 960, fine)
    assert DEEPEST < max(map(abs, crowd)) < fine.deepest
    assert grain(64) == Grain()
    assert fine.dot < Grain().dot


def test_lists_beside_a_picture_end(program: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cutoffs, "LISTED", 1)
    remembered._made._answers.clear()
    said = markup(opened("rankings", lang="zh"))
    remembered._made._answers.clear()
    assert "个单位，离线更远" in said


def test_a_long_list_is_shown_in_stretches_and_says_so(
    program: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = opened("rankings", lang="zh")
    assert not [one for one in whole.selectbox if "显示范围" in one.label]
    monkeypatch.setattr(portions, "MOST", 40)
    first, second = opened("rankings", lang="zh"), opened("rankings", lang="zh", part="40")
    [asked] = [one for one in first.selectbox if "显示范围" in one.label]
    assert (asked.label, asked.options[:2]) == ("显示范围（共 64 个单位）", ["第 1–40 个", "第 41–64 个"])
    assert "40 个单位" in markup(first)
    assert "24 个单位" in markup(second)
