"""Fields of tasks as MS Project writes them, and what they become."""

from __future__ import annotations

from datetime import datetime

import pytest

from tests.exchange.documents import document, link, task
from tpm_desktop.model.program import OutOfSequence, Project, ScheduleFrom
from tpm_desktop.model.schedule import Constraint, Task, TaskType


def test_the_projects_properties_are_the_programs(imported):
    made = imported(
        document(
            task(1),
            FYStartDate=7,
            CriticalSlackLimit=2,
            StatusDate="2026-02-27T17:00:00",
            HonorConstraints=0,
            MultipleCriticalPaths=1,
            MinutesPerDay=450,
        )
    )
    program = made.program
    assert program.name == "Network renewal"
    assert program.start == datetime(2026, 1, 5, 8)
    assert program.schedule_from is ScheduleFrom.START
    assert program.finish is None
    assert program.status_date == datetime(2026, 2, 27, 17)
    assert program.currency == "EUR"
    assert program.fiscal_year_start == 7
    assert program.minutes_per_day == 450
    assert program.critical_slack == 900
    assert not program.honour_constraints
    assert program.multiple_critical_paths


def test_a_program_scheduled_from_its_finish(imported):
    made = imported(document(task(1), ScheduleFromStart=0, FinishDate="2026-01-16T17:00:00"))
    assert made.program.schedule_from is ScheduleFrom.FINISH
    assert made.program.finish == datetime(2026, 1, 16, 17)


def test_a_count_of_zero_is_none_at_all(imported):
    made = imported(document(task(1), DaysPerMonth=0, MinutesPerWeek=0))
    assert (made.program.days_per_month, made.program.minutes_per_week) == (20, 2400)


@pytest.mark.parametrize(
    ("properties", "summary", "name"),
    [
        ({"Title": "Renewal", "Name": "file.xml"}, "Whole", "Renewal"),
        ({"Title": None, "Name": r"C:\plans\Renewal 2026.xml"}, None, "Renewal 2026"),
        ({"Title": None}, "Whole", "Whole"),
        ({"Title": None}, None, "source 0"),
    ],
)
def test_the_program_is_named_by_the_first_of_what_there_is(imported, properties, summary, name):
    whole = [task(0, summary, level=0)] if summary else []
    made = imported(document(*whole, task(1), **properties))
    assert made.program.name == name
    assert [project.name for project in made.rows(Project)] == [name]


def test_the_outline_follows_the_levels(imported):
    made = imported(
        document(
            task(0, "Whole", level=0, Notes="About it all"),
            task(1, "Phase", level=1),
            task(2, "Step", level=2),
            task(3, "Part", level=4),
            task(4, "", level=0, IsNull=1),
            task(5, "Next step", level=2),
            task(6, "Close", level=1),
        )
    )
    tasks = {row.name: row for row in made.rows(Task)}
    assert list(tasks) == ["Phase", "Step", "Part", "Next step", "Close"]
    parents = {
        name: next((n for n, t in tasks.items() if t.id == row.parent_id), None)
        for name, row in tasks.items()
    }
    assert parents == {"Phase": None, "Step": "Phase", "Part": "Step", "Next step": "Phase", "Close": None}
    assert made.rows(Project)[0].notes == "About it all"


def test_a_wbs_code_is_kept_only_when_it_is_not_the_place_in_the_outline(imported):
    made = imported(
        document(
            task(1, "Phase", WBS="1", OutlineNumber="1"),
            task(2, "Step", level=2, WBS="NET.07", OutlineNumber="1.1"),
            task(3, "Other", level=2, WBS="1.2"),
        )
    )
    assert [row.wbs for row in made.rows(Task)] == [None, "NET.07", None]


@pytest.mark.parametrize(
    ("duration", "number", "minutes", "elapsed", "estimated"),
    [
        ("PT40H0M0S", 7, 2400, False, False),
        ("PT72H0M0S", 8, 4320, True, False),
        ("PT8H0M0S", 39, 480, False, True),
        ("PT24H0M0S", 40, 1440, True, True),
        ("PT1H11M34S", 5, 72, False, False),
        ("PT0.5H0M0S", 5, 30, False, False),
        ("P1DT2H", 7, 1560, False, False),
        ("PT0H0M0S", 53, 0, False, True),
    ],
)
def test_durations(imported, duration, number, minutes, elapsed, estimated):
    made = imported(document(task(1, Duration=duration, DurationFormat=number)))
    row = made.task("Work")
    assert (row.duration, row.elapsed, row.estimated) == (minutes, elapsed, estimated)


@pytest.mark.parametrize("duration", ["-PT8H0M0S", "PT99999999999H0M0S", "P1Y", "soon", None])
def test_a_duration_that_makes_no_sense_is_an_estimated_day(imported, duration):
    made = imported(document(task(1, "Install", Duration=duration)))
    row = made.task("Install")
    assert (row.duration, row.elapsed, row.estimated) == (480, False, True)
    assert any("Install" in text and "one day" in text for text in made.adjusted)


def test_a_milestone_may_last(imported):
    made = imported(
        document(task(1, "Handover", Milestone=1, hours=16), task(2, "Done", Milestone=1, Duration=None))
    )
    assert (made.task("Handover").milestone, made.task("Handover").duration) == (True, 960)
    assert (made.task("Done").milestone, made.task("Done").duration) == (True, 0)


@pytest.mark.parametrize(("number", "constraint"), list(enumerate(Constraint)))
def test_constraints(imported, number, constraint):
    made = imported(document(task(1, ConstraintType=number, ConstraintDate="2026-01-12T08:00:00")))
    row = made.task("Work")
    dated = constraint not in (Constraint.ASAP, Constraint.ALAP)
    assert row.constraint is constraint
    assert row.constraint_date == (datetime(2026, 1, 12, 8) if dated else None)


@pytest.mark.parametrize("date", [None, "9999-12-31T23:59:59", "NA", "whenever"])
def test_a_constraint_without_a_date_that_can_be_planned_is_dropped(imported, date):
    made = imported(document(task(1, "Install", ConstraintType=4, ConstraintDate=date)))
    assert made.task("Install").constraint is Constraint.ASAP
    assert any("Install" in text and "Start no earlier than" in text for text in made.adjusted)


def test_progress(imported):
    made = imported(
        document(
            task(
                1,
                "Begun",
                PercentComplete=25,
                ActualStart="2026-01-06T08:00:00",
                Stop="2026-01-06T10:00:00",
                Resume="2026-01-08T08:00:00",
            ),
            task(
                2,
                "Finished",
                PercentComplete=100,
                ActualStart="2026-01-05T08:00:00",
                ActualFinish="2026-01-06T12:00:00",
                Stop="2026-01-06T12:00:00",
            ),
            task(
                3,
                "Finished without saying when",
                PercentComplete=100,
                Start="2026-01-07T08:00:00",
                Finish="2026-01-07T17:00:00",
            ),
            task(
                4,
                "Not begun",
                PercentComplete=0,
                ActualFinish="2026-01-05T17:00:00",
                Stop="2026-01-05T17:00:00",
            ),
        )
    )
    begun = made.task("Begun")
    assert (begun.percent_complete, begun.actual_start) == (2500, datetime(2026, 1, 6, 8))
    assert (begun.stop, begun.resume) == (datetime(2026, 1, 6, 10), datetime(2026, 1, 8, 8))
    finished = made.task("Finished")
    assert (finished.percent_complete, finished.actual_finish) == (10_000, datetime(2026, 1, 6, 12))
    assert finished.stop is None
    assumed = made.task("Finished without saying when")
    assert (assumed.actual_start, assumed.actual_finish) == (
        datetime(2026, 1, 7, 8),
        datetime(2026, 1, 7, 17),
    )
    untouched = made.task("Not begun")
    assert (untouched.actual_start, untouched.actual_finish, untouched.stop) == (None, None, None)


def test_a_summary_has_no_progress_of_its_own(imported):
    made = imported(
        document(
            task(1, "Phase", PercentComplete=50, ActualStart="2026-01-05T08:00:00"), task(2, "Step", level=2)
        )
    )
    assert (made.task("Phase").percent_complete, made.task("Phase").actual_start) == (0, None)


def test_what_stands_beside_the_dates(imported):
    made = imported(
        document(
            task(
                1,
                Type=2,
                EffortDriven=1,
                FixedCost="12345.00",
                Priority=900,
                LevelingDelay=14400,
                Active=0,
                Deadline="2026-03-02T17:00:00",
                Notes="First line\nsecond line",
                IgnoreResourceCalendar=1,
            )
        )
    )
    row = made.task("Work")
    assert row.type is TaskType.FIXED_WORK
    assert row.effort_driven
    assert row.fixed_cost == 12_345
    assert row.priority == 900
    assert row.levelling_delay == 1440
    assert not row.active
    assert row.deadline == datetime(2026, 3, 2, 17)
    assert row.notes == "First line\nsecond line"
    assert row.ignore_resource_calendars
    assert row.uid == 1


def test_a_manual_task_keeps_its_dates(imported):
    dates = {"ManualStart": "2026-01-07T08:00:00", "ManualFinish": "2026-01-08T17:00:00"}
    made = imported(
        document(task(1, "Plan", hours=40), task(2, "Fixed", link(1), Manual=1, hours=16, **dates))
    )
    assert (made.start("Fixed"), made.finish("Fixed")) == ("2026-01-07 08:00", "2026-01-08 17:00")


def test_an_inserted_project_stands_for_its_dates(imported):
    dates = {"Start": "2026-01-12T08:00:00", "Finish": "2026-01-13T17:00:00"}
    made = imported(document(task(1, "Other plan", IsSubproject=1, SubprojectName=r"C:\other.mpp", **dates)))
    assert made.task("Other plan").manual
    assert (made.start("Other plan"), made.finish("Other plan")) == ("2026-01-12 08:00", "2026-01-13 17:00")
    assert any(r"C:\other.mpp" in text for text in made.adjusted)


def test_dates_that_only_fill_a_place_are_none(imported):
    nothing = "2000-01-01T00:00:00"
    made = imported(
        document(task(1, Deadline=nothing, ActualStart=nothing, ActualFinish=nothing, Stop=nothing))
    )
    row = made.task("Work")
    assert (row.deadline, row.actual_start, row.actual_finish, row.stop) == (None, None, None, None)


def test_names_are_clean_and_fit(imported):
    made = imported(
        document(
            task(1, "=cmd|calc!A1"),
            task(2, "x" * 5_000),
            task(3, "   "),
            task(4, "two\nlines\tand   spaces"),
            task(5, "<b>bold</b> & more"),
        )
    )
    names = [row.name for row in made.rows(Task)]
    assert names[0] == "=cmd|calc!A1"
    assert names[1] == "x" * 999 + "…"
    assert names[2:] == ["Task without name", "two lines and spaces", "<b>bold</b> & more"]
    assert any("5,000" in text and len(text) < 200 for text in made.adjusted)


def test_a_manual_task_keeps_words_that_stand_for_dates(imported):
    made = imported(
        document(
            task(
                1,
                "Move",
                Manual=1,
                StartText="after Easter",
                DurationText="some days",
                Start="2026-01-05T08:00:00",
            )
        )
    )
    (found,) = made.opened.file.rows(Task)
    assert (found.start_text, found.duration_text, found.finish_text) == ("after Easter", "some days", None)
    assert found.manual_start is None


def test_a_plan_whose_begun_tasks_may_not_be_split_lets_progress_override_links(imported):
    for splits, kept in (("0", OutOfSequence.PROGRESS_OVERRIDE), ("1", OutOfSequence.RETAINED_LOGIC)):
        made = imported(document(task(1, "A"), SplitsInProgressTasks=splits))
        assert made.opened.file.program.out_of_sequence is kept
