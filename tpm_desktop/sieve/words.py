"""Conditions in words, as they are typed: what `parse` reads back as the same condition."""

from __future__ import annotations

import re

from tpm_desktop.formats import Formats
from tpm_desktop.model.fields import Kind

from .conditions import ALONE, AllOf, AnyOf, Compare, Condition, Contains, Not, Op, Other
from .fields import Field, Subject
from .values import name_of, read_value, show_value

_APART = re.compile(r"[()\"“”\\]|^\s|\s$|(?:^|\s)(?:and|or)(?=[\s(]|$)", re.IGNORECASE)


def words(condition: Condition, rows: Subject, formats: Formats, *, kept: bool = False) -> str:
    """A condition as people type it. Args: kept: with dates in ISO form, as it is saved in a file."""
    match condition:
        case Compare():
            return _compared(condition, rows, formats, kept=kept)
        case Contains(text, exact):
            return quoted(text) if exact else text
        case Not(of):
            inside = words(of, rows, formats, kept=kept)
            return f"not ({inside})" if isinstance(of, AllOf | AnyOf) else f"not {inside}"
        case AllOf(parts):
            return " and ".join(_part(part, rows, formats, kept=kept, within=AllOf) for part in parts)
        case AnyOf(parts):
            return " or ".join(_part(part, rows, formats, kept=kept, within=AnyOf) for part in parts)


def _part(
    part: Condition, rows: Subject, formats: Formats, *, kept: bool, within: type[AllOf] | type[AnyOf]
) -> str:
    said = words(part, rows, formats, kept=kept)
    bracketed = isinstance(part, (AnyOf, within))
    return f"({said})" if bracketed else said


def _compared(about: Compare, rows: Subject, formats: Formats, *, kept: bool) -> str:
    field = rows.fields[about.field]
    name = name_of(field, rows)
    if about.op in ALONE:
        return f"{name} {about.op}"
    if field.kind is Kind.FLAG and about.op is Op.EQ and about.value == 1:
        return name
    value = show_value(field, about.value, rows, formats, kept=kept)
    if not isinstance(about.value, Other) and _needs_quotes(about, field, value, rows, formats):
        value = quoted(value)
    return f"{name} {about.op} {value}"


def _needs_quotes(about: Compare, field: Field, shown: str, rows: Subject, formats: Formats) -> bool:
    if not shown or _APART.search(shown):
        return True
    return isinstance(read_value(field, about.op, shown, rows, formats), Other)


def quoted(text: str) -> str:
    """A text in quotes."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'
