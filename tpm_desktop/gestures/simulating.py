"""Keeping a simulation in the file."""

from __future__ import annotations

from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.plan import instant
from tpm_desktop.plan.simulation import Outcome

from .words import quoted

__all__ = ["keep_simulation"]


def keep_simulation(program: OpenProgram, outcome: Outcome, title: str) -> str:
    """Add the summary of a simulation; gives its id. Raises: `EditError`, `ProgramFileError`."""
    finish, cost = outcome.finishes[0], outcome.costs[0]
    made = program.file.program.status_date
    with program.file.transaction(f"Keep simulation {quoted(title)}") as edit:
        return edit.add(
            "simulation",
            title=title,
            made=made,
            with_responses=outcome.responses,
            strongest=outcome.strongest,
            finish_planned=instant(finish.planned),
            finish_p50=instant(finish.at(0.5)),
            finish_p80=instant(finish.at(0.8)),
            finish_chance=round(finish.chance * 10_000),
            cost_planned=cost.planned,
            cost_p50=cost.at(0.5),
            cost_p80=cost.at(0.8),
            cost_chance=round(cost.chance * 10_000),
            runs=outcome.simulated.runs,
            seed=outcome.asked.seed,
            record=program.file.journal.head(),
        )
