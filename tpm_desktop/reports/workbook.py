"""The tables of a pack as a workbook: a sheet each, the figures as they are printed but as numbers."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date, datetime
from decimal import Decimal
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any, BinaryIO
from zipfile import ZipFile

from tpm_desktop.exchange.sheets.write import MOST_IN_A_CELL
from tpm_desktop.formats import Formats
from tpm_desktop.formats.locales import MINUS
from tpm_desktop.model.check import ValueProblem

from .archives import write_archive
from .errors import ReportProblem
from .pieces import pieces, said
from .table_sheets import CONTENTS, LONGEST_NAME, Sheet, sheets_of
from .tables import Align, Rank, TableColumn, TableRow
from .text import printable

if TYPE_CHECKING:
    from .writing import Edition

_WIDEST, _NARROWEST = 60, 9  # of a column, in characters
_LINES_ABOVE = 3  # where it stands, what it counts, and of what moment it is
_INK = {"muted": "FF667085"}
_ABOUT = "docProps/core.xml"
_WRITTEN = re.compile(rb"<dcterms:(created|modified)[^>]*>[^<]*</dcterms:(created|modified)>")
_DAY = "dd mmm yyyy"
_LONGEST_DATE = 20
_MOST_DIGITS = 4
_SCALES = ("k", "m", "bn")
_GROUPED = 1000  # from there on digits are parted
_FIGURE = re.compile(r"([+\u2212-]?)(\d[\d.,'’ ]*?)(?: (%|[a-z]{1,5}))?")
_ALIGNED = {Align.LEFT: "left", Align.RIGHT: "right", Align.CENTRE: "center"}


def write_tables(made: BinaryIO, edition: Edition) -> int:
    """Write every table of the pack on a sheet of its own, behind a list of them; returns how many.

    Raises: `ReportProblem` where there are none.
    """
    from openpyxl import Workbook

    sheets = sheets_of(pieces(edition.story))
    if not sheets:
        raise ReportProblem("this pack has no tables; write it as .pdf or .html")
    book = Workbook()
    book.properties.creator = "TPM Desktop"
    book.properties.title = edition.imprint.title
    about: Any = book.active
    _list(about, edition, sheets)
    figures, moment = _Figures(edition.formats), edition.imprint.moment
    for number, sheet in enumerate(sheets, 1):
        if edition.progress:
            edition.progress(number)
        _write(book.create_sheet(sheet.name), sheet, moment, figures)
    content = BytesIO()
    book.save(content)
    made.write(_dateless(content))
    return len(sheets)


def _dateless(content: BytesIO) -> bytes:
    """A workbook without when it was written: the same tables make the same file."""
    made = BytesIO()
    with ZipFile(content) as written:
        parts = ((name, written.read(name)) for name in written.namelist())
        told = ((name, _WRITTEN.sub(b"", part) if name == _ABOUT else part) for name, part in parts)
        write_archive(made, told, packed=True)
    return made.getvalue()


def _list(about: Any, edition: Edition, sheets: Sequence[Sheet]) -> None:
    """What the workbook is, and a line for each sheet that leads to it."""
    from openpyxl.styles import Font

    imprint = edition.imprint
    about.title = CONTENTS
    for letter, width in zip("ABC", (1.5 * _WIDEST, _NARROWEST, LONGEST_NAME + 2), strict=True):
        about.column_dimensions[letter].width = width
    facts = (
        imprint.occasion,
        imprint.about,
        f"Figures as of record {imprint.record} in {imprint.source} · {imprint.status_within}"
        f" · version {imprint.version}",
        imprint.classification,
        "Figures as the pages of the pack show them, in the units that stand over them",
        imprint.footer,
    )
    _put(about.cell(1, 1), imprint.program).font = Font(bold=True, size=14)
    for line, fact in enumerate((fact for fact in facts if fact), 2):
        _put(about.cell(line, 1), fact).font = Font(color=_INK["muted"])
    top = about.max_row + 2
    for place, heading in enumerate(("Table", "Rows", "Sheet"), 1):
        _put(about.cell(top, place), heading).font = Font(bold=True)
    for line, sheet in enumerate(sheets, top + 1):
        _lead(_put(about.cell(line, 1), sheet.heading), sheet.name)
        about.cell(line, 2, len(sheet.rows))
        _put(about.cell(line, 3), sheet.name)
    about.freeze_panes = about.cell(top + 1, 1)


def _lead(at: Any, name: str) -> None:
    """Let a cell lead to a sheet."""
    from openpyxl.styles import Font
    from openpyxl.worksheet.hyperlink import Hyperlink

    quoted = name.replace("'", "''")
    at.hyperlink = Hyperlink(at.coordinate, location=f"'{quoted}'!A1")
    at.font = Font(color="FF1D4ED8", underline="single")


def _write(at: Any, sheet: Sheet, moment: str, figures: _Figures) -> None:
    from openpyxl.styles import Border, Font, Side
    from openpyxl.utils import get_column_letter

    _put(at.cell(1, 1), sheet.heading).font = Font(bold=True, size=13)
    _put(at.cell(2, 1), sheet.aside).font = Font(color=_INK["muted"])
    _lead(_put(at.cell(3, 1), moment), CONTENTS)
    top = _LINES_ABOVE + 1
    for place, column in enumerate(sheet.columns, 1):
        head = _put(at.cell(top, place), column.heading)
        head.font, head.border = Font(bold=True), Border(bottom=Side("thin"))
        head.alignment = _alignment(column, wrapped=True)
        at.column_dimensions[get_column_letter(place)].width = _width(sheet, place - 1)
    for line, row in enumerate(sheet.rows, top + 1):
        _fill(at, line, row, sheet.columns, figures)
    last = top + len(sheet.rows)
    at.freeze_panes = at.cell(top + 1, 1)
    if sheet.rows:
        at.auto_filter.ref = f"A{top}:{get_column_letter(len(sheet.columns))}{last}"
    for line, note in enumerate(sheet.notes, last + 2):
        _put(at.cell(line, 1), note).font = Font(color=_INK["muted"])


def _fill(at: Any, line: int, row: TableRow, columns: Sequence[TableColumn], figures: _Figures) -> None:
    from openpyxl.styles import Border, Font, Side

    for place, (content, column) in enumerate(zip(row.cells, columns, strict=True), 1):
        cell, text = at.cell(line, place), said(content)
        known = figures.read(text, column.align)
        if known is None:
            _put(cell, text)
        else:
            cell.value, cell.number_format = known
        cell.alignment = _alignment(column, wrapped=known is None, level=row.level if place == 1 else 0)
        if row.rank is not Rank.NORMAL:
            cell.font = Font(bold=True)
        if row.rank is Rank.TOTAL:
            cell.border = Border(top=Side("thin"))


def _alignment(column: TableColumn, *, wrapped: bool, level: int = 0) -> Any:
    from openpyxl.styles import Alignment

    return Alignment(_ALIGNED[column.align], "top", wrap_text=wrapped, indent=level)


def _width(sheet: Sheet, place: int) -> float:
    texts = (said(row.cells[place]) for row in sheet.rows)
    widest = max((max(map(len, text.split("\n"))) for text in texts), default=0)
    heading = max(map(len, sheet.columns[place].heading.split() or [""]))
    return min(max(widest, heading, _NARROWEST) + 2, _WIDEST)


def _put(at: Any, text: str) -> Any:
    """A text is one, though it may begin like a formula."""
    if text:
        at.value, at.data_type = printable(text)[:MOST_IN_A_CELL], "s"
    return at


class _Figures:
    """What is shown, read back by the rules that it was shown by."""

    def __init__(self, formats: Formats) -> None:
        self._formats = formats
        self._day = lru_cache(maxsize=10_000)(self._read_day)

    def read(self, text: str, align: Align) -> tuple[Any, str] | None:
        """A number or a date with how a spreadsheet shows it; None for a text."""
        if not text or len(text) > _LONGEST_DATE or not any(map(str.isdigit, text)):
            return None
        if align is not Align.LEFT and (number := self._number(text)):
            return number
        day = self._day(text)
        return None if day is None else (datetime(day.year, day.month, day.day), _DAY)

    def _number(self, text: str) -> tuple[Any, str] | None:
        found = _FIGURE.fullmatch(text.replace("\N{NO-BREAK SPACE}", " ").strip())
        value = self._formats.read_decimal(found[2]) if found else None
        if found is None or value is None:
            return None
        shown = self._shown(value, found[2])
        if shown is None:
            return None
        value = -value if found[1] in ("-", MINUS) else value
        if found[3] == "%":
            return value / 100, f"{shown}%"
        if found[3] in _SCALES:
            return None  # 1.2 m would be added up as 1.2
        shown += f'" {found[3]}"' if found[3] else ""
        return value, f"+{shown};-{shown};0" if found[1] == "+" else shown

    def _shown(self, value: Decimal, text: str) -> str | None:
        """How a spreadsheet shows a number so; None for what is rather a code, such as 007."""
        if text.isdigit() and value >= _GROUPED and not text.startswith("0"):
            return "0"  # a year is not 2,026
        for digits in range(_MOST_DIGITS + 1):
            if self._formats.decimal(value, digits).replace("\N{NO-BREAK SPACE}", " ") == text:
                return "#,##0" + (f".{'0' * digits}" if digits else "")
        return None

    def _read_day(self, text: str) -> date | None:
        try:
            day = self._formats.parse_date(text)
        except ValueProblem:
            return None
        shown = (self._formats.date(day), self._formats.date(day, year=True))
        return day if text in shown else None
