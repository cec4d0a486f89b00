"""What the File menu does: new, open, import, export, copies, and the files used last."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QSettings, Qt
from PySide6.QtGui import QGuiApplication

from tpm_desktop.file.errors import ProgramFileError

from . import file_dialogs
from .taking_place import taking_place_of
from .wording import sentence
from .work import Progress, Work

if TYPE_CHECKING:
    from tpm_desktop.plan import OpenProgram

    from .main_window import MainWindow

_RECENT = "files/recent"
_MOST_RECENT = 10
_XML, _ICS = "MS Project XML (*.xml)", "Meetings and gates for a calendar (*.ics)"


class WindowFiles(QObject):
    """Makes, opens and writes files for the main window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._work = Work(self)
        self._finish: Callable[[Any], object] = lambda result: None
        self._fail: Callable[[Exception], object] = self._say_failed
        self._work.reached.connect(window.status.reach)
        self._work.done.connect(self._done)
        self._work.failed.connect(self._failed)

    @property
    def busy(self) -> bool:
        """Whether a file is being imported or exported."""
        return self._work.busy

    # New and open

    def new(self) -> None:
        """Ask for a name and open a new, empty program with its properties in the inspector."""
        path = file_dialogs.ask_save(
            self._window, self.tr("New program"), "Program.tpm", file_dialogs.programs()
        )
        if path is None or self._is_open(path):
            return

        def make() -> OpenProgram:
            from tpm_desktop.plan import OpenProgram  # as below: not needed for an empty window

            with taking_place_of(path) as part:
                OpenProgram.create(part, name=path.stem).close()
            return OpenProgram.open(path)

        if self._opened(make):
            self._window.actions_.run("properties")

    def ask_open(self) -> None:
        """Ask for a program file and open it."""
        path = file_dialogs.ask_open(self._window, self.tr("Open program"), file_dialogs.programs())
        if path is not None:
            self.open(path)

    def open(self, path: Path | str) -> bool:
        """Open a program file; whether it could be. Another program's file is offered for import."""
        source = Path(path)
        if source.suffix.lower() == ".xml" and source.is_file():
            self.ask_import(source)
            return False
        self._window.ready.leave_off()
        from tpm_desktop.plan import OpenProgram

        return self._opened(lambda: OpenProgram.open(source), source)

    def sample(self) -> None:
        """Ask where to put the sample program, make it and open it."""
        path = file_dialogs.ask_save(
            self._window, self.tr("New from sample"), "Sample program.tpm", file_dialogs.programs()
        )
        if path is None or self._is_open(path):
            return

        def make(progress: Progress) -> Path:
            from tpm_desktop.samples import create_demo

            progress(0.0, self.tr("Making the sample program"))
            with taking_place_of(path) as part:
                create_demo(part)
            return path

        self.start(self.tr("Making the sample program"), make, self.open)

    def _opened(self, make: Callable[[], OpenProgram], path: Path | None = None) -> bool:
        """Args: path: of the file that is opened, whose backups are offered where it can't be."""
        self._window.ready.leave_off()
        from tpm_desktop.file import author

        QGuiApplication.setOverrideCursor(Qt.CursorShape.WaitCursor)
        try:
            self._window.open_program(make())
        except ProgramFileError as problem:
            self._offer_backups(str(problem), path)
            return False
        finally:
            QGuiApplication.restoreOverrideCursor()
        session = self._window.session
        if session is not None and not session.program.file.read_only and not author.is_known():
            self._window.actions_.dialogs.ask_person(unbidden=True)
        return True

    def _offer_backups(self, text: str, path: Path | None) -> None:
        from tpm_desktop.file.backups import backups

        self.say_problem(text)
        if path is not None and backups(path):
            step = self.tr("Restore a backup…")
            self._window.banner.show_notice(sentence(text), step, lambda: self._restore(path), tone="danger")

    def _restore(self, path: Path) -> None:
        from .restoring import RestoreDialog

        RestoreDialog(self._window, path).open()

    def _is_open(self, path: Path) -> bool:
        """Whether a file to be written is the one that is open here; then that is said."""
        session = self._window.session
        same = session is not None and path.exists() and path.samefile(session.program.file.path)
        if same:
            self.say_problem(self.tr("{} is open; choose another name").format(path.name))
        return same

    # Import, export, copies

    def ask_import(self, source: Path | None = None) -> None:
        """Ask what to import and how, do it, open what came of it and say what could not be taken over."""
        self._window.ready.leave_off()
        from .import_dialog import ImportDialog

        dialog = ImportDialog(self._window, source)
        if dialog.exec() != ImportDialog.DialogCode.Accepted:
            return
        source, target, projects = dialog.source, dialog.target, dialog.projects_from_summaries
        if self._is_open(target):
            return

        def make(progress: Progress) -> object:
            from tpm_desktop.exchange import import_file

            return import_file(source, target, projects_from_summaries=projects, progress=progress)

        self.start(self.tr("Importing {}").format(source.name), make, lambda r: self._imported(target, r))

    def _imported(self, target: Path, report: Any) -> None:
        from .import_dialog import ImportReportDialog

        if not self.open(target):
            return
        self._window.status.say(report.headline())
        if report.notes:
            ImportReportDialog(self._window, report).open()

    def ask_export(self) -> None:
        """Ask where to write the plan for another program, and do it."""
        session = self._window.session
        if session is None:
            return
        path, again = session.program.file.path, session.again()
        target = file_dialogs.ask_save(
            self._window,
            self.tr("Export"),
            path.with_suffix(".xml").name,
            f"{self.tr(_XML)};;{self.tr(_ICS)}",
        )
        if target is None or self._is_open(target):
            return

        def write(progress: Progress) -> Path:
            from tpm_desktop.exchange import export_file

            progress(0.0, self.tr("Writing {}").format(target.name))
            with again() as program:
                export_file(program.file, program.plan, target)
            return target

        self.start(self.tr("Exporting"), write, self._written)

    def save_copy(self) -> None:
        """Ask where to write a copy of the whole file, and do it."""
        session = self._window.session
        if session is None:
            return
        file = session.program.file
        name = self.tr("{} copy{}").format(file.path.stem, file.path.suffix)
        target = file_dialogs.ask_save(self._window, self.tr("Save a copy"), name, file_dialogs.programs())
        if target is None or self._is_open(target):
            return
        try:
            file.save_copy(target)
        except ProgramFileError as problem:
            self.say_problem(str(problem))
            return
        if file.read_only and session.past is None:
            self.open(target)
        self._written(target)

    def recover(self) -> None:
        """Ask for a new file, save the rows of the open one in it, and open that."""
        session = self._window.session
        if session is None:
            return
        path = session.program.file.path
        name = self.tr("{} saved rows{}").format(path.stem, path.suffix)
        target = file_dialogs.ask_save(self._window, self.tr("Save the rows"), name, file_dialogs.programs())
        if target is None or self._is_open(target):
            return

        def save(progress: Progress) -> list[str]:
            from tpm_desktop.file.recover import recover

            progress(0.0, self.tr("Saving the rows of {}").format(path.name))
            with taking_place_of(target) as part:
                return recover(path, part).lines()

        def done(lines: list[str]) -> None:
            if self.open(target):
                self._window.status.say("; ".join(lines))

        self.start(self.tr("Saving the rows"), save, done)

    def _written(self, target: Path) -> None:
        self._window.status.say(self.tr("{} is written in {}").format(target.name, target.parent))

    # Work

    def start(
        self,
        doing: str,
        job: Callable[[Progress], Any],
        finish: Callable[[Any], object],
        fail: Callable[[Exception], object] | None = None,
    ) -> bool:
        """Do a job in the background; the status bar shows how far it is, `finish` is given what it gave.

        Args: fail: is given the exception that it raised; without it what is wrong is said above the view.
        Returns: whether it was begun: only one thing is done at a time.
        """
        if self.busy:
            self._window.status.say(self.tr("One thing at a time: wait for the work that is going on"))
            return False
        self._window.ready.leave_off()
        self._finish, self._fail = finish, fail or self._say_failed
        self._window.status.begin(doing, self.cancel)
        self._work.start(job)
        return True

    def cancel(self) -> None:
        """Ask what is going on to stop, as far as it still can."""
        self._work.cancel()

    def _done(self, result: object) -> None:
        self._window.status.end()
        self._finish(result)

    def _failed(self, problem: Exception) -> None:
        self._window.status.end()
        self._fail(problem)

    def _say_failed(self, problem: Exception) -> None:
        from tpm_desktop.exchange import ExchangeProblem, ImportCancelled

        if isinstance(problem, ImportCancelled):
            self._window.status.say(sentence(str(problem)))
        elif isinstance(problem, ProgramFileError | ExchangeProblem):
            self.say_problem(str(problem))
        else:
            raise problem

    def say_problem(self, text: str) -> None:
        """Say what is wrong with a file and what to do, above the view, until it is closed."""
        self._window.banner.show_notice(sentence(text), tone="danger")
        self._window.status.say(sentence(text))

    # The files used last

    def recent(self) -> list[Path]:
        """The files used last that are still there, the last one first."""
        kept = QSettings().value(_RECENT, [])
        listed = [kept] if isinstance(kept, str) else kept if isinstance(kept, list) else []
        return [path for path in map(Path, listed) if path.is_file()]

    def remember(self, path: Path) -> None:
        """Put a file at the top of the files used last."""
        path = path.absolute()
        others = [other for other in self.recent() if other != path]
        QSettings().setValue(_RECENT, [str(p) for p in [path, *others][:_MOST_RECENT]])
