"""Why a file as a whole is not taken: unwinds the reading of it and ends as one `CellProblem`."""

from __future__ import annotations

from metrics.errors import CellProblem


class Unfit(Exception):
    """The file, or one of its sheets, cannot be taken in; `code` is a key of data/words ("problem.")."""

    def __init__(
        self, code: str, found: object = "", allowed: object = "", place: tuple[str, str] = ("", "")
    ) -> None:
        super().__init__(code, found, allowed)
        self.code, self.found, self.allowed, self.place = code, str(found), str(allowed), place

    def problem(self, file: str) -> CellProblem:
        """The same as a value; it stands at its sheet and cell, or else at the file."""
        sheet, cell = self.place
        return CellProblem(sheet or file, cell, self.code, found=self.found, allowed=self.allowed)


def size(octets: float) -> str:
    """A number of bytes for people: 12.5 MB, 1.6 KB."""
    return f"{octets / 1024**2:.1f} MB" if octets >= 1024**2 else f"{octets / 1024:.1f} KB"
