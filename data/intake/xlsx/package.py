"""The zip package of a workbook: its directory is judged before a byte is inflated, and bytes are counted."""

from __future__ import annotations

import stat
import zipfile
import zlib
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from data.intake.limits import Limits
from data.intake.unfit import Unfit, size

BLOCK = 64 * 1024
HEAD = 30  # bytes of an entry's own header, without name and extra field
ENCRYPTED = 0x1
# Parts that run or carry something else; a workbook of figures needs none of them.
MACROS = ("vbaproject", "xl/macrosheets/", "xl/dialogsheets/", "vbadata")
CARRIED = ("xl/embeddings/", "xl/activex/", "xl/ctrlprops/activex", "oleobject")
OTHER_FORMATS = {
    "xl/workbook.bin": "xlsb", "content.xml": "ods", "word/document.xml": "docx",
    "ppt/presentation.xml": "pptx", "ofd.xml": "ofd", "index/document.iwa": "numbers",
}  # fmt: skip


class Package:
    """The parts of a workbook by name (without regard to case, as Excel looks them up)."""

    def __init__(self, path: Path, limits: Limits) -> None:
        self.limits, self.counted = limits, 0
        self.opened: set[str] = set()
        try:
            self.zip = zipfile.ZipFile(path)
        except (zipfile.BadZipFile, ValueError, NotImplementedError, OSError) as error:
            raise Unfit("damaged", "zip") from error
        self.entries = [one for one in self.zip.infolist() if not one.is_dir()]
        self._directory()
        self._format()
        self.names = {one.filename.casefold(): one for one in self.entries}

    def has(self, name: str) -> bool:
        """Is there such a part?"""
        return name.casefold() in self.names

    def blocks(self, name: str) -> Iterator[bytes]:
        """The part's bytes, inflated block by block and counted; a lie in the directory ends it."""
        entry = self.names[name.casefold()]
        of_part = 0
        self.opened.add(entry.filename)
        try:
            with self.zip.open(entry) as stream:
                while block := stream.read(BLOCK):
                    of_part += len(block)
                    self.counted += len(block)
                    self._count(entry, of_part)
                    yield block
        except (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError) as error:
            raise Unfit("damaged", entry.filename[:80]) from error
        except RuntimeError as error:  # zipfile's way to say that a password is wanted
            raise Unfit("password") from error

    def unread(self) -> list[str]:
        """Parts of markup that nobody has read so far."""
        return [
            one.filename
            for one in self.entries
            if one.filename not in self.opened and one.filename.casefold().endswith((".xml", ".rels", ".vml"))
        ]

    def _count(self, entry: zipfile.ZipInfo, of_part: int) -> None:
        limits = self.limits
        if of_part > limits.part:
            raise Unfit("part_too_big", size(of_part), size(limits.part))
        if self.counted > limits.inflated:
            raise Unfit("inflates_too_much", size(self.counted), size(limits.inflated))
        tightness = of_part // max(entry.compress_size, 1)
        if of_part > limits.ratio_from and tightness > limits.ratio:
            raise Unfit("packed_too_tightly", tightness, limits.ratio)

    def _directory(self) -> None:
        limits, everything = self.limits, self.zip.infolist()
        if len(everything) > limits.entries:
            raise Unfit("too_many_parts", len(everything), limits.entries)
        for entry in everything:
            _judge(entry)
            self._count_declared(entry)
        declared = sum(entry.file_size for entry in everything)
        if declared > limits.inflated:
            raise Unfit("inflates_too_much", size(declared), size(limits.inflated))
        names = [entry.filename.casefold() for entry in everything]
        if twice := sorted({name for name in names if names.count(name) > 1}):
            raise Unfit("part_twice", twice[0][:80])
        placed = sorted(everything, key=lambda entry: entry.header_offset)
        begins = [entry.header_offset for entry in placed] + [self.zip.start_dir]
        for entry, (begin, following) in zip(placed, pairwise(begins), strict=True):
            if begin + HEAD + len(entry.filename) + entry.compress_size > following:
                raise Unfit("parts_overlap", entry.filename[:80])

    def _count_declared(self, entry: zipfile.ZipInfo) -> None:
        limits = self.limits
        if entry.file_size > limits.part:
            raise Unfit("part_too_big", size(entry.file_size), size(limits.part))
        tightness = entry.file_size // max(entry.compress_size, 1)
        if entry.file_size > limits.ratio_from and tightness > limits.ratio:
            raise Unfit("packed_too_tightly", tightness, limits.ratio)

    def _format(self) -> None:
        """Other formats in a zip by name; then what a workbook may not carry."""
        names = [entry.filename.casefold() for entry in self.entries]
        if "encryptedpackage" in names:
            raise Unfit("password")
        for part, found in OTHER_FORMATS.items():
            if part in names:
                raise Unfit("other_format", found)
        for name in names:
            if any(mark in name for mark in MACROS):
                raise Unfit("macros", name[:80])
            if any(mark in name for mark in CARRIED):
                raise Unfit("embedded", name[:80])


def _judge(entry: zipfile.ZipInfo) -> None:
    """Names and kinds of entries that no spreadsheet program writes."""
    name = entry.filename
    parts = name.split("/")
    if name.startswith("/") or ".." in parts or any(mark in name for mark in "\\:\0"):
        raise Unfit("part_name", name[:80])
    if stat.S_ISLNK(entry.external_attr >> 16):
        raise Unfit("part_name", name[:80])
    if entry.flag_bits & ENCRYPTED:
        raise Unfit("password")
    if entry.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
        raise Unfit("part_packing", name[:80])
