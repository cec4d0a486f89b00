"""The last progress round as the journal remembers it: the plan as it stood then, read from the history."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from tpm_desktop.file.changes import Changes
from tpm_desktop.file.compare import record_at
from tpm_desktop.file.errors import EditError, ProgramFileError
from tpm_desktop.file.journal import Journal

from .columns import Columns
from .inputs import TABLES
from .open_program import OpenProgram
from .state import State

_FIELD = "status_date"


@dataclass(frozen=True, slots=True)
class LastRound:
    """began: the tasks as they were when the present status date was set. status_date: the one before it,
    None where there was none. state: the plan as the last round left it; without one as it stood a week ago,
    None for a program that is younger.
    """

    began: Columns
    status_date: datetime | None
    state: State | None


@dataclass(frozen=True, slots=True)
class _Setting:
    """A record that set the status date, and what it was before."""

    record_id: str
    before: str | None


def last_round(program: OpenProgram, now: datetime | None = None) -> LastRound:
    """Look for the last round in the journal of a program.

    The last round ended with the last edit of the day on which its status date was set. A history that does
    not hold, which opening has said, remembers none. Args: now: with its zone, of this moment unless given.
    """
    try:
        return _found(program, now)
    except (KeyError, StopIteration, ProgramFileError):  # records are missing or damaged
        return LastRound(program.plan.state.inputs.tables["task"], None, None)


def _found(program: OpenProgram, now: datetime | None) -> LastRound:
    journal, state = program.file.journal, program.plan.state
    line = journal.lineage().main_line()
    settings = _settings(journal)
    present = next(settings, None)
    if present is None:
        return LastRound(state.inputs.tables["task"], None, _a_week_ago(program, now))
    at = line.index(present.record_id)
    began = _tasks_before(program, line[at - 1]) if at else Columns.of("task", [])
    previous = next(settings, None) if present.before else None
    if previous is None:
        return LastRound(began, _moment(present.before), _a_week_ago(program, now))
    ended = _end_of_day(journal, line[:at], previous.record_id)
    return LastRound(began, _moment(present.before), _state_after(program, ended))


def _settings(journal: Journal) -> Iterator[_Setting]:
    """The records that set the status date and were not taken back, newest first."""
    undoable, _ = journal.open_ends(each=True)
    for record_id in reversed(undoable):
        (stored,) = journal.stored([record_id])
        if f'"{_FIELD}"' not in stored.text:  # most need not be read
            continue
        for change in stored.read().of("program").values():
            old, new = (change.old or {}).get(_FIELD), (change.new or {}).get(_FIELD)
            if new is not None and new != old:
                yield _Setting(record_id, None if old is None else str(old))


def _end_of_day(journal: Journal, line: list[str], record_id: str) -> str:
    """The last record of a line that was written on the same day as one of them, by this computer's clock."""
    days = {record.id: record.at.astimezone().date() for record in journal.records()}
    later = line[line.index(record_id) :]
    return [other for other in later if days[other] == days[record_id]][-1]


def _a_week_ago(program: OpenProgram, now: datetime | None) -> State | None:
    try:
        record = record_at(program.file.journal, (now or datetime.now(UTC)) - timedelta(weeks=1))
    except EditError:  # the program was made later
        return None
    return _state_after(program, record.id)


def _since(program: OpenProgram, record_id: str) -> Changes:
    journal = program.file.journal
    return journal.net(record_id, str(journal.head()))


def _tasks_before(program: OpenProgram, record_id: str) -> Columns:
    """The tasks as a record left them."""
    changed = _since(program, record_id).inverse().of("task")
    task = program.plan.state.inputs.tables["task"]
    return task.after(changed) if changed else task


def _state_after(program: OpenProgram, record_id: str) -> State:
    """The plan as a record left it."""
    changes, state = _since(program, record_id), program.plan.state
    if not any(changes.of(table) for table in TABLES):
        return state
    return State(state.inputs.after(changes.inverse()))


def _moment(stored: str | None) -> datetime | None:
    return None if stored is None else datetime.fromisoformat(stored)
