"""How the changes of the journal are told to people: whose, which field, from what to what; never ids."""

from __future__ import annotations

from tpm_desktop.file.audit import Asked, AuditLine
from tpm_desktop.file.changes import Stored
from tpm_desktop.file.rows import Rows
from tpm_desktop.formats import Formats
from tpm_desktop.formats.naming import shown_value
from tpm_desktop.model.catalogue import entry
from tpm_desktop.model.fields import Kind

NOTHING = "–"
GONE = "(gone)"


def shown(formats: Formats, rows: Rows, table: str, field: str, value: Stored) -> str:
    """A stored value as people read it."""
    column = entry(table).fields[field]
    if column.kind is Kind.ORDER:
        return NOTHING if value is None else "a place"

    def name_of(target: str, key: str) -> str:
        return rows.title(target, key, formats) or GONE

    return shown_value(entry(table), field, {field: value}, formats, name_of) or NOTHING


class AuditWords:
    """The words of audit lines. rows: all that are or were; year: always said, else where it is not clear."""

    def __init__(self, rows: Rows, formats: Formats, *, year: bool = True) -> None:
        self._year = year or None
        self._rows, self._formats = rows, formats

    def when(self, line: AuditLine) -> str:
        """The moment of the edit by this computer's clock."""
        at = line.record.at.astimezone().replace(tzinfo=None)
        return self._formats.instant(at, time=True, year=self._year)

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
        return (self._rows.title(change.table, change.row_id, self._formats) or NOTHING) if change else ""

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
        said.append(f"of {rows.title('project', asked.project, formats) or GONE}")
    if asked.table:
        said.append(entry(asked.table).many)
    if asked.field:
        fields = entry(asked.table).fields if asked.table else {}
        said.append(f"field {fields[asked.field].label if asked.field in fields else asked.field}")
    for word, moment in (("from", asked.since), ("until", asked.until)):
        if moment is not None:
            local = moment.astimezone().replace(tzinfo=None)
            said.append(f"{word} {formats.instant(local, time=True, year=True)}")
    return said
