"""Risks, issues, decisions and actions that touch the selected task or project, and a line to add one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QWidget

from tpm_desktop.desktop.finding import Found
from tpm_desktop.desktop.found_list import FoundView
from tpm_desktop.desktop.icons import icon
from tpm_desktop.desktop.new_row import new_values
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.status_bar import announce
from tpm_desktop.desktop.style import mark
from tpm_desktop.desktop.wording import sentence
from tpm_desktop.file.changes import Changes
from tpm_desktop.gestures.records import add_row
from tpm_desktop.plan import Delta
from tpm_desktop.plan.due import DUE, day_of_status, days_overdue
from tpm_desktop.plan.touching import REGISTERS, Touching, touched

from .page import Page

_SEEN = 6  # rows before a list scrolls
_MOST = 200  # rows in a list; the register has them all
_TABLES = frozenset(about.name for about in REGISTERS)


class TouchingPage(Page):
    """Two lists, its own and those of its component project; what is added is tied to the row at once."""

    def __init__(
        self, session: Session, table: str, went: SignalInstance, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, parent)
        self._table = table
        self._heading, self._others_heading = QLabel(), QLabel()
        self._nothing, self._settled, self._problem = QLabel(), QLabel(), QLabel()
        self.own = FoundView("touching", self.tr("Risks and issues that touch it"))
        self.others = FoundView("touching-project", self.tr("Open in its component project"))
        for view in (self.own, self.others):
            view.chosen.connect(lambda found: went.emit(found.kind, found.key))
        self.kind, self.title = QComboBox(), QLineEdit()
        self._lay_out()

    def _lay_out(self) -> None:
        for label, role in (
            (self._heading, "caption"),
            (self._others_heading, "caption"),
            (self._nothing, "muted"),
            (self._settled, "muted"),
            (self._problem, "problem"),
        ):
            mark(label, role=role)
            label.setWordWrap(True)
        self._others_heading.setContentsMargins(0, 12, 0, 0)
        for part in (
            self._heading, self._nothing, self.own, self._adder(), self._problem,
            self._others_heading, self.others, self._settled,
        ):  # fmt: skip
            self.column.addWidget(part)
        self.column.addStretch(1)
        self._problem.hide()

    def _adder(self) -> QWidget:
        for about in REGISTERS:
            self.kind.addItem(icon(about.icon), self.tr(about.label), about.name)
        self.kind.setObjectName("add-touching-kind")
        self.kind.setAccessibleName(self.tr("What to add"))
        self.title.setObjectName("add-touching")
        self.title.setAccessibleName(self.tr("Title of what to add"))
        self.title.setPlaceholderText(self.tr("Add: its title"))
        self.title.returnPressed.connect(self.add)
        line = QWidget()
        row = QHBoxLayout(line)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        row.addWidget(self.kind)
        row.addWidget(self.title, 1)
        return line

    # Showing

    def show_ids(self, ids: tuple[str, ...]) -> None:
        if ids != self.ids:
            self.title.clear()
            self._say("")
        super().show_ids(ids)

    def load(self) -> None:
        known = self.session.program.plan.state.outline.row
        ids = [one for one in self.ids if one in known]
        writable = len(ids) == 1 and not self.session.program.file.read_only
        self.kind.setEnabled(writable)
        self.title.setEnabled(writable)
        if ids:
            self._show(ids)

    def _show(self, ids: list[str]) -> None:
        found, single = touched(self.session.program, ids), len(ids) == 1
        of_one = self.tr("Of this task") if self._table == "task" else self.tr("Of this project")
        of_all = self.tr("Of these {} tasks") if self._table == "task" else self.tr("Of these {} projects")
        self._heading.setText(of_one if single else of_all.format(self.session.formats.integer(len(ids))))
        nothing = self.tr("Nothing is registered for it yet.")
        self._nothing.setText(nothing if single else self.tr("Nothing is registered for them yet."))
        self._nothing.setVisible(not found.own)
        self.own.show_found(self._listed(found.own[:_MOST]), _SEEN)
        still = [one for one in found.project if not one.settled]
        name = self.session.names.name("project", found.project_id)
        self._others_heading.setText(self.tr("Open in “{}”").format(name))
        self._others_heading.setVisible(bool(still))
        self.others.show_found(self._listed(still[:_MOST]), _SEEN)
        settled = len(found.project) - len(still)
        said = self.tr("One more is settled.") if settled == 1 else self.tr("{} more are settled.")
        self._settled.setText(said.format(self.session.formats.integer(settled)))
        self._settled.setVisible(settled > 0)

    def _listed(self, rows: Sequence[Touching]) -> list[Found]:
        return [
            Found(str(one.values["title"]), self._detail(one), one.about.name, one.row_id, one.about.icon)
            for one in rows
        ]

    def _detail(self, one: Touching) -> str:
        """Code, register, state, and by when it is due."""
        rule, formats, values = DUE[one.about.name], self.session.formats, one.values
        code = str(values[one.about.code_field or "title"] or "")
        parts = [code, self.tr(one.about.label), formats.show_field(one.about, rule.state, values)]
        if values[rule.date] and not one.settled:
            due = self.tr("due {}").format(formats.show_field(one.about, rule.date, values))
            late = days_overdue(one.about.name, values, day_of_status(self.session.program.plan.state))
            parts.append(self.tr("{}, {} d late").format(due, late) if late else due)
        return " · ".join(part for part in parts if part)

    def follow(self, changes: Changes, delta: Delta) -> None:
        if delta.reshaped or _TABLES & set(changes.tables) or changes.of("project") or changes.of("program"):
            self.load()

    # Adding

    def add(self) -> None:
        """Register what was typed, tied to the row and its project."""
        title, table = self.title.text().strip(), str(self.kind.currentData())
        if not title:
            self._say(self.tr("a title is needed; type what it is about"))
            return
        about = next(about for about in REGISTERS if about.name == table)
        project_id = touched(self.session.program, self.ids).project_id
        values = {**new_values(self.session, about), "title": title, "project_id": project_id}
        if self._table == "task":
            values["task_id"] = self.ids[0]
        problem = self.session.attempt(lambda: add_row(self.session.program, table, values))
        self._say(problem)
        if not problem:
            self.title.clear()

    def _say(self, reason: str) -> None:
        self._problem.setText(sentence(reason) if reason else "")
        self._problem.setVisible(bool(reason))
        mark(self.title, problem=bool(reason))
        announce(self.title, reason)
