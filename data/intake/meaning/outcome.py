"""What is asked of a cell and what came of it."""

from __future__ import annotations

from dataclasses import dataclass

from metrics.model import Field

EMPTY, NOT_APPLICABLE = "empty", "not_applicable"
# Notices whose reading somebody should confirm; the others only write the same thing plainly.
DOUBTFUL = frozenset(
    {"hundredth", "one_is_whole", "year_added", "serial_day", "converted", "fraction", "time_dropped"}
)


@dataclass(frozen=True, slots=True)
class Wish:
    """What a column wants to know.

    type, choices: as in `metrics.model.Field`. share: the numbers are shares of a whole (0..1), written
    as such or in per cent. scale: how the bare numbers of the column are written (see `shares.scale`).
    unit: what the column counts in (件, 万元, 工作日), where it says so. year: for days without a year.
    epoch_1904: for bare serial numbers of days.
    """

    type: str
    choices: tuple[str, ...] = ()
    share: bool = False
    scale: str = ""
    unit: str = ""
    year: int | None = None
    epoch_1904: bool = False

    @staticmethod
    def of(field: Field, *, year: int | None = None, epoch_1904: bool = False) -> Wish:
        """For a field of the catalogue that is no share."""
        return Wish(field.type, field.choices, year=year, epoch_1904=epoch_1904)


@dataclass(frozen=True, slots=True)
class Meant:
    """What a cell means, as canonical text, or the code why that cannot be told (`problem.` in words).

    status: "" a value; "empty" nothing (missing); "not_applicable" a mark that there is nothing to
    report, which counts only with a reason (`remark`). found: the cell as it is seen. notice: in which
    way `value` was made from it (`notice.` in words), "" where it stood there as it is. remark: what
    stood in brackets behind it.
    """

    found: str
    value: str = ""
    status: str = ""
    code: str = ""
    allowed: str = ""
    notice: str = ""
    remark: str = ""

    @property
    def changed(self) -> bool:
        """Is the value written otherwise than the cell?"""
        return bool(self.value) and self.value != self.found

    @property
    def doubtful(self) -> bool:
        """Should somebody confirm that it is meant so?"""
        return self.notice in DOUBTFUL


class Unclear(Exception):
    """A cell of which one cannot tell what it means."""

    def __init__(self, code: str, allowed: str = "") -> None:
        super().__init__(code)
        self.code, self.allowed = code, allowed
