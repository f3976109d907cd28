"""Looks at a handed-in file from outside, before anything opens it: its size and its first bytes."""

from __future__ import annotations

from pathlib import Path

from data.intake.limits import LIMITS, Limits
from data.intake.unfit import Unfit, size

ZIP, OLE = b"PK\x03\x04", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
TEXT_NAMES = (".csv", ".txt", ".tsv")
# First bytes of what is often sent by mistake -> what to say, and its name.
SIGNATURES = (
    (b"\x89PNG", "picture", "PNG"), (b"\xff\xd8\xff", "picture", "JPEG"), (b"GIF8", "picture", "GIF"),
    (b"BM", "picture", "BMP"), (b"II*\0", "picture", "TIFF"), (b"MM\0*", "picture", "TIFF"),
    (b"%PDF", "other_format", "PDF"), (b"{\\rtf", "other_format", "RTF"),
    (b"Rar!", "archive", "RAR"), (b"7z\xbc\xaf", "archive", "7z"), (b"\x1f\x8b", "archive", "GZIP"),
    (b"PK\x05\x06", "archive", "ZIP"),
    (b"\x09\x00\x04\x00", "old_workbook", "xls"), (b"\x09\x02\x06\x00", "old_workbook", "xls"),
    (b"\x09\x04\x06\x00", "old_workbook", "xls"),
)  # fmt: skip
MARKS = (b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")
HEAD = 4096  # bytes in which markup shows what it is
# Names of streams in an OLE file, as its directory writes them.
STREAMS = (
    ("EncryptedPackage", "password", ""), ("EncryptionInfo", "password", ""),
    ("Workbook", "old_workbook", "xls"), ("Book", "old_workbook", "xls"),
    ("WordDocument", "other_format", "doc"), ("PowerPoint Document", "other_format", "ppt"),
)  # fmt: skip


def kind(path: Path, name: str, limits: Limits = LIMITS) -> str:
    """ "xlsx" or "csv", by content first and by name where content does not tell; raises `Unfit`.

    `name` is what the file was called where it comes from.
    """
    octets = path.stat().st_size
    if octets > limits.size:
        raise Unfit("file_too_big", size(octets), size(limits.size))
    raw = path.read_bytes()
    if not _unmarked(raw).strip(b" \t\r\n\0"):
        raise Unfit("empty_file")
    if raw.startswith(ZIP):
        return "xlsx"
    if raw.startswith(OLE):
        raise _in_ole(raw)
    _markup(_unmarked(raw[:HEAD]).replace(b"\0", b"").lstrip().lower())
    named_text = name.casefold().endswith(TEXT_NAMES)
    for signature, code, found in SIGNATURES:
        # A text may well begin with the letters BM.
        if raw.startswith(signature) and not (named_text and signature.isalnum()):
            raise Unfit(code, found)
    if named_text:
        return "csv"
    raise Unfit("text_as_workbook" if _is_text(raw) else "not_spreadsheet", _suffix(name))


def _unmarked(raw: bytes) -> bytes:
    for mark in MARKS:
        if raw.startswith(mark):
            return raw[len(mark) :]
    return raw


def _in_ole(raw: bytes) -> Unfit:
    """Which of the programs that used this container wrote it."""
    for stream, code, found in STREAMS:
        if stream.encode("utf-16-le") in raw:
            return Unfit(code, found)
    return Unfit("not_spreadsheet", "OLE")


def _markup(head: bytes) -> None:
    """Web pages and old XML tables that are called .xls or .csv."""
    if head.startswith((b"<!doctype html", b"<html", b"<table", b"<head", b"<meta", b"mime-version:")):
        raise Unfit("markup_as_workbook", "HTML")
    if head.startswith((b"<?xml", b"<workbook")):
        if b"<html" in head:
            raise Unfit("markup_as_workbook", "HTML")
        if b"office:spreadsheet" in head or b"<workbook" in head:
            raise Unfit("markup_as_workbook", "XML")
        raise Unfit("other_format", "XML")


def _is_text(raw: bytes) -> bool:
    for encoding in ("utf-8", "gb18030"):
        try:
            text = raw.decode(encoding)
        except UnicodeDecodeError:
            continue
        return all(one.isprintable() or one in "\t\r\n" for one in text[:HEAD])
    return False


def _suffix(name: str) -> str:
    return Path(name).suffix.lstrip(".").lower()[:10]
