"""Yes and no, answers to a checklist, and choices from a list, in the ways people tick them."""

from __future__ import annotations

import re

from data.intake import values
from data.intake.meaning.outcome import Unclear
from data.intake.meaning.writing import says_nothing, split, visible

YES = frozenset(
    ["是", "√", "✓", "✔", "☑", "v", "y", "yes", "true", "t", "有", "已", "对", "1", "1.0", "是的", "已有"]
)
NO = frozenset(
    ["否", "×", "✗", "✘", "x", "n", "no", "false", "f", "无", "未", "没有", "不是", "0", "0.0", "非"]
)
TICKED, BLANK = "☑☒■√✓✔▣◼●⊙", "□☐▢◻○◯"
PAIRS = {
    "是": "1",
    "有": "1",
    "已": "1",
    "y": "1",
    "yes": "1",
    "否": "0",
    "无": "0",
    "未": "0",
    "n": "0",
    "no": "0",
}
TOKEN = re.compile(rf"[{TICKED}{BLANK}]|是|否|有|无|已|未|yes|no|y|n", re.IGNORECASE)
PARTLY = frozenset(["0.5", "部分", "部分公开", "partly", "50%", "半"])


def yes_no(text: str) -> tuple[str, str, str]:
    """1 or 0, notice and remark; raises `Unclear`."""
    boxes = _boxes(text)
    if boxes is not None:
        return boxes, "answer", ""
    main, remark = split(text)
    word = main.casefold().replace(" ", "")
    value = "1" if word in YES else "0" if word in NO else ""
    if not value:
        raise Unclear("not_bool")
    return value, "" if value == text else "answer", remark


def entry(text: str) -> tuple[str, str, str]:
    """1, 0.5, 0 or NA of a checklist, notice and remark; raises `Unclear`.

    A mark for nothing (/, —, 无) may be a no or a not applicable: here it must be said which.
    """
    boxes = _boxes(text)
    if boxes is not None:
        return boxes, "answer", ""
    main, remark = split(text)
    word = main.casefold().replace(" ", "")
    if word in ("na", "n/a", "不涉及", "不适用"):
        return "NA", "" if text == "NA" else "answer", remark
    if says_nothing(word):
        raise Unclear("entry_mark")
    value = "1" if word in YES else "0.5" if word in PARTLY else "0" if word in NO else values.entry(word)
    if value is None:
        raise Unclear("not_entry")
    return value, "" if value == text else "answer", remark


def choice(text: str, choices: tuple[str, ...]) -> tuple[str, str, str]:
    """One of the choices, notice and remark; blanks, width and case do not matter; raises `Unclear`."""
    plain = {_plain(one): one for one in reversed(choices)}
    for main, remark in ((text, ""), split(text)):
        value = plain.get(_plain(main))
        if value is not None:
            return value, "" if value == text else "plain", remark
    raise Unclear("not_enum", ", ".join(choices))


def is_choice(text: str, choices: tuple[str, ...]) -> bool:
    """Is this one of the choices, whatever else it might mean?"""
    return _plain(text) in {_plain(one) for one in choices}


def _plain(text: str) -> str:
    return visible(text).replace(" ", "").casefold()


def _boxes(text: str) -> str | None:
    """□是 ☑否, 是√ 否□, 是（√）否（ ）: which word is ticked; None where there is no pair of words."""
    tokens = [one.casefold() for one in TOKEN.findall(re.sub(r"[()\[\]]", " ", text))]
    words = [one for one in tokens if one in PAIRS]
    if len(words) != 2 or PAIRS[words[0]] == PAIRS[words[1]] or TOKEN.sub("", text).strip(" ()[]/,;、"):
        return None
    before = tokens[0] not in PAIRS
    ticked = []
    for at, token in enumerate(tokens):
        if token in PAIRS:
            beside = tokens[at - 1 : at] if before else tokens[at + 1 : at + 2]
            if beside and beside[0] in TICKED:
                ticked.append(token)
    if len(ticked) != 1:
        raise Unclear("both_or_neither")
    return PAIRS[ticked[0]]
