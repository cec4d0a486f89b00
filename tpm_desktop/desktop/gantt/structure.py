"""What changes the structure of a plan beyond single rows: duplicates, removal, templates, levels."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from tpm_desktop.desktop.command import command
from tpm_desktop.desktop.icons import icon
from tpm_desktop.desktop.session import Session
from tpm_desktop.gestures import copies, outline
from tpm_desktop.gestures.removing import Hanging, hanging
from tpm_desktop.gestures.splits import why_whole

from .panes import Panes
from .row_commands import RowCommands

if TYPE_CHECKING:
    from tpm_desktop.desktop.templates.dialog import TemplateDialog
    from tpm_desktop.desktop.templates.save_dialog import SaveTemplateDialog

    from .split_dialog import SplitDialog
    from .wbs_dialog import WbsDialog

_LEVELS = 9
_TOLD = 2  # links that are named; more are counted


class Structure(QObject):
    """Works on the selected rows, as `RowCommands` does."""

    def __init__(self, session: Session, panes: Panes, rows: RowCommands) -> None:
        super().__init__(panes)
        self._session, self._panes, self._rows = session, panes, rows
        self._tree, self._program = panes.tree, session.program

    def _current(self) -> str | None:
        return self._tree.outline_model.id_of(self._tree.currentIndex())

    def insert_below(self) -> None:
        """A new task after the current one and all below it; on a component project its last."""
        rows, row_id = self._program.plan.state.outline, self._current()
        if row_id is None:
            self._rows.insert()
            return
        parent, before = row_id, None
        if not rows.is_project[rows.row[row_id]]:
            parent, before = rows.ids[int(rows.parent[rows.row[row_id]])], self._next(row_id)
        name = self._tr("New task")
        self._rows.edit_name(
            self._session.do(
                lambda: outline.insert_task(self._program, parent=parent, before=before, name=name)
            )
        )

    def _next(self, row_id: str) -> str | None:
        """The row after another one on its level below the same row; None behind the last."""
        rows = self._program.plan.state.outline
        row = rows.row[row_id]
        siblings = rows.children(int(rows.parent[row]))
        at = siblings.index(row) + 1
        return rows.ids[siblings[at]] if at < len(siblings) else None

    def duplicate(self) -> None:
        """Copies of the selected rows, behind the last of them, with links among them and people."""
        ids, rows = self._tree.selected_ids(), self._program.plan.state.outline
        if not ids:
            self._session.refused.emit(self._tr("No row is selected; select what is to be copied"))
            return
        last = ids[-1]
        for row_id in ids:  # behind the selected row that all of the last one's lie in
            if rows.row[last] in rows.below(rows.row[row_id]):
                last = row_id
                break
        above = int(rows.parent[rows.row[last]])
        parent, before = (rows.ids[above] if above >= 0 else None), self._next(last)
        made = self._session.do(lambda: copies.duplicate(self._program, ids, parent=parent, before=before))
        if made:
            self._tree.select(made)

    def remove(self) -> None:
        """Remove the selected rows with all below them; say which links of other projects went along."""
        ids = self._tree.selected_ids()
        links = hanging(self._program, ids)
        before = self._program.plan.state
        self._session.do(lambda: outline.remove(self._program, ids))
        if self._program.plan.state is before:
            return
        self._tree.step(0, 0)
        if links:
            self._session.offered.emit(self._said(links), self._tr("Undo"), self._session.undo)

    def _said(self, links: list[Hanging]) -> str:
        named = "; ".join(str(link) for link in links[:_TOLD])
        if len(links) == 1:
            return self._tr("1 link with another component project went too: {}").format(named)
        more = self._tr("; and {} more").format(len(links) - _TOLD) if len(links) > _TOLD else ""
        counted = self._tr("{} links with other component projects went too: {}")
        return counted.format(len(links), named + more)

    # Templates

    def ask_for_template(self) -> TemplateDialog:
        """Ask for a template; its component project comes after the current one."""
        from tpm_desktop.desktop.templates import ask_for_template

        return ask_for_template(self._session, self._tree.window(), self._rows.next_project())

    def save_as_template(self) -> SaveTemplateDialog | None:
        """Keep the component project of the current row as a template."""
        rows, row_id = self._program.plan.state.outline, self._current()
        if row_id is None:
            self._session.refused.emit(self._tr("No row is selected; select a component project"))
            return None
        from tpm_desktop.desktop.templates import SaveTemplateDialog

        project = rows.ids[int(rows.project[rows.row[row_id]])]
        dialog = SaveTemplateDialog(self._session, project, self._tree.window())
        dialog.open()
        return dialog

    def ask_for_split(self) -> SplitDialog | None:
        """Ask when the work on the current task stops and goes on."""
        rows, row_id = self._program.plan.state.outline, self._current()
        if row_id is None or rows.is_project[rows.row[row_id]]:
            self._session.refused.emit(self._tr("No task is selected; select the one to split"))
            return None
        if problem := why_whole(self._program, row_id):
            self._session.refused.emit(problem)
            return None
        from .split_dialog import SplitDialog

        dialog = SplitDialog(self._session, row_id, self._tree.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.open()
        return dialog

    # WBS codes

    def ask_for_wbs(self) -> WbsDialog:
        """Ask how WBS codes are written."""
        from .wbs_dialog import WbsDialog

        dialog = WbsDialog(self._session, self._tree.window())
        dialog.open()
        return dialog

    # Levels

    def level_action(self) -> QAction:
        """A menu of the levels down to which the outline can be shown."""
        action = QAction(icon("expand-all"), self._tr("Show outline level"), self._panes)
        action.setObjectName("gantt-outline-level")
        menu = QMenu(self._panes)
        for level in range(1, _LEVELS + 1):
            text = self._tr("Show outline level {}").format(level)
            name, keys = f"gantt-outline-level-{level}", f"Alt+Shift+{level}"
            show = partial(self._panes.folding.fold_to, level)
            menu.addAction(command(self._panes, name, text, "expand-all", keys, show))
        action.setMenu(menu)
        return action

    def _tr(self, text: str) -> str:
        return QCoreApplication.translate("GanttStructure", text)
