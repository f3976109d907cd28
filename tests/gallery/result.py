"""What one published index came to: the row of the proof, and of the test that asserts it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from typing import Any

from metrics.model import Text
from tests.gallery.comparison import Comparison

NOTHING = Text("", "")


@dataclass(frozen=True)
class Control:
    """A wrong reading of the same index, and how many of its numbers differ from the published ones."""

    what: Text
    wrong: int


@dataclass(frozen=True)
class Result:
    """One published column (and its places, if it has any) against the engine's.

    `decimals`: printed precision. `scores`, `places`: compared; `explained`: see `Comparison`.
    `largest_gap`: published against unrounded. `without`: bodies that have no score and no place.
    """

    index: Text
    column: str
    source: str
    decimals: int
    bodies: int
    scores: int
    explained: int
    wrong_scores: tuple[str, ...]
    largest_gap: float
    places: int = 0
    wrong_places: tuple[str, ...] = ()
    without: tuple[str, ...] = ()
    controls: tuple[Control, ...] = ()
    note: Text = NOTHING

    @property
    def mismatches(self) -> int:
        """Numbers that are neither equal nor explained by rounded inputs, and places that differ."""
        return len(self.wrong_scores) + len(self.wrong_places)

    def as_row(self) -> dict[str, Any]:
        """For docs/proof.json: the gap to three significant digits, so that it is the same everywhere."""
        row = asdict(self) | {"mismatches": self.mismatches, "largest_gap": float(f"{self.largest_gap:.3g}")}
        # A gap in the last bits of a float is no gap, and differs between machines.
        if self.largest_gap < 1e-11:
            row["largest_gap"] = 0.0
        return row


def result(
    index: Text, column: str, source: str, decimals: int, bodies: int, one: Comparison, **rest: Any
) -> Result:
    """A result from a comparison of scores."""
    return Result(
        index, column, source, decimals, bodies, one.compared, one.explained, one.wrong, one.gap, **rest
    )
