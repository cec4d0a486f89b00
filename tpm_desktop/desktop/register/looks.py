"""What a register shows and how, as one value: columns with widths, filter, order and groups."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from PySide6.QtCore import QCoreApplication, Qt

from tpm_desktop.model.saved_views import SavedView
from tpm_desktop.sieve import SortKey
from tpm_desktop.sieve.spec import restored, stored

from .columns import usual
from .model import RegisterModel
from .sifting import RegisterSifting
from .table import RegisterTable

_NARROWEST, _WIDEST = 24, 2_000  # pixels of a column, whatever a file says


class RegisterLooking:
    """Reads and sets the look of one register; none comes with the program."""

    def __init__(self, table: RegisterTable, model: RegisterModel, sifting: RegisterSifting) -> None:
        self._table, self._model, self._sifting = table, model, sifting
        self.kept = QCoreApplication.translate(
            "RegisterView", "Columns with their widths, filter, order and groups are kept in the file."
        )
        self.ready: Mapping[str, str] = {}

    def stored(self) -> dict[str, Any]:
        """The present look as the fields of a row; an order by a heading is kept as one by its field."""
        sieve, rows = self._sifting.sieve, self._sifting.rows
        if self._model.sorted_by and self._model.sorted_by[0] in rows.fields:
            name, order = self._model.sorted_by
            sieve = replace(sieve, sort=(SortKey(name, order == Qt.SortOrder.DescendingOrder),))
        return {
            "layout": ", ".join(f"{name} {width}" for name, width in self._table.layout_of_columns().items()),
            **stored(sieve, rows, self._sifting.session.formats),
        }

    def show_saved(self, saved: SavedView) -> None:
        """Show the rows as a saved view has them. Raises: `ValueProblem`."""
        sieve = restored(saved, self._sifting.rows, self._sifting.session.formats)
        widths = {
            name: width for name, width in _columns(saved.layout or "") if name in self._model.all_columns
        }
        if not widths:
            widths = dict.fromkeys(usual(self._model.session, self._model.about), 0)
        self._table.lay_out(widths)
        self._table.horizontalHeader().setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        self._sifting.take(sieve, saved.name if sieve.condition is not None else "")

    def show_ready(self, key: str) -> None:
        """There is none. Raises: `KeyError`."""
        raise KeyError(key)


def _columns(layout: str) -> Iterator[tuple[str, int]]:
    """Names and widths of a layout such as “title 300, owner_id 170”; 0 for a width that is none."""
    for part in layout.split(", "):
        name, _, width = part.rpartition(" ")
        fits = width.isdecimal() and len(width) < 6
        yield name, min(max(int(width), _NARROWEST), _WIDEST) if fits else 0
