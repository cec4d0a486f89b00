"""Agreeing what the checks mean in a program: limits of its own, and findings that it bears."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.quality_words import Finding
from tpm_desktop.planning.quality import Check

from .check_rules import limit_fields
from .records import add_row, remove_rows, set_fields


def usual_limit(check: Check) -> dict[str, int | None]:
    """The threshold that holds unless a program agrees otherwise, as fields."""
    least, most = (check.limit.least, check.limit.most) if check.limit else (None, None)
    names = limit_fields(check)
    return dict(zip(names, (most,) if len(names) == 1 else (least, most), strict=False))


def own_limit(program: OpenProgram, check_id: str) -> str | None:
    """The id of the row that says where this check holds in the program, None while it says nothing."""
    table = program.plan.state.inputs.tables["check_limit"]
    pairs = zip(table.ids, table.texts["check_key"], strict=True)
    return next((row_id for row_id, key in pairs if key == check_id), None)


def set_limit(program: OpenProgram, check_id: str, values: Mapping[str, Any]) -> None:
    """Hold a check to another limit. Raises: `EditError`."""
    known = own_limit(program, check_id)
    if known:
        set_fields(program, "check_limit", known, values)
    else:
        add_row(program, "check_limit", {"check_key": check_id, **values})


def waive(program: OpenProgram, check_id: str, finding: Finding, values: Mapping[str, Any]) -> str:
    """Bear a finding until a date; returns the waiver's id. Raises: `EditError`."""
    about = {f"{finding.table}_id": finding.id}
    if finding.table != "project":
        row = program.plan.state.outline.row[finding.task[1]]
        project = int(program.plan.state.outline.project[row])
        about["project_id"] = program.plan.state.outline.ids[project]
    return add_row(program, "waiver", {**values, "check_key": check_id, **about})


def take_back(program: OpenProgram, waiver_id: str) -> None:
    """Let a finding count again. Raises: `EditError`."""
    remove_rows(program, "waiver", [waiver_id])
