"""What is written for MS Project: its order, its numbers, and files that are whole or as they were."""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree

import pytest

from tests.exchange.documents import assignment, calendar, document, element, exception, link, resource, task
from tpm_desktop.exchange import ExportProblem, export_file
from tpm_desktop.exchange.mspdi import schema
from tpm_desktop.model.program import Project
from tpm_desktop.model.resources import Resource, ResourceRate
from tpm_desktop.model.schedule import Link, Task

NS = "{http://schemas.microsoft.com/project}"


@pytest.fixture
def written(imported, tmp_path):
    """Import a document, export it, and read that back as elements."""

    def write(text: str, **options: object) -> ElementTree.Element:
        made = imported(text, **options)
        export_file(made.opened.file, made.opened.plan, tmp_path / "out.xml")
        return ElementTree.parse(tmp_path / "out.xml").getroot()

    return write


def parts(found: ElementTree.Element) -> dict[str, str | None]:
    return {child.tag.removeprefix(NS): child.text for child in found}


def tasks(root: ElementTree.Element) -> dict[str | None, dict[str, str | None]]:
    return {parts(found)["Name"]: parts(found) for found in root.iter(f"{NS}Task")}


def test_a_task_as_ms_project_knows_it(written):
    root = written(
        document(
            task(1, "Phase"),
            task(2, "Plan", level=2, hours=16, FixedCost=10000, Priority=700, Notes="Ask & agree"),
            task(
                3, "Build", link(2, LinkLag=4800, LagFormat=7), level=2, DurationFormat=39, PercentComplete=0
            ),
        )
    )
    found = tasks(root)
    plan, build, phase = found["Plan"], found["Build"], found["Phase"]
    assert (plan["UID"], plan["ID"], plan["OutlineNumber"], plan["WBS"], plan["OutlineLevel"]) == (
        "2",
        "2",
        "1.1",
        "1.1",
        "2",
    )
    assert (plan["Start"], plan["Finish"]) == ("2026-01-05T08:00:00", "2026-01-06T17:00:00")
    assert (plan["Duration"], plan["DurationFormat"], plan["Priority"]) == ("PT16H0M0S", "7", "700")
    assert (plan["FixedCost"], plan["Cost"], plan["Notes"]) == ("10000", "10000", "Ask & agree")
    assert (build["Start"], build["DurationFormat"], build["Estimated"]) == ("2026-01-08T08:00:00", "39", "1")
    assert (phase["Summary"], phase["Duration"], phase["Cost"]) == ("1", "PT32H0M0S", "10000")
    assert (build["Critical"], build["TotalSlack"]) == ("1", "0")
    (drawn,) = root.iter(f"{NS}PredecessorLink")
    assert parts(drawn) == {
        "PredecessorUID": "2",
        "Type": "1",
        "CrossProject": "0",
        "LinkLag": "4800",
        "LagFormat": "7",
    }


def test_component_projects_are_top_level_summaries(written, imported, tmp_path):
    text = document(
        task(1, "Cabling", ConstraintType=4, ConstraintDate="2026-01-12T08:00:00"),
        task(2, "Pull", level=2),
        task(3, "Servers"),
        task(4, "Rack", link(2), level=2),
    )
    found = tasks(written(text, projects_from_summaries=True))
    assert list(found) == ["Network renewal", "Cabling", "Pull", "Servers", "Rack"]
    assert [found[name]["OutlineLevel"] for name in found] == ["0", "1", "2", "1", "2"]
    assert [found[name]["OutlineNumber"] for name in found] == ["0", "1", "1.1", "2", "2.1"]
    assert (found["Cabling"]["UID"], found["Cabling"]["ConstraintType"]) == ("1", "4")
    again = imported(tmp_path / "out.xml", projects_from_summaries=True)
    assert [project.name for project in again.rows(Project)] == ["Cabling", "Servers"]
    assert [row.name for row in again.rows(Task)] == ["Pull", "Rack"]
    assert len(again.rows(Link)) == 1


def test_a_lone_project_of_another_name_is_a_summary(written, imported, tmp_path):
    made = imported(document(task(1, "Pull")))
    with made.opened.file.transaction("Rename") as edit:
        edit.set("project", made.rows(Project)[0].id, name="Cabling")
    export_file(made.opened.file, made.opened.plan, tmp_path / "out.xml")
    found = tasks(ElementTree.parse(tmp_path / "out.xml").getroot())
    assert [(name, row["OutlineNumber"]) for name, row in found.items()] == [
        ("Network renewal", "0"),
        ("Cabling", "1"),
        ("Pull", "1.1"),
    ]


def test_each_person_has_a_calendar_of_his_own(written):
    away = element("Exceptions", exception(first="2026-01-07", last="2026-01-08", name="Leave"))
    own = calendar(away, uid=5, name="Engineer", base=1, days=())
    root = written(
        document(
            task(1),
            calendars=calendar() + own,
            resources=resource(1, "Architect", StandardRate="95.5")
            + resource(2, "Engineer", CalendarUID=5)
            + resource(3, "Cable", Type=0, StandardRate=3),
            assignments=assignment(1, 1, 1, Work="PT8H0M0S"),
        )
    )
    calendars = {parts(found)["UID"]: parts(found) for found in root.iter(f"{NS}Calendar")}
    people = {parts(found)["Name"]: parts(found) for found in root.iter(f"{NS}Resource")}
    architects = calendars[people["Architect"]["CalendarUID"]]
    assert (architects["Name"], architects["IsBaseCalendar"], architects["BaseCalendarUID"]) == (
        "Architect",
        "0",
        "1",
    )
    assert people["Engineer"]["CalendarUID"] == "5"
    assert "CalendarUID" not in people["Cable"]
    assert people["Architect"]["StandardRate"] == "95.5"
    (leave,) = root.iter(f"{NS}Exception")
    assert (parts(leave)["Name"], parts(leave)["Occurrences"], parts(leave)["DayWorking"]) == (
        "Leave",
        "2",
        "0",
    )
    (held,) = root.iter(f"{NS}Assignment")
    assert (parts(held)["Cost"], parts(held)["Units"], parts(held)["RemainingWork"]) == (
        "76400",
        "1",
        "PT8H0M0S",
    )


ORDERS = {
    "Task": schema.TASK,
    "Resource": schema.RESOURCE,
    "Assignment": schema.ASSIGNMENT,
    "Project": schema.PROJECT,
}
SAVED_BY_MS_PROJECT = (
    "mspdinulltasks.xml",
    "mspdirelations.xml",
    "mspdisplittask.xml",
    "mspditimephased.xml",
)


@pytest.mark.parametrize("name", SAVED_BY_MS_PROJECT)
@pytest.mark.parametrize("kind", ORDERS)
def test_parts_stand_in_the_order_in_which_ms_project_writes_them(shared_data, kind, name):
    place = {part: at for at, part in enumerate(ORDERS[kind])}
    for found in ElementTree.parse(shared_data / "dev/mspdi" / name).getroot().iter(NS + kind):
        ours = [
            part for part in dict.fromkeys(child.tag.removeprefix(NS) for child in found) if part in place
        ]
        assert all(place[one] < place[next_one] for one, next_one in pairwise(ours)), ours


def test_names_longer_than_ms_project_takes_are_shortened(written):
    assert "x" * 254 + "…" in tasks(written(document(task(1, "x" * 900))))


def test_an_older_file_is_replaced(imported, tmp_path):
    made, target = imported(document(task(1))), tmp_path / "out.xml"
    target.write_text("older")
    export_file(made.opened.file, made.opened.plan, target)
    assert target.read_text(encoding="utf-8").startswith("<?xml")


@pytest.mark.parametrize(
    ("name", "said"), [("plan.mpp", ".xml"), ("plan", ".xml"), ("nowhere/plan.xml", "can't be written")]
)
def test_targets_that_can_not_be_written(imported, tmp_path, name, said):
    made = imported(document(task(1)))
    before = sorted(tmp_path.iterdir())
    with pytest.raises(ExportProblem) as caught:
        export_file(made.opened.file, made.opened.plan, tmp_path / name)
    assert said in str(caught.value)
    assert "\n" not in str(caught.value)
    assert sorted(tmp_path.iterdir()) == before


def test_a_failed_export_leaves_the_older_file_as_it_was(imported, tmp_path, monkeypatch):
    made, target = imported(document(task(1))), tmp_path / "out.xml"
    target.write_text("older")

    def fail(self: Path, other: Path) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", fail)
    before = sorted(tmp_path.iterdir())
    with pytest.raises(ExportProblem, match="no space left"):
        export_file(made.opened.file, made.opened.plan, target)
    assert target.read_text() == "older"
    assert sorted(tmp_path.iterdir()) == before


def test_physical_progress_is_written_and_comes_back(written, imported, tmp_path):
    measured = {"EarnedValueMethod": 1, "PhysicalPercentComplete": 35}
    said = {"EarnedValueMethod": 0, "PhysicalPercentComplete": 80}
    root = written(document(task(1, "Dig", **measured), task(2, "Fill", **said)))
    found = tasks(root)
    assert (found["Dig"]["PhysicalPercentComplete"], found["Dig"]["EarnedValueMethod"]) == ("35", "1")
    assert "EarnedValueMethod" not in found["Fill"]
    again = imported((tmp_path / "out.xml").read_text(encoding="utf-8"))
    assert [again.task(name).physical_percent for name in ("Dig", "Fill")] == [3_500, None]


def test_words_and_the_choice_for_work_begun_too_early_are_written_and_come_back(written):
    root = written(document(task(1, "Move", Manual=1, StartText="after Easter"), SplitsInProgressTasks="0"))
    assert tasks(root)["Move"]["StartText"] == "after Easter"
    assert "ManualStart" not in tasks(root)["Move"]
    assert parts(root)["SplitsInProgressTasks"] == "0"


def test_rates_by_date_and_accrual_come_and_go(imported, tmp_path):
    rates = element(
        "Rates",
        *(
            element("Rate", RatesFrom=begin, RateTable=table, StandardRate=rate, CostPerUse=use)
            for begin, table, rate, use in (
                ("1984-01-01T00:00:00", 0, 80, 1000), ("2026-07-01T00:00:00", 0, "85.5", 1500),
                ("2027-01-01T00:00:00", 0, 90, 1500), ("1984-01-01T00:00:00", 1, 120, 0),
            )
        ),
    )  # fmt: skip
    person = resource(1, "Architect", StandardRate="85.5", AccrueAt=1).replace(
        "</Resource>", rates + "</Resource>"
    )
    made = imported(document(task(1, FixedCost=10000, FixedCostAccrual=2), resources=person))
    for _ in range(2):
        (architect,) = made.rows(Resource)
        assert (architect.rate, architect.cost_per_use, architect.accrual) == (80_00, 10_00, "start")
        found = [(row.since.isoformat(), row.rate, row.cost_per_use) for row in made.rows(ResourceRate)]
        assert found == [("2026-07-01", 85_50, 15_00), ("2027-01-01", 90_00, 15_00)]
        assert made.task("Work").fixed_accrual == "end"
        export_file(made.opened.file, made.opened.plan, tmp_path / "out.xml")
        made = imported(tmp_path / "out.xml")
