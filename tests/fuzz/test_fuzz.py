"""A sample of what `make fuzz` does by the thousand: the same every time, in a few seconds."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.fuzz.files import outcomes
from tests.fuzz.mutations import MUTATIONS
from tests.fuzz.seed import make

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def seed(tmp_path_factory) -> Path:
    return make(tmp_path_factory.mktemp("seed") / "seed.tpm")


def test_mutated_files_open_or_are_refused_in_one_line(seed, tmp_path):
    done = list(outcomes(seed, tmp_path, 1, range(100)))
    assert {outcome.mutation for outcome in done} == {mutation.__name__ for mutation in MUTATIONS}
    assert any(outcome.opened for outcome in done)
    assert sum(not outcome.opened for outcome in done) > len(done) / 3


@pytest.mark.skipif(not hasattr(os, "fork"), reason="processes are killed where they can be forked")
def test_a_program_that_is_killed_loses_at_most_the_gesture_in_hand():
    command = [sys.executable, "-m", "tests.fuzz", "--files", "0", "--kills", "8"]
    said = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, timeout=120)
    assert said.returncode == 0, said.stdout + said.stderr
    assert "8 kills" in said.stdout
    assert " 0 of them merges" not in said.stdout
