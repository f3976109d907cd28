"""What a cell of a table looks like to somebody who does not know the table: label, value, total, remark."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from data.intake.sheet import Cell

# A figure, share, day, moment, fraction or number with a unit: something filled in, no name of a column.
VALUE = re.compile(
    r"[-+−]?[0-9][0-9,.]*\s*[%‰件个项次条家份天]?"
    r"|[0-9]{1,4}[-./年][0-9]{1,2}([-./月][0-9]{1,2}日?)?.{0,12}"
    r"|[0-9]+/[0-9]+|https?://.*|www\..*",
    re.IGNORECASE | re.DOTALL,
)
ANSWERS = frozenset(
    [*"是否有无√×✓✔✗✘☑☒已未—-/优良差yn", "yes", "no", "true", "false", "n/a", "na", "不涉及", "不适用"]
)
CODE = re.compile(r"[0-9]{1,2}(\.[0-9]{1,2}){2,3}")  # of a clause or an indicator: 2.1.1
YEAR = re.compile(r"(19|20)[0-9]{2}(年([01]?[0-9]月)?)?")
LETTERS = "甲乙丙丁戊己庚辛壬癸"
TOTAL = re.compile(
    r"(.{0,12}(小计|合计|总计|共计|累计)|全国|全市|全省|全区|平均|平均值|均值|subtotal|total|grandtotal|average)"
    r"(:|\(.*\))?",
    re.IGNORECASE,
)
NOTE = re.compile(
    r"(注|备注|附注|说明|填表说明|填报说明|填写说明|指标说明|资料来源|数据来源|来源|notes?|source)"
    r"\s*[0-9一]?\s*([:.、(]|$)"
    r"|(审核人?|复核人?|填表人|填报人|制表人?|经办人|联系人|联系电话|电话|单位负责人|部门负责人|负责人|分管领导"
    r"|主要领导|填报日期|填表日期|报送日期|签字|签名|盖章)\s*(\(.*\))?\s*(:|$)",
    re.IGNORECASE,
)
CAPTION = re.compile(
    r"(计量)?单位\s*[(:]|(填报|填表|报送|被评估|被考核)(单位|部门)\s*[(:]|(填报|填表|报送)日期"
    r"|制表(机关|单位)|表\s*号\s*:|有效期"
)
UNIT = re.compile(r"\(?[%‰\w/]{1,6}\)?")
SENTENCE = re.compile("[。;!?]|,.*,")
REMEMBERED = 4_096  # texts: what is asked again and again, not all that a file holds
LONG = 24  # characters from which a text is a sentence rather than a name


@lru_cache(maxsize=REMEMBERED)
def seen(text: str) -> str:
    """A text as one reads it: plain forms, one blank for many, nothing invisible, no line ends."""
    if text.isascii():
        return " ".join(text.split())
    plain = unicodedata.normalize("NFKC", text)
    return " ".join("".join(one for one in plain if unicodedata.category(one) != "Cf").split())


def quoted(text: str) -> str:
    """A text as it is quoted back: its own characters, on one line, nothing invisible."""
    return " ".join("".join(one for one in text if unicodedata.category(one) != "Cf").split())


def closed_up(text: str) -> str:
    """The same without any blanks: 小 计 is 小计."""
    return seen(text).replace(" ", "")


def is_value(cell: Cell) -> bool:
    """Something filled in: a figure, day, share, answer, link. A bare year may as well be a label."""
    if cell.kind == "text":
        text = seen(str(cell.value))
        if YEAR.fullmatch(text) or CODE.fullmatch(text):
            return False
        return bool(VALUE.fullmatch(text)) or text.casefold() in ANSWERS
    return cell.kind != "empty" and not is_year(cell)


def is_year(cell: Cell) -> bool:
    """A year on its own, or with its month: 2012, "2012年", "2012年7月"."""
    if isinstance(cell.value, float):
        return not cell.percent and cell.value.is_integer() and 1900 <= cell.value <= 2100
    return cell.kind == "text" and bool(YEAR.fullmatch(seen(str(cell.value))))


def is_total(text: str) -> bool:
    """小计, 合计：, 区县小计, 全 国, Total."""
    return bool(TOTAL.fullmatch(closed_up(text)))


def is_note(text: str) -> bool:
    """注：…, 填表说明, 审核人：…"""
    return bool(NOTE.match(seen(text)))


def is_caption(text: str) -> bool:
    """What stands above a table without being part of it: 单位：件, 填报单位（盖章）：…"""
    return bool(CAPTION.match(seen(text)))


def is_unit(text: str) -> bool:
    """（件）, (%), 万元: what a row of units is made of, in brackets or very short."""
    plain = closed_up(text)
    return bool(UNIT.fullmatch(plain)) and (plain.startswith("(") or plain in ("%", "‰"))


def is_sentence(text: str) -> bool:
    """Too long or too punctuated for a name."""
    plain = seen(text)
    return len(plain) > LONG or bool(SENTENCE.search(plain))


def is_lettering(cells: list[Cell]) -> bool:
    """The row 甲 乙 丙 1 2 3 that forms print under their header."""
    marks = [closed_up(cell.shown).strip("()") for cell in cells]
    letters = [one for one in marks if one in LETTERS]
    numbers = [int(one) for one in marks if one.isdecimal() and len(one) < 4]
    if len(letters) + len(numbers) != len(marks) or len(marks) < 2:
        return False
    rising = numbers == list(range(numbers[0], numbers[0] + len(numbers))) if numbers else True
    return rising and (bool(letters) or (numbers[:1] == [1] and len(numbers) > 2))
