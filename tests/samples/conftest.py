"""The sample program, asked as a reader of its papers would ask."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import pytest

from tpm_desktop.gestures.records import set_fields
from tpm_desktop.model.finance import Account
from tpm_desktop.model.record import Record
from tpm_desktop.model.schedule import Task
from tpm_desktop.plan import OpenProgram, instant

R = TypeVar("R", bound=Record)
EUR, DAY = 100, 480


class Demo:
    """An open copy of the sample program; its rows are named by a part of their title."""

    status = datetime(2026, 10, 30, 17)

    def __init__(self, program: OpenProgram, folder: Path) -> None:
        self.program, self.file, self.plan = program, program.file, program.plan
        self._folder = folder

    @property
    def state(self):
        return self.plan.state

    def row(self, model: type[R], title: str) -> R:
        (found,) = [
            row for row in self.file.rows(model) if title in (getattr(row, "title", None) or row.name)
        ]
        return found

    def finish(self, name: str) -> datetime | None:
        return self.plan.finish(self.row(Task, name).id)

    def baseline_finish(self, name: str) -> datetime | None:
        row = self.plan.row(self.row(Task, name).id)
        return instant(int(self.state.baseline.finish[row]))

    def outlook(self, account: str) -> int:
        """Of a cost account at completion, in whole euros."""
        row = self.state.money.account_row[self.row(Account, account).id]
        return int(self.state.money.budget.accounts.outlook_at_completion[row]) // EUR

    @contextlib.contextmanager
    def tried(self, **days: int) -> Iterator[Demo]:
        """A copy in which tasks, with underscores for blanks, have other durations."""
        copy = self._folder / "tried.tpm"
        self.file.save_copy(copy)
        with OpenProgram.open(copy) as program:
            tried = Demo(program, self._folder)
            for name, duration in days.items():
                task = tried.row(Task, name.replace("_", " "))
                set_fields(program, "task", task.id, {"duration": duration * DAY})
            yield tried


@pytest.fixture(scope="session")
def demo(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Demo]:
    folder = tmp_path_factory.mktemp("demo")
    shutil.copy(sample_file, folder / "demo.tpm")
    with OpenProgram.open(folder / "demo.tpm") as program:
        yield Demo(program, folder)
