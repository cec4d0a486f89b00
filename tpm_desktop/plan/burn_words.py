"""The burn-down of risks in words, for window and paper alike."""

from __future__ import annotations

from tpm_desktop.formats import Formats

from .risk_burn import BurnDown, Told

_TOLD = {Told.CLOSED: "reported", Told.NOW: "now", Told.PLANNED: "planned"}


def burn_headline(found: BurnDown, formats: Formats) -> str:
    """What it says, without its stop."""
    now, last = found.now, found.points[-1]
    if not now.count:
        return "No threat is open"
    money = formats.money(now.exposure or 0, whole=True, currency=True)
    said = f"{money} at stake now" if now.exposure else f"{now.count} open, none with money at stake"
    if last.told is Told.PLANNED and last.exposure is not None and now.exposure:
        left = formats.money(last.exposure, whole=True, currency=True)
        end = formats.month(last.day)
        apart = last.exposure - now.exposure
        moves = f", {left} once what is planned is done by {end}" if apart else f", as planned still in {end}"
        said += moves
    if found.undated:
        many = "1 response has no date" if found.undated == 1 else f"{found.undated} responses have no date"
        said += f"; {many}"
    return said


def burn_rows(found: BurnDown, formats: Formats) -> list[tuple[str, str, str, str]]:
    """Day, open threats, what is at stake, and where that is known from."""
    return [
        (
            formats.date(point.day, year=True),
            formats.integer(point.count),
            "–" if point.exposure is None else formats.money(point.exposure, whole=True) or "0",
            _TOLD[point.told],
        )
        for point in found.points
    ]
