"""Two budgets beside each other: approved ones, or the one of now, by account."""

from __future__ import annotations

from PySide6.QtWidgets import QComboBox, QWidget

from tpm_desktop.desktop.lines_dialog import LinesDialog
from tpm_desktop.desktop.session import Session
from tpm_desktop.plan.budget_versions import compared, versions


class VersionsDialog(LinesDialog):
    """before, after: which budgets are compared."""

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(session.tr("Compare budgets"), parent)
        self._session = session
        program = session.program
        self._versions = versions(program.file, program.plan.state)
        self.before, self.after = QComboBox(), QComboBox()
        for version in self._versions:
            for box in (self.before, self.after):
                box.addItem(version.name or self.tr("The budget as it is now"))
        self.before.setCurrentIndex(max(len(self._versions) - 2, 0))
        self.after.setCurrentIndex(len(self._versions) - 1)
        self.add_field(self.tr("Earlier"), self.before)
        self.add_field(self.tr("Later"), self.after)
        self.head(
            (self.tr("Account"), self.tr("Earlier"), self.tr("Later"), self.tr("Difference")),
            (280, 140, 140, 140),
            (1, 2, 3),
            self.tr("The accounts in both budgets"),
        )
        for box in (self.before, self.after):
            box.currentIndexChanged.connect(self._show)
        self._show()

    def _show(self) -> None:
        self.rows.clear()
        state, formats = self._session.program.plan.state, self._session.formats
        earlier, later = (self._versions[box.currentIndex()] for box in (self.before, self.after))
        found = compared(state, earlier, later)
        for one in found:
            texts = [formats.money(one.before, dash=True), formats.money(one.after, dash=True)]
            difference = formats.money(one.difference, dash=True, sign=True)
            self.line([self._session.names.name("account", one.account_id), *texts, difference])
        sums = (sum(one.before for one in found), sum(one.after for one in found))
        total = formats.money(sums[1] - sums[0], dash=True, sign=True)
        said = [formats.money(amount, dash=True) for amount in sums]
        self.line([self.tr("Program"), *said, total], bold=True)
        changed = sum(1 for one in found if one.difference)
        if len(self._versions) == 1:
            self.summary.setText(self.tr("No budget is approved yet. Approve one to compare it with later."))
        else:
            self.summary.setText(self.tr("{} of {} accounts differ.").format(changed, len(found)))
