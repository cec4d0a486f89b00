"""Every change of a comparison line by line, for sheets and web pages: there one sorts and filters."""

from __future__ import annotations

from collections.abc import Iterator

from reportlab.platypus import Flowable

from tpm_desktop.file.compare import How
from tpm_desktop.formats import Formats
from tpm_desktop.plan.compare_words import NOTHING, ToldRow, told_rows
from tpm_desktop.plan.compared import Compared

from .changed_rows import facts
from .parts import Section, note
from .tables import TableColumn, TableRow, data_table

_MOST = 20_000
"""Lines of a sheet, written in 15 s; “diff” on the command line has all."""
_HEADS = ("Component project", "Register", "Row", "Change", "Field", "Before", "After")


def change_lines(compared: Compared, formats: Formats, width: float) -> list[Flowable]:
    """A line for each field that changed, and for each row that came or went, with what it says."""
    lines = [line for row in told_rows(compared, formats) for line in _lines(row)]
    title = Section(
        "Every change", f"{formats.integer(len(compared.rows))} rows, amounts in {formats.currency}"
    )
    table = data_table([TableColumn(heading) for heading in _HEADS], lines[:_MOST], width)
    left = len(lines) - _MOST
    more = f"and {formats.integer(left)} lines more; “diff” on the command line lists all"
    return [title, table, note(more)] if left > 0 else [title, table]


def _lines(row: ToldRow) -> Iterator[TableRow]:
    whose = [row.project, row.register, row.name, str(row.how)]
    if row.how is How.CHANGED:
        for one in row.fields:
            yield TableRow([*whose, one.label, one.old, one.new])
        return
    said = facts(row) or NOTHING
    before, after = (said, NOTHING) if row.how is How.REMOVED else (NOTHING, said)
    yield TableRow([*whose, "", before, after])
