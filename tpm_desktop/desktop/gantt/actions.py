"""The Gantt's actions at work: what each command does, and the menus that they are in."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, QPoint, Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu

from tpm_desktop.desktop.audit.field_history import offer_history
from tpm_desktop.desktop.icons import icon
from tpm_desktop.desktop.impact import offer_slip
from tpm_desktop.desktop.menus import add_below
from tpm_desktop.desktop.replacing import FindBar
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.view import View

from .bar_texts import BarTextChoice
from .baseline_choice import BaselineChoice
from .cell_commands import empty_cells
from .column_chooser import ColumnChooser
from .column_layout import lay_out, usual_layout
from .columns import COLUMNS, NAME
from .commands import AT_HAND, BELOW, COMMANDS, SUBJECTS, TOGGLES, Subject, action, toggle
from .filling import fill_down, fill_right
from .freezing import shown_columns
from .overview_strip import OverviewStrip
from .panes import Panes
from .ready_tables import READY_TABLES
from .row_commands import RowCommands
from .searching import GanttSearched
from .structure import Structure
from .time_in_sight import TimeInSight


class Actions(QObject):
    """all: every action; toggles: those that switch something on and off, by the command's name."""

    def __init__(
        self,
        view: View,
        panes: Panes,
        strip: OverviewStrip,
        rows: RowCommands,
        structure: Structure,
        session: Session,
    ) -> None:
        super().__init__(view)
        self._strip = strip
        self._view, self._panes, self._rows, self._session = view, panes, rows, session
        self._structure = structure
        self._time = TimeInSight(view, panes, session)
        self.finding = FindBar(GanttSearched(session, panes), view)
        writable = not session.program.file.read_only
        done = self._done()
        self._actions = {c.name: action(view, c, done[c.name], writable=writable) for c in COMMANDS}
        self.toggles = {
            c.name: toggle(view, c, self._switch(c.name), on=self._is_on(c.name)) for c in TOGGLES
        }
        self.baselines = BaselineChoice(view, lambda: panes.model.state, self._show_baseline)
        self.texts = BarTextChoice(view, lambda texts: self._show(texts=texts))
        split = self._actions["split"]
        split.setCheckable(True)
        panes.chart.pointer.splitting_changed.connect(split.setChecked)
        self._levels = structure.level_action()
        self._connect_menus()

    @property
    def all(self) -> list[QAction]:
        """Every action, in the order of the menu."""
        further = [self._levels, *self.toggles.values(), self.baselines.action, self.texts.action]
        return [*self._actions.values(), *further]

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
            "split": lambda: chart.pointer.split_next(on=not chart.pointer.splitting),
            "split-at": structure.ask_for_split,
            "milestone": rows.toggle_milestone,
            "cut": rows.cut,
            "copy": rows.copy,
            "paste": rows.paste,
            "fill-down": lambda: fill_down(self._session, panes.tree),
            "find": lambda: self.finding.ask(replacing=False),
            "replace": lambda: self.finding.ask(replacing=True),
            "fill-right": lambda: fill_right(self._session, panes.tree),
            "copy-picture": self._copy_picture,
            "expand-all": panes.folding.unfold_all,
            "collapse-all": panes.folding.fold_all,
            **self._time.commands(),
            "columns": lambda: self.choose_columns(panes.tree.header().mapToGlobal(QPoint(0, 0))),
            "freeze": lambda: self._freeze_to(max(panes.tree.currentIndex().column(), NAME)),
            "unfreeze": lambda: panes.tree.freeze(0),
            **{f"table-{table.key}": partial(self._lay_out, table.layout) for table in READY_TABLES},
        }

    def _freeze_to(self, column: int) -> None:
        """Let the columns up to one stay while the others scroll."""
        header = self._panes.tree.header()
        last = header.visualIndex(column)
        self._panes.tree.freeze(sum(header.visualIndex(n) <= last for n in shown_columns(header)))

    def _lay_out(self, layout: list[str]) -> None:
        """Show the columns of a ready-made table."""
        lay_out(self._panes.tree.header(), layout)

    def _remove(self) -> None:
        """A selected link, what stands in the cells of a block, or the selected rows."""
        table, ids = self._session.selected
        if self._panes.tree.block.active:
            empty_cells(self._session, self._panes.tree)
        elif table == "link" and ids:
            self._rows.unlink()
        else:
            self._structure.remove()

    def _copy_picture(self) -> None:
        from .paper.snapshot import copy_sight

        copy_sight(self._session, self._panes, self._view.headline())

    # Switches

    def _is_on(self, name: str) -> bool:
        return name == "overview" or bool(getattr(self._panes.chart.shows, name.removeprefix("show-"), False))

    def _switch(self, name: str) -> Callable[[bool], None]:
        own: dict[str, Callable[[bool], None]] = {
            "compact": self._panes.set_compact,
            "three-tiers": lambda on: self._panes.set_tiers(3 if on else 2),
            "overview": self._strip.setVisible,
        }
        if name in own:
            return own[name]
        return lambda on: self._show(**{name.removeprefix("show-"): on})

    def _show_baseline(self, number: int | None) -> None:
        self._show(number=number)
        self.toggles["show-baseline"].setChecked(True)

    def _show(self, **shown: Any) -> None:
        chart = self._panes.chart
        chart.shows = replace(chart.shows, **shown)
        chart.scale_changed()

    # Menus

    def _connect_menus(self) -> None:
        tree, chart = self._panes.tree, self._panes.chart
        tree.opened.connect(self._time.reveal)
        tree.customContextMenuRequested.connect(
            lambda at: self.open_menu(tree.viewport().mapToGlobal(at), tree.indexAt(at))
        )
        chart.menu_wanted.connect(self.open_menu)
        header = tree.header()
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self.open_header_menu)

    def open_menu(self, at: QPoint, cell: QModelIndex | None = None) -> QMenu:
        """What can be done with the selected rows, and with the value of a cell."""
        menu = QMenu(self._view)
        menu.setObjectName("gantt-menu")
        for group in AT_HAND:
            menu.addActions([self._actions[name] for name in group])
            menu.addSeparator()
        for subject in BELOW:
            title, groups = self._filled(subject)
            add_below(menu, title, groups).setIcon(icon(subject.picture))
        offer_slip(menu, self._session, *self._session.selected)
        if cell is not None and cell.isValid():
            self._offer_history(menu, cell)
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(at)
        return menu

    def subjects(self) -> list[tuple[str, list[list[QAction]]]]:
        """The menus by subject: their titles, and their actions in groups."""
        return [self._filled(subject) for subject in SUBJECTS]

    def _filled(self, subject: Subject) -> tuple[str, list[list[QAction]]]:
        named = {action.objectName().removeprefix("gantt-"): action for action in self.all}
        return self.tr(subject.title), [[named[name] for name in group] for group in subject.groups]

    def _offer_history(self, menu: QMenu, cell: QModelIndex) -> None:
        state, row = self._panes.model.state, self._panes.model.row_of(cell)
        table = "project" if row is not None and state.outline.is_project[row] else "task"
        row_id = "" if row is None else state.outline.ids[row]
        offer_history(menu, self._session, table, row_id, COLUMNS[cell.column()].key)

    def choose_columns(self, at: QPoint, before: int = -1) -> ColumnChooser:
        """Which columns the table shows; new ones come left of `before`, else of the current column."""
        tree = self._panes.tree
        current = before if before >= 0 else tree.currentIndex().column()
        chooser = ColumnChooser(tree, max(current, NAME), self._view)
        chooser.open_at(at)
        return chooser

    def open_header_menu(self, at: QPoint) -> QMenu:
        """What can be done with a column. Args: at: in the header."""
        tree, menu = self._panes.tree, QMenu(self._view)
        header = tree.table_header
        menu.setObjectName("gantt-header-menu")
        column, place = header.column_at(at), header.mapToGlobal(at)
        insert = menu.addAction(self.tr("Insert column…"))
        insert.triggered.connect(lambda: self.choose_columns(place, column))
        hide = menu.addAction(self.tr("Hide column"))
        hide.setEnabled(column >= 0 and column != NAME)
        hide.triggered.connect(lambda: tree.setColumnHidden(column, True))
        freeze = menu.addAction(self.tr("Freeze columns up to here"))
        freeze.setEnabled(column >= 0)
        freeze.triggered.connect(lambda: self._freeze_to(column))
        menu.addAction(self._actions["unfreeze"])
        menu.addSeparator()
        for table in READY_TABLES:
            menu.addAction(self._actions[f"table-{table.key}"])
        menu.addAction(self.tr("Usual columns")).triggered.connect(lambda: self._lay_out(usual_layout()))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(place)
        return menu
