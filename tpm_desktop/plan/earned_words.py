"""Earned value in a line of words, for packs and window alike."""

from __future__ import annotations

import math

from tpm_desktop.formats import Formats

from .earned_lines import Line

_ON_PLAN = 0.005  # an index this near to 1.00 is shown as 1.00


def headline(line: Line, formats: Formats) -> str:
    """Such as "behind plan and over cost (SPI 0.85, CPI 0.98); forecast EUR 8.35 m of 7.92 m"."""
    spi, cpi = float(line.found.spi), float(line.found.cpi)
    budget = formats.compact(int(line.found.bac))
    forecast = formats.compact(line.forecast, currency=True)
    words = (_of(spi, "ahead of plan", "behind plan"), _of(cpi, "below cost", "over cost"))
    if math.isnan(spi) and math.isnan(cpi):
        return f"Nothing is earned yet of {formats.compact(int(line.found.bac), currency=True)}"
    indices = f"SPI {formats.decimal(spi, 2)}, CPI {formats.decimal(cpi, 2)}"
    first = " and ".join(filter(None, words)).capitalize() or "On plan"
    return f"{first} ({indices}); forecast {forecast} of {budget}"


def _of(index: float, above: str, below: str) -> str:
    if math.isnan(index) or abs(index - 1) < _ON_PLAN:
        return ""
    return above if index > 1 else below
