"""The dialog that records something as sent: when, what, by whom, and the document itself."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLabel, QPushButton, QWidget

from tpm_desktop.desktop.new_row import NewRow
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import mark
from tpm_desktop.gestures.attachments import Document, read_document
from tpm_desktop.gestures.communications import record_sent
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.stakeholders import Communication
from tpm_desktop.plan.due import day_of_status

_FIELDS = ("title", "sent_on", "sent_by_id", "audience", "notes")


class SentDialog(NewRow):
    """Filled with what the plan says; a document may be attached."""

    def __init__(self, session: Session, about: Communication, audience: str, parent: QWidget) -> None:
        known = {
            "title": about.title,
            "sent_on": day_of_status(session.program.plan.state),
            "sent_by_id": about.owner_id,
            "audience": audience or None,
        }
        super().__init__(session, entry("communication_sent"), known, parent, _FIELDS, self._record)
        self.setObjectName("sent-dialog")
        self._communication = about.id
        self.document: Path | None = None
        self.made = ""
        self.entitle(self.tr("Record as sent"), self.tr("Record"))
        self._name = QLabel(self.tr("No document"))
        mark(self._name, role="muted")
        self.choose = QPushButton(self.tr("Choose a document…"))
        self.choose.setObjectName("sent-document")
        self.choose.setAutoDefault(False)
        self.choose.clicked.connect(self._ask)
        row = QHBoxLayout()
        row.addWidget(self._name, 1)
        row.addWidget(self.choose)
        self.body.insertLayout(self.body.indexOf(self.problem), row)

    def _ask(self) -> None:
        found, _ = QFileDialog.getOpenFileName(self, self.tr("The document that was sent"))
        if found:
            self.attach(Path(found))

    def attach(self, document: Path) -> None:
        """Take a file as the document that was sent."""
        self.document = document
        self._name.setText(document.name)

    def _record(self, values: dict[str, object]) -> None:
        documents: list[Document] = [read_document(self.document)] if self.document else []
        self.made = record_sent(self._session.program, self._communication, values, documents)
