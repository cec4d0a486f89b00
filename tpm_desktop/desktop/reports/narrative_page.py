"""What is said of the program and its projects in the period, edited beside the figures."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPlainTextEdit, QPushButton, QWidget

from tpm_desktop.file.errors import EditError, ProgramFileError
from tpm_desktop.gestures.narrative import Narrative, keep_narrative, narrative_of
from tpm_desktop.model.check import ValueProblem
from tpm_desktop.model.periods import ReportingPeriod
from tpm_desktop.model.program import Project
from tpm_desktop.plan.lights import open_period

from ..forms import child
from ..session import Session
from ..style import mark
from ..wording import sentence

_TALL = 50


class NarrativePage(QObject):
    """The open period's words, begun with the last one's. kept: the program says something else now."""

    kept = Signal()

    def __init__(self, form: QWidget, session: Session, say: Callable[[str], None]) -> None:
        """Args: say: shows a problem."""
        super().__init__(form)
        self._session, self._say = session, say
        self.of: QComboBox = child(form, QComboBox, "of")
        self._begun: QLabel = child(form, QLabel, "begun")
        mark(self._begun, role="muted")
        self.headline: QLineEdit = child(form, QLineEdit, "headline")
        self.texts: dict[str, QPlainTextEdit] = {
            name: child(form, QPlainTextEdit, name) for name in ("done", "ahead", "help_needed")
        }
        self.button: QPushButton = child(form, QPushButton, "say")
        self.period_id = open_period(session.program.plan.state)
        self._shown: str | None = ""
        self._was = Narrative()
        for text in self.texts.values():
            mark(text, role="note")
            text.setTabChangesFocus(True)
            text.setMinimumHeight(_TALL)
            text.textChanged.connect(self._offer)
        self.headline.textChanged.connect(self._offer)
        self._fill()
        self.of.currentIndexChanged.connect(lambda _: self._turn())
        self.button.clicked.connect(self.keep)
        self.load()

    def _fill(self) -> None:
        self.of.addItem(self.tr("The program"), userData=None)
        for project in self._session.program.file.rows(Project):
            self.of.addItem(" ".join(filter(None, (project.code, project.name))), userData=project.id)

    @property
    def writable(self) -> bool:
        """Whether anything can be said."""
        session = self._session
        return self.period_id is not None and not session.program.file.read_only and not session.is_trial

    def load(self) -> None:
        """Show what is said of whom is chosen."""
        self._shown = self.of.currentData()
        file = self._session.program.file
        self._was = narrative_of(file, self.period_id, self._shown) if self.period_id else Narrative()
        self.headline.setText(self._was.headline)
        self.headline.setCursorPosition(0)
        for name, text in self.texts.items():
            text.setPlainText(getattr(self._was, name))
        for widget in (self.headline, *self.texts.values()):
            widget.setEnabled(self.writable)
        self._begun.setText(self._about())
        self._offer()

    def _about(self) -> str:
        if self.period_id is None:
            return self.tr("No reporting period is open; open one in the view Period close.")
        period = self._session.program.file.row(ReportingPeriod, self.period_id)
        title = period.title if period else ""
        if self._was.begun_from:
            return self.tr("{}, begun from {}: say what is different now").format(title, self._was.begun_from)
        return self.tr("{}").format(title)

    @property
    def is_changed(self) -> bool:
        """Whether something stands here that is not kept yet; a start is none until it is edited."""
        said = self._said()
        return self.writable and any(said[name] != getattr(self._was, name) for name in said)

    def _said(self) -> dict[str, str]:
        return {
            "headline": self.headline.text(),
            **{name: text.toPlainText() for name, text in self.texts.items()},
        }

    def _offer(self) -> None:
        begun = self.writable and bool(self._was.begun_from)
        self.button.setEnabled(self.is_changed or begun)

    def _turn(self) -> None:
        """To another one: what was said of the one before is kept first."""
        if self.is_changed and not self.keep():
            self.of.blockSignals(True)
            self.of.setCurrentIndex(self.of.findData(self._shown))
            self.of.blockSignals(False)
            return
        self.load()

    def keep(self) -> bool:
        """Keep what is said; False where it can't be."""
        assert self.period_id is not None
        try:
            keep_narrative(self._session.program, self.period_id, self._shown, self._said())
        except (EditError, ProgramFileError, ValueProblem) as problem:
            self._say(sentence(str(problem)))
            return False
        file = self._session.program.file
        self._was = narrative_of(file, self.period_id, self._shown)
        self._say("")
        self._begun.setText(self._about())
        self._offer()
        self.kept.emit()
        return True
