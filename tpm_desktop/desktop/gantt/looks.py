"""What the Gantt shows and how, as one value: read from the view, kept as a row, put back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from PySide6.QtCore import QCoreApplication

from tpm_desktop.desktop.sifting.sifting import Sifting
from tpm_desktop.model.saved_views import LONGEST_SCALE, SavedView
from tpm_desktop.sieve import Sieve, SortKey, parse
from tpm_desktop.sieve.spec import restored, stored

from .bar_texts import BarTextChoice
from .column_layout import lay_out, layout_of
from .freezing import USUAL_FROZEN
from .panes import Panes
from .ready_views import READY_VIEWS, ReadyView

_PER_MINUTE = 6000  # seconds for 100 pixels, where a pixel shows a minute


@dataclass(frozen=True, slots=True)
class Look:
    """layout: as `column_layout` has it; frozen: columns that stay; scale: seconds for 100 pixels.

    texts: left and right of the bars. None leaves scale or texts as they are.
    """

    layout: list[str]
    frozen: int
    sieve: Sieve
    scale: int | None = None
    texts: tuple[str, str] | None = None


def kept_look(saved: SavedView, sifting: Sifting) -> Look:
    """What a row holds. Raises: `ConditionProblem` where its condition can't be read any more."""
    return Look(
        (saved.layout or "").split(", "),
        saved.frozen or 0,
        restored(saved, sifting.rows, sifting.session.formats),
        saved.scale,
        (saved.text_left or "", saved.text_right or ""),
    )


def ready_look(ready: ReadyView, sifting: Sifting) -> Look:
    """What comes with the program."""
    condition = parse(ready.condition, sifting.rows, sifting.session.formats) if ready.condition else None
    sort = (SortKey(ready.sort),) if ready.sort else ()
    return Look(ready.layout, USUAL_FROZEN, Sieve(condition, sort, ready.group))


class Looking:
    """Reads and sets the look of one Gantt."""

    def __init__(self, panes: Panes, texts: BarTextChoice, sifting: Sifting) -> None:
        self._panes, self._texts, self.sifting = panes, texts, sifting
        tr = partial(QCoreApplication.translate, "ReadyViews")
        self.kept = tr("Columns, filter, order, groups, zoom and texts beside bars are kept in the file.")
        self.ready: Mapping[str, str] = {ready.key: tr(ready.name) for ready in READY_VIEWS}

    def show_saved(self, saved: SavedView) -> None:
        """Show the plan as a saved view has it. Raises: `ValueProblem`."""
        self.show(kept_look(saved, self.sifting), saved.name)

    def show_ready(self, key: str) -> None:
        """Show the plan as a ready-made view has it."""
        ready = next(ready for ready in READY_VIEWS if ready.key == key)
        self.show(ready_look(ready, self.sifting), self.ready[key])

    def stored(self) -> dict[str, Any]:
        """The present look as the fields of a row."""
        texts, scale = self._texts.texts, self._panes.chart.scale.minutes
        return {
            "layout": ", ".join(layout_of(self._panes.tree.header())),
            "frozen": self._panes.tree.freezing.count,
            **stored(self.sifting.sieve, self.sifting.rows, self.sifting.session.formats),
            "scale": min(max(round(scale * _PER_MINUTE), 1), LONGEST_SCALE),
            "text_left": texts.left or None,
            "text_right": texts.right or None,
        }

    def show(self, look: Look, name: str) -> None:
        """Show the plan so. Args: name: what the filter is called in the view's first line."""
        lay_out(self._panes.tree.header(), look.layout)
        self._panes.tree.freeze(look.frozen)
        self._panes.share_width()
        if look.texts is not None:
            self._texts.choose(left=look.texts[0], right=look.texts[1])
        if look.scale is not None:
            self._zoom_to(look.scale / _PER_MINUTE)
        self.sifting.take(look.sieve, name if look.sieve.condition is not None else "")

    def _zoom_to(self, minutes: float) -> None:
        """Zoom around the status date, or today, where it is in sight."""
        chart = self._panes.chart
        x = chart.scale.x(float(chart.focal_instant()))
        chart.zoom(chart.scale.minutes / minutes, x if 0 <= x <= chart.viewport().width() else None)
