"""Two rounds of estimates beside each other: lines, or sums by account or by component project."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from tpm_desktop.desktop.lines_dialog import LinesDialog
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.wording import shortened
from tpm_desktop.plan.estimate_comparison import Pair, Turn, compared, sums_by
from tpm_desktop.plan.estimate_words import changed_text, field_names
from tpm_desktop.plan.estimates import Round, rounds

_BY = ("account_id", "project_id")
_TABLES = {"account_id": "account", "project_id": "project"}


class CompareDialog(LinesDialog):
    """before, after: which rounds are compared; by: whether lines are told, or sums."""

    def __init__(self, session: Session, round_id: str, parent: QWidget) -> None:
        super().__init__(session.tr("Compare rounds of estimates"), parent)
        self._session = session
        self._rounds = rounds(session.program.plan.state)
        self.before, self.after, self.by = QComboBox(), QComboBox(), QComboBox()
        for one in self._rounds:
            for box in (self.before, self.after):
                box.addItem(shortened(one.name))
        place = [one.row.id for one in self._rounds].index(round_id)
        self.after.setCurrentIndex(place)
        self.before.setCurrentIndex(max(place - 1, 0))
        self.by.addItems([self.tr("Lines"), self.tr("Cost accounts"), self.tr("Component projects")])
        self.add_field(self.tr("Earlier"), self.before)
        self.add_field(self.tr("Later"), self.after)
        self.add_field(self.tr("By"), self.by)
        self.head(
            (self.tr("Estimate"), self.tr("What became of it"), self.tr("Earlier"), self.tr("Later"),
             self.tr("Difference")),
            (260, 190, 110, 110, 110),
            (2, 3, 4),
            self.tr("The lines of both rounds"),
        )  # fmt: skip
        for box in (self.before, self.after, self.by):
            box.currentIndexChanged.connect(self._show)
        self._show()

    def _show(self) -> None:
        self.rows.clear()
        earlier, later = (self._rounds[box.currentIndex()] for box in (self.before, self.after))
        pairs = compared(earlier, later)
        self.summary.setText(self.tr("{}. Amounts are expected ones.").format(changed_text(pairs)))
        if self.by.currentIndex():
            self._tell_sums(earlier, later, _BY[self.by.currentIndex() - 1])
        else:
            for pair in pairs:
                self.line([pair.line.row.title, self._turn(pair), *self._amounts(*pair.amounts)])
        sums = earlier.sums.expected, later.sums.expected
        self.line([self.tr("All lines"), "", *self._amounts(*sums)], bold=True)

    def _tell_sums(self, earlier: Round, later: Round, field: str) -> None:
        none = self.tr("No account") if field == "account_id" else self.tr("Across projects")
        for one in sums_by(earlier, later, field):
            name = self._session.names.name(_TABLES[field], one.id or "") or none
            self.line([name, "", *self._amounts(one.before, one.after)])

    def _turn(self, pair: Pair) -> str:
        if pair.turn is Turn.CHANGED:
            return self.tr("Changed: {}").format(field_names(pair.changed))
        return {Turn.ADDED: self.tr("Added"), Turn.GONE: self.tr("Gone"), Turn.SAME: ""}[pair.turn]

    def _amounts(self, before: int, after: int) -> list[str]:
        formats = self._session.formats
        said = [formats.money(amount, whole=True, dash=True) for amount in (before, after)]
        return [*said, formats.money(after - before, whole=True, dash=True, sign=True)]
