"""Problems of PSPLIB, as its `.rcp` files hold them."""

from __future__ import annotations

import csv
from pathlib import Path

from tpm_desktop.planning.levelling.problem import Problem

DATA = Path(__file__).resolve().parents[4] / "shared" / "data" / "dev" / "psplib"


def read(path: Path) -> Problem:
    """A problem: counts, capacities, then of each task its duration, what it needs, and what follows it."""
    numbers = [int(word) for word in path.read_text().split()]
    tasks, kinds = numbers[:2]
    at = 2 + kinds
    durations, demands, waits = [], [], []
    for task in range(tasks):
        durations.append(numbers[at])
        demands.append(numbers[at + 1 : at + 1 + kinds])
        count = numbers[at + 1 + kinds]
        at += 2 + kinds
        waits += [(task, other - 1, durations[task]) for other in numbers[at : at + count]]
        at += count
    return Problem(durations, demands, numbers[2 : 2 + kinds], waits)


def best_known() -> dict[str, int]:
    """By problem the shortest plan that anybody has found."""
    with (DATA / "best_known.csv").open(newline="") as file:
        return {row["instance"]: int(row["best_known"]) for row in csv.DictReader(file)}
