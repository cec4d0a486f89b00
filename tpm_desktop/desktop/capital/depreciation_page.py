"""How the cost of a request's assets is charged by fiscal year, or would be before there are any; and what
changes of them from a day on."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QLabel, QTableWidget, QTableWidgetItem, QWidget

from tpm_desktop.desktop.finding import Found
from tpm_desktop.desktop.inspector.page import Page
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import dress_table, mark
from tpm_desktop.model.purchasing import Asset, AssetChange
from tpm_desktop.plan.capital.book import read_books
from tpm_desktop.plan.capital.case import Schedule, schedules
from tpm_desktop.plan.capital.words import gain_text, schedule_finding, schedule_text, year_text

from .parts_list import PartsList

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class DepreciationPage(Page):
    """A table an asset: year, charge and book value."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.nothing = QLabel()
        self.nothing.setWordWrap(True)
        mark(self.nothing, role="muted")
        self.column.addWidget(self.nothing)
        self.column.addStretch(1)
        self.tables: list[QTableWidget] = []
        self.changes: dict[str, PartsList] = {}
        self._parts: list[QWidget] = []

    def load(self) -> None:
        self._clear()
        starts_in = self.session.program.file.program.fiscal_year_start
        one = len(self.ids) == 1
        books = read_books(self.session.program.plan.state.capital, self.ids if one else ())
        found = schedules(books[0], starts_in) if books else []
        several = self.tr("Select one request to see its depreciation.")
        lacking = self.tr(
            "Enter capital costs, the useful life and when it is in service: then it is told here."
        )
        self.nothing.setText(lacking if one else several)
        self.nothing.setVisible(not found)
        for schedule in found:
            self._show(schedule, starts_in)
            if schedule.asset is not None:
                self._show_changes(books[0].changes.get(schedule.asset.id, ()), schedule.asset)
        for gone in self.changes.keys() - {one.asset.id for one in found if one.asset is not None}:
            self.changes.pop(gone).deleteLater()

    def _clear(self) -> None:
        """Lists of changes stay for the assets that do: the dialog that is asking may be one's own."""
        for part in self._parts:
            self.column.removeWidget(part)
            part.hide()
            if not isinstance(part, PartsList):
                part.deleteLater()
        self.tables, self._parts = [], []

    def _show(self, schedule: Schedule, starts_in: int) -> None:
        title = QLabel(schedule_text(schedule, self.session.formats))
        mark(title, role="caption")
        title.setWordWrap(True)
        self._put(title)
        formats = self.session.formats
        notes = (schedule_finding(schedule, formats), gain_text(schedule, formats, starts_in))
        for said, role in ((schedule.problem, "problem"), *((note, "muted") for note in notes)):
            label = QLabel(said)
            mark(label, role=role)
            label.setWordWrap(True)
            if said:
                self._put(label)
        if schedule.problem:
            return
        off = any(year.written_off for year in schedule.years)
        heads = [self.tr("Year"), self.tr("Charge"), self.tr("Book value")]
        if off:
            heads.insert(2, self.tr("Written off"))
        rows = [
            (
                year_text(year.start_year, formats, starts_in),
                year.charge,
                *([year.written_off] if off else []),
                year.book_value,
            )
            for year in schedule.years
        ]
        table = self._table(title.text(), heads, rows)
        self.tables.append(table)
        self._put(table)

    def _show_changes(self, changes: Sequence[AssetChange], asset: Asset) -> None:
        part = self.changes.get(asset.id)
        if part is None:
            heading = self.tr("Changes of life or value")
            part = PartsList(self.session, "asset_change", heading, self, owner="asset_id")
            self.changes[asset.id] = part
        part.show_rows(asset.id, [self._change(one) for one in changes])
        self._put(part)
        part.show()

    def _change(self, one: AssetChange) -> Found:
        formats = self.session.formats
        life = self.tr("{} months left").format(formats.integer(one.life)) if one.life else ""
        amount = formats.money(one.written_off, currency=True)
        off = self.tr("{} written off").format(amount) if one.written_off else ""
        detail = " · ".join(filter(None, (self.tr("from {}").format(formats.month(one.changed)), life, off)))
        return Found(one.reason, detail, "", one.id, "split")

    def _put(self, part: QWidget) -> None:
        self.column.insertWidget(self.column.count() - 1, part)
        self._parts.append(part)

    def _table(self, name: str, heads: Sequence[str], rows: Sequence[tuple[Any, ...]]) -> QTableWidget:
        table = QTableWidget(len(rows), len(heads), self)
        table.setAccessibleName(name)
        table.setHorizontalHeaderLabels(list(heads))
        table.setEditTriggers(QTableWidget.EditTrigger.NoEditTriggers)
        table.setSelectionBehavior(QTableWidget.SelectionBehavior.SelectRows)
        table.setTabKeyNavigation(False)
        dress_table(table)
        for place, (year, *amounts) in enumerate(rows):
            table.setItem(place, 0, QTableWidgetItem(year))
            for column, amount in enumerate(amounts, 1):
                item = QTableWidgetItem(self.session.formats.money(amount, dash=True))
                item.setTextAlignment(_RIGHT)
                table.setItem(place, column, item)
        for column in range(len(heads)):
            head = table.horizontalHeaderItem(column)
            if column and head is not None:
                head.setTextAlignment(_RIGHT)
        table.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
        high = table.verticalHeader().defaultSectionSize() * len(rows)
        table.setFixedHeight(high + table.horizontalHeader().sizeHint().height() + 4)
        table.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        return table
