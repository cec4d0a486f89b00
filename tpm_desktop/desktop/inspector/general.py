"""The page that every table has: its declared fields in their groups, one edit a field."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice
from typing import Any, ClassVar

from PySide6.QtWidgets import QWidget

from tpm_desktop.desktop.form import Form
from tpm_desktop.desktop.session import Session
from tpm_desktop.gestures.blocks import set_rows
from tpm_desktop.model.catalogue import TableEntry
from tpm_desktop.model.fields import Kind

from .page import Page

_SEEN = 20  # fields that a panel as high as a screen has room for, about
_MOST = 500  # of more rows nobody waits to see what they have in common


class GeneralPage(Page):
    """Fields of one row, or what several have in common; what is entered then holds for all of them.

    at_once: how many are there when rows are shown; the rest follows while nothing else waits, or when the
    keyboard enters the form. All, where none is named.
    """

    at_once: ClassVar[int | None] = _SEEN

    def __init__(self, session: Session, about: TableEntry, parent: QWidget | None = None) -> None:
        super().__init__(session, parent)
        self.about = about
        self.form = Form(session, about, (), self)
        self.pieces = self._fill_form()
        self.form.entered.connect(self._enter)
        self.form.given_up.connect(self.load)
        self.form.reached.connect(self.complete)
        self.column.addWidget(self.form)
        self.column.addStretch(1)

    def begin(self) -> None:
        wanted = None if self.at_once is None else max(self.at_once - len(self.form.editors), 0)
        for _ in islice(self.pieces, wanted):
            pass

    def hidden(self) -> set[str]:
        """Fields that are changed elsewhere."""
        return set()

    def after(self, field: str) -> None:
        """Put into the form what stands after a field and is no declared one."""

    def _fill_form(self) -> Iterator[None]:
        """A field with each step."""
        groups: dict[str, list[str]] = {}
        title = self.about.title_field
        ordered = sorted(self.about.enterable.items(), key=lambda item: item[0] != title)
        for name, column in ordered:
            if column.shown and not column.recorded and name not in self.hidden():
                note = column.kind is Kind.NOTE and not column.group
                groups.setdefault("\uffff" if note else column.group, []).append(name)
        for group in sorted(groups, key=lambda g: (g == "\uffff", list(groups).index(g))):
            if group and group != "\uffff":
                self.form.add_heading(self.tr(group))
            for name in groups[group]:
                self.form.add_field(name)
                yield
                self.after(name)

    def load(self) -> None:
        if len(self.ids) > _MOST:
            self.form.show_several()
            return
        rows = self.read(self.ids)
        if rows:
            self.form.show_rows(rows)

    def read(self, ids: tuple[str, ...]) -> list[Any]:
        """The rows as records or mappings."""
        return self.session.program.file.rows_of(self.about.model, ids)

    def _enter(self, field: str, values: dict[str, Any]) -> None:
        edits = dict.fromkeys(self.ids, values)
        reason = self.session.attempt(lambda: set_rows(self.session.program, self.about.name, edits))
        if reason:
            self.load()
            self.form.show_problem(field, reason)
