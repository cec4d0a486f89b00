"""In which runs each task lies on the longest path to a finish."""

from __future__ import annotations

import numpy as np

from tpm_desktop.planning.columns import Flags
from tpm_desktop.planning.simulation.clock_table import Column
from tpm_desktop.planning.simulation.runs import Runs

__all__ = ["critical"]


def critical(runs: Runs, finish: Column) -> dict[int, int]:
    """How many runs have each task on the longest path to the instants of a finish, by row.

    A task is on it where it ends the program, or where its link is what decides for one that is. Beyond what
    a date or the plan's begin holds there is no path: those tasks have slack.
    """
    subject, inputs = runs.subject, runs.inputs
    found: dict[int, int] = {}
    on: dict[int, Flags] = {}
    opened: dict[int, Flags] = {}
    for row in subject.ends:
        _add(on, row, np.asarray(runs.finishes(row) >= finish))
    for node in reversed(subject.order):
        row = node if node >= 0 else ~node
        if node < 0:
            _pass_to_children(runs, row, on)
            continue
        own = (opened if inputs.summary[row] else on).pop(row, None)
        if own is None:
            continue
        if not inputs.summary[row]:
            found[row] = _count(own, runs.size)
        for link in inputs.incoming(row):
            if link in runs.holds.drives:
                _add(on, inputs.predecessor[link], own & runs.holds.drives[link])
        parent = inputs.parent[row]
        if inputs.summary[row]:
            if parent >= 0 and not inputs.incoming(row):
                _add(opened, parent, own)
        elif row in runs.holds.inherits:
            _add(opened, parent, own & runs.holds.inherits[row])
    return found


def _pass_to_children(runs: Runs, row: int, on: dict[int, Flags]) -> None:
    """What waits for a summary waits for the children that end with it."""
    own = on.pop(row, None)
    if own is None:
        return
    for child in runs.inputs.children(row):
        _add(on, child, own & (runs.finishes(child) >= runs.finishes(row)))


def _add(flags: dict[int, Flags], row: int, more: Flags) -> None:
    if row in flags:
        flags[row] = flags[row] | more
    else:
        flags[row] = more


def _count(flags: Flags, size: int) -> int:
    return int(np.count_nonzero(flags)) if flags.ndim else int(flags) * size
