"""Which pack: all of them in groups, narrowed by what is typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent
from PySide6.QtWidgets import (
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from tpm_desktop.reports import Pack
from tpm_desktop.reports.pack import Group

from ..appearance import Appearance
from ..forms import child
from ..wording import tip

_KEY = Qt.ItemDataRole.UserRole
_SOUGHT = Qt.ItemDataRole.UserRole + 1
_INTO_THE_LIST = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class _Headings(QStyledItemDelegate):
    """Headings are disabled, so that keys pass them over, and yet are to be read."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        if not index.flags() & Qt.ItemFlag.ItemIsEnabled:
            option.state = (option.state | QStyle.StateFlag.State_Enabled) & ~QStyle.StateFlag.State_MouseOver


class KindsPage(QObject):
    """changed: another pack is chosen. What is hidden stays chosen until another one is."""

    changed = Signal()

    def __init__(self, form: QWidget) -> None:
        super().__init__(form)
        self.list: QListWidget = child(form, QListWidget, "kinds")
        self.filter: QLineEdit = child(form, QLineEdit, "kinds_filter")
        self.packs: Sequence[Pack] = ()
        self._heads: list[tuple[QListWidgetItem, list[QListWidgetItem]]] = []
        self._none = QListWidgetItem()
        self._chosen = ""
        self.filter.textChanged.connect(self._narrow)
        self.filter.installEventFilter(self)
        self.list.setItemDelegate(_Headings(self.list))
        self.list.currentItemChanged.connect(lambda item, _: self._take(item))

    def fill(self, packs: Sequence[Pack], key: str) -> None:
        """Offer packs, with that one chosen, else the first."""
        self.packs, self._heads = packs, []
        self.list.blockSignals(True)
        self.list.clear()
        for group in sorted(Group, key=lambda one: one is not Group.OWN):
            self._add(group, [pack for pack in packs if pack.group is group])
        self._none = self._heading(self.tr("No report is called so"))
        self._narrow(self.filter.text())
        self.list.blockSignals(False)
        self.choose(key if key in {pack.key for pack in packs} else packs[0].key)

    def _add(self, group: Group, packs: list[Pack]) -> None:
        if not packs:
            return
        label = self.tr(group.label)
        head, items = self._heading(label), []
        font = head.font()
        font.setWeight(font.Weight.DemiBold)
        head.setFont(font)
        for pack in packs:
            name, question = self.name(pack), pack.question if pack.own else self.tr(pack.question)
            item = QListWidgetItem(name, self.list)
            item.setData(_KEY, pack.key)
            item.setData(_SOUGHT, " ".join((label, name, question, pack.key)).casefold())
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{name}, {label}")
            item.setToolTip(tip("\n".join(filter(None, (name, question)))))
            items.append(item)
        self._heads.append((head, items))

    def _heading(self, text: str) -> QListWidgetItem:
        """A line to which neither keys nor a click lead."""
        made = QListWidgetItem(text, self.list)
        made.setFlags(Qt.ItemFlag.NoItemFlags)
        made.setForeground(QColor(Appearance.current().theme.muted))
        return made

    def name(self, pack: Pack) -> str:
        """What a pack is called: its own words where it is one of the program's own."""
        return pack.label if pack.own else self.tr(pack.label)

    @property
    def pack(self) -> Pack:
        """The pack that is chosen, as it is kept."""
        return next(pack for pack in self.packs if pack.key == self._chosen)

    def item(self, key: str) -> QListWidgetItem:
        """The line of a pack."""
        return next(item for item in self._items() if item.data(_KEY) == key)

    def choose(self, key: str) -> None:
        """Choose a pack, said even where it is chosen already: it may be another one of that key."""
        self.list.blockSignals(True)
        self.list.setCurrentItem(self.item(key))
        self.list.blockSignals(False)
        self._chosen = key
        self.changed.emit()

    def _take(self, item: QListWidgetItem | None) -> None:
        key = item.data(_KEY) if item is not None else None
        if key and key != self._chosen:
            self._chosen = key
            self.changed.emit()

    def _items(self) -> Iterator[QListWidgetItem]:
        for _, items in self._heads:
            yield from items

    def _narrow(self, typed: str) -> None:
        """Show the packs whose name, question or group has all words that are typed."""
        wanted, shown = typed.casefold().split(), False
        for head, items in self._heads:
            for item in items:
                item.setHidden(not all(word in item.data(_SOUGHT) for word in wanted))
            there = not all(item.isHidden() for item in items)
            head.setHidden(not there)
            shown |= there
        self._none.setHidden(shown)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self.filter
            and event.type() is QEvent.Type.KeyPress
            and isinstance(event, QKeyEvent)
            and event.key() in _INTO_THE_LIST
        ):
            self._go_in()
            return True  # Enter would press a button of the dialog
        return super().eventFilter(watched, event)

    def _go_in(self) -> None:
        """Lead from what is typed into what is found."""
        found = [item for item in self._items() if not item.isHidden()]
        if found:
            self.list.setFocus(Qt.FocusReason.OtherFocusReason)
            if self.list.currentItem() not in found:
                self.list.setCurrentItem(found[0])
