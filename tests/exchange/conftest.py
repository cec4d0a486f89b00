"""A document made a program in one call, with what a test asks of it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, TypeVar

import pytest

from tpm_desktop.exchange import ImportReport, NoteKind, import_file
from tpm_desktop.model.record import Record
from tpm_desktop.model.schedule import Task
from tpm_desktop.plan import OpenProgram

R = TypeVar("R", bound=Record)


class Imported:
    """A program that was just made of a document."""

    def __init__(self, opened: OpenProgram, report: ImportReport) -> None:
        self.opened = opened
        self.report = report
        self.program = opened.file.program
        self.adjusted = report.of(NoteKind.ADJUSTED)
        self.set_aside = report.of(NoteKind.SET_ASIDE)
        self.not_kept = report.of(NoteKind.NOT_KEPT)

    def rows(self, model: type[R], **equal: Any) -> list[R]:
        return self.opened.file.rows(model, **equal)

    def task(self, name: str) -> Task:
        (found,) = self.rows(Task, name=name)
        return found

    def start(self, name: str) -> str:
        return f"{self.opened.plan.start(self.task(name).id):%Y-%m-%d %H:%M}"

    def finish(self, name: str) -> str:
        return f"{self.opened.plan.finish(self.task(name).id):%Y-%m-%d %H:%M}"


class Workbench:
    """A folder in which documents are made programs."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._made: list[OpenProgram] = []

    def imported(self, source: str | bytes | Path, **options: Any) -> Imported:
        """Args: source: a document, as text or bytes, or the path of one; options: of the import."""
        number = len(self._made)
        target = self.folder / f"imported {number}.tpm"
        if not isinstance(source, Path):
            content = source.encode() if isinstance(source, str) else source
            source = self.folder / f"source {number}.xml"
            source.write_bytes(content)
        report = import_file(source, target, **options)
        self._made.append(OpenProgram.open(target))
        return Imported(self._made[-1], report)

    def close(self) -> None:
        for opened in self._made:
            opened.close()


@pytest.fixture
def imported(tmp_path: Path) -> Iterator[Callable[..., Imported]]:
    """Call it with a document to have it imported."""
    workbench = Workbench(tmp_path)
    yield workbench.imported
    workbench.close()
