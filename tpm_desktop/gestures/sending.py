"""Sending a copy: all of a program or chosen component projects, with or without rates, costs and history."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import numpy as np

from tpm_desktop.file.excerpt import Chosen
from tpm_desktop.file.sending import Sent, send
from tpm_desktop.plan import OpenProgram, State, instant


def choose(projects: Iterable[str], *, rates: bool, history: bool, documents: bool = True) -> Chosen:
    """What a copy shall hold. Args: projects: ids; none of them mean the whole program.

    Who names projects wants those and nothing else, also where the program has no others.
    """
    return Chosen(frozenset(projects) or None, rates, history, documents)


def send_copy(program: OpenProgram, target: Path, chosen: Chosen, note: str = "") -> Sent:
    """Write the copy; tasks of neighbours stand in it where the plan has them now.

    Raises: `ProgramFileError`; then the target is as it was.
    """
    return send(program.file, target, chosen, _dates(program.plan.state), note)


def _dates(state: State) -> dict[str, tuple[str, str]]:
    schedule, ids = state.schedule, state.outline.ids
    return {
        ids[row]: (_stored(int(schedule.start[row])), _stored(int(schedule.finish[row])))
        for row in np.flatnonzero(~state.outline.is_project).tolist()
    }


def _stored(minutes: int) -> str:
    at = instant(minutes)
    return at.isoformat(timespec="minutes") if at else ""
