"""The 24 awkward spreadsheets and what must become of each; as a program it prints the table of what does.

python -m tests.data.intake.messy [FOLDER]
"""

from __future__ import annotations

import sys
import time
from dataclasses import dataclass
from pathlib import Path

from data.intake import upload
from data.intake.reading import Reading, read
from data.intake.table import Look, tables
from data.words.problems import problem
from tests.data.intake import plan_2012

FOLDER = Path(__file__).parents[4] / "shared" / "reference" / "messy"


@dataclass(frozen=True)
class Expected:
    """`refused`: code of the refusal before any table. `tables`: sheet -> rows of data, first label of the
    header. `told`: codes at cells. `called`: the name under which it is uploaded."""

    refused: str = ""
    tables: tuple[tuple[str, int, str], ...] = ()
    told: tuple[tuple[str, str], ...] = ()
    called: str = ""


BOP = (
    ("年度BOP（人民币）", 131, "项目"), ("季度BOP（人民币）", 131, "项目"), ("年度BOP（美元） ", 131, "项目"),
    ("季度BOP（美元）", 131, "项目"), ("年度BOP（SDR)", 131, "项目"), ("季度BOP（SDR）", 131, "项目"),
)  # fmt: skip
ERRORS = ("#DIV/0!", "#NAME?", "#VALUE!", "#NULL!", "#REF!", "#NUM!", "#N/A")
EXPECTED = {
    "ptc_local_websites.xlsx": Expected(tables=(("Sheet1", 270, "Province"),)),
    "fyg_province_emissions_2022.xlsx": Expected(tables=(("Sheet1", 31, "地区"),)),
    "fyg_bpm6.xlsx": Expected(tables=BOP),
    "fyg_macalias.xlsx": Expected("not_spreadsheet"),
    "eas_t01.xls": Expected("old_workbook"),
    "eas_office_bom.csv": Expected(tables=(("eas_office_bom", 10, "姓名"),)),
    "lh_gbk.csv": Expected(tables=(("lh_gbk", 4, "序号"),)),
    "cal_any_sheets.xlsx": Expected(told=(("1:1", "no_header"),)),
    "cal_any_sheets.ods": Expected("other_format"),
    "cal_any_sheets.xlsb": Expected("other_format"),
    "cal_pass_protected.xlsx": Expected("password"),
    "cal_issue_174.xlsx": Expected(tables=(("Sheet1", 1, "Your Ref #"),)),
    "cal_date_1904.xlsx": Expected(told=(("1:1", "no_header"),)),
    "cal_errors.xlsx": Expected(
        told=(*((f"A{at}", "error_cell") for at in range(1, len(ERRORS) + 1)), ("1:1", "no_header"))
    ),
    "cal_strict_iso_paths.xlsx": Expected(tables=(("ml_out", 75, "Item"),)),
    "cal_picture.png": Expected("picture", called="cal_picture.xlsx"),
    "poi_poc-xmlbomb.xlsx": Expected("entities"),
    "poi_xlsx-corrupted.xlsx": Expected("damaged"),
    "poi_bug60858.xlsx": Expected(
        tables=(("Arbeitszeitcheck_2.3", 1, "MA"),),
        told=tuple((cell, "formula_without_value") for cell in ("F2", "G2", "I2", "L2")),
    ),
    "poi_InlineStrings.xlsx": Expected(tables=(("Sheet1", 6, "Numbers"),)),
    "exc_MergeCell.xlsx": Expected(
        tables=(("Sheet1", 10, "A2"),),
        told=(("A2", "merged_into_header"), ("A4", "merged_across"), ("A7", "merged_across")),
    ),
    "rxl_deaths.xlsx": Expected(tables=(("arts", 10, "Name"), ("other", 10, "Name"))),
    "php_premiere.utf16lebom.csv": Expected(tables=(("php_premiere.utf16lebom", 1, "première"),)),
    "php_empty.csv": Expected("empty_file"),
}


@dataclass(frozen=True)
class Outcome:
    """What became of a file on each floor, and how long its cells took."""

    given: upload.Upload
    looks: list[Look]
    reading: Reading
    seconds: float


def outcome(name: str, folder: Path = FOLDER) -> Outcome:
    """Upload the file, look at its tables, and read it against the 2012 plan as the product does."""
    expected = EXPECTED.get(name, Expected())
    content, called = (folder / name).read_bytes(), expected.called or name
    began = time.perf_counter()
    given = upload.read_bytes(content, called)
    seconds = time.perf_counter() - began
    looks = tables(given.workbook) if given.workbook else []
    one = plan_2012.ground().round
    reading = read(content, called, one, plan_2012.known(), plan_2012.bodies(), plan_2012.frame([]))
    return Outcome(given, [one for one in looks if one.table or one.problems], reading, seconds)


def described(found: Outcome) -> str:
    """What happened, in a few words."""
    if found.given.workbook is None:
        return "refused at the gate"
    parts = []
    for look in found.looks:
        if look.table is None:
            parts.append(f"“{look.sheet}”: no table")
            continue
        top, bottom = look.table.header_rows
        header = f"row {top}" if top == bottom else f"rows {top}-{bottom}"
        left = f", {len(look.table.left_out)} rows left out" if look.table.left_out else ""
        parts.append(f"“{look.sheet}”: header in {header}, {len(look.table.rows)} rows{left}")
    return "read; " + "; ".join(parts)


def said(found: Outcome, language: str, most: int = 2) -> str:
    """The first sentences an evaluator of the 2012 round is shown."""
    sentences = [problem(one, language) for one in (*found.given.problems, *found.reading.problems)]
    sentences = list(dict.fromkeys(sentences))
    more = f" (+{len(sentences) - most})" if len(sentences) > most else ""
    return " ".join(sentences[:most]) + more


def main(folder: Path) -> None:
    """Print the table, in Markdown."""
    sys.stdout.write("| file | s | what happened | sentence shown |\n|---|---|---|---|\n")
    for name in sorted(one.name for one in folder.iterdir() if one.name != "README.md"):
        found = outcome(name, folder)
        sentence = said(found, "zh").replace("|", "\\|").replace("\n", " ")
        sys.stdout.write(f"| {name} | {found.seconds:.2f} | {described(found)} | {sentence} |\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]) if len(sys.argv) > 1 else FOLDER)
