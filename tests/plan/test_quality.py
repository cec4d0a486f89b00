"""The checks of schedule quality over a program's own rows, and their words."""

from __future__ import annotations

from datetime import date, datetime
from pathlib import Path

import pytest

from tpm_desktop.file.errors import EditError
from tpm_desktop.formats import Formats
from tpm_desktop.gestures.agreed_checks import set_limit, take_back, waive
from tpm_desktop.gestures.links import link
from tpm_desktop.gestures.outline import insert_project, insert_task
from tpm_desktop.gestures.records import add_row, remove_rows, set_fields
from tpm_desktop.model.quality import CheckLimit, Waiver
from tpm_desktop.plan import OpenProgram
from tpm_desktop.plan.quality import quality
from tpm_desktop.plan.quality_words import figure_text, findings, out_of, threshold_text
from tpm_desktop.planning.quality import CHECKS

START = datetime(2026, 1, 5, 8)
FORMATS = Formats("en_GB", currency="USD", year=2026)


@pytest.fixture
def program(tmp_path: Path):
    with OpenProgram.create(
        tmp_path / "p.tpm", name="Renewal", start=START, status_date=datetime(2026, 1, 9, 17)
    ) as opened:
        yield opened


@pytest.fixture
def sites(program):
    return insert_project(program, "Sites")


def told(program, check):
    return next(result for result in quality(program.plan.state) if result.check.id == check)


def found(program, check):
    return list(findings(told(program, check), program.plan.state, FORMATS))


def task(program, project, name, days=1.0, **fields):
    made = insert_task(program, parent=project, name=name, duration=round(days * 480))
    if fields:
        set_fields(program, "task", made, fields)
    return made


def test_owners_costs_and_resources_are_read_from_the_file(program, sites):
    buyer = add_row(program, "resource", {"name": "Buyer"})
    owned = task(program, sites, "Owned", owner_id=buyer)
    paid = task(program, sites, "Paid", fixed_cost=100_00)
    staffed = task(program, sites, "Staffed")
    add_row(program, "assignment", {"task_id": staffed, "resource_id": buyer})
    add_row(program, "assignment", {"task_id": owned})  # nobody yet
    assert [finding.id for finding in found(program, "R2")] == [paid, staffed]
    assert [finding.id for finding in found(program, "D10")] == [owned]


def test_overbooking_names_the_person_and_the_hours(program, sites):
    crew = add_row(program, "resource", {"name": "Crew"})
    steel = add_row(program, "resource", {"name": "Steel", "kind": "material"})
    for name in ("North", "South"):
        made = task(program, sites, name, 2, constraint="snet", constraint_date=datetime(2026, 1, 12, 8))
        add_row(program, "assignment", {"task_id": made, "resource_id": crew})
        add_row(program, "assignment", {"task_id": made, "resource_id": steel})
    assert [(f.what, f.amount, f.who) for f in found(program, "R1")] == [
        ("North", "16 h", "Crew"),
        ("South", "16 h", "Crew"),
    ]
    assert told(program, "R1").found.note == "16 h beyond capacity"


def test_a_day_off_of_a_person_is_no_work(program, sites):
    own = add_row(program, "calendar", {"name": "Her days"} | dict.fromkeys(
        ("monday", "tuesday", "wednesday", "thursday", "friday"), "08:00-12:00 13:00-17:00"))  # fmt: skip
    day = date(2026, 1, 14)
    add_row(program, "calendar_exception", {"calendar_id": own, "name": "Off", "first": day, "last": day})
    her = add_row(program, "resource", {"name": "Her", "calendar_id": own})
    made = task(program, sites, "Cut over", manual=True,
                manual_start=datetime(2026, 1, 12, 8), manual_finish=datetime(2026, 1, 16, 17))  # fmt: skip
    add_row(program, "assignment", {"task_id": made, "resource_id": her})
    assert [(f.what, f.amount, f.who) for f in found(program, "R4")] == [("Cut over", "1 d", "Her")]


def test_a_link_is_told_by_both_ends_and_leads_to_its_successor(program, sites):
    order, install = task(program, sites, "Order"), task(program, sites, "Install")
    made = link(program, order, install)
    set_fields(program, "link", made, {"lag": -480})
    (finding,) = found(program, "D2")
    assert (finding.table, finding.id, finding.task) == ("link", made, ("task", install))
    assert (finding.what, finding.amount, finding.project) == ("Order → Install", "FS−1 d", "Sites")


def test_a_project_without_tasks_leads_to_itself(program, sites):
    (finding,) = found(program, "W1")
    assert (finding.task, finding.what) == (("project", sites), "Sites")


def test_a_task_left_in_the_past_is_found(program, sites):
    made = task(program, sites, "Forgotten")
    assert [finding.id for finding in found(program, "D9a")] == [made]


def test_the_baseline_is_the_programs(program, sites):
    made = task(program, sites, "Install", 3)
    assert told(program, "B1").found.note == "no baseline"
    kept = add_row(program, "baseline", {"number": 0, "name": "Agreed", "taken": datetime(2026, 1, 5, 9)})
    values = {"start": START, "finish": datetime(2026, 1, 7, 17), "duration": 3 * 480}
    add_row(program, "baseline_task", {"baseline_id": kept, "task_id": made, **values})
    assert told(program, "D11").found.numerator == 1
    assert told(program, "B1").found.numerator == 0


def test_figures_and_thresholds_as_people_read_them(program, sites):
    made = [task(program, sites, f"T{n}", 60 if n == 2 else 1) for n in range(3)]
    link(program, made[0], made[1])
    words = {
        result.check.id: (
            figure_text(result, FORMATS), out_of(result, FORMATS), threshold_text(result.check, FORMATS)
        )
        for result in quality(program.plan.state)
    }  # fmt: skip
    assert words["D1"] == ("100.0 %", "3 of 3", "≤ 5 %")
    assert words["D2"] == ("0", "0 of 1", "0")
    assert words["D4"] == ("100.0 %", "1 of 1", "≥ 90 %")
    assert words["L10"] == ("0.333", "1 / 3", "1.5 to 4")
    assert words["D13"] == ("–", "", "≥ 0.95")
    assert words["C1"][2] == "5 to 25 %"
    assert words["C2"][2] == "–"
    assert words["G2"][2] == "100 %"


def test_every_check_has_words(program):
    for result in quality(program.plan.state):
        assert threshold_text(result.check, FORMATS)
        assert figure_text(result, FORMATS) == "–"
    assert len(CHECKS) == len(quality(program.plan.state))


def test_a_waiver_holds_until_its_last_day(program, sites):
    long = task(program, sites, "Cure concrete", 60)
    values = {"reason": "Takes as long as it takes", "until": date(2026, 1, 9)}
    (finding,) = found(program, "D8")
    waiver = waive(program, "D8", finding, values)
    assert told(program, "D8").found.numerator == 0
    (finding,) = found(program, "D8")
    assert (finding.id, finding.waived.reason, finding.waived.until) == (
        long,
        values["reason"],
        values["until"],
    )
    set_fields(program, "program", program.file.program.id, {"status_date": datetime(2026, 1, 12, 17)})
    assert told(program, "D8").found.numerator == 1
    assert found(program, "D8")[0].waived is None
    take_back(program, waiver)
    assert not program.file.rows(Waiver)


def test_a_waiver_goes_with_its_task(program, sites):
    long = task(program, sites, "Cure concrete", 60)
    waive(program, "D8", found(program, "D8")[0], {"reason": "Known", "until": date(2026, 2, 1)})
    remove_rows(program, "task", [long])
    assert not program.file.rows(Waiver)


def test_a_link_is_waived_for_one_check_only(program, sites):
    one, other = task(program, sites, "Order"), task(program, sites, "Install")
    link(program, one, other, lag=-8 * 480)
    (finding,) = found(program, "D2")
    waive(program, "D2", finding, {"reason": "Agreed with the supplier", "until": date(2026, 2, 1)})
    assert told(program, "D2").verdict == "holds"
    set_limit(program, "D2", {"most_count": 3})
    assert threshold_text(told(program, "D2").check, FORMATS) == "≤ 3"
    set_limit(program, "D2", {"most_count": 2})
    assert len(program.file.rows(CheckLimit)) == 1


@pytest.mark.parametrize(
    ("table", "values", "said"),
    [
        ("check_limit", {"check_key": "D99", "most_count": 1}, "no check is called 'D99'"),
        ("check_limit", {"check_key": "D2", "most_share": 500}, "give “findings at most”"),
        ("check_limit", {"check_key": "D1", "most_count": 5}, "give “at most”"),
        ("check_limit", {"check_key": "G2", "most_share": 5}, "rated from other checks"),
        ("waiver", {"check_key": "D13", "reason": "x", "until": date(2026, 2, 1)}, "where it is counted"),
    ],
)
def test_what_no_check_says_is_refused(program, table, values, said):
    with pytest.raises(EditError, match=said):
        add_row(program, table, values)
