"""A comparison as people read it, the same in the window, on the terminal and on paper."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime

from tpm_desktop.file.changes import Values
from tpm_desktop.file.compare import How, RowDifference
from tpm_desktop.file.rows import Rows
from tpm_desktop.formats import Formats
from tpm_desktop.formats.naming import shown_value
from tpm_desktop.model.catalogue import entry

from .compared import Compared, Since
from .comparison import Moved
from .plan import instant

NOTHING = "–"
ARROW = "→"
PROGRAM = "The program"
PLACE, MOVED = "Place in the list", "moved"
_GONE = "(gone)"


@dataclass(frozen=True, slots=True)
class ToldField:
    """One field of a row as it was and as it is; "–" where there is nothing."""

    label: str
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class ToldRow:
    """One row that differs.

    name, project, register: as people call them, the name without the project that stands over it; about: id
    of the task or component project in the outline that it is or is a part of.
    """

    table: str
    row_id: str
    how: How
    name: str
    project: str
    register: str
    fields: tuple[ToldField, ...]
    about: str | None


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of the whole program; shift: by how much it moved, empty where it stays.

    worse: whether that is for the worse, None where nothing can be said of it.
    """

    label: str
    old: str
    new: str
    shift: str
    worse: bool | None = None


def since_words(since: Since, formats: Formats) -> str:
    """When that was, or which file it is."""
    if isinstance(since, str):
        return since
    if isinstance(since, datetime):
        return formats.instant(since, time=True, year=True)
    return formats.date(since, year=True)


def told_rows(compared: Compared, formats: Formats) -> list[ToldRow]:
    """All that differs, by component project, those of the program first, and by register."""
    return [_told(row, compared, formats) for row in compared.rows]


def figures(compared: Compared, formats: Formats) -> list[Figure]:
    """Finish, cost of the tasks and budget outlook, before and after."""
    follows = compared.follows
    return [
        _finish(compared, formats),
        _amount("Cost of the tasks", follows.cost, formats),
        _amount("Budget outlook", follows.outlook, formats),
    ]


def _finish(compared: Compared, formats: Formats) -> Figure:
    was, now = compared.follows.finish
    old, new = (moment(at, formats, finish=True) for at in (was, now))
    if was is None or now is None or was == now:
        return Figure("Finish", old, new, "")
    calendar = compared.now.inputs.calendars[compared.now.inputs.options.calendar]
    work = abs(calendar.to_work(now) - calendar.to_work(was))
    length = formats.duration(work) if work else formats.duration(abs(now - was), elapsed=True)
    later = now > was
    return Figure("Finish", old, new, f"{length} {'later' if later else 'earlier'}", later)


def along_words(count: int, formats: Formats) -> str:
    """How many tasks moved though nobody edited them."""
    if count == 1:
        return "1 task moved without being edited itself"
    return f"{formats.integer(count)} tasks moved without being edited themselves"


def moment(at: int | None, formats: Formats, *, finish: bool = False) -> str:
    """An instant of the plan in full; "–" for none."""
    return NOTHING if at is None else formats.moment(instant(at), finish=finish) or NOTHING


def pair(old: str, new: str) -> str:
    """ "3 d → 5 d", or the one that both are."""
    return new if old == new else f"{old} {ARROW} {new}"


def moved_fields(one: Moved, formats: Formats) -> Iterator[ToldField]:
    """What of a task's or project's computed values moved: start, finish, slack, cost."""
    shows: tuple[tuple[str, tuple[int, int], Callable[[int], str]], ...] = (
        ("Start", one.start, lambda at: moment(at, formats)),
        ("Finish", one.finish, lambda at: moment(at, formats, finish=True)),
        ("Total slack", one.slack, formats.duration),
        ("Cost", one.cost, formats.money),
        ("Critical", one.critical, lambda critical: "Yes" if critical else "No"),
    )
    for label, (old, new), show in shows:
        if old != new:
            yield ToldField(label, show(old), show(new))


def _amount(label: str, amounts: tuple[int, int], formats: Formats) -> Figure:
    old, new = amounts
    shift = formats.money(new - old, sign=True) if new != old else ""
    return Figure(label, formats.money(old), formats.money(new), shift, new > old if shift else None)


def _told(row: RowDifference, compared: Compared, formats: Formats) -> ToldRow:
    there = compared.before if row.how is How.REMOVED else compared.after
    project = compared.project(row) or PROGRAM
    return ToldRow(
        table=row.table,
        row_id=row.row_id,
        how=row.how,
        name=there.title(row.table, row.row_id, formats).removesuffix(f" · {project}"),
        project=project,
        register=entry(row.table).plural,
        fields=tuple(_fields(row, compared, formats)),
        about=compared.about(row),
    )


def _fields(row: RowDifference, compared: Compared, formats: Formats) -> Iterator[ToldField]:
    about = entry(row.table)
    old, new = (rows.get(row.table, row.row_id) or {} for rows in (compared.before, compared.after))
    for field in row.fields:
        if about.fields[field.field].shown:
            was = _shown(row.table, field.field, compared.before, old, formats)
            now = _shown(row.table, field.field, compared.after, new, formats)
            if was != now or row.how is How.CHANGED:
                yield ToldField(about.fields[field.field].label, was, now)
    if {field.field for field in row.fields} == {"order"} and row.how is How.CHANGED:
        yield ToldField(PLACE, NOTHING, MOVED)


def _shown(table: str, field: str, rows: Rows, stored: Values, formats: Formats) -> str:
    """A stored value as people read it."""

    def name_of(target: str, key: str) -> str:
        return rows.title(target, key, formats) or _GONE

    return (field in stored and shown_value(entry(table), field, stored, formats, name_of)) or NOTHING
