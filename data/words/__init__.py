"""The sentences of the program: codes and numbers come in, Chinese or English goes out.

`text(key, language, **numbers)` is the only way to a sentence; the folders `zh` and `en` hold them, file by
file the same, one table per part of the program (`[reason] below = "…{value:number}…"` is the key
"reason.below").
"""

from __future__ import annotations

from data.words.figures import cited, day, moment, number, percent, place, points, share, span
from data.words.reasons import reason, regain
from data.words.refusals import refusal
from data.words.sentences import LANGUAGES, choice, has, keys, person, text

__all__ = [
    "LANGUAGES", "choice", "cited", "day", "has", "keys", "moment", "number", "percent", "person", "place",
    "points", "reason", "refusal", "regain", "share", "span", "text",
]  # fmt: skip
