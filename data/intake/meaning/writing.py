"""What is done to any text before it is understood: plain forms, brackets behind it, marks for nothing."""

from __future__ import annotations

import re
import unicodedata

from data.intake.shapes import seen

# Minus signs and dashes that NFKC leaves as they are.
DASHES = str.maketrans(dict.fromkeys("−‐‑‒–—―─", "-"))
NOTHING = frozenset(
    {"-", "--", "---", "/", "//", "\\", "无", "不涉及", "不适用", "n/a", "na", "n.a.", "none", "无此项"}
)
ERRORS = frozenset(
    {"#ref!", "#n/a", "#div/0!", "#value!", "#name?", "#null!", "#num!", "#spill!", "#calc!", "#getting_data"}
)
REMARK = re.compile(r"(?P<main>[^()\[\]]+?)\s*[(\[【〔](?P<remark>.+)[)\]】〕]", re.DOTALL)
ABOUT = re.compile(
    r"约|大概|左右|上下|将近|接近|近|不足|不到|超过|逾|至少|至多|最多|以上|以下|余|多|几|若干|预计|估|[~≈<>≤≥±?]|\+$"
)
RANGE = re.compile(r"[0-9%]\s*(-|~|至|到)\s*[0-9]")


def visible(text: str) -> str:
    """As one reads it: full-width forms made plain, invisible characters gone, one blank for many."""
    return seen(text).translate(DASHES)


def split(text: str) -> tuple[str, str]:
    """What a cell says and what stands in brackets behind it: 12(含延期3) is 12 and 含延期3."""
    match = REMARK.fullmatch(text)
    return (match["main"].strip(), match["remark"].strip()) if match else (text, "")


def says_nothing(text: str) -> bool:
    """— / 无 不涉及 N/A: nothing to report, if a reason is given."""
    return text.casefold().replace(" ", "") in NOTHING


def is_error(text: str) -> bool:
    """#REF! and its like, also where they came in as text; ##### is a column that was too narrow."""
    return text.casefold() in ERRORS or (len(text) > 1 and set(text) == {"#"})


def is_about(text: str) -> bool:
    """约120, 120余件, 近140万: a figure that is no exact one."""
    return bool(ABOUT.search(text)) and any(one.isdecimal() for one in text)


def is_range(text: str) -> bool:
    """10-20, 10至20."""
    return bool(RANGE.search(text))


def kept_text(text: str) -> str:
    """Free text as it is kept: its own characters, but no control or invisible ones, no blanks around."""
    if text.isascii() and text.isprintable():
        return text.strip()
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    return "".join(
        one for one in lines if one in "\n\t" or unicodedata.category(one) not in ("Cc", "Cf", "Cs", "Cn")
    ).strip()
