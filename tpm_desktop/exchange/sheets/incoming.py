"""What a sheet means for a register: rows to add, to change and to refuse, before anything is taken."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from tpm_desktop.exchange.errors import ImportProblem
from tpm_desktop.file.backups import Reason
from tpm_desktop.file.errors import EditError
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.formats import Formats
from tpm_desktop.gestures.blocks import set_rows
from tpm_desktop.gestures.calling import Callings
from tpm_desktop.gestures.entry_doubles import origin
from tpm_desktop.gestures.entry_rules import EntryRules
from tpm_desktop.gestures.sheet_headings import remember_headings
from tpm_desktop.model.catalogue import TableEntry, entry
from tpm_desktop.model.check import ValueProblem, check
from tpm_desktop.model.fields import Kind
from tpm_desktop.model.record import Record
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.fiscal import fiscal_calendar_of
from tpm_desktop.plan.rates import IN_OWN
from tpm_desktop.plan.valuing import Valuer

from .cells import Cell, Cells
from .columns import ID, sheet_columns
from .foreign import (
    FOREIGN,
    completed,
    fingerprint,
    meant,
    news,
    refuse_second_import,
)
from .marks import settled_marks
from .read import Line, read_lines


class Fate(StrEnum):
    """What becomes of a line."""

    ADDED = "added"
    CHANGED = "changed"
    SAME = "as it is"
    DUPLICATE = "perhaps a duplicate"
    REFUSED = "refused"


@dataclass(frozen=True, slots=True)
class IncomingRow:
    """line: its number in the sheet, from 1; called: what people know the row by; values: what it would set;
    told: each change in words, or why the line can't be taken.
    """

    line: int
    called: str
    fate: Fate
    row_id: str | None = None
    values: dict[str, Any] = field(default_factory=dict)
    told: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Incoming:
    """All lines of a sheet; unknown: headings that mean no column and are left out; headings: to remember."""

    table: str
    rows: tuple[IncomingRow, ...]
    unknown: tuple[str, ...] = ()
    headings: Mapping[str, str | None] = field(default_factory=dict)

    def of(self, fate: Fate) -> list[IncomingRow]:
        """The lines with that fate."""
        return [row for row in self.rows if row.fate is fate]

    def said(self) -> str:
        """How many of each: "2 added, 1 changed, 5 as they are, 1 refused"."""
        counts = {fate: len(self.of(fate)) for fate in Fate}
        words = {Fate.SAME: "as they are"}
        if counts[Fate.DUPLICATE] > 1:
            words[Fate.DUPLICATE] = "perhaps duplicates"
        told = (f"{count:,} {words.get(fate, fate)}" for fate, count in counts.items() if count)
        return ", ".join(told) or "no rows"

    def with_duplicates(self, lines: Collection[int]) -> Incoming:
        """Those lines of what are perhaps duplicates added as well."""
        added = [
            replace(row, fate=Fate.ADDED) if row.fate is Fate.DUPLICATE and row.line in lines else row
            for row in self.rows
        ]
        return replace(self, rows=tuple(added))


def read_table(
    program: ProgramFile,
    table: str,
    source: Path | str,
    mapping: Mapping[str, str | None] | None = None,
    given: Mapping[str, Any] | None = None,
) -> Incoming:
    """What the rows of a sheet would do; nothing is written.

    Rows are known by their id, else by their code. Columns and rows that the sheet lacks stay as they are, an
    empty cell empties its field.
    Args: mapping: which column a heading means, None for none; the rest by what was agreed, or by its name;
    given: what new rows have besides, where the sheet doesn't say it.
    Raises: `ExchangeProblem` in one line.
    """
    source, about = Path(source), entry(table)
    sheet_columns(about)  # refuses what is no register
    lines = read_lines(source)
    formats = Formats.of(program.program)
    heads = [str(head or "").strip() for head in (lines[0] if lines else [])]
    found = meant(program, table, heads, mapping=mapping)
    fields = list(found.fields)
    if not set(fields) - {None, ID}:
        raise ImportProblem(
            f"{source.name} has no headings of {about.many} in its first line; export the register "
            "to see how a sheet begins"
        )
    if twice := next((n for n in fields if n and fields.count(n) > 1), None):
        raise ImportProblem(f"{source.name} has two columns for {twice!r}; remove one of them")
    if found.lacks:
        raise ImportProblem(
            f"{source.name} has no column for {' and '.join(found.lacks).lower()}; say which heading means it"
        )
    judge = _Judge(program, about, formats, fields)
    judge.given = given or {}
    if table in FOREIGN:
        judge.mark = fingerprint(source)
        refuse_second_import(program, source, judge.mark)
    judged = judge.judge(lines[1:])
    unknown = tuple(head for head, name in zip(heads, fields, strict=True) if head and not name)
    return Incoming(table, judged, unknown, news(program, table, found) if table in FOREIGN else {})


def take_rows(program: OpenProgram, incoming: Incoming, *, backed_up: bool = True) -> int:
    """Write what is added and changed, in one step; returns how many rows.

    Args: backed_up: keep a copy of the file as it is before.
    Raises: `BackupError`, `EditError`, `ProgramFileError`; then nothing is written.
    """
    edits = {str(row.row_id): row.values for row in incoming.of(Fate.CHANGED)}
    added = [row.values for row in incoming.of(Fate.ADDED)]
    if backed_up and (edits or added) and not program.file.read_only:  # which is refused below
        program.file.back_up(Reason.IMPORT)
    remember_headings(program, incoming.table, incoming.headings)
    set_rows(program, incoming.table, edits, added, "Import")
    return len(edits) + len(added)


class _Judge:
    """Looks at each line of a sheet for one table."""

    def __init__(
        self, program: ProgramFile, about: TableEntry, formats: Formats, fields: Sequence[str | None]
    ) -> None:
        self._about, self._formats, self._fields = about, formats, fields
        self._callings = Callings(program)
        self._cells = Cells(formats, about, self._callings)
        self._rows = {row.id: row for row in program.rows(about.model)}
        name = about.code_field
        self._by_code = {str(getattr(r, name)).casefold(): i for i, r in self._rows.items()} if name else {}
        self._met: dict[str, int] = {}
        self._program = program
        self._entries = EntryRules(program) if about.name in FOREIGN else None
        self._valuer = Valuer(program) if about.name in IN_OWN else None
        self._fiscal = fiscal_calendar_of(program.program)
        self.mark = ""
        self.given: Mapping[str, Any] = {}

    def judge(self, lines: Sequence[Line]) -> tuple[IncomingRow, ...]:
        lines = self._settled(lines) if self._entries is not None else lines
        filled = [
            (n, line) for n, line in enumerate(lines, start=2) if any(c not in (None, "") for c in line)
        ]
        return tuple(self._judged(number, line) for number, line in filled)

    def _settled(self, lines: Sequence[Line]) -> Sequence[Line]:
        """With the amounts of each column read by one decimal mark."""
        made = [list(line) for line in lines]
        for place, name in enumerate(self._fields):
            column = self._about.fields.get(name or "")
            if column is None or column.kind is not Kind.MONEY:
                continue
            held = [line for line in made if len(line) > place]
            for line, cell in zip(held, settled_marks([line[place] for line in held]), strict=True):
                line[place] = cell
        return made

    def _judged(self, number: int, line: Line) -> IncomingRow:
        padded = [*line, *[None] * len(self._fields)]
        said = {name: padded[place] for place, name in enumerate(self._fields) if name}
        row_id = self._known(said)
        code = str(said.get(self._about.code_field or "") or "").strip().casefold()
        called = self._called(said, row_id)
        for key in filter(None, (row_id, code)):
            first = self._met.setdefault(key, number)
            if first != number:
                problem = f"line {first} is of the same row; keep one of them"
                return IncomingRow(number, called, Fate.REFUSED, row_id, told=(problem,))
        values, problems = self._read(said, row_id)
        if problems:
            return IncomingRow(number, called, Fate.REFUSED, row_id, told=tuple(problems))
        if self._entries is not None and row_id is None:
            values = {**values, "source": self.mark}
            values |= {} if values.get("number") else {"origin": origin(values)}
        if self._entries is not None and (values or row_id is None):
            problems = self._entries.problems(values, row_id)
            if problems:
                return IncomingRow(number, called, Fate.REFUSED, row_id, told=tuple(problems))
        if row_id is None:
            doubts = self._entries.doubts(values) if self._entries is not None else []
            fate = Fate.DUPLICATE if doubts else Fate.ADDED
            return IncomingRow(number, called, fate, values=values, told=tuple(doubts))
        told = tuple(self._told(row_id, name, values) for name in values if name in self._fields)
        return IncomingRow(number, called, Fate.CHANGED if values else Fate.SAME, row_id, values, told)

    def _known(self, said: dict[str, Cell]) -> str | None:
        row_id = str(said.get(ID) or "").strip()
        if row_id in self._rows:
            return row_id
        code = str(said.get(self._about.code_field or "") or "").strip().casefold()
        return self._by_code.get(code) if code else None

    def _called(self, said: dict[str, Cell], row_id: str | None) -> str:
        if row_id is not None:
            return self._callings.say(self._about.name, row_id)
        names = (self._about.title_field, self._about.code_field or "", "number")
        return next((str(said[name]) for name in names if said.get(name)), "a new row")

    def _read(self, said: dict[str, Cell], row_id: str | None) -> tuple[dict[str, Any], list[str]]:
        """What the line sets that is not so already, and why it can't be taken."""
        values: dict[str, Any] = {}
        problems: list[str] = []
        row = self._rows.get(row_id or "")
        for name, cell in said.items():
            column = self._about.fields.get(name)
            if column is None or (column.kind is Kind.CODE and cell in (None, "")):
                continue
            try:
                meant = self._cells.read(name, cell)
            except ValueProblem as problem:
                if row is None and column.required and cell in (None, "") and self._default(name) is not None:
                    continue  # a new row has its usual value
                problems.append(str(problem))
                continue
            news = {n: v for n, v in meant.items() if row is None or getattr(row, n) != v}
            if row is not None and column.fixed and news:
                problems.append(f"{column.label}: it stays as it was given; make a new row")
            values.update(news)
        if row is None:
            values = {**self.given, **values}
        if self._valuer is not None:
            values = completed(values, self._fiscal) if row is None else values
            if not problems:
                values = self._valued(self._valuer, values, row, problems)
        return values, problems or ([] if row is not None else self._missing(values))

    def _valued(
        self, valuer: Valuer, values: dict[str, Any], row: Record | None, problems: list[str]
    ) -> dict[str, Any]:
        """A posting in the program's currency; why it can't be is added to the problems."""
        try:
            made = valuer.valued(self._about.name, values, row.model_dump() if row else None)
        except EditError as problem:
            problems.append(str(problem))
            return values
        return {n: v for n, v in made.items() if row is None or getattr(row, n) != v}

    def _default(self, name: str) -> Any:
        return self._about.model.model_fields[name].default

    def _missing(self, values: dict[str, Any]) -> list[str]:
        """What a new row can't be without and the sheet has no column for."""
        problems = []
        for name, column in self._about.fields.items():
            if name not in values and column.kind not in (Kind.CODE, Kind.ORDER):
                try:
                    check(column, self._default(name))
                except ValueProblem as problem:
                    problems.append(str(problem))
        return problems

    def _told(self, row_id: str, name: str, values: dict[str, Any]) -> str:
        old = self._shown(name, self._rows[row_id].model_dump())
        new = self._shown(name, {**self._rows[row_id].model_dump(), **values})
        return f"{self._about.fields[name].label}: {old or '–'} → {new or '–'}"

    def _shown(self, name: str, row: dict[str, Any]) -> str:
        return self._formats.show_field(self._about, name, row, name_of=self._callings.say)
