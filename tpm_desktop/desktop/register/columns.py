"""The columns of a register: the declared ones, and those that the plan knows and nobody enters."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt

from tpm_desktop.desktop.session import Session
from tpm_desktop.formats import is_right_aligned
from tpm_desktop.model.catalogue import TableEntry
from tpm_desktop.model.fields import Kind
from tpm_desktop.plan.due import DUE, day_of_status, days_overdue, is_settled

from .rows import Row

translate = QCoreApplication.translate


_TEXTS = (Kind.TITLE, Kind.TEXT, Kind.NOTE, Kind.CODE)
_FEW = (Kind.CHOICE, Kind.STATUS, Kind.SCORE, Kind.FLAG)


class Tone(StrEnum):
    """What a cell's colour says besides its words; the values are the theme's tokens."""

    PLAIN = "text"
    MUTED = "muted"
    GREEN = "green"
    AMBER = "amber"
    RED = "red"


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a register.

    text: what stands in the cell; key: what the rows are sorted by, None last; field: the declared field that
    is edited in it, None where it follows from others; chip: shown on a tinted ground; total: how the sum of
    several values is shown, None where they don't add up; usual: shown unless its user chose otherwise.
    """

    name: str
    heading: str
    right: bool
    hint: str
    text: Callable[[str, Row], str]
    key: Callable[[str, Row], Any]
    tone: Callable[[str, Row], Tone]
    field: str | None = None
    chip: bool = False
    wide: bool = False
    total: Callable[[int], str] | None = None
    usual: bool = True

    @property
    def alignment(self) -> Qt.AlignmentFlag:
        """Of its cells and its heading."""
        side = Qt.AlignmentFlag.AlignRight if self.right else Qt.AlignmentFlag.AlignLeft
        return side | Qt.AlignmentFlag.AlignVCenter


def columns_of(session: Session, about: TableEntry) -> dict[str, Column]:
    """Every column that a register of a table can show, by name, in their order in the column chooser."""
    from .derived import derived

    declared = {name: _declared(session, about, name) for name, c in about.fields.items() if c.shown}
    placed: dict[str, Column] = {}
    extra = derived(session, about.name)
    for name, column in declared.items():
        placed[name] = column
        placed.update({made.name: _standing_back(about, made) for after, made in extra if after == name})
    return placed


def _standing_back(about: TableEntry, column: Column) -> Column:
    """What the plan says of a settled row is as muted as the row; a warning and a light stay."""

    def tone(row_id: str, row: Row) -> Tone:
        own = column.tone(row_id, row)
        return Tone.MUTED if own is Tone.PLAIN and is_settled(about.name, row) else own

    return replace(column, tone=tone)


def usual(session: Session, about: TableEntry) -> list[str]:
    """The names of the columns that a register shows unless its user chose others."""
    from .derived import derived

    names: list[str] = []
    for name in about.columns:
        names.append(name)
        names += [made.name for after, made in derived(session, about.name) if after == name and made.usual]
    return names


def _declared(session: Session, about: TableEntry, name: str) -> Column:
    column = about.fields[name]
    due = DUE.get(about.name)
    show = _text_with_overdue if due and due.date == name else _text
    return Column(
        name=name,
        heading=session.formats.heading(column),
        right=is_right_aligned(column),
        hint=column.help,
        text=show(session, about, name),
        key=_key(session, about, name),
        tone=_tone(session, about, name),
        field=name,
        wide=column.kind in (Kind.TITLE, Kind.NOTE),
        total=partial(session.formats.show, column) if column.adds_up else None,
    )


def _text(session: Session, about: TableEntry, name: str) -> Callable[[str, Row], str]:
    """How a cell is written; kinds that need no formats, or hold few values, take the short way."""
    kind, shown = about.fields[name].kind, dict[Any, str]()

    def written(row: Row) -> str:
        return session.formats.show_field(about, name, row, name_of=session.names.name)

    nothing = written({name: None})

    def whole(row_id: str, row: Row) -> str:
        return nothing if row[name] is None else written(row)

    def plain(row_id: str, row: Row) -> str:
        return str(row[name] or "").partition("\n")[0]

    def of_few(row_id: str, row: Row) -> str:
        value = row[name]
        if value not in shown:
            shown[value] = whole(row_id, row)
        return shown[value]

    if kind in _TEXTS and not about.fields[name].own_of:
        return plain
    return of_few if kind in _FEW else whole


def _text_with_overdue(session: Session, about: TableEntry, name: str) -> Callable[[str, Row], str]:
    plain, day = _text(session, about, name), status_day(session)

    def text(row_id: str, row: Row) -> str:
        late = days_overdue(about.name, row, day)
        shown = plain(row_id, row)
        return translate("Register", "{} · {} d late").format(shown, late) if late else shown

    return text


def _key(session: Session, about: TableEntry, name: str) -> Callable[[str, Row], Any]:
    column = about.fields[name]
    if column.kind is Kind.REFERENCE:
        return lambda row_id, row: _folded(session.names.name(column.target, str(row[name] or "")))
    if column.kind in (Kind.CHOICE, Kind.STATUS):
        assert isinstance(column.choices, type)
        order = {member.value: place for place, member in enumerate(column.choices)}
        return lambda row_id, row: order.get(str(row[name]))
    if column.kind is Kind.CODE:
        return lambda row_id, row: _code_key(str(row[name] or ""))
    return lambda row_id, row: _folded(row[name]) if isinstance(row[name], str) else row[name]


def _folded(text: Any) -> str | None:
    return str(text).casefold() or None


def _code_key(code: str) -> tuple[str, int] | None:
    """R-2 stands before R-12."""
    head, _, number = code.rpartition("-")
    return (head, int(number) if number.isdigit() else 0) if code else None


def _tone(session: Session, about: TableEntry, name: str) -> Callable[[str, Row], Tone]:
    due, day = DUE.get(about.name), status_day(session)

    def tone(row_id: str, row: Row) -> Tone:
        if is_settled(about.name, row):
            return Tone.MUTED
        late = due and due.date == name and days_overdue(about.name, row, day)
        return Tone.RED if late else Tone.PLAIN

    return tone


def status_day(session: Session) -> date:
    """The day that overdue counts from."""
    return day_of_status(session.program.plan.state)


def exported(session: Session, about: TableEntry, column: Column, row_id: str, row: Row) -> str:
    """A cell for a spreadsheet: dates with their year, notes with all their lines."""
    formats, declared = session.formats, about.fields.get(column.name)
    value = str(row.get(column.name) or "")
    if declared is not None and declared.kind is Kind.DATE:
        return formats.date(value, year=True)
    if declared is not None and declared.kind is Kind.INSTANT:
        return formats.instant(value, time=True, year=True)
    if declared is not None and declared.kind is Kind.NOTE:
        return value
    return column.text(row_id, row)
