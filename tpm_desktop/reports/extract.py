"""An audit extract as a table or as JSON: the changes asked for, the newest record, and whether all holds."""

from __future__ import annotations

import csv
import json
import re
from dataclasses import dataclass
from datetime import datetime
from io import StringIO
from typing import Any

from tpm_desktop.file.audit import Asked, Audited, AuditLine, Trail
from tpm_desktop.file.chain import Break, first_break
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.formats import Formats
from tpm_desktop.plan.change_words import AuditWords, asked_words

_HEADS = (
    "When", "Who", "Role", "Device", "Edit", "Project", "Register", "Row", "Field", "Old", "New", "Record",
    "Newest record", "History",
)  # fmt: skip
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n")  # what a spreadsheet takes for a formula to run


@dataclass(frozen=True, slots=True)
class Extract:
    """What a journal was asked for and what came of it. broken: the first record that does not hold."""

    file: ProgramFile
    asked: Asked
    trail: Trail
    found: tuple[Audited, ...]
    broken: Break | None
    words: AuditWords
    filters: tuple[str, ...]

    @classmethod
    def of(cls, file: ProgramFile, asked: Asked, formats: Formats | None = None) -> Extract:
        """Read the journal and recompute its chain. Raises: `ProgramFileError` where a record is damaged."""
        formats, trail = formats or Formats.of(file.program), Trail(file)
        return cls(
            file,
            asked,
            trail,
            tuple(trail.asked(asked)),
            first_break(file.journal),
            AuditWords(trail.rows, formats),
            tuple(asked_words(asked, trail.rows, formats)),
        )

    @property
    def lines(self) -> list[AuditLine]:
        """A line a change, newest first."""
        return list(self.trail.lines(self.asked))

    @property
    def head(self) -> str:
        """The id of the newest record, which stands for the whole history."""
        return self.trail.records[0].id

    @property
    def command(self) -> str:
        """What prints all that is asked for as a table, as it can be typed in a terminal."""
        asked = self.asked
        since, until = (one and _local(one) for one in (asked.since, asked.until))
        options = {
            "person": asked.person, "project": asked.project, "table": asked.table, "field": asked.field,
            "since": since, "until": until,
        }  # fmt: skip
        said = [f"--{name} {_typed(value)}" for name, value in options.items() if value]
        return " ".join(["tpm-desktop log", _typed(self.file.path.name), "--csv", *said])

    def verdict(self) -> str:
        """Whether the history holds, in a clause."""
        return str(self.broken) if self.broken else f"all {len(self.trail.records):,} records hold"


def _local(moment: datetime) -> str:
    """As this computer's clock showed it."""
    return moment.astimezone().replace(tzinfo=None).isoformat()


def _typed(text: str) -> str:
    """As one word of a command, in the quotes that every system's terminal takes."""
    return text if re.fullmatch(r"[\w.:-]+", text) else '"' + text.replace('"', '\\"') + '"'


def as_csv(extract: Extract) -> str:
    """A table with a line a change, for spreadsheets: nothing in it is a formula."""
    made, words = StringIO(), extract.words
    writer = csv.writer(made, lineterminator="\r\n")
    writer.writerow(_HEADS)
    ends = [extract.head, extract.verdict()]
    for line in extract.lines:
        record = line.record
        texts = [
            words.when(line), record.author, record.role, record.device, record.label, words.project(line),
            words.table(line), words.row(line), words.field(line), words.old(line), words.new(line),
            record.id, *ends,
        ]  # fmt: skip
        writer.writerow([f"'{text}" if text.startswith(_FORMULA) else text for text in texts])
    return made.getvalue()


def as_json(extract: Extract) -> str:
    """The extract with stored values, for programs."""
    broken = extract.broken
    told = {
        "file": extract.file.path.name,
        "program": extract.file.program.name,
        "filters": list(extract.filters),
        "head": extract.head,
        "holds": broken is None,
        "first_broken": broken and {"number": broken.number, "id": broken.id, "reason": broken.reason},
        "records": [record_as_json(one) for one in extract.found],
    }
    return json.dumps(told, ensure_ascii=False, indent=2)


def record_as_json(found: Audited) -> dict[str, Any]:
    """A record with its changes, stored values."""
    record = found.record
    return {
        "id": record.id,
        "parents": list(record.parents),
        "author": record.author,
        "role": record.role,
        "device": record.device,
        "at": record.at.isoformat(),
        "kind": record.kind,
        "target": record.target,
        "label": record.label,
        "changes": [
            {
                "table": one.table,
                "id": one.row_id,
                "change": one.how,
                "field": one.field,
                "old": one.old,
                "new": one.new,
            }
            for one in found.changes
        ],
    }
