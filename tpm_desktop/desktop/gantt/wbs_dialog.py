"""How WBS codes are written: a prefix and an example, with what becomes of the rows beside it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTreeWidgetItem,
    QWidget,
)

from tpm_desktop.desktop.forms import build, child
from tpm_desktop.desktop.lines import LinesList
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import mark
from tpm_desktop.desktop.wording import sentence
from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures import wbs

_OFFERED = ("", "1.1.1", "1.01.01", "1-1-1", "A.1.1", "1.A.a", "A1.01")
_MOST_ROWS = 200
_WIDTHS = {1: 110, 2: 110}


class WbsDialog(QDialog):
    """Of the program that is open."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session = session
        build("wbs", self, LinesList)
        self.prefix: QLineEdit = child(self, QLineEdit, "prefix")
        self.example: QComboBox = child(self, QComboBox, "mask")
        self.preview: LinesList = child(self, LinesList, "preview")
        self.problem, self._given = (child(self, QLabel, name) for name in ("problem", "given"))
        self._dress()
        self._fill()
        self.prefix.textChanged.connect(self._show)
        self.example.editTextChanged.connect(self._show)
        self._show()

    def _dress(self) -> None:
        mark(child(self, QLabel, "title"), role="section")
        for label in (child(self, QLabel, "explanation"), self._given):
            mark(label, role="muted")
        mark(self.problem, role="problem")
        heads = [self.tr("Task"), self.tr("Code now"), self.tr("Code then")]
        self.preview.name_columns(heads, _WIDTHS, wide=0)
        self.preview.setAccessibleName(self.tr("WBS codes before and after"))
        buttons = child(self, QDialogButtonBox, "buttons")
        self.ok: QPushButton = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.ok.setText(self.tr("&Apply"))
        mark(self.ok, role="primary")
        buttons.accepted.connect(self.accept)

    def _fill(self) -> None:
        program, state = self._session.program.file.program, self._session.program.plan.state
        self.example.addItems(_OFFERED)
        line = self.example.lineEdit()
        assert line is not None  # the box is editable
        line.setPlaceholderText(self.tr("plain numbers: 1.1.1"))
        self.prefix.setText(program.wbs_prefix or "")
        self.example.setEditText(program.wbs_mask or "")
        levels = state.outline.level.tolist()
        for name, code, level in list(zip(state.names, state.wbs, levels, strict=True))[:_MOST_ROWS]:
            self.preview.addTopLevelItem(QTreeWidgetItem([f"{'    ' * level}{name}", code, ""]))
        given = wbs.given_codes(self._session.program)
        said = self.tr("1 task has a code given by hand, which stays")
        if given != 1:
            said = self.tr("{} tasks have codes given by hand, which stay").format(given)
        self._given.setText(said)
        self._given.setVisible(bool(given))

    def _show(self) -> None:
        """Say what becomes of the codes, or why nothing can."""
        problem, codes = "", []
        try:
            codes = wbs.preview(self._session.program, self.prefix.text(), self.example.currentText())
        except EditError as error:
            problem = sentence(str(error))
        for row in range(self.preview.topLevelItemCount()):
            item = self.preview.topLevelItem(row)
            if item is not None:
                item.setText(2, codes[row] if codes else "")
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.ok.setEnabled(not problem)

    def accept(self) -> None:
        """Write the codes so, as one edit, unless they are already."""
        program = self._session.program.file.program
        prefix, mask = self.prefix.text().strip(), self.example.currentText().strip()
        if (prefix, mask) != (program.wbs_prefix or "", program.wbs_mask or ""):
            self._session.do(lambda: wbs.set_mask(self._session.program, prefix, mask))
        super().accept()
