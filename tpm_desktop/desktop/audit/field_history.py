"""The history of one value: everything that a field of a row has been, who set it and when."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QMenu,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from tpm_desktop.desktop.icons import icon
from tpm_desktop.desktop.lines import LinesList
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import mark
from tpm_desktop.desktop.wording import shortened, tip
from tpm_desktop.file.audit import field_history
from tpm_desktop.file.rows import Rows
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.wording import within
from tpm_desktop.plan.change_words import shown

_SIZE = (860, 360)
_WIDTHS = (142, 200, 130, 140)


class FieldHistory(QDialog):
    """Values of one field, newest first."""

    def __init__(self, session: Session, table: str, row_id: str, field: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setObjectName("field-history")
        self.resize(*_SIZE)
        file, formats = session.program.file, session.formats
        rows = Rows.of(file)
        label = entry(table).fields[field].label
        self.setWindowTitle(self.tr("History of {}").format(within(label)))
        title = QLabel(f"{label} · {shortened(rows.title(table, row_id), 90)}")
        mark(title, role="section")
        self.values = LinesList()
        self._dress()
        for record, one in field_history(file, table, row_id, field):
            when = formats.instant(record.at.astimezone().replace(tzinfo=None), time=True, year=True)
            old, new = (shown(formats, rows, table, field, value) for value in (one.old, one.new))
            line = QTreeWidgetItem([when, record.who, old, new, record.label])
            for column in range(line.columnCount()):
                line.setToolTip(column, tip(line.text(column)))
            self.values.addTopLevelItem(line)
        count = self.values.topLevelItemCount()
        note = QLabel(self.tr("Set once") if count == 1 else self.tr("Set {} times").format(f"{count:,}"))
        if not count:
            note.setText(self.tr("It has had no value yet."))
        mark(note, role="muted")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(24, 24, 24, 16)
        layout.setSpacing(8)
        for part in (title, note, self.values, buttons):
            layout.addWidget(part)

    def _dress(self) -> None:
        tr = self.tr
        self.values.setAccessibleName(tr("Values"))
        heads = [tr("When"), tr("Who"), tr("Old"), tr("New"), tr("Edit")]
        self.values.name_columns(heads, dict(enumerate(_WIDTHS)), wide=len(_WIDTHS))


def offer_history(menu: QMenu, session: Session, table: str, row_id: str, field: str) -> None:
    """Put the history of a value into its context menu; greyed where the value is not one that is entered."""
    window = (menu.parentWidget() or menu).window()
    action = menu.addAction(icon("history"), menu.tr("History of this value…"))
    action.setObjectName("value-history")
    action.setEnabled(bool(row_id) and field in entry(table).fields)
    action.triggered.connect(lambda: FieldHistory(session, table, row_id, field, window).open())
