"""`make torture`: 2,000 broken workbooks; each must be accepted or refused with a reason, no process lost.

python -m tests.torture [HOW MANY] [FIRST SEED]
"""

from __future__ import annotations

import resource
import sys
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor

from data.intake.limits import LIMITS
from tests.torture.bases import bases
from tests.torture.mutations import tortured
from tests.torture.ordeal import Verdict, ordeal

MOST_SECONDS = LIMITS.wall + 5  # none may hang


def main(count: int = 2_000, first: int = 0) -> int:
    """Run the ordeals and print what became of them; 1 where one was lost."""
    made = bases()
    print(f"{count:,} files from {len(made)} sound ones, seeds {first}..{first + count - 1}", flush=True)
    ordeal("warm.xlsx", made["hand.xlsx"])
    before, began = peak(), time.perf_counter()
    with ThreadPoolExecutor(LIMITS.children) as pool:
        verdicts = list(pool.map(lambda seed: one(seed, made), range(first, first + count)))
    took, grown = time.perf_counter() - began, peak() - before
    tell(verdicts)
    lost = [(seed, how, name, one.outcome) for seed, how, name, one in verdicts if one.lost]
    slowest = max(verdicts, key=lambda verdict: verdict[3].seconds)
    hung = [seed for seed, _, _, one in verdicts if one.seconds > MOST_SECONDS]
    accepted = sum(verdict[3].outcome == "accepted" for verdict in verdicts)
    print(f"accepted {accepted:,}, refused with a reason {count - accepted - len(lost):,}, lost {len(lost)}")
    seed, how, name, verdict = slowest
    print(f"slowest {verdict.seconds:.1f} s (seed {seed}, {how} of {name}), hung {len(hung)}")
    children = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss / 1024
    print(f"{took:.0f} s in all; server process +{grown:.0f} MB, largest child {children:.0f} MB")
    for seed, how, name, outcome in lost:
        print(f"LOST seed {seed}: {how} of {name}: {outcome}")
    return 1 if lost or hung else 0


def one(seed: int, made: dict[str, bytes]) -> tuple[int, str, str, Verdict]:
    how, name, content = tortured(seed, made)
    return seed, how, name, ordeal(name, content)


def tell(verdicts: list[tuple[int, str, str, Verdict]]) -> None:
    """How many of each outcome, by what was done to the files."""
    ways = sorted({how.rstrip("+") for _, how, _, _ in verdicts})
    table = Counter(
        (one.outcome[:4] if one.lost else one.outcome, how.rstrip("+")) for _, how, _, one in verdicts
    )
    totals = Counter(outcome for outcome, _ in table.elements())
    print(f"{'outcome':22}" + "".join(f"{way:>9}" for way in ways) + f"{'all':>9}")
    for outcome, total in totals.most_common():
        print(f"{outcome:22}" + "".join(f"{table[outcome, way]:9,}" for way in ways) + f"{total:9,}")


def peak() -> float:
    """Peak memory of this process in MB."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


if __name__ == "__main__":
    sys.exit(main(*(int(argument) for argument in sys.argv[1:])))
