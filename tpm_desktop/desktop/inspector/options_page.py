"""The options of a change request, one below the other: what each would do to the plan as it is now."""

from __future__ import annotations

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from tpm_desktop.desktop.background import Background
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import mark
from tpm_desktop.desktop.wording import shortened
from tpm_desktop.file.errors import EditError, ProgramFileError
from tpm_desktop.gestures.change_options import weigh_option
from tpm_desktop.gestures.changes import apply_change
from tpm_desktop.gestures.records import set_fields
from tpm_desktop.model.change import OPEN_TO_OPTIONS, ChangeOption, ChangeRequest, ChangeState
from tpm_desktop.plan.approval import approval_lines
from tpm_desktop.plan.proposal_words import COMMITMENT, edit_lines, impact_lines

from .options_table import OptionsTable
from .page import Page

_MOST_EDITS = 12


@dataclass(frozen=True, slots=True)
class Weighed:
    """An option with what it would do, in lines; stands: it was applied, so what it did is in the plan."""

    option: ChangeOption
    edits: list[str]
    impact: list[tuple[str, str]]
    stands: bool


class OptionsPage(Page):
    """options: a part for each; try_out, apply: the commands that the request's state offers."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.nothing = QLabel(
            self.tr("No edits are proposed yet. Try them out in a what-if copy of the program.")
        )
        self.nothing.setWordWrap(True)
        mark(self.nothing, role="muted")
        self.waiting = _line(self.tr("Working out what the options come to…"), "muted")
        self.try_out = QPushButton(self.tr("Try edits out…"))
        self.apply = QPushButton(self.tr("Apply to the plan"))
        mark(self.apply, role="primary")
        self.compare = QPushButton(self.tr("Compare…"))
        self._found: list[Weighed] = []
        self.compare.clicked.connect(self._compare)
        self.try_out.clicked.connect(self._try_out)
        self.apply.clicked.connect(self._apply)
        self.options = QVBoxLayout()
        self.options.setSpacing(16)
        buttons = QHBoxLayout()
        buttons.addWidget(self.try_out)
        buttons.addWidget(self.compare)
        buttons.addWidget(self.apply)
        buttons.addStretch(1)
        self.column.addWidget(self.nothing)
        self.column.addWidget(self.waiting)
        self.column.addLayout(self.options)
        self.column.addLayout(buttons)
        self.column.addStretch(1)
        self._background = Background(self)
        self._background.done.connect(self._show)
        self._background.failed.connect(self._fail)

    def load(self) -> None:
        file = self.session.program.file
        request = file.row(ChangeRequest, self.ids[0]) if len(self.ids) == 1 else None
        offered = request.state if request is not None and not self.session.is_trial else None
        self.try_out.setVisible(offered in OPEN_TO_OPTIONS)
        self.apply.setVisible(offered is ChangeState.APPROVED)
        for button in (self.try_out, self.apply):
            button.setEnabled(not file.read_only)
        self._clear()
        if request is None:
            self._background.cancel()
            self.waiting.hide()
            return
        self.waiting.show()
        again, formats, request_id = self.session.again(), self.session.formats, request.id
        stands, project_id = request.state is ChangeState.APPLIED, request.project_id

        def work() -> list[Weighed]:
            with again() as program:
                found = []
                for option in program.file.rows(ChangeOption, change_id=request_id):
                    if stands:
                        found.append(Weighed(option, [], [], option.chosen))
                        continue
                    proposal = weigh_option(program, option)
                    edits, impact = edit_lines(proposal, formats), impact_lines(proposal, formats)
                    impact += approval_lines(program.plan.state, proposal, project_id)
                    found.append(Weighed(option, edits, impact, stands))
                return found

        self._background.start(work)

    def _clear(self) -> None:
        self.nothing.hide()
        self.compare.hide()
        while (item := self.options.takeAt(0)) is not None:
            if (shown := item.widget()) is not None:
                shown.hide()
                shown.deleteLater()

    def _show(self, found: list[Weighed]) -> None:
        self._clear()
        self.waiting.hide()
        self.nothing.setVisible(not found)
        self._found = found
        self.compare.setVisible(len(found) > 1)
        for one in found:
            self.options.addWidget(self._part(one))

    def _part(self, one: Weighed) -> QWidget:
        part, option = QWidget(), one.option
        column = QVBoxLayout(part)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        title = (
            f"{shortened(option.title)} · {self.tr('chosen')}" if option.chosen else shortened(option.title)
        )
        column.addWidget(_line(title, "section"))
        part.setAccessibleName(title)
        promises = [text for label, text in one.impact if label == COMMITMENT]
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(4)
        form.setRowWrapPolicy(QFormLayout.RowWrapPolicy.WrapLongRows)
        for label, text in one.impact or self._kept(option):
            if label != COMMITMENT:
                form.addRow(_line(label, "muted"), _line(text))
        column.addLayout(form)
        if promises:
            column.addWidget(_line(self.tr("Commitments"), "caption"))
            column.addWidget(_line("\n".join(promises)))
        if one.edits:
            more = len(one.edits) - _MOST_EDITS
            edits = one.edits[:_MOST_EDITS] + ([self.tr("and {} more").format(more)] if more > 0 else [])
            column.addWidget(_line(self.tr("Proposed edits"), "caption"))
            column.addWidget(_line("\n".join(edits)))
        if not option.chosen and self._can_choose():
            choose = QPushButton(self.tr("Choose this option"))
            choose.setObjectName(f"choose-{option.title}")
            choose.clicked.connect(partial(self._choose, option.id))
            column.addWidget(choose, 0, Qt.AlignmentFlag.AlignLeft)
        return part

    def _kept(self, option: ChangeOption) -> list[tuple[str, str]]:
        """What it came to when it was last weighed."""
        formats = self.session.formats
        days = (
            "–" if option.days is None else self.tr("{} days").format(formats.integer(option.days, sign=True))
        )
        cost = "–" if option.cost is None else formats.money(option.cost, currency=True, sign=True)
        return [(self.tr("Effect on the finish"), days), (self.tr("Effect on cost"), cost or "–")]

    def _can_choose(self) -> bool:
        file = self.session.program.file
        request = file.row(ChangeRequest, self.ids[0]) if self.ids else None
        open_still = (*OPEN_TO_OPTIONS, ChangeState.ASSESSED)
        can_write = not file.read_only and not self.session.is_trial
        return request is not None and request.state in open_still and can_write

    def _choose(self, option_id: str) -> None:
        program = self.session.program
        self.session.do(lambda: set_fields(program, "change_option", option_id, {"chosen": True}))

    def _compare(self) -> None:
        """All options side by side."""
        shown = [(one.option.title, one.impact or self._kept(one.option)) for one in self._found]
        OptionsTable(self.tr("Options side by side"), shown, self.window()).exec()

    def _try_out(self) -> None:
        self.session.trying_wanted.emit(self.ids[0])

    def _apply(self) -> None:
        title = self.session.do(lambda: apply_change(self.session.program, self.ids[0]))
        if title is not None:
            self.session.said.emit(self.tr("Applied “{}”").format(title))

    def _fail(self, problem: Exception) -> None:
        if not isinstance(problem, EditError | ProgramFileError):
            raise problem
        self.waiting.hide()
        self.session.refused.emit(str(problem))


def _line(text: str, role: str = "") -> QLabel:
    label = QLabel()
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setText(text)
    label.setWordWrap(True)
    if role:
        mark(label, role=role)
    return label
