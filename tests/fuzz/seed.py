"""A small program with rows in every table and some history: what the fuzz begins from."""

from __future__ import annotations

from datetime import date, datetime
from itertools import pairwise
from pathlib import Path

from tpm_desktop.file.author import Author
from tpm_desktop.file.hanging import HANGING
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.model.catalogue import CATALOGUE
from tpm_desktop.model.fields import Column, Kind

TASKS = 30


def make(path: Path) -> Path:
    """Write the program."""
    with ProgramFile.create(path, author=Author("Ada", "desk"), name="Renewal") as file:
        with file.transaction("Plan") as edit:
            project = edit.add("project", name="Data centre")
            ids = edit.add_all(
                "task",
                [
                    {"project_id": project, "name": f"Task {n}", "duration": 480 * (1 + n % 5)}
                    for n in range(TASKS)
                ],
            )
            edit.set_all(
                "task", [{"id": row, "parent_id": ids[n // 6]} for n, row in enumerate(ids) if n > 5]
            )
            chain = [row for n, row in enumerate(ids) if n > 5]
            edit.add_all("link", [{"predecessor_id": a, "successor_id": b} for a, b in pairwise(chain)])
        with file.transaction("Registers") as edit:
            for about in CATALOGUE:
                if about.name not in ("program", "project", "task", "link", *HANGING):
                    _add_one(file, edit, about.name)
        with file.transaction("Documents") as edit:
            for number, row_id in enumerate(ids[:5]):
                document = f"Offer {number}\n".encode() * 1_500  # over several pages
                edit.attach("task", row_id, f"Offer {number}.txt", document, by="Ada")
            edit.attach("project", project, "Offer.txt", document, by="Ada")
        with file.transaction("Comments") as edit:
            for row_id in ids[:5]:
                edit.add("comment", text="Is it agreed?", row_table="task", row_id=row_id, written_by="Ada")
        with file.transaction("Rename") as edit:
            edit.set("project", project, name="Data centres")
        file.undo()
        file.redo()
    return path


def _add_one(file: ProgramFile, edit, table: str) -> None:
    about = next(entry for entry in CATALOGUE if entry.name == table)
    values = {}
    for name, column in about.fields.items():
        if column.required and about.model.model_fields[name].default is None:
            values[name] = _value(file, edit, column)
    edit.add(table, **values)


def _value(file: ProgramFile, edit, column: Column) -> object:
    if column.target:
        if not file.columns(column.target, ["id"])[0]:
            _add_one(file, edit, column.target)
        return file.columns(column.target, ["id"])[0][0]
    if column.choices:
        return next(iter(column.choices))
    if column.kind in (Kind.NUMBER, Kind.SHARE, Kind.MONEY, Kind.DURATION, Kind.LAG):
        most = 60 if column.maximum is None else min(60, column.maximum)
        return max(most, column.minimum or 0)
    return {
        Kind.INSTANT: datetime(2026, 5, 4, 8), Kind.DATE: date(2026, 5, 4), Kind.MONTH: date(2026, 5, 1),
    }.get(column.kind, "Some text")  # fmt: skip
