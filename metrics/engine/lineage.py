"""Which bodies of one year are which of another: the same, renamed, merged, split, new, gone."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from metrics.model import Body


@dataclass(frozen=True)
class Lineage:
    """`before`: per body of the later year its predecessors (codes of the earlier year, in order).

    `after`: per body of the earlier year its successors. Bodies with none are new, or gone.
    """

    before: dict[str, tuple[str, ...]]
    after: dict[str, tuple[str, ...]]

    def how(self, body: str) -> str:
        """What happened to a body of the later year: same, renamed, merged, split or new."""
        origin = self.before[body]
        if not origin:
            return "new"
        if len(origin) > 1:
            return "merged"
        if len(self.after[origin[0]]) > 1:
            return "split"
        return "same" if origin[0] == body else "renamed"

    @property
    def gone(self) -> tuple[str, ...]:
        """Bodies of the earlier year without successor."""
        return tuple(code for code, later in self.after.items() if not later)


def lineage(earlier: Sequence[Body], later: Sequence[Body]) -> Lineage:
    """A body comes from the one with its code and from those it took over (`succeeds`).

    Whoever is named by a successor but still there under its own code went on by itself only.
    """
    known, still = {body.code for body in earlier}, {body.code for body in later}
    before: dict[str, tuple[str, ...]] = {}
    for body in later:
        origin = [body.code, *(code for code in body.succeeds if code not in still)]
        before[body.code] = tuple(dict.fromkeys(code for code in origin if code in known))
    after = {
        body.code: tuple(code for code, origin in before.items() if body.code in origin) for body in earlier
    }
    return Lineage(before, after)
