"""What stands in a column that is a declared field and nothing more: shown by what its values mean."""

from __future__ import annotations

from tpm_desktop.formats import Formats
from tpm_desktop.model.fields import Kind
from tpm_desktop.plan import instant
from tpm_desktop.planning.columns import NONE
from tpm_desktop.sieve import PlanRows
from tpm_desktop.sieve.fields import SEVERAL, Field

_IN_HOURS = {"actual_work", "remaining_work"}


def field_text(rows: PlanRows, formats: Formats, row: int, name: str) -> str:
    """A field of an outline row as people read it, in one line; empty where there is none."""
    field = rows.fields[name]
    if not field.is_counted:
        lines = rows.texts(name)[row].split(SEVERAL)
        return " ".join(lines) if field.kind is Kind.NOTE else ", ".join(lines)
    value = int(rows.numbers(name)[row])
    if value == NONE:
        return ""
    return formats.date(instant(value)) if field.is_time else _counted(field, value, formats)


def _counted(field: Field, value: int, formats: Formats) -> str:
    match field.kind:
        case Kind.FLAG:
            return "Yes" if value else ""
        case Kind.DURATION if field.name in _IN_HOURS:
            return formats.duration(value, unit="h") if value else ""
        case Kind.DURATION:
            return formats.duration(value, unit="d")
        case Kind.MONEY:
            return formats.money(value, whole=True, dash=True)
    return formats.show(field.column, value)


def typed_field(rows: PlanRows, formats: Formats, row: int, name: str) -> str:
    """What an editor of the field begins with: exact where the cell is rounded, all lines of a note."""
    field = rows.fields[name]
    if not field.is_counted:
        return rows.texts(name)[row]
    value = int(rows.numbers(name)[row])
    if value == NONE:
        return ""
    if field.is_time:
        return formats.moment(instant(value), finish=field.column.day_end)
    if field.kind is Kind.DURATION:
        return formats.duration(value)
    return formats.show(field.column, value)
