"""Computed dates, the journal, undo and redo."""

from __future__ import annotations

FIELDS = {
    "id", "uid", "wbs", "name", "summary", "milestone", "start", "finish", "early_start", "early_finish",
    "late_start", "late_finish", "duration", "total_slack", "free_slack", "critical",
}  # fmt: skip


def test_the_schedule_of_every_task(run, plan):
    tasks = run("schedule", plan, "--json").json
    assert set(tasks[0]) >= FIELDS
    assert [(task["name"], task["start"], task["finish"]) for task in tasks] == [
        ("Order", "2026-01-05T08:00", "2026-01-06T17:00"),
        ("Install", "2026-01-07T08:00", "2026-01-09T17:00"),
        ("Test", "2026-01-12T08:00", "2026-01-12T12:00"),
    ]
    assert all(task["critical"] and task["total_slack"] == 0 for task in tasks)


def test_the_schedule_for_people_has_no_raw_values(run, plan):
    said = run("schedule", plan).out
    assert "Install" in said
    assert "3 d" in said
    assert "2026-01" not in said


def test_a_link_that_closes_a_ring_is_refused_naming_it(run, plan):
    said = run("add", plan, "link", "predecessor_id=Test", "successor_id=Order").problem
    assert all(name in said for name in ("Order", "Install", "Test"))
    assert len(run("list", plan, "link", "--json").json) == 2


def test_what_was_done_is_undone_and_done_again(run, plan):
    run("set", plan, "task", "Order", "duration=5d")
    assert run("schedule", plan, "--json").json[2]["finish"] == "2026-01-15T12:00"
    assert run("undo", plan).out == "Undone: Set duration of “Order”\n"
    assert run("schedule", plan, "--json").json[2]["finish"] == "2026-01-12T12:00"
    assert run("redo", plan).out == "Done again: Set duration of “Order”\n"
    assert "nothing to redo" in run("redo", plan).problem
    labels = [record["label"] for record in run("log", plan, "--json").json]
    assert labels[:3] == [
        "Redo: Set duration of “Order”",
        "Undo: Set duration of “Order”",
        "Set duration of “Order”",
    ]
    assert labels[-1] == "Create program"
    assert "Set duration of “Order”" in run("log", plan).out


def test_a_new_program_has_nothing_to_undo(run, tmp_path):
    path = tmp_path / "new.tpm"
    run("new", path)
    assert "nothing to undo" in run("undo", path).problem
    assert "exists already" in run("new", path).problem
    assert run("schedule", path, "--json").json == []


def test_a_file_that_is_none_is_told_in_one_line(run, tmp_path):
    text = tmp_path / "notes.tpm"
    text.write_text("not a program")
    assert "not a program file" in run("schedule", text, "--json").problem
    assert "does not exist" in run("log", tmp_path / "missing.tpm").problem


def test_holidays_of_a_state_are_added_once(run, plan):
    asked = (
        "holidays",
        plan,
        "Standard",
        "--country",
        "DE",
        "--state",
        "BY",
        "--from",
        "2026",
        "--to",
        "2027",
    )
    assert run(*asked).out == "24 days off added to Standard, 2026 to 2027\n"
    assert run(*asked).out == "No day added to Standard: the calendar has all 24 days off already\n"
    assert run(*asked, "--json").json == []
    assert "has no part" in run("holidays", plan, "Standard", "--country", "DE", "--state", "XX").problem
    assert "no calendar is called" in run("holidays", plan, "Nights", "--country", "DE").problem


def test_work_and_progress_are_set_and_shown_like_any_field(run, plan):
    run("add", plan, "resource", "name=Ann")
    run("add", plan, "assignment", "task_id=Order", "resource_id=Ann", "units=50%")
    assert run("set", plan, "task", "Order", "work=16h").code == 0
    assert run("set", plan, "task", "Order", "actual_duration=1d").code == 0
    (order, *_) = run("schedule", plan, "--json").json
    assert (order["work"], order["duration"], order["percent_complete"]) == (960, 1920, 2500)
    assert (order["actual_work"], order["remaining_duration"]) == (240, 1440)


def test_every_constraint_deadline_and_choice_of_the_program_is_set_by_its_words_or_its_key(run, plan):
    def dates(name):
        (found,) = [task for task in run("schedule", plan, "--json").json if task["name"] == name]
        return found["start"], found["finish"], found["total_slack"]

    run("set", plan, "task", "Install", "constraint=mso", "constraint_date=2026-01-12T08:00")
    assert dates("Install")[0] == "2026-01-12T08:00"
    run("set", plan, "task", "Install", "constraint=Finish no earlier than", "constraint_date=16 Jan 2026")
    assert dates("Install")[1] == "2026-01-16T17:00"
    run("set", plan, "task", "Install", "constraint=fnlt", "constraint_date=2026-01-07")
    assert dates("Install")[0] == "2026-01-05T08:00"
    run("set", plan, "program", "program", "honour_constraints=no")
    assert dates("Install")[2] == -960
    run("set", plan, "task", "Install", "constraint=asap")
    run("set", plan, "task", "Test", "deadline=9 Jan 2026")
    assert dates("Test")[2] < 0
    run("set", plan, "project", "P-1", "start=2026-02-02")
    assert dates("Order")[0] == "2026-02-02T08:00"
    run("set", plan, "program", "program", "schedule_from=finish", "finish=2026-03-31")
    for name in ("Order", "Install", "Test"):
        run("set", plan, "task", name, "constraint=alap", "deadline=")
    assert dates("Test")[1] == "2026-03-31T17:00"
