"""The pages about what belongs to tasks: their links and their assignments."""

from __future__ import annotations

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QWidget

from tpm_desktop.desktop.session import Session
from tpm_desktop.file.changes import Changes
from tpm_desktop.gestures.links import link_each, unlink
from tpm_desktop.gestures.records import remove_rows
from tpm_desktop.gestures.staffing import assign
from tpm_desktop.plan import Delta

from .page import Page
from .related_table import RelatedTable


class _PartsPage(Page):
    """Tables of what belongs to the selected rows; what is added is added to all of them, in one edit."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.tables: list[RelatedTable] = []

    def put(self, table: RelatedTable, went: SignalInstance) -> None:
        """Put a table on the page."""
        table.went.connect(went)
        self.tables.append(table)
        self.column.addWidget(table)

    def load(self) -> None:
        for table in self.tables:
            table.show_rows(self.ids)

    def follow(self, changes: Changes, delta: Delta) -> None:
        for table in self.tables:
            table.follow(changes, delta)


class LinksPage(_PartsPage):
    """What the tasks wait for, and what waits for them."""

    def __init__(self, session: Session, went: SignalInstance, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        program = session.program
        self.predecessors = RelatedTable(
            session,
            "link",
            "successor_id",
            ("predecessor_id", "type", "lag"),
            self.tr("Waits for"),
            lambda other: link_each(program, [other], self.ids),
            lambda ids: unlink(program, ids),
            self,
        )
        self.successors = RelatedTable(
            session,
            "link",
            "predecessor_id",
            ("successor_id", "type", "lag"),
            self.tr("Is waited for by"),
            lambda other: link_each(program, self.ids, [other]),
            lambda ids: unlink(program, ids),
            self,
        )
        self.put(self.predecessors, went)
        self.put(self.successors, went)
        self.column.addStretch(1)


class AssignmentsPage(_PartsPage):
    """Who works on the tasks, how much."""

    def __init__(self, session: Session, went: SignalInstance, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        program = session.program
        self.assignments = RelatedTable(
            session,
            "assignment",
            "task_id",
            ("resource_id", "units", "work"),
            self.tr("Works on it"),
            lambda other: assign(program, other, self.ids),
            lambda ids: remove_rows(program, "assignment", ids),
            self,
        )
        self.put(self.assignments, went)
        self.column.addStretch(1)
