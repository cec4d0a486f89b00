"""Import: another program's file becomes a new program file, whole or not at all."""

from __future__ import annotations

import contextlib
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

from tpm_desktop.file.author import Author
from tpm_desktop.file.errors import EditError, ProgramFileError, named
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.model.catalogue import table_names
from tpm_desktop.plan import Plan

from .catalogue import importer_of
from .errors import ImportProblem
from .report import ImportReport
from .rows import Rows
from .source import read_source
from .steps import Progress, Steps


def import_file(
    source: Path | str,
    target: Path | str,
    *,
    projects_from_summaries: bool = False,
    author: Author | None = None,
    progress: Progress | None = None,
) -> ImportReport:
    """Make a program file of another program's file.

    Args: source: known by its content, not its name; target: the new `.tpm`, which must not exist yet;
    projects_from_summaries: every top-level summary task becomes a component project, else one project holds
    everything; progress: told how far it is, may stop it.
    Raises: `ImportProblem` in one line, or `ImportCancelled`; then the target is not there.
    """
    source, target, steps = Path(source), Path(target), Steps(progress)
    _refuse_existing(target)
    steps.reach(0.0, f"Opening {source.name}")
    content = read_source(source)
    importer = importer_of(content, source.name)
    report = ImportReport(source.name, importer.form)
    rows: Rows = importer.reader()(content, report, projects_from_summaries, steps)
    report.close(rows.counts())
    with _beside(target) as part:
        _write(part, rows, f"Import {source.name}", author, steps)
        _refuse_existing(target)
        part.replace(target)
    return report


def _refuse_existing(target: Path) -> None:
    if target.exists() or target.is_symlink():
        raise ImportProblem(f"{named(target)} exists already; choose another name, or move it away first")


@contextlib.contextmanager
def _beside(target: Path) -> Iterator[Path]:
    """A place for the new file in a folder of its own beside the target, which is gone afterwards."""
    try:
        folder = Path(tempfile.mkdtemp(prefix=".import-", dir=target.parent))
    except OSError as error:
        reason = (error.strerror or str(error)).lower()
        raise ImportProblem(f"{target.name} can't be written: {reason}; choose another folder") from None
    try:
        yield folder / target.name
    except EditError as error:
        raise ImportProblem(f"no program can be made of that file: {error}") from error
    except ProgramFileError as error:
        raise ImportProblem(str(error)) from error
    except OSError as error:
        raise ImportProblem(
            f"{target.name} can't be written: {(error.strerror or str(error)).lower()}"
        ) from error
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def _write(part: Path, rows: Rows, label: str, author: Author | None, steps: Steps) -> None:
    """The rows in one transaction; the calendar of a new file makes room for those imported."""
    first = {name: value for name, value in rows.program.items() if name != "calendar_id"}
    with ProgramFile.create(part, author=author, name=rows.program["name"]) as made:
        program = made.program
        with made.transaction(label) as edit:
            written, total = 0, sum(rows.counts().values()) or 1
            for table in table_names():
                steps.reach(0.6 + 0.35 * written / total, "Writing the program")
                edit.add_all(table, rows.of(table))
                written += len(rows.of(table))
            calendar = rows.program["calendar_id"]
            if calendar:
                edit.set("program", program.id, **first, calendar_id=calendar)
                edit.remove("calendar", str(program.calendar_id))
            else:
                edit.set("program", program.id, **first)
        steps.reach(0.95, "Scheduling")
        _refuse_unplannable(made)


def _refuse_unplannable(made: ProgramFile) -> None:
    """Raises: `EditError` for what can't be scheduled or counted, as nobody could open or print it either."""
    Plan(made).state.money  # noqa: B018  computed when it is asked for
