"""The rows that a merge changes, each with what becomes of its fields."""

from __future__ import annotations

from PySide6.QtWidgets import QHeaderView, QTreeWidgetItem, QWidget

from tpm_desktop.desktop.lines import LinesList
from tpm_desktop.desktop.wording import tip
from tpm_desktop.file.compare import FieldDifference, How, RowDifference
from tpm_desktop.file.conflicts import Side
from tpm_desktop.formats import Formats
from tpm_desktop.model.catalogue import entry
from tpm_desktop.plan.merge_subjects import field_label
from tpm_desktop.plan.merge_words import row_name
from tpm_desktop.plan.merging import Proposal

from .worked import Worked

_MOST = 500
_NAME_WIDTH, _HOW_WIDTH = 300, 170
_ARROW = "\N{RIGHTWARDS ARROW}"


class IncomingList(LinesList):
    """A line a row, the first `_MOST`."""

    def __init__(self, formats: Formats, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._formats = formats
        self.setAccessibleName(self.tr("What changes in this program"))
        self.setHeaderLabels([self.tr("Row"), self.tr("What happens"), self.tr("Fields")])
        header = self.header()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.resizeSection(0, _NAME_WIDTH)
        header.resizeSection(1, _HOW_WIDTH)

    def show_rows(self, worked: Worked) -> None:
        """List the rows."""
        self.clear()
        self.addTopLevelItems([self._line(worked.proposal, row) for row in worked.rows[:_MOST]])
        more = len(worked.rows) - _MOST
        if more > 0:
            self.addTopLevelItem(QTreeWidgetItem([self.tr("and {} more rows").format(f"{more:,}")]))

    def _line(self, proposal: Proposal, row: RowDifference) -> QTreeWidgetItem:
        words = {
            How.ADDED: self.tr("{} added"),
            How.REMOVED: self.tr("{} removed"),
            How.CHANGED: self.tr("{} changed"),
        }
        fields = self._fields(proposal, row) if row.how is How.CHANGED else ""
        line = QTreeWidgetItem([row.name, words[row.how].format(entry(row.table).label), fields])
        for column, text in ((0, row.name), (2, fields)):
            line.setToolTip(column, tip(text))
        return line

    def _fields(self, proposal: Proposal, row: RowDifference) -> str:
        about = entry(row.table)
        shown = [one for one in row.fields if about.fields[one.field].shown]
        if not shown:
            return self.tr("its place among the others")
        return ", ".join(self._field(proposal, row, one) for one in shown)

    def _field(self, proposal: Proposal, row: RowDifference, one: FieldDifference) -> str:
        versions = (proposal.merged.sides[Side.MINE], proposal.merged)
        before, after = (
            self._formats.show_field(
                entry(row.table),
                one.field,
                version.get(row.table, row.row_id) or {},
                name_of=lambda table, row_id: row_name(proposal.merged, table, row_id),
            ).partition("\n")[0]
            or "\N{EN DASH}"
            for version in versions
        )
        return f"{field_label(row.table, one.field)} {before} {_ARROW} {after}"
