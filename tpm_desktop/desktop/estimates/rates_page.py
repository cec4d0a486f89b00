"""The inspector's pages of what a resource costs, and how much there is of it, from which day on."""

from __future__ import annotations

from datetime import date

from PySide6.QtWidgets import QWidget

from tpm_desktop.desktop.case.pages import OwnedPage
from tpm_desktop.desktop.finding import Found
from tpm_desktop.desktop.session import Session
from tpm_desktop.model.resources import ResourceAvailability, ResourceRate


class RatesPage(OwnedPage):
    """Rates by date; before the first one the resource's own holds."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(
            session, "resource_rate", "resource_id", self.tr("Rates by date"), self._rates, parent
        )

    def _rates(self, owner: str) -> list[Found]:
        rows = self.session.program.file.rows(ResourceRate, resource_id=owner)
        return [self._rate(row) for row in sorted(rows, key=lambda row: row.since)]

    def _rate(self, row: ResourceRate) -> Found:
        formats = self.session.formats
        said = self.tr("From {}: {}").format(
            formats.date(row.since, year=True), formats.money(row.rate, currency=True)
        )
        named = ((self.tr("overtime {}"), row.overtime_rate), (self.tr("per use {}"), row.cost_per_use))
        detail = " · ".join(words.format(formats.money(amount)) for words, amount in named if amount)
        return Found(said, detail, "", row.id, "money")


class AvailabilityPage(OwnedPage):
    """How much there is by period; otherwise what the resource usually gives holds."""

    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        super().__init__(
            session,
            "resource_availability",
            "resource_id",
            self.tr("Availability by period"),
            self._periods,
            parent,
        )

    def _periods(self, owner: str) -> list[Found]:
        rows = self.session.program.file.rows(ResourceAvailability, resource_id=owner)
        return [self._period(row) for row in sorted(rows, key=lambda row: row.first or date.min)]

    def _period(self, row: ResourceAvailability) -> Found:
        day, tr = self.session.formats.date, self.tr
        if row.first and row.last:
            said = tr("{} to {}").format(day(row.first, year=True), day(row.last, year=True))
        elif row.first:
            said = tr("From {}").format(day(row.first, year=True))
        else:
            said = tr("Until {}").format(day(row.last, year=True)) if row.last else tr("Always")
        return Found(f"{said}: {self.session.formats.share(row.units)}", "", "", row.id, "calendar")
