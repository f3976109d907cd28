"""Sound files of every sort, from which the tortured ones are made."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import xlsxwriter
from openpyxl.comments import Comment

from data.intake import template
from tests.data.intake import plan_2012
from tests.data.intake.messy import FOLDER
from tests.data.intake.workbooks import rows, workbook

SMALL = 60_000  # bytes of a real file that is taken along: what is large only takes longer


def bases() -> dict[str, bytes]:
    """Files by name: by hand, by two libraries, templates of our own, text, and real ones where they are."""
    made = {
        "hand.xlsx": workbook(
            rows(["单位", "应公开", "已公开"], *[[f"单位{at}", at, at - 1] for at in range(30)])
        ),
        "openpyxl.xlsx": _by_openpyxl(),
        "xlsxwriter.xlsx": _by_xlsxwriter(),
        "body.xlsx": template.for_body(plan_2012.ground(), "310104"),
        "register.xlsx": template.for_register(plan_2012.ground(), "4.1.2"),
        "utf8.csv": "单位,应公开,已公开\n黄浦区,12,9\n徐汇区,3,3\n".encode("utf-8-sig"),
        "gb.csv": "单位;应公开;“已公开”\n黄浦区;12;9\n".encode("gb18030"),
        "utf16.txt": "单位\t应公开\n黄浦区\t12\n".encode("utf-16"),
    }
    real = [one for one in sorted(FOLDER.glob("*.*")) if FOLDER.is_dir() and 0 < one.stat().st_size < SMALL]
    return {
        **made,
        **{one.name: one.read_bytes() for one in real if one.suffix in (".xlsx", ".csv", ".xlsb")},
    }


def _by_openpyxl() -> bytes:
    book = openpyxl.Workbook()
    page = book.active
    page.title = "区县表"
    page.append(["2012年度自评表"])
    page.merge_cells("A1:D1")
    page.append(["单位", "应公开", "公开率", "公开日期"])
    for at in range(40):
        page.append([f"单位{at}", at, at / 40, date(2012, 7, 1)])
        page.cell(page.max_row, 3).number_format = "0.0%"
    page["B60"] = "=SUM(B3:B42)"
    page["A3"].comment = Comment("说明", "张三")
    book.create_sheet("底稿").sheet_state = "hidden"
    book.create_chartsheet("图")
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _by_xlsxwriter() -> bytes:
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    page = book.add_worksheet("部门表")
    bold, day = book.add_format({"bold": True}), book.add_format({"num_format": "yyyy年m月d日"})
    page.merge_range("A1:A2", "部门", bold)
    page.merge_range("B1:C1", "依申请公开", bold)
    page.write_row("B2", ["收到", "答复"])
    for at in range(3, 60):
        page.write_row(at - 1, 0, [f"部门{at}", at, "√" if at % 2 else "×"])
        page.write_number(at - 1, 3, 41_099 + at, day)
    page.write_url("F1", "http://localhost/")
    page.data_validation("B3:B99", {"validate": "list", "source": ["是", "否"]})
    book.close()
    return out.getvalue()
