"""One hostile or broken file for each rule of the gate, alone: refused by name, in words, within seconds."""

from __future__ import annotations

import io
import struct
import time
import zipfile
from collections.abc import Callable

import pytest

from data.intake import upload
from data.words import LANGUAGES
from data.words.problems import problem
from tests.data.intake.workbooks import (
    OFFICE,
    PACKAGE,
    SHEET,
    TYPES,
    packed,
    parts,
    rows,
    sheet,
    workbook,
)

SLOW = 3  # how much slower a busy machine may be
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
LAUGHS = (
    '<!DOCTYPE z [<!ENTITY a "ha">'
    + "".join(
        f'<!ENTITY {one} "{f"&{before};" * 10}">' for before, one in zip("abcdefgh", "bcdefghi", strict=True)
    )
    + "]>"
)
WIDE = '<dimension ref="A1:XFD10000000"/>'
OUT = ' TargetMode="External"'
OUTSIDE = '<!DOCTYPE z [<!ENTITY a SYSTEM "file:///etc/passwd">]>'


SHARED_LAUGHS = f"{LAUGHS}<sst><si><t>&i;</t></si></sst>"
TABLE = b"<html><table><tr><td>1</td></tr></table></html>"
FAR = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'


def ole(stream: str) -> bytes:
    return OLE + stream.encode("utf-16-le") + b"\0" * 64


def patched(
    content: bytes, change: Callable[[bytearray, zipfile.ZipInfo, int], None], name: str = SHEET
) -> bytes:
    """A zip whose directory entry for a part is changed by hand (`at` is where the entry begins)."""
    raw = bytearray(content)
    with zipfile.ZipFile(io.BytesIO(content)) as package:
        info = package.getinfo(name)
    at = raw.rindex(name.encode()) - 46
    change(raw, info, at)
    return bytes(raw)


def encrypted_entry(raw: bytearray, info: zipfile.ZipInfo, at: int) -> None:
    for place in (at + 8, info.header_offset + 6):
        raw[place] |= 1


def lying_size(raw: bytearray, info: zipfile.ZipInfo, at: int) -> None:
    raw[at + 24 : at + 28] = struct.pack("<I", 10)


def wrong_check(raw: bytearray, info: zipfile.ZipInfo, at: int) -> None:
    raw[at + 16] ^= 0xFF


def overlapping(raw: bytearray, info: zipfile.ZipInfo, at: int) -> None:
    raw[at + 20 : at + 24] = struct.pack("<I", info.compress_size + 500)


def strange_packing(raw: bytearray, info: zipfile.ZipInfo, at: int) -> None:
    raw[at + 10] = 14  # LZMA
    raw[info.header_offset + 8] = 14


def twice(name: str) -> bytes:
    out = io.BytesIO(workbook())
    with pytest.warns(UserWarning, match="Duplicate"), zipfile.ZipFile(out, "a") as package:
        package.writestr(name, sheet(rows(["other"])))
    return out.getvalue()


def link() -> bytes:
    out = io.BytesIO(workbook())
    with zipfile.ZipFile(out, "a") as package:
        info = zipfile.ZipInfo("xl/media/a.png")
        info.external_attr = 0o120777 << 16
        package.writestr(info, "/etc/passwd")
    return out.getvalue()


def declaring(kind: str) -> bytes:
    return workbook(
        **{"[Content_Types].xml": f'<Types xmlns="{TYPES}"><Default ContentType="{kind}"/></Types>'}
    )


def leading(kind: str, target: str, mode: str = "") -> str:
    one = f'<Relationship Id="rId1" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'
    return f'<Relationships xmlns="{PACKAGE}">{one}</Relationships>'


def merged(ranges: str) -> bytes:
    return workbook(**{SHEET: sheet(rows(["a"]), f'<mergeCells><mergeCell ref="{ranges}"/></mergeCells>')})


def prefixed(part: str) -> str:
    """The same markup with a prefix before every name."""
    part = part.replace("<", "<x:").replace("<x:/", "</x:").replace("<x:?", "<?")
    return part.replace("xmlns=", "xmlns:x=")


def linking(kind: str, target: str, mode: str = "") -> bytes:
    return workbook(**{"xl/worksheets/_rels/sheet1.xml.rels": leading(kind, target, mode)})


def book(relations: str) -> bytes:
    return workbook(**{"xl/_rels/workbook.xml.rels": relations})


HOSTILE: dict[str, tuple[str, str, Callable[[], bytes]]] = {
    # name: (what it is called, code, the file)
    "nothing": ("a.xlsx", "empty_file", lambda: b""),
    "blank text": ("a.csv", "empty_file", lambda: b"\xef\xbb\xbf \r\n\t\n"),
    "only null bytes": ("a.csv", "empty_file", lambda: b"\0" * 100),
    "png": ("a.xlsx", "picture", lambda: b"\x89PNG\r\n\x1a\n" + b"\0" * 50),
    "jpeg": ("a.xlsx", "picture", lambda: b"\xff\xd8\xff\xe0" + b"\0" * 50),
    "pdf": ("a.xlsx", "other_format", lambda: b"%PDF-1.7\n%\xe2\xe3\n"),
    "pdf called csv": ("a.csv", "other_format", lambda: b"%PDF-1.7\n%\xe2\xe3\n"),
    "pdf glued before a workbook": ("a.xlsx", "other_format", lambda: b"%PDF-1.7\n" + workbook()),
    "html glued before a workbook": ("a.xlsx", "markup_as_workbook", lambda: b"<html></html>" + workbook()),
    "anything glued before a workbook": ("a.xlsx", "not_spreadsheet", lambda: b"\x01\x02" + workbook()),
    "rar": ("a.xlsx", "archive", lambda: b"Rar!\x1a\x07\x00" + b"\0" * 50),
    "zip of files": ("a.xlsx", "other_format", lambda: packed({"a.csv": "1,2"})),
    "empty zip": ("a.xlsx", "archive", lambda: packed({})),
    "old xls": ("a.xls", "old_workbook", lambda: ole("Workbook")),
    "old xls called xlsx": ("a.xlsx", "old_workbook", lambda: ole("Book")),
    "older xls": ("a.xls", "old_workbook", lambda: b"\x09\x04\x06\x00\x00\x00\x10\x00"),
    "encrypted": ("a.xlsx", "password", lambda: ole("EncryptedPackage")),
    "old doc": ("a.xlsx", "other_format", lambda: ole("WordDocument")),
    "ole of something": ("a.xlsx", "not_spreadsheet", lambda: ole("Nothing known")),
    "html called xls": ("a.xls", "markup_as_workbook", lambda: TABLE),
    "html called csv": ("a.csv", "markup_as_workbook", lambda: b"\xef\xbb\xbf<!DOCTYPE html><html>"),
    "html in UTF-16": ("a.xls", "markup_as_workbook", lambda: "<table><tr>".encode("utf-16")),
    "web archive called xls": (
        "a.xls",
        "markup_as_workbook",
        lambda: b"MIME-Version: 1.0\r\nX-Document-Type: Workbook",
    ),
    "xml called xls": (
        "a.xls",
        "markup_as_workbook",
        lambda: b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
    ),
    "some xml": ("a.csv", "other_format", lambda: b'<?xml version="1.0"?><svg/>'),
    "text called xlsx": ("a.xlsx", "text_as_workbook", lambda: "单位,数量\n黄浦区,1\n".encode()),
    "binary called xlsx": ("a.xlsx", "not_spreadsheet", lambda: bytes(range(1, 256))),
    "xlsb": ("a.xlsb", "other_format", lambda: packed({**parts(), "xl/workbook.bin": b"x"})),
    "ods": ("a.ods", "other_format", lambda: packed({"mimetype": "application/x", "content.xml": "<x/>"})),
    "docx": (
        "a.xlsx",
        "other_format",
        lambda: packed({"[Content_Types].xml": "<x/>", "word/document.xml": "<x/>"}),
    ),
    "encrypted zip entry": ("a.xlsx", "password", lambda: patched(workbook(), encrypted_entry)),
    "encrypted package in a zip": ("a.xlsx", "password", lambda: packed({"EncryptedPackage": b"x"})),
    "macro project": ("a.xlsx", "macros", lambda: packed({**parts(), "xl/vbaProject.bin": b"x"})),
    "macro type": (
        "a.xlsm",
        "macros",
        lambda: declaring("application/vnd.ms-excel.sheet.macroEnabled.main+xml"),
    ),
    "macro sheet": ("a.xlsx", "macros", lambda: packed({**parts(), "xl/macrosheets/sheet1.xml": "<x/>"})),
    "macro sheet by relation": ("a.xlsx", "macros", lambda: book(leading("xlMacrosheet", SHEET[3:]))),
    "embedded file": (
        "a.xlsx",
        "embedded",
        lambda: packed({**parts(), "xl/embeddings/oleObject1.bin": b"x"}),
    ),
    "control": ("a.xlsx", "embedded", lambda: packed({**parts(), "xl/activeX/activeX1.xml": "<x/>"})),
    "object by relation": ("a.xlsx", "embedded", lambda: linking("oleObject", "x")),
    "name leading out": ("a.xlsx", "part_name", lambda: packed({**parts(), "../../evil.xml": "<x/>"})),
    "absolute name": ("a.xlsx", "part_name", lambda: packed({**parts(), "/etc/evil.xml": "<x/>"})),
    "name of a drive": ("a.xlsx", "part_name", lambda: packed({**parts(), "c:evil.xml": "<x/>"})),
    "backslash name": ("a.xlsx", "part_name", lambda: packed({**parts(), "xl\\evil.xml": "<x/>"})),
    "symbolic link": ("a.xlsx", "part_name", link),
    "part twice": ("a.xlsx", "part_twice", lambda: twice(SHEET)),
    "part twice in other letters": (
        "a.xlsx",
        "part_twice",
        lambda: packed({**parts(), SHEET.upper(): sheet(rows(["x"]))}),
    ),
    "parts overlap": ("a.xlsx", "parts_overlap", lambda: patched(workbook(), overlapping)),
    "strange packing": ("a.xlsx", "part_packing", lambda: patched(workbook(), strange_packing)),
    "lying size": ("a.xlsx", "damaged", lambda: patched(workbook(rows(["x" * 5000])), lying_size)),
    "wrong check sum": ("a.xlsx", "damaged", lambda: patched(workbook(), wrong_check)),
    "cut off": ("a.xlsx", "damaged", lambda: workbook()[:-300]),
    "only a signature": ("a.xlsx", "damaged", lambda: b"PK\x03\x04"),
    "laughs in the sheet": (
        "a.xlsx",
        "entities",
        lambda: workbook(**{SHEET: sheet(rows(["&i;"]), before=LAUGHS)}),
    ),
    "laughs in the shared texts": (
        "a.xlsx",
        "entities",
        lambda: workbook(**{"xl/sharedStrings.xml": SHARED_LAUGHS}),
    ),
    "outside entity in the workbook": (
        "a.xlsx",
        "entities",
        lambda: workbook(**{"xl/workbook.xml": OUTSIDE + parts()["xl/workbook.xml"]}),
    ),
    "entity in a part nobody reads": (
        "a.xlsx",
        "entities",
        lambda: workbook(**{"xl/theme/theme1.xml": f"{LAUGHS}<a>&i;</a>"}),
    ),
    "entity in UTF-16": (
        "a.xlsx",
        "entities",
        lambda: packed({**parts(), "xl/theme/theme1.xml": f"{LAUGHS}<a>&i;</a>".encode("utf-16")}),
    ),
    "document type without an entity": (
        "a.xlsx",
        "entities",
        lambda: workbook(**{SHEET: sheet(rows(["a"]), before="<!DOCTYPE worksheet>")}),
    ),
    "document type from outside": (
        "a.xlsx",
        "entities",
        lambda: workbook(
            **{SHEET: sheet(rows(["a"]), before='<!DOCTYPE w SYSTEM "http://localhost/x.dtd">')}
        ),
    ),
    "sheet is no markup": ("a.xlsx", "damaged", lambda: workbook(**{SHEET: "<worksheet><sheetData>"})),
    "sheet in a lying encoding": (
        "a.xlsx",
        "damaged",
        lambda: workbook(**{SHEET: '<?xml version="1.0" encoding="x-none"?><worksheet/>'}),
    ),
    "sheet is not there": ("a.xlsx", "damaged", lambda: book(leading("worksheet", "gone.xml"))),
    "relation leading out": (
        "a.xlsx",
        "damaged",
        lambda: book(leading("worksheet", "../../../../etc/passwd")),
    ),
    "sheet outside the file": (
        "a.xlsx",
        "damaged",
        lambda: book(leading("worksheet", "http://x/", OUT)),
    ),
    "row beyond any sheet": (
        "a.xlsx",
        "no_such_row",
        lambda: workbook('<row r="100000000"><c><v>1</v></c></row>'),
    ),
    "far cell": ("a.xlsx", "too_many_rows", lambda: workbook(rows([1]) + FAR)),
    "merge of everything": (
        "a.xlsx",
        "merge_too_large",
        lambda: merged("A1:XFD1048576"),
    ),
    "cell twice": (
        "a.xlsx",
        "cell_twice",
        lambda: workbook(rows(['<c r="A1"><v>1</v></c>', '<c r="A1"><v>2</v></c>'])),
    ),
    "cell nowhere": ("a.xlsx", "damaged", lambda: workbook(rows(['<c r="?7"><v>1</v></c>']))),
    "text that is not there": ("a.xlsx", "damaged", lambda: workbook(rows(['<c t="s"><v>99</v></c>']))),
    "a hundred megabytes of zeros": (
        "a.xlsx",
        "part_too_big",
        lambda: packed({**parts(), "xl/media/a.bin": b"\0" * (100 * 1024**2)}),
    ),
    "huge text in a small file": ("a.xlsx", "packed_too_tightly", lambda: workbook(rows(["x" * 5_000_000]))),
    "null bytes in csv": ("a.csv", "nul_bytes", lambda: b"a,b\n1,\0\n"),
    "UTF-16 without a mark": ("a.csv", "nul_bytes", lambda: "单位,b\n1,2\n".encode("utf-16-le")),
    "no known encoding": ("a.csv", "unknown_encoding", lambda: b"a,b\n\xff\xff\xfe,\x81\n"),
    "marked as UTF-8 but is not": ("a.csv", "unknown_encoding", lambda: b"\xef\xbb\xbfa,b\n\xff,1\n"),
    "half a character in UTF-16": ("a.csv", "unknown_encoding", lambda: b"\xff\xfea"),
    "quote never closed": ("a.csv", "broken_quote", lambda: b'a,b\n"1,2\n'),
    "field without end": ("a.csv", "text_too_long", lambda: b'a,b\n"' + b"x" * 100_000),
}


@pytest.mark.parametrize("name", HOSTILE)
def test_a_hostile_file_is_refused_by_name(name: str) -> None:
    called, code, make = HOSTILE[name]
    content = make()
    began = time.perf_counter()
    given = upload.read_bytes(content, called)
    took = time.perf_counter() - began
    assert given.workbook is None
    assert [one.code for one in given.problems] == [code]
    assert took < 2 * SLOW, f"{took:.1f} s"
    for language in LANGUAGES:
        sentence = problem(given.problems[0], language)
        assert called in sentence or "数据" in sentence
        assert "⟦" not in sentence


def test_the_sound_file_from_which_the_hostile_ones_are_made_is_read() -> None:
    given = upload.read_bytes(workbook(), "a.xlsx")
    assert given.problems == ()
    assert given.workbook is not None
    (only,) = given.workbook.sheets
    assert [cell.value for cell in only.cells.values()] == ["单位", "数量", "黄浦区", 12.0]


HARMLESS: dict[str, Callable[[], bytes]] = {
    "false dimension": lambda: workbook(**{SHEET: sheet(rows(["a"])).replace("<sheetD", f"{WIDE}<sheetD")}),
    "hyperlink": lambda: linking("hyperlink", "http://x/", OUT),
    "picture inside": lambda: packed({**parts(), "xl/media/image1.png": b"\x89PNG"}),
    "comment before the root": lambda: workbook(
        **{SHEET: sheet(rows(["a"]), before="<!-- <!DOCTYPE x> -->")}
    ),
    "old drawing that is not well formed": lambda: packed(
        {**parts(), "xl/drawings/vmlDrawing1.vml": "<xml><br></xml>"}
    ),
    "prefixed names": lambda: workbook(**{SHEET: prefixed(sheet(rows([1])))}),
    "zip comment": lambda: workbook()[:-2] + struct.pack("<H", 5) + b"hello",
}


@pytest.mark.parametrize("name", HARMLESS)
def test_what_only_looks_odd_is_read(name: str) -> None:
    given = upload.read_bytes(HARMLESS[name](), "a.xlsx")
    assert given.workbook is not None, given.problems
    assert len(given.workbook.sheets[0].cells) > 0
    assert not [one for one in given.problems if one.severity == "error"]
