"""Articles of law in the source of an indicator: those in force, as they are written there."""

from __future__ import annotations

import pytest

from data.queries.legal import duties


@pytest.mark.parametrize(
    ("source", "found"),
    [
        ("三（三）；条例(2007)第24条（15+15 个工作日）；条例(2019)第33条", ("条例(2007)第24条",)),
        ("沪府办发〔2012〕46号 二（一）；行政许可法第30条", ("行政许可法第30条",)),
        ("条例(2007)第10条第（八）项", ("条例(2007)第10条第（八）项",)),
        ("条例(2007)第14条、第34条", ("条例(2007)第14条、第34条",)),
        ("突发事件应对法(2007)第53条；条例(2007)第4条", ("突发事件应对法(2007)第53条", "条例(2007)第4条")),
        ("沪府办发〔2012〕46号 八（一）（查找问题、及时整改）", ()),
        ("国办秘函〔2019〕19号栏目不更新指标（扣分口径为推定）", ()),
        ("推定（通行做法）", ()),
    ],
)  # fmt: skip
def test_articles_in_force(source: str, found: tuple[str, ...]) -> None:
    assert duties(source, 2012) == found


def test_a_later_law_counts_once_it_is_there() -> None:
    assert duties("条例(2019)第33条", 2018) == ()
    assert duties("条例(2019)第33条", 2019) == ("条例(2019)第33条",)
