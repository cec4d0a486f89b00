"""The checks as a tree: groups, and in each its checks with figure, threshold and verdict."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import cast

from PySide6.QtCore import QCoreApplication, QModelIndex, QPersistentModelIndex, Qt

from tpm_desktop.desktop.lines import Branch, LinesModel
from tpm_desktop.formats import Formats
from tpm_desktop.plan.quality_words import figure_text, out_of, threshold_text
from tpm_desktop.planning.quality import CHECKS, Check, Group, Result, Verdict, failing

Index = QModelIndex | QPersistentModelIndex
CHECK, FIGURE, COUNTED, THRESHOLD, VERDICT = range(5)
STATE = Qt.ItemDataRole.UserRole
ID = Qt.ItemDataRole.UserRole + 1
_RIGHT = (FIGURE, COUNTED, THRESHOLD)

translate = QCoreApplication.translate


def title(check: Check) -> str:
    """What a check is called, in the language of the window."""
    return translate("Quality", check.title)


def verdict_word(verdict: Verdict) -> str:
    """A verdict as one word or two."""
    return translate("Quality", verdict.value.capitalize())


@dataclass(slots=True)
class Line(Branch):
    """A check, or a group of them."""

    group: Group
    check: Check | None = None


class ChecksModel(LinesModel):
    """All checks that there are; without results the figures are open."""

    right = _RIGHT

    def __init__(self) -> None:
        super().__init__()
        self.headings = (
            self.tr("Check"),
            self.tr("Figure"),
            self.tr("Counted"),
            self.tr("Holds at"),
            self.tr("Verdict"),
        )
        self.root = Line(CHECKS[0].group)
        for group, checks in groupby(CHECKS, key=lambda check: check.group):
            heading = self.root.add(Line(group))
            for check in checks:
                heading.add(Line(group, check))
        self.results: dict[str, Result] = {}
        self._formats: Formats | None = None

    def show_results(self, results: list[Result], formats: Formats) -> None:
        """Show other figures; rows stay where they are."""
        self.results = {result.check.id: result for result in results}
        self._formats = formats
        for row in range(self.rowCount()):
            group = self.index(row, 0)
            self.dataChanged.emit(group, self.index(row, VERDICT))
            self.dataChanged.emit(
                self.index(0, 0, group), self.index(self.rowCount(group) - 1, VERDICT, group)
            )

    def line(self, index: Index) -> Line:
        """The line at an index, the root outside."""
        return cast(Line, self.branch(index))

    def check(self, index: Index) -> Check | None:
        """The check of a row, None of a group."""
        return self.line(index).check

    def lines(self) -> Iterator[tuple[Line, Check]]:
        """Where every check stands, from top to bottom."""
        for line in cast(Line, self.root).walk():
            if line.check is not None:
                yield line, line.check

    def find(self, check_id: str) -> QModelIndex:
        """Where a check stands."""
        found = (self.place(line) for line, check in self.lines() if check.id == check_id)
        return next(found, QModelIndex())

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        check = self.check(index)
        if check is None:
            return self._of_group(index, role)
        result = self.results.get(check.id)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self.alignment(index.column())
        if role == STATE:
            return result.verdict if result else None
        if role == ID:
            return check.id
        text = self._text(check, result, index.column())
        if role == Qt.ItemDataRole.DisplayRole:
            return text
        if role == Qt.ItemDataRole.ToolTipRole and index.column() in (CHECK, VERDICT):
            return f"{title(check)}\n{translate('Quality', check.mend)}"
        return f"{check.id} {text}" if role == Qt.ItemDataRole.AccessibleTextRole else None

    def _text(self, check: Check, result: Result | None, column: int) -> str:
        if column == CHECK:
            return title(check)
        if result is None or self._formats is None:
            return ""
        return (
            figure_text(result, self._formats),
            out_of(result, self._formats),
            threshold_text(result.check, self._formats),
            verdict_word(result.verdict),
        )[column - 1]

    def _of_group(self, index: Index, role: int) -> object:
        line = self.line(index)
        checks = [below.check for below in line.children if below.check is not None]
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if index.column() == CHECK:
            return translate("Quality", line.group.value)
        if index.column() != VERDICT or not self.results:
            return ""
        shown = [self.results[check.id] for check in checks]
        fails = sum(r.verdict is Verdict.FAILS for r in shown) if checks[0].made_of else len(failing(shown))
        return self.tr("{} fail").format(fails) if fails else self.tr("none fails")
