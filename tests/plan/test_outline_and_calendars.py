"""The outline's numbers, and calendars with exceptions that come again."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from tpm_desktop.file.errors import EditError
from tpm_desktop.gestures import outline, records
from tpm_desktop.plan import OpenProgram, instant

START = datetime(2026, 1, 5, 8)


@pytest.fixture
def program(tmp_path: Path):
    with OpenProgram.create(tmp_path / "plan.tpm", start=START) as opened:
        yield opened


def test_wbs_codes_are_within_the_project_until_there_is_another(program):
    project = outline.insert_project(program, "Data centre")
    top = outline.insert_task(program, parent=project, name="Racks")
    outline.insert_task(program, parent=top, name="Order")
    assert program.plan.state.wbs == ["0", "1", "1.1"]
    outline.insert_project(program, "Ledger")
    assert program.plan.state.wbs == ["1", "1.1", "1.1.1", "2"]


def test_a_given_wbs_code_is_kept(program):
    project = outline.insert_project(program, "Data centre")
    outline.insert_task(program, parent=project, name="Racks", wbs="DC-01")
    assert program.plan.state.wbs[1] == "DC-01"


def test_an_outline_deeper_than_python_may_recurse(program):
    project = outline.insert_project(program, "Deep")
    with program.file.transaction("Deep") as edit:
        ids = [f"00000000-0000-7000-8000-{n:012}" for n in range(1500)]
        rows = [
            {"id": i, "project_id": project, "parent_id": above, "name": "Level"}
            for i, above in zip(ids, [None, *ids], strict=False)
        ]
        edit.add_all("task", rows)
    assert program.plan.state.outline.level.max() == 1500
    assert program.plan.finish(project) == datetime(2026, 1, 5, 17)


def test_tasks_that_are_part_of_each_other_are_refused(program):
    project = outline.insert_project(program, "Data centre")
    one = outline.insert_task(program, parent=project, name="One")
    other = outline.insert_task(program, parent=one, name="Other")
    with pytest.raises(EditError, match="part of each other"):
        records.set_fields(program, "task", one, {"parent_id": other})


def test_a_task_of_another_project_than_its_summary_is_refused(program):
    project, second = (outline.insert_project(program, name) for name in ("Data centre", "Ledger"))
    one = outline.insert_task(program, parent=project, name="One")
    other = outline.insert_task(program, parent=one, name="Other")
    with pytest.raises(EditError, match="component project of its summary"):
        records.set_fields(program, "task", other, {"project_id": second})


WINTER = {"first": date(2026, 1, 5), "last": date(2026, 1, 18)}
YEAR = {"first": date(2026, 1, 1), "last": date(2026, 12, 31)}
DECADE = {"first": date(2020, 1, 1), "last": date(2030, 1, 1)}


@pytest.mark.parametrize(
    ("recurrence", "finish"),
    [
        ({"recurrence": "every_day", "first": date(2026, 1, 6), "last": date(2026, 1, 7)}, "2026-01-13"),
        ({"recurrence": "daily", "interval": 2, **WINTER, "last": date(2026, 1, 9)}, "2026-01-14"),
        ({"recurrence": "daily", "occurrences": 1, **WINTER}, "2026-01-12"),
        ({"recurrence": "weekly", "weekdays": "2 3", **WINTER}, "2026-01-15"),
        ({"recurrence": "monthly_day", "month_day": 8, **YEAR}, "2026-01-12"),
        ({"recurrence": "monthly_position", "position": 2, "weekdays": "2", **YEAR}, "2026-01-09"),
        ({"recurrence": "yearly_day", "month": 1, "month_day": 7, **DECADE}, "2026-01-12"),
        (
            {"recurrence": "yearly_position", "month": 1, "position": 5, "weekdays": "5", **DECADE},
            "2026-01-09",
        ),
    ],
)
def test_days_off_that_come_again_push_a_week_of_work(program, recurrence, finish):
    project = outline.insert_project(program, "Data centre")
    outline.insert_task(program, parent=project, name="Week", duration=5 * 480)
    calendar = program.plan.state.inputs.tables["calendar"].ids[0]
    records.add_row(program, "calendar_exception", {"calendar_id": calendar, "name": "Off", **recurrence})
    assert f"{instant(int(program.plan.state.schedule.program_finish)):%Y-%m-%d}" == finish


def test_weekdays_that_are_none_are_refused(program):
    calendar = program.plan.state.inputs.tables["calendar"].ids[0]
    with pytest.raises(EditError, match="Monday"):
        records.add_row(
            program,
            "calendar_exception",
            {"calendar_id": calendar, "name": "Off", "first": date(2026, 1, 1), "last": date(2026, 2, 1),
             "recurrence": "weekly", "weekdays": "monday"},
        )  # fmt: skip


def test_calendars_in_a_ring_are_refused(program):
    standard = program.plan.state.inputs.tables["calendar"].ids[0]
    other = records.add_row(program, "calendar", {"name": "Other", "base_id": standard})
    with pytest.raises(EditError, match="derive from each other"):
        records.set_fields(program, "calendar", standard, {"base_id": other})
