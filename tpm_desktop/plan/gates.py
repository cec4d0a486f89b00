"""Phases of component projects and the gates between them, as registered or as the outline has them."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from tpm_desktop.planning.columns import NONE, Schedule

from .state import State

__all__ = ["gates", "phase_of", "phases"]


def phases(state: State) -> NDArray[np.bool_]:
    """Which rows are phases: summaries right below a component project. Shape (n,)."""
    return np.asarray(state.summary & (state.outline.level == 1))


def phase_of(state: State) -> NDArray[np.int32]:
    """The row right below its component project that each row lies in, or is; -1 of projects. Shape (n,)."""
    outline = state.outline
    found = np.full(len(outline), -1, np.int32)
    for row, (level, parent) in enumerate(zip(outline.level.tolist(), outline.parent.tolist(), strict=True)):
        if level > 0:
            found[row] = row if level == 1 else found[parent]
    return found


def gates(state: State, schedule: Schedule | None = None) -> NDArray[np.bool_]:
    """Which milestones are gates: those that gates are tied to; of a project without any, as it is outlined.

    Args: schedule: the dates to go by, the state's unless given. Returns: shape (n,).
    """
    held = state.inputs.tables["gate"].rows_of("milestone_id", state.outline.row)
    found = np.zeros(len(state.outline), np.bool_)
    found[held[held >= 0]] = True
    ruled = np.zeros(len(state.outline), np.bool_)
    ruled[state.outline.project[found]] = True
    return np.asarray(found | (_outlined(state, schedule or state.schedule) & ~ruled[state.outline.project]))


def _outlined(state: State, schedule: Schedule) -> NDArray[np.bool_]:
    """The milestones right below a component project, and the one that ends a phase.

    A phase is ended by the last of its milestones that nothing of it comes after, the lowest of several.
    """
    finish = schedule.finish
    found = state.milestone & (state.outline.level == 1)
    last: dict[int, int] = {}
    inside = phase_of(state)
    for row in np.flatnonzero(state.milestone & (inside >= 0) & ~found & (finish != NONE)).tolist():
        phase = int(inside[row])
        if finish[row] == finish[phase]:
            last[phase] = row
    found[list(last.values())] = True
    return np.asarray(found)
