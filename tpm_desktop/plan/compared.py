"""Two moments of a program side by side: the rows that differ, and the plan as it was and as it is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from functools import cached_property

from tpm_desktop.file.changes import Changes
from tpm_desktop.file.compare import RowDifference, differences, record_at
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.file.rows import Rows, between
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.fields import Kind

from .comparison import Comparison, Moved, compare
from .open_program import OpenProgram
from .state import State

Since = str | date | datetime


@dataclass(frozen=True)
class Compared:
    """What became of a program since an earlier moment, or what it is against another file.

    since: the moment, or what people call the file or record. rows: by project and register. The rows of
    either moment are read when they are first asked for, so the files stay open while they may be.
    """

    since: Since
    changes: Changes
    before: Rows
    after: Rows
    rows: tuple[RowDifference, ...]
    earlier: State
    now: State
    follows: Comparison

    @classmethod
    def with_file(cls, now: OpenProgram, other: ProgramFile) -> Compared:
        """What makes another file this program; its name says since when."""
        before, after = Rows.of(other), Rows.of(now.file)
        return cls._of(other.path.name, now, between(before, after), before, after)

    @classmethod
    def with_record(cls, now: OpenProgram, record_id: str, since: Since) -> Compared:
        """What was done after a record of the program's own journal.

        Args: since: how the moment is told to people.
        """
        after, journal = Rows.of(now.file), now.file.journal
        changes = journal.net(record_id, str(journal.head()))
        return cls._of(since, now, changes, after.after(changes.inverse()), after)

    @classmethod
    def with_day(cls, now: OpenProgram, day: date) -> Compared:
        """What was done after the end of a day of this computer's clock.

        Raises: `EditError` where the program was made later.
        """
        end = datetime.combine(day, time(23, 59, 59)).astimezone()
        return cls.with_record(now, record_at(now.file.journal, end).id, day)

    @classmethod
    def _of(cls, since: Since, now: OpenProgram, changes: Changes, before: Rows, after: Rows) -> Compared:
        state = now.plan.state
        earlier = State(state.inputs.after(changes.inverse()))
        rows = tuple(differences(changes, before, after))
        return cls(since, changes, before, after, rows, earlier, state, compare(earlier, state))

    @property
    def is_same_program(self) -> bool:
        """Whether both are moments of one program, so that their rows can be told apart by their ids."""
        return set(self.before.table("program")) == set(self.after.table("program"))

    @cached_property
    def edited(self) -> frozenset[str]:
        """Ids of the tasks and component projects that were edited themselves, or in a part of theirs.

        Their splits and assignments, and the links that they wait for, are parts; baselines are not.
        """
        touched = {row.row_id for row in self.rows if row.table in ("task", "project")}
        for row in self.rows:
            if row.table in ("task_split", "assignment", "link"):
                touched.add(self.about(row) or "")
        return frozenset(touched - {""})

    @cached_property
    def moved_along(self) -> tuple[Moved, ...]:
        """Tasks whose dates moved though nobody edited them, in outline order."""
        summary, row = self.now.summary, self.now.outline.row
        return tuple(
            one
            for one in self.follows.moved
            if one.moves and not summary[row[one.row_id]] and one.row_id not in self.edited
        )

    def project(self, row: RowDifference) -> str:
        """What people call the component project that a row belongs to, or belonged to; empty for none."""
        return self.after.title("project", row.project) or self.before.title("project", row.project)

    def about(self, row: RowDifference) -> str | None:
        """The task or component project in the outline that a row is, or is a part of; None for none.

        A link is a part of the task that waits.
        """
        if row.table in ("task", "project"):
            return row.row_id
        stored = self.after.get(row.table, row.row_id) or self.before.get(row.table, row.row_id) or {}
        owners = [
            name
            for name, column in entry(row.table).fields.items()
            if column.kind is Kind.REFERENCE and column.target == "task" and column.required
        ]
        found = stored.get(owners[-1]) if owners else None
        return None if found is None else str(found)
