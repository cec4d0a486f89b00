"""What the window says of the program that is open: names, that it is saved, what is overdue, what moved."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from tpm_desktop.file.changes import Changes
from tpm_desktop.gestures.policy import part_of
from tpm_desktop.plan import Delta
from tpm_desktop.plan.due import DUE, overdue_counts
from tpm_desktop.plan.policy_findings import PolicyFinding, Report
from tpm_desktop.plan.policy_words import mend, one_line
from tpm_desktop.plan.reminders import REMINDING, reminders

from .consequences import consequences
from .history.model import when_in_words
from .read_only_notice import say_read_only
from .session import Session

if TYPE_CHECKING:
    from .main_window import MainWindow


_POLICY = "policy"


class Telling(QObject):
    """Keeps title, tool bar, status bar, counts and notices true to the session of the window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._counted: Session | None = None
        self._overdue: dict[str, int] = {}
        window.status.reminder.clicked.connect(lambda: window.show_view("overview"))

    def show_session(self, session: Session) -> None:
        """Say what there is to say of a program that is shown now."""
        if session.past is not None:
            pass  # who looks back says what is shown
        elif session.program.file.read_only:
            say_read_only(self._window.banner, session, self._window.files)
        else:
            self._window.rings.show_session(session)
        self._show_names(session)
        session.policy.look()

    def follow(self, session: Session, changes: Changes, delta: Delta) -> None:
        """Say what an edit did."""
        window = self._window
        window.history.follow()
        if changes.of("program"):
            self._show_names(session)
        self._show_saved(session)
        touched = set(DUE) & set(changes.tables)
        if touched or changes.of("program"):
            self.count_overdue(session, () if changes.of("program") else touched)
        record = session.program.file.journal.records(1)[0]
        moved = consequences(delta, session.formats)
        said = (record.label, moved, session.program.file.backup_problem)
        window.status.say(" · ".join(filter(None, said)))
        window.actions_.show_undo()

    def count_overdue(self, session: Session, tables: Collection[str] = ()) -> None:
        """Show beside each view how much in it is overdue, and what one is reminded of.

        Args: tables: those that are counted anew, all unless given.
        """
        if not tables or self._counted is not session:
            self._counted, self._overdue = session, overdue_counts(session.program)
        else:
            self._overdue = {**self._overdue, **overdue_counts(session.program, tables)}
        if not tables or not REMINDING.isdisjoint(tables):
            self._window.status.remind(reminders(session.program).text())
        self._show_counts(session)

    def _show_counts(self, session: Session) -> None:
        broken = sum(finding.borne is None for finding in session.policy.report.found)
        self._window.navigation.show_counts({**self._overdue, _POLICY: broken})

    def say_judged(self, report: Report, broken: Sequence[PolicyFinding]) -> None:
        """Say what an edit broke of the policy, and what to do about it."""
        session = self._window.session
        if session is None:
            return
        if self._counted is session:
            self._show_counts(session)
        else:
            self.count_overdue(session)
        if not broken:
            return
        state, formats = session.program.plan.state, session.formats
        first = broken[0]
        more = self.tr(" (and {} more)").format(len(broken) - 1) if len(broken) > 1 else ""
        said = f"{one_line(first, state, formats)}{more}. {mend(first.rule)}"
        self._window.status.say(self.tr("Policy: {}").format(said))
        brief = f"{first.rule.id} {first.rule.title}: {first.subject.name}{more}"
        act = partial(self._show_rule, first.rule.id)
        self._window.toast.say(self.tr("Against {}").format(brief), self.tr("Show the rule"), act)

    def _show_rule(self, rule_id: str) -> None:
        self._window.show_view(_POLICY)
        rule = self._window.session and part_of(self._window.session.program, rule_id)
        if self._window.session and rule:
            self._window.session.select("policy_part", [rule])

    def _show_names(self, session: Session) -> None:
        program, path = session.program.file.program, session.program.file.path
        self._window.setWindowTitle(self.tr("{} – {} – TPM Desktop").format(program.name, path.name))
        at = program.status_date
        when = session.formats.date(at, weekday=True) if at else ""
        about = self.tr("status date {}").format(when) if when else ""
        self._window.tools.show_program(program.name, about)
        self._show_saved(session)

    def _show_saved(self, session: Session) -> None:
        model = self._window.history.model
        if model is None:
            return
        if session.is_trial:
            self._window.status.show_saved(self.tr("What-if copy, not saved"))
            return
        if session.program.file.read_only:
            self._window.status.show_saved(self.tr("Read only"))
            return
        newest = model.newest
        when = when_in_words(newest.at, session.formats) if newest else ""
        count = self.tr("1 edit in the history") if len(model) == 1 else self.tr("{} edits in the history")
        said = self.tr("Saved {} · {}").format(when, count.format(f"{len(model):,}"))
        self._window.status.show_saved(said)
