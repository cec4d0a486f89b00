"""Keep a component project as a template of one's own: its name, and what each resource is called there."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from tpm_desktop.desktop.forms import build, child
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import dress_table, mark
from tpm_desktop.desktop.wording import sentence
from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures.templates import file_of, roles_of, save_template, template_of

_ID = Qt.ItemDataRole.UserRole
_FIRST_COLUMN = 270


class SaveTemplateDialog(QDialog):
    """Of one component project."""

    def __init__(self, session: Session, project: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._session, self._project = session, project
        build("save_template", self)
        self.name, self.description = (child(self, QLineEdit, name) for name in ("name", "description"))
        self.roles: QTableWidget = child(self, QTableWidget, "roles")
        self.target, self.problem = (child(self, QLabel, name) for name in ("target", "problem"))
        self._dress()
        self._fill()
        self.name.textChanged.connect(self._show)
        self._show()

    def _dress(self) -> None:
        mark(child(self, QLabel, "title"), role="section")
        for name in ("explanation", "target"):
            mark(child(self, QLabel, name), role="muted")
        mark(self.problem, role="problem")
        self.roles.setColumnCount(2)
        self.roles.setHorizontalHeaderLabels([self.tr("Resource"), self.tr("Role in the template")])
        self.roles.setAccessibleName(self.tr("Roles in place of resources"))
        dress_table(self.roles)
        self.roles.setColumnWidth(0, _FIRST_COLUMN)
        self.roles.horizontalHeader().setStretchLastSection(True)
        buttons = child(self, QDialogButtonBox, "buttons")
        self.save: QPushButton = buttons.button(QDialogButtonBox.StandardButton.Save)
        mark(self.save, role="primary")
        buttons.accepted.connect(self.accept)

    def _fill(self) -> None:
        names = self._session.names
        self.name.setText(self._session.program.plan.name(self._project))
        self.name.selectAll()
        found = roles_of(self._session.program, self._project)
        self.roles.setRowCount(len(found))
        for row, (who, role) in enumerate(found.items()):
            resource = QTableWidgetItem(names.name("resource", who))
            resource.setFlags(Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable)
            resource.setData(_ID, who)
            self.roles.setItem(row, 0, resource)
            self.roles.setItem(row, 1, QTableWidgetItem(role))
        for part in (self.roles, child(self, QLabel, "roles_label")):
            part.setVisible(bool(found))

    def chosen_roles(self) -> dict[str, str]:
        """What the resources are called, by id; without those that are left out."""
        model = self.roles.model()
        cells = [(model.index(row, 0), model.index(row, 1)) for row in range(self.roles.rowCount())]
        return {who.data(_ID): role.data().strip() for who, role in cells if role.data().strip()}

    def _show(self) -> None:
        """Say where it goes, or that a name is missing."""
        name = self.name.text().strip()
        self.problem.setText("" if name else self.tr("A name is needed"))
        self.problem.setVisible(not name)
        self.save.setEnabled(bool(name))
        path = file_of(name)
        said = self.tr("Takes the place of your template {}") if path.exists() else self.tr("Goes to {}")
        self.target.setText(said.format(path))
        self.target.setVisible(bool(name))

    def accept(self) -> None:
        """Save and close; what stands in the way is said and the dialog stays."""
        name = self.name.text().strip()
        try:
            template = template_of(
                self._session.program,
                self._project,
                name=name,
                description=self.description.text().strip(),
                roles=self.chosen_roles(),
            )
            path = save_template(template, replace=file_of(name).exists())
        except EditError as problem:
            self.problem.setText(sentence(str(problem)))
            self.problem.show()
            return
        self._session.said.emit(self.tr("Saved as template {}").format(path.name))
        super().accept()
