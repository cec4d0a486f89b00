"""What refers to the selected row: actions from a meeting, issues of a project, what a resource works on."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtCore import QModelIndex, QSize, SignalInstance
from PySide6.QtWidgets import QFrame, QLabel, QListView, QWidget

from tpm_desktop.desktop.finding import Found
from tpm_desktop.desktop.found_list import FOUND, FoundModel, FoundPainter
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import mark
from tpm_desktop.model.catalogue import CATALOGUE, TableEntry

from .page import Page

_MOST = 200
_ROW = 28
_NOT_LISTED = {
    "budget_line", "baseline_task",  # hundreds of parts that say nothing by themselves
    "capital_cost", "capital_alternative", "capital_flow", "capital_step", "quote",  # on pages of their own
    "case_year", "benefit_point", "resource_rate", "resource_availability",
}  # fmt: skip


def referring(table: str) -> list[tuple[TableEntry, str]]:
    """The tables and fields that may refer to a table's rows and are worth listing."""
    return [
        (about, name)
        for about in CATALOGUE
        if about.name not in _NOT_LISTED
        for name, column in about.fields.items()
        if column.target == table
        and (about.name, name) not in (("task", "parent_id"), ("task", "project_id"))
    ]


class UsesPage(Page):
    """A list; a click goes there."""

    def __init__(
        self, session: Session, table: str, went: SignalInstance, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, parent)
        self._referring = referring(table)
        self._went = went
        self.found = FoundModel(self)
        self.list = QListView()
        self.list.setObjectName("uses")
        self.list.setAccessibleName(self.tr("What refers to it"))
        self.list.setModel(self.found)
        self.list.setItemDelegate(FoundPainter(self.list, _ROW))
        self.list.setMouseTracking(True)
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        mark(self.list, role="list")
        self.list.clicked.connect(self._go)
        self.list.activated.connect(self._go)
        self._nothing = QLabel(self.tr("Nothing refers to it yet."))
        mark(self._nothing, role="muted")
        self.column.setContentsMargins(0, 12, 0, 16)
        self._nothing.setContentsMargins(16, 0, 16, 0)
        self.column.addWidget(self._nothing)
        self.column.addWidget(self.list, 1)

    def load(self) -> None:
        found = list(self._found())
        shown = found[:_MOST]
        self.found.show_found(shown)
        self._nothing.setVisible(not found)
        self.list.setVisible(bool(found))
        self.list.setMinimumSize(QSize(0, min(len(shown), 12) * _ROW))

    def _found(self) -> Iterator[Found]:
        names, file, wanted = self.session.names, self.session.program.file, set(self.ids)
        for about, field in self._referring:
            ids, targets = file.columns(about.name, ["id", field])
            role = about.fields[field].label
            for row_id, target in zip(ids, targets, strict=True):
                if target in wanted:
                    yield Found(names.name(about.name, row_id), role, about.name, row_id, about.icon)

    def _go(self, index: QModelIndex) -> None:
        found: Found = index.data(FOUND)
        self._went.emit(found.kind, found.key)
