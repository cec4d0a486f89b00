"""The Gantt's actions at work: what each command does, and the menus that they are in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QModelIndex, QObject, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from tpm_desktop.desktop.audit.field_history import offer_history
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.view import View
from tpm_desktop.planning.columns import NONE

from .columns import COLUMNS, NAME
from .commands import COMMANDS, MENU, TOGGLES, action, toggle
from .panes import Panes
from .row_commands import RowCommands
from .structure import Structure
from .timescale import minutes_of

_STEP = 1.5
_REVEALED = 0.2  # share of the width at which a bar that is gone to begins


class Actions(QObject):
    """all: every action; toggles: those that switch something on and off, by the command's name."""

    def __init__(
        self, view: View, panes: Panes, rows: RowCommands, structure: Structure, session: Session
    ) -> None:
        super().__init__(view)
        self._view, self._panes, self._rows, self._session = view, panes, rows, session
        self._structure = structure
        writable = not session.program.file.read_only
        done = self._done()
        self._actions = {c.name: action(view, c, done[c.name], writable=writable) for c in COMMANDS}
        self.toggles = {
            c.name: toggle(view, c, self._switch(c.name), on=self._is_on(c.name)) for c in TOGGLES
        }
        self._levels = structure.level_action()
        self._connect_menus()

    @property
    def all(self) -> list[QAction]:
        """Every action, in the order of the menu."""
        return [*self._actions.values(), self._levels, *self.toggles.values()]

    def _done(self) -> dict[str, Callable[[], object]]:
        rows, panes, chart, structure = self._rows, self._panes, self._panes.chart, self._structure
        return {
            "insert": rows.insert,
            "insert-milestone": rows.insert_milestone,
            "insert-recurring": rows.ask_for_recurring,
            "insert-project": rows.insert_project,
            "insert-below": structure.insert_below,
            "insert-template": structure.ask_for_template,
            "save-template": structure.save_as_template,
            "wbs": structure.ask_for_wbs,
            "duplicate": structure.duplicate,
            "remove": self._remove,
            "indent": rows.indent,
            "outdent": rows.outdent,
            "move-up": rows.move_up,
            "move-down": rows.move_down,
            "later": rows.later,
            "earlier": rows.earlier,
            "link": rows.link,
            "unlink": rows.unlink,
            "milestone": rows.toggle_milestone,
            "cut": rows.cut,
            "copy": rows.copy,
            "paste": rows.paste,
            "copy-picture": self._copy_picture,
            "expand-all": panes.unfold_all,
            "collapse-all": panes.fold_all,
            "reveal": self._reveal,
            "today": lambda: chart.show_instant(minutes_of(datetime.now())),
            "status-date": self._show_status_date,
            "zoom-in": lambda: chart.zoom(_STEP, self._zoom_centre()),
            "zoom-out": lambda: chart.zoom(1 / _STEP, self._zoom_centre()),
            "fit": chart.fit,
            "columns": lambda: self.choose_columns(panes.tree.header().mapToGlobal(QPoint(0, 0))),
        }

    def _remove(self) -> None:
        """A selected link, or the selected rows."""
        table, ids = self._session.selected
        if table == "link" and ids:
            self._rows.unlink()
        else:
            self._structure.remove()

    def _copy_picture(self) -> None:
        from .paper.snapshot import copy_sight

        copy_sight(self._session, self._panes, self._view.headline())

    def _reveal(self) -> None:
        self.reveal(self._panes.model.id_of(self._panes.tree.currentIndex()))

    def reveal(self, row_id: str | None) -> None:
        """Bring the bar of a row into view."""
        state = self._panes.model.state
        row = state.outline.row.get(row_id or "")
        if row is not None and int(state.schedule.start[row]) != NONE:
            self._panes.chart.show_instant(float(state.schedule.start[row]), _REVEALED)

    def _show_status_date(self) -> None:
        at = int(self._panes.model.state.inputs.options.status_date)
        if at == NONE:
            self._session.refused.emit(
                self.tr("The program has no status date; set it in the program's form")
            )
        else:
            self._panes.chart.show_instant(at)

    def _zoom_centre(self) -> float | None:
        """The current bar's start where it is seen, so that zooming by key goes towards it."""
        row = self._panes.model.row_of(self._panes.tree.currentIndex())
        if row is None:
            return None
        x = self._panes.chart.scale.x(float(self._panes.model.state.schedule.start[row]))
        return x if 0 <= x <= self._panes.chart.viewport().width() else None

    # Switches

    def _is_on(self, name: str) -> bool:
        return bool(getattr(self._panes.chart.shows, name.removeprefix("show-"), False))

    def _switch(self, name: str) -> Callable[[bool], None]:
        if name == "compact":
            return self._panes.set_compact
        return lambda on: self._show(name.removeprefix("show-"), on)

    def _show(self, what: str, on: bool) -> None:
        chart = self._panes.chart
        chart.shows = replace(chart.shows, **{what: on})
        chart.viewport().update()

    # Menus

    def _connect_menus(self) -> None:
        tree, chart = self._panes.tree, self._panes.chart
        tree.opened.connect(self.reveal)
        tree.customContextMenuRequested.connect(
            lambda at: self.open_menu(tree.viewport().mapToGlobal(at), tree.indexAt(at))
        )
        chart.menu_wanted.connect(self.open_menu)
        header = tree.header()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(lambda at: self.choose_columns(header.mapToGlobal(at)))

    def open_menu(self, at: QPoint, cell: QModelIndex | None = None) -> QMenu:
        """What can be done with the selected rows, and with the value of a cell."""
        menu = QMenu(self._view)
        menu.setObjectName("gantt-menu")
        named = {**self._actions, **self.toggles}
        for group in MENU:
            for name in group:
                menu.addAction(named[name])
            menu.addSeparator()
        if cell is not None and cell.isValid():
            self._offer_history(menu, cell)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)
        return menu

    def _offer_history(self, menu: QMenu, cell: QModelIndex) -> None:
        state, row = self._panes.model.state, self._panes.model.row_of(cell)
        table = "project" if row is not None and state.outline.is_project[row] else "task"
        row_id = "" if row is None else state.outline.ids[row]
        offer_history(menu, self._session, table, row_id, COLUMNS[cell.column()].key)

    def choose_columns(self, at: QPoint) -> QMenu:
        """Which columns the table shows; the names stay."""
        tree = self._panes.tree
        menu = QMenu(self._view)
        menu.setObjectName("gantt-columns")
        for n, column in enumerate(COLUMNS):
            entry = menu.addAction(self.tr(column.heading))
            entry.setCheckable(True)
            entry.setChecked(not tree.isColumnHidden(n))
            entry.setEnabled(n != NAME)
            entry.toggled.connect(lambda on, n=n: tree.setColumnHidden(n, not on))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)
        return menu
