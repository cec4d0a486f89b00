"""Which sections a pack has, in which order and how far each goes."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QListWidget, QListWidgetItem, QMenu, QToolButton, QWidget

from tpm_desktop.reports import Pack
from tpm_desktop.reports.named_parts import PARTS, Asks
from tpm_desktop.reports.pack import Depth, PackSection

from ..forms import child
from ..icons import icon

_SECTION = Qt.ItemDataRole.UserRole


class SectionsPage(QObject):
    """Ticked ones are told. changed: the pack is another one now."""

    changed = Signal()

    def __init__(self, form: QWidget) -> None:
        super().__init__(form)
        self.list: QListWidget = child(form, QListWidget, "sections")
        self.depth: QComboBox = child(form, QComboBox, "depth")
        self._depth_label: QLabel = child(form, QLabel, "depth_label")
        self.up, self.down, self.add = (child(form, QToolButton, name) for name in ("up", "down", "add"))
        for button, name, said in (
            (self.up, "move-up", self.tr("Move the section up")),
            (self.down, "move-down", self.tr("Move the section down")),
        ):
            button.setIcon(icon(name))
            button.setAccessibleName(said)
        for depth, label in ((Depth.BRIEF, self.tr("In short")), (Depth.FULL, self.tr("In full"))):
            self.depth.addItem(label, userData=depth)
        self._offer_parts()
        self._pack: Pack | None = None
        self.up.clicked.connect(lambda: self._move(-1))
        self.down.clicked.connect(lambda: self._move(1))
        self.depth.activated.connect(self._deepen)
        self.list.currentRowChanged.connect(lambda _: self._show_depth())
        self.list.itemChanged.connect(lambda _: self.changed.emit())
        self.list.model().rowsMoved.connect(lambda *_: self.changed.emit())

    def _offer_parts(self) -> None:
        """What needs words or settings of its own is written in the pack's text instead."""
        menu = QMenu(self.add)
        for part in PARTS.values():
            if part.takes or part.key == "chapter" or part.asks in (Asks.SLIP, Asks.REQUEST):
                continue
            action = menu.addAction(self.tr(part.label))
            action.setToolTip(self.tr(part.tells))
            action.triggered.connect(lambda _=False, key=part.key: self._insert(key))
        self.add.setMenu(menu)

    def show_pack(self, pack: Pack) -> None:
        """Begin with the sections as the pack has them."""
        self._pack = pack
        self.list.blockSignals(True)
        self.list.clear()
        for section in pack.sections:
            self.list.addItem(self._item(section))
        self.list.blockSignals(False)
        self.list.setCurrentRow(0)
        self._show_depth()

    def _item(self, section: PackSection) -> QListWidgetItem:
        item = QListWidgetItem(section.title or self.tr(section.kind.label))
        item.setToolTip(self.tr(section.kind.tells))
        item.setData(_SECTION, section)
        item.setCheckState(Qt.CheckState.Checked)
        return item

    @property
    def pack(self) -> Pack:
        """The pack with the sections that are ticked; all of them where none is."""
        assert self._pack is not None
        items = [self.list.item(row) for row in range(self.list.count())]
        ticked = tuple(i.data(_SECTION) for i in items if i.checkState() is Qt.CheckState.Checked)
        if ticked == self._pack.sections or not ticked:
            return self._pack
        # Whichever comes first now lies as its pack does.
        first = replace(ticked[0], orientation="")
        return replace(self._pack, sections=(first, *ticked[1:]))

    @property
    def is_changed(self) -> bool:
        """Whether the sections are others than those the pack came with."""
        return self._pack is not None and self.pack.sections != self._pack.sections

    def _insert(self, key: str) -> None:
        row = self.list.currentRow() + 1
        self.list.insertItem(row, self._item(PackSection(key)))
        self.list.setCurrentRow(row)
        self.changed.emit()

    def _move(self, step: int) -> None:
        row = self.list.currentRow()
        if not 0 <= row + step < self.list.count():
            return
        self.list.blockSignals(True)
        self.list.insertItem(row + step, self.list.takeItem(row))
        self.list.blockSignals(False)
        self.list.setCurrentRow(row + step)
        self.changed.emit()

    @property
    def _current(self) -> PackSection | None:
        row = self.list.currentRow()
        section: PackSection | None = self.list.item(row).data(_SECTION) if row >= 0 else None
        return section

    def _show_depth(self) -> None:
        section = self._current
        deep = section is not None and section.kind.depths
        self.depth.setEnabled(deep)
        self._depth_label.setEnabled(deep)
        told = (section.depth or section.kind.usual) if section else Depth.FULL
        self.depth.setCurrentIndex(0 if told == Depth.BRIEF else 1)

    def _deepen(self) -> None:
        section = self._current
        if section is None:
            return
        depth = (Depth.BRIEF, Depth.FULL)[self.depth.currentIndex()]
        kept = "" if depth == section.kind.usual else str(depth)
        self.list.currentItem().setData(_SECTION, replace(section, depth=kept))
