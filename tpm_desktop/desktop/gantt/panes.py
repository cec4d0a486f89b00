"""Table and chart side by side: the same lines, the same scroll, the same rows folded and selected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence, Set
from itertools import accumulate

from PySide6.QtCore import QByteArray, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSplitter, QWidget

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.session import Session
from tpm_desktop.file.changes import Changes
from tpm_desktop.plan import State
from tpm_desktop.sieve import Arrangement, SortKey

from .chart import Chart
from .columns import COLUMNS, field_of
from .folding import Folding
from .frame import RowMeasures
from .model import OutlineModel
from .name_width import widen_names
from .repainting import region_of, rows_changed, spans_of
from .row_drag import RowDrag
from .row_tips import told_of
from .rows import ShownRows
from .tree import OutlineTree

_MOST_TABLE = 0.6  # of the width, so that the chart has room


class Panes(QSplitter):
    """split_by_hand: somebody moved the edge between the two. picked: another selection in the table.

    order_wanted: the field whose heading was clicked, "" for the rows' own order.
    """

    picked = Signal()
    order_wanted = Signal(str)

    def __init__(self, session: Session, appearance: Appearance, parent: QWidget | None = None) -> None:
        super().__init__(Qt.Orientation.Horizontal, parent)
        self._session = session
        self.model = OutlineModel(session, self)
        self.chart = Chart(session, appearance.theme)
        self.tree = OutlineTree(session, self.model, self.chart.inks)
        self.row_drag = RowDrag(session, self.tree)
        self.folding = Folding(self.tree, self.model)
        self._lay_out()
        self._connect()

    def _lay_out(self) -> None:
        self.setObjectName("gantt-splitter")
        self.setChildrenCollapsible(False)
        self.setHandleWidth(1)
        self.addWidget(self.tree)
        self.addWidget(self.chart)
        self.setStretchFactor(0, 0)
        self.setStretchFactor(1, 1)
        self.split_by_hand = False
        self.splitterMoved.connect(lambda *_: self._moved())

    def _moved(self) -> None:
        self.split_by_hand = True

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.share_width()

    def share_width(self) -> None:
        """Until somebody moves it, the edge between table and chart lies behind a whole column."""
        if not self.split_by_hand:
            header = self.tree.table_header
            widen_names(header, self.width())
            order = map(header.logicalIndex, range(header.count()))
            edges = list(accumulate(header.sectionSize(n) for n in order if not header.isSectionHidden(n)))
            table = max((edge for edge in edges if edge <= self.width() * _MOST_TABLE), default=edges[0])
            self.setSizes([table + 1, self.width() - table - 1])

    def restoreState(self, state: QByteArray | bytes | bytearray | memoryview) -> bool:
        self.split_by_hand = super().restoreState(state)
        return self.split_by_hand

    def _connect(self) -> None:
        tree, chart = self.tree, self.chart
        table_bar, chart_bar = tree.verticalScrollBar(), chart.verticalScrollBar()
        table_bar.rangeChanged.connect(lambda *_: self.share_range())
        table_bar.valueChanged.connect(chart_bar.setValue)
        chart_bar.valueChanged.connect(table_bar.setValue)
        self.folding.changed.connect(self.show_rows)
        tree.selectionModel().selectionChanged.connect(lambda *_: self._selected())
        tree.selectionModel().currentChanged.connect(lambda *_: self._describe())
        chart.row_pressed.connect(self._pressed)
        tree.header().setSectionsClickable(True)  # a tree that doesn't sort by itself has said no
        tree.header().sectionClicked.connect(lambda n: self.order_wanted.emit(field_of(COLUMNS[n].key)))

    def share_range(self) -> None:
        """The chart scrolls over the lines of the table."""
        table_bar, chart_bar = self.tree.verticalScrollBar(), self.chart.verticalScrollBar()
        chart_bar.setPageStep(table_bar.pageStep())
        chart_bar.setSingleStep(self.chart.measures.height)
        chart_bar.setRange(table_bar.minimum(), table_bar.maximum())
        chart_bar.setValue(table_bar.value())

    # The outline

    def relay(self, arrangement: Arrangement, *, first: bool = False, anew: bool = False) -> None:
        """Take the outline as it is now, keeping what is folded, selected and scrolled to.

        Args: anew: it is sifted otherwise than before; rows that a filter keeps, and groups, begin unfolded.
        """
        known = set() if first or self.model.kept is not None else self.folding.summaries()
        if anew:
            self.folding.forget_sifted()
        self.model.relay(arrangement)
        self.chart.tinted = self.tree.tinted = arrangement.tinted
        self.folding.renew(known, all_open=arrangement.kept is not None or first)
        self._name_units()
        self.show_rows()

    def follow(self, changes: Changes) -> None:
        """Take what an edit made of rows that stay where they are, and paint only those that it touched."""
        before = self.model.state
        self.model.refresh()
        touched = rows_changed(before, self.model.state, changes)
        if touched is None:
            self.show_rows()
            self.tree.viewport().update()
            return
        self.chart.take_cells(self.model.cells)
        self._update(touched, touched, (before, self.model.state))
        sight, line = self.chart.lines_in_sight(), self.chart.shown.line
        self.model.tell_of(row for row in touched if int(line[row]) in sight)
        self._describe()

    def show_rows(self) -> None:
        """Tell the chart which rows have which lines."""
        arranged, outline = self.model.arrangement, self.model.state.outline
        if arranged.groups is None:
            shown = ShownRows.of(outline, self.folding.folds, arranged.kept, arranged.order)
        else:
            shown = ShownRows.grouped(arranged.groups, self.folding.folds, len(outline))
        self.chart.show_rows(self.model.cells, shown)
        self.share_range()
        self._mark_selected()
        self.chart.viewport().update()
        self.tree.viewport().update()
        self._describe()

    def show_order(self, keys: Sequence[SortKey]) -> None:
        """Mark the headings that the rows are sorted by."""
        header = self.tree.table_header
        header.order = {key.field: key.descending for key in keys}
        header.viewport().update()

    # Selection and marks

    def _pressed(self, row: int, modifiers: Qt.KeyboardModifier) -> None:
        """A press on the chart selects as one on the table does."""
        self.tree.setFocus()
        if row < 0:
            return
        row_id, ids = self.model.state.outline.ids[row], self.tree.selected_ids()
        if modifiers & Qt.KeyboardModifier.ControlModifier:
            ids = [i for i in ids if i != row_id] if row_id in ids else [*ids, row_id]
            self.tree.select(ids, current=row_id)
        elif modifiers & Qt.KeyboardModifier.ShiftModifier and self.tree.currentIndex().isValid():
            self.tree.select_to(row_id)
        elif row_id not in ids:
            self.tree.select([row_id])

    def _selected(self) -> None:
        self._mark_selected()
        self.picked.emit()

    def _mark_selected(self) -> None:
        row = self.model.state.outline.row
        before, self.chart.selected = self.chart.selected, frozenset(row[i] for i in self.tree.selected_ids())
        self.tree.marked = self.chart.selected
        linked = before | self.chart.selected if before != self.chart.selected else frozenset()
        self._update(before ^ self.chart.selected, linked, (self.model.state,))

    def mark_link(self, link_id: str | None) -> None:
        """Mark a link, or none."""
        at = self.model.state.inputs.tables["link"].row.get(link_id or "", -1)
        if at != self.chart.selected_link:
            self.chart.selected_link = at
            self.chart.viewport().update()

    def flash(self, rows: frozenset[int]) -> None:
        """Mark rows until others, or none, are marked."""
        before, self.chart.flashing = self.chart.flashing, rows
        self.tree.flashing = rows
        self._update(before ^ rows, frozenset(), ())

    def _update(self, rows: Set[int], linked: Set[int], states: Iterable[State]) -> None:
        """Paint rows anew, and in the chart what links of some of them cross in any of some states."""
        shown = self.chart.shown
        own = spans_of(shown, (), rows)
        self.chart.update_lines([*own, *spans_of(shown, states, linked)])
        table, above = self.tree.viewport(), self.tree.verticalScrollBar().value()
        table.update(region_of(table, own, self.chart.measures.height, above))

    def _describe(self) -> None:
        """What a screen reader says of the chart: the bar of the current row."""
        row = self.model.row_of(self.tree.currentIndex())
        self.chart.setAccessibleDescription("" if row is None else told_of(self.model.cells, row))

    # Looks

    def set_compact(self, compact: bool) -> None:
        """Give rows their smaller height, or the usual one."""
        self.chart.measures = RowMeasures.of(compact=compact)
        self.tree.set_compact(self.chart.measures)
        self.share_range()
        self.chart.scale_changed()

    def set_tiers(self, tiers: int) -> None:
        """Give the time scale two tiers, or three."""
        header = self.tree.table_header
        header.set_tiers(tiers)
        self.chart.set_tiers(tiers)
        self.share_range()

    def restyle(self, appearance: Appearance) -> None:
        """Take the colours of the theme anew."""
        self.chart.restyle(appearance.theme)
        self.tree.restyle(self.chart.inks)

    def _name_units(self) -> None:
        header = self.tree.table_header
        amounts = ("cost", "baseline_cost", "cost_variance")
        header.units = dict.fromkeys(amounts, self._session.formats.currency)
