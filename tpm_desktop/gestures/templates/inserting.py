"""Adding a component project from a template: first as a proposal with its dates, then as one edit."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from tpm_desktop.gestures.outline import project_keys
from tpm_desktop.gestures.words import quoted
from tpm_desktop.model.check import LONGEST_LINE, clean
from tpm_desktop.plan import OpenProgram, State
from tpm_desktop.plan.supposed import with_rows

from .declared import Template, TemplateProblem
from .rows import Contents, contents

_LAST = "~"  # behind every fractional index


@dataclass(frozen=True, slots=True)
class Proposal:
    """What a template would add, and the plan as it would be then; nothing is stored yet."""

    template: Template
    name: str
    contents: Contents
    state: State

    @property
    def rows(self) -> list[int]:
        """The rows of the plan that its lines would be, in the order of the template."""
        row = self.state.outline.row
        return [row[task] for task in self.contents.tasks]

    @property
    def row(self) -> int:
        """The row of the plan that the component project would be."""
        return self.state.outline.row[self.contents.project]

    @property
    def gates(self) -> int:
        """How many milestones it has."""
        return int(self.state.milestone[self.rows].sum())

    @property
    def tasks(self) -> int:
        """How many tasks it has besides milestones and summaries."""
        return int((~self.state.summary & ~self.state.milestone)[self.rows].sum())


def propose(
    program: OpenProgram, template: Template, *, name: str = "", start: datetime | None = None
) -> Proposal:
    """What the plan would be with a component project from a template.

    Args: name: of the component project, else the template's; start: no task begins earlier.
    Raises: `EditError` where it can't be scheduled, as with links in a ring.
    """
    called = clean(name) or template.name
    if len(called) > LONGEST_LINE:
        raise TemplateProblem(f"a name of {len(called):,} characters is too long; {LONGEST_LINE:,} fit")
    state = program.plan.state
    added = contents(template, state, program.file.program, name=called, start=start)
    order = {"order": _LAST, **added.rows["project"][0]}
    supposed = with_rows(state, {**added.rows, "project": [order]})
    return Proposal(template, called, added, supposed)


def insert_template(program: OpenProgram, proposal: Proposal, *, before: str | None = None) -> str:
    """Add what was proposed, before a component project or after all, as one edit; returns the project's id.

    Raises: `EditError`, `ProgramFileError`.
    """
    rows = proposal.contents.rows
    label = f"Add {quoted(proposal.name)} from the template {quoted(proposal.template.name)}"
    with program.file.transaction(label) as edit:
        (key,) = project_keys(program, edit, before, 1)
        edit.add_all("resource", rows["resource"])
        edit.add("project", **{**rows["project"][0], "order": key})
        for table in ("account", "task", "link", "assignment"):
            edit.add_all(table, rows[table])
    return proposal.contents.project
