"""`make fuzz`: mutated files and kills by the thousand, in processes that are watched; prints the figures."""

from __future__ import annotations

import argparse
import os
import shutil
import sys
import tempfile
import time
import traceback
from collections import Counter
from multiprocessing.connection import wait
from pathlib import Path
from random import Random

from tests.fuzz.files import Outcome
from tests.fuzz.seed import make
from tests.fuzz.storm import Killed, kill_once
from tests.fuzz.workers import Worker

HANG = 5.0
MOST_MEMORY = 1024**3


def main() -> int:
    """Run it all; 0 when nothing was wrong."""
    asked = _arguments()
    with tempfile.TemporaryDirectory(prefix="tpm-desktop-fuzz-") as folder:
        os.environ["TPM_DATA"] = str(Path(folder) / "data")
        seed = make(Path(folder) / "seed.tpm")
        wrong = [_files(seed, Path(folder), asked)] if asked.files else []
        wrong += [_kills(seed, Path(folder), asked)] if asked.kills else []
        return max(wrong, default=0)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.fuzz", description=__doc__)
    parser.add_argument("--files", type=int, default=20_000, help="how many mutated files")
    parser.add_argument("--kills", type=int, default=500, help="how many kills")
    parser.add_argument("--seed", type=int, default=1, help="other seeds give other files")
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    return parser.parse_args()


def _files(seed: Path, folder: Path, asked: argparse.Namespace) -> int:
    """Spread the files over the workers, watch them, and say what came of it."""
    begun = time.monotonic()
    watched = [
        Worker(seed, folder / f"worker-{n}", asked.seed, range(n, asked.files, asked.workers))
        for n in range(asked.workers)
    ]
    while any(worker.busy for worker in watched):
        ready = wait([worker.pipe for worker in watched if worker.busy], timeout=1)
        for worker in watched:
            if worker.busy:
                worker.hear(ready)
    done = [outcome for worker in watched for outcome in worker.outcomes]
    broken = [problem for worker in watched for problem in worker.broken]
    peak = max(worker.peak for worker in watched)
    slow = [outcome for outcome in done if outcome.seconds > HANG]
    _print_files(done, time.monotonic() - begun, peak)
    for problem in [*broken, *(f"{outcome} took too long" for outcome in slow)]:
        print(problem)
    return int(bool(broken or slow or peak > MOST_MEMORY or len(done) != asked.files))


def _print_files(done: list[Outcome], seconds: float, peak: int) -> None:
    opened = Counter(outcome.mutation for outcome in done if outcome.opened)
    refused = Counter(outcome.mutation for outcome in done if not outcome.opened)
    for kind in sorted({*opened, *refused}):
        print(f"{kind:14}{opened[kind]:8,} opened{refused[kind]:8,} one line")
    slowest = max(done, key=lambda outcome: outcome.seconds)
    print(
        f"{len(done):,} files in {seconds:,.0f} s: {opened.total():,} opened, {refused.total():,} one line;"
        f" slowest {slowest.seconds:.2f} s (number {slowest.number}, {slowest.mutation});"
        f" peak memory {peak / 1024**2:,.0f} MB"
    )


def _kills(seed: Path, folder: Path, asked: argparse.Namespace) -> int:
    """Kill storms one after the other, and say what they left."""
    begun, done, broken = time.monotonic(), [], []
    for number in range(asked.kills):
        place = folder / f"storm-{number}"
        place.mkdir()
        try:
            done.append(kill_once(seed, place, Random(f"{asked.seed}-{number}")))
        except Exception:
            broken.append(f"kill {number}:\n{traceback.format_exc()}")
        shutil.rmtree(place)
    _print_kills(done, time.monotonic() - begun)
    for problem in broken:
        print(problem)
    return int(bool(broken))


def _print_kills(done: list[Killed], seconds: float) -> None:
    print(
        f"{len(done):,} kills in {seconds:,.0f} s left every file whole;"
        f" {sum(k.done for k in done):,} gestures were done before, {sum(k.merges for k in done):,} of them"
        f" merges, {sum(k.lost for k in done)} lost;"
        f" {sum(k.interrupted for k in done)} kills came in the middle of a write,"
        f" {sum(k.in_merge for k in done)} in the middle of a merge"
    )


if __name__ == "__main__":
    sys.exit(main())
