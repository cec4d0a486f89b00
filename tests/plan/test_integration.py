"""Interfaces, tests and releases as the plan dates them: standing, readiness, rules, sent copies."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import date, datetime
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.all_rows import all_rows
from tests.plan.copies import edited, merged, row
from tpm_desktop.file.errors import EditError, ProgramFileError
from tpm_desktop.formats import Formats
from tpm_desktop.gestures.integration import Place, enter_results, record_defect
from tpm_desktop.gestures.links import link
from tpm_desktop.gestures.outline import insert_project, insert_task
from tpm_desktop.gestures.records import add_row, remove_rows, set_fields
from tpm_desktop.gestures.sending import choose, send_copy
from tpm_desktop.model.interfaces import INTERFACE_STEPS, IntegrationTest, InterfaceStatus, RunResult
from tpm_desktop.model.registers import Issue
from tpm_desktop.plan import OpenProgram, instant
from tpm_desktop.plan.integration import Standing, cut_overs, runs
from tpm_desktop.plan.integration_words import blocker_words, facts, headline, run_text
from tpm_desktop.plan.lights import Rag
from tpm_desktop.plan.quality import quality
from tpm_desktop.plan.quality_words import findings
from tpm_desktop.plan.readiness import Block, readiness
from tpm_desktop.plan.run_matrix import Column, run_matrix
from tpm_desktop.planning.columns import NONE

FORMATS = Formats("en_GB", currency="EUR", year=2026)
DAY = 480


class Landscape:
    """CRM gives orders to Sales, which goes live on Fri 26 June 2026.

    Build (10 d) is followed by System test (5 d, 15 to 19 June), that by Cut over (5 d) and Live.
    """

    def __init__(self, program: OpenProgram) -> None:
        self.program = program
        self.sales, self.crm = insert_project(program, "Sales"), insert_project(program, "CRM")
        self.build = self.task("Build", 10)
        self.test = self.task("System test", 5)
        self.cut_over = self.task("Cut over", 5)
        self.live = self.task("Live", 0, milestone=True, deadline=datetime(2026, 6, 26, 17))
        for before, after in (
            (self.build, self.test),
            (self.test, self.cut_over),
            (self.cut_over, self.live),
        ):
            link(program, before, after)
        self.release = self.add("release", name="First", milestone_id=self.live)
        self.system = self.add("system", name="Sales system", project_id=self.sales)
        self.other = self.add("system", name="CRM", project_id=self.crm)
        self.place = self.add("environment", name="Integration", state="available")
        self.cycle = self.add("test_cycle", name="SIT 1")
        self.owner = self.add("resource", name="Architect")
        self.orders = self.interface("Orders")

    def add(self, table, **values):
        return add_row(self.program, table, values)

    def set(self, table, row_id, **values):
        set_fields(self.program, table, row_id, values)

    def task(self, name, days, **fields):
        made = insert_task(self.program, parent=self.sales, name=name, duration=round(days * DAY))
        if fields:
            self.set("task", made, **fields)
        return made

    def interface(self, title, **values):
        known = {
            "from_system_id": self.other, "to_system_id": self.system, "owner_id": self.owner,
            "agreement": "Agreement of both", "release_id": self.release, "title": title,
        }  # fmt: skip
        return self.add("interface", **{**known, **values})

    def plan(self, interface=None, **values):
        known = {
            "interface_id": interface or self.orders, "environment_id": self.place, "cycle_id": self.cycle,
            "task_id": self.test,
        }  # fmt: skip
        return self.add("integration_test", **{**known, **values})

    @property
    def state(self):
        return self.program.plan.state

    @property
    def run(self):
        (found,) = runs(self.state)
        return found

    @property
    def ready(self):
        (found,) = readiness(self.state)
        return found

    def failing(self):
        found = {one.check.id: one for one in quality(self.state) if one.check.register}
        return {
            key: [(one.what, one.amount) for one in findings(result, self.state, FORMATS)]
            for key, result in found.items()
            if result.verdict == "fails"
        }


@pytest.fixture
def land(tmp_path: Path):
    with OpenProgram.create(tmp_path / "p.tpm", name="Renewal", start=datetime(2026, 6, 1, 8)) as opened:
        yield Landscape(opened)


def day(at: int) -> str:
    when = instant(at)
    return f"{when:%Y-%m-%d}" if when else ""


# Dates


def test_a_test_has_the_dates_of_its_task_and_follows_it(land):
    land.plan()
    assert (day(land.run.forecast), day(land.run.actual), day(land.run.planned)) == ("2026-06-19", "", "")
    assert land.run.standing is Standing.PLANNED
    land.set("task", land.build, duration=11 * DAY)
    assert day(land.run.forecast) == "2026-06-22"
    land.set("task", land.test, percent_complete=10_000)
    assert day(land.run.actual) == "2026-06-22"
    assert land.run.standing is Standing.OVERDUE  # done, and nobody said what came out


def test_the_cut_over_is_that_of_the_milestone_and_agreed_by_its_deadline(land):
    (found,) = cut_overs(land.state)
    assert (day(found.forecast), day(found.agreed), found.margin) == ("2026-06-26", "2026-06-26", 0)
    land.set("task", land.build, duration=12 * DAY)
    (found,) = cut_overs(land.state)
    assert (day(found.forecast), found.margin) == ("2026-06-30", -2 * DAY)
    land.set("release", land.release, cut_over=date(2026, 7, 3))
    assert cut_overs(land.state)[0].margin == 3 * DAY


def test_a_test_after_its_cut_over_is_late_by_working_days(land):
    land.plan(task_id=land.task("Late test", 24))  # 1 June to 2 July; live on 26 June
    assert (land.run.standing, land.run.late) == (Standing.LATE, 4 * DAY)
    assert run_text(land.state, land.run, FORMATS) == "4 d after the cut-over"
    land.set("integration_test", land.run.id, result="passed")
    assert (land.run.standing, land.run.late) == (Standing.PASSED, 0)


def test_a_test_whose_time_is_over_and_that_has_no_result_is_overdue(land):
    land.plan()
    land.set("program", land.program.file.program.id, status_date=datetime(2026, 6, 22, 17))
    assert land.run.standing is Standing.OVERDUE
    land.set("integration_test", land.run.id, result="blocked")
    assert land.run.standing is Standing.BLOCKED


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(days=st.integers(1, 40), result=st.sampled_from(list(RunResult)))
def test_what_passed_is_never_late_and_what_did_not_is_late_by_what_it_exceeds(land, days, result):
    known = next(iter(runs(land.state)), None)
    test = known.id if known else land.plan(task_id=land.task("Test", 1))
    (task,) = [row.task_id for row in land.program.file.rows(IntegrationTest)]
    land.set("task", task, duration=days * DAY)
    land.set("integration_test", test, result=result)
    late = max(0, days - 20) * DAY  # 26 June is the end of the 20th working day
    assert land.run.late == (0 if result is RunResult.PASSED else late)


# Readiness


def test_readiness_counts_interfaces_tests_and_defects(land):
    invoices = land.interface("Invoices", status="built")
    passed = land.plan(result="passed")
    failed = land.plan(invoices, result="failed")
    land.add("issue", title="Cut off", test_id=failed, severity=2)
    land.add("issue", title="Old", test_id=passed, severity=4, status="closed")
    found = land.ready
    assert [found.with_status(one) for one in InterfaceStatus] == [1, 1, 0, 0]
    assert (found.proven, found.run, found.with_result(RunResult.FAILED)) == (1, 2, 1)
    assert (len(found.defects), found.severe, found.rag) == (1, 0, Rag.RED)
    said = {fact.label: (fact.value, fact.note) for fact in facts(found, FORMATS)}
    assert said["Interfaces proven"] == ("1 of 2", "1 defined · 1 built · 0 tested · 0 live")
    assert said["Tests passed"] == ("1 of 2", "2 run · 1 failed · 0 blocked")
    assert said["Open defects"] == ("1", "0 of them severe")


def test_what_blocks_the_date_is_told_in_order_of_gravity(land):
    land.set("task", land.build, duration=12 * DAY)
    failed = land.plan(result="failed")
    land.add("issue", title="Cut off", test_id=failed, severity=4, due=date(2026, 6, 20))
    land.add("issue", title="Harmless", task_id=land.build, severity=2)
    told = blocker_words(land.state, land.ready, land.ready.blockers, FORMATS)
    assert [(one.kind, one.what, one.why) for one in told] == [
        ("Cut-over date", "REL-1 First", "the plan misses the agreed date by 2 d"),
        ("Test", "IF-1 Orders in Integration, SIT 1", "failed"),
        ("Issue", "I-1 Cut off", "critical"),
        ("Interface", "IF-1 Orders", "defined, 0 of 1 passed"),
        ("Unfinished task", "Build", "Sales"),
        ("Unfinished task", "System test", "Sales"),
        ("Unfinished task", "Cut over", "Sales"),
    ]
    assert headline(land.state, land.ready, FORMATS) == (
        "REL-1 First is planned to go live on 30 Jun 2026; 0 of 1 interface proven, 4 blockers."
    )


def test_only_unfinished_tasks_that_drive_the_date_block_it(land):
    land.plan(result="passed")
    land.set("interface", land.orders, status="built")
    land.set("interface", land.orders, status="tested")
    land.task("Something else", 2)
    land.set("task", land.build, percent_complete=10_000)
    assert [one.id for one in land.ready.blockers] == [land.test, land.cut_over]
    assert land.ready.rag is Rag.AMBER
    for task in (land.test, land.cut_over, land.live):
        land.set("task", task, percent_complete=10_000)
    assert (land.ready.blockers, land.ready.rag, land.ready.cut_over.done) == ((), Rag.GREEN, True)


def test_a_release_without_milestone_has_no_date(land):
    land.set("release", land.release, milestone_id=None)
    assert [one.block for one in land.ready.blockers] == [Block.DATE, Block.INTERFACE]
    assert land.ready.cut_over.at == NONE
    assert "without a date" in headline(land.state, land.ready, FORMATS)


# Findings


def test_health_names_what_is_the_matter_with_interfaces_and_tests(land):
    loose = land.interface("Loose", owner_id=None, status="live")
    land.plan(task_id=land.task("Late test", 24))
    retired = land.add("environment", name="Old hall", state="retired")
    land.plan(loose, environment_id=retired, task_id=None)
    assert land.failing() == {
        "IT1": [("IF-2 Loose", "")],
        "IT2": [("IF-1 Orders: Integration, SIT 1", "4 d")],
        "IT3": [("IF-2 Loose", "")],
        "IT4": [("IF-2 Loose: Old hall, SIT 1", "")],
        "IT5": [("IF-2 Loose: Old hall, SIT 1", "")],
    }
    for test in runs(land.state):
        land.set("integration_test", test.id, result="passed")
    land.set("interface", loose, owner_id=land.owner)
    assert land.failing() == {}


def test_a_test_of_a_deleted_environment_stays_and_is_found(land):
    land.plan()
    remove_rows(land.program, "environment", [land.place])
    assert land.failing() == {"IT4": [("IF-1 Orders: no environment, SIT 1", "")]}
    assert Block.TEST in [one.block for one in land.ready.blockers]


def test_findings_of_registers_are_not_waived_one_by_one(land):
    with pytest.raises(EditError, match="IT1"):
        land.add("waiver", check_key="IT1", reason="Known", task_id=land.build, until=date(2026, 12, 1))


# Rules


def test_a_status_goes_step_by_step(land):
    with pytest.raises(EditError, match="is defined, so it can't become live: it can become built"):
        land.set("interface", land.orders, status="live")
    for status in ("built", "tested", "live", "built"):
        land.set("interface", land.orders, status=status)
    assert set(INTERFACE_STEPS) == set(InterfaceStatus)


def test_an_interface_is_between_two_systems(land):
    with pytest.raises(EditError, match="between two"):
        land.set("interface", land.orders, from_system_id=land.system)
    with pytest.raises(EditError, match="between two"):
        land.interface("Loop", from_system_id=land.system)


def test_an_interface_is_tested_once_in_a_place(land):
    land.plan()
    with pytest.raises(EditError, match="already as IT-1"):
        land.plan()
    land.plan(cycle_id=None)
    land.plan(cycle_id=None)  # nobody said which cycles these are


def test_results_of_several_cells_are_one_step_and_new_tests_take_the_task_of_the_others(land):
    invoices = land.interface("Invoices")
    known = land.plan()
    place = Place(land.orders, land.place, land.cycle, known)
    count = len(land.program.file.journal.records())
    (made,) = enter_results(land.program, [place, Place(invoices, land.place, land.cycle)], RunResult.PASSED)
    assert len(land.program.file.journal.records()) == count + 1
    test = land.program.file.row(IntegrationTest, made)
    assert (test.task_id, test.result) == (land.test, RunResult.PASSED)
    assert {run.standing for run in runs(land.state)} == {Standing.PASSED}
    land.program.file.undo()
    assert [run.standing for run in runs(land.state)] == [Standing.PLANNED]


def test_a_defect_is_an_issue_with_the_task_of_its_test(land):
    made = land.program.file.row(Issue, record_defect(land.program, land.plan(result="failed")))
    assert (made.title, made.task_id, made.project_id) == ("Defect 1 of IF-1 Orders", land.test, land.sales)
    assert land.ready.severe == 1


def test_the_matrix_has_the_columns_that_are_used_or_all(land):
    other = land.add("test_cycle", name="SIT 2")
    land.add("environment", name="Old hall", state="retired")
    state = land.state
    assert len(run_matrix(state).columns) == 2  # nothing is tested yet: all that can be
    land.plan(cycle_id=other)
    assert run_matrix(land.state).columns == (Column(0, 1),)
    assert len(run_matrix(land.state, whole=True).columns) == 2
    land.set("test_cycle", other, release_id=land.add("release", name="Second"))
    assert len(run_matrix(land.state, whole=True).columns) == 2  # it is used, though of another release
    land.set("integration_test", runs(land.state)[0].id, cycle_id=land.cycle)
    assert run_matrix(land.state, whole=True).columns == (Column(0, 0),)
    land.set("integration_test", runs(land.state)[0].id, cycle_id=other)
    remove_rows(land.program, "environment", [land.place])
    assert run_matrix(land.state).columns == (Column(-1, 1),)


# Copies and hostile files


@pytest.fixture
def part(land, tmp_path):
    """A copy of the project CRM; the rest of the landscape is Sales'."""
    land.set("system", land.system, notes="Hush: sells badly", owner_id=land.owner)
    secret = land.add("system", name="Hush system", project_id=land.sales)
    land.interface("Hush data", from_system_id=land.system, to_system_id=secret)
    land.plan()
    path = Path(land.program.file.path)
    send_copy(land.program, tmp_path / "part.tpm", choose((land.crm,), rates=True, history=False))
    land.program.close()
    return path, tmp_path / "part.tpm"


def test_a_copy_of_a_project_holds_its_interfaces_and_what_they_need(land, part):
    found = all_rows(part[1])
    assert [one["title"] for one in found["interface"].values()] == ["Orders"]
    assert len(found["integration_test"]) == len(found["environment"]) == len(found["test_cycle"]) == 1
    systems = {one["name"]: one for one in found["system"].values()}
    assert set(systems) == {"CRM", "Sales system"}
    assert (systems["Sales system"]["notes"], systems["Sales system"]["owner_id"]) == (None, None)
    assert b"Hush" not in part[1].read_bytes()
    with OpenProgram.open(part[1], read_only=True) as copy:
        (run,), (cut_over,) = runs(copy.plan.state), cut_overs(copy.plan.state)
        assert (day(run.forecast), day(cut_over.forecast)) == ("2026-06-19", "2026-06-26")


def test_what_is_edited_in_the_copy_comes_back_and_only_that(land, part):
    path, copy = part
    (test,), (system,) = (
        [i for i, one in all_rows(copy)[table].items() if wanted(table, one)]
        for table in ("integration_test", "system")
    )
    edited(copy, lambda edit: edit.set("integration_test", test, result="failed"))
    back = merged(path, copy, "back")
    assert row(back, "integration_test", test)["result"] == "failed"
    assert row(back, "system", system)["notes"] == "Hush: sells badly"


def wanted(table, one):
    return table == "integration_test" or one["name"] == "Sales system"


@pytest.mark.parametrize(
    ("table", "field", "value"),
    [
        ("interface", "status", "shipped"),
        ("interface", "agreed_on", "yesterday"),
        ("integration_test", "result", ""),
        ("integration_test", "cycle_id", "nowhere"),
        ("environment", "name", "x" * 2_000),
        ("release", "milestone_id", "nowhere"),
        ("system", "name", "a\x00b"),
    ],
)
def test_a_file_with_values_that_can_not_be_is_not_opened(land, table, field, value):
    land.plan()
    path = land.program.file.path
    land.program.close()
    with closing(sqlite3.connect(path)) as db:
        db.execute(f'UPDATE "{table}" SET "{field}" = ?', [value])
        db.commit()
    with pytest.raises(ProgramFileError):
        OpenProgram.open(path)


def test_a_file_that_holds_two_tests_in_a_place_and_a_loop_opens(land):
    first, second = land.plan(), land.plan(cycle_id=None)
    path, system, cycle = land.program.file.path, land.system, land.cycle
    land.program.close()
    with OpenProgram.open(path) as program, program.file.transaction("As from elsewhere") as edit:
        edit.set("integration_test", second, cycle_id=cycle)
        edit.set("interface", land.orders, from_system_id=system)
    with OpenProgram.open(path, read_only=True) as program:
        matrix = run_matrix(program.plan.state)
        assert [run.id for run in matrix.runs(0, 0)] == [first, second]
        assert readiness(program.plan.state)[0].interfaces[0].tests == 2
