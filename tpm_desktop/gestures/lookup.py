"""What people call a row, and which row they mean: by its id, its code or its name."""

from __future__ import annotations

from tpm_desktop.file.changes import Stored
from tpm_desktop.file.errors import EditError
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.model.catalogue import CATALOGUE, entry
from tpm_desktop.model.resources import ResourceKind
from tpm_desktop.plan import OpenProgram, State

from .calling import Callings


def row_names(file: ProgramFile, table: str) -> dict[str, str]:
    """The title of every row by id; of a row without title its code or nothing."""
    about = entry(table)
    ids, titles = file.columns(table, ["id", about.title_field])
    return dict(zip(ids, ("" if title is None else str(title) for title in titles), strict=True))


def find_row(file: ProgramFile, table: str, said: str) -> str | None:
    """The id of the row that is meant: its id, else its code, else its title where just one row has it.

    Raises: `EditError` where several rows have that title.
    """
    return Callings(file).find(table, said)


def find_anywhere(program: OpenProgram, said: str) -> tuple[str, str] | None:
    """Table and id of the row of any table that is meant: by id, code, WBS code or name.

    Raises: `EditError` where several rows could be meant.
    """
    file = program.file
    if said.strip().casefold() == "program":
        return "program", file.program.id
    for about in CATALOGUE:
        if said.strip() in file.columns(about.name, ["id"])[0]:
            return about.name, said.strip()
    titled = [about.name for about in CATALOGUE if about.titled or about.code_field]
    found = [(table, row_id) for table in titled if (row_id := find_row(file, table, said))]
    if not found and (row := find_plan_row(program, said)) is not None:
        outline = program.plan.state.outline
        return ("project" if outline.is_project[row] else "task"), outline.ids[row]
    if len(found) > 1:
        labels = " and a ".join(entry(table).one for table, _ in found)
        raise EditError(f"a {labels} are called “{said}”; name it by its id")
    return next(iter(found), None)


def find_plan_row(program: OpenProgram, said: str) -> int | None:
    """The plan's row of the task or component project that is meant: by id, WBS code, other code or name.

    Raises: `EditError` where several have that code or name.
    """
    state = program.plan.state
    by_id = state.outline.row.get(said.strip())
    coded = [row for row, code in enumerate(state.wbs) if code.casefold() == said.strip().casefold()]
    if by_id is not None or len(coded) == 1:
        return coded[0] if by_id is None else by_id
    if coded:
        raise EditError(f"{len(coded)} tasks have the WBS code “{said}”; name it by its id")
    for table in ("task", "project"):
        row_id = find_row(program.file, table, said)
        if row_id is not None:
            return state.outline.row[row_id]
    return None


def named(kind: Stored, name: Stored) -> tuple[str, str]:
    """By what resources of other origin are met: their kind, and their name however it is written."""
    return str(kind or ResourceKind.WORK), " ".join(str(name or "").split()).casefold()


def resources_by_name(state: State) -> dict[tuple[str, str], str]:
    """The ids of the program's resources by `named`."""
    table = state.inputs.tables["resource"]
    rows = zip(table.texts["kind"], table.texts["name"], table.ids, strict=True)
    return {named(kind, name): row_id for kind, name, row_id in rows}
