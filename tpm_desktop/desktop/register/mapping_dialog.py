"""Asks which column each heading of another system's sheet means; the answer is remembered."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QComboBox, QTreeWidgetItem, QWidget

from tpm_desktop.desktop.lines_dialog import LinesDialog
from tpm_desktop.desktop.wording import shortened
from tpm_desktop.model.catalogue import TableEntry

if TYPE_CHECKING:
    from tpm_desktop.exchange.sheets import Headings

_NOTHING = ""


class MappingDialog(LinesDialog):
    """mapping: the field by heading, None for a heading that is left out."""

    def __init__(
        self,
        name: str,
        about: TableEntry,
        headings: Headings,
        lacks: Callable[[dict[str, str | None]], tuple[str, ...]],
        parent: QWidget,
    ) -> None:
        """Args: name: the sheet's; lacks: the labels of columns that a mapping has no heading for."""
        title = f"{about.plural}: {shortened(name)}"
        super().__init__(title, parent, parent.tr("Go on"))
        self._lacks = lacks
        self.mapping = {
            head: field for head, field in zip(headings.heads, headings.fields, strict=True) if head
        }
        self.choice = QComboBox()
        self.choice.addItem(self.tr("Left out"), userData=_NOTHING)
        for field, column in about.fields.items():
            if column.shown and field != about.code_field:
                self.choice.addItem(column.label, userData=field)
        self.add_field(self.tr("The selected heading means"), self.choice)
        self.summary.setText(
            self.tr("Say once what the headings of this sheet mean; sheets like it are then read at once.")
        )
        self.head(
            (self.tr("Heading"), self.tr("First line"), self.tr("Means")),
            (240, 200, 220),
            (),
            self.tr("The headings of the sheet"),
        )
        for place, head in enumerate(headings.heads):
            if head:
                sample = headings.sample[place] if place < len(headings.sample) else None
                self.line([head, "" if sample is None else str(sample), ""], head)
        self.rows.itemSelectionChanged.connect(self._show_chosen)
        self.choice.activated.connect(self._choose)
        self.rows.setCurrentItem(next(self.items()))
        self._show()

    def _current(self) -> str:
        return str(self.key_of(next(iter(self.rows.selectedItems()), None)) or "")

    def _show_chosen(self) -> None:
        field = self.mapping.get(self._current()) or _NOTHING
        self.choice.setCurrentIndex(max(self.choice.findData(field), 0))

    def _choose(self) -> None:
        if self._current():
            self.mapping[self._current()] = str(self.choice.currentData()) or None
            self._show()

    def _show(self) -> None:
        for item in self.items():
            self._say(item, self.mapping[str(self.key_of(item))] or _NOTHING)
        missing = self._lacks(self.mapping)
        twice = {field for field in self.mapping.values() if field and self._count(field) > 1}
        if twice:
            said = self.choice.itemText(max(self.choice.findData(min(twice)), 0))
            self.refuse(self.tr("Two headings mean {}; leave one of them out.").format(said))
        elif missing:
            self.refuse(self.tr("Still to be said: {}.").format(", ".join(missing)))
        else:
            self.refuse("")

    def _say(self, item: QTreeWidgetItem, field: str) -> None:
        item.setText(2, self.choice.itemText(max(self.choice.findData(field), 0)))

    def _count(self, field: str) -> int:
        return sum(1 for one in self.mapping.values() if one == field)
