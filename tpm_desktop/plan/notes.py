"""What is odd about a plan that is scheduled all the same: rings, and dates that no plan should have."""

from __future__ import annotations

from datetime import date

import numpy as np

from tpm_desktop.formats import Formats
from tpm_desktop.planning.columns import NONE
from tpm_desktop.planning.worktime import DAY

from .plan import instant
from .rings import ring_sentences
from .state import State

_EPOCH = date(1970, 1, 1)
FIRST_YEAR, LAST_YEAR = 1984, 2149
"""The years that Microsoft Project knows: what lies outside is a slip of the pen, and can't be exported."""


def notes(state: State, formats: Formats) -> list[str]:
    """One line for each thing; empty for a plan as it should be."""
    return [*ring_sentences(state), *_far_dates(state, formats)]


def _far_dates(state: State, formats: Formats) -> list[str]:
    first, beyond = ((date(year, 1, 1) - _EPOCH).days * DAY for year in (FIRST_YEAR, LAST_YEAR + 1))
    start, finish = state.schedule.start, state.schedule.finish
    far = (start != NONE) & ((start < first) | (finish >= beyond)) & ~state.summary
    rows = np.flatnonzero(far).tolist()
    if not rows:
        return []
    at = int(start[rows[0]]) if start[rows[0]] < first else int(finish[rows[0]])
    count = f"{len(rows)} tasks lie" if len(rows) > 1 else "One task lies"
    return [
        f"{count} outside the years {FIRST_YEAR} to {LAST_YEAR}, "
        f"such as “{state.names[rows[0]]}” on {formats.date(instant(at), year=True)}; check their dates."
    ]
