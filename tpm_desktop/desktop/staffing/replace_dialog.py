"""The dialog that gives work to somebody: who could, and what that does to dates, cost and their load."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QWidget

from tpm_desktop.file.errors import EditError, ProgramFileError
from tpm_desktop.gestures.words import quoted
from tpm_desktop.gestures.workload import Planned, reassigned
from tpm_desktop.plan import instant
from tpm_desktop.plan.candidates import Candidate, Replacement, candidates
from tpm_desktop.plan.staffing import Staffing
from tpm_desktop.plan.staffing_rows import Load
from tpm_desktop.plan.staffing_words import hours

from ..lines_dialog import LinesDialog
from ..session import Session
from ..work import Work

_WIDTHS = (260, 170, 130, 150)
_WAIT = 120  # milliseconds until who is gone past by keys is looked at


class ReplaceDialog(LinesDialog):
    """Nothing is changed until the button is pressed; then it is one edit."""

    def __init__(
        self, session: Session, staffing: Staffing, loads: Sequence[Load], verb: str, title: str,
        parent: QWidget,
    ) -> None:  # fmt: skip
        super().__init__(title, parent, parent.tr("Give the work"))
        self._session, self._staffing, self._loads, self._verb = session, staffing, list(loads), verb
        self.planned: Planned | None = None
        self.replacement: Replacement | None = None
        tr = self.tr
        self.head(
            (tr("Who"), tr("Role"), tr("Skills"), tr("Time for it")), _WIDTHS, (3,), tr("Who could do it")
        )
        for one in candidates(session.program.file, staffing, self._loads):
            self.line(self._cells(one), one)
        self._work = Work(self)
        self._work.done.connect(self._came)
        self._work.failed.connect(self._failed)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_WAIT)
        self._soon.timeout.connect(self._look)
        self.rows.currentItemChanged.connect(lambda *_: self._wait())
        self.ok.setEnabled(False)
        self.summary.setText(tr("Nobody else is named yet; add people to the resources first."))
        if (first := self.rows.topLevelItem(0)) is not None:
            self.rows.setCurrentItem(first)
        self.rows.setFocus()
        self.resize(760, 460)

    def _cells(self, one: Candidate) -> tuple[str, ...]:
        table, formats = self._staffing.state.inputs.tables["resource"], self._session.formats
        skills = self.tr("lacks {}").format(formats.integer(one.lacks)) if one.lacks else self.tr("all")
        skills = skills if one.asked else "–"
        covered, needed = (hours(minutes, formats) for minutes in (one.covered, one.needed))
        time = self.tr("{} of {} h").format(covered, needed)
        return table.texts["name"][one.resource] or "", table.texts["role"][one.resource] or "", skills, time

    def _wait(self) -> None:
        """Look at who is chosen once the keyboard rests."""
        self.planned = self.replacement = None
        self.ok.setEnabled(False)
        self.summary.setText(self.tr("Looking at what it does…"))
        self._soon.start()

    def _look(self) -> None:
        one = self.key_of(self.rows.currentItem())
        if not isinstance(one, Candidate):
            return
        program, state = self._session.program, self._staffing.state
        ids = state.inputs.tables["assignment"].ids
        who = state.inputs.tables["resource"].ids[one.resource]
        try:
            self.planned = reassigned(
                program, [ids[load.assignment] for load in self._loads], who, verb=self._verb
            )
        except EditError as problem:
            self.refuse(str(problem))
            return
        planned, span = self.planned, self._staffing
        self._work.start(lambda _: _compared(planned, span, one.resource))

    def _came(self, found: Replacement) -> None:
        self.replacement = found
        self.problem.hide()
        self.summary.setText(self._said(found))
        self.ok.setEnabled(self.planned is not None and not self._session.program.file.read_only)

    def _said(self, found: Replacement) -> str:
        """Dates, cost and load in words."""
        formats, tr = self._session.formats, self.tr
        was, will = (formats.moment(instant(at), finish=True) for at in found.finish)
        said = [
            tr("The program still finishes {}.").format(was)
            if was == will
            else tr("The program finishes {} instead of {}.").format(will, was)
        ]
        moved = found.moved()
        if len(moved) == 1:
            begins, ends = (
                formats.moment(instant(int(at[moved[0]])), finish=side)
                for side, at in ((False, found.after.schedule.start), (True, found.after.schedule.finish))
            )
            said.append(tr("{} moves to {} – {}.").format(quoted(found.before.names[moved[0]]), begins, ends))
        elif moved:
            said.append(tr("{} tasks move.").format(formats.integer(len(moved))))
        else:
            said.append(tr("No task moves."))
        cost = found.cost
        told = formats.money(abs(cost), currency=True)
        words = tr("It costs {} more.") if cost > 0 else tr("It costs {} less.")
        said.append(words.format(told) if cost else tr("It costs the same."))
        before, after = (hours(minutes, formats) for minutes in found.over)
        if found.over[1] > found.over[0]:
            one = self.key_of(self.rows.currentItem())
            table = self._staffing.state.inputs.tables["resource"]
            name = table.texts["name"][one.resource] or "" if isinstance(one, Candidate) else ""
            more, first = tr("{} would be over by {} h instead of {} h."), tr("{} would be over by {} h.")
            said.append((more if found.over[0] else first).format(quoted(name), after, before))
        return " ".join(said)

    def _failed(self, problem: Exception) -> None:
        if not isinstance(problem, EditError):
            raise problem
        self.refuse(str(problem))

    def done_with(self) -> None:
        """Make it one edit."""
        if self.planned is None or self.replacement is None:
            return
        if self.replacement.before is not self._session.program.plan.state:
            self.refuse(self.tr("the plan has changed since; close this and look again"))
            return
        try:
            self.planned.make(self._session.program)
        except (EditError, ProgramFileError) as problem:
            self.refuse(str(problem))
            return
        self.accept()


def _compared(planned: Planned, staffing: Staffing, resource: int) -> Replacement:
    """The plan as it would be, in a thread."""
    before = staffing.state
    after = planned.supposed(before)
    later = Staffing(after, staffing.span)
    return Replacement(before, after, (_over(staffing, resource), _over(later, resource)))


def _over(staffing: Staffing, resource: int) -> int:
    """Minutes beyond capacity from the status date on."""
    return int(staffing.over[int(staffing.place[resource]), staffing.present :].sum())
