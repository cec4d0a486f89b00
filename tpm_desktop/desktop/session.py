"""The open program as the window's parts share it: the selection, the changes, the way to ask for an edit."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from typing import TypeVar

from PySide6.QtCore import QObject, Signal

from tpm_desktop.file.changes import Changes
from tpm_desktop.file.errors import EditError, ProgramFileError, TargetError
from tpm_desktop.file.journal import JournalRecord
from tpm_desktop.file.past import PastFile
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.file.scratch import ScratchFile
from tpm_desktop.formats import Formats
from tpm_desktop.model.check import ValueProblem
from tpm_desktop.plan import Delta, OpenProgram
from tpm_desktop.plan.risk_scales import scaled

from .carried import Carried
from .names import Names
from .policy_watch import PolicyWatch
from .text_search import TextSearch

T = TypeVar("T")
Selection = tuple[str, tuple[str, ...]]


class Session(QObject):
    """Views hear of every edit through `changed`, of every selection through `selected_changed`, by ids.

    changed: `Changes` and `Delta` of an edit, undo or redo. selected_changed: the table's name and the ids.
    refused: one line, why an edit was not made and what to do. said: one line about what was done.
    offered: such a line with what can be done about it: the words of a button, and what it does.
    judged: what the policy says of the program now, as a `Report`, and what an edit broke of it just before.
    documents_wanted: those of the selected row are to be shown. trying_wanted: edits for a change request,
    named by its id, are to be tried out in a what-if copy. slip_wanted: what follows if a row slips is to be
    shown, by table and id. past_wanted: the program is to be shown as it was after an edit, by its id.
    moved_on: an edit is made and, with that, perhaps another row selected.
    """

    changed = Signal(object, object)
    selected_changed = Signal(str, tuple)
    refused = Signal(str)
    said = Signal(str)
    offered = Signal(str, str, object)
    judged = Signal(object, object)
    documents_wanted = Signal()
    trying_wanted = Signal(str)
    slip_wanted = Signal(str, str)
    past_wanted = Signal(str)
    moved_on = Signal()

    def __init__(
        self, program: OpenProgram, parent: QObject | None = None, *, past: PastFile | None = None
    ) -> None:
        """Args: past: the program's file where it shows the program as it was."""
        super().__init__(parent)
        self.program = program
        self.past = past
        self.is_open, self.is_moving_on = True, False
        self.formats = self._read_formats()
        self.names = Names(program)
        self.carried = Carried(program.file)
        self.selected: Selection = ("", ())
        self.policy = PolicyWatch(self)
        self.texts = TextSearch(self)
        program.plan.listeners.append(self._tell)

    @property
    def is_trial(self) -> bool:
        """Whether this is a what-if copy."""
        return isinstance(self.program.file, ScratchFile)

    def again(self) -> Callable[[], OpenProgram]:
        """Opens what is shown here once more, for reading in a thread of its own."""
        if isinstance(self.program.file, ScratchFile):
            read = self.program.file.again()
            return lambda: OpenProgram(read())
        path, record_id = self.program.file.path, self.past.record.id if self.past else None

        def opened() -> OpenProgram:
            file = ProgramFile.open(path, read_only=True)
            if record_id is None:
                return OpenProgram(file)
            with file:
                return OpenProgram(PastFile(file, record_id))

        return opened

    def close(self) -> None:
        """Hear nothing more and close the file."""
        self.is_open = False
        self.policy.stop()
        self.texts.stop()
        self.program.plan.listeners.remove(self._tell)
        self.program.close()

    def do(self, gesture: Callable[[], T]) -> T | None:
        """Run a gesture; where a rule or the file refuses it, `refused` says why and None is returned."""
        try:
            return gesture()
        except (EditError, ProgramFileError, ValueProblem) as problem:
            self.refused.emit(str(problem))
            return None

    def attempt(self, gesture: Callable[[], object]) -> str:
        """Run a gesture for who says itself why it is refused: the line, empty where it was made."""
        try:
            gesture()
        except (EditError, ProgramFileError, TargetError, ValueProblem) as problem:
            return str(problem)
        return ""

    @contextmanager
    def moving_on(self) -> Iterator[None]:
        """Around an edit and the selection of another row: who shows what is selected waits till the end."""
        self.is_moving_on = True
        try:
            yield
        finally:
            self.is_moving_on = False
            self.moved_on.emit()

    def undo(self) -> None:
        """Take the last edit back."""
        self._step(self.program.file.undo, "Nothing to undo", "Undone: {}")

    def redo(self) -> None:
        """Bring the last undone edit again."""
        self._step(self.program.file.redo, "Nothing to redo", "Done again: {}")

    def go_back(self, steps: int) -> None:
        """Take so many edits back, one after the other; below zero, bring so many again."""
        file = self.program.file
        for _ in range(abs(steps)):
            if self.do(file.undo if steps > 0 else file.redo) is None:
                return
        said = self.tr("{} edits undone") if steps > 0 else self.tr("{} edits done again")
        self.said.emit(said.format(abs(steps)))

    def _step(self, step: Callable[[], JournalRecord | None], nothing: str, done: str) -> None:
        def go() -> None:
            record = step()
            self.said.emit(self.tr(done).format(record.label) if record else self.tr(nothing))

        self.do(go)

    def select(self, table: str, ids: Sequence[str]) -> None:
        """Make rows of a table the selected ones, for every view and the inspector."""
        selection = (table, tuple(ids))
        if selection != self.selected:
            self.selected = selection
            self.selected_changed.emit(*selection)

    def _read_formats(self) -> Formats:
        return scaled(Formats.of(self.program.file.program), self.program.plan.state)

    def _tell(self, changes: Changes, delta: Delta) -> None:
        if changes.of("program") or changes.of("risk_level"):
            self.formats = self._read_formats()
        self.names.forget(changes)
        self.carried.follow(changes)
        self.policy.look()
        self.texts.hear(changes)
        self._forget_removed(changes)
        self.changed.emit(changes, delta)

    def _forget_removed(self, changes: Changes) -> None:
        table, ids = self.selected
        gone = {row_id for row_id, change in changes.of(table).items() if change.removed}
        if gone & set(ids):
            self.select(table, [row_id for row_id in ids if row_id not in gone])
