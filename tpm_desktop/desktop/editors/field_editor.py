"""What every editor of a field has in common."""

from __future__ import annotations

from abc import abstractmethod
from typing import Any

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QWidget

from tpm_desktop.desktop.session import Session
from tpm_desktop.model.catalogue import TableEntry
from tpm_desktop.model.fields import Column

translate = QCoreApplication.translate


class FieldEditor:
    """What every editor of a declared field can do; mixed into the widget that people use.

    show_row fills it from a row, a record or a mapping of stored values; values gives the fields that it
    means, by name, and raises `ValueProblem`. `committed` is emitted when a person is done: Enter, a choice
    made.
    """

    session: Session
    about: TableEntry
    field: str

    def bind(self, session: Session, about: TableEntry, field: str) -> None:
        """Say what is edited, for people and for screen readers."""
        self.session, self.about, self.field = session, about, field
        assert isinstance(self, QWidget)
        self.setObjectName(f"edit-{field}")
        self.setAccessibleName(self.column.label)
        self.setAccessibleDescription(self.column.help)

    @property
    def column(self) -> Column:
        return self.about.enterable[self.field]

    @abstractmethod
    def show_row(self, row: Any) -> None:
        """Show a row's value."""

    @abstractmethod
    def show_several(self) -> None:
        """Show that the rows edited together differ here."""

    @abstractmethod
    def values(self) -> dict[str, Any]:
        """What was entered, by field. Raises: `ValueProblem`."""

    def touched(self) -> bool:
        """Whether something was typed that has not been taken over yet."""
        return False

    def settle(self) -> None:
        """What stands in the editor is taken over."""

    def start_with(self, text: str) -> None:
        """Begin with a typed text in place of the value, where the editor takes text."""

    def shown(self, row: Any) -> str:
        """The field as people read it."""
        return self.session.formats.show_field(self.about, self.field, row, name_of=self.session.names.name)


def read_field(row: Any, field: str) -> Any:
    """A field of a record or of a mapping of stored values."""
    return row.get(field) if isinstance(row, dict) else getattr(row, field)


def several_values() -> str:
    """What stands where the rows edited together differ."""
    return translate("Editors", "several values")
