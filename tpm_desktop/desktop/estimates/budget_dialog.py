"""What a round of estimates would make of the budget, by account and month, and making it."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QTreeWidgetItem, QWidget

from tpm_desktop.desktop.editors import editor_for
from tpm_desktop.desktop.lines_dialog import LinesDialog
from tpm_desktop.desktop.session import Session
from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures.estimate_budget import made_already, make_budget, needed_approver, proposed_budget
from tpm_desktop.model.catalogue import entry
from tpm_desktop.plan.budget_periods import first_day
from tpm_desktop.plan.due import day_of_status
from tpm_desktop.plan.estimate_budget import Share
from tpm_desktop.plan.policy_people import holders


class BudgetDialog(LinesDialog):
    """approver, day, reason: what is asked; an account opens to its months."""

    def __init__(self, session: Session, round_id: str, parent: QWidget) -> None:
        super().__init__(session.tr("Make the budget from estimates"), parent, session.tr("Make the budget"))
        self._session, self._round_id = session, round_id
        self.found = proposed_budget(session.program, round_id)
        about = entry("budget_version")
        self.approver = editor_for(session, about, "approved_by_id", self)
        self.day = editor_for(session, about, "approved_on", self)
        self.reason = QLineEdit()
        self.reason.setText(self.found.round.name)
        self.add_field(self.tr("Approved by"), self.approver)
        self.add_field(self.tr("Approved on"), self.day)
        self.add_field(self.tr("Reason"), self.reason)
        usual = {"approved_by_id": self._usual(), "approved_on": day_of_status(session.program.plan.state)}
        for editor in (self.approver, self.day):
            editor.show_row(usual)
        self.head(
            (self.tr("Account"), self.tr("Planned before"), self.tr("Planned then"), self.tr("Difference")),
            (280, 130, 130, 130),
            (1, 2, 3),
            self.tr("The accounts of the round"),
        )
        self.rows.setRootIsDecorated(True)
        for share in self.found.shares:
            self._tell(share)
        for rest in self.found.others:
            name = self.tr("Other accounts: {}").format(self._project(rest.project_id))
            self.line([name, *self._amounts(rest.planned, rest.planned)])
        stays = self.found.stays
        whole = self._amounts(self.found.was + stays, self.found.total)
        self.line([self.tr("All accounts"), *whole], bold=True)
        self.summary.setText(self._summed_up())
        if told := made_already(session.program, self.found):
            self.refuse(told)

    def _usual(self) -> str | None:
        """Who holds the role that the policy asks for, where that is one person."""
        try:
            role = needed_approver(self._session.program, max(self.found.total, 0))
        except EditError as error:
            self.refuse(str(error))
            return None
        people = holders(self._session.program.plan.state, role) if role else frozenset()
        others = people - {self.found.round.row.prepared_by_id}
        return next(iter(others)) if len(others) == 1 else self.found.round.row.approved_by_id

    def _summed_up(self) -> str:
        formats = self._session.formats
        said = self.tr("The accounts below get what the round expects, {}, in place of {} planned before.")
        parts = [said.format(formats.money(self.found.becomes, currency=True), formats.money(self.found.was))]
        if count := self.found.new_accounts:
            parts.append(self.tr("%n account(s) will be made.", "", count))
        if stays := self.found.stays:
            also = self.tr("Other accounts of the same projects keep {}, so {} are approved.")
            whole = formats.money(self.found.total, currency=True)
            parts.append(also.format(formats.money(stays), whole))
        parts.append(self.tr("The budget is kept as an approved version; undo takes all of it back."))
        return " ".join(parts)

    def _tell(self, share: Share) -> None:
        names = self._session.names
        name = names.name("account", share.place.account_id or "")
        if share.place.account_id is None:
            name = self.tr("New account: {}").format(self._project(share.place.project_id))
        item = self.line([name, *self._amounts(share.was, share.becomes)])
        for month in share.changed:
            amounts = share.before.get(month, 0), share.after.get(month, 0)
            texts = [self._session.formats.month(first_day(month)), *self._amounts(*amounts)]
            part = QTreeWidgetItem(texts)
            for column in (1, 2, 3):
                part.setTextAlignment(column, Qt.AlignmentFlag(item.textAlignment(column)))
            item.addChild(part)

    def _project(self, project_id: str | None) -> str:
        return self._session.names.name("project", project_id or "") or self.tr("Program")

    def _amounts(self, before: int, after: int) -> list[str]:
        formats = self._session.formats
        said = [formats.money(amount, dash=True) for amount in (before, after)]
        return [*said, formats.money(after - before, dash=True, sign=True)]

    def done_with(self) -> None:
        """Make the budget, or say what is in its way."""
        problem = self._session.attempt(self._make)
        if not problem:
            self.accept()
            return
        self.refuse(problem)
        self.ok.setEnabled(True)

    def _make(self) -> None:
        make_budget(
            self._session.program,
            self._round_id,
            approved_by_id=self.approver.values().get("approved_by_id"),
            approved_on=self.day.values().get("approved_on"),
            reason=self.reason.text().strip() or None,
        )
