"""What is remembered for one reader, language and state is never shown for another."""

from __future__ import annotations

import pandas as pd

from data.actions import observations
from data.desk import sit
from data.queries import bodies
from data.settings import Settings
from tests.pages.reading import lead, opened


def test_a_new_value_is_seen_at_once(record: Settings) -> None:
    before = lead(opened("rankings", lang="zh"))
    assert lead(opened("rankings", lang="zh")) == before
    first = before.split("中", 1)[1].split("明显", 1)[0]
    evaluator = sit(record, person="evaluator", role="evaluator")
    body = next(one.code for one in bodies.every(evaluator, "2012") if one.name.zh == first)
    observations.withdraw(evaluator, "2012", pd.DataFrame({"body": [body]}), reason="a test")
    assert first not in lead(opened("rankings", lang="zh"))


def test_each_language_and_reader_has_their_own(program: Settings) -> None:
    chinese, english = (lead(opened("rankings", lang=one)) for one in ("zh", "en"))
    assert chinese != english
    assert lead(opened("rankings", lang="zh", desk="reporter:310101")).startswith("黄浦区")
    assert lead(opened("rankings", lang="zh", desk="reporter:310104")).startswith("徐汇区")
    assert lead(opened("rankings", lang="zh")) == chinese
