"""What is said of the program or a project in a period: begun from the last one, kept by one edit."""

from __future__ import annotations

from dataclasses import dataclass

from tpm_desktop.file.errors import EditError
from tpm_desktop.file.program_file import ProgramFile
from tpm_desktop.model.periods import ReportingPeriod, StatusReport
from tpm_desktop.plan import OpenProgram

from .records import add_row, set_fields

PARTS = ("headline", "done", "ahead", "help_needed")


@dataclass(frozen=True, slots=True)
class Narrative:
    """What is said. begun_from: the period that these words are of as a start, "" where they are its own."""

    headline: str = ""
    done: str = ""
    ahead: str = ""
    help_needed: str = ""
    begun_from: str = ""


def narrative_of(file: ProgramFile, period_id: str, project_id: str | None) -> Narrative:
    """What is said in a period, else what was said in the newest one before it. None: of the program."""
    periods = {row.id: row for row in file.rows(ReportingPeriod)}
    reports = {row.period_id: row for row in file.rows(StatusReport) if row.project_id == project_id}
    if period_id in reports:
        return _said(reports[period_id])
    finish = periods[period_id].finish
    earlier = [one for one in periods.values() if one.finish < finish and one.id in reports]
    if not earlier:
        return Narrative()
    last = max(earlier, key=lambda one: (one.finish, one.id))
    return _said(reports[last.id], last.title)


def _said(report: StatusReport, begun_from: str = "") -> Narrative:
    said = {name: getattr(report, name) or "" for name in PARTS}
    return Narrative(**said, begun_from=begun_from)


def keep_narrative(
    program: OpenProgram, period_id: str, project_id: str | None, said: dict[str, str]
) -> None:
    """Keep what is said of the program or a project in a period. Args: said: by the names of `PARTS`.

    Raises: `EditError` without a headline; `ProgramFileError`.
    """
    values = {name: said[name].strip() or None for name in PARTS}
    if values["headline"] is None:
        raise EditError("write the headline: how it stands, in one sentence")
    rows = program.file.rows(StatusReport, period_id=period_id)
    there = next((row for row in rows if row.project_id == project_id), None)
    if there is None:
        add_row(program, "status_report", {"period_id": period_id, "project_id": project_id, **values})
        return
    edited = {name: value for name, value in values.items() if (getattr(there, name) or None) != value}
    if edited:
        set_fields(program, "status_report", there.id, edited)
