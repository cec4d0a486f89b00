"""The dialog of a merge: conflicts to decide, what the decisions lead to, and the merge itself."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QLabel,
    QPushButton,
    QScrollArea,
    QSplitter,
    QTabWidget,
    QVBoxLayout,
)

from tpm_desktop.desktop.background import Background
from tpm_desktop.desktop.forms import build, child
from tpm_desktop.desktop.status_bar import announce
from tpm_desktop.desktop.style import mark
from tpm_desktop.desktop.wording import sentence
from tpm_desktop.file.conflicts import Choice, Side
from tpm_desktop.file.errors import BackupError, EditError, ProgramFileError
from tpm_desktop.plan.merging import Disputed, Joining
from tpm_desktop.plan.open_program import Kept

from .conflict_list import ConflictList
from .conflict_page import ConflictPage
from .decisions import Decisions, Key
from .effects import Effects, effects
from .finish import doing, goes_on_without_backup, job, said_of, say_merged
from .incoming import IncomingList
from .worked import Worked, work_out

if TYPE_CHECKING:
    from tpm_desktop.desktop.main_window import MainWindow

_LIST_SHARE, _PAGE_SHARE = 1, 1
_CONFLICTS, _INCOMING = 0, 1


class MergeDialog(QDialog):
    """What was decided, and what follows from it; both are worked out anew at every decision."""

    def __init__(self, window: MainWindow, joining: Joining, worked: Worked) -> None:
        super().__init__(window)
        assert window.session is not None
        self._window, self._joining, self.worked = window, joining, worked
        self._session = window.session
        self.decisions = Decisions()
        self._refused = self._trouble = ""  # by what was decided; when it was to be merged
        self._merging = False
        build("merge", self, Effects)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.tabs: QTabWidget = child(self, QTabWidget, "tabs")
        self.effects: Effects = child(self, Effects, "effects")
        self._reason: QLabel = child(self, QLabel, "problem")
        self.conflicts, self.page = ConflictList(), ConflictPage(self._session)
        self.incoming = IncomingList(self._session.formats)
        self._background = Background(self)
        self._arrange()
        self._dress()
        self._connect()
        self._show()
        (self.conflicts if worked.proposal.disputed else self.ok).setFocus()

    @property
    def reason(self) -> str:
        """Why it can't be merged yet; empty where it can."""
        if self._merging:
            return self.tr("Merging…")
        if self._refused:
            return sentence(self._refused)
        if self._background.busy:
            return self.tr("Working out what follows…")
        count = len(self.worked.proposal.open)
        if count == 1:
            return self.tr("One conflict is open: decide it for mine, for theirs or by a value of your own.")
        if count:
            return self.tr("{} conflicts are open: decide each, or all for mine or for theirs.").format(count)
        return ""

    def _arrange(self) -> None:
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setWidget(self.page)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        parts: QSplitter = child(self, QSplitter, "parts")
        parts.addWidget(self.conflicts)
        parts.addWidget(scroll)
        parts.setStretchFactor(0, _LIST_SHARE)
        parts.setStretchFactor(1, _PAGE_SHARE)
        width = self.width()
        parts.setSizes([width * share // (_LIST_SHARE + _PAGE_SHARE) for share in (_LIST_SHARE, _PAGE_SHARE)])
        child(self, QVBoxLayout, "incoming_layout").addWidget(self.incoming)

    def _dress(self) -> None:
        title = self.tr("Merge “{}” into “{}”")
        own = self._session.program.file.path.name
        child(self, QLabel, "title").setText(title.format(self.worked.proposal.name, own))
        mark(child(self, QLabel, "title"), role="section")
        child(self, QLabel, "explanation").setText(said_of(self.worked.proposal, self._session.formats))
        for name, role in (("explanation", "muted"), ("all_label", "field"), ("effects_caption", "caption")):
            mark(child(self, QLabel, name), role=role)
        buttons = child(self, QDialogButtonBox, "buttons")
        self.ok: QPushButton = buttons.button(QDialogButtonBox.StandardButton.Ok)
        self.ok.setText(self.tr("Mer&ge"))
        self.ok.setDefault(True)
        mark(self.ok, role="primary")
        buttons.accepted.connect(self._merge)
        self.next_open: QPushButton = child(self, QPushButton, "next_open")
        self._all = {side: child(self, QPushButton, f"all_{side}") for side in Side}
        for button in (*self._all.values(), self.next_open):
            button.setAutoDefault(False)

    def _connect(self) -> None:
        self.conflicts.chosen.connect(self._show_conflict)
        self.page.decided.connect(self._decide)
        self.next_open.clicked.connect(self.conflicts.go_to_open)
        for side, button in self._all.items():
            button.clicked.connect(lambda _=False, side=side: self._reckon(Decisions(usual=side)))
        self._background.done.connect(self._take)
        self._background.failed.connect(self._fail)

    # Deciding

    def _decide(self, key: Key, choice: Choice | None) -> None:
        self._reckon(self.decisions.with_choice(key, choice))

    def _reckon(self, decisions: Decisions) -> None:
        """Work out in the background what the decisions lead to."""
        self.decisions, self._refused, self._trouble = decisions, "", ""
        joining = self._joining
        self._background.start(lambda: work_out(joining, decisions))
        self._show_reason()

    def _take(self, worked: Worked) -> None:
        self.worked = worked
        self._show()

    def _fail(self, problem: Exception) -> None:
        if not isinstance(problem, EditError):
            raise problem
        self._refused = str(problem)
        self._show_reason()

    # What is shown

    def _show(self) -> None:
        proposal = self.worked.proposal
        self.conflicts.show_conflicts(proposal, self.decisions)
        self.incoming.show_rows(self.worked)
        child(self, QLabel, "effects_caption").setText(
            self.tr("What the merge does, with mine for what is open")
            if proposal.open
            else self.tr("What the merge does")
        )
        self.effects.show_effects(effects(proposal, self._session.formats))
        count, rows = len(proposal.disputed), len(self.worked.rows)
        self.tabs.setTabVisible(_CONFLICTS, bool(count))
        self.tabs.setTabText(_CONFLICTS, self.tr("Conflicts ({})").format(f"{count:,}"))
        self.tabs.setTabText(_INCOMING, self.tr("What changes ({})").format(f"{rows:,}"))
        self._show_reason()

    def _show_conflict(self, disputed: Disputed | None) -> None:
        self.page.setVisible(disputed is not None)
        if disputed is not None:
            choice = self.decisions.choice(disputed.conflict)
            self.page.show_conflict(disputed, self.worked.proposal, choice)

    def _show_reason(self) -> None:
        reason = self.reason
        said = reason or (sentence(self._trouble) if self._trouble else "")
        mark(self._reason, role="problem" if self._refused or said != reason else "muted")
        self._reason.setText(said)
        announce(self._reason, said)
        self.ok.setEnabled(not reason)
        self.ok.setToolTip(reason)
        self.next_open.setEnabled(bool(self.worked.proposal.open) and not self._merging)

    # Merging

    def _merge(self) -> None:
        self._begin(backed_up=True)

    def _begin(self, *, backed_up: bool) -> None:
        """Merge in the background; until that is done or refused the dialog stays."""
        proposal, files = self.worked.proposal, self._window.files
        work = job(self._session.program, proposal, backed_up=backed_up)
        self._merging = files.start(doing(proposal), work, self._merged, self._not_merged)
        self._trouble = "" if self._merging else self.tr("one thing at a time: wait for the work going on")
        self._lock()

    def _lock(self) -> None:
        """While it is merged nothing can be decided any more."""
        for part in (self.tabs, *self._all.values()):
            part.setEnabled(not self._merging)
        self._show_reason()

    def _merged(self, kept: Kept[bool]) -> None:
        self._merging = False
        if self._session.program.take_up(kept):
            say_merged(self._window, self._session, self.worked.proposal)
            self.accept()
        else:
            self._trouble = self.tr("stopped; nothing was merged")
            self._lock()

    def _not_merged(self, problem: Exception) -> None:
        self._merging = False
        if isinstance(problem, BackupError):
            if goes_on_without_backup(self, problem):
                self._begin(backed_up=False)
                return
            self._trouble = self.tr("nothing was merged")
        elif not isinstance(problem, EditError | ProgramFileError):
            self._lock()
            raise problem
        else:
            self._trouble = str(problem)
        self._lock()

    def reject(self) -> None:
        """While it is merged Cancel and Esc ask that to stop; what comes of it is said here."""
        if self._merging:
            self._window.files.cancel()
        else:
            super().reject()
