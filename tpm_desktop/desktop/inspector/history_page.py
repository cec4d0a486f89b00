"""The history of the selected row: every edit that touched it, what it changed, who made it and when."""

from __future__ import annotations

from PySide6.QtCore import SignalInstance
from PySide6.QtGui import QHideEvent
from PySide6.QtWidgets import QLabel, QWidget

from tpm_desktop.desktop.finding import Found
from tpm_desktop.desktop.found_list import FoundView
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.slices import Slices, Steps
from tpm_desktop.desktop.style import mark
from tpm_desktop.desktop.wording import capitalised, shortened
from tpm_desktop.file.audit import AuditLine, row_history
from tpm_desktop.file.changes import Changes
from tpm_desktop.file.rows import Rows
from tpm_desktop.plan import Delta
from tpm_desktop.plan.change_words import AuditWords

from .page import Page

_MOST = 300
_NAME = 60  # letters of a row's name before what was changed of it
_LONGEST = 400  # letters of a value; the history of the field tells it whole


class HistoryPage(Page):
    """Read in slices, since a long journal takes its time; a click shows the edit in the history.

    recalled: told which edit a person wants to see, by its record's id.
    """

    def __init__(
        self, session: Session, table: str, recalled: SignalInstance, parent: QWidget | None = None
    ) -> None:
        super().__init__(session, parent)
        self._table = table
        self._note = QLabel()
        self._note.setWordWrap(True)
        mark(self._note, role="muted")
        self.list = FoundView("row-history", self.tr("What was changed of it"))
        self.list.chosen.connect(lambda found: recalled.emit(found.key))
        self._slices = Slices(self)
        self._slices.done.connect(self._show)
        self._slices.failed.connect(lambda problem: self._note.setText(str(problem)))
        self.column.addWidget(self._note)
        self.column.addWidget(self.list, 1)
        self.column.addStretch(0)

    @property
    def busy(self) -> bool:
        """Whether it is still being read."""
        return self._slices.busy

    def show_ids(self, ids: tuple[str, ...]) -> None:
        if ids != self.ids:
            self.list.show_found([])
        super().show_ids(ids)

    def load(self) -> None:
        if not self.list.found.found:
            self._note.setText(self.tr("Reading the history…"))
        self._slices.start(self._read())

    def follow(self, changes: Changes, delta: Delta) -> None:
        if set(self.ids) & set(changes.of(self._table)):
            self.load()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if not event.spontaneous():  # another page is shown; it is read anew when this one is
            self._slices.cancel()

    def _read(self) -> Steps:
        found: list[AuditLine] = []
        for lines in row_history(self.session.program.file, self._table, self.ids):
            found += lines
            if len(found) >= _MOST:
                break
            yield 0.0
        return found[:_MOST]

    def _show(self, lines: list[AuditLine]) -> None:
        words = AuditWords(Rows.of(self.session.program.file), self.session.formats, year=False)
        self.list.show_found([self._told(line, words) for line in lines])
        edits = len({line.record.id for line in lines})
        self._note.setText(self._summed_up(edits, all_told=len(lines) < _MOST))

    def _summed_up(self, edits: int, *, all_told: bool) -> str:
        several = len(self.ids) > 1
        if not edits:
            untouched = self.tr("It came with the file; nothing was changed of it since.")
            return self.tr("They came with the file; nothing was changed since.") if several else untouched
        if not all_told:
            said = self.tr("The last {} edits that touched them.")
            said = said if several else self.tr("The last {} edits that touched it.")
        elif edits == 1:
            said = self.tr("1 edit touched them.") if several else self.tr("1 edit touched it.")
        else:
            said = self.tr("{} edits touched them.") if several else self.tr("{} edits touched it.")
        return said.format(self.session.formats.integer(edits))

    def _told(self, line: AuditLine, words: AuditWords) -> Found:
        assert line.change is not None
        what = words.field(line)
        if line.change.field:
            what = f"{what}: {words.old(line)} → {words.new(line)}"
        if len(self.ids) > 1:
            name = self.session.names.name(self._table, line.change.row_id)
            what = f"{shortened(name, _NAME)} · {what}"
        about = f"{words.when(line)} · {line.record.who} · {line.record.label}"
        return Found(shortened(capitalised(what), _LONGEST), about, "record", line.record.id, "history")
