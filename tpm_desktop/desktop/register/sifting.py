"""The rows of a register as its sieve wants them."""

from __future__ import annotations

from collections.abc import Sequence

from tpm_desktop.desktop.session import Session
from tpm_desktop.desktop.sifting.sifting import Sifting
from tpm_desktop.plan.columns import Columns
from tpm_desktop.plan.inputs import TABLES
from tpm_desktop.sieve import CommitmentRows, Group, TableRows, arrange
from tpm_desktop.sieve.fields import Flags

from .columns import status_day
from .groups import RegisterGroup, Sifted
from .model import RegisterModel


class RegisterSifting(Sifting):
    """Asks the rows of one table; a plain text is looked for in the shown columns."""

    def __init__(self, session: Session, model: RegisterModel) -> None:
        super().__init__(session, model.about.name, self._asked, model)
        self._model = model
        self._known: TableRows | None = None
        model.sifted = self._sifted
        model.modelReset.connect(self.forget)
        self.changed.connect(model.sift)

    def forget(self) -> None:
        """Read the rows anew when they are next asked."""
        self._known = None

    def _asked(self) -> TableRows:
        if self._known is None:
            self._known = self._read()
        return self._known

    def _read(self) -> TableRows:
        table, session, state = self._model.about.name, self.session, self.session.program.plan.state
        columns = self.read_columns()
        names, day = session.names.all, status_day(session)

        def anywhere() -> list[str]:
            return [self._model.shown_texts(row_id) for row_id in columns.ids]

        if table == "commitment":
            return CommitmentRows(state, names, day, anywhere)
        return TableRows(self._model.about, columns, names, day, anywhere)

    def read_columns(self) -> Columns:
        """The rows as columns: those of the plan where it has them."""
        table, program = self._model.about.name, self.session.program
        return (
            program.plan.state.inputs.tables[table] if table in TABLES else Columns.read(program.file, table)
        )

    def _sifted(self) -> Sifted:
        if not self.sieve:
            return Sifted()
        rows = self._asked()
        found = arrange(self.sieve, rows, self.session.formats, totals=rows.totals)

        def ids(mask: Flags) -> frozenset[str]:
            return frozenset(row_id for row_id, on in zip(rows.ids, mask.tolist(), strict=True) if on)

        order = None if found.order is None else found.order.tolist()
        return Sifted(
            None if found.kept is None else ids(found.kept),
            None if order is None else {rows.ids[row]: place for place, row in enumerate(order)},
            frozenset() if found.tinted is None else ids(found.tinted),
            0 if found.found is None else int(found.found.sum()),
            None if found.groups is None else tuple(self._group(group, rows.ids) for group in found.groups),
        )

    def _group(self, group: Group, ids: Sequence[str]) -> RegisterGroup:
        """A group with what its rows come to: in declared columns, and in those that follow from the plan."""
        model, totals = self._model, dict[str, str]()
        members = tuple(ids[row] for row in group.rows.tolist())
        for name, column in model.all_columns.items():
            if column.total is None:
                continue
            sum_ = group.totals.get(name)
            if column.field is None:
                values = [column.key(row_id, model.rows[row_id]) for row_id in members]
                sum_ = sum(value for value in values if value is not None)
            if sum_ is not None:
                totals[name] = column.total(sum_)
        return RegisterGroup(group.title, members, totals)
