"""Every real plan: imported whole, scheduled, written and read again."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

from tests.exchange.conftest import Imported, Workbench
from tpm_desktop.exchange import export_file
from tpm_desktop.model.catalogue import CATALOGUE, entry
from tpm_desktop.model.fields import Kind
from tpm_desktop.model.schedule import Task

PLANS = Path(__file__).resolve().parents[3] / "shared" / "data" / "dev" / "mspdi"
NAMES = sorted(path.name for path in PLANS.glob("*.xml"))
NS = "{http://schemas.microsoft.com/project}"


@pytest.fixture(scope="module")
def shared(shared_data: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Workbench]:
    workbench = Workbench(tmp_path_factory.mktemp("real plans"))
    yield workbench
    workbench.close()


@pytest.fixture(scope="module", params=NAMES or ["none"])
def plan(request: pytest.FixtureRequest, shared_data: Path) -> Path:
    path: Path = shared_data / "dev" / "mspdi" / request.param
    return path


@pytest.fixture(scope="module")
def whole(plan: Path, shared: Workbench) -> Imported:
    return shared.imported(plan)


def said(element: ElementTree.Element, name: str) -> str:
    return (element.findtext(NS + name) or "").strip()


def counted(path: Path) -> dict[str, int]:
    """What a plan holds, read without any of our code."""
    root = ElementTree.parse(path).getroot()
    tasks = [t for t in root.iter(NS + "Task") if said(t, "UID") != "0" and said(t, "IsNull") != "1"]
    uids = {said(task, "UID") for task in tasks}
    links = [(task, link) for task in tasks for link in task.iter(NS + "PredecessorLink")]
    outside = {said(link, "PredecessorUID") for _, link in links if said(link, "PredecessorUID") not in uids}
    people = [r for r in root.iter(NS + "Resource") if said(r, "UID") != "0" and said(r, "IsNull") != "1"]
    assigned = [
        a
        for a in root.iter(NS + "Assignment")
        if said(a, "TaskUID") in uids and int(said(a, "ResourceUID")) > 0
    ]
    baselines = [b for task in tasks for b in task.findall(NS + "Baseline") if len(b) > 1]
    return {
        "task": len(tasks) + len(outside),
        "link": len(links),
        "resource": len(people),
        "assignment": len(assigned),
        "baseline": len({said(baseline, "Number") for baseline in baselines}),
        "baseline_task": len(baselines),
    }


def test_counts_are_those_of_the_source(plan: Path, whole: Imported) -> None:
    want = counted(plan)
    assert {table: whole.report.counts.get(table, 0) for table in want} == want
    assert {table: len(whole.rows(entry(table).model)) for table in want} == want


def test_durations_dates_and_codes_are_those_of_the_source(plan: Path, whole: Imported) -> None:
    rows = {row.uid: row for row in whole.rows(Task)}
    for element in ElementTree.parse(plan).getroot().iter(NS + "Task"):
        if said(element, "UID") == "0" or said(element, "IsNull") == "1":
            continue
        row = rows[int(said(element, "UID"))]
        hours, rest = said(element, "Duration").removeprefix("PT").split("H")
        minutes, seconds = rest.removesuffix("S").split("M")
        assert row.duration == pytest.approx(int(hours) * 60 + int(minutes) + float(seconds) / 60, abs=0.5)
        assert row.milestone == (said(element, "Milestone") == "1")
        assert row.wbs in (None, said(element, "WBS"))
        given = (
            said(element, "ConstraintDate")[:16]
            if said(element, "ConstraintType") not in ("", "0", "1")
            else ""
        )
        assert (f"{row.constraint_date:%Y-%m-%dT%H:%M}" if row.constraint_date else "") == given
        if said(element, "Summary") != "1" and said(element, "PercentComplete"):
            assert row.percent_complete == int(said(element, "PercentComplete")) * 100


def values(made: Imported) -> dict[str, list[dict[str, Any]]]:
    """All rows without their ids and places; references are told by what they point to."""
    held = {about.name: made.rows(about.model) for about in CATALOGUE}
    known = {
        row.id: (name, getattr(row, "uid", None), getattr(row, "name", None), getattr(row, "number", None))
        for name, rows in held.items()
        for row in rows
    }
    derived = {row.parent_id for row in made.rows(Task)}
    told: dict[str, list[dict[str, Any]]] = {}
    for about in CATALOGUE:
        told[about.name] = []
        for row in held[about.name]:
            fields = {
                name: getattr(row, name) for name, c in about.fields.items() if c.kind is not Kind.ORDER
            }
            fields = {name: known.get(value, value) for name, value in fields.items()}
            if isinstance(row, Task):
                fields["milestone"] = row.milestone or row.duration == 0
                fields["duration"] = None if row.id in derived else row.duration
            told[about.name].append(fields)
        told[about.name].sort(key=repr)
    return told


# A calendar that derives from another and is not one person's is written with all that it derives, and
# assignments of number 0 are given another number.
ALTERED = {
    "copytoprojectempty.xml": {"calendar", "calendar_exception"},
    "legacy-sample-mpp.xml": {"assignment"},
    "legacy-sample98-mpp.xml": {"assignment"},
}


def test_what_is_written_reads_as_it_was(
    plan: Path, whole: Imported, shared: Workbench, tmp_path: Path
) -> None:
    export_file(whole.opened.file, whole.opened.plan, tmp_path / "again.xml")
    again = shared.imported(tmp_path / "again.xml")
    assert again.set_aside == again.adjusted == []
    before, after = values(whole), values(again)
    for table in before.keys() - ALTERED.get(plan.name, set()):
        assert after[table] == before[table], table
    assert schedule(again) == schedule(whole)


def schedule(made: Imported) -> list[tuple[int, ...]]:
    """Dates, slack and costs of every task by its number."""
    state = made.opened.plan.state
    columns = (
        state.numbers("uid"),
        state.schedule.start,
        state.schedule.finish,
        state.schedule.total_slack,
        state.money.costs.task,
        state.money.costs.task_actual,
    )
    rows = [row for row, project in enumerate(state.outline.is_project) if not project]
    return sorted(tuple(int(column[row]) for column in columns) for row in rows)


def test_top_level_summaries_as_projects_change_no_date(
    plan: Path, whole: Imported, shared: Workbench
) -> None:
    dates = {row[0]: row[:4] for row in schedule(whole)}
    for row in schedule(shared.imported(plan, projects_from_summaries=True)):
        assert row[:4] == dates[row[0]]
