"""What a view is sifted by: one sieve, set by typing, by menu, by a header or by the builder."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from tpm_desktop.desktop.session import Session
from tpm_desktop.gestures.records import remove_rows
from tpm_desktop.gestures.sieves import save_sieve, saved_sieves
from tpm_desktop.model.check import ValueProblem
from tpm_desktop.model.sieves import Sieve as SavedSieve
from tpm_desktop.model.wording import within
from tpm_desktop.planning.columns import NONE
from tpm_desktop.sieve import Condition, Sieve, SortKey, Subject, parse, words
from tpm_desktop.sieve.conditions import Contains
from tpm_desktop.sieve.ready_made import ReadyMade, ready_made
from tpm_desktop.sieve.spec import restored


class Sifting(QObject):
    """Of one view. changed: the view is sifted otherwise; retyped: the text was set by something else than
    typing; refused: why what is typed is no condition, "" when it is one.
    """

    groups = True
    """Whether the view can show groups."""

    changed = Signal()
    retyped = Signal(str)
    refused = Signal(str)

    def __init__(
        self, session: Session, table: str, rows: Callable[[], Subject], parent: QObject | None = None
    ) -> None:
        """Args: table: whose rows they are, for what is ready-made and saved; rows: as they are now."""
        super().__init__(parent)
        self.session, self.table, self._rows = session, table, rows
        self.sieve = Sieve()
        self.text, self.name = "", ""
        self.told = ""  # what the status bar was last told of it

    @property
    def rows(self) -> Subject:
        """The rows that are asked, as they are now."""
        return self._rows()

    # What is asked for

    def type(self, text: str) -> None:
        """Take a typed text; while it is no condition the one before stays."""
        if text == self.text:
            return
        self.text = text
        try:
            condition = parse(text, self.rows, self.session.formats)
        except ValueProblem as problem:
            self.refused.emit(str(problem))
            return
        self.refused.emit("")
        self.name = ""
        self._set(replace(self.sieve, condition=condition))

    def take(self, sieve: Sieve, name: str = "") -> None:
        """Sift by this; name: what it is saved or offered as."""
        self.name = name
        condition = sieve.condition
        self.text = "" if condition is None else words(condition, self.rows, self.session.formats)
        self.refused.emit("")
        self.retyped.emit(self.text)
        self._set(sieve)

    def filter(self, condition: Condition | None, name: str = "") -> None:
        """Another condition; order and groups stay."""
        self.take(replace(self.sieve, condition=condition), name)

    def choose(self, ready: ReadyMade) -> None:
        """Filter by one that is ready-made, or say what it lacks."""
        rows = self.rows
        if ready.needs and len(rows) and (rows.numbers(ready.needs) == NONE).all():
            self.session.refused.emit(self.tr(ready.without))
            return
        condition = parse(ready.condition, rows, self.session.formats)
        self.filter(condition, self.tr(ready.name))

    def sort(self, *keys: SortKey) -> None:
        """Another order; without keys the rows' own."""
        self._set(replace(self.sieve, sort=keys))

    def sort_by(self, field: str) -> None:
        """By one field, downwards where it is upwards already; without a field the rows' own order."""
        upwards = any(key.field == field and not key.descending for key in self.sieve.sort)
        self.sort(*([SortKey(field, upwards)] if field else []))

    def turn(self, field: str) -> None:
        """What a click on a heading does: up, down, the rows' own order."""
        if field not in self.rows.fields:
            self.sort()
            return
        before = next((key for key in self.sieve.sort if key.field == field), None)
        if before is None:
            self.sort(SortKey(field))
        elif not before.descending:
            self.sort(SortKey(field, descending=True))
        else:
            self.sort()

    def group(self, field: str) -> None:
        """Group by a field; "" is the outline again."""
        self._set(replace(self.sieve, group=field))

    def highlight(self, on: bool) -> None:
        """Tint what matches instead of hiding the rest."""
        self._set(replace(self.sieve, highlight=on))

    def clear_filter(self) -> None:
        """Show all rows; order and groups stay."""
        if self.text or self.sieve.condition is not None:
            self.filter(None)

    def clear_order(self) -> None:
        """The rows' own order, without groups."""
        self._set(replace(self.sieve, sort=(), group=""))

    def _set(self, sieve: Sieve) -> None:
        if sieve != self.sieve:
            self.sieve = sieve
            self.changed.emit()

    # What is kept

    def ready_made(self) -> tuple[ReadyMade, ...]:
        """Those that the program brings for these rows."""
        return ready_made(self.table)

    def saved(self) -> list[SavedSieve]:
        """Those in the file."""
        return saved_sieves(self.session.program, self.table)

    def open(self, saved: SavedSieve) -> None:
        """Sift by a saved one; where its condition can't be read any more, say why."""
        try:
            sieve = restored(saved, self.rows, self.session.formats)
        except ValueProblem as problem:
            self.session.refused.emit(self.tr("“{}” can't be used: {}").format(saved.name, problem))
            return
        self.take(sieve, saved.name)

    def save(self, name: str) -> str:
        """Keep what is asked for under a name; the line that says why not, empty where it was kept."""
        program, formats = self.session.program, self.session.formats
        problem = self.session.attempt(
            lambda: save_sieve(program, self.table, name, self.sieve, self.rows, formats)
        )
        if not problem:
            self.name = name.strip()
            self.changed.emit()
        return problem

    def remove(self, saved: SavedSieve) -> None:
        """Forget a saved one."""
        self.session.do(lambda: remove_rows(self.session.program, "sieve", [saved.id]))

    # In words

    @property
    def asked(self) -> str:
        """The filter as people call it, "" without one."""
        condition = self.sieve.condition
        return "" if condition is None else self._what(condition)

    def tell(self, found: int) -> None:
        """Say in the status bar what is shown, and how to see all again. Args: found: rows that match."""
        said = self.said(found)
        clears = self.tr("F3 shows all again") if self.sieve.condition is not None else ""
        if not clears and said:
            clears = self.tr("Shift+F3 brings the rows' own order back")
        self.told = " · ".join([*said, clears]) if said else self.tr("All rows are shown, in their own order")
        self.session.said.emit(self.told)

    def said(self, shown: int) -> list[str]:
        """What the view's first line says of it. Args: shown: rows that match."""
        sieve, fields, found = self.sieve, self.rows.fields, []
        if sieve.condition is not None:
            said = self.tr("{} highlighted: {}") if sieve.highlight else self.tr("{} shown, filtered by {}")
            found.append(said.format(self.session.formats.integer(shown), self.asked))
        if sieve.group:
            found.append(self.tr("grouped by {}").format(within(fields[sieve.group].label)))
        if sieve.sort:
            names = ", ".join(within(fields[key.field].label) for key in sieve.sort)
            down = self.tr(", last first") if sieve.sort[0].descending else ""
            found.append(self.tr("sorted by {}").format(names) + down)
        return found

    def _what(self, condition: Condition) -> str:
        if self.name:
            return f"“{self.name}”"
        if isinstance(condition, Contains) and not condition.exact:
            return f"“{condition.text}”"
        return words(condition, self.rows, self.session.formats)
