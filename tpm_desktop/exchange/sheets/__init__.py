"""Registers as spreadsheets: their rows to .xlsx or .csv and back, by the declaration of their columns."""

from __future__ import annotations

from .foreign import FOREIGN, Headings, read_headings
from .incoming import Fate, Incoming, IncomingRow, read_table, take_rows
from .ruled import with_rules
from .write import export_table

__all__ = [
    "FOREIGN", "Fate", "Headings", "Incoming", "IncomingRow", "export_table", "read_headings",
    "read_table", "take_rows", "with_rules",
]  # fmt: skip
