"""The conflicts of a merge in a list: what each is about, and how it is decided."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHeaderView, QTreeWidgetItem, QWidget

from tpm_desktop.desktop.icons import icon
from tpm_desktop.desktop.lines import LinesList
from tpm_desktop.desktop.wording import tip
from tpm_desktop.file.conflicts import Choice, Side
from tpm_desktop.model.catalogue import entry
from tpm_desktop.plan.merge_subjects import subject
from tpm_desktop.plan.merge_words import row_name
from tpm_desktop.plan.merging import Disputed, Proposal

from .decisions import Decisions, Key

_KEY = Qt.ItemDataRole.UserRole
_ABOUT_WIDTH, _DECIDED_WIDTH = 116, 100


class ConflictList(LinesList):
    """chosen: the selected conflict, a `Disputed`."""

    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(self.tr("Conflicts"))
        self.setHeaderLabels([self.tr("Conflict"), self.tr("About"), self.tr("Decided")])
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.resizeSection(1, _ABOUT_WIDTH)
        header.resizeSection(2, _DECIDED_WIDTH)
        self._disputed: dict[Key, Disputed] = {}
        self._items: dict[Key, QTreeWidgetItem] = {}
        self.currentItemChanged.connect(self._tell)

    @property
    def current(self) -> Disputed | None:
        """The selected conflict."""
        item = self.currentItem()
        return self._disputed.get(item.data(0, _KEY)) if item is not None else None

    def show_conflicts(self, proposal: Proposal, decisions: Decisions) -> None:
        """List what is in dispute now; the selected conflict stays selected where it is still there."""
        before = self.current
        self._disputed = {one.conflict.key: one for one in proposal.disputed}
        if list(self._disputed) != list(self._items):
            self._fill(proposal, before)
        for key, one in self._disputed.items():
            self._mark(self._items[key], None if one.is_open else decisions.choice(one.conflict))
        self._tell()

    def _fill(self, proposal: Proposal, before: Disputed | None) -> None:
        self.blockSignals(True)
        self.clear()
        self._items = {key: self._item(proposal, one) for key, one in self._disputed.items()}
        self.addTopLevelItems(list(self._items.values()))
        wanted = before.conflict.key if before else None
        first_open = next((key for key, one in self._disputed.items() if one.is_open), None)
        for key in (wanted, first_open, *self._items):
            if key in self._items:
                self.setCurrentItem(self._items[key])
                break
        self.blockSignals(False)

    def _item(self, proposal: Proposal, one: Disputed) -> QTreeWidgetItem:
        conflict = one.conflict
        name = row_name(proposal.merged, conflict.table, conflict.row_id)
        item = QTreeWidgetItem([name, subject(conflict), ""])
        item.setToolTip(0, tip(f"{entry(conflict.table).label} “{name}”"))
        item.setToolTip(1, tip(subject(conflict)))
        item.setData(0, _KEY, conflict.key)
        return item

    def _mark(self, item: QTreeWidgetItem, choice: Choice | None) -> None:
        if choice is None:
            item.setText(2, self.tr("open"))
            item.setIcon(2, icon("warning", None, "amber"))
        else:
            words = {Side.MINE: self.tr("mine"), Side.THEIRS: self.tr("theirs")}
            item.setText(2, words[choice] if isinstance(choice, Side) else self.tr("own value"))
            item.setIcon(2, icon("check", None, "muted"))

    def go_to_open(self) -> bool:
        """Select the next conflict that is open; whether there is one."""
        keys = list(self._items)
        current = self.current
        at = keys.index(current.conflict.key) + 1 if current else 0
        for key in (*keys[at:], *keys[:at]):
            if self._disputed[key].is_open:
                self.setCurrentItem(self._items[key])
                return True
        return False

    def _tell(self) -> None:
        self.chosen.emit(self.current)
