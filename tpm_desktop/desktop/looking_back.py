"""Looking back: the whole window shows the program as it was after an edit, until one returns to now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from tpm_desktop.file.changes import Changes
from tpm_desktop.file.errors import EditError, ProgramFileError
from tpm_desktop.file.past import PastFile
from tpm_desktop.file.scratch import ScratchFile
from tpm_desktop.file.take_back import obstacle, take_back
from tpm_desktop.plan import OpenProgram

from .session import Session
from .view import View
from .wording import capitalised, shortened

if TYPE_CHECKING:
    from .main_window import MainWindow


@dataclass(slots=True)
class Shown:
    """A session, the views that were made for it by their keys, and what each of them is filtered by."""

    session: Session
    views: dict[str, View]
    filters: dict[str, str]


class LookingBack(QObject):
    """Puts a session of the past in place of the present one, which waits with its views as they are."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._present: Shown | None = None

    @property
    def present(self) -> Session | None:
        """The session of now, shown or waiting."""
        return self._present.session if self._present else self._window.session

    def look_at(self, record_id: str) -> None:
        """Show the program as it was after an edit; after the newest one that is as it is now."""
        session = self.present
        if session is None:
            return
        if isinstance(session.program.file, ScratchFile):
            session.refused.emit(self.tr("Close the what-if copy first, then look at earlier moments"))
            return
        try:
            past = PastFile(session.program.file, record_id)
            if not past.since:
                past.close()
                self.leave()
                session.said.emit(self.tr("This is the program as it is now"))
                return
            program = OpenProgram(past)
        except (EditError, ProgramFileError) as problem:
            session.refused.emit(str(problem))
            return
        self._show(program, past)

    def _show(self, program: OpenProgram, past: PastFile) -> None:
        window = self._window
        key = window.view.key if window.view else ""
        selected = window.session.selected if window.session else ("", ())
        session = Session(program, window, past=past)
        session.refused.connect(window.say_refused)
        session.said.connect(window.status.say)
        session.documents_wanted.connect(window.action("documents").trigger)
        session.slip_wanted.connect(window.show_slip)
        session.past_wanted.connect(self.look_at)
        window.remember_views()
        before = window.put_in_front(Shown(session, {}, window.filters))
        if self._present is None:
            self._present = before
        else:
            before.session.close()
            discard(window, before)
        window.show_view(key)
        session.select(*still(session, *selected))
        self._say(session, past)
        window.history.show_looking_at(past.record.id)

    def leave(self) -> None:
        """Show the program as it is now."""
        if self._present is None:
            return
        window, present = self._window, self._present
        key = window.view.key if window.view else ""
        self._present = None
        left = window.put_in_front(present)
        left.session.close()
        discard(window, left)
        window.show_view(key)
        window.history.show_looking_at(None)
        window.status.say(self.tr("The program as it is now"))

    # What is said and offered

    def _say(self, session: Session, past: PastFile) -> None:
        record, formats, present = past.record, session.formats, self.present
        assert present is not None
        when = formats.instant(record.at.astimezone().replace(tzinfo=None), time=True)
        text = self.tr("As it was after “{}” on {} by {} – read-only.").format(
            shortened(record.label), when, shortened(record.who)
        )
        further = []
        file = present.program.file
        steps = self._window.history.steps_to(record.id)
        if steps and not file.read_only and _leads_there(present, steps, past.since):
            further.append((self.tr("Go back to here"), lambda: self._go_back(steps)))
        if not file.read_only and record.id not in file.journal.undone():
            held = obstacle(file, record.id, ids=False)
            if held:
                text = f"{text} {capitalised(held)}."
            else:
                further.append((self.tr("Undo just this edit"), lambda: self._take_back(record.id)))
        self._window.banner.show_notice(
            text, self.tr("Return to now"), self.leave, closable=False, further=further
        )

    def _go_back(self, steps: int) -> None:
        self.leave()
        if self.present is not None:
            self.present.go_back(steps)

    def _take_back(self, record_id: str) -> None:
        self.leave()
        session = self.present
        record = session.do(lambda: take_back(session.program.file, record_id)) if session else None
        if session is not None and record is not None:
            session.said.emit(self.tr("Undone: {}").format(record.label))


def _leads_there(present: Session, steps: int, since: Changes) -> bool:
    """Whether so many undos, below zero redos, give those very rows; an edit undone alone stays so."""
    journal = present.program.file.journal
    undoable, redoable = journal.open_ends()
    if steps > 0:
        way = [journal.step(record).inverse() for record in undoable[: -steps - 1 : -1]]
    else:
        way = journal.changes_of(redoable[: steps - 1 : -1])
    return Changes.composed(way).to_json() == since.inverse().to_json()


def still(session: Session, table: str, ids: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    """What is selected now, as far as it was there then; else the program."""
    known = {row[0] for row in session.program.file.stored(table, ["id"])} if table else set()
    kept = tuple(row_id for row_id in ids if row_id in known)
    return (table, kept) if kept else ("program", (session.program.file.program.id,))


def discard(window: MainWindow, shown: Shown) -> None:
    """Do away with the views of a session that is shown no more."""
    for view in shown.views.values():
        window.pages.removeWidget(view)
        view.setParent(None)
        view.deleteLater()
    shown.session.deleteLater()
