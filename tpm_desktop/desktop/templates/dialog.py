"""Choose a template, name the component project, say when it starts, and see what comes of it."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import Qt, QTimer
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QPushButton,
    QTreeWidget,
    QWidget,
)

from tpm_desktop.desktop.forms import build, child
from tpm_desktop.desktop.inspector.moment import MomentEditor
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import mark
from tpm_desktop.desktop.wording import sentence, tip
from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures.templates import Proposal, Template, own_folder, propose, shelf
from tpm_desktop.model.check import ValueProblem
from tpm_desktop.plan import instant

from .preview import dress_needs, dress_outline, show_needs, show_outline

_TYPING = 150  # milliseconds
_FOUND = Qt.ItemDataRole.UserRole


class TemplateDialog(QDialog):
    """`proposal` is what would be added; None while something is missing or wrong."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self._session = session
        self.proposal: Proposal | None = None
        build("template", self)
        self.templates: QListWidget = child(self, QListWidget, "templates")
        self.name: QLineEdit = child(self, QLineEdit, "name")
        self.outline, self.needs = (child(self, QTreeWidget, name) for name in ("outline", "needs"))
        self._description, self.summary, self.problem, self._folder = (
            child(self, QLabel, name) for name in ("description", "summary", "problem", "folder")
        )
        self.start = MomentEditor(session, "start", self.tr("Starts"), finish=False, parent=self)
        self._timer = QTimer(self, singleShot=True, interval=_TYPING)
        self._timer.timeout.connect(self._work_out)
        self._dress()
        self._watch()
        self._fill()

    def _dress(self) -> None:
        mark(child(self, QLabel, "title"), role="section")
        for label in (self._description, self.summary, self._folder):
            mark(label, role="muted")
        mark(self.problem, role="problem")
        child(self, QHBoxLayout, "start_place").addWidget(self.start)
        child(self, QLabel, "start_label").setBuddy(self.start)
        self.start.setMinimumWidth(170)
        dress_outline(self.outline)
        self.outline.setAccessibleName(self.tr("Outline of the template"))
        dress_needs(self.needs)
        self.needs.setAccessibleName(self.tr("Roles and accounts of the template"))
        buttons = child(self, QDialogButtonBox, "buttons")
        self.ok: QPushButton = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.ok.setText(self.tr("&Add project"))
        mark(self.ok, role="primary")
        buttons.accepted.connect(self.accept)

    def _watch(self) -> None:
        self.templates.currentItemChanged.connect(lambda *_: self._chosen())
        self.templates.itemActivated.connect(lambda *_: self.accept())
        for line in (self.name, self.start):
            line.textChanged.connect(self._timer.start)

    def _fill(self) -> None:
        found, problems = shelf()
        for template in found:
            item = QListWidgetItem(template.name)
            item.setData(_FOUND, template)
            item.setToolTip(tip(template.description))
            self.templates.addItem(item)
        said = self.tr("Your own templates are files ending in .toml in {}").format(own_folder())
        if problems:
            said = self.tr("Can’t be used: {}").format("; ".join(problems))
            mark(self._folder, role="problem")
        self._folder.setText(said)
        program = self._session.program.file.program.start
        today = datetime.combine(self._session.formats.today(), program.time())
        self.start.show_moment(max(program, today))
        self.templates.setCurrentRow(0)
        self.templates.setFocus()

    @property
    def template(self) -> Template | None:
        """The chosen one."""
        item = self.templates.currentItem()
        return item.data(_FOUND) if item else None

    def _chosen(self) -> None:
        """Another template: its name is offered unless somebody has typed one."""
        if self.template is None:
            return
        if not self.name.isModified():
            self.name.setText(self.template.name)
        self._description.setText(self.template.description)
        self._work_out()

    def _work_out(self) -> None:
        """Ask the plan what would be, and show it or say why it can't be."""
        self._timer.stop()
        self.proposal, problem = None, ""
        try:
            if self.template is not None:
                self.proposal = self._asked(self.template)
        except (ValueProblem, EditError) as error:
            problem = sentence(str(error))
        if self.proposal is not None:
            show_outline(self.outline, self.proposal, self._session.formats)
            show_needs(self.needs, self.proposal)
            self.summary.setText(self._said(self.proposal))
        self.summary.setVisible(not problem)
        self.problem.setText(problem)
        self.problem.setVisible(bool(problem))
        self.ok.setEnabled(self.proposal is not None)

    def _asked(self, template: Template) -> Proposal:
        if not self.name.text().strip():
            raise EditError(self.tr("a name is needed"))
        start = self.start.moment()
        return propose(self._session.program, template, name=self.name.text(), start=start)

    def _said(self, proposal: Proposal) -> str:
        formats, made, schedule = self._session.formats, proposal.contents, proposal.state.schedule
        span = self.tr("{} to {}").format(
            formats.date(instant(int(schedule.start[proposal.row])), weekday=True),
            formats.date(instant(int(schedule.finish[proposal.row])), weekday=True),
        )
        counts = self.tr("{} tasks and {} milestones").format(proposal.tasks, proposal.gates)
        roles = self.tr("roles: {} new, {} present").format(len(made.new_roles), len(made.matched_roles))
        accounts = self.tr("accounts: {} new, {} present")
        told = accounts.format(len(made.new_accounts), len(made.matched_accounts))
        return " · ".join((span, counts, roles, told))

    def accept(self) -> None:
        """Close with what is proposed; what was typed last is worked out first."""
        if self._timer.isActive():
            self._work_out()
        if self.proposal is not None:
            super().accept()
