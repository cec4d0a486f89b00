"""What a merge does to the finish, the cost and the critical path, and which codes change."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QCoreApplication
from PySide6.QtWidgets import QGridLayout, QLabel, QSizePolicy, QWidget

from tpm_desktop.desktop.style import mark
from tpm_desktop.formats import Formats
from tpm_desktop.model.catalogue import entry
from tpm_desktop.plan import instant
from tpm_desktop.plan.comparison import Comparison
from tpm_desktop.plan.merge_words import row_name
from tpm_desktop.plan.merging import Proposal

translate = QCoreApplication.translate
_ARROW = "\N{RIGHTWARDS ARROW}"
_NAMED = 3  # of many


def effects(proposal: Proposal, formats: Formats) -> list[tuple[str, str]]:
    """Pairs of what is meant and what becomes of it."""
    found = proposal.follows
    finish = ["" if at is None else formats.moment(instant(at), finish=True) for at in found.finish]
    pairs = [
        (translate("Merge", "Finish"), _pair(finish)),
        (translate("Merge", "Cost of the tasks"), _pair([formats.money(n) for n in found.cost])),
        (translate("Merge", "Budget outlook"), _pair([formats.money(n) for n in found.outlook])),
        (translate("Merge", "Critical path"), _path(found)),
    ]
    if proposal.renumbered:
        pairs.append((translate("Merge", "New numbers"), _renumbered(proposal)))
    if proposal.renamed:
        pairs.append((translate("Merge", "New names"), _renamed(proposal)))
    if proposal.revalued:
        names = [row_name(proposal.merged, table, row_id) for table, row_id in proposal.revalued]
        by_rates = translate("Merge", "{}, by the exchange rates of both copies").format(listed(names))
        pairs.append((translate("Merge", "Valued anew"), by_rates))
    if proposal.kept:
        pairs.append((translate("Merge", "Not removed"), kept_words(proposal)))
    return pairs


def kept_words(proposal: Proposal) -> str:
    """What the copy removed and stays, and why."""
    names = [row_name(proposal.merged, table, row_id) for table, row_id in proposal.kept]
    return translate("Merge", "{}, which more needs than the copy held").format(listed(names))


def _pair(values: Sequence[str]) -> str:
    before, after = (value or "\N{EN DASH}" for value in values)
    if before == after:
        return translate("Merge", "{} (stays)").format(after)
    return f"{before} {_ARROW} {after}"


def _path(found: Comparison) -> str:
    joined, left = ([found.names[i] for i in ids] for ids in (found.joined_path, found.left_path))
    parts = []
    if joined:
        parts.append(translate("Merge", "now with {}").format(listed(joined)))
    if left:
        parts.append(translate("Merge", "no more with {}").format(listed(left)))
    return "; ".join(parts) or translate("Merge", "stays")


def _renumbered(proposal: Proposal) -> str:
    """Codes that both copies gave out."""
    about = translate("Merge", "{} “{}” is {} now, it was {}")
    return listed(
        [
            about.format(entry(one.table).label, _title(proposal, one.table, one.row_id), one.new, one.old)
            for one in proposal.renumbered
        ],
        quoted=False,
    )


def _renamed(proposal: Proposal) -> str:
    """Documents that both copies gave the same name."""
    about = translate("Merge", "Document “{}” of {} is “{}” now")
    told = [(one, row_name(proposal.merged, *one.row)) for one in proposal.renamed]
    return listed([about.format(one.old, row, one.new) for one, row in told], quoted=False)


def _title(proposal: Proposal, table: str, row_id: str) -> str:
    about, row = entry(table), proposal.merged.get(table, row_id) or {}
    title = row.get(about.title_field) if about.titled else None
    return str(title or row_name(proposal.merged, table, row_id))


def listed(names: Sequence[str], *, quoted: bool = True) -> str:
    """The first few of some names, and how many more there are."""
    shown = ", ".join(f"“{name}”" if quoted else name for name in names[:_NAMED])
    more = len(names) - _NAMED
    return shown if more <= 0 else translate("Merge", "{} and {} more").format(shown, f"{more:,}")


class Effects(QWidget):
    """The pairs, one below the other."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setHorizontalSpacing(16)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(1, 1)
        self.pairs: list[tuple[str, str]] = []
        self._labels: list[tuple[QLabel, QLabel]] = []

    def show_effects(self, pairs: list[tuple[str, str]]) -> None:
        """Show these; what is no longer true goes."""
        self.pairs = pairs
        while len(self._labels) < len(pairs):
            self._add()
        for number, (name, value) in enumerate(self._labels):
            shown = number < len(pairs)
            name.setVisible(shown)
            value.setVisible(shown)
            if shown:
                name.setText(pairs[number][0])
                value.setText(pairs[number][1])
        self.setAccessibleName("; ".join(f"{name}: {value}" for name, value in pairs))

    def _add(self) -> None:
        name, value = QLabel(), QLabel()
        mark(name, role="field")
        value.setWordWrap(True)
        value.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Minimum)
        row = len(self._labels)
        self._grid.addWidget(name, row, 0)
        self._grid.addWidget(value, row, 1)
        self._labels.append((name, value))
