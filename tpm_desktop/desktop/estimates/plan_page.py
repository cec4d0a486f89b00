"""The inspector's page of what the plan's figure of an estimate is made of, task by task."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QSize, SignalInstance
from PySide6.QtWidgets import QFrame, QLabel, QListView, QWidget

from tpm_desktop.desktop.finding import Found
from tpm_desktop.desktop.found_list import FOUND, FoundModel, FoundPainter
from tpm_desktop.desktop.inspector.page import Page
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import mark
from tpm_desktop.plan.cost_parts import KINDS
from tpm_desktop.plan.estimates import Line, Round, rounds

_MOST = 200
_ROW, _SEEN = 40, 12


class PlanPage(Page):
    """The dearest tasks first; a click goes there."""

    def __init__(self, session: Session, went: SignalInstance, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._went = went
        self.found = FoundModel(self)
        self.list = QListView()
        self.list.setObjectName("estimate-plan")
        self.list.setAccessibleName(self.tr("What the plan costs here"))
        self.list.setModel(self.found)
        self.list.setItemDelegate(FoundPainter(self.list, _ROW, below=True))
        self.list.setFrameShape(QFrame.Shape.NoFrame)
        mark(self.list, role="list")
        self.list.clicked.connect(self._go)
        self.list.activated.connect(self._go)
        self.said = QLabel()
        self.said.setWordWrap(True)
        mark(self.said, role="muted")
        self.column.addWidget(self.said)
        self.column.addWidget(self.list, 1)

    def load(self) -> None:
        pair = self._line()
        shown: list[Found] = []
        if pair is None:
            self.said.setText(self.tr("Select one estimate to see what the plan costs there."))
        elif not pair[1].parts.size:
            self.said.setText(self.tr("The plan has no cost here, or nearer estimates stand for it."))
        else:
            shown = self._tasks(*pair)
            amount = self.session.formats.money(pair[1].plan or 0, currency=True)
            self.said.setText(self.tr("The plan costs {} here, the dearest tasks first.").format(amount))
        self.found.show_found(shown)
        self.list.setVisible(bool(shown))
        self.list.setMinimumSize(QSize(0, min(len(shown), _SEEN) * _ROW))

    def _line(self) -> tuple[Round, Line] | None:
        if len(self.ids) != 1:
            return None
        every = ((one, line) for one in rounds(self.session.program.plan.state) for line in one.lines)
        return next((pair for pair in every if pair[1].row.id == self.ids[0]), None)

    def _tasks(self, one: Round, line: Line) -> list[Found]:
        """A line for each task and kind of cost."""
        state, formats, parts = self.session.program.plan.state, self.session.formats, one.parts
        sums: dict[tuple[int, int], int] = {}
        for n in line.parts.tolist():
            key = int(parts.row[n]), int(parts.kind[n])
            sums[key] = sums.get(key, 0) + int(parts.amount[n])
        dearest = sorted(sums.items(), key=lambda pair: (-abs(pair[1]), pair[0]))[:_MOST]
        return [
            Found(
                state.names[row],
                f"{KINDS[kind].label}: {formats.money(amount)}",
                "task",
                state.outline.ids[row],
                "gantt",
            )
            for (row, kind), amount in dearest
        ]

    def _go(self, index: QModelIndex) -> None:
        found: Found = index.data(FOUND)
        self._went.emit(found.kind, found.key)
