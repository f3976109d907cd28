"""What the law itself asks for: the articles that an indicator's source names and that were in force."""

from __future__ import annotations

import re

# 条例(2007)第24条; 行政许可法第30条; 突发事件应对法(2007)第53条. A plan of work names no article.
ARTICLE = re.compile(
    r"(?P<law>[\u4e00-\u9fff]*(?:条例|法|司法解释))(?:[\(（](?P<year>\d{4})[\)）])?"
    r"(?P<articles>第[\d、第条款项（）()一二三四五六七八九十]+[条项款])"
)


def duties(source: str, year: int) -> tuple[str, ...]:
    """The articles named in a source, as they are written there; those of laws later than `year` left out."""
    found = [
        match.group(0)
        for match in ARTICLE.finditer(source)
        if not match["year"] or int(match["year"]) <= year
    ]
    return tuple(dict.fromkeys(found))
