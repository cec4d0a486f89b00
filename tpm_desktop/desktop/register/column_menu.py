"""Chooses which columns a register shows."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtWidgets import QMenu, QWidget

from .columns import usual
from .model import RegisterModel
from .table import RegisterTable


class ColumnMenu(QMenu):
    """Every column with a tick; it stays open while columns are ticked."""

    def __init__(self, model: RegisterModel, table: RegisterTable, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("columns-menu")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._model, self._table = model, table
        shown = {column.name for column in model.shown}
        for name, column in model.all_columns.items():
            action = self.addAction(column.heading)
            action.setCheckable(True)
            action.setChecked(name in shown)
            action.setData(name)
            action.setEnabled(name != model.about.title_field)
            action.toggled.connect(lambda on, name=name: self._show(name, on))
        self.addSeparator()
        self.addAction(self.tr("Usual columns")).triggered.connect(self._usual)

    def _show(self, name: str, on: bool) -> None:
        names = self._table.visual_names()
        if not on:
            self._table.show_columns([shown for shown in names if shown != name])
            return
        order = list(self._model.all_columns)
        after = [n for n, shown in enumerate(names) if order.index(shown) < order.index(name)]
        names.insert(after[-1] + 1 if after else 0, name)
        self._table.show_columns(names)

    def _usual(self) -> None:
        self._table.show_columns(usual(self._model.session, self._model.about))

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        action = self.activeAction()
        if action is not None and action.isCheckable() and action.isEnabled():
            action.toggle()
        else:
            super().mouseReleaseEvent(event)
