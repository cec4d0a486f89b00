"""Whose matrix is shown: the component projects, the tasks of one, of two, or of all."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QToolButton, QWidget

from tpm_desktop.desktop.widgets import hint
from tpm_desktop.plan import State

_MOST = 60  # characters of an entry


@dataclass(frozen=True, slots=True)
class Scope:
    """tasks: rather than component projects; projects: ids of those whose tasks, none: of all."""

    tasks: bool = False
    projects: tuple[str, ...] = ()


class ScopeBar(QWidget):
    """changed: another scope, or in sequence or no more."""

    changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("matrix-controls")
        self.scope = Scope()
        self.choice = QComboBox()
        self.choice.setObjectName("matrix-scope")
        self.choice.setAccessibleName(self.tr("What the matrix shows"))
        self.choice.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        self.choice.activated.connect(self._take)
        self.sequence = QToolButton()
        self.sequence.setToolTip(
            self.tr("Put givers before receivers; what needs each other is framed as a loop")
        )
        self.hint = hint(self.tr("Rows give, columns get · c: commitment · red: late, no slack"))
        self.hint.setToolTip(
            self.tr("What lies below the diagonal is feedback: it is got before it is given")
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(16, 4, 16, 8)
        row.setSpacing(8)
        row.addWidget(self.choice)
        row.addWidget(self.sequence)
        row.addWidget(self.hint, 1)

    def load(self, state: State) -> None:
        """Offer the component projects that there are; one that is gone is shown no more."""
        rows = state.outline.row
        if any(project not in rows for project in self.scope.projects):
            self.scope = Scope()
        offered = [
            (self.tr("Component projects"), Scope()),
            (self.tr("All tasks"), Scope(tasks=True)),
        ]
        for top in state.outline.children(-1):
            said = self.tr("Tasks of {}").format(state.names[top])
            offered.append((said, Scope(tasks=True, projects=(state.outline.ids[top],))))
        if len(self.scope.projects) > 1:
            names = [state.names[rows[project]] for project in self.scope.projects]
            offered.append((self.tr("Tasks of {} and {}").format(*names), self.scope))
        self.choice.clear()
        for text, scope in offered:
            self.choice.addItem(text if len(text) <= _MOST else text[: _MOST - 1] + "…", userData=scope)
        self.choice.setCurrentIndex([scope for _, scope in offered].index(self.scope))

    def show_scope(self, scope: Scope) -> None:
        """Show that."""
        self.scope = scope
        self.changed.emit()

    def _take(self) -> None:
        self.show_scope(self.choice.currentData())
