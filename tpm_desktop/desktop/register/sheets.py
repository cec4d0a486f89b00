"""A register's way to a spreadsheet and back: asks for the file, works in a thread, shows what would come."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from tpm_desktop.desktop import file_dialogs
from tpm_desktop.desktop.background import Background
from tpm_desktop.desktop.session import Session
from tpm_desktop.file.errors import ProgramFileError
from tpm_desktop.model.catalogue import TableEntry

from .sheet_preview import SheetPreview

if TYPE_CHECKING:
    from tpm_desktop.exchange.sheets import Incoming

_KINDS = "Excel (*.xlsx);;CSV (*.csv)"


class RegisterSheets(QObject):
    """preview: the sheet that was read last, as it is shown."""

    def __init__(self, session: Session, about: TableEntry, owner: QWidget) -> None:
        super().__init__(owner)
        self._session, self._about, self._owner = session, about, owner
        self.preview: SheetPreview | None = None
        self._writing, self._reading = Background(self), Background(self)
        self._writing.done.connect(self._wrote)
        self._reading.done.connect(self._show)
        for work in (self._writing, self._reading):
            work.failed.connect(self._fail)

    def ask_where(self) -> None:
        """Ask where to write the register, and do it."""
        title = self.tr("Write {} as a sheet").format(self._about.plural.lower())
        target = file_dialogs.ask_save(self._owner, title, f"{self._about.plural}.xlsx", _KINDS)
        if target is not None:
            self.write(target)

    def ask_which(self) -> None:
        """Ask for a sheet, and show what would become of its rows."""
        title = self.tr("Take {} from a sheet").format(self._about.plural.lower())
        kinds = self.tr("Sheets (*.xlsx *.csv);;All files (*)")
        source = file_dialogs.ask_open(self._owner, title, kinds)
        if source is not None:
            self.read(source)

    def write(self, target: Path) -> None:
        """Write all rows."""
        again, table = self._session.again(), self._about.name

        def work() -> tuple[Path, int]:
            from tpm_desktop.exchange.sheets import export_table

            with again() as program:
                return target, export_table(program.file, table, target)

        self._session.said.emit(self.tr("Writing {}…").format(target.name))
        self._writing.start(work)

    def read(self, source: Path) -> None:
        """Look at a sheet; nothing is taken yet."""
        again, table = self._session.again(), self._about.name

        def work() -> tuple[Path, Incoming]:
            from tpm_desktop.exchange.sheets import read_table

            with again() as program:
                return source, read_table(program.file, table, source)

        self._session.said.emit(self.tr("Reading {}…").format(source.name))
        self._reading.start(work)

    def _wrote(self, written: tuple[Path, int]) -> None:
        target, count = written
        self._session.said.emit(self.tr("{} rows written to {}").format(count, target.name))

    def _show(self, found: tuple[Path, Incoming]) -> None:
        source, incoming = found
        self._session.said.emit(self.tr("{} read").format(source.name))
        self.preview = SheetPreview(source.name, self._about, incoming, self._take, self._owner.window())
        self.preview.open()

    def _take(self, incoming: Incoming) -> None:
        from tpm_desktop.exchange.sheets import take_rows

        session = self._session
        count = session.do(lambda: take_rows(session.program, incoming))
        if count is not None:
            session.said.emit(self.tr("{} rows taken from the sheet").format(count))

    def _fail(self, problem: Exception) -> None:
        from tpm_desktop.exchange.errors import ExchangeProblem

        if not isinstance(problem, ExchangeProblem | ProgramFileError):
            raise problem
        self._session.refused.emit(str(problem))
