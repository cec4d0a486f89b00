"""What can be done about the policy: bearing a breach, taking that back, another threshold, going there."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QInputDialog, QWidget

from tpm_desktop.desktop.command import command
from tpm_desktop.desktop.new_row import ask_for
from tpm_desktop.desktop.session import Session
from tpm_desktop.finance.policy import NOBODY, Rule
from tpm_desktop.gestures.policy import take_back, waive, waiver_of
from tpm_desktop.gestures.policy_values import set_threshold, threshold_text
from tpm_desktop.model.catalogue import entry
from tpm_desktop.plan.policy_findings import PolicyFinding

Current = Callable[[], tuple[Rule | None, PolicyFinding | None]]
_ASKED = ("reason", "role", "approver_id", "asked_by_id", "decided_on", "until")


class Agreeing(QObject):
    """The commands by which breaches are waived and thresholds set."""

    def __init__(self, view: QWidget, session: Session, current: Current) -> None:
        """Args: current: the rule that is shown and its finding that is chosen."""
        super().__init__(view)
        self._view, self._session, self._current = view, session, current
        tr = self.tr
        self.commands: list[QAction] = [
            command(view, "policy-waive", tr("Record a waiver…"), "check", "Ctrl+Shift+W", self.waive),
            command(view, "policy-unwaive", tr("Take the waiver back"), "undo", None, self.take_back),
            command(
                view,
                "policy-threshold",
                tr("Set the rule’s threshold…"),
                "constraint",
                None,
                self.set_threshold,
            ),
        ]
        for action in self.commands:
            action.setEnabled(not session.program.file.read_only)

    def waive(self) -> None:
        """Ask why the chosen breach is borne, by whom, in which role and until when."""
        _, finding = self._current()
        session = self._session
        if finding is None:
            session.said.emit(self.tr("Choose a finding first"))
        elif finding.borne:
            session.said.emit(self.tr("The finding is waived already"))
        elif finding.rule.waiver == NOBODY:
            session.refused.emit(self.tr("Nobody may waive {}").format(finding.rule.id))
        else:
            self._ask(finding)

    def _ask(self, finding: PolicyFinding) -> None:
        program = self._session.program
        values = ask_for(
            self._session,
            entry("policy_waiver"),
            waiver_of(program, finding),
            self._view,
            fields=_ASKED,
            title=self.tr("Waive {} for “{}”").format(finding.rule.id, finding.subject.name),
            accept=self.tr("Waive"),
        )
        if values is not None:
            said = {name: values[name] for name in _ASKED if name in values}
            self._session.do(lambda: waive(program, finding, said))

    def take_back(self) -> None:
        """Let the chosen breach count again."""
        _, finding = self._current()
        if finding is None or finding.borne is None:
            self._session.said.emit(self.tr("Choose a finding that is waived"))
            return
        waiver = finding.borne.id
        self._session.do(lambda: take_back(self._session.program, waiver))

    def set_threshold(self) -> None:
        """Ask for another threshold of the current rule."""
        rule, _ = self._current()
        known = threshold_text(self._session.program, rule) if rule else None
        if rule is None or known is None:
            self._session.said.emit(self.tr("This rule has no threshold of its own; edit its text"))
            return
        figures = self.tr(" and ").join(metric.words for metric in rule.metrics)
        text, wanted = QInputDialog.getText(
            self._view,
            self.tr("Threshold of {}").format(rule.id),
            f"{figures[:1].upper()}{figures[1:]} {rule.operator}",
            text=known,
        )
        if wanted and text.strip() != known:
            self._session.do(lambda: set_threshold(self._session.program, rule, text))
