"""Every limit from both sides: a file that just fits is read, one a little larger is refused by name."""

from __future__ import annotations

import random
import zlib
from collections.abc import Callable
from dataclasses import dataclass, fields, replace
from pathlib import Path

import pytest

from data.intake import upload
from data.intake.limits import LIMITS, MB, Limits
from data.intake.unfit import Unfit
from data.intake.xlsx.package import Package
from data.words.problems import problem
from tests.data.intake.workbooks import MAIN, OFFICE, PACKAGE, SHEET, packed, parts, rows, sheet, workbook

CHILD = {"memory", "cpu", "wall", "result", "children", "patience"}  # tested in test_child


@dataclass(frozen=True)
class Case:
    """`make(n)` is a file that has n of what the limit counts; `at` is the limit in the test."""

    make: Callable[[int], bytes]
    code: str
    at: int | None = None  # None: as shipped


def noise(octets: int) -> bytes:
    """Bytes that cannot be packed."""
    return random.Random(7).randbytes(octets)


def of_size(octets: int) -> bytes:
    whole = packed({**parts(), "xl/media/image1.png": b""}, how=0)
    return packed({**parts(), "xl/media/image1.png": noise(octets - len(whole))}, how=0)


def with_entries(count: int) -> bytes:
    content = parts()
    more = {f"xl/media/image{at}.png": "" for at in range(count - len(content))}
    return packed({**content, **more})


def inflating_to(octets: int) -> bytes:
    content = parts()
    rest = octets - sum(len(text.encode()) for text in content.values())
    return packed(
        {**content, "xl/media/a.txt": b"x" * (rest // 2), "xl/media/b.txt": b"x" * (rest - rest // 2)}
    )


def tight(ratio: int) -> bytes:
    """A part just above a megabyte that packs to about one in `ratio`: zeros, and enough noise."""
    size = MB + 1
    low, high = 0, size
    while low < high - 1:
        middle = (low + high) // 2
        content = noise(middle) + b"\0" * (size - middle)
        if size // packed_size(content) >= ratio:
            low = middle
        else:
            high = middle
    return packed({**parts(), "xl/media/a.bin": noise(low) + b"\0" * (size - low)})


def packed_size(content: bytes) -> int:
    made = zlib.compressobj(zlib.Z_DEFAULT_COMPRESSION, zlib.DEFLATED, -15)
    return len(made.compress(content) + made.flush())


def deep(levels: int) -> bytes:
    inner = levels - 1
    return workbook(**{SHEET: sheet(rows(["a", "b"]), "<x>" * inner + "</x>" * inner)})


def styled(count: int) -> bytes:
    styles = f'<styleSheet xmlns="{MAIN}"><cellXfs>{"<xf/>" * count}</cellXfs></styleSheet>'
    return workbook(**{"xl/styles.xml": styles})


def with_elements(count: int) -> bytes:
    """Rows and cells written out, only the first two of them filled."""
    return workbook(rows(["单位", "数量"]) + f"<row>{'<c/>' * (count - 4)}</row>")


def with_sheets(count: int) -> bytes:
    listed = "".join(f'<sheet name="s{at}" sheetId="{at}" r:id="r{at}"/>' for at in range(1, count + 1))
    leads = "".join(
        f'<Relationship Id="r{at}" Type="{OFFICE}/worksheet" Target="worksheets/sheet1.xml"/>'
        for at in range(1, count + 1)
    )
    return workbook(
        **{
            "xl/workbook.xml": (
                f'<workbook xmlns="{MAIN}" xmlns:r="{OFFICE}"><sheets>{listed}</sheets></workbook>'
            ),
            "xl/_rels/workbook.xml.rels": f'<Relationships xmlns="{PACKAGE}">{leads}</Relationships>',
        }
    )


def to_row(row: int) -> bytes:
    return workbook(rows(["单位", "数量"]) + f'<row r="{row}"><c r="A{row}"><v>1</v></c></row>')


def to_column(column: int) -> bytes:
    return workbook(rows(["单位", "数量"]) + f"<row>{'<c/>' * (column - 1)}<c><v>1</v></c></row>")


def with_cells(count: int) -> bytes:
    return workbook(rows(*[["1", "2"]] * (count // 2), *[["1"]] * (count % 2)))


def merged(count: int) -> bytes:
    ranges = "".join(f'<mergeCell ref="A{at}:B{at}"/>' for at in range(1, count + 1))
    return workbook(**{SHEET: sheet(rows(["a", "b"]), f"<mergeCells>{ranges}</mergeCells>")})


def merged_area(cells: int) -> bytes:
    ranges = f'<mergeCells><mergeCell ref="A1:A{cells}"/></mergeCells>'
    return workbook(**{SHEET: sheet(rows(["a", "b"]), ranges)})


def with_text(length: int) -> bytes:
    return workbook(rows(["单位", "说明"], ["黄浦区", "长" * length]))


def with_texts(octets: int) -> bytes:
    """Different texts of 20 bytes, two cells a row."""
    texts = [f"{at:020}" for at in range(octets // 20 - 1)] + ["x" * (20 + octets % 20)]
    return workbook(rows(*[texts[at : at + 2] for at in range(0, len(texts), 2)]))


CASES = {
    "size": Case(of_size, "file_too_big"),
    "entries": Case(with_entries, "too_many_parts"),
    "inflated": Case(inflating_to, "inflates_too_much", at=900_000),
    "part": Case(
        lambda n: packed({**parts(), "xl/media/a.bin": noise(n)}, how=0), "part_too_big", at=400_000
    ),
    "ratio": Case(tight, "packed_too_tightly", at=LIMITS.ratio),
    "ratio_from": Case(
        lambda n: packed({**parts(), "xl/media/a.bin": b"\0" * n}), "packed_too_tightly"
    ),
    "depth": Case(deep, "too_deep"),
    "styles": Case(styled, "too_many_styles"),
    "elements": Case(with_elements, "too_many_elements", at=200_000),
    "sheets": Case(with_sheets, "too_many_sheets"),
    "rows": Case(to_row, "too_many_rows"),
    "columns": Case(to_column, "too_many_columns"),
    "cells": Case(with_cells, "too_many_cells", at=20_001),
    "merges": Case(merged, "too_many_merges"),
    "merge_area": Case(merged_area, "merge_too_large"),
    "text": Case(with_text, "text_too_long"),
    "texts": Case(with_texts, "texts_too_big", at=200_010),
}  # fmt: skip
TEXT_CASES = {
    "size": Case(lambda n: b"a,b\n" + b"1,2\n" * ((n - 4) // 4) + b"1,2\n"[: n % 4], "file_too_big", 40_000),
    "rows": Case(lambda n: b"a,b\n" + b"\n" * (n - 2) + b"1,2", "too_many_rows"),
    "columns": Case(lambda n: b"a,b\n" + b"," * (n - 1) + b"x", "too_many_columns"),
    "cells": Case(lambda n: b"1,2\n" * (n // 2) + b"1" * (n % 2), "too_many_cells", at=20_001),
    "text": Case(lambda n: b"a,b\n1," + b"x" * n, "text_too_long"),
    "texts": Case(
        lambda n: "\n".join(f"{at:020}" for at in range(n // 20)).encode() + b"x" * (n % 20), "texts_too_big",
        at=20_000,
    ),
}  # fmt: skip


@pytest.mark.parametrize("limit", CASES)
def test_a_workbook_may_reach_a_limit_but_not_pass_it(limit: str) -> None:
    _both_sides(limit, CASES[limit], "table.xlsx")


@pytest.mark.parametrize("limit", TEXT_CASES)
def test_a_text_file_may_reach_a_limit_but_not_pass_it(limit: str) -> None:
    _both_sides(limit, TEXT_CASES[limit], "table.csv")


def test_no_limit_goes_untested() -> None:
    assert set(CASES) | CHILD == {one.name for one in fields(Limits)}


@pytest.mark.parametrize(
    ("limit", "at", "code"),
    [
        ("part", 900_000, "part_too_big"),
        ("inflated", 900_000, "inflates_too_much"),
        ("ratio", 5, "packed_too_tightly"),
    ],
)
def test_bytes_are_counted_whatever_the_directory_says(
    limit: str, at: int, code: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(packed({**parts(), "xl/media/a.bin": noise(1000).hex() * 600}))
    monkeypatch.setattr(Package, "_directory", lambda self: None)
    sound = Package(path, replace(LIMITS, part=2 * MB))
    assert sum(len(block) for block in sound.blocks("xl/media/a.bin")) == 1_200_000
    lied_to = Package(path, replace(LIMITS, **{limit: at}))
    with pytest.raises(Unfit) as refused:
        list(lied_to.blocks("xl/media/a.bin"))
    assert refused.value.code == code


def _both_sides(limit: str, case: Case, name: str) -> None:
    at = case.at if case.at is not None else getattr(LIMITS, limit)
    limits = replace(LIMITS, **{limit: at})
    fits = upload.read_bytes(case.make(at), name, limits)
    assert fits.workbook is not None, [problem(one, "en") for one in fits.problems]
    refused = upload.read_bytes(case.make(at + 1), name, limits)
    assert refused.workbook is None
    assert [one.code for one in refused.problems] == [case.code]
    for language in ("zh", "en"):
        assert "⟦" not in problem(refused.problems[0], language)
