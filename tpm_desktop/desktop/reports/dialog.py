"""Compose a pack: choose it, say what it is about, look at its pages, hand it out."""

from __future__ import annotations

from collections.abc import Callable
from io import BytesIO
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QDialog,
    QLabel,
    QMenu,
    QPushButton,
    QTabWidget,
    QToolButton,
    QWidget,
)

from tpm_desktop.file.errors import EditError, ProgramFileError
from tpm_desktop.plan import OpenProgram
from tpm_desktop.reports import Pack, ReportProblem, Subject, write_pack
from tpm_desktop.reports.before_issue import boxed
from tpm_desktop.reports.own_packs import own_packs, packs_of

from ..forms import build, child
from ..session import Session
from ..style import mark
from ..wording import sentence
from ..work import Progress, Work
from .document import Document
from .doubts_page import DoubtsPage
from .errors import PrintProblem, StoppedError
from .handing_out import HandingOut
from .kinds_page import KindsPage
from .narrative_page import NarrativePage
from .options_page import OptionsPage
from .own import OwnPacks
from .preview import PagePreview
from .sections_page import SectionsPage
from .subject_page import SubjectPage
from .written import Written

_COMPOSING = (
    (QWidget, "choice_panel"), (QTabWidget, "tabs"),
)  # fmt: skip
USUAL_PACK = "status"
_PAUSE = 250  # milliseconds without another change after which pages are written


class ReportsDialog(QDialog):
    """Packs of one program; each is written in a thread of its own, from the file as it is.

    view_wanted: that view is to be shown, where something is mended; said: one line about what was done.
    """

    view_wanted = Signal(str)
    said = Signal(str)

    def __init__(self, session: Session, parent: QWidget) -> None:
        super().__init__(parent)
        self.session = session
        build("reports", self, PagePreview)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        mark(child(self, QLabel, "title"), role="section")
        self._question: QLabel = child(self, QLabel, "question")
        mark(self._question, role="muted")
        self._problem: QLabel = child(self, QLabel, "problem")
        mark(self._problem, role="problem")
        self._pages: QLabel = child(self, QLabel, "pages")
        mark(self._pages, role="muted")
        self.kinds = KindsPage(self)
        self.preview: PagePreview = child(self, PagePreview, "preview")
        self._stop: QToolButton = child(self, QToolButton, "stop")
        self.issue_button, self.save_button, self.print_button, self.mail_button = (
            child(self, QPushButton, name) for name in ("issue", "save", "print", "mail")
        )
        self.options = OptionsPage(self, session)
        self.subject = SubjectPage(self, session)
        self.sections = SectionsPage(self)
        self.narrative = NarrativePage(self, session, self.say)
        self.doubts = DoubtsPage(self, session.formats)
        self.size_choice, self.compares, self.since = (
            self.options.size, self.options.compares, self.options.since,
        )  # fmt: skip
        self.document: Document | None = None
        self.written: Written | None = None
        self.packs: list[Pack] = []
        self._asked_twice = False
        self._work = Work(self)
        self._later = QTimer(self, singleShot=True, interval=_PAUSE)
        self._own = OwnPacks(self)
        self.handing = HandingOut(self)
        self._connect()
        self.fill()
        self.doubts.look(session.again())
        self.kinds.list.setFocus()

    def _connect(self) -> None:
        mark(self.issue_button, role="primary")
        self.issue_button.clicked.connect(self.handing.ask_issue)
        self.save_button.clicked.connect(self.handing.ask_save)
        self.print_button.clicked.connect(self.handing.ask_print)
        self.mail_button.clicked.connect(self.handing.ask_mail)
        menu = QMenu(self)
        self._own.fill(menu)
        child(self, QToolButton, "more").setMenu(menu)
        steps: dict[str, Callable[[], object]] = {
            "zoom_in": lambda: self.preview.zoom(1),
            "zoom_out": lambda: self.preview.zoom(-1),
            "fit": self.preview.fit,
            "stop": self._give_up,
        }
        for name, step in steps.items():
            child(self, QToolButton, name).clicked.connect(step)
        self.kinds.changed.connect(self._choose)
        self.subject.changed.connect(self.write)
        self.options.changed.connect(self.write)
        self.sections.changed.connect(self._later.start)
        self._later.timeout.connect(self.write)
        self.narrative.kept.connect(self._look_again)
        self.doubts.wanted.connect(self._go)
        self.preview.turned.connect(self._show_page)
        self._work.reached.connect(lambda _, doing: self._pages.setText(doing))
        self._work.done.connect(self._show)
        self._work.failed.connect(self._fail)

    def fill(self, key: str = USUAL_PACK) -> None:
        """Offer the packs, and choose the one of that key."""
        self.packs = packs_of(self.session.program.file)
        self.kinds.fill(self.packs, key)
        for problem in own_packs(self.session.program.file)[1]:
            self.say(self.tr("Left out: {}").format(problem))

    @property
    def pack(self) -> Pack:
        """The pack as it is composed here, about the projects that are chosen."""
        return self.options.projects.about(self.sections.pack)

    @property
    def title(self) -> str:
        """What the chosen pack is called."""
        return self.kinds.name(self.kinds.pack)

    def _choose(self) -> None:
        pack = self.kinds.pack
        self._question.setText(pack.question if pack.own else self.tr(pack.question))
        self.sections.show_pack(pack)
        self.options.show_pack(pack)
        self.subject.show_pack(pack)
        self.write()

    def write(self) -> None:
        """Write the pack; its pages are shown when they are done."""
        self._later.stop()
        self.say("")
        self.written = None
        self._offer(False)
        self._stop.show()
        self.options.projects.offer(self.sections.pack)
        about_none = self.options.projects.is_empty
        nobody = self.tr("choose at least one project that the pack is about")
        writing, again = self._writing(), self.options.again()
        begun, page = self.tr("Reading the program…"), self.tr("Writing page {}…")

        def job(tell: Progress) -> Written:
            from tpm_desktop.reports.text import wanting

            def reached(number: int) -> None:
                if not tell(0, page.format(number) if number else begun):
                    raise StoppedError

            if about_none:
                raise ReportProblem(nobody)
            made = BytesIO()
            tell(0, begun)
            with again() as program, wanting() as boxes:
                pages = writing(program, made, reached)
                doubt = boxed(program.plan.state, boxes)
                return Written(made.getvalue(), pages, program.file.journal.head(), doubt)

        self._work.start(job)

    def _writing(self) -> Callable[[OpenProgram, Path | BytesIO, Callable[[int], None]], int]:
        """Writes the pack as it is composed now, whatever is chosen while it is written."""
        pack, size, comparing = self.pack, self.options.paper, self.options.comparing()
        asked, meeting, request = self.subject.asked, self.subject.meeting_id, self.subject.request_id

        def writing(program: OpenProgram, target: Path | BytesIO, reached: Callable[[int], None]) -> int:
            about = Subject(comparing(program), asked, meeting_id=meeting, request_id=request)
            return write_pack(pack, program, target, about, size=size, progress=reached)

        return writing

    def write_as(self, target: Path) -> None:
        """Write the pack that is shown as something else: its tables, a web page or its drawings."""
        writing, again = self._writing(), self.options.again()
        doing, done = self.tr("Writing {}…").format(target.name), self.tr("Saved as {}").format(target.name)

        def job(tell: Progress) -> str:
            def reached(_: int) -> None:
                if not tell(0, doing):
                    raise StoppedError

            with again() as program:
                writing(program, target, reached)
            return done

        self.work_on(job)

    def work_on(self, job: Callable[[Progress], str]) -> None:
        """Do something long with the pack that is shown, which gives what to say of it.

        It may be stopped; meanwhile no other pack can be composed, which would end it without a word.
        """
        self.say("")
        self._offer(False)
        self._hold(True)
        self._stop.show()
        self._stop.setFocus()
        self._work.start(job)

    def _hold(self, held: bool) -> None:
        for kind, name in _COMPOSING:
            child(self, kind, name).setDisabled(held)

    def _show(self, written: Written | str) -> None:
        self._hold(False)
        if isinstance(written, str):
            self._stop.hide()
            self._offer(True)
            self.tell(written)
            return
        self.written = written
        self.doubts.add(written.doubt)
        self.document = Document(written.content)
        self.preview.show_document(self.document)
        self._stop.hide()
        self._offer(True)

    def _fail(self, problem: Any) -> None:
        self._stop.hide()
        self._hold(False)
        self._offer(self.written is not None)
        self._pages.setText("")
        if isinstance(problem, StoppedError):
            anew = self.tr("Stopped; change something, and it is written anew")
            self._pages.setText(anew if self.written is None else self.tr("Stopped"))
            return
        if not isinstance(problem, ProgramFileError | EditError | ReportProblem | PrintProblem):
            raise problem
        self.say(sentence(str(problem)))

    def _give_up(self) -> None:
        self._work.cancel()

    def _offer(self, ready: bool) -> None:
        for button in (self.save_button, self.print_button, self.mail_button):
            button.setEnabled(ready)
        self.issue_button.setEnabled(ready and self.writable)

    @property
    def writable(self) -> bool:
        """Whether the program can remember anything: not one that is only read, nor a what-if copy."""
        return not self.session.program.file.read_only and not self.session.is_trial

    def say(self, problem: str) -> None:
        """Show what is wrong; nothing where nothing is."""
        self._problem.setText(problem)
        self._problem.setVisible(bool(problem))

    def tell(self, done: str) -> None:
        """Say what was done, where the pages are counted."""
        self._pages.setText(done)

    def _show_page(self, number: int) -> None:
        if self.document is not None:
            self._pages.setText(self.tr("Page {} of {}").format(number, len(self.document)))

    def _look_again(self) -> None:
        self.write()
        self.doubts.look(self.session.again())

    def _go(self, view: str) -> None:
        self.reject()
        self.view_wanted.emit(view)

    def save(self, target: Path) -> None:
        """Keep the very pages that are shown."""
        self.handing.save(target)

    def done(self, result: int) -> None:
        if self.narrative.is_changed and not self._asked_twice and not self.narrative.keep():
            self._asked_twice = True  # what can't be kept is said once, and let go of then
            return
        self._later.stop()
        self._work.cancel()
        self.doubts.stop()
        self.preview.show_document(None)
        super().done(result)
