"""A program whose rows are sifted: conditions are typed, rows are named."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from pathlib import Path

import pytest

from tpm_desktop.file.touched import last_edits
from tpm_desktop.formats import Formats
from tpm_desktop.gestures import links, outline
from tpm_desktop.gestures.baselines import take_baseline
from tpm_desktop.gestures.lookup import row_names
from tpm_desktop.gestures.records import add_row, set_fields
from tpm_desktop.plan import OpenProgram
from tpm_desktop.sieve import PlanRows, Sieve, arrange, matches, parse, words

DAY = 480
TODAY = date(2026, 5, 13)  # a Wednesday


class Sifted:
    """Two component projects from Monday 4 May 2026; the status date is Friday 15 May, 17:00."""

    def __init__(self, program: OpenProgram) -> None:
        self.program = program
        self.formats = Formats("en_GB", currency="EUR", year=2026, today=lambda: TODAY)
        self.ids: dict[str, str] = {}
        self._rows: PlanRows | None = None
        for name in ("Data centre", "Ledger"):
            self.ids[name] = outline.insert_project(program, name)

    def task(
        self, name: str, days: float = 1, parent: str = "Data centre", after: str = "", **values: object
    ) -> str:
        made = {"duration": round(days * DAY), **values}
        self.ids[name] = outline.insert_task(self.program, parent=self.ids[parent], name=name, **made)
        if after:
            links.link(self.program, self.ids[after], self.ids[name])
        return self.ids[name]

    @property
    def rows(self) -> PlanRows:
        file, state = self.program.file, self.program.plan.state
        if self._rows is None or self._rows.state is not state:
            self._rows = PlanRows(state, lambda t: row_names(file, t), lambda: last_edits(file.journal))
        return self._rows

    def named(self, chosen: object) -> list[str]:
        names = self.program.plan.state.names
        return [names[row] for row in chosen]  # type: ignore[attr-defined]

    def found(self, text: str) -> list[str]:
        """The names of the rows that a typed condition holds for."""
        rows = self.rows
        condition = parse(text, rows, self.formats)
        assert condition is not None
        return self.named(matches(condition, rows, self.formats).nonzero()[0])

    def again(self, text: str) -> str:
        """A typed condition as it is shown."""
        rows = self.rows
        return words(parse(text, rows, self.formats), rows, self.formats)

    def arranged(self, sieve: Sieve):
        from tpm_desktop.sieve.plan_rows import TOTALS

        rows = self.rows
        return arrange(sieve, rows, self.formats, rows.outlined, TOTALS)


def created(folder: Path) -> OpenProgram:
    start, status = datetime(2026, 5, 4, 8), datetime(2026, 5, 15, 17)
    return OpenProgram.create(folder / "plan.tpm", start=start, status_date=status)


@pytest.fixture
def empty(tmp_path: Path) -> Iterator[Sifted]:
    with created(tmp_path) as program:
        yield Sifted(program)


@pytest.fixture(scope="module")
def sifted(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Sifted]:
    """Order (4–8 May) → Install racks (11–26 May) → Accepted; Design, Build and a review in the Ledger.

    Racks are longer than was agreed, and the deadline before their acceptance makes all of it critical.
    """
    with created(tmp_path_factory.mktemp("sifted")) as program:
        made = Sifted(program)
        fill(made)
        yield made


def fill(made: Sifted) -> None:
    network = add_row(made.program, "resource", {"name": "Network"})
    crew = add_row(made.program, "resource", {"name": "Site crew", "rate": 5_000})
    made.task("Order", 5, percent_complete=10_000)
    install = made.task("Install racks", 10, after="Order", owner_id=network)
    made.task("Accepted", 0, after="Install racks", milestone=True, deadline=datetime(2026, 5, 21, 17))
    made.task("Design", 5, "Ledger", owner_id=crew)
    made.task("Build", 15, "Ledger", after="Design", percent_complete=2_000)
    made.task("Review (rack and power)", 1, "Ledger")
    add_row(made.program, "assignment", {"task_id": install, "resource_id": crew, "work": 10 * DAY})
    add_row(made.program, "assignment", {"task_id": install, "resource_id": network, "work": 0})
    take_baseline(made.program, "Agreed")
    set_fields(made.program, "task", install, {"duration": 12 * DAY})
