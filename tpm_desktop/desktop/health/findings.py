"""What one check found: the tasks and links, what is counted beside each, and the way to mend it."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHeaderView,
    QLabel,
    QStackedWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from tpm_desktop.desktop.appearance import Appearance
from tpm_desktop.desktop.style import dress_lines, mark
from tpm_desktop.desktop.things_model import Index, ThingsModel
from tpm_desktop.desktop.wording import tip
from tpm_desktop.formats import Formats
from tpm_desktop.model.catalogue import entry
from tpm_desktop.plan.quality_words import Finding, figure_text, out_of, threshold_text, waived_text
from tpm_desktop.planning.quality import Figure, Result, Verdict

from .checks_model import title, translate, verdict_word

WHAT, PROJECT, AMOUNT, WHO, WAIVED = range(5)
_WIDTHS = {PROJECT: 150, AMOUNT: 104, WHO: 120, WAIVED: 130}
_NAME = 240  # pixels that names keep before the least needed columns are hidden


class FindingsModel(ThingsModel):
    """The findings of one check, in the order of the plan until sorted otherwise."""

    columns = WAIVED + 1

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self.findings: list[Finding] = []
        self._amount, self._what = "", ""
        self._formats: Formats | None = None
        self._order: tuple[int, Qt.SortOrder] | None = None

    def show_findings(self, findings: Sequence[Finding], what: str, amount: str, formats: Formats) -> None:
        """Show others. what, amount: the headings above the names and above what is counted."""
        self.beginResetModel()
        self._formats = formats
        self.findings, self._what, self._amount = list(findings), what, amount
        if self._order is not None:
            self._arrange(*self._order)
        self.endResetModel()

    def things(self) -> list[Finding]:
        return self.findings

    def at_right(self, column: int) -> bool:
        return column == AMOUNT

    def headings(self) -> tuple[str, ...]:
        names = (self.tr("Component project"), self._amount, self.tr("Resource"), self.tr("Waived until"))
        return (self._what, *names)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(index.column())
        finding = self.findings[index.row()]
        if role == Qt.ItemDataRole.ForegroundRole and finding.waived:
            return QColor(Appearance.current().theme.muted)
        if role == Qt.ItemDataRole.DisplayRole:
            return (finding.what, finding.project, finding.amount, finding.who, self._until(finding))[
                index.column()
            ]
        return tip(self._told(finding, index.column())) if role == Qt.ItemDataRole.ToolTipRole else None

    def _until(self, finding: Finding) -> str:
        return self._formats.date(finding.waived.until) if finding.waived and self._formats else ""

    def _told(self, finding: Finding, column: int) -> str:
        """The whole of a cell; who waived a finding and why, wherever the row is pointed at."""
        if finding.waived and self._formats:
            said = waived_text(finding.waived, self._formats)
            return f"{finding.what}\n{said[:1].upper()}{said[1:]}"
        return (finding.what, finding.project, finding.amount, finding.who, "")[column]

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        self.layoutAboutToBeChanged.emit()
        self._order = (column, order)
        self._arrange(column, order)
        self.layoutChanged.emit()

    def _arrange(self, column: int, order: Qt.SortOrder) -> None:
        keys = (
            lambda finding: finding.what.casefold(),
            lambda finding: finding.project.casefold(),
            lambda finding: (finding.size, finding.amount),
            lambda finding: finding.who.casefold(),
            lambda finding: finding.waived.until if finding.waived else date.max,
        )
        self.findings.sort(key=keys[column], reverse=order is Qt.SortOrder.DescendingOrder)


class FindingsTable(QTableView):
    """wanted: a finding is to be gone to. chosen: it is the current one."""

    wanted = Signal(object)
    chosen = Signal(object)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.found = FindingsModel(self)
        self.setModel(self.found)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        dress_lines(self, "health-findings", self.tr("Findings"))
        header = self.horizontalHeader()
        header.setSectionResizeMode(WHAT, QHeaderView.ResizeMode.Stretch)
        for column, width in _WIDTHS.items():
            self.setColumnWidth(column, width)
        header.sortIndicatorChanged.connect(self.found.sort)
        header.setSectionsClickable(True)
        header.sectionClicked.connect(lambda: header.setSortIndicatorShown(True))
        self.activated.connect(lambda index: self.wanted.emit(self.found.findings[index.row()]))
        self.selectionModel().currentRowChanged.connect(self._tell)

    @property
    def current(self) -> Finding | None:
        """The finding that the keyboard is at."""
        row = self.currentIndex().row()
        return self.found.findings[row] if 0 <= row < len(self.found.findings) else None

    def arrange(self) -> None:
        """Show the columns that there is room and use for."""
        found, room = self.found.findings, self.viewport().width() - _NAME
        texts = {AMOUNT: "amount", WAIVED: "waived", WHO: "who", PROJECT: "project"}
        for column, text in texts.items():
            shown = room >= _WIDTHS[column] and any(getattr(finding, text) for finding in found)
            self.setColumnHidden(column, not shown)
            room -= _WIDTHS[column] if shown else 0

    def focusInEvent(self, event: QFocusEvent) -> None:
        """Who comes by keys begins at the first finding."""
        if not self.currentIndex().isValid() and event.reason() != Qt.FocusReason.MouseFocusReason:
            self.selectRow(0)
        super().focusInEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.arrange()

    def _tell(self) -> None:
        if self.current is not None:
            self.chosen.emit(self.current)


class FindingsPanel(QWidget):
    """A check's title, verdict and mend above its findings, or a line where it found nothing."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.figures, self.mend, self._nothing = QLabel(), QLabel(), QLabel(), QLabel()
        mark(self, role="canvas")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        mark(self.title, role="section")
        mark(self.figures, role="muted")
        mark(self._nothing, role="muted")
        self.table = FindingsTable(self)
        self._pages = QStackedWidget()
        self._pages.addWidget(self.table)
        self._pages.addWidget(self._nothing)
        self._nothing.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        self._nothing.setContentsMargins(16, 12, 16, 12)
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 16, 10)
        head.setSpacing(4)
        for label in (self.title, self.figures, self.mend):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            head.addWidget(label)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        layout.addLayout(head)
        layout.addWidget(self._pages, 1)

    def show_result(self, result: Result, findings: Sequence[Finding], formats: Formats) -> None:
        """Show what one check found."""
        check = result.check
        self.title.setText(f"{check.id}  {title(check)}")
        self.figures.setText(" · ".join(self._said(result, formats)))
        self.mend.setText(translate("Quality", check.mend))
        self.mend.setVisible(result.verdict in (Verdict.FAILS, Verdict.REPORTED) and bool(findings))
        what = (
            self.tr("Check")
            if check.made_of
            else translate("Catalogue", entry(check.register).label)
            if check.register
            else self.tr("Link")
            if result.found.links.size
            else self.tr("Task")
        )
        amount = check.amount.value.capitalize() if check.amount else self.tr("Verdict")
        self.table.found.show_findings(findings, what, translate("Quality", amount), formats)
        self.table.arrange()
        self._nothing.setText(self._why_nothing(result))
        self._pages.setCurrentIndex(0 if findings else 1)

    def _said(self, result: Result, formats: Formats) -> list[str]:
        """Verdict, figure, what it is made of, when it holds, and what else there is to know."""
        known = result.verdict is not Verdict.NOT_APPLICABLE
        figure = figure_text(result, formats) if known and result.check.figure is not Figure.COUNT else ""
        limit = self.tr("holds at {}").format(threshold_text(result.check, formats))
        note = translate("Quality", result.found.note)
        borne = 0 if result.found.waived is None else int(result.found.waived.sum())
        return [
            part
            for part in (
                verdict_word(result.verdict),
                figure,
                out_of(result, formats),
                limit if result.check.limit else "",
                self.tr("{} waived").format(borne) if borne else "",
                note,
            )
            if part
        ]

    def _why_nothing(self, result: Result) -> str:
        if result.verdict is Verdict.NOT_APPLICABLE:
            return self.tr("There is nothing to apply this check to.")
        return self.tr("Nothing to name.")
