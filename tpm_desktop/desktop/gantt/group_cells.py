"""What stands in the line of a group: its title, how many rows it has and what they come to."""

from __future__ import annotations

from tpm_desktop.formats import Formats
from tpm_desktop.model.fields import Kind
from tpm_desktop.plan import instant
from tpm_desktop.sieve import Group
from tpm_desktop.sieve.plan_rows import FIELDS


def total_text(group: Group, key: str, formats: Formats) -> str:
    """What the rows of a group come to in a column of the table; empty where that says nothing."""
    value = group.totals.get(key)
    if value is None:
        return ""
    if FIELDS[key].is_time:
        return formats.date(instant(value))
    differs = key.endswith("_variance")
    if FIELDS[key].kind is Kind.MONEY:
        return formats.money(value, whole=True, dash=True, sign=differs)
    return formats.duration(value, unit="h", sign=differs) if value else ""
