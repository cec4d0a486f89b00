"""What a program agrees of its checks, from the Health view: findings that it bears, and other limits."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

from PySide6.QtCore import QObject
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QWidget

from tpm_desktop.desktop.command import command
from tpm_desktop.desktop.new_row import ask_for
from tpm_desktop.desktop.session import Session
from tpm_desktop.gestures.agreed_checks import own_limit, set_limit, take_back, usual_limit, waive
from tpm_desktop.gestures.check_rules import limit_fields
from tpm_desktop.gestures.commitments import propose_for_link
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.quality import CheckLimit
from tpm_desktop.plan.agreed_checks import WAIVABLE
from tpm_desktop.plan.due import day_of_status
from tpm_desktop.plan.quality_words import Finding
from tpm_desktop.planning.quality import Check

OPEN_COMMITMENTS = "L7"
_A_QUARTER = timedelta(days=91)

Current = Callable[[], tuple[Check | None, Finding | None]]


class Agreeing(QObject):
    """The commands by which findings are waived, thresholds set, and links made commitments."""

    def __init__(self, view: QWidget, session: Session, current: Current) -> None:
        """Args: current: the check that is shown and its finding that is chosen."""
        super().__init__(view)
        self._view, self._session, self._current = view, session, current
        tr = self.tr
        self.commands: list[QAction] = [
            command(view, "health-waive", tr("Waive the finding…"), "check", "Ctrl+Shift+W", self.waive),
            command(view, "health-unwaive", tr("Take the waiver back"), "undo", None, self.take_back),
            command(view, "health-propose", tr("Propose a commitment"), "commitment", None, self.propose),
            command(
                view, "health-limit", tr("Set the check’s threshold…"), "constraint", None, self.set_limit
            ),
        ]
        for action in self.commands:
            action.setEnabled(not session.program.file.read_only)

    def waive(self) -> None:
        """Ask why the chosen finding is borne, by whom and until when."""
        check, finding = self._current()
        if check is None or finding is None or check.made_of:
            self._session.said.emit(self.tr("Choose a finding first"))
        elif finding.waived:
            self._session.said.emit(self.tr("The finding is waived already"))
        else:
            self._ask_why(check.same_as or check.id, finding)

    def _ask_why(self, check_id: str, finding: Finding) -> None:
        if check_id not in WAIVABLE:
            self._session.said.emit(self.tr("What this check finds can’t be waived one by one"))
            return
        day, program = day_of_status(self._session.program.plan.state), self._session.program
        known = {"waived_on": day, "until": day + _A_QUARTER, "waived_by_id": program.file.program.manager_id}
        values = ask_for(
            self._session,
            entry("waiver"),
            known,
            self._view,
            fields=("reason", "waived_by_id", "waived_on", "until"),
            title=self.tr("Waive “{}”").format(finding.what),
            accept=self.tr("Waive"),
        )
        if values is not None:
            self._session.do(lambda: waive(program, check_id, finding, values))

    def propose(self) -> None:
        """Make the chosen link between two projects a commitment that waits for agreement."""
        check, finding = self._current()
        if check is None or check.id != OPEN_COMMITMENTS or finding is None:
            self._session.said.emit(
                self.tr("Choose a link between two component projects, of check {}").format(OPEN_COMMITMENTS)
            )
            return
        made = self._session.do(lambda: propose_for_link(self._session.program, finding.id))
        if made is not None:
            self._session.select("commitment", [made])
            self._session.said.emit(self.tr("The commitment is proposed; agree on it in the register"))

    def take_back(self) -> None:
        """Let the chosen finding count again."""
        _, finding = self._current()
        if finding is None or finding.waived is None:
            self._session.said.emit(self.tr("Choose a finding that is waived"))
            return
        waiver = finding.waived.id
        self._session.do(lambda: take_back(self._session.program, waiver))

    def set_limit(self) -> None:
        """Ask up to where the current check holds in this program."""
        check, _ = self._current()
        fields = limit_fields(check) if check else ()
        if check is None or not fields:
            self._session.said.emit(self.tr("Choose a check that has a threshold of its own"))
            return
        program = self._session.program
        known = own_limit(program, check.id)
        row = program.file.row(CheckLimit, known) if known else None
        values = ask_for(
            self._session,
            entry("check_limit"),
            {"check_key": check.id, **(row.model_dump() if row else usual_limit(check))},
            self._view,
            fields=(*fields, "reason"),
            title=self.tr("Threshold of {}").format(check.id),
            accept=self.tr("Set"),
        )
        if values is not None:
            said = {name: values.get(name) for name in (*fields, "reason")}
            self._session.do(lambda: set_limit(program, check.id, said))
