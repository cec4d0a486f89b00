"""Reads a block of cells into edits of the rows it is entered in, and into new tasks below them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from tpm_desktop.desktop.clipboard import plain
from tpm_desktop.desktop.paste_preview import PastedCell, PastePreview
from tpm_desktop.desktop.session import Session
from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures.dates import duration_between, finish_values, start_values
from tpm_desktop.gestures.links import Predecessor, link_edits
from tpm_desktop.gestures.people_of_task import Wanted, refuse_twice
from tpm_desktop.gestures.task_block import TaskBlock, enter_block
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.check import ValueProblem
from tpm_desktop.model.record import new_id
from tpm_desktop.model.schedule import Constraint
from tpm_desktop.model.task_figures import TASK_FIGURES
from tpm_desktop.sieve.plan_rows import FIELDS

from .cells import Cells
from .columns import COLUMNS, INDEX, field_of
from .editing import TYPED, read_predecessors, read_resources, why_fixed

_DATED = ("start", "finish")
_ASKED = ("predecessors", "resources")
_FIELDS = {**{key: field_of(key) for key in TYPED}, "start": "constraint_date", "finish": "constraint_date"}
"""The field of a task that each column sets; a start that is entered is one to start no earlier than."""
Line = tuple[str | None, Sequence[tuple[str, str]]]
"""Id of the row, None for a new task; for each cell the column's key, "" beyond the last, and its text."""


@dataclass(frozen=True, slots=True)
class Entered:
    """A cell of line `line` with the fields that it sets, or who is to work on its row, or what that waits
    for, or the problem that it has; row_id: of a new task the one that it will have.
    """

    line: int
    row_id: str
    new: bool
    key: str
    text: str
    values: Mapping[str, Any]
    people: Sequence[Wanted] | None = None
    waits: Sequence[Predecessor] | None = None
    problem: str = ""


class Block:
    """Cells that are to be entered at once; those that say what is there already are left out."""

    def __init__(
        self, session: Session, cells: Cells, lines: Sequence[Line], *, clears: bool = False
    ) -> None:
        """Args: clears: an empty text empties its cell; else it leaves it as it is."""
        self._session, self._cells, self._clears = session, cells, clears
        self._new = {n: new_id() for n, (row_id, line) in enumerate(lines) if row_id is None and _names(line)}
        place = _place(session) if self._new and len(cells.state.outline) else {}
        self._added: dict[str, dict[str, Any]] = {
            row_id: {"id": row_id, **place} for row_id in self._new.values()
        }
        self.entered = [cell for n, line in enumerate(lines) for cell in self._read(n, *line)]

    @property
    def problems(self) -> list[Entered]:
        """The cells that can't be taken."""
        return [cell for cell in self.entered if cell.problem]

    def _read(self, n: int, row_id: str | None, cells: Sequence[tuple[str, str]]) -> Iterator[Entered]:
        new, texts = row_id is None, dict(cells)
        its_id = row_id or self._new.get(n, "")
        for key, text in cells:
            if (row_id is None or not self._clears) and not text.strip():
                continue
            if row_id is not None and self._is_there(row_id, key, text):
                continue
            problem = self._why_not(row_id, key, named=bool(its_id))
            if not problem:
                try:
                    yield self._entered(n, row_id, its_id, key, texts)
                    continue
                except ValueProblem as wrong:
                    problem = str(wrong).partition(": ")[2] or str(wrong)  # the column is named beside it
                except EditError as wrong:
                    problem = str(wrong)
            yield Entered(n, its_id, new, key, text, {}, problem=problem)

    def _entered(
        self, n: int, row_id: str | None, its_id: str, key: str, texts: Mapping[str, str]
    ) -> Entered:
        """A cell as it is taken. Raises: `ValueProblem`, `EditError`."""
        session, text = self._session, texts[key]
        cell = partial(Entered, n, its_id, row_id is None, key, text)
        if key == "resources":
            people = read_resources(session, text)
            refuse_twice(people)
            return cell({}, people=people)
        if key == "predecessors":
            waits = read_predecessors(session, text, list(self._new.values()))
            link_edits(session.program, its_id, waits, self._added)
            return cell({}, waits=waits)
        if key in _DATED and text.strip():
            return cell(self._dated(row_id, key, texts))
        return cell(self._values(row_id, key, text))

    def _dated(self, row_id: str | None, key: str, texts: Mapping[str, str]) -> dict[str, Any]:
        """A date; with the start beside it a finish says how long the task lasts."""
        program, formats = self._session.program, self._session.formats
        now = getattr(program.plan, key)(row_id) if row_id else None
        at = formats.parse_instant(texts[key], finish=key == "finish", base=now.date() if now else None)
        if self._is_project(row_id):
            return {"start": at}
        if key == "finish" and texts.get("start", "").strip():
            typed = texts.get("duration", "").strip()
            if typed and (row_id is None or not self._is_there(row_id, "duration", typed)):
                raise ValueProblem(_tr("it follows from the start and the duration beside it; leave one out"))
            now = program.plan.start(row_id) if row_id else None
            start = formats.parse_instant(texts["start"], base=now.date() if now else None)
            return {"duration": duration_between(program, row_id, start, at)}
        if row_id is not None:
            return (start_values if key == "start" else finish_values)(program, row_id, at)
        return {"constraint_date": at, "constraint": Constraint.SNET if key == "start" else Constraint.FNET}

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
        why = why_fixed(state, state.outline.row[row_id], key)
        return _tr(why) if why else ""

    def _why_not_new(self, key: str, *, named: bool) -> str:
        if not len(self._cells.state.outline):
            return _tr("A component project is needed first; add one, then paste its tasks")
        if not named:
            return _tr("There is no row here, and a new task needs a name")
        if key not in _ASKED and (key not in _FIELDS or field_of(key) in TASK_FIGURES):
            return _tr("A new task has none yet; add it first")
        return ""

    def _is_project(self, row_id: str | None) -> bool:
        outline = self._cells.state.outline
        return row_id is not None and row_id in outline.row and bool(outline.is_project[outline.row[row_id]])

    def _values(self, row_id: str | None, key: str, text: str) -> dict[str, Any]:
        field, formats = _FIELDS[key], self._session.formats
        about = entry("project" if self._is_project(row_id) else "task")
        found = formats.parse_field(about, field, text, find=self._session.names.find)
        if key in _DATED:
            found["constraint"] = "asap"  # the date is taken away
        return found

    # What is taken

    def taken(self) -> TaskBlock:
        """What the cells that can be taken ask for; new tasks come each after the one before."""
        found, new = TaskBlock(), {row_id: dict(row) for row_id, row in self._added.items()}
        for cell in self.entered:
            if cell.problem:
                continue
            if cell.people is not None:
                found.people[cell.row_id] = cell.people
            elif cell.waits is not None:
                found.waits[cell.row_id] = cell.waits
            elif cell.new:
                new[cell.row_id].update(cell.values)
            else:
                rows = found.projects if self._is_project(cell.row_id) else found.tasks
                rows.setdefault(cell.row_id, {}).update(cell.values)
        found.added = [row for row in new.values() if row.get("name")]
        return found

    def told(self) -> list[PastedCell]:
        """All cells, as people call them."""
        return [
            PastedCell(self._row(cell), self._column(cell), cell.text, cell.problem, self._read_as(cell))
            for cell in self.entered
        ]

    def _read_as(self, cell: Entered) -> str:
        field = FIELDS.get(field_of(cell.key))
        dated = field is not None and field.is_time and not cell.problem
        return self._session.formats.numbers_as(cell.text) if dated else ""

    def _row(self, cell: Entered) -> str:
        if cell.new:
            return _tr("line {}, a new task").format(cell.line + 1)
        row = self._cells.state.outline.row[cell.row_id]
        return f"{row + 1}  {self._cells.state.names[row]}"

    def _column(self, cell: Entered) -> str:
        return _tr(COLUMNS[INDEX[cell.key]].heading) if cell.key else "–"


def enter(session: Session, block: Block, verb: str, parent: QWidget) -> PastePreview | None:
    """Write a block as one record; where some of it can't be taken, only after the person has seen which."""

    def write() -> None:
        session.do(lambda: enter_block(session.program, block.taken(), verb))

    if not block.problems:
        if block.entered:
            write()
        else:
            session.said.emit(_tr("All of it is there already"))
        return None
    preview = PastePreview(block.told(), write, parent)
    preview.open()
    return preview


def _names(line: Sequence[tuple[str, str]]) -> bool:
    return any(key == "name" and text.strip() for key, text in line)


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
