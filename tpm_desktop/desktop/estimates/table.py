"""The table of estimates: narrower than other registers, so that three points and plan are seen at once."""

from __future__ import annotations

from tpm_desktop.desktop.register.table import RegisterTable
from tpm_desktop.desktop.register.widths import ColumnWidth

_TITLE, _AMOUNT, _PAD = 176, 92, 20
_NARROW = ("optimistic", "likely", "pessimistic", "expected", "plan", "difference")


class EstimateTable(RegisterTable):
    """Amounts need no more than their headings and millions."""

    def column_width(self, name: str) -> ColumnWidth:
        usual = super().column_width(name)
        if name == "title":
            return ColumnWidth(usual.usual, _TITLE, usual.share)
        if name not in _NARROW:
            return usual
        heading = self.horizontalHeader().fontMetrics().horizontalAdvance(self.heading(name))
        return ColumnWidth(*(max(_AMOUNT, heading + _PAD),) * 2)
