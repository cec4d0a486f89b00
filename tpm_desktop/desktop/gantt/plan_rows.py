"""The plan's rows as conditions and columns ask them, one set for each state of the plan."""

from __future__ import annotations

from tpm_desktop.desktop.session import Session
from tpm_desktop.file.touched import last_edits
from tpm_desktop.sieve import PlanRows


class PlanRowsKept:
    """Called, gives the rows of the plan as it is now; the same ones as long as it stays so."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._rows: PlanRows | None = None

    def __call__(self) -> PlanRows:
        state, file = self._session.program.plan.state, self._session.program.file
        if self._rows is None or self._rows.state is not state:
            self._rows = PlanRows(state, self._session.names.all, lambda: last_edits(file.journal))
        return self._rows
