"""Saying what covers a requirement, and taking that back."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from tpm_desktop.model.requirements import Coverage
from tpm_desktop.plan import OpenProgram

from .blocks import set_rows
from .records import remove_rows


@dataclass(frozen=True, slots=True)
class CoverageCell:
    """A requirement and what could cover it, by ids. field: of a coverage, which says of what table."""

    requirement: str
    field: str
    target: str


def toggle_coverage(program: OpenProgram, cells: Sequence[CoverageCell]) -> None:
    """Cover what is not covered yet; where all of it is, cover none. One step. Raises: `EditError`."""
    known = {
        CoverageCell(row.requirement_id, field, target): row.id
        for row in program.file.rows(Coverage)
        for field in ("deliverable_id", "test_id")
        if (target := getattr(row, field))
    }
    wanted = list(dict.fromkeys(cells))
    missing = [cell for cell in wanted if cell not in known]
    if missing:
        added = [{"requirement_id": cell.requirement, cell.field: cell.target} for cell in missing]
        set_rows(program, "requirement_coverage", {}, added, "Cover by")
    elif wanted:
        remove_rows(program, "requirement_coverage", [known[cell] for cell in wanted])
