"""Which rows of an open program a typed condition holds for."""

from __future__ import annotations

from collections.abc import Sequence

from tpm_desktop.file.touched import last_edits
from tpm_desktop.formats import Formats
from tpm_desktop.model.catalogue import entry
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.columns import Columns
from tpm_desktop.plan.due import day_of_status
from tpm_desktop.sieve import CommitmentRows, PlanRows, Subject, TableRows, matches, parse

from .lookup import row_names


def found_ids(program: OpenProgram, table: str, condition: str) -> frozenset[str]:
    """The ids of the rows of a table that a condition holds for; tasks and
    commitments are also asked what the plan knows.

    Raises: `ConditionProblem` where it can't be read.
    """
    formats = Formats.of(program.file.program)
    rows, ids = subject_of(program, table)
    asked = parse(condition, rows, formats)
    if asked is None:
        return frozenset(ids)
    found = matches(asked, rows, formats).tolist()
    return frozenset(row_id for row_id, holds in zip(ids, found, strict=True) if holds)


def subject_of(program: OpenProgram, table: str) -> tuple[Subject, Sequence[str]]:
    """The rows of a table as conditions ask them, and their ids in that order."""
    file, state = program.file, program.plan.state

    def names(of: str) -> dict[str, str]:
        return row_names(file, of)

    if table == "task":
        return PlanRows(state, names, lambda: last_edits(file.journal)), state.outline.ids
    if table == "commitment":
        promises = CommitmentRows(state, names, day_of_status(state))
        return promises, promises.ids
    columns = Columns.read(file, table)
    return TableRows(entry(table), columns, names, day_of_status(state)), columns.ids
