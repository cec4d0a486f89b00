"""How the changes of the journal are told to people: whose, which field, from what to what; never ids."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tpm_desktop.file.audit import Asked, Audited, CellChange
from tpm_desktop.file.changes import Stored
from tpm_desktop.file.compare import How
from tpm_desktop.file.journal import JournalRecord
from tpm_desktop.file.rows import Rows
from tpm_desktop.formats import Formats
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.check import ValueProblem
from tpm_desktop.model.fields import Kind

NOTHING = "–"
GONE = "(gone)"


def shown(formats: Formats, rows: Rows, table: str, field: str, value: Stored) -> str:
    """A stored value as people read it."""
    column = entry(table).fields[field]
    if column.kind is Kind.ORDER:
        return NOTHING if value is None else "a place"
    try:
        text = formats.show(column, value, name_of=lambda target, key: rows.title(target, key) or GONE)
    except (ValueProblem, ValueError):  # an old record may hold what no longer fits
        text = str(value)
    return text or NOTHING


@dataclass(frozen=True, slots=True)
class AuditLine:
    """One line of an audit: a record, and one change of it; None of a record that is told as a whole.

    A row that came or went is one change, whose field is empty.
    """

    record: JournalRecord
    change: CellChange | None = None


def audit_lines(found: Iterable[Audited], asked: Asked) -> Iterator[AuditLine]:
    """The lines in the order of the records; a row that came or went is one, unless asked by field."""
    for one in found:
        told: set[tuple[str, str]] = set()
        if not one.changes:
            yield AuditLine(one.record)
        for cell in one.changes:
            if cell.how is How.CHANGED or asked.field:
                yield AuditLine(one.record, cell)
            elif (cell.table, cell.row_id) not in told:
                told.add((cell.table, cell.row_id))
                yield AuditLine(one.record, CellChange(cell.table, cell.row_id, cell.how, "", None, None))


class AuditWords:
    """The words of audit lines. rows: all that are or were."""

    def __init__(self, rows: Rows, formats: Formats) -> None:
        self._rows, self._formats = rows, formats

    def when(self, line: AuditLine) -> str:
        """The moment of the edit by this computer's clock."""
        return self._formats.instant(line.record.at.astimezone().replace(tzinfo=None), time=True, year=True)

    def project(self, line: AuditLine) -> str:
        """The component project of the row; empty where it is the program's."""
        change = line.change
        if change is None:
            return ""
        return self._rows.title("project", self._rows.project_of(change.table, change.row_id))

    def table(self, line: AuditLine) -> str:
        """What kind of row it is."""
        return entry(line.change.table).label if line.change else ""

    def row(self, line: AuditLine) -> str:
        """What the row is called, now or last."""
        change = line.change
        return (self._rows.title(change.table, change.row_id) or NOTHING) if change else ""

    def field(self, line: AuditLine) -> str:
        """The field; of a row that came or went, that."""
        change = line.change
        if change is None:
            return ""
        return entry(change.table).fields[change.field].label if change.field else str(change.how)

    def old(self, line: AuditLine) -> str:
        """The value before."""
        return self._value(line, line.change.old) if line.change else ""

    def new(self, line: AuditLine) -> str:
        """The value after."""
        return self._value(line, line.change.new) if line.change else ""

    def _value(self, line: AuditLine, value: Stored) -> str:
        change = line.change
        if change is None or not change.field:
            return ""
        return shown(self._formats, self._rows, change.table, change.field, value)


def asked_words(asked: Asked, rows: Rows, formats: Formats) -> list[str]:
    """What an audit was asked for, a part each; none where it is everything."""
    said = []
    if asked.person:
        said.append(f"by {asked.person}")
    if asked.project:
        said.append(f"of {rows.title('project', asked.project) or GONE}")
    if asked.table:
        said.append(entry(asked.table).plural.lower())
    if asked.field:
        fields = entry(asked.table).fields if asked.table else {}
        said.append(f"field {fields[asked.field].label if asked.field in fields else asked.field}")
    for word, moment in (("from", asked.since), ("until", asked.until)):
        if moment is not None:
            local = moment.astimezone().replace(tzinfo=None)
            said.append(f"{word} {formats.instant(local, time=True, year=True)}")
    return said
