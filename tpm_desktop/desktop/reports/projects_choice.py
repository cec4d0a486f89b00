"""Which component projects a pack is about: all of them, or those that are ticked."""

from __future__ import annotations

from PySide6.QtCore import QObject, QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QLabel, QListWidget, QListWidgetItem, QWidget

from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.model.program import Project
from tpm_desktop.reports import Pack

from ..forms import child

_ID = Qt.ItemDataRole.UserRole


class ProjectsChoice(QObject):
    """Offered where there are several to choose from. changed: others are ticked now."""

    changed = Signal()

    def __init__(self, form: QWidget, file: ProgramFile) -> None:
        super().__init__(form)
        self.list: QListWidget = child(form, QListWidget, "projects")
        self._label: QLabel = child(form, QLabel, "projects_label")
        self._known = file.rows(Project)
        for project in self._known:
            item = QListWidgetItem(" ".join(filter(None, (project.code, project.name))))
            item.setData(_ID, project.id)
            item.setCheckState(Qt.CheckState.Checked)
            self.list.addItem(item)
        self._named = self._offered = False
        self.list.itemChanged.connect(lambda _: self.changed.emit())

    @property
    def _is_choice(self) -> bool:
        return len(self._known) > 1

    def show_pack(self, pack: Pack) -> None:
        """Tick those that the pack names; ticks stay where neither it nor the pack before names any."""
        if pack.projects or self._named:
            wanted = {said.strip().casefold() for said in pack.projects}
            with QSignalBlocker(self.list):
                for row, project in enumerate(self._known):
                    called = {(project.code or "").casefold(), project.name.casefold(), project.id}
                    ticked = not wanted or bool(wanted & called)
                    self.list.item(row).setCheckState(
                        Qt.CheckState.Checked if ticked else Qt.CheckState.Unchecked
                    )
        self._named = bool(pack.projects)
        self.offer(pack)

    def offer(self, pack: Pack) -> None:
        """Let projects be chosen where the pack can be told of some alone, else say why not."""
        self._offered = self._is_choice and pack.heeds_projects
        said = "" if pack.heeds_projects else self.tr("All parts of this pack are of the whole program")
        for widget in (self.list, self._label):
            widget.setVisible(self._is_choice and not pack.audits)  # an audit asks for one in its own way
            widget.setEnabled(pack.heeds_projects)
            widget.setToolTip(said)

    @property
    def _ticked(self) -> list[str]:
        items = (self.list.item(row) for row in range(self.list.count()))
        return [str(item.data(_ID)) for item in items if item.checkState() is Qt.CheckState.Checked]

    @property
    def is_empty(self) -> bool:
        """Whether a choice is offered and nothing chosen."""
        return self._offered and not self._ticked

    def about(self, pack: Pack) -> Pack:
        """The pack about those that are ticked; as it is where none can be chosen."""
        if not self._offered:
            return pack
        ticked = self._ticked
        return pack.about(() if len(ticked) == len(self._known) else tuple(ticked))
