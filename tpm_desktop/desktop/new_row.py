"""What a new row begins with, and a dialog for what it can't be without."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QLabel, QPushButton, QVBoxLayout, QWidget

from tpm_desktop.gestures.records import add_row
from tpm_desktop.model.catalogue import TableEntry
from tpm_desktop.model.check import ValueProblem
from tpm_desktop.model.fields import Column, Kind
from tpm_desktop.plan.due import day_of_status

from .forms import build, child
from .session import Session
from .style import mark

translate = QCoreApplication.translate


def new_values(session: Session, about: TableEntry) -> dict[str, Any]:
    """What is known of a new row before anybody says anything: a name, the row that it belongs to, today."""
    values: dict[str, Any] = {}
    day = day_of_status(session.program.plan.state)
    for name, column in about.fields.items():
        if column.kind is Kind.TITLE:
            values[name] = translate("NewRow", "New {}").format(about.one)
        elif column.kind is Kind.DATE and (column.required or name == "raised"):
            values[name] = day
        elif column.target and column.required:
            owner = _owner(session, column)
            values.update({name: owner} if owner else {})
    return values


def _owner(session: Session, column: Column) -> str | None:
    """The row that a new one belongs to: the selected one, or the only one that there is."""
    table, ids = session.selected
    if table == column.target and len(ids) == 1:
        return ids[0]
    known = list(session.names.all(column.target))
    return known[0] if len(known) == 1 else None


def missing(about: TableEntry, values: Mapping[str, Any]) -> list[str]:
    """The fields that a row can't be without and that have no value yet."""
    return [name for name in _needed(about) if name not in values]


def _needed(about: TableEntry) -> list[str]:
    fields = about.model.model_fields
    return [n for n, c in about.fields.items() if c.required and c.shown and fields[n].default is None]


def ask_for(
    session: Session,
    about: TableEntry,
    values: Mapping[str, Any],
    parent: QWidget,
    *,
    fields: Sequence[str] = (),
    title: str = "",
    accept: str = "",
    make: Callable[[dict[str, Any]], object] | None = None,
) -> dict[str, Any] | None:
    """Ask for what a new row needs; None when it isn't wanted any more.

    Args: fields: what to ask for, what a row can't be without unless given; title, accept: what the dialog
    and its button say; make: does it with the values, and what it refuses is said in the dialog.
    """
    dialog = NewRow(session, about, values, parent, fields, make)
    if title:
        dialog.entitle(title, accept)
    accepted = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return dialog.values if accepted else None


def ask_and_add(
    session: Session, about: TableEntry, values: Mapping[str, Any], parent: QWidget
) -> str | None:
    """Ask for what a row begins with, until it can be added; its id, None when it isn't wanted any more."""
    added: list[str] = []

    def make(given: dict[str, Any]) -> None:
        added.append(add_row(session.program, about.name, given))

    if about.title_field in about.asked and about.fields[about.title_field].kind is Kind.TITLE:
        values = {name: value for name, value in values.items() if name != about.title_field}
    ask_for(session, about, values, parent, fields=about.asked, make=make)
    return added[0] if added else None


class NewRow(QDialog):
    """The fields that a row can't be without."""

    def __init__(
        self,
        session: Session,
        about: TableEntry,
        values: Mapping[str, Any],
        parent: QWidget,
        fields: Sequence[str] = (),
        make: Callable[[dict[str, Any]], object] | None = None,
    ) -> None:
        from .form import Form

        super().__init__(parent)
        self._session, self._make = session, make
        build("new_row", self)
        self.values: dict[str, Any] = dict(values)
        self._title = child(self, QLabel, "title")
        mark(self._title, role="section")
        self.form = Form(session, about, fields or _needed(about), self)
        usual = {name: about.model.model_fields[name].default for name in about.fields}
        self.form.show_rows([{**usual, **values}])
        self.body = holder = QVBoxLayout(child(self, QWidget, "fields"))
        holder.setContentsMargins(0, 0, 0, 0)
        holder.addWidget(self.form)
        self.problem = QLabel()
        self.problem.setWordWrap(True)
        mark(self.problem, role="problem")
        self.problem.hide()
        holder.addWidget(self.problem)
        buttons = child(self, QDialogButtonBox, "buttons")
        self._add: QPushButton = buttons.button(QDialogButtonBox.StandardButton.Ok)
        mark(self._add, role="primary")
        buttons.accepted.connect(self._accept)
        self.entitle(translate("NewRow", "New {}").format(about.one), self.tr("Add"))

    def entitle(self, title: str, accept: str) -> None:
        """Say what is asked, and what the button does."""
        self.setWindowTitle(title)
        self._title.setText(title)
        self._add.setText(accept)

    def _accept(self) -> None:
        try:
            self.values.update(self.form.values())
        except ValueProblem:
            return  # shown below the field
        make = self._make
        refused = self._session.attempt(lambda: make(self.values)) if make is not None else ""
        self.problem.setText(refused[:1].upper() + refused[1:])
        self.problem.setVisible(bool(refused))
        self.adjustSize()  # else the fields give way to what is said
        if not refused:
            self.accept()
