"""Files handed in as evidence: what they are by their first bytes, not by their name; what is not taken."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from types import MappingProxyType
from urllib.parse import urlsplit

from data.intake import upload
from data.intake.limits import LIMITS
from data.intake.unfit import Unfit
from metrics.errors import Lacking

MB = 1024 * 1024
MOST = 10 * MB  # of one file: the gate's limit for workbooks
ENTRIES = 2048  # parts of a document with many pictures
NAME, ADDRESS = 120, 2000  # characters kept of a name, and allowed in a web address
OFFICE = "application/vnd.openxmlformats-officedocument."
MEDIA: Mapping[str, str] = MappingProxyType(
    {
        "pdf": "application/pdf",
        "png": "image/png",
        "jpg": "image/jpeg",
        "docx": f"{OFFICE}wordprocessingml.document",
        "xlsx": f"{OFFICE}spreadsheetml.sheet",
    }
)
ENDINGS = MappingProxyType({**{kind: kind for kind in MEDIA}, "jpeg": "jpg"})
SIGNATURES = ((b"%PDF-", "pdf"), (b"\x89PNG\r\n\x1a\n", "png"), (b"\xff\xd8\xff", "jpg"))
MAIN_PARTS = (("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx"))
BUSY = ("too_busy", "too_slow")  # nothing is wrong with the file, or nobody knows yet
MACROS = ("vbaproject", "vbadata", "/macrosheets/", "/activex/")


def media(content: bytes, name: str) -> str:
    """The media type of a file of evidence.

    Lacking("evidence_empty" | "evidence_too_big", size=, allowed=); Lacking("evidence_kind", found=,
    allowed=) for what is none of MEDIA, or not what its name says; Lacking("evidence_macros");
    Lacking("evidence_busy") where there was no time to look.
    """
    if not content:
        raise Lacking("evidence_empty", name=name)
    if len(content) > MOST:
        raise Lacking("evidence_too_big", name=name, size=round(len(content) / MB, 1), allowed=MOST // MB)
    found = _kind(content, name)
    ending = PurePosixPath(name).suffix.lstrip(".").casefold()
    if not found or ENDINGS.get(ending) != found:
        raise Lacking("evidence_kind", name=name, found=found or ending, allowed=", ".join(MEDIA))
    return MEDIA[found]


def named(name: str) -> str:
    """A name that can be shown and sent: no path, no invisible characters, not too long, ending kept."""
    plain = unicodedata.normalize("NFC", name.replace("\\", "/").rpartition("/")[2])
    plain = "".join(" " if unicodedata.category(one)[0] in "CZ" else one for one in plain).strip(" .")
    stem, dot, ending = plain.rpartition(".")
    return (stem[:NAME] + dot + ending[:10] if stem else plain[:NAME]) or "evidence"


def address(url: str) -> str:
    """A web address as it is kept; Lacking("evidence_link", found=) for anything but http and https."""
    plain = url.strip()
    try:
        parts = urlsplit(plain)
        host = parts.hostname
    except ValueError:
        parts, host = urlsplit(""), None
    odd = any(one.isspace() or not one.isprintable() for one in plain)
    if parts.scheme not in ("http", "https") or not host or odd or len(plain) > ADDRESS or parts.username:
        raise Lacking("evidence_link", found=plain[:NAME])
    return plain


def _kind(content: bytes, name: str) -> str:
    for signature, kind in SIGNATURES:
        if content.startswith(signature):
            return kind
    return _in_zip(content, name) if content.startswith(b"PK\x03\x04") else ""


def _in_zip(content: bytes, name: str) -> str:
    """docx or xlsx by the parts that its directory names, as a child process reads it, not inflated."""
    try:
        parts = upload.parts(content, replace(LIMITS, entries=ENTRIES))
    except Unfit as trouble:
        if trouble.code in BUSY:
            raise Lacking("evidence_busy", name=name) from trouble
        return ""
    if "[content_types].xml" not in parts:
        return ""
    if any(mark in one for one in parts for mark in MACROS):
        raise Lacking("evidence_macros", name=name)
    return next((kind for part, kind in MAIN_PARTS if part in parts), "")
