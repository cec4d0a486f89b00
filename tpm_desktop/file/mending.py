"""Makes rows that were read from a damaged file fit to be kept: values, references, the one program row."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time

from tpm_desktop.model.catalogue import CATALOGUE, TableEntry, entry
from tpm_desktop.model.check import clean, has_unseen
from tpm_desktop.model.document_names import document_name
from tpm_desktop.model.fields import Column, Kind
from tpm_desktop.model.record import new_id

from .changes import Stored, Values
from .ends import End, ends
from .hanging import HANGING, anchored
from .row_defence import LONGEST_ID, fits
from .salvage import Rows, Salvage


@dataclass(slots=True)
class Found:
    """What became of one table: rows kept, those of them known by the history alone, and what is missing."""

    table: str
    kept: int = 0
    from_history: int = 0
    stand_ins: int = 0
    lost: int = 0
    values: int = 0
    references: int = 0
    unread: bool = False

    @property
    def whole(self) -> bool:
        """Whether nothing of the table is missing or made up."""
        return not (self.stand_ins or self.lost or self.values or self.references or self.unread)


class Mending:
    """All rows, mended; `found` says what it took, by table.

    Args: contents: the size of every document that can be read, by its hash.
    """

    def __init__(
        self, read: dict[str, Salvage], past: dict[str, Rows], name: str, contents: dict[str, int]
    ) -> None:
        self.found = {e.name: Found(e.name, unread=not read[e.name].whole) for e in CATALOGUE}
        self.rows: dict[str, Rows] = {e.name: {} for e in CATALOGUE}
        self._dropped: dict[str, set[str]] = {e.name: set() for e in CATALOGUE}
        for about in CATALOGUE:
            self._take(about, read[about.name], past[about.name])
        self.empty = not any(self.rows.values())
        self._drop_what_hangs_on_nothing()
        self._drop_empty_attachments(contents)
        self._one_program(name)
        while self._settle_references():
            pass
        for about in CATALOGUE:
            self._open_rings(about)
            self._clear_taken_codes(about)
        for about in CATALOGUE:
            known = self._dropped[about.name] | {
                row_id for row_id in read[about.name].known if _is_id(row_id)
            }
            if not read[about.name].whole:
                known |= past[about.name].keys()
            self.found[about.name].kept = len(self.rows[about.name])
            self.found[about.name].lost = len(known - self.rows[about.name].keys())

    def _take(self, about: TableEntry, read: Salvage, past: Rows) -> None:
        found, rows = self.found[about.name], self.rows[about.name]
        for values in read.rows:
            row_id = values.get("id")
            if not _is_id(row_id) or row_id in rows:
                row_id = new_id()
                found.values += 1
            if mended := self._mended(about, values, past.get(str(row_id), {})):
                rows[str(row_id)] = mended
            else:
                self._dropped[about.name].add(str(row_id))
        if read.whole:
            return
        for row_id, values in past.items():
            if row_id not in rows and _is_id(row_id) and (mended := self._mended(about, values, {})):
                rows[row_id] = mended
                found.from_history += 1

    def _mended(self, about: TableEntry, values: Values, past: Values) -> Values | None:
        """The row with what doesn't fit replaced; None where it can't stand without."""
        mended: Values = {}
        for name, column in about.fields.items():
            value = values.get(name)
            if fits(column, value):
                mended[name] = value
                continue
            self.found[about.name].values += 1
            if fits(column, past.get(name)):
                mended[name] = past.get(name)
            elif fits(column, stand_in := _stand_in(about, name, column, value)):
                mended[name] = stand_in
            else:
                return None
        return mended

    def _drop_what_hangs_on_nothing(self) -> None:
        """Where it can't be told what a document or comment hung on."""
        for table in HANGING:
            for row_id, row in list(self.rows[table].items()):
                hung = anchored(table, row)
                if any(on in HANGING for on, _ in hung) or len(list(ends(table, row))) < len(hung):
                    del self.rows[table][row_id]
                    self._dropped[table].add(row_id)

    def _drop_empty_attachments(self, contents: dict[str, int]) -> None:
        """A document is gone with its content."""
        attachments = self.rows["attachment"]
        for row_id, row in list(attachments.items()):
            if row["content"] not in contents:
                del attachments[row_id]
                self._dropped["attachment"].add(row_id)
            else:
                row["size"] = contents[str(row["content"])]

    def _one_program(self, name: str) -> None:
        programs = self.rows["program"]
        for row_id in list(programs)[1:]:
            del programs[row_id]
            self._dropped["program"].add(row_id)
        if not programs:
            start = datetime.combine(datetime.now(), time(8)).isoformat(timespec="minutes")
            made = self._mended(entry("program"), {"name": name, "start": start}, {})
            assert made is not None
            programs[new_id()] = made
            self.found["program"].stand_ins += 1

    def _settle_references(self) -> bool:
        """Clear what refers to a lost row, put stand-ins where a row is part of one; whether rows changed."""
        changed = False
        for about, row_id, end in list(self._dangling()):
            row = self.rows[about.name].get(row_id)
            if row is None or end.row_id in self.rows[end.table]:
                continue
            changed = True
            if not about.fields[end.field].required:
                row[end.field] = None
                self.found[about.name].references += 1
            elif end.table == "program":  # there is just one, under whatever id
                row[end.field] = next(iter(self.rows["program"]))
            elif not self._put_stand_in(end.table, end.row_id):
                del self.rows[about.name][row_id]
                self._dropped[about.name].add(row_id)
        return changed

    def _dangling(self) -> Iterator[tuple[TableEntry, str, End]]:
        for about in CATALOGUE:
            for row_id, row in self.rows[about.name].items():
                for end in ends(about.name, row):
                    if end.row_id not in self.rows[end.table]:
                        yield about, row_id, end

    def _put_stand_in(self, table: str, row_id: str) -> bool:
        about = entry(table)
        blank: Values = {name: about.model.model_fields[name].default for name in about.fields}
        before = self.found[table].values
        mended = self._mended(about, blank, {}) if _is_id(row_id) else None
        self.found[table].values = before
        if mended is None:
            return False
        self.rows[table][row_id] = mended
        self.found[table].stand_ins += 1
        return True

    def _open_rings(self, about: TableEntry) -> None:
        """Rows that would be part of each other stand alone."""
        rows = self.rows[about.name]
        for name in [n for n, column in about.fields.items() if column.target == about.name]:
            safe: set[str] = set()
            for row_id in rows:
                path: dict[str, None] = {}
                at: Stored = row_id
                while isinstance(at, str) and at not in safe:
                    if at in path:
                        rows[at][name] = None
                        self.found[about.name].references += 1
                        break
                    path[at] = None
                    at = rows[at][name]
                safe.update(path)

    def _clear_taken_codes(self, about: TableEntry) -> None:
        """Of rows with one code the first keeps it; the others are given new ones when they are written."""
        name = about.code_field
        if name is None:
            return
        taken: set[str] = set()
        for row in self.rows[about.name].values():
            code = str(row[name] or "").casefold()
            if code in taken:
                row[name] = None
                self.found[about.name].values += 1
            elif code:
                taken.add(code)


def _is_id(row_id: object) -> bool:
    return isinstance(row_id, str) and 0 < len(row_id) <= LONGEST_ID and not has_unseen(row_id)


def _stand_in(about: TableEntry, name: str, column: Column, value: Stored) -> Stored:
    """What may take the place of a value that can't be: what is left of a text, else as in a new row."""
    if isinstance(value, str) and column.kind in (Kind.TITLE, Kind.TEXT, Kind.NOTE):
        left = clean(value[:1_000], lines=column.kind is Kind.NOTE)
        if left:
            return document_name(left) if column.file_name else left
    default = about.model.model_fields[name].default
    if default is None and column.kind is Kind.TITLE:
        return f"Lost {about.one}"
    return default if default is None or isinstance(default, int) else str(default)
