"""Makes the sample program: tells its story into a new file, a transaction a step."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from tpm_desktop import paths
from tpm_desktop.file.author import Author
from tpm_desktop.file.edit import Edit
from tpm_desktop.file.scratch import ScratchFile
from tpm_desktop.gestures.attachments import read_document
from tpm_desktop.gestures.baselines import take_baseline
from tpm_desktop.gestures.budget_versions import approve_budget
from tpm_desktop.gestures.changes import keep_option
from tpm_desktop.gestures.following import following
from tpm_desktop.gestures.packs import Issue, issue_pack
from tpm_desktop.gestures.periods import close_period
from tpm_desktop.gestures.policy import pack_text, set_policy
from tpm_desktop.gestures.progress import record_progress
from tpm_desktop.gestures.simulating import keep_simulation
from tpm_desktop.gestures.task_rules import task_edits
from tpm_desktop.model.calendars import Calendar
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.simulation import run_simulation

from .amounts import actual_lines, forecast_lines, planned_lines
from .fields import DAY, Keys, end_of, fields
from .outline import assignment_rows, link_rows, split_rows, task_rows
from .telling import ProjectOutline, Row, Step, Told, read_sample


def create_demo(path: Path | str, author: Author | None = None) -> None:
    """Make a file with the sample program in it.

    Raises: `ProgramFileError` when the file exists or can't be written; then nothing is left of it.
    """
    told = read_sample(paths.resource("samples", "core_renewal"))
    with OpenProgram.create(path, author=author, **fields("program", told.program, Keys())) as program:
        try:
            narrator = _Narrator(program, told)
            for step in told.story:
                narrator.tell(step)
        except BaseException:
            program.close()
            Path(path).unlink()
            raise


class _Narrator:
    def __init__(self, program: OpenProgram, told: Told) -> None:
        self.program, self.told, self.keys = program, told, Keys()
        self.keys.learn("calendar", "standard", program.file.rows(Calendar)[0].id)
        self.keys.learn("program", "program", program.file.program.id)

    def tell(self, step: Step) -> None:
        """Do what a step says."""
        if step.progress:
            record_progress(self.program, end_of(step.progress))
        elif step.baseline:
            take_baseline(self.program, **step.baseline)
        elif step.approves:
            approve_budget(self.program, **fields("budget_version", step.approves, self.keys))
        elif step.proposes:
            self._propose(step.proposes)
        elif step.policy:
            self._agree(step.policy)
        elif step.closes:
            period = self.keys.id("reporting_period", step.closes["period"])
            close_period(self.program, period, anyway=True, closed_on=step.closes["closed_on"])
        elif step.simulates:
            asked = step.simulates
            outcome = run_simulation(self.program.plan.state, asked["runs"], asked["seed"])
            assert outcome is not None  # nobody stops it
            keep_simulation(self.program, outcome, asked["title"])
        elif step.issues:
            told = step.issues
            period = self.keys.id("reporting_period", told["period"])
            issue_pack(self.program, Issue(told["kind"], told["title"], told["at"], period_id=period))
        else:
            changed = self._changed(self.program, step.change)
            with self.program.file.transaction(step.label) as edit:
                self._write(step, edit)
                for (table, row_id), values in changed.items():
                    edit.set(table, row_id, **values)

    def _write(self, step: Step, edit: Edit) -> None:
        for table, rows in self.told.rows.get(step.name, {}).items():
            self._add(edit, table, rows)
        for outline in self.told.projects:
            if outline.step == step.name:
                self._plan(edit, outline)
            if step.crossing:
                edit.add_all("link", link_rows(outline, self.keys, crossing=True))
        budget = self.told.budget
        if budget.step == step.name:
            self._add(edit, "account", [plan.account for plan in budget.accounts])
            edit.add_all("budget_line", planned_lines(budget, self.keys))
        if step.actuals:
            edit.set_all("budget_line", list(actual_lines(budget, step.actuals, self.keys)))
        if step.forecast:
            edit.set_all("budget_line", list(forecast_lines(budget, step.forecast, self.keys)))

    def _plan(self, edit: Edit, outline: ProjectOutline) -> None:
        self._add(edit, "project", [outline.project])
        edit.add_all("task", list(task_rows(outline, self.keys)))
        edit.add_all("task_split", split_rows(outline, self.keys))
        edit.add_all("assignment", assignment_rows(outline, self.keys))
        edit.add_all("link", link_rows(outline, self.keys, crossing=False))

    def _add(self, edit: Edit, table: str, rows: Iterable[Row]) -> None:
        for row in rows:
            if table == "attachment":
                self._attach(edit, row)
                continue
            if "row_table" in row:
                row = {**row, "row_id": self.keys.id(row["row_table"], row["row"])}
            if "other_table" in row:
                row = {**row, "other_id": self.keys.id(row["other_table"], row["other"])}
            values: Mapping[str, Any] = fields(table, row, self.keys)
            if table == "decision":  # what was decided carries who did, and the plan that was known then
                _, (values,) = following(self.program, table, {}, [values])
            row_id = edit.add(table, **values)
            if "key" in row:
                self.keys.learn(table, row["key"], row_id)

    def _attach(self, edit: Edit, row: Row) -> None:
        document = read_document(self.told.folder / "documents" / row["document"], row.get("note"))
        where, by = self.keys.id(row["row_table"], row["row"]), self.program.file.author.name
        edit.attach(row["row_table"], where, document.name, document.content, by=by, note=document.note)

    def _agree(self, agreed: Row) -> None:
        """Take a ready policy with the program's own figures in it."""
        text = pack_text(agreed["pack"], self.program.file.program.currency)
        for usual, own in agreed["instead"]:
            if usual not in text:
                raise KeyError(usual)
            text = text.replace(usual, own, 1)
        set_policy(self.program, text)

    def _propose(self, proposed: Row) -> None:
        """Try edits out in a what-if copy, and keep them as an option."""
        with OpenProgram(ScratchFile(self.program.file)) as scratch:
            changed = self._changed(scratch, proposed["edits"])
            with scratch.file.transaction(proposed["title"]) as edit:
                for (table, row_id), values in changed.items():
                    edit.set(table, row_id, **values)
            assert isinstance(scratch.file, ScratchFile)
            changes = scratch.file.proposed
        keep_option(
            self.program, self.keys.id("change_request", proposed["change"]), proposed["title"], changes
        )

    def _changed(self, program: OpenProgram, changes: Iterable[Row]) -> dict[tuple[str, str], dict[str, Any]]:
        """What is to be set by table and row, with what follows from it for tasks."""
        found: dict[tuple[str, str], dict[str, Any]] = {}
        for change in changes:
            table, row_id = change["table"], self.keys.id(change["table"], change["key"])
            values = fields(table, change, self.keys)
            if table == "task":
                found |= task_edits(program, row_id, {**values, **_duration(change)})
            else:
                found[table, row_id] = values
        return found


def _duration(change: Mapping[str, Any]) -> dict[str, int]:
    return {"duration": change["days"] * DAY} if "days" in change else {}
