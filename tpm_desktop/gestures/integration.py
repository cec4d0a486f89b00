"""Planning integration tests in the matrix, noting their results, and recording what they find."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from tpm_desktop.file.errors import EditError
from tpm_desktop.model.interfaces import IntegrationTest, RunResult
from tpm_desktop.model.registers import Issue
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.due import day_of_status
from tpm_desktop.plan.integration_words import interface_name
from tpm_desktop.plan.readiness import SEVERE

from .blocks import set_rows
from .records import add_row


@dataclass(frozen=True, slots=True)
class Place:
    """A cell of the test matrix by ids. test: that which stands there, None where none is planned."""

    interface: str
    environment: str | None
    cycle: str | None
    test: str | None = None


def enter_results(program: OpenProgram, places: Sequence[Place], result: RunResult) -> list[str]:
    """Note the result of some tests in one step; where none is planned, plan it. Returns the ids of new ones.

    A new one is tied to the task in which the other tests of that environment and cycle are run.
    Raises: `EditError`.
    """
    edits = {place.test: {"result": result} for place in places if place.test}
    added = [
        {
            "interface_id": place.interface,
            "environment_id": place.environment,
            "cycle_id": place.cycle,
            "result": result,
            **_usual_task(program, place.environment, place.cycle),
        }
        for place in places
        if place.test is None
    ]
    return set_rows(
        program, "integration_test", edits, added, "Plan and note" if added else "Note results of"
    )


def _usual_task(program: OpenProgram, environment: str | None, cycle: str | None) -> Mapping[str, str]:
    """The task of all other tests in an environment and cycle; nothing where they have none or several."""
    others = program.file.rows(IntegrationTest, environment_id=environment, cycle_id=cycle)
    tasks = {row.task_id for row in others if row.task_id}
    return {"task_id": tasks.pop()} if len(tasks) == 1 else {}


def record_defect(program: OpenProgram, test_id: str) -> str:
    """Add an issue that a test has found, with its task and component project; returns the issue's id.

    Raises: `EditError` where the test is gone.
    """
    test, state = program.file.row(IntegrationTest, test_id), program.plan.state
    if test is None:
        raise EditError("that test is gone")
    name = interface_name(state, state.inputs.tables["interface"].row[test.interface_id])
    numbered = len(program.file.rows(Issue, test_id=test_id)) + 1
    values: dict[str, Any] = {
        "title": f"Defect {numbered} of {name}",
        "test_id": test_id,
        "severity": SEVERE,
        "raised": day_of_status(state, date.today()),
        "owner_id": test.tester_id,
    }
    if test.task_id in state.outline.row:
        project = int(state.outline.project[state.outline.row[test.task_id]])
        values |= {"task_id": test.task_id, "project_id": state.outline.ids[project]}
    return add_row(program, "issue", values)
