"""A register's table as it is searched."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any

from tpm_desktop.desktop.paste_preview import PastedCell, PastePreview
from tpm_desktop.desktop.replacing import At
from tpm_desktop.gestures.blocks import set_rows
from tpm_desktop.gestures.records import set_fields
from tpm_desktop.model.check import ValueProblem

from .columns import exported
from .model import RegisterModel
from .table import RegisterTable


class RegisterSearched:
    """The rows and columns that are shown."""

    def __init__(self, model: RegisterModel, table: RegisterTable) -> None:
        self._model, self._table = model, table

    @property
    def writable(self) -> bool:
        return not self._model.session.program.file.read_only

    def columns(self) -> list[tuple[str, str]]:
        return [(name, self._model.all_columns[name].heading) for name in self._table.visual_names()]

    def rows(self) -> list[str]:
        return self._model.ids_between(0, self._model.rowCount())

    def cells(self, keys: Sequence[str]) -> Iterator[tuple[At, str]]:
        model = self._model
        for row_id in self.rows():
            for key in keys:
                yield (row_id, key), model.text(row_id, model.all_columns[key])

    def typed(self, at: At) -> str:
        model = self._model
        return exported(model.session, model.about, model.all_columns[at[1]], at[0], model.rows[at[0]])

    def current(self) -> At | None:
        index = self._table.currentIndex()
        if not index.isValid() or self._model.group(index) is not None:
            return None
        return self._model.row_id(index), self._model.shown[index.column()].name

    def go(self, at: At) -> None:
        place = self._model.place(at[0])
        names = [column.name for column in self._model.shown]
        if place is not None and at[1] in names:
            index = self._model.index(place, names.index(at[1]))
            self._table.setCurrentIndex(index)
            self._table.scrollTo(index)

    def replace_one(self, at: At, text: str) -> str:
        values, problem = self._read(at, text)
        session = self._model.session
        return problem or session.attempt(
            lambda: set_fields(session.program, self._model.about.name, at[0], values)
        )

    def replace_all(self, texts: dict[At, str], verb: str) -> None:
        edits: dict[str, dict[str, Any]] = {}
        told = []
        for at, text in texts.items():
            values, problem = self._read(at, text)
            told.append(self._told(at, text, problem))
            if not problem:
                edits.setdefault(at[0], {}).update(values)
        session, table = self._model.session, self._model.about.name

        def write() -> None:
            session.do(lambda: set_rows(session.program, table, edits, verb=verb))

        if any(cell.problem for cell in told):
            PastePreview(told, write, self._table.window()).open()
        else:
            write()

    def _told(self, at: At, text: str, problem: str) -> PastedCell:
        title = self._model.about.title_field
        row = self._model.text(at[0], self._model.all_columns[title])
        return PastedCell(row, self._model.all_columns[at[1]].heading, text, problem)

    def _read(self, at: At, text: str) -> tuple[dict[str, Any], str]:
        """The fields that a cell sets, or why it can't."""
        model, field = self._model, self._model.all_columns[at[1]].field
        place = model.place(at[0])
        names = [column.name for column in model.shown]
        if field is None or place is None or not model.editable(model.index(place, names.index(at[1]))):
            return {}, self._table.tr("This follows from others, or is given by the program")
        session = model.session
        try:
            return session.formats.parse_field(model.about, field, text, find=session.names.find), ""
        except ValueProblem as problem:
            return {}, str(problem)

    def leave(self) -> None:
        self._table.setFocus()
