"""A register's way to a spreadsheet and back: asks for the file, works in a thread, shows what would come."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from tpm_desktop.desktop import file_dialogs
from tpm_desktop.desktop.background import Background
from tpm_desktop.desktop.no_backup import goes_on
from tpm_desktop.desktop.session import Session
from tpm_desktop.file.backups import Reason
from tpm_desktop.file.errors import BackupError, ProgramFileError
from tpm_desktop.model.catalogue import TableEntry

from .sheet_preview import SheetPreview

if TYPE_CHECKING:
    from tpm_desktop.exchange.sheets import Headings, Incoming

_KINDS = "Excel (*.xlsx);;CSV (*.csv)"


class RegisterSheets(QObject):
    """preview: the sheet that was read last, as it is shown."""

    def __init__(
        self,
        session: Session,
        about: TableEntry,
        owner: QWidget,
        given: Callable[[], dict[str, Any]] = dict,
    ) -> None:
        """Args: given: what new rows have that the sheet doesn't say."""
        super().__init__(owner)
        self._given = given
        self._session, self._about, self._owner = session, about, owner
        self.preview: SheetPreview | None = None
        self._writing, self._reading = Background(self), Background(self)
        self._writing.done.connect(self._wrote)
        self._reading.done.connect(self._show)
        for work in (self._writing, self._reading):
            work.failed.connect(self._fail)

    def ask_where(self) -> None:
        """Ask where to write the register, and do it."""
        title = self.tr("Write {} as a sheet").format(self._about.many)
        target = file_dialogs.ask_save(self._owner, title, f"{self._about.plural}.xlsx", _KINDS)
        if target is not None:
            self.write(target)

    def ask_which(self) -> None:
        """Ask for a sheet, and show what would become of its rows."""
        title = self.tr("Take {} from a sheet").format(self._about.many)
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

    def read(self, source: Path, mapping: dict[str, str | None] | None = None) -> None:
        """Look at a sheet; nothing is taken yet. What its headings mean is asked where that isn't known.

        Args: mapping: what was said of them.
        """
        again, table, given = self._session.again(), self._about.name, self._given()

        def work() -> tuple[Path, Incoming | Headings]:
            from tpm_desktop.exchange.sheets import FOREIGN, read_headings, read_table, with_rules

            with again() as program:
                if table in FOREIGN and mapping is None:
                    headings = read_headings(program.file, table, source)
                    if headings.lacks:
                        return source, headings
                read = read_table(program.file, table, source, mapping, given)
                return source, with_rules(program, read)

        self._session.said.emit(self.tr("Reading {}…").format(source.name))
        self._reading.start(work)

    def _wrote(self, written: tuple[Path, int]) -> None:
        target, count = written
        self._session.said.emit(self.tr("{} rows written to {}").format(count, target.name))

    def _show(self, found: tuple[Path, Incoming | Headings]) -> None:
        from tpm_desktop.exchange.sheets import Headings

        source, incoming = found
        if isinstance(incoming, Headings):
            self._ask_headings(source, incoming)
            return
        self._session.said.emit(self.tr("{} read").format(source.name))
        self.preview = SheetPreview(source.name, self._about, incoming, self._take, self._owner.window())
        self.preview.open()

    def _ask_headings(self, source: Path, headings: Headings) -> None:
        from tpm_desktop.exchange.sheets.foreign import meant

        from .mapping_dialog import MappingDialog

        file, table = self._session.program.file, self._about.name

        def lacks(mapping: dict[str, str | None]) -> tuple[str, ...]:
            return meant(file, table, headings.heads, mapping=mapping).lacks

        asked = MappingDialog(source.name, self._about, headings, lacks, self._owner.window())
        asked.accepted.connect(lambda: self.read(source, asked.mapping))
        asked.open()

    def _take(self, incoming: Incoming) -> None:
        from tpm_desktop.exchange.sheets import take_rows

        session = self._session
        if not self._kept():
            return
        count = session.do(lambda: take_rows(session.program, incoming, backed_up=False))
        if count is not None:
            session.said.emit(self.tr("{} rows taken from the sheet").format(count))

    def _kept(self) -> bool:
        """Keep a copy of the file as it is; where that fails, whether the person goes on without."""
        file = self._session.program.file
        if file.read_only:
            return True  # the edit is refused
        try:
            file.back_up(Reason.IMPORT)
        except BackupError as problem:
            why = self.tr("What is taken can be undone like any edit, so the backup is a second safety only.")
            return goes_on(self._owner.window(), problem, why, self.tr("&Take it without a backup"))
        return True

    def _fail(self, problem: Exception) -> None:
        from tpm_desktop.exchange.errors import ExchangeProblem

        if not isinstance(problem, ExchangeProblem | ProgramFileError):
            raise problem
        self._session.refused.emit(str(problem))
