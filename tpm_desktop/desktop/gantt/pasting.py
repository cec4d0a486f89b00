"""Reads a block of cells into edits of the rows it is entered in, and into new tasks below them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from tpm_desktop.desktop.clipboard import plain
from tpm_desktop.desktop.paste_preview import PastedCell, PastePreview
from tpm_desktop.desktop.session import Session
from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures import blocks
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.check import ValueProblem
from tpm_desktop.model.task_figures import TASK_FIGURES

from .cells import Cells
from .columns import COLUMNS, INDEX, field_of
from .editing import TYPED, why_fixed

_FIELDS = {**{key: field_of(key) for key in TYPED}, "start": "constraint_date"}
"""The field of a task that each column sets; a start that is entered is one to start no earlier than."""
Line = tuple[str | None, Sequence[tuple[str, str]]]
"""Id of the row, None for a new task; for each cell the column's key, "" beyond the last, and its text."""


@dataclass(frozen=True, slots=True)
class Entered:
    """A cell of line `line` with the fields that it sets, or the problem that it has."""

    line: int
    row_id: str | None
    key: str
    text: str
    values: Mapping[str, Any]
    problem: str = ""


class Block:
    """Cells that are to be entered at once; those that say what is there already are left out."""

    def __init__(
        self, session: Session, cells: Cells, lines: Sequence[Line], *, clears: bool = False
    ) -> None:
        """Args: clears: an empty text empties its cell; else it leaves it as it is."""
        self._session, self._cells, self._clears = session, cells, clears
        self.entered = [cell for n, line in enumerate(lines) for cell in self._read(n, *line)]

    @property
    def problems(self) -> list[Entered]:
        """The cells that can't be taken."""
        return [cell for cell in self.entered if cell.problem]

    def _read(self, n: int, row_id: str | None, cells: Sequence[tuple[str, str]]) -> Iterator[Entered]:
        named = any(key == "name" and text.strip() for key, text in cells)
        for key, text in cells:
            if (row_id is None or not self._clears) and not text.strip():
                continue
            if row_id is not None and self._is_there(row_id, key, text):
                continue
            problem = self._why_not(row_id, key, named=named)
            values: dict[str, Any] = {}
            if not problem:
                try:
                    values = self._values(row_id, key, text)
                except ValueProblem as wrong:
                    problem = str(wrong).partition(": ")[2] or str(wrong)  # the column is named beside it
            yield Entered(n, row_id, key, text, values, problem)

    def _is_there(self, row_id: str, key: str, text: str) -> bool:
        if not key:
            return False
        row = self._cells.state.outline.row[row_id]
        present = (self._cells.typed(row, key), self._cells.text(row, key))
        return plain(text).strip() in {plain(one).strip() for one in present}

    def _why_not(self, row_id: str | None, key: str, *, named: bool) -> str:
        if not key:
            return _tr("There is no column here; show more columns or copy fewer")
        if row_id is None:
            return self._why_not_new(key, named=named)
        state = self._cells.state
        row = state.outline.row[row_id]
        why = why_fixed(state, row, key)
        if not why and state.outline.is_project[row] and key != "name":
            why = "The start of a component project is entered by itself; type it there"
        if not why and key not in _FIELDS:
            why = "This is entered row by row; type it there"
        return _tr(why) if why else ""

    def _why_not_new(self, key: str, *, named: bool) -> str:
        if not len(self._cells.state.outline):
            return _tr("A component project is needed first; add one, then paste its tasks")
        if not named:
            return _tr("There is no row here, and a new task needs a name")
        if key not in _FIELDS or field_of(key) in TASK_FIGURES:
            return _tr("A new task has none yet; add it first")
        return ""

    def _is_project(self, row_id: str | None) -> bool:
        outline = self._cells.state.outline
        return row_id is not None and bool(outline.is_project[outline.row[row_id]])

    def _values(self, row_id: str | None, key: str, text: str) -> dict[str, Any]:
        field, formats = _FIELDS[key], self._session.formats
        about = entry("project" if self._is_project(row_id) else "task")
        found = formats.parse_field(about, field, text, find=self._session.names.find)
        if key == "start":
            found["constraint"] = "snet" if found[field] is not None else "asap"
        return found

    # What is taken

    def edits(self, *, projects: bool = False) -> dict[str, dict[str, Any]]:
        """Fields to set by id, of tasks or of component projects."""
        found: dict[str, dict[str, Any]] = {}
        for cell in self.entered:
            if cell.row_id is not None and not cell.problem and self._is_project(cell.row_id) is projects:
                found.setdefault(cell.row_id, {}).update(cell.values)
        return found

    def added(self) -> list[dict[str, Any]]:
        """New tasks, each after the one before on the level of the last."""
        found: dict[int, dict[str, Any]] = {}
        for cell in self.entered:
            if cell.row_id is None and not cell.problem:
                found.setdefault(cell.line, {}).update(cell.values)
        place = _place(self._session) if found else {}
        return [{**place, **values} for values in found.values() if values.get("name")]

    def told(self) -> list[PastedCell]:
        """All cells, as people call them."""
        return [
            PastedCell(self._row(cell), self._column(cell), cell.text, cell.problem) for cell in self.entered
        ]

    def _row(self, cell: Entered) -> str:
        if cell.row_id is None:
            return _tr("line {}, a new task").format(cell.line + 1)
        row = self._cells.state.outline.row[cell.row_id]
        return f"{row + 1}  {self._cells.state.names[row]}"

    def _column(self, cell: Entered) -> str:
        return _tr(COLUMNS[INDEX[cell.key]].heading) if cell.key else "–"


def enter(session: Session, block: Block, verb: str, parent: QWidget) -> PastePreview | None:
    """Write a block as one record; where some of it can't be taken, only after the person has seen which."""

    def write() -> None:
        named = {"project": block.edits(projects=True)}
        session.do(
            lambda: blocks.set_rows(session.program, "task", block.edits(), block.added(), verb, named)
        )

    if not block.problems:
        if block.entered:
            write()
        else:
            session.said.emit(_tr("All of it is there already"))
        return None
    preview = PastePreview(block.told(), write, parent)
    preview.open()
    return preview


def _place(session: Session) -> dict[str, Any]:
    """New tasks come after the last one, on its level."""
    state = session.program.plan.state
    outline = state.outline
    if not len(outline):
        raise EditError("a component project is needed first; add one, then paste its tasks")
    last = len(outline) - 1
    project = outline.ids[int(outline.project[last])]
    above = -1 if outline.is_project[last] else int(outline.parent[last])
    parent = None if above < 0 or outline.is_project[above] else outline.ids[above]
    return {"project_id": project, "parent_id": parent, "duration": state.inputs.options.minutes_per_day}


def _tr(text: str) -> str:
    return QCoreApplication.translate("GanttPasting", text)
