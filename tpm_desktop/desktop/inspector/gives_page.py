"""What a component project gives to others and gets from them: commitments with their outlook."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QModelIndex, Qt, SignalInstance
from PySide6.QtWidgets import QFrame, QLabel, QListView, QWidget

from tpm_desktop.desktop.finding import Found
from tpm_desktop.desktop.found_list import FOUND, FoundModel, FoundPainter
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import mark
from tpm_desktop.plan import State, instant
from tpm_desktop.plan.commitment_words import giver, margin_text, receiver
from tpm_desktop.plan.commitments import Outlook, Promise, commitments

from .page import Page

_ROW = 38
_PICTURES = {
    Outlook.LATE: "error",
    Outlook.SLIPPING: "warning",
    Outlook.ON_COURSE: "commitment",
    Outlook.OPEN: "help",
    Outlook.MET: "success",
}


class GivesPage(Page):
    """The project's own sheet; a click or Enter goes to the commitment."""

    def __init__(self, session: Session, went: SignalInstance, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self._went = went
        self.gives, self.gets = FoundModel(self), FoundModel(self)
        self._parts = [
            (*self._add(self.tr("Gives"), self.gives), self.tr("Nothing is agreed that it gives to others.")),
            (*self._add(self.tr("Gets"), self.gets), self.tr("Nothing is agreed that it gets from others.")),
        ]
        self.column.addStretch(1)

    def _add(self, heading: str, model: FoundModel) -> tuple[QLabel, QListView]:
        title, shown = QLabel(heading), QListView()
        mark(title, role="caption")
        title.setWordWrap(True)
        shown.setAccessibleName(heading)
        shown.setModel(model)
        shown.setItemDelegate(FoundPainter(shown, _ROW, below=True))
        shown.setMouseTracking(True)
        shown.setFrameShape(QFrame.Shape.NoFrame)
        shown.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        mark(shown, role="list")
        shown.clicked.connect(self._go)
        shown.activated.connect(self._go)
        self.column.addWidget(title)
        self.column.addWidget(shown)
        return title, shown

    def load(self) -> None:
        state = self.session.program.plan.state
        row = state.outline.row.get(self.ids[0]) if self.ids else None
        every = [] if row is None else commitments(state)
        found = ([p for p in every if p.giver == row], [p for p in every if p.receiver == row])
        headings = (self.tr("Gives"), self.tr("Gets"))
        for promises, heading, (title, shown, nothing), gives in zip(
            found, headings, self._parts, (True, False), strict=True
        ):
            late = sum(p.outlook is Outlook.LATE for p in promises)
            said = self.tr("{}: {}, {} late").format(heading, len(promises), late)
            title.setText(said if promises else f"{heading}: {nothing}")
            model = self.gives if gives else self.gets
            model.show_found(self._rows(state, promises, gives=gives))
            shown.setVisible(bool(promises))
            shown.setFixedHeight(len(promises) * _ROW + 2)

    def _rows(self, state: State, promises: Sequence[Promise], *, gives: bool) -> list[Found]:
        titles = state.inputs.tables["commitment"].texts["title"]
        ordered = sorted(promises, key=lambda p: (p.settled, p.forecast))
        return [
            Found(
                titles[p.row] or "", self._detail(state, p, gives), "commitment", p.id, _PICTURES[p.outlook]
            )
            for p in ordered
        ]

    def _detail(self, state: State, promise: Promise, gives: bool) -> str:
        """When it comes, how much room that leaves, and who is at the other side."""
        formats = self.session.formats
        whom = (receiver(state, promise) if gives else giver(state, promise)) or self.tr("nobody named")
        side = self.tr("to {}").format(whom) if gives else self.tr("from {}").format(whom)
        day, margin = formats.date(instant(promise.forecast)), margin_text(promise, formats)
        if promise.settled:
            return " · ".join(part for part in (promise.status.label, day, side) if part)
        room = self.tr("margin {}").format(margin) if margin else self.tr("no need known")
        return " · ".join([day or self.tr("no forecast"), room, side])

    def _go(self, index: QModelIndex) -> None:
        found: Found = index.data(FOUND)
        self._went.emit(found.kind, found.key)
