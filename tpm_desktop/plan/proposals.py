"""What proposed edits would do to the plan as it is now, and where it moved beneath them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tpm_desktop.file.changes import Changes, RowChange
from tpm_desktop.file.compare import differences
from tpm_desktop.file.ends import ends, may_refer
from tpm_desktop.file.errors import EditError
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.file.rows import Rows
from tpm_desktop.model.catalogue import CATALOGUE, entry
from tpm_desktop.model.wording import within

from .commitments import Promise, commitments
from .compared import Compared
from .comparison import compare
from .state import State


@dataclass(frozen=True, slots=True)
class Proposal:
    """changes: those that are still to be made. moved: why they can't be applied any more, a line each.

    compared: the plan without and with them; commitments: those that are met otherwise. Of changes
    that can't be applied neither is known.
    """

    changes: Changes
    moved: tuple[str, ...]
    compared: Compared | None = None
    commitments: tuple[tuple[Promise, Promise], ...] = ()

    @property
    def days(self) -> int | None:
        """By how many working days the program finishes later, below zero earlier; rounded."""
        if self.compared is None or None in self.compared.follows.finish:
            return None
        was, will = self.compared.follows.finish
        assert was is not None
        assert will is not None
        inputs = self.compared.earlier.inputs
        calendar = inputs.calendars[inputs.options.calendar]
        return round((calendar.to_work(will) - calendar.to_work(was)) / inputs.options.minutes_per_day)

    @property
    def cost(self) -> int | None:
        """By how much the cost of the tasks and the outlook of the budget rise, whichever is more."""
        if self.compared is None:
            return None
        follows = self.compared.follows
        rises = (follows.cost[1] - follows.cost[0], follows.outlook[1] - follows.outlook[0])
        return max(rises, key=abs)


def weigh(file: ProgramFile, state: State, changes: Changes) -> Proposal:
    """What changes would do to the program as it is now. Args: state: of the file's plan."""
    before = Rows.of(file)
    moved = tuple(_moved(before, changes))
    left = _left(before, changes)
    if moved:
        return Proposal(left, moved)
    after = before.after(left)
    if loose := tuple(_loose(before, after, left)):
        return Proposal(left, loose)
    try:
        later = State(state.inputs.after(left), state)
        follows = compare(state, later)
    except EditError as problem:
        return Proposal(left, (str(problem),))
    rows = tuple(differences(left, before, after))
    compared = Compared("as proposed", left, before, after, rows, state, later, follows)
    return Proposal(left, (), compared, _promises(state, later))


def _promises(state: State, later: State) -> tuple[tuple[Promise, Promise], ...]:
    """The commitments of both states that come on another day, or are in time where they were not."""
    will = {one.id: one for one in commitments(later)}
    pairs = [(one, will[one.id]) for one in commitments(state) if one.id in will]
    return tuple((a, b) for a, b in pairs if (a.forecast, a.outlook) != (b.forecast, b.outlook))


def _left(rows: Rows, changes: Changes) -> Changes:
    """Without what somebody has done already."""
    left = Changes()
    for table, row_id, change in changes:
        row = rows.get(table, row_id)
        if change.old is not None and change.new is not None and row is not None:
            news = {name: value for name, value in change.new.items() if row[name] != value}
            if news:
                old = {name: change.old.get(name) for name in news}
                left.tables.setdefault(table, {})[row_id] = RowChange(old, news)
        elif not (change.removed and row is None):
            left.tables.setdefault(table, {})[row_id] = change
    return left


def _moved(rows: Rows, changes: Changes) -> list[str]:
    """Where the program is neither as it was when the edits were tried out, nor as they would make it."""
    found = []
    for table, row_id, change in changes:
        about, row = entry(table), rows.get(table, row_id)
        label = about.one
        if change.old is None:
            found += [f"the {label} was added already"] if row is not None else _taken(rows, table, change)
        elif row is None:
            title = change.old.get(about.title_field) if about.titled else None
            found += [] if change.removed else [f"the {label} {f'“{title}” ' if title else ''}is gone"]
        else:
            name, news = rows.title(table, row_id) or label, change.new or {}
            for field, old in change.old.items():
                if field in about.fields and row[field] not in (
                    old,
                    *([news[field]] if field in news else []),
                ):
                    found.append(f"the {within(about.fields[field].label)} of {name} was changed meanwhile")
    return found


def _loose(before: Rows, after: Rows, changes: Changes) -> Iterator[str]:
    """Where a row would refer to one that is not there: of the edits, and to what they remove."""
    for table, row_id, _ in changes:
        for end in ends(table, after.get(table, row_id) or {}):
            if after.get(end.table, end.row_id) is None:
                label = entry(end.table).one
                yield f"the {label} that {_called(after, table, row_id)} would refer to is gone"
    removed = {(table, row_id) for table, row_id, change in changes if change.removed}
    tables = {table for table, _ in removed}
    for about in CATALOGUE:
        for row_id, row in after.table(about.name).items() if may_refer(about.name, tables) else ():
            if row_id in changes.of(about.name):
                continue
            for end in ends(about.name, row):
                if (end.table, end.row_id) in removed:
                    gone = f"the {entry(end.table).one} {before.title(end.table, end.row_id)}"
                    yield f"{_called(after, about.name, row_id)} refers to {gone}, which would be removed"


def _called(rows: Rows, table: str, row_id: str) -> str:
    return rows.title(table, row_id) or f"the {entry(table).one}"


def _taken(rows: Rows, table: str, change: RowChange) -> list[str]:
    """A code given out in the what-if copy that another row has by now."""
    name = entry(table).code_field
    code = change.new.get(name) if name and change.new else None
    if code and any(row.get(str(name)) == code for row in rows.table(table).values()):
        return [f"the code {code} was given to another {entry(table).one} meanwhile"]
    return []
