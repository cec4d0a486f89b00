"""Rows that are part of a request or of another row: a list to read, each edited in a dialog."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from typing import Any

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QAction, QKeySequence
from PySide6.QtWidgets import QHBoxLayout, QLabel, QToolButton, QVBoxLayout, QWidget

from tpm_desktop.desktop.finding import Found
from tpm_desktop.desktop.found_list import FOUND, FoundView
from tpm_desktop.desktop.icons import icon
from tpm_desktop.desktop.new_row import ask_for, new_values
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import mark
from tpm_desktop.gestures.business_case import next_year
from tpm_desktop.gestures.records import add_row, remove_rows, set_fields
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.fields import Kind
from tpm_desktop.plan.due import day_of_status
from tpm_desktop.plan.fiscal import fiscal_calendar, month_named

_OWNER = "request_id"
_SEEN = 8


class PartsList(QWidget):
    """The rows of one table that belong to one row, a request unless owner names another reference."""

    def __init__(
        self,
        session: Session,
        table: str,
        heading: str,
        parent: QWidget | None = None,
        *,
        owner: str = _OWNER,
    ) -> None:
        super().__init__(parent)
        self.session, self.about, self._owner = session, entry(table), owner
        self._request = ""
        self._fields = [n for n, c in self.about.fields.items() if c.shown and n != owner]
        self.setObjectName(f"parts-{table}")
        self.rows = FoundView(f"{table}-rows", heading, self)
        self.rows.activated.connect(lambda _: self.edit())
        self._heading, self._nothing, self._problem = QLabel(heading), QLabel(self.tr("None yet")), QLabel()
        self.add_action, self.edit_action, self.remove_action = self._made_actions()
        self._lay_out()

    def _made_actions(self) -> list[QAction]:
        label = self.about.one
        made = (
            ("plus", self.tr("Add {}…").format(label), QKeySequence("Ins"), self.add),
            ("edit", self.tr("Edit {}…").format(label), QKeySequence("F2"), self.edit),
            ("delete", self.tr("Remove {}").format(label), QKeySequence.StandardKey.Delete, self.remove),
        )
        actions = []
        for picture, text, keys, done in made:
            action = QAction(icon(picture), text, self)
            action.setShortcut(keys)
            action.setShortcutContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            action.triggered.connect(done)
            action.setEnabled(not self.session.program.file.read_only)
            self.addAction(action)
            actions.append(action)
        return actions

    def _lay_out(self) -> None:
        for label, role in ((self._heading, "caption"), (self._nothing, "muted"), (self._problem, "problem")):
            mark(label, role=role)
        self._problem.setWordWrap(True)
        self._problem.hide()
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(self._heading)
        row.addStretch(1)
        for action in (self.add_action, self.edit_action, self.remove_action):
            button = QToolButton()
            button.setDefaultAction(action)
            button.setIconSize(QSize(16, 16))
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 8)
        column.setSpacing(4)
        column.addLayout(row)
        for part in (self._nothing, self.rows, self._problem):
            column.addWidget(part)

    def show_rows(self, request_id: str, found: Sequence[Found]) -> None:
        """Show what belongs to a request; the keyboard stays in its row."""
        before = self._current() if request_id == self._request else ""
        self._request = request_id
        self._problem.hide()
        self.rows.show_found(found, _SEEN)
        self._nothing.setVisible(not found)
        for place, one in enumerate(found):
            if one.key == before:
                self.rows.setCurrentIndex(self.rows.found.index(place, 0))

    @property
    def current(self) -> str:
        """The id of the row that the keyboard is in, empty for none."""
        return self._current()

    def _current(self) -> str:
        found = self.rows.currentIndex().data(FOUND)
        return found.key if isinstance(found, Found) else ""

    def add(self) -> None:
        """Ask for all fields of a new row, and add it."""
        program, table = self.session.program, self.about.name
        state = program.plan.state
        values = {**new_values(self.session, self.about), self._owner: self._request}
        for name, column in self.about.fields.items():
            if column.kind is Kind.TITLE:
                values.pop(name, None)  # the dialog asks for it
            elif column.kind is Kind.MONTH:
                values[name] = month_named(fiscal_calendar(state.inputs.tables), day_of_status(state))
        if table == "capital_flow":
            values["year"] = self.rows.found.rowCount()  # the years begin with 0
        if table == "case_year":
            values["year"] = next_year(program, self._request)

        make = partial(add_row, program, table)
        ask_for(self.session, self.about, values, self, fields=self._fields, make=make)

    def edit(self) -> None:
        """Ask for all fields of the current row, and set those that are others."""
        row_id, program = self._current(), self.session.program
        rows = program.file.rows_of(self.about.model, [row_id]) if row_id else []
        if not rows:
            self.session.said.emit(self.tr("Select a row to edit it"))
            return
        before = {name: getattr(rows[0], name) for name in self._fields}

        def make(given: dict[str, Any]) -> None:
            changed = {name: given[name] for name in self._fields if given[name] != before[name]}
            if changed:
                set_fields(program, self.about.name, row_id, changed)

        ask_for(
            self.session, self.about, before, self, fields=self._fields, make=make,
            title=self.tr("Edit {}").format(self.about.one), accept=self.tr("Save"),
        )  # fmt: skip

    def remove(self) -> None:
        """Take the current row away."""
        if row_id := self._current():
            program, table = self.session.program, self.about.name
            reason = self.session.attempt(partial(remove_rows, program, table, [row_id]))
            self._problem.setText(reason)
            self._problem.setVisible(bool(reason))
