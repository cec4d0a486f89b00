"""What is wrong with how the projects hang together, below the map, each with a way to it."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from tpm_desktop.gestures.commitments import propose_for_link
from tpm_desktop.plan import State
from tpm_desktop.plan.dependency_findings import Finding, FindingKind, dependency_findings

from ..finding import Found
from ..found_list import FoundView
from ..session import Session
from ..style import mark

_PICTURES = {
    FindingKind.LATE: "error",
    FindingKind.PROMISE: "warning",
    FindingKind.GIVE: "external",
    FindingKind.LOOP: "refresh",
    FindingKind.OWNER: "person",
    FindingKind.OPEN: "commitment",
}


class FindingsPanel(QWidget):
    """went: somebody wants to see a row, by table and id. counted: how many findings there are now."""

    went = Signal(str, str)
    counted = Signal(int)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("network-findings-panel")
        self._session = session
        self._of: State | None = None
        self.found: list[Finding] = []
        self._count = QLabel()
        mark(self._count, role="muted")
        self.propose = QPushButton(self.tr("Propose a commitment"))
        self.propose.setObjectName("network-propose")
        self.propose.setToolTip(self.tr("Make the chosen link between two projects a commitment to agree on"))
        self.propose.clicked.connect(self._propose)
        self.list = FoundView("network-findings", self.tr("Findings"), self, row=0)
        self.list.chosen.connect(lambda found: self.went.emit(found.kind, found.key))
        self.list.selectionModel().currentChanged.connect(lambda *_: self._show_what_can_be_done())
        head = QHBoxLayout()
        head.setContentsMargins(16, 4, 12, 4)
        head.addWidget(self._count, 1)
        head.addWidget(self.propose)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self.list, 1)
        layout.addStretch(0)

    def load(self) -> None:
        """Ask the plan anew, once for each of its states."""
        state, formats = self._session.program.plan.state, self._session.formats
        if state is self._of:
            return
        self._of, self.found = state, dependency_findings(state, formats)
        many = len(self.found)
        said = self.tr("1 finding") if many == 1 else self.tr("{} findings").format(formats.integer(many))
        self._count.setText(
            said if many else self.tr("Nothing is found: all that crosses is agreed and kept")
        )
        self.list.show_found(
            [
                Found(one.what, one.said, one.table, one.id, _PICTURES.get(one.kind, "link"))
                for one in self.found
            ]
        )
        self._show_what_can_be_done()
        self.counted.emit(many)

    @property
    def _current(self) -> Finding | None:
        row = self.list.currentIndex().row()
        return self.found[row] if 0 <= row < len(self.found) else None

    def _show_what_can_be_done(self) -> None:
        current, writable = self._current, not self._session.program.file.read_only
        self.propose.setEnabled(writable and current is not None and current.kind is FindingKind.UNCOMMITTED)

    def _propose(self) -> None:
        """The proposal is selected, so that the inspector asks for what is missing of it."""
        current = self._current
        if current is None:
            return
        made = self._session.do(lambda: propose_for_link(self._session.program, current.id))
        if made is not None:
            self._session.select("commitment", [made])
            self._session.said.emit(self.tr("The commitment is proposed; agree on it in the inspector"))
