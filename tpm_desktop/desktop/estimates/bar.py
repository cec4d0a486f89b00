"""The row above the estimates: which round is shown, how far it has come, and what it comes to."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from tpm_desktop.desktop.style import mark
from tpm_desktop.desktop.wording import shortened, tip
from tpm_desktop.finance.estimating import SAFE
from tpm_desktop.formats import Formats
from tpm_desktop.plan.estimate_words import lacking
from tpm_desktop.plan.estimates import Round

_SIDE = 16
_CHOOSER = 250


class RoundBar(QWidget):
    """chosen: another round is wanted, by its id."""

    chosen = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("estimate-rounds")
        above, below = QHBoxLayout(), QHBoxLayout()
        for row in (above, below):
            row.setSpacing(_SIDE)
        self.chooser = QComboBox()
        self.chooser.setObjectName("estimate-round")
        self.chooser.setAccessibleName(self.tr("Round of estimates"))
        self.chooser.setFixedWidth(_CHOOSER)
        self.chooser.activated.connect(lambda place: self.chosen.emit(self.chooser.itemData(place)))
        self.state = QLabel()
        self.state.setObjectName("estimate-state")
        mark(self.state, role="muted")
        self.state.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
        above.addWidget(self.chooser)
        above.addWidget(self.state, 1)
        self.expected = _Figure("expected", self.tr("Expected"), self)
        self.safe = _Figure("safe", self.tr("Safe"), self)
        self.plan = _Figure("plan", self.tr("Plan"), self)
        self.apart = _Figure("difference", self.tr("Difference"), self)
        for figure, stretch in ((self.expected, 3), (self.safe, 3), (self.plan, 4), (self.apart, 4)):
            below.addWidget(figure, stretch)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(_SIDE, 8, _SIDE, 8)
        layout.setSpacing(8)
        layout.addLayout(above)
        layout.addLayout(below)

    def show_rounds(self, found: Sequence[Round], one: Round | None, formats: Formats) -> None:
        """Offer these, the newest first, and tell the one that is shown."""
        self.chooser.clear()
        for each in reversed(found):
            self.chooser.addItem(shortened(each.name), userData=each.row.id)
        if one is not None:
            self.chooser.setCurrentIndex(self.chooser.findData(one.row.id))
            self._tell(one, formats)

    def _tell(self, one: Round, formats: Formats) -> None:
        sums, money = one.sums, partial(formats.compact, currency=True)
        state = [one.row.state.label, formats.date(one.row.taken, year=True), lacking(one)]
        self.state.setText(" · ".join(filter(None, state)))
        self.state.setToolTip(tip(self.state.text()))
        spread = self.tr("± {} deviation").format(formats.compact(sums.deviation))
        if not sums.deviation:
            spread = self.tr("Enter a range")
        self.expected.tell(money(sums.expected), spread)
        sure = self.tr("{} sure to be enough").format(formats.share(SAFE, digits=0))
        self.safe.tell("–" if sums.safe is None else money(sums.safe), sure)
        rest = self.tr("{} of it in no line").format(formats.compact(one.not_estimated))
        self.plan.tell(money(one.plan), rest if one.not_estimated else self.tr("All of it in lines"))
        apart = formats.compact(one.difference, currency=True, sign=True)
        planless = self.tr("{} beside, without a plan").format(formats.compact(sums.planless))
        self.apart.tell(apart, planless if sums.planless else self.tr("Estimates less plan"))


class _Figure(QWidget):
    """A title, a figure, and what is behind it."""

    def __init__(self, name: str, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._title = title
        head, self.figure, self.said = QLabel(title), QLabel(), QLabel()
        self.figure.setObjectName(f"estimate-{name}")
        self.figure.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(0)
        for label, role in ((head, "muted"), (self.figure, "title"), (self.said, "muted")):
            mark(label, role=role)
            label.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Fixed)
            layout.addWidget(label)

    def tell(self, figure: str, said: str) -> None:
        """Show a figure and a line about it."""
        self.figure.setText(figure)
        self.figure.setAccessibleName(f"{self._title}: {figure}. {said}")
        self.said.setText(said)
        for label in (self.figure, self.said):
            label.setToolTip(tip(f"{figure}: {said}"))
