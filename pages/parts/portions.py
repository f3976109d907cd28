"""Long lists a stretch at a time: no page draws thousands of marks or columns at once."""

from __future__ import annotations

from pages.parts import forms
from pages.parts.frame import Visit

MOST = 120  # bodies in one picture or table: more than a city has, and still to be read
COLUMNS = 50  # bodies side by side whose names can still be read


def portion(visit: Visit, name: str, n: int, most: int = 0) -> slice:
    """Which of `n` entries are shown, chosen in the address as `name`; all of them where there are few."""
    most = most or MOST
    if n <= most:
        return slice(0, n)
    first = forms.pick(
        name, visit.say("portion.ask", n=n), [str(at) for at in range(0, n, most)],
        lambda at: visit.say("portion.stretch", first=int(at) + 1, last=min(int(at) + most, n)),
    )  # fmt: skip
    return slice(int(first), int(first) + most)
