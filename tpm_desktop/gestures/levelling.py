"""Taking what levelling proposed, and clearing it again, each as one step."""

from __future__ import annotations

import numpy as np

from tpm_desktop.file.errors import EditError
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.levelling import Proposal

__all__ = ["accept_levelling", "clear_levelling"]


def accept_levelling(program: OpenProgram, proposal: Proposal) -> int:
    """Give tasks the proposed levelling delays, and assignments their other people; says how many delays.

    Raises: `EditError` where the plan is no longer the one that was levelled; `ProgramFileError`.
    """
    if proposal.state is not program.plan.state:
        raise EditError("the plan has changed since it was levelled; level it again")
    ids = proposal.state.outline.ids
    moved = len(proposal.moved)
    people = proposal.people
    handed = (
        f", {len(people)} {'assignment' if len(people) == 1 else 'assignments'} handed over" if people else ""
    )
    with program.file.transaction(f"Level resources: {moved} {_tasks(moved)} moved{handed}") as edit:
        edit.set_all(
            "assignment",
            [{"id": row_id, "resource_id": proposal.crowd.ids[then]} for row_id, _, _, then in people],
        )
        edit.set_all(
            "task",
            [{"id": ids[row], "levelling_delay": delay} for row, delay in proposal.delays.items()],
        )
    return len(proposal.delays)


def clear_levelling(program: OpenProgram) -> int:
    """Take all levelling delays away; says how many there were. Raises: `EditError`, `ProgramFileError`."""
    state = program.plan.state
    rows = np.flatnonzero(state.inputs.tasks.levelling_delay).tolist()
    if not rows:
        raise EditError("no task has a levelling delay")
    with program.file.transaction(f"Clear levelling of {len(rows)} {_tasks(len(rows))}") as edit:
        edit.set_all("task", [{"id": state.outline.ids[row], "levelling_delay": 0} for row in rows])
    return len(rows)


def _tasks(count: int) -> str:
    return "task" if count == 1 else "tasks"
