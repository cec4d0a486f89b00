"""The status bar sums up what an edit moved."""

from __future__ import annotations

import numpy as np
import pytest

from tpm_desktop.desktop.consequences import consequences
from tpm_desktop.formats import Formats
from tpm_desktop.plan import Delta

FORMATS = Formats("en_GB", currency="EUR", year=2026)


def at(text: str) -> int:
    return int(np.datetime64(text, "m").astype(np.int64))


def delta(finish=(None, None), cost=(0, 0), outlook=(0, 0), moved=()) -> Delta:
    return Delta(False, frozenset(moved), finish, cost, outlook)


@pytest.mark.parametrize(
    ("edit", "said"),
    [
        (delta(), ""),
        (delta(finish=(at("2026-10-30T17:00"), at("2026-11-06T17:00"))), "finish 30 Oct → 6 Nov"),
        (
            delta(finish=(at("2026-10-30T12:00"), at("2026-10-30T17:00"))),
            "finish 30 Oct 12:00 → 30 Oct 17:00",
        ),
        (delta(finish=(None, at("2026-10-30T17:00"))), "finish 30 Oct"),
        (delta(cost=(0, 1_240_000)), "cost +12,400"),
        (delta(outlook=(1_860_000, 0)), "outlook −18,600"),
        (delta(moved=("a",)), "1 row moved"),
        (
            delta(finish=(at("2026-10-09T17:00"), at("2026-10-16T17:00")), cost=(0, 100), moved="abc"),
            "finish 9 Oct → 16 Oct · cost +1 · 3 rows moved",
        ),
    ],
)
def test_what_moved_is_said_in_one_line(edit, said):
    assert consequences(edit, FORMATS) == said
