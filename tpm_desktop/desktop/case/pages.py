"""The inspector's pages of a version's years and of a benefit's measurements."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QLabel, QWidget

from tpm_desktop.desktop.capital.parts_list import PartsList
from tpm_desktop.desktop.finding import Found
from tpm_desktop.desktop.inspector.page import Page
from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.style import mark
from tpm_desktop.model.benefits import BenefitPoint, CaseYear


class OwnedPage(Page):
    """One list of parts, which `found` gives by the id of their owner; of several rows nothing is shown."""

    def __init__(
        self,
        session: Session,
        table: str,
        owner: str,
        heading: str,
        found: Callable[[str], list[Found]],
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(session, parent)
        self._found = found
        self._several = QLabel(self.tr("Select one row to see what belongs to it."))
        self._several.setWordWrap(True)
        mark(self._several, role="muted")
        self.list = PartsList(session, table, heading, self, owner=owner)
        self.column.addWidget(self._several)
        self.column.addWidget(self.list)
        self.column.addStretch(1)

    def load(self) -> None:
        one = len(self.ids) == 1
        self._several.setVisible(not one)
        self.list.setVisible(one)
        if one:
            self.list.show_rows(self.ids[0], self._found(self.ids[0]))


class YearsPage(OwnedPage):
    """Costs and benefits of a version by year."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(session, "case_year", "case_id", self.tr("Years"), self._years, parent)

    def _years(self, owner: str) -> list[Found]:
        rows = self.session.program.file.rows(CaseYear, case_id=owner)
        return [self._year(row) for row in sorted(rows, key=lambda row: row.year)]

    def _year(self, row: CaseYear) -> Found:
        formats = self.session.formats
        net = (row.benefit or 0) - (row.cost or 0) - (row.running or 0)
        named = (
            (self.tr("cost {}"), row.cost),
            (self.tr("running {}"), row.running),
            (self.tr("benefit {}"), row.benefit),
        )
        detail = " · ".join(words.format(formats.money(x, whole=True)) for words, x in named if x)
        said = f"{formats.fiscal_year(row.year)}: {formats.money(net, currency=True, whole=True, sign=True)}"
        return Found(said, detail, "", row.id, "calendar")


class MeasurementsPage(OwnedPage):
    """Planned and measured values of a benefit by date."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(
            session, "benefit_point", "benefit_id", self.tr("Measurements"), self._points, parent
        )

    def _points(self, owner: str) -> list[Found]:
        rows = self.session.program.file.rows(BenefitPoint, benefit_id=owner)
        return [self._point(row) for row in sorted(rows, key=lambda row: row.read_on)]

    def _point(self, row: BenefitPoint) -> Found:
        formats = self.session.formats
        said = [formats.date(row.read_on, year=True)]
        said += (
            [self.tr("measured {}").format(formats.integer(row.measured))] if row.measured is not None else []
        )
        planned = (
            self.tr("planned {}").format(formats.integer(row.planned)) if row.planned is not None else ""
        )
        return Found(": ".join(said), " · ".join(filter(None, (planned, row.note))), "", row.id, "chart")
