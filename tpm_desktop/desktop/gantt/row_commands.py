"""What can be done with the rows that are selected: each is one gesture, wherever it was asked for."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QMimeData, QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication

from tpm_desktop.desktop.clipboard import read_block, write_block
from tpm_desktop.desktop.session import Session
from tpm_desktop.gestures import blocks, dates, links, outline, shifting
from tpm_desktop.gestures.recurring import insert_recurring

from .cell_commands import copy_cells, empty_cells, paste_cells
from .clipping import CLIP_MIME, move_here, paste_here, put_clip, read_clip, told
from .columns import COLUMNS
from .editing import add_at_end
from .freezing import shown_columns
from .tree import OutlineTree

if TYPE_CHECKING:
    from .recurring_dialog import RecurringDialog


class RowCommands(QObject):
    """Works on the tree's selection; a row that was added is selected, and its name edited.

    cut_changed: the rows that wait to be pasted elsewhere are others now.
    """

    cut_changed = Signal()

    def __init__(self, session: Session, tree: OutlineTree) -> None:
        super().__init__(tree)
        self._session, self._tree = session, tree
        self._program = session.program
        self.cut_ids: tuple[str, ...] = ()

    # Adding and removing

    def insert(self) -> None:
        """A new task above the current row; on a component project its first, on the empty row the last."""
        row_id = self._current()
        rows = self._program.plan.state.outline
        if row_id is None:
            name = self._tr("New task") if len(rows) else self._tr("New component project")
            self.edit_name(self._session.do(lambda: add_at_end(self._program, name)))
            return
        parent, before = self._place_at(row_id)
        name = self._tr("New task")
        added = self._session.do(
            lambda: outline.insert_task(self._program, parent=parent, before=before, name=name)
        )
        self.edit_name(added)

    def _place_at(self, row_id: str) -> tuple[str, str | None]:
        """The row that a new one is put below, and the one that it is put before."""
        rows = self._program.plan.state.outline
        row = rows.row[row_id]
        if not rows.is_project[row]:
            return rows.ids[int(rows.parent[row])], row_id
        first = rows.children(row)
        return row_id, rows.ids[first[0]] if first else None

    def ask_for_recurring(self) -> RecurringDialog | None:
        """Ask what comes again; it is inserted above the current row, on the empty row as the last."""
        rows, row_id = self._program.plan.state.outline, self._current()
        if not len(rows):
            self._session.refused.emit(self._tr("A component project is needed first; add one"))
            return None
        from .recurring_dialog import RecurringDialog

        last = len(rows) - 1
        above = last if rows.is_project[last] else int(rows.parent[last])
        parent, before = self._place_at(row_id) if row_id else (rows.ids[above], None)
        dialog = RecurringDialog(self._session, self._tree.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._insert_recurring(dialog, parent, before))
        dialog.open()
        return dialog

    def _insert_recurring(self, dialog: RecurringDialog, parent: str, before: str | None) -> None:
        name, starts, minutes = dialog.task_name, dialog.starts, dialog.minutes
        made = self._session.do(
            lambda: insert_recurring(
                self._program, starts, name=name, duration=minutes, parent=parent, before=before
            )
        )
        if made is not None:
            self._tree.select([made])

    def insert_milestone(self) -> None:
        """A new milestone after the current row."""
        rows = self._program.plan.state.outline
        row_id = self._current() or (rows.ids[-1] if len(rows) else None)
        if row_id is None:
            self.insert()
            return
        row = rows.row[row_id]
        if rows.is_project[row]:
            parent, before = row_id, None
        else:
            parent = rows.ids[int(rows.parent[row])]
            siblings = rows.children(int(rows.parent[row]))
            at = siblings.index(row) + 1
            before = rows.ids[siblings[at]] if at < len(siblings) else None
        name = self._tr("New milestone")
        added = self._session.do(
            lambda: outline.insert_task(
                self._program, parent=parent, before=before, name=name, duration=0, milestone=True
            )
        )
        self.edit_name(added)

    def next_project(self) -> str | None:
        """The component project after the current one, None behind the last."""
        rows, row_id = self._program.plan.state.outline, self._current()
        if row_id is None:
            return None
        tops = rows.children(-1)
        at = tops.index(int(rows.project[rows.row[row_id]])) + 1
        return rows.ids[tops[at]] if at < len(tops) else None

    def insert_project(self) -> None:
        """A new component project after the current one."""
        before = self.next_project()
        name = self._tr("New component project")
        added = self._session.do(lambda: outline.insert_project(self._program, name, before=before))
        self.edit_name(added)

    def edit_name(self, row_id: str | None) -> None:
        """Select a row that was added and edit its name."""
        if row_id is None:
            return
        self._tree.select([row_id])
        index = self._tree.outline_model.index_of(row_id)
        self._tree.setCurrentIndex(index)
        self._tree.setFocus()
        self._tree.edit(index)

    # Placing

    def indent(self) -> None:
        self._kept(lambda ids: outline.indent(self._program, ids))

    def outdent(self) -> None:
        self._kept(lambda ids: outline.outdent(self._program, ids))

    def move_up(self) -> None:
        self._kept(lambda ids: shifting.shift(self._program, ids, down=False))

    def move_down(self) -> None:
        self._kept(lambda ids: shifting.shift(self._program, ids, down=True))

    def later(self) -> None:
        self._kept(lambda ids: dates.shift_by(self._program, ids, 1))

    def earlier(self) -> None:
        self._kept(lambda ids: dates.shift_by(self._program, ids, -1))

    def _kept(self, gesture: object) -> None:
        """A gesture on the selected rows, which stay selected."""
        ids = self._tree.selected_ids()
        assert callable(gesture)
        self._session.do(lambda: gesture(ids))

    # Links and milestones

    def link(self) -> None:
        ids = self._tree.selected_ids()
        self._session.do(lambda: links.link_chain(self._program, ids))

    def unlink(self) -> None:
        table, chosen = self._session.selected
        ids = self._tree.selected_ids()
        found = list(chosen) if table == "link" else links.links_between(self._program, ids)
        self._session.do(lambda: links.unlink(self._program, found))

    def toggle_milestone(self) -> None:
        """Make tasks milestones, or milestones tasks of a day."""
        state = self._program.plan.state
        rows = [state.outline.row[i] for i in self._tree.selected_ids()]
        rows = [row for row in rows if not state.summary[row]]
        if not rows:
            self._session.refused.emit(self._tr("A summary can't be a milestone; select tasks"))
            return
        marked = all(state.milestone[row] for row in rows)
        day = state.inputs.options.minutes_per_day
        values = {"milestone": not marked, "duration": day if marked else 0}
        edits = {state.outline.ids[row]: values for row in rows if bool(state.milestone[row]) == marked}
        self._session.do(lambda: blocks.set_rows(self._program, "task", edits))

    # Clipboard

    def copy(self) -> None:
        """The cells of a block; else the selected rows, as shown for a spreadsheet and as themselves."""
        if self._tree.block.active:
            copy_cells(self._session, self._tree)
        else:
            self._to_clipboard()
        self._mark_cut(())

    def cut(self) -> None:
        """Rows wait until they are pasted elsewhere; nothing is lost before. Cells of a block are emptied."""
        if self._tree.block.active:
            self.copy()
            empty_cells(self._session, self._tree)
            return
        self._to_clipboard()
        self._mark_cut(tuple(self._tree.selected_ids()))

    def _to_clipboard(self) -> None:
        ids = self._tree.selected_ids()
        model, shown = self._tree.outline_model, shown_columns(self._tree.header())
        rows = [model.state.outline.row[row_id] for row_id in ids]
        data = QMimeData()
        data.setText(write_block([[model.cells.text(row, COLUMNS[c].key) for c in shown] for row in rows]))
        self._session.do(lambda: put_clip(data, self._program, ids))
        QGuiApplication.clipboard().setMimeData(data)

    def _mark_cut(self, ids: tuple[str, ...]) -> None:
        self.cut_ids = ids
        self.cut_changed.emit()

    def give_up_cut(self) -> bool:
        """Let rows that were cut stay; whether there were some."""
        waiting = bool(self.cut_ids)
        if waiting:
            self._mark_cut(())
        return waiting

    def paste(self) -> None:
        """Copied rows above the current one; a block from elsewhere into the cells from it on."""
        data = QGuiApplication.clipboard().mimeData()
        if data.hasFormat(CLIP_MIME):
            self._paste_rows(data)
        elif data.hasText():
            paste_cells(self._session, self._tree, read_block(data.text()))

    def _paste_rows(self, data: QMimeData) -> None:
        if self.cut_ids:
            moved = list(self.cut_ids)
            self._session.do(lambda: move_here(self._program, moved, self._current(), self.next_project()))
            self._mark_cut(())
            return
        clip = self._session.do(lambda: read_clip(data))
        if clip is not None:
            row_id, after = self._current(), self.next_project()
            copied = self._session.do(lambda: paste_here(self._program, clip, row_id, after))
            if copied:
                self._tree.select(copied.ids)
                self._session.said.emit(told(copied))

    def _current(self) -> str | None:
        return self._tree.outline_model.id_of(self._tree.currentIndex())

    def _tr(self, text: str) -> str:
        return QCoreApplication.translate("RowCommands", text)
