"""Evidence is what its first bytes say; names and addresses cannot do harm."""

from __future__ import annotations

import io
import zipfile
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.intake import proof, upload
from metrics.errors import Lacking


def package(*parts: str) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as archive:
        for part in parts:
            archive.writestr(part, "x")
    return made.getvalue()


TYPES = "[Content_Types].xml"
PNG, JPG, PDF = b"\x89PNG\r\n\x1a\n...", b"\xff\xd8\xff\xe0...", b"%PDF-1.7\n..."
DOCX, XLSX = package(TYPES, "word/document.xml"), package(TYPES, "xl/workbook.xml")
GOOD = {
    "a.pdf": PDF, "a.PDF": PDF, "a.png": PNG, "a.jpg": JPG, "a.jpeg": JPG, "制度.docx": DOCX, "表.xlsx": XLSX,
}  # fmt: skip
BAD = {
    "page.html": b"<html><script>alert(1)</script>",
    "picture.svg": b"<svg onload=alert(1)>",
    "page.pdf": b"<html>%PDF-1.4",
    "glued.pdf": b"GIF89a%PDF-1.4",
    "old.doc": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "old.docx": b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1",
    "a.zip": package("a.txt"),
    "a.docx": package("a.txt"),
    "no_types.docx": package("word/document.xml"),
    "swapped.docx": XLSX,
    "swapped.png": JPG,
    "no_ending": PDF,
    "a.pdf.exe": PDF,
    "program.pdf": b"MZ\x90",
    "broken.docx": b"PK\x03\x04 and nothing",
    "slides.pptx": package(TYPES, "ppt/presentation.xml"),
    "many.docx": package(TYPES, "word/document.xml", *(f"p{at}" for at in range(proof.ENTRIES))),
}


@pytest.mark.parametrize("name", GOOD)
def test_what_is_taken(name: str) -> None:
    ending = name.rpartition(".")[2].casefold().replace("jpeg", "jpg")
    assert proof.media(GOOD[name], name) == proof.MEDIA[ending]


def test_no_package_is_opened_in_this_process(monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(*_: object) -> None:
        raise AssertionError("a zip was opened in the server's process")

    monkeypatch.setattr(zipfile, "ZipFile", opened)
    assert proof.media(DOCX, "a.docx") == proof.MEDIA["docx"]


def test_where_there_is_no_seat_the_file_is_not_blamed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(proof, "LIMITS", replace(proof.LIMITS, children=1, patience=0))
    with upload._seat(replace(proof.LIMITS, entries=proof.ENTRIES)), pytest.raises(Lacking) as refused:
        proof.media(DOCX, "a.docx")
    assert refused.value.code == "evidence_busy"


@pytest.mark.parametrize("name", BAD)
def test_what_is_not(name: str) -> None:
    with pytest.raises(Lacking, match="evidence_kind") as refused:
        proof.media(BAD[name], name)
    assert "pdf" in str(refused.value.numbers["allowed"])


@pytest.mark.parametrize("part", ["word/vbaProject.bin", "xl/macrosheets/sheet1.xml", "word/activeX/a.xml"])
def test_macros_are_not_taken(part: str) -> None:
    with pytest.raises(Lacking, match="evidence_macros"):
        proof.media(package(TYPES, "word/document.xml", part), "a.docx")


def test_limits_of_size() -> None:
    assert proof.media(PDF + b"0" * (proof.MOST - len(PDF)), "a.pdf")
    with pytest.raises(Lacking, match="evidence_too_big"):
        proof.media(PDF + b"0" * (proof.MOST - len(PDF) + 1), "a.pdf")
    with pytest.raises(Lacking, match="evidence_empty"):
        proof.media(b"", "a.pdf")


@pytest.mark.parametrize(
    ("name", "kept"),
    [
        ("制度 文件.pdf", "制度 文件.pdf"),
        ("../../etc/passwd.pdf", "passwd.pdf"),
        (r"C:\data\a.pdf", "a.pdf"),
        ("a\r\nSet-Cookie: x.pdf", "a  Set-Cookie: x.pdf"),
        ("report\u202efdp.exe.pdf", "report fdp.exe.pdf"),
        (".pdf", "pdf"),
        ("", "evidence"),
        ("x" * 500 + ".pdf", "x" * 120 + ".pdf"),
    ],
)
def test_names_as_they_are_shown(name: str, kept: str) -> None:
    assert proof.named(name) == kept


@given(st.text())
def test_any_name_becomes_one_that_can_be_shown(name: str) -> None:
    kept = proof.named(name)
    assert kept
    assert len(kept) <= proof.NAME + 11
    assert all(one.isprintable() and one not in "/\\" for one in kept)
    kept.encode()


@pytest.mark.parametrize(
    "url",
    [
        "https://www.shanghai.gov.cn/", " http://a.cn/b?c=d#e \n", "https://[::1]:8080/x",
        "https://上海.中国/公开",
    ],
)  # fmt: skip
def test_addresses_that_are_kept(url: str) -> None:
    assert proof.address(url) == url.strip()


@pytest.mark.parametrize(
    "url",
    [
        "", "www.shanghai.gov.cn", "javascript:alert(1)", "JavaScript:alert(1)//https://a.cn",
        "data:text/html,x", "file:///etc/passwd", "ftp://a.cn/", "https://", "https:///a", "http://a b.cn/",
        "https://user:word@a.cn/", "http://[::1", "https://a.cn/" + "x" * 2000, "//a.cn/", "https://a.cn/\u202e",
    ],
)  # fmt: skip
def test_addresses_that_are_not(url: str) -> None:
    with pytest.raises(Lacking, match="evidence_link"):
        proof.address(url)
