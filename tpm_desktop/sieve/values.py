"""Values in conditions: read from what people type, and shown as they would type them."""

from __future__ import annotations

from dataclasses import replace

from tpm_desktop.formats import Formats
from tpm_desktop.model.check import ValueProblem
from tpm_desktop.model.fields import Kind

from .conditions import Op, Other, Value, label_of
from .fields import CHOICES, Field, Subject
from .spans import settled, shown, split_step


def read_value(
    field: Field, op: Op, text: str, rows: Subject, formats: Formats, *, quoted: bool = False
) -> Value:
    """The value that a text means beside a field; unless quoted it may be another field of its kind.

    Raises: `ValueProblem`.
    """
    other = None if quoted else _other(field, text, rows)
    if other is not None:
        return other
    if field.is_time:
        return _time(field, text, formats)
    column = replace(field.column, minimum=None, maximum=None, required=False)
    match field.kind:
        case Kind.DURATION:
            return formats.parse_duration(text, below_zero=True)[0]
        case Kind.LAG:
            return formats.parse_lag(text)[0]
        case Kind.NUMBER | Kind.SHARE | Kind.MONEY | Kind.SCORE | Kind.FLAG:
            value = formats.parse(column, text)
            if value is None:
                raise ValueProblem(f"{field.label}: a value is missing")
            return int(value)
    if field.kind in CHOICES:
        return str(formats.parse(column, text)) if op in (Op.EQ, Op.NE) and text else label_of(field, text)
    return text


def _time(field: Field, text: str, formats: Formats) -> str:
    try:
        return settled(text, formats)
    except ValueProblem as problem:
        raise ValueProblem(f"{field.label}: {problem}") from None


def _other(field: Field, text: str, rows: Subject) -> Other | None:
    body, days = split_step(text) if field.is_time else (text, 0)
    other = rows.typed.get(body.casefold())
    if other is None or other.name == field.name:
        return None
    alike = other.is_time if field.is_time else other.kind is field.kind
    if field.kind is Kind.REFERENCE:
        alike = alike and other.column.target == field.column.target
    return Other(other.name, days) if alike and field.kind not in CHOICES else None


def show_value(field: Field, value: Value, rows: Subject, formats: Formats, *, kept: bool = False) -> str:
    """A value as people type it here; as it is kept, dates stand in ISO form."""
    if isinstance(value, Other):
        name = name_of(rows.fields[value.field], rows)
        return f"{name} {'+' if value.days > 0 else '-'} {abs(value.days)}d" if value.days else name
    if value is None:
        return ""
    if isinstance(value, str):
        return (value if kept else shown(value, formats)) if field.is_time else label_of(field, value)
    match field.kind:
        case Kind.DURATION | Kind.LAG:
            return formats.duration(value)
        case Kind.FLAG:
            return "yes" if value else "no"
    return formats.show(field.column, value)


def name_of(field: Field, rows: Subject) -> str:
    """What a field is called in a condition: its label, unless another one is called so too."""
    names = (field.label, *field.also, field.name)
    name = next(name for name in names if rows.typed.get(name.casefold()) is field)
    return name if name[1:2].isupper() else name[:1].lower() + name[1:]
