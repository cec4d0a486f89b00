"""Remembering which column the headings of another system's sheets mean."""

from __future__ import annotations

from collections.abc import Mapping

from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.spending import SheetHeading
from tpm_desktop.plan import OpenProgram


def remember_headings(program: OpenProgram, table: str, headings: Mapping[str, str | None]) -> None:
    """Keep what headings mean for a register; what was said of the same ones before is forgotten.

    Args: headings: the field by heading, None for what is left out.
    Raises: `EditError`, `ProgramFileError`.
    """
    if not headings:
        return
    there = {row.heading.casefold(): row.id for row in program.file.rows(SheetHeading, table_name=table)}
    with program.file.transaction(f"Remember headings of {entry(table).many}") as edit:
        for heading, field in headings.items():
            known = there.get(heading.casefold())
            if known:
                edit.set("sheet_heading", known, field=field)
            else:
                edit.add("sheet_heading", table_name=table, heading=heading, field=field)
