"""Holds every edit against the policy as soon as it is made, beside the window's own work."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from tpm_desktop.plan import State
from tpm_desktop.plan.policy_findings import NOTHING, PolicyFinding, Report, newly_broken, policy_report

from .background import Background

if TYPE_CHECKING:
    from .session import Session


class PolicyWatch(QObject):
    """report: what was found last, nothing until the first look is done, as has_looked says."""

    def __init__(self, session: Session) -> None:
        super().__init__(session)
        self._session = session
        self._work = Background(self)
        self._work.done.connect(self._tell)
        self._asked: State | None = None
        self.has_looked = False
        self.report: Report = NOTHING
        self._by_row: dict[tuple[str, str], list[PolicyFinding]] = {}

    def look(self) -> None:
        """Look at the program as it is now; the session's `judged` says what was found."""
        state = self._session.program.plan.state
        if state is self._asked:
            return
        self._asked = state
        if state.policy.rules:
            self._work.start(lambda: policy_report(state))
        else:
            self._work.cancel()
            self._tell(NOTHING)

    def of(self, table: str, row_id: str) -> list[PolicyFinding]:
        """What a row breaks."""
        return self._by_row.get((table, row_id), [])

    def stop(self) -> None:
        """Say nothing more."""
        self._work.cancel()

    def _tell(self, report: Report) -> None:
        """What was broken before anybody looked is no news."""
        broken = list(newly_broken(self.report, report)) if self.has_looked else []
        self.has_looked, self.report = True, report
        self._by_row = {}
        for finding in report.found:
            row = finding.subject.table, finding.subject.id
            self._by_row.setdefault(row, []).append(finding)
        self._session.judged.emit(report, broken)
