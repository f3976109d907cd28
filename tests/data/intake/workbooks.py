"""Workbooks put together part by part, sound or not: what no library would write for us."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping, Sequence

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
SHEET = "xl/worksheets/sheet1.xml"
SHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"


def rows(*lines: Sequence[object]) -> str:
    """Lines of values as rows of a sheet: numbers, texts as inline strings, raw cells as they are."""
    return "".join(
        f'<row r="{at}">' + "".join(_cell(value) for value in line) + "</row>"
        for at, line in enumerate(lines, start=1)
    )


def _cell(value: object) -> str:
    if isinstance(value, str):
        return value if value.startswith("<c") else f'<c t="inlineStr"><is><t>{value}</t></is></c>'
    return f"<c><v>{value}</v></c>"


def sheet(data: str, after: str = "", before: str = "") -> str:
    """A worksheet part."""
    return (
        f'<?xml version="1.0" encoding="UTF-8"?>{before}<worksheet xmlns="{MAIN}" xmlns:r="{OFFICE}">'
        f"<sheetData>{data}</sheetData>{after}</worksheet>"
    )


def parts(data: str = "", **more: str) -> dict[str, str]:
    """The parts of a small sound workbook whose only sheet has these rows."""
    return {
        "[Content_Types].xml": f'<Types xmlns="{TYPES}">'
        '<Default Extension="xml" ContentType="application/xml"/>'
        f'<Override PartName="/xl/workbook.xml" ContentType="{SHEET_TYPE}"/></Types>',
        "_rels/.rels": f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" '
        f'Type="{OFFICE}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>'
        '<sheet name="数据" sheetId="1" r:id="rId1"/></sheets></workbook>',
        "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">'
        f'<Relationship Id="rId1" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        f'<Relationship Id="rId2" Type="{OFFICE}/styles" Target="styles.xml"/>'
        f'<Relationship Id="rId3" Type="{OFFICE}/sharedStrings" Target="sharedStrings.xml"/></Relationships>',
        SHEET: sheet(data or rows(["单位", "数量"], ["黄浦区", 12])),
        **more,
    }


def packed(content: Mapping[str, str | bytes], how: int = zipfile.ZIP_DEFLATED) -> bytes:
    """Parts as a zip file."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", how) as package:
        for name, text in content.items():
            package.writestr(name, text)
    return out.getvalue()


def workbook(data: str = "", **more: str) -> bytes:
    """A small sound workbook as a file."""
    return packed(parts(data, **more))
